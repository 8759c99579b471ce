"""The command line: what a user types becomes Settings, errors become exit codes."""

from __future__ import annotations

import os
import sys

from audiobrief import __version__
from audiobrief.again import COMMAND, said_before


def main() -> None:
    """Run the command line, or say again what came of the very same run."""
    said = said_before(sys.argv[1:], __version__)
    if said is None:
        if sys.argv[1:2] == [COMMAND]:
            from audiobrief.aside import get_ready

            get_ready(_get_ready_for_text)  # while the command line is read
        from audiobrief.cli.program import run

        run()
    elif not _said(said):
        sys.exit(1)


def _get_ready_for_text() -> None:
    # In the fork: it is not to wait until this process has loaded the pipeline for itself.
    from audiobrief.pipeline import get_ready_for_text

    get_ready_for_text()


def _said(text: str) -> bool:
    """Whether somebody has read the text."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8").replace(b"\n", os.linesep.encode()))
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at its end, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True
