"""Work done by a process of its own while this one gets ready for what comes of it.

Threads do not help Python code: they take turns. A fork starts at once and has all that is loaded.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import active_count
from typing import IO, TYPE_CHECKING, TypeAlias, TypeVar

from audiobrief.crew import processors

if TYPE_CHECKING:  # the sooner the fork, the sooner it is ready
    from audiobrief.events import Event, Listener

Result = TypeVar("Result")
Work: TypeAlias = "Callable[[Listener], Result]"
"""To be handed over it must be a function of a module, or a `partial` of one with plain values."""

FORKS = sys.platform.startswith("linux")
"""macOS forks too, but its own libraries do not outlive that."""
THREADED = "numpy"
"""Loading it starts threads, of which a fork would have the locks alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Child:
    process: int
    questions: IO[bytes]
    answers: IO[bytes]

    def end(self) -> None:
        """It has answered, or nobody wants to know any more."""
        with suppress(OSError):
            self.questions.close()
        self.answers.close()
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


_waiting: list[_Child] = []


def get_ready(prepare: Callable[[], object]) -> None:
    """Let another process make itself ready for the first work that is set aside.

    It ends with this one, or when it is dismissed, if there is none. Nothing is done where that
    is not safe, or there is one processor alone.
    """
    if _is_safe():
        _waiting.append(_forked(prepare))
        atexit.register(dismiss)


def dismiss() -> None:
    """End the process that waits for work, if there is one: no work will be set aside."""
    while _waiting:
        _waiting.pop().end()


@contextmanager
def aside(work: Work[Result], listener: Listener) -> Iterator[Callable[[], Result]]:
    """What gives the result of some work, once it is asked for; the listener hears of it then.

    Meanwhile the work is done by another process, where that is safe and there is a processor
    for it; else it is done when its result is asked for. What the work raises is raised there.
    """
    if not _waiting and not _is_safe():
        yield lambda: work(listener)
        return
    child = _waiting.pop() if _waiting else _forked()
    try:
        # Where it has ended, or the work cannot be told, no answer will come.
        with suppress(OSError, pickle.PicklingError, AttributeError, TypeError):
            child.questions.write(pickle.dumps(work, pickle.HIGHEST_PROTOCOL))
        with suppress(OSError):
            child.questions.close()
        yield lambda: _told(child.answers.read(), work, listener)
    finally:
        child.end()


def _is_safe() -> bool:
    alone = FORKS and THREADED not in sys.modules and active_count() == 1
    return alone and processors() > 1


def _forked(prepare: Callable[[], object] | None = None) -> _Child:
    asked, asking = os.pipe()
    answered, answering = os.pipe()
    process = os.fork()
    if not process:
        os.close(asking)
        os.close(answered)
        _work(prepare, asked, answering)
    os.close(asked)
    os.close(answering)
    return _Child(
        process=process, questions=os.fdopen(asking, "wb"), answers=os.fdopen(answered, "rb")
    )


def _work(prepare: Callable[[], object] | None, asked: int, answering: int) -> None:
    """All that the other process does: it never returns."""
    with suppress(BaseException):
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):  # nobody is to wait for the end of what it holds open
            os.dup2(nothing, stream)
        if prepare:
            prepare()
        from audiobrief.errors import AudiobriefError

        with os.fdopen(asked, "rb") as questions:
            work: Work[object] = pickle.load(questions)  # noqa: S301 - by the process before the fork
        events: list[Event] = []
        result, fault = None, None
        try:
            result = work(events.append)
        except AudiobriefError as error:
            fault = error
        with os.fdopen(answering, "wb") as answers:
            pickle.dump((events, result, fault), answers, pickle.HIGHEST_PROTOCOL)
    os._exit(0)  # what this process has open and registered is the other's to end


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
