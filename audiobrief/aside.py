"""Work done by a process of its own while this one gets ready for what comes of it.

Threads do not help Python code: they take turns. A fork starts at once and has all that is loaded.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import active_count
from typing import TypeVar

from audiobrief.crew import processors
from audiobrief.errors import AudiobriefError
from audiobrief.events import Event, Listener

Result = TypeVar("Result")
Work = Callable[[Listener], Result]

FORKS = sys.platform.startswith("linux")
"""macOS forks too, but its own libraries do not outlive that."""
THREADED = "numpy"
"""Loading it starts threads, of which a fork would have the locks alone."""


@contextmanager
def aside(work: Work[Result], listener: Listener) -> Iterator[Callable[[], Result]]:
    """What gives the result of some work, once it is asked for; the listener hears of it then.

    Meanwhile the work is done by another process, where that is safe and there is a processor
    for it; else it is done when its result is asked for. What the work raises is raised there.
    """
    if not _is_safe():
        yield lambda: work(listener)
        return
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _work(work, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as answer:
            yield lambda: _told(answer.read(), work, listener)
    finally:
        os.kill(child, signal.SIGKILL)  # it has ended, or nobody wants to know any more
        os.waitpid(child, 0)


def _is_safe() -> bool:
    alone = FORKS and THREADED not in sys.modules and active_count() == 1
    return alone and processors() > 1


def _work(work: Work[object], writing: int) -> None:
    """All that the other process does: it never returns."""
    code = 1
    with suppress(BaseException):
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        events: list[Event] = []
        result, fault = None, None
        try:
            result = work(events.append)
        except AudiobriefError as error:
            fault = error
        with os.fdopen(writing, "wb") as answer:
            pickle.dump((events, result, fault), answer, pickle.HIGHEST_PROTOCOL)
        code = 0
    os._exit(code)  # what this process has open and registered is the other's to end


def _told(answer: bytes, work: Work[Result], listener: Listener) -> Result:
    """The result, or what was raised; where no answer came, the work is done here after all.

    So a fault of ours is raised where it is, and a process that was killed costs only time.
    """
    try:
        events, result, fault = pickle.loads(answer)  # noqa: S301 - by our own fork
    except (EOFError, pickle.UnpicklingError):
        return work(listener)
    for event in events:
        listener(event)
    if fault is not None:
        raise fault
    return result  # type: ignore[no-any-return]
