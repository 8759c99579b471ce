"""How a service over the network is asked: not too fast, not for ever, and not in lockstep."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from audiobrief.errors import SpeechError
from audiobrief.model import Seconds


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
