"""How a service over the network is asked: not too fast, not for ever, and not in lockstep."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from audiobrief.errors import SpeechError
from audiobrief.model import Seconds

T = TypeVar("T")


class RefusedError(SpeechError):
    """An answer without what was asked for."""

    def __init__(self, message: str, *, passing: bool = True, after: Seconds | None = None) -> None:
        super().__init__(message)
        self.passing = passing
        self.after = after


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Time limits, and the waits between attempts."""

    connect: Seconds = 5.0
    read: Seconds = 20.0
    """Between two pieces of an answer."""
    waits: tuple[Seconds, ...] = (1.0, 2.0, 4.0, 8.0)
    """Before the second attempt, the third ...: doubled each time."""
    jitter: float = 0.5
    """The share of a wait that chance may add, so that many clients do not come at once."""
    longest: Seconds = 60.0
    """A service that asks for a longer wait is given up."""
    interval: Seconds = 0.25
    """The least time between two requests."""
    sleep: Callable[[Seconds], None] = time.sleep
    clock: Callable[[], Seconds] = time.monotonic
    chance: Callable[[], float] = random.random

    def wait(self, attempt: int) -> Seconds:
        """The wait behind an attempt that failed; the first is number 0."""
        return self.waits[attempt] * (1 + self.jitter * self.chance())


def persist(patience: Patience, attempt: Callable[[], T]) -> T:
    """What the attempt gives; made again, after a wait, where it raises SpeechError.

    Raises the last error when patience is at an end, and one that will not pass at once.
    """
    number = 0
    while True:
        try:
            return attempt()
        except SpeechError as error:
            _wait(patience, number, error)
        number += 1


def _wait(patience: Patience, attempt: int, error: SpeechError) -> None:
    """A while before the next attempt; raises the error where there should be none."""
    after = error.after if isinstance(error, RefusedError) else None
    hopeless = isinstance(error, RefusedError) and not error.passing
    if hopeless or attempt == len(patience.waits):
        raise error
    if after is not None and after > patience.longest:
        raise SpeechError(f"{error}, and asks to wait {after:.0f} s") from error
    patience.sleep(max(patience.wait(attempt), after or 0.0))


def retry_after(header: str | None) -> Seconds | None:
    """The wait that a Retry-After header asks for, in seconds or by a date; None without one."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
