import io

import numpy as np
import pytest
import soundfile

from audiobrief.model import Audio, Track
from audiobrief.publish.encode import encoded
from audiobrief.sound.loudness import integrated_loudness, true_peak


def decoded(stream: bytes) -> Audio:
    samples, rate = soundfile.read(io.BytesIO(stream), dtype="float32")
    return Audio(samples=samples, sample_rate=rate)


@pytest.mark.parametrize("sample_rate", [16000, 22050, 24000, 44100, 48000])
def test_the_encoder_keeps_the_level(make_track, sample_rate: int) -> None:
    audio = make_track(5.0, sample_rate).audio
    heard = decoded(encoded(audio)[0])
    assert integrated_loudness(heard) == pytest.approx(integrated_loudness(audio), abs=0.1)


@pytest.mark.parametrize("sample_rate", [16000, 22050, 44100])
def test_peaks_at_the_limiters_ceiling_stay_below_one_decibel(make_track, sample_rate: int) -> None:
    audio = make_track(5.0, sample_rate).audio
    loud = audio.samples * np.float32(10 ** ((-2.0 - true_peak(audio)) / 20))
    assert true_peak(decoded(encoded(Audio(samples=loud, sample_rate=sample_rate))[0])) <= -1


def test_the_same_sound_makes_the_same_bytes(make_track) -> None:
    track: Track = make_track()
    assert encoded(track.audio)[0] == encoded(track.audio)[0]


def test_a_rate_that_mp3_does_not_know_is_changed(make_track) -> None:
    audio = make_track(1.0, 20000).audio
    stream, sound = encoded(audio)
    assert sound.sample_rate == 22050
    assert len(decoded(stream).samples) == len(sound.samples) == 22050


def test_sound_beyond_full_scale_is_clipped_and_does_not_wrap() -> None:
    time = np.arange(16000) / 16000
    loud = Audio(
        samples=(1.5 * np.sin(2 * np.pi * 200 * time)).astype(np.float32), sample_rate=16000
    )
    heard = decoded(encoded(loud)[0]).samples
    assert np.abs(np.diff(heard)).max() < 0.4
