"""An MP3 encoded in stretches sounds as if it had been encoded in one."""

import io

import numpy as np
import pytest
import soundfile

from audiobrief.choices import Encoding
from audiobrief.model import Audio
from audiobrief.publish.mp3 import lame
from audiobrief.publish.mp3.frames import read_frame


def decoded(stream: bytes) -> np.ndarray:
    samples, _ = soundfile.read(io.BytesIO(stream), dtype="float32")
    return samples


def sentences(sample_rate: int, count: int, pause: float) -> Audio:
    """Hums with edges as sentences have them, and digital silence between."""
    random, parts = np.random.default_rng(8), []
    for _ in range(count):
        time = np.arange(round(random.uniform(2, 5) * sample_rate)) / sample_rate
        hum = sum(np.sin(2 * np.pi * h * random.uniform(90, 200) * time) / h for h in range(1, 20))
        hum *= np.minimum(1, 200 * np.minimum(time, time[::-1]))
        parts += [0.1 * hum, np.zeros(round(pause * sample_rate))]
    return Audio(samples=np.concatenate(parts).astype(np.float32), sample_rate=sample_rate)


@pytest.mark.parametrize("sample_rate", [16000, 22050, 24000, 44100])
@pytest.mark.parametrize(
    "encoding",
    [Encoding(), Encoding(variable=True), Encoding(bit_rate=128, channels=2)],
    ids=["constant", "variable", "stereo"],
)
def test_stretches_join_without_a_trace(
    sample_rate: int, encoding: Encoding, monkeypatch: pytest.MonkeyPatch
) -> None:
    audio = sentences(sample_rate, 12, 0.5)
    monkeypatch.setattr(lame, "STRETCH", 10.0)
    cuts = list(lame.cuts(audio))
    assert len(cuts) > 2
    split = decoded(lame.encode_mp3(audio, encoding))
    monkeypatch.setattr(lame, "STRETCH", 1e6)
    whole = decoded(lame.encode_mp3(audio, encoding))
    assert len(split) == len(whole) == len(audio.samples)
    sounds = [s if s.ndim == 1 else s[:, 0] for s in (split, whole)]
    noises = [sound - audio.samples for sound in sounds]
    # Nowhere is what the encoder leaves of the sound worse than without the cuts.
    for start in range(0, len(audio.samples), sample_rate):
        here = slice(start, start + sample_rate)
        one, other = (np.sqrt(np.mean(np.square(noise[here]))) for noise in noises)
        assert one <= 1.3 * other + 1e-3
    for cut in cuts[1:]:
        near = slice(cut - sample_rate // 40, cut + sample_rate // 40)
        assert np.abs(sounds[0][near]).max() < 1e-4


@pytest.mark.parametrize("sample_rate", [16000, 22050, 44100])
def test_cuts_lie_at_whole_frames_deep_in_silence(sample_rate: int) -> None:
    audio = sentences(sample_rate, 20, 0.45)
    frame = 1152 if sample_rate >= 32000 else 576
    for cut in list(lame.cuts(audio))[1:]:
        assert cut % frame == 0
        assert not audio.samples[cut - 4 * frame : cut + 4 * frame].any()


def test_stretches_are_even_in_number_and_much_alike() -> None:
    audio = sentences(16000, 40, 0.5)
    edges = [*lame.cuts(audio), len(audio.samples)]
    lengths = np.diff(edges) / 16000
    assert len(lengths) % 2 == 0
    assert lengths.min() > 7
    assert lengths.max() < 28


def test_sound_without_silence_is_encoded_in_one() -> None:
    random = np.random.default_rng(1)
    audio = Audio(samples=random.normal(0, 0.1, 960_000).astype(np.float32), sample_rate=16000)
    assert list(lame.cuts(audio)) == [0]


def test_silence_alone_may_be_cut_too() -> None:
    audio = Audio(samples=np.zeros(16000 * 70, np.float32), sample_rate=16000)
    assert len(list(lame.cuts(audio))) > 2
    assert len(decoded(lame.encode_mp3(audio, Encoding()))) == len(audio.samples)


def test_any_number_of_processors_makes_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    audio = sentences(16000, 20, 0.5)
    both = lame.encode_mp3(audio, Encoding())
    monkeypatch.setattr("audiobrief.crew.processors", lambda: 1)
    assert lame.encode_mp3(audio, Encoding()) == both


def test_no_frame_behind_a_cut_needs_what_is_before_it() -> None:
    audio = sentences(22050, 12, 0.5)
    cut = list(lame.cuts(audio))[1]
    rest = Audio(samples=audio.samples[cut:], sample_rate=22050)
    stream = lame.encode_stretch(rest, Encoding())
    assert read_frame(stream) is not None
    assert stream[4] == 0  # the first byte of an MPEG-2 frame's side info: main_data_begin
