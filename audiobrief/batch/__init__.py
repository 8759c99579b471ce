"""Many briefs on one machine, a process for each processor."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from pathlib import Path

from audiobrief.aside import dismiss
from audiobrief.config import Settings
from audiobrief.crew import processors
from audiobrief.disk import sweep
from audiobrief.errors import AudiobriefError, InternalError
from audiobrief.events import Event, Listener, Warned, ignore
from audiobrief.model import Brief, Source

AHEAD = 2
"""Sources for each process that wait for it: none waits for work, and memory stays the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a source: a brief, or why there is none."""

    brief: Brief | None = None
    fault: AudiobriefError | None = None
    warnings: tuple[Warned, ...] = ()

    def result(self) -> Brief:
        """The brief; raises why there is none."""
        if self.brief is None:
            raise self.fault or InternalError("neither a brief nor a fault came of a source")
        return self.brief


def make_briefs(
    sources: Iterable[Source], settings: Settings, listener: Listener = ignore, *, jobs: int
) -> Generator[Outcome, None, None]:
    """What becomes of each source, in their order; one that fails keeps no other from being made.

    The listener hears the warnings. Nothing is left running once nobody asks any more.
    """
    dismiss()  # the processes read their articles themselves
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _leave_interrupts)
    waiting: deque[Future[Outcome]] = deque()
    try:
        for source in sources:
            waiting.append(pool.submit(_made, source, settings))
            if len(waiting) > AHEAD * jobs:
                yield _told(waiting.popleft(), listener)
        while waiting:
            yield _told(waiting.popleft(), listener)
    finally:
        pool.shutdown(wait=not waiting, cancel_futures=True)
        if waiting:
            _end(settings.output)


def jobs_for(settings: Settings) -> int:
    """How many briefs are best made at a time.

    One where the voice uses all processors by itself, and where it is on a server, which wants
    to be asked for one sentence after the other.
    """
    from audiobrief.speaking import find_cast

    cast = find_cast(settings, ignore)
    alone = bool(cast.remote) or cast.reader.hands is None
    return 1 if alone else processors()


def _end(folder: Path) -> None:
    """End the processes at once, and remove the parts of files that they leave in the folder."""
    children = active_children()
    for child in children:
        child.terminate()
    for child in children:
        child.join()
    sweep(folder)


def _leave_interrupts() -> None:
    """An interrupt is for the process that the user started, which ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _made(source: Source, settings: Settings) -> Outcome:
    from audiobrief.pipeline import make_brief

    warnings: list[Warned] = []

    def note(event: Event) -> None:
        if isinstance(event, Warned):
            warnings.append(event)

    try:
        brief = make_brief(source, settings, note)
    except AudiobriefError as error:
        return Outcome(fault=error, warnings=tuple(warnings))
    return Outcome(brief=brief, warnings=tuple(warnings))


def _told(outcome: Future[Outcome], listener: Listener) -> Outcome:
    try:
        result = outcome.result()
    except BrokenProcessPool as error:
        raise InternalError(
            "a process that made a brief was killed, perhaps for want of memory; "
            "run it again with --jobs 1"
        ) from error
    for warning in result.warnings:
        listener(warning)
    return result
