"""The command line: what a user types becomes Settings, errors become exit codes."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from audiobrief import __version__
from audiobrief.cli.commands import Commands

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="A German news article in, a spoken brief out.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"audiobrief {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Take what goes before the command."""


def run() -> None:
    """Run the command line; text in and out is UTF-8 whatever the locale says."""
    # numpy's library for matrices, which nothing here needs, would start threads that wait busily.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stderr else None)
    try:
        app(prog_name="audiobrief")
    finally:
        # The system takes all memory back at once; Python would look through every object first.
        gc.freeze()
