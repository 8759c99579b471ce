"""The one clock: what the cues say is where the speech is in the decoded MP3."""

from math import gcd
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from audiobrief.choices import Pauses
from audiobrief.model import Article, Audio, Boundary, Clip, Role, Sentence, Utterance
from audiobrief.publish import publish
from audiobrief.sound.loudness import integrated_loudness, true_peak
from audiobrief.stitch import stitch

ARTICLE = Article(source="nachricht.txt", headline="Hafenbahn fährt wieder", body=())
BEFORE, BEHIND = 0.08, 0.23
BOUNDARIES = [*list(Boundary)[:-1], Boundary.SENTENCE, Boundary.ARTICLE]


def speech(sample_rate: int, seed: int) -> NDArray[np.float32]:
    """A second and more of syllables, each of another pitch, unlike any other seed's."""
    chance = np.random.default_rng(seed)
    time = np.arange(round((1 + 0.17 * seed) * sample_rate)) / sample_rate
    pitch = 110 + 60 * np.interp(time, np.linspace(0, time[-1], 9), chance.uniform(0, 1, 9))
    phase = 2 * np.pi * np.cumsum(pitch) / sample_rate
    sound = sum(np.sin(k * phase) / k for k in range(1, 14))
    swell = 0.6 + 0.4 * np.sin(2 * np.pi * 4 * time)
    return (0.2 * swell * (sound + 0.1 * chance.standard_normal(len(time)))).astype(np.float32)


def clip(sample_rate: int, seed: int) -> Clip:
    silences = (np.zeros(round(s * sample_rate), np.float32) for s in (BEFORE, BEHIND))
    samples = np.concatenate([next(silences), speech(sample_rate, seed), next(silences)])
    sentence = Sentence(
        article=ARTICLE, role=Role.PARAGRAPH, text=f"Satz {seed}.", boundary=BOUNDARIES[seed]
    )
    return Clip(
        utterance=Utterance(sentence=sentence, text=sentence.text),
        audio=Audio(samples=samples, sample_rate=sample_rate),
    )


def place(track: Audio, wanted: NDArray[np.float32]) -> float:
    """Where in the track a sound begins, in seconds, by correlation."""
    size = 1 << (len(track.samples) + len(wanted)).bit_length()
    spectrum = np.fft.rfft(track.samples, size) * np.conj(np.fft.rfft(wanted, size))
    return int(np.argmax(np.fft.irfft(spectrum, size))) / track.sample_rate


@pytest.mark.parametrize("sample_rate", [16000, 22050, 24000, 44100])
def test_every_sentence_is_heard_when_its_cue_says(sample_rate: int, tmp_path: Path) -> None:
    clips = [clip(sample_rate, seed) for seed in range(len(BOUNDARIES))]
    brief = publish(stitch(clips, Pauses()), tmp_path)
    samples, rate = soundfile.read(brief.mp3, dtype="float32")
    heard = Audio(samples=samples, sample_rate=rate)
    assert heard.duration == brief.duration
    for seed, cue in enumerate(brief.cues):
        said = speech(sample_rate, seed)
        start = place(heard, said)
        assert cue.start == pytest.approx(start, abs=0.01)
        assert cue.end == pytest.approx(start + len(said) / sample_rate, abs=0.01)
    assert integrated_loudness(heard) == pytest.approx(brief.loudness, abs=0.1)
    assert integrated_loudness(heard) == pytest.approx(-19, abs=0.3)
    assert true_peak(heard) <= -1


def test_pauses_in_the_file_are_silent(tmp_path: Path) -> None:
    brief = publish(stitch([clip(16000, seed) for seed in range(3)], Pauses()), tmp_path)
    samples, rate = soundfile.read(brief.mp3, dtype="float32")
    for earlier, later in zip(brief.cues, brief.cues[1:], strict=False):
        # The encoder lets a little noise stand around speech for up to two frames.
        gap = samples[round((earlier.end + 0.1) * rate) : round((later.start - 0.1) * rate)]
        assert np.abs(gap).max() < 0.001


def test_clips_of_many_rates_keep_their_times(tmp_path: Path) -> None:
    rates = [16000, 22050, 24000, 44100]
    assert gcd(*rates) == 50  # rates without a common grid
    brief = publish(stitch([clip(r, n) for n, r in enumerate(rates)], Pauses()), tmp_path)
    samples, rate = soundfile.read(brief.mp3, dtype="float32")
    start = place(Audio(samples=samples, sample_rate=rate), speech(44100, 3))
    assert brief.cues[-1].start == pytest.approx(start, abs=0.01)
