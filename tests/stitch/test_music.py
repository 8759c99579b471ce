"""Jingles and beds, among them the files that people really send."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiobrief.choices import Frame, Pauses
from audiobrief.errors import AudioFileError
from audiobrief.model import Audio, Clip
from audiobrief.sound.loudness import integrated_loudness, true_peak
from audiobrief.stitch import stitch
from audiobrief.stitch.music import GAP, Music, load_music

MakeClip = Callable[..., Clip]


def chord(seconds: float, sample_rate: int = 44100, level: float = 0.2) -> np.ndarray:
    time = np.arange(round(seconds * sample_rate)) / sample_rate
    return (level * sum(np.sin(2 * np.pi * f * time) for f in (262, 330, 392))).astype(np.float32)


def audio(seconds: float, sample_rate: int = 44100, level: float = 0.2) -> Audio:
    return Audio(samples=chord(seconds, sample_rate, level), sample_rate=sample_rate)


@pytest.fixture
def clips(make_clip: MakeClip) -> list[Clip]:
    return [make_clip(f"Satz {'a' * n}.", seconds=2.0) for n in range(4)]


@pytest.mark.parametrize("level", [0.001, 0.05, 0.3])
def test_a_jingle_is_as_loud_as_the_speech(clips: list[Clip], level: float) -> None:
    track = stitch(clips, Pauses(), Music(opening=audio(3.0, level=level)))
    rate = track.audio.sample_rate
    opening = Audio(samples=track.audio.samples[: 3 * rate], sample_rate=rate)
    speech = Audio(samples=track.audio.samples[round((3 + GAP) * rate) :], sample_rate=rate)
    assert integrated_loudness(opening) == pytest.approx(integrated_loudness(speech), abs=0.5)
    assert track.loudness == pytest.approx(-19, abs=0.1)
    assert true_peak(track.audio) <= -1


def test_cues_and_length_know_of_the_jingles(clips: list[Clip]) -> None:
    plain = stitch(clips, Pauses())
    music = Music(opening=audio(2.0), closing=audio(1.5))
    track = stitch(clips, Pauses(), music)
    assert music.duration == 3.5 + 2 * GAP
    assert track.audio.duration == pytest.approx(plain.audio.duration + music.duration, abs=0.001)
    for before, after in zip(plain.cues, track.cues, strict=True):
        assert after.start - before.start == pytest.approx(2.0 + GAP, abs=0.001)
        assert after.end - after.start == pytest.approx(before.end - before.start, abs=0.001)
    assert track.chapters[0].start == 0
    assert track.audio.sample_rate == 44100


@pytest.mark.parametrize("seconds", [0.5, 3.0, 100.0])
def test_a_bed_lies_below_the_speech_and_comes_up_in_pauses(
    clips: list[Clip], seconds: float
) -> None:
    pauses = Pauses(sentence=2.5)
    bare = stitch(clips, pauses)
    track = stitch(clips, pauses, Music(bed=audio(seconds)))
    assert track.audio.duration == pytest.approx(bare.audio.duration, abs=0.001)
    rate = track.audio.sample_rate

    def level(start: float, end: float) -> float:
        samples = track.audio.samples[round(start * rate) : round(end * rate)]
        return integrated_loudness(Audio(samples=samples, sample_rate=rate))

    first, second = track.cues[1], track.cues[2]
    speech = level(first.start, first.end)
    assert speech - level(first.end + 0.4, second.start - 0.4) == pytest.approx(13, abs=2.5)
    end = np.abs(track.audio.samples[-round(0.02 * rate) :]).max()
    pause = np.abs(track.audio.samples[round((second.start - 1) * rate) :][: rate // 2]).max()
    assert end < pause / 10  # it fades out


def test_the_bed_is_down_while_somebody_speaks(as_clip: MakeClip, make_clip: MakeClip) -> None:
    """Speech with a silence in it that is none of its pauses: there the bed alone is heard."""
    said = make_clip(seconds=2.0, before=0, behind=0).audio.samples
    hole = np.concatenate([said, np.zeros(16000, np.float32), said])
    track = stitch([as_clip(hole)], Pauses(), Music(bed=audio(5.0, 16000)))
    rate = track.audio.sample_rate
    speech = Audio(samples=track.audio.samples[: 2 * rate], sample_rate=rate)
    bed = Audio(
        samples=track.audio.samples[round(2.1 * rate) : round(2.9 * rate)], sample_rate=rate
    )
    assert integrated_loudness(speech) - integrated_loudness(bed) == pytest.approx(21, abs=2)


@pytest.mark.parametrize(
    ("container", "subtype", "channels"),
    [
        ("WAV", "PCM_U8", 1),
        ("WAV", "PCM_24", 2),
        ("WAV", "FLOAT", 8),
        ("FLAC", "PCM_S8", 1),
        ("AIFF", "PCM_16", 6),
        ("OGG", "OPUS", 2),
        ("MP3", "MPEG_LAYER_III", 2),
    ],
)
def test_files_of_any_kind_are_read(
    tmp_path: Path, clips: list[Clip], container: str, subtype: str, channels: int
) -> None:
    path = tmp_path / "jingle"
    samples = np.stack([chord(2.0, 48000)] * channels, axis=1)
    soundfile.write(path, samples, 48000, subtype=subtype, format=container)
    music = load_music(Frame(opening=path))
    assert music.opening
    assert music.opening.duration == pytest.approx(2.0, abs=0.06)
    assert stitch(clips, Pauses(), music).loudness == pytest.approx(-19, abs=0.1)


def write(path: Path, samples: np.ndarray, sample_rate: int = 8000) -> None:
    soundfile.write(path, samples, sample_rate, format="WAV", subtype="FLOAT")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_bytes(b"no sound"), "no sound in a form"),
        (lambda path: path.write_bytes(b""), "no sound in a form"),
        (lambda _path: None, "cannot be read"),
        (lambda path: path.mkdir(), "is no file"),
        (lambda path: write(path, chord(61, 8000)), "lasts 61 s, more than 60 s"),
        (lambda path: write(path, np.zeros(8000)), "is silent"),
        (lambda path: write(path, np.full(8000, np.nan)), "no numbers"),
        (os.mkfifo, "is no file"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    tmp_path: Path, make: Callable[[Path], object], reason: str
) -> None:
    path = tmp_path / "jingle.wav"
    make(path)
    with pytest.raises(AudioFileError, match=rf"jingle\.wav.*{reason}") as caught:
        load_music(Frame(opening=path))
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_an_endless_file_is_refused() -> None:
    with pytest.raises(AudioFileError, match="is no file"):
        load_music(Frame(bed=Path("/dev/zero")))


def test_a_broken_file_of_the_right_kind_is_used_as_far_as_it_goes_or_named(tmp_path: Path) -> None:
    path = tmp_path / "jingle.flac"
    soundfile.write(path, chord(3.0), 44100, format="FLAC")
    path.write_bytes(path.read_bytes()[:9000])
    try:
        opening = load_music(Frame(opening=path)).opening
    except AudioFileError as error:
        assert "jingle.flac" in str(error)  # noqa: PT017 - either way is right
    else:
        assert opening
        assert 0 < opening.duration <= 3


def test_the_shortest_sounds_are_no_trouble(clips: list[Clip]) -> None:
    one = Audio(samples=np.full(1, 0.5, np.float32), sample_rate=8000)
    for music in (Music(bed=audio(0.01)), Music(opening=audio(0.01)), Music(bed=one)):
        assert stitch(clips, Pauses(), music).loudness == pytest.approx(-19, abs=0.1)
