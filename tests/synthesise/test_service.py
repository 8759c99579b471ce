"""A service that fails again and again is left alone for a while, by all of a process."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from audiobrief.errors import SpeechError
from audiobrief.synthesise.patience import Patience, RefusedError
from audiobrief.synthesise.service import FAILURES, LONGEST, PAUSE, Service, service


@dataclass
class Clock:
    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Attempt:
    """Raises what it is given, in turn; then it succeeds."""

    errors: list[Exception]
    made: int = 0

    def __call__(self) -> str:
        self.made += 1
        if self.errors:
            raise self.errors.pop(0)
        return "sound"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def patience(clock: Clock) -> Patience:
    return Patience(waits=(1.0,), jitter=0.0, interval=0.0, sleep=clock.sleep, clock=clock)


@pytest.fixture
def google(clock: Clock) -> Service:
    return Service("Google", clock)


def refused(count: int, **traits: float) -> list[Exception]:
    return [RefusedError("Google answered 503", **traits) for _ in range(count)]


def fail(google: Service, patience: Patience, sentences: int = FAILURES) -> None:
    for _ in range(sentences):
        with pytest.raises(SpeechError, match="503"):
            google.persist(patience, Attempt(refused(2)))


def test_after_some_failures_in_a_row_nothing_is_asked_for_a_while(google, patience, clock) -> None:
    fail(google, patience)
    start = clock.now
    for _ in range(50):
        with pytest.raises(
            RefusedError, match="Google failed too often and is not asked for another 60 s"
        ) as caught:
            google.persist(patience, never := Attempt([]))
        assert never.made == 0
        assert not caught.value.passing
    assert clock.now == start


def test_one_success_in_between_and_it_is_asked_as_ever(google, patience) -> None:
    for _ in range(5):
        fail(google, patience, FAILURES - 1)
        assert google.persist(patience, Attempt([])) == "sound"


def test_after_the_while_one_attempt_is_let_through(google, patience, clock) -> None:
    fail(google, patience)
    clock.now += PAUSE
    probe = Attempt(refused(9))
    with pytest.raises(RefusedError, match="not asked for another 1"):
        google.persist(patience, probe)
    assert probe.made == 1
    with pytest.raises(RefusedError, match="not asked"):
        google.persist(patience, Attempt([]))
    clock.now += 2 * PAUSE
    assert google.persist(patience, Attempt([])) == "sound"
    fail(google, patience, FAILURES - 1)
    assert google.persist(patience, Attempt([])) == "sound"


def test_the_while_grows_to_a_quarter_of_an_hour(google, patience, clock) -> None:
    fail(google, patience)
    for _ in range(10):
        clock.now += LONGEST
        with pytest.raises(RefusedError):
            google.persist(patience, Attempt(refused(9)))
    with pytest.raises(RefusedError, match=f"another {LONGEST - 1:.0f} s"):
        google.persist(patience, Attempt([]))


def test_a_service_that_asks_for_an_hour_is_given_it(google, patience, clock) -> None:
    with pytest.raises(SpeechError, match="asks to wait 3600 s"):
        google.persist(patience, Attempt(refused(1, after=3600.0)))
    clock.now += 3599
    with pytest.raises(RefusedError, match="another 1 s"):
        google.persist(patience, Attempt([]))
    clock.now += 2
    assert google.persist(patience, Attempt([])) == "sound"


@pytest.mark.parametrize(
    "error", [SpeechError("not the text"), RefusedError("answered 400", passing=False)]
)
def test_what_may_be_the_texts_own_fault_does_not_count(google, patience, error) -> None:
    for _ in range(3 * FAILURES):
        with pytest.raises(SpeechError, match=str(error)):
            google.persist(patience, Attempt([error, error]))
    assert google.persist(patience, Attempt([])) == "sound"


def test_all_voices_and_threads_share_what_is_known_of_a_service() -> None:
    assert service("Google") is service("Google")
    assert service("Google") is not service("Microsoft")
    patience = Patience(waits=(), interval=0.0)
    attempts: Iterator[Attempt] = (Attempt(refused(1)) for _ in range(200))

    def ask(attempt: Attempt) -> int:
        with pytest.raises(SpeechError):
            service("Nobody").persist(patience, attempt)
        return attempt.made

    with ThreadPoolExecutor(8) as pool:
        made = sum(pool.map(ask, attempts))
    assert FAILURES <= made <= FAILURES + 8


def test_threads_keep_the_distance_together() -> None:
    patience = Patience(interval=0.05)
    start = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: service("Slow").persist(patience, Attempt([])), range(8)))
    assert time.monotonic() - start >= 7 * 0.05
