"""Events shown on a terminal: a progress bar on stderr while a brief is spoken."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from audiobrief.events import (
    ClipReady,
    Downloading,
    Event,
    Listener,
    SourceLeftOut,
    SpeechStarted,
    Warned,
)
from audiobrief.model import clock

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


@contextmanager
def listening(*, quiet: bool) -> Iterator[Listener]:
    """A listener that shows what it hears; without a terminal it prints warnings only."""
    if quiet:
        yield _hear_nothing
    elif not sys.stderr.isatty():
        yield _print_warning
    else:
        progress = _progress()
        try:
            yield _Bar(progress)
        finally:
            progress.stop()


@contextmanager
def fetching() -> Iterator[Listener]:
    """A listener that shows on a terminal how much of a model has come."""
    if not sys.stderr.isatty():
        yield _print_warning
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn())
    with Progress(
        *columns, TransferSpeedColumn(), console=Console(stderr=True), transient=True
    ) as progress:
        yield _Files(progress)


def hint(message: str) -> bool:
    """Whether a line was printed: for a person at a terminal; programs do not see it."""
    seen = sys.stderr.isatty()
    if seen:
        print(f"audiobrief: {message}", file=sys.stderr)  # noqa: T201 - the room's job
    return seen


def side_by_side(rows: Iterable[tuple[str, str]]) -> None:
    """Print two texts in columns, as wide as the terminal, what differs in bold."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("printed", "spoken", show_lines=True, expand=True)
    for printed, spoken in rows:
        style = "bold" if printed != spoken else ""
        table.add_row(Text(printed, style=style), Text(spoken, style=style))
    Console().print(table)


def _hear_nothing(_event: Event) -> None:
    """Show nothing."""


def _print_warning(event: Event) -> None:
    if isinstance(event, Warned | SourceLeftOut):
        print(f"audiobrief: {event.message}", file=sys.stderr)  # noqa: T201 - the room's job


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f} sentences"),
        TextColumn("{task.fields[position]}"),
        console=Console(stderr=True),
        transient=True,
    )


class _Bar:
    """Sentences done, and the marker growing: `00:41 / ~02:18`."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def __call__(self, event: Event) -> None:
        match event:
            case SpeechStarted(utterances=utterances):
                self._progress.start()  # not before: its thread would keep others from forking
                self._task = self._progress.add_task(
                    "speaking", total=len(utterances), position="00:00"
                )
            case ClipReady() if self._task is not None:
                position = f"{clock(event.elapsed)} / ~{clock(event.estimate)}"
                self._progress.update(self._task, completed=event.done, position=position)
            case Warned(message=message) | SourceLeftOut(message=message):
                self._progress.console.print(f"audiobrief: {message}", markup=False)
            case _:
                pass


class _Files:
    """One bar, for the file that is coming."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("")

    def __call__(self, event: Event) -> None:
        if isinstance(event, Downloading):
            self._progress.update(
                self._task, description=event.name, completed=event.done, total=event.total
            )
