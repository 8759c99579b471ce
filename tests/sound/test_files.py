import io
import shutil
import subprocess

import numpy as np
import pytest
import soundfile

from audiobrief.errors import AudioFileError
from audiobrief.sound.files import decode, decode_channels, load

RATE = 24_000
WAVE = (0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)


def encoded(samples: np.ndarray, kind: str) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, RATE, format=kind)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG", "MP3"])
def test_every_kind_of_file_becomes_one_channel(kind) -> None:
    audio = decode(encoded(WAVE, kind))
    assert audio.sample_rate == RATE
    assert audio.samples.dtype == np.float32
    assert audio.samples.ndim == 1
    assert audio.duration == pytest.approx(1.0, abs=0.06)
    assert np.abs(audio.samples).max() == pytest.approx(0.5, abs=0.05)


def test_two_channels_are_mixed() -> None:
    audio = decode(encoded(np.stack([WAVE, np.zeros_like(WAVE)], axis=1), "WAV"))
    assert np.allclose(audio.samples, WAVE / 2, atol=1e-4)


def test_a_file_is_read_from_its_path(tmp_path) -> None:
    (tmp_path / "ton.flac").write_bytes(encoded(WAVE, "FLAC"))
    assert np.allclose(load(tmp_path / "ton.flac").samples, WAVE, atol=1e-4)


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"RIFF\0\0\0\0WAVE", b"\xff\xfb" * 3, b"\0" * 900]
)
def test_bytes_that_are_no_sound_are_an_error(data) -> None:
    with pytest.raises(AudioFileError):
        decode(data)


def test_a_file_without_a_sample_is_an_error() -> None:
    with pytest.raises(AudioFileError, match="no sound in it"):
        decode(encoded(WAVE[:0], "WAV"))


def test_the_error_names_the_file(tmp_path) -> None:
    with pytest.raises(AudioFileError, match=r"fehlt\.mp3 cannot be read: No such file"):
        load(tmp_path / "fehlt.mp3")
    (tmp_path / "text.mp3").write_text("kein Ton")
    with pytest.raises(AudioFileError, match=r"text\.mp3: this is no sound"):
        load(tmp_path / "text.mp3")


def test_channels_are_told_apart() -> None:
    left, right = decode_channels(encoded(np.stack([WAVE, -WAVE / 2], axis=1), "WAV"))
    assert np.allclose(left.samples, WAVE, atol=1e-4)
    assert np.allclose(right.samples, -WAVE / 2, atol=1e-4)


@pytest.mark.parametrize("kind", ["WAV", "OGG"])
def test_a_file_that_is_cut_short_is_an_error(tmp_path, kind) -> None:
    (tmp_path / "kurz").write_bytes(encoded(WAVE, kind)[:-1000])
    with pytest.raises(AudioFileError, match=r"kurz: is cut short"):
        load(tmp_path / "kurz")


@pytest.mark.parametrize("size", [b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x24\xf0\xff\x7f"])
def test_a_wave_file_that_did_not_know_its_length_is_read(tmp_path, size) -> None:
    data = encoded(WAVE, "WAV")
    (tmp_path / "strom.wav").write_bytes(data[:4] + size + data[8:])
    assert len(load(tmp_path / "strom.wav").samples) == RATE


@pytest.mark.parametrize(
    ("ending", "options"),
    [
        ("m4a", ("-c:a", "aac")),
        ("wma", ()),
        ("mka", ("-c:a", "libvorbis")),
        ("ac3", ()),
        ("aac", ()),
        ("wv", ()),
        ("tta", ()),
    ],
)
def test_what_ffmpeg_reads_is_read(tmp_path, ending, options) -> None:
    if not shutil.which("ffmpeg"):
        pytest.skip("no ffmpeg here")
    (tmp_path / "ton.wav").write_bytes(encoded(np.stack([WAVE] * 2, axis=1), "WAV"))
    command = ["ffmpeg", "-v", "error", "-i", tmp_path / "ton.wav", "-vn", *options]
    subprocess.run([*command, tmp_path / f"ton.{ending}"], check=True)
    audio = load(tmp_path / f"ton.{ending}", longest=2)
    assert audio.duration == pytest.approx(1.0, abs=0.15)
    assert np.abs(audio.samples[4000:-4000]).max() == pytest.approx(0.5, abs=0.05)
    with pytest.raises(AudioFileError, match=r"lasts 1 s, more than 0 s"):
        load(tmp_path / f"ton.{ending}", longest=0.4)
