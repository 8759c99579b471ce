"""Voices of unlike loudness side by side."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from audiobrief.choices import Pauses
from audiobrief.model import Audio, Clip
from audiobrief.sound.loudness import integrated_loudness
from audiobrief.stitch import stitch

MakeClip = Callable[..., Clip]


def levels(clips: list[Clip]) -> list[float]:
    """How loud each sentence is in the finished track."""
    track = stitch(clips, Pauses())
    assert track.loudness == pytest.approx(-19, abs=0.1)
    rate, samples = track.audio.sample_rate, track.audio.samples
    spans = [slice(round(c.start * rate), round(c.end * rate)) for c in track.cues]
    return [integrated_loudness(Audio(samples=samples[s], sample_rate=rate)) for s in spans]


@pytest.fixture
def clips(make_clip: MakeClip) -> list[Clip]:
    """Two voices in turn, the second a tenth as loud, one at another sample rate."""
    return [
        replace(make_clip(seconds=2.0, level=1.0, sample_rate=16000), voice="a"),
        replace(make_clip(seconds=2.0, level=0.1, sample_rate=22050), voice="b"),
        replace(make_clip(seconds=2.0, level=1.0, sample_rate=16000), voice="a"),
    ]


def test_voices_side_by_side_are_equally_loud(clips: list[Clip]) -> None:
    first, second, third = levels(clips)
    assert second == pytest.approx(first, abs=0.3)
    assert third == pytest.approx(first, abs=0.3)


@pytest.mark.parametrize("level", [-6.0, 3.0])
def test_a_role_stands_out_by_its_level(clips: list[Clip], level: float) -> None:
    clips = [clips[0], replace(clips[1], level=level), replace(clips[2], level=level)]
    first, second, third = levels(clips)
    assert second - first == pytest.approx(level, abs=1.6)
    assert third - second == pytest.approx(0, abs=1.6)


def test_a_voice_that_says_one_short_word_is_as_loud(make_clip: MakeClip) -> None:
    short = replace(make_clip("Ja.", seconds=0.3, level=0.1), voice="a")
    long = replace(make_clip("Sie fährt wieder.", seconds=3.0), voice="b")
    track = stitch([short, long], Pauses())
    rate, samples = track.audio.sample_rate, track.audio.samples
    word, rest = (samples[round(c.start * rate) : round(c.end * rate)] for c in track.cues)
    difference = 20 * np.log10(np.sqrt(np.mean(word**2)) / np.sqrt(np.mean(rest**2)))
    assert difference == pytest.approx(0, abs=2)


def test_one_voice_keeps_its_own_dynamics(make_clip: MakeClip) -> None:
    loud, quiet = make_clip(seconds=2.0), make_clip(seconds=2.0, level=0.5)
    first, second = levels([loud, quiet])
    assert first - second == pytest.approx(6, abs=0.3)


def test_silent_voices_stay_silent(as_clip: MakeClip) -> None:
    silence = as_clip(np.zeros(16000, np.float32))
    track = stitch([replace(silence, voice="a"), replace(silence, voice="b")], Pauses())
    assert not track.audio.samples.any()
