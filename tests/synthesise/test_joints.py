import numpy as np
import pytest

from audiobrief.model import Audio
from audiobrief.synthesise.joints import join, pause_after


def test_one_part_stays_as_it_is(tone) -> None:
    part = tone(0.5, before=0.2, after=0.2)
    assert np.array_equal(join([part], [0.2]).samples, part.samples)


def test_only_the_pause_stands_between_the_sounds_of_two_parts(tone) -> None:
    joined = join([tone(0.5, after=0.6), tone(0.5, before=0.4)], [0.2, 0.2])
    assert joined.duration == pytest.approx(1.2, abs=0.002)


def test_the_silence_around_the_whole_stays(tone) -> None:
    joined = join([tone(0.5, before=0.1, after=0.6), tone(0.5, before=0.4, after=0.3)], [0.2, 0.2])
    assert joined.duration == pytest.approx(0.1 + 0.5 + 0.2 + 0.5 + 0.3, abs=0.002)


def test_a_silent_part_keeps_its_length() -> None:
    silence = Audio(samples=np.zeros(8_000, dtype=np.float32), sample_rate=8_000)
    assert join([silence, silence], [0.06, 0.06]).duration == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        ("der neue", "am Montag,"),
        ("am Montag,", "am Montag –"),
        ("am Montag –", "am Montag."),
        ("am Montag", "am Montag“,"),
        ("am Montag,", "„am Montag!“"),
    ],
)
def test_the_mark_at_the_end_of_a_part_makes_its_pause(shorter, longer) -> None:
    assert pause_after(shorter) < pause_after(longer)
