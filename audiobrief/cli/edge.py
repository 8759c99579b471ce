"""Where errors become exit codes: one clear line on stderr, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from audiobrief.errors import AudiobriefError, InternalError, OutputError

if TYPE_CHECKING:
    from audiobrief.model import Source

INTERRUPTED = 130
"""128 + SIGINT, as shells count."""

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="A file of pasted text, an HTML file, a web address, or - for standard input.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
Offline = Annotated[
    bool | None,
    typer.Option("--offline", help="Let nothing leave this machine.", show_default=False),
]
Lexicon = Annotated[
    list[str] | None,
    typer.Option(
        "--lexicon",
        help="A pronunciation lexicon, TOML or PLS, or `shipped`; the last given counts most.",
        show_default=False,
    ),
]
Gender = Annotated[
    str | None,
    typer.Option(
        "--gender", help="Read Bürger*innen as: gap, both or feminine.", show_default=False
    ),
]
LabelLanguage = Annotated[
    str | None,
    typer.Option("--labels", help="Label pages in: de or en.  [default: de]", show_default=False),
]
AllowPrivate = Annotated[
    bool | None,
    typer.Option(
        "--allow-private",
        help="Fetch from this machine and private networks too.",
        show_default=False,
    ),
]


class Edge(typer.core.TyperGroup):
    """The commands, with the errors that escape them made into exit codes."""

    def invoke(self, ctx: Any) -> object:  # noqa: ANN401 - typer's own class for it has moved
        """Run a command; an error of ours ends it with its own exit code."""
        try:
            with faults_told():
                return super().invoke(ctx)
        except AudiobriefError as error:
            tell(error)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt:
            typer.echo("audiobrief: interrupted; sentences already spoken are kept", err=True)
            raise typer.Exit(INTERRUPTED) from None


@contextmanager
def faults_told() -> Iterator[None]:
    """Faults of our own become one line too; `python -X dev -m audiobrief` shows them whole."""
    try:
        yield
    except (AudiobriefError, BrokenPipeError):
        raise
    except Exception as error:
        if sys.flags.dev_mode or type(error).__module__.split(".")[0] == "typer":
            raise
        place = extract_tb(error.__traceback__)[-1]
        raise InternalError(
            f"a fault in audiobrief itself: {type(error).__name__}: {error} "
            f"({Path(place.filename).name}, line {place.lineno}); please report it"
        ) from error


def tell(error: AudiobriefError) -> None:
    """Print an error as one line on stderr."""
    typer.echo(f"audiobrief: {' '.join(str(error).split())}", err=True)


def each(names: Iterable[str], act: Callable[[Source], None], *, as_json: bool) -> None:
    """Act on every source; one that fails does not keep the others from being done.

    Ends with the exit code of the first failure. With `as_json` a failure is a JSON object
    with `source` and `error` too. An output that takes no file ends the run at once: it
    would take none of the others.
    """
    failed: AudiobriefError | None = None
    for name in names:
        try:
            with faults_told():
                act(read_source(name))
        except OutputError:
            raise
        except AudiobriefError as error:
            tell(error)
            failed = failed or error
            if as_json:
                show({"source": name, "error": str(error), "exit_code": error.exit_code})
    if failed:
        raise typer.Exit(failed.exit_code)


def read_source(name: str) -> Source:
    """The source of that name; standard input is read here, files and addresses later."""
    from audiobrief.model import Source

    return Source(name=name, content=sys.stdin.buffer.read() if name == "-" else None)


def level(value: float) -> float | None:
    """A level for JSON, with two digits: JSON knows no infinity, the level of silence."""
    return round(value, 2) if isfinite(value) else None


def show(value: object) -> None:
    """Print a JSON object on one line."""
    typer.echo(as_line(value))


def as_line(value: object) -> str:
    """A JSON object on one line."""
    import json

    return json.dumps(value, ensure_ascii=False)
