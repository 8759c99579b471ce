"""The search for a rate, on speech that follows it badly, as voices do."""

from collections.abc import Sequence

import pytest

from audiobrief.model import Clip
from audiobrief.pacing import settled

ALL = (0.1, 10.0)


def search(length_at, wanted: float, bounds: tuple[float, float] = ALL) -> tuple[float, int]:
    """The length of what was settled on, and how often was spoken."""
    asked: list[float] = []

    def speak(rate: float) -> Sequence[Clip]:
        asked.append(rate)
        return [rate]  # type: ignore[list-item]

    (rate,) = settled(speak, lambda clips: length_at(clips[0]), wanted, bounds)
    assert all(bounds[0] <= rate <= bounds[1] for rate in asked)
    return length_at(rate), len(asked)


@pytest.mark.parametrize("wanted", [30.0, 60.0, 99.0, 100.0, 101.0, 150.0, 300.0])
@pytest.mark.parametrize("lag", [1.0, 0.9, 0.7])
def test_a_voice_that_lags_behind_its_rate_is_found_out(wanted: float, lag: float) -> None:
    length, rounds = search(lambda rate: 100 / rate**lag, wanted)
    assert length == pytest.approx(wanted, rel=0.005)
    assert rounds <= 8


def test_a_voice_that_is_right_at_once_speaks_once() -> None:
    assert search(lambda rate: 100 / rate, 100.2, (0.8, 1.25)) == (100, 1)


def test_beyond_the_bounds_it_comes_as_near_as_they_let_it() -> None:
    assert search(lambda rate: 100 / rate, 10.0, (0.8, 1.25)) == (80, 2)
    assert search(lambda rate: 100 / rate, 500.0, (0.8, 1.25)) == (125, 2)
    assert search(lambda rate: 100 / rate, 100.0, (2.0, 3.0)) == (50, 2)


def test_a_voice_that_steps_does_not_search_for_ever() -> None:
    length, rounds = search(lambda rate: 100 / max(0.3, round(rate)), 70.0)
    assert rounds <= 8
    assert length in {50, 100}
