"""`audiobrief make --stream`: an MP3 on standard output while it is being spoken."""

from __future__ import annotations

import errno
import sys
from contextlib import closing

from audiobrief.cli.edge import read_source
from audiobrief.config import Settings
from audiobrief.console import listening
from audiobrief.errors import ConfigError, OutputError

EXAMPLE = "audiobrief make artikel.txt --stream | mpv -"


def stream(names: list[str], settings: Settings, asked: dict[str, object], *, quiet: bool) -> None:
    """Write the brief of one source to standard output.

    `asked` are the options that no stream can heed, with what was given for them.
    """
    from audiobrief.streaming import stream_brief

    if in_vain := [name for name, value in asked.items() if value]:
        raise ConfigError(
            f"--stream writes one MP3 to standard output and nothing else: leave out "
            f"{', '.join(in_vain)}"
        )
    if len(names) > 1:
        raise ConfigError(f"--stream takes one source, not {len(names)}: stream them one by one")
    if sys.stdout.isatty():
        raise ConfigError(f"--stream writes an MP3, which no terminal shows: {EXAMPLE}")
    with (
        listening(quiet=quiet) as listener,
        closing(stream_brief(read_source(names[0]), settings, listener)) as coming,
    ):
        for piece in coming:
            _write(piece)


def _write(piece: bytes) -> None:
    try:
        sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except OSError as error:
        if error.errno in {errno.EPIPE, errno.EINVAL}:
            raise  # who listened went away
        raise OutputError(
            f"standard output takes no more of the MP3 ({error.strerror}): make room for it"
        ) from error
