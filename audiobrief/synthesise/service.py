"""What this process knows of a service, whoever asks it: not too often, and not in vain."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import TypeVar

from audiobrief.errors import SpeechError
from audiobrief.model import Seconds
from audiobrief.synthesise.patience import Patience, RefusedError

FAILURES = 3
"""Sentences in a row for which patience came to its end, before a service is left alone."""
PAUSE: Seconds = 60.0
"""For how long, the first time; then doubled."""
LONGEST: Seconds = 900.0

T = TypeVar("T")


class Service:
    """Asked at a distance between requests; left alone for a while where it fails again and again.

    After that while one attempt is let through: if it succeeds, all is well again.
    """

    def __init__(self, name: str, clock: Callable[[], Seconds] = time.monotonic) -> None:
        self.name = name
        self._clock = clock
        self._lock = Lock()
        self._next: Seconds = float("-inf")
        self._failures = 0
        self._pause = PAUSE
        self._until: Seconds | None = None

    def persist(self, patience: Patience, attempt: Callable[[], T]) -> T:
        """What the attempt gives; made again, after a wait, where it raises SpeechError.

        Raises the last error when patience is at an end, one that will not pass at once, and
        RefusedError without an attempt while the service is left alone.
        """
        number = 0
        while True:
            self._check()
            self._keep_distance(patience)
            try:
                answer = attempt()
            except SpeechError as error:
                self._wait(patience, number, error)
            else:
                self._succeeded()
                return answer
            number += 1

    def _wait(self, patience: Patience, attempt: int, error: SpeechError) -> None:
        """A while before the next attempt; raises the error where there should be none."""
        refused = error if isinstance(error, RefusedError) else None
        after = refused.after if refused else None
        if refused and not refused.passing:
            raise error
        if after is not None and after > patience.longest:
            self._leave(after)
            raise SpeechError(f"{error}, and asks to wait {after:.0f} s") from error
        if attempt == len(patience.waits):
            # An answer that is not the text may be the text's fault: only none at all counts.
            if refused:
                self._failed()
            raise error
        patience.sleep(max(patience.wait(attempt), after or 0.0))

    def _keep_distance(self, patience: Patience) -> None:
        with self._lock:
            now = patience.clock()
            start = max(now, self._next)
            self._next = start + patience.interval
        if start > now:
            patience.sleep(start - now)

    def _check(self) -> None:
        """Nothing, if the service may be asked."""
        with self._lock:
            if self._until is None:
                return
            left = self._until - self._clock()
            if left <= 0:
                # One attempt, of whoever comes first; if it fails too, the others wait longer.
                self._pause = min(2 * self._pause, LONGEST)
                self._until = self._clock() + self._pause
                return
        raise RefusedError(
            f"{self.name} failed too often and is not asked for another {left:.0f} s",
            passing=False,
        )

    def _failed(self) -> None:
        self._failures += 1
        if self._failures >= FAILURES:
            self._leave(self._pause)

    def _leave(self, pause: Seconds) -> None:
        with self._lock:
            self._until = self._clock() + pause

    def _succeeded(self) -> None:
        with self._lock:
            self._failures, self._pause, self._until = 0, PAUSE, None


@cache
def service(name: str) -> Service:
    """The one of this name, the same for all voices and articles of this process."""
    return Service(name)
