"""The Info frame, read by ourselves and by every reader at hand."""

import io
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import mutagen.mp3
import numpy as np
import pytest
import soundfile

from audiobrief.choices import Encoding
from audiobrief.model import Audio
from audiobrief.publish.encode import encoded
from audiobrief.publish.mp3.checksum import crc16
from audiobrief.publish.mp3.frames import frame_offsets, read_frame
from audiobrief.publish.mp3.info import ENCODER_DELAY, read_info

SPANS = [(0.3, 16000), (0.3, 44100), (1.0, 22050), (2.71828, 24000), (10.0, 44100), (60.0, 16000)]
COUNTS = [*(round(seconds * rate) for seconds, rate in SPANS)]
SOUNDS = [*zip(COUNTS, (rate for _, rate in SPANS), strict=True)]
ODD = [(1, 16000), (575, 22050), (576, 22050), (577, 22050), (1151, 44100), (4799, 48000)]
LOW = [(8000, 8000), (12345, 11025), (5000, 12000), (40000, 32000)]


def noise(count: int, sample_rate: int) -> Audio:
    chance = np.random.default_rng(count)
    samples = np.convolve(chance.standard_normal(count), np.ones(6) / 6, "same")[:count]
    return Audio(samples=(0.2 * samples).astype(np.float32), sample_rate=sample_rate)


@pytest.mark.parametrize(("count", "sample_rate"), SOUNDS + ODD + LOW)
def test_libsndfile_decodes_exactly_the_samples_given(count: int, sample_rate: int) -> None:
    audio = noise(count, sample_rate)
    samples, rate = soundfile.read(io.BytesIO(encoded(audio)[0]), dtype="float32")
    assert rate == sample_rate
    assert len(samples) == count


@pytest.mark.parametrize(("count", "sample_rate"), SOUNDS)
def test_the_decoded_sound_lies_where_it_lay_before(count: int, sample_rate: int) -> None:
    audio = noise(count, sample_rate)
    samples, _ = soundfile.read(io.BytesIO(encoded(audio)[0]), dtype="float32")
    size = 1 << (2 * count).bit_length()
    spectrum = np.fft.rfft(samples, size) * np.conj(np.fft.rfft(audio.samples, size))
    assert int(np.argmax(np.fft.irfft(spectrum, size))) == 0


@pytest.mark.parametrize(("count", "sample_rate"), SOUNDS + LOW)
def test_mutagen_reads_the_exact_duration(count: int, sample_rate: int) -> None:
    info = mutagen.mp3.MP3(io.BytesIO(encoded(noise(count, sample_rate))[0])).info
    assert info.length == pytest.approx(count / sample_rate, abs=1e-6)
    assert info.bitrate_mode == mutagen.mp3.BitrateMode.CBR
    assert info.encoder_info.startswith("LAME")
    assert not info.sketchy


@pytest.mark.parametrize(("count", "sample_rate"), SOUNDS)
def test_ffmpeg_decodes_exactly_the_samples_given(count: int, sample_rate: int) -> None:
    av = pytest.importorskip("av")
    with av.open(io.BytesIO(encoded(noise(count, sample_rate))[0])) as container:
        assert sum(frame.samples for frame in container.decode(audio=0)) == count


@pytest.mark.parametrize("sample_rate", [16000, 22050, 44100])
def test_lames_own_header_says_the_same(sample_rate: int, tmp_path: Path) -> None:
    lame = shutil.which("lame")
    if lame is None:
        pytest.skip("no lame on this machine")
    sound, theirs = tmp_path / "sound.wav", tmp_path / "lame.mp3"
    audio = noise(5 * sample_rate + 7, sample_rate)
    soundfile.write(sound, audio.samples, sample_rate)
    rate = str(sample_rate / 1000)
    subprocess.run([lame, "--quiet", "-b", "64", "--resample", rate, sound, theirs], check=True)
    ours, expected = read_info(encoded(audio)[0]), read_info(theirs.read_bytes())
    assert ours is not None
    assert expected is not None
    assert expected.intact
    assert (ours.frames, ours.size) == (expected.frames, expected.size)
    assert (ours.delay, ours.padding) == (expected.delay, expected.padding)


@pytest.mark.parametrize("sample_rate", [16000, 44100])
def test_the_header_counts_what_is_there(sample_rate: int) -> None:
    stream, _ = encoded(noise(3 * sample_rate, sample_rate))
    info, frame = read_info(stream), read_frame(stream)
    assert info is not None
    assert frame is not None
    assert info.frames == len(list(frame_offsets(stream))) - 1
    assert info.size == len(stream)
    assert info.delay == ENCODER_DELAY
    assert info.frames * frame.samples - info.delay - info.padding == 3 * sample_rate
    assert info.intact
    end = 4 + frame.side_info_size + 120 + 34
    assert crc16(stream[:end]) == int.from_bytes(stream[end : end + 2])


def test_the_table_of_contents_leads_to_each_per_cent() -> None:
    stream, _ = encoded(noise(30 * 16000, 16000))
    frame = read_frame(stream)
    assert frame is not None
    start = 4 + frame.side_info_size + 16
    contents = stream[start : start + 100]
    offsets = list(frame_offsets(stream))[1:]
    assert contents[0] <= 1
    assert all(a <= b for a, b in pairwise(contents))
    for point in (1, 25, 50, 99):
        place = offsets[len(offsets) * point // 100] / len(stream)
        assert contents[point] / 256 == pytest.approx(place, abs=1 / 256)


@pytest.mark.parametrize("bit_rate", [32, 48, 64, 96, 128])
@pytest.mark.parametrize("sample_rate", [16000, 48000])
def test_the_bit_rate_is_constant_and_as_asked(bit_rate: int, sample_rate: int) -> None:
    stream, _ = encoded(noise(sample_rate, sample_rate), Encoding(bit_rate=bit_rate))
    rates = {read_frame(stream, offset).bit_rate for offset in list(frame_offsets(stream))[1:]}
    assert rates == {1000 * bit_rate}
    samples, _ = soundfile.read(io.BytesIO(stream))
    assert len(samples) == sample_rate


def test_a_changed_or_missing_byte_is_noticed() -> None:
    stream, _ = encoded(noise(16000, 16000))
    changed = bytearray(stream)
    changed[len(stream) // 2] ^= 1
    for damaged in (bytes(changed), stream[:-1]):
        info = read_info(damaged)
        assert info is not None
        assert not info.intact


@pytest.mark.parametrize("data", [b"", b"ID3", bytes(500), b"\xff\xfb", b"\xff" * 500])
def test_what_is_no_stream_has_no_header(data: bytes) -> None:
    assert read_info(data) is None
    assert list(frame_offsets(data)) == []
