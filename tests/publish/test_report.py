import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiobrief.errors import AudioFileError
from audiobrief.model import Article, Track
from audiobrief.publish import publish
from audiobrief.publish.report import examine
from audiobrief.publish.tags import Tags
from audiobrief.sound.loudness import integrated_loudness, true_peak

MakeTrack = Callable[..., Track]


def damaged(source: Path, folder: Path, change: Callable[[bytes], bytes]) -> Path:
    path = folder / "damaged.mp3"
    path.write_bytes(change(source.read_bytes()))
    return path


def test_a_brief_is_what_was_published(
    make_track: MakeTrack, article: Article, tmp_path: Path
) -> None:
    track = make_track(75.5, 24000)
    brief = publish(track, tmp_path)
    report = examine(brief.mp3)
    assert report.marker == brief.marker == "00:00 / 01:15"
    assert report.duration == brief.duration == 75.5
    assert (report.sample_rate, report.channels, report.bit_rate) == (24000, 1, 64000)
    assert report.size == brief.mp3.stat().st_size
    assert report.loudness == pytest.approx(integrated_loudness(track.audio), abs=0.1)
    assert report.true_peak == pytest.approx(true_peak(track.audio), abs=1)
    assert report.loudness_range >= 0
    assert report.info is not None
    assert report.info.intact
    assert report.tags.title == article.headline
    assert report.tags.milliseconds == "75500"
    assert report.text == f"{article.headline}\n"
    assert report.chapters == brief.chapters == ()


def test_other_programs_files_are_examined_too(make_track: MakeTrack, tmp_path: Path) -> None:
    audio, path = make_track(2.0).audio, tmp_path / "other.mp3"
    soundfile.write(path, audio.samples, audio.sample_rate, format="MP3")
    report = examine(path)
    assert report.duration == pytest.approx(2.0, abs=0.1)
    assert report.tags == Tags()


def test_a_plain_stream_without_any_header_is_examined(
    make_track: MakeTrack, tmp_path: Path
) -> None:
    brief = publish(make_track(2.0), tmp_path)
    info = examine(brief.mp3).info
    assert info is not None
    tail = damaged(brief.mp3, tmp_path, lambda data: data[len(data) - info.size * 2 // 3 :])
    report = examine(tail)
    assert report.info is None
    assert report.bit_rate == pytest.approx(64000, rel=0.02)
    assert 1.2 < report.duration < 1.5


def test_changed_sound_is_told(make_track: MakeTrack, tmp_path: Path) -> None:
    brief = publish(make_track(), tmp_path)

    def change(data: bytes) -> bytes:
        middle = len(data) // 2
        return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]

    info = examine(damaged(brief.mp3, tmp_path, change)).info
    assert info is not None
    assert not info.intact


def test_a_file_that_is_cut_short_is_an_error(make_track: MakeTrack, tmp_path: Path) -> None:
    brief = publish(make_track(), tmp_path)
    short = damaged(brief.mp3, tmp_path, lambda data: data[:-1000])
    with pytest.raises(AudioFileError, match=r"damaged\.mp3: is cut short by 1000 bytes"):
        examine(short)


def test_a_header_that_claims_more_than_there_can_be_is_an_error(
    make_track: MakeTrack, tmp_path: Path
) -> None:
    brief = publish(make_track(), tmp_path)

    def boast(data: bytes) -> bytes:
        place = data.index(b"Info") + 8
        return data[:place] + b"\xff" * 4 + data[place + 4 :]

    with pytest.raises(AudioFileError, match=r"damaged\.mp3: is damaged"):
        examine(damaged(brief.mp3, tmp_path, boast))


@pytest.mark.parametrize(
    "content",
    [b"", b"ID3", b"ID3\x03\0\0\x7f\x7f\x7f\x7f", b"text " * 99, b"\xff" * 5000, bytes(100_000)],
)
def test_what_is_no_mp3_is_an_error(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "no.mp3"
    path.write_bytes(content)
    with pytest.raises(AudioFileError, match=r"no\.mp3"):
        examine(path)


def test_a_wave_file_is_no_mp3(make_track: MakeTrack, tmp_path: Path) -> None:
    audio, file, path = make_track(1.0).audio, io.BytesIO(), tmp_path / "no.mp3"
    soundfile.write(file, audio.samples, audio.sample_rate, format="WAV")
    path.write_bytes(file.getvalue())
    with pytest.raises(AudioFileError, match="no MP3"):
        examine(path)


def test_a_missing_file_and_a_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(AudioFileError, match="cannot be read"):
        examine(tmp_path / "missing.mp3")
    with pytest.raises(AudioFileError, match="cannot be read"):
        examine(tmp_path)


def test_the_channels_of_a_stereo_file_add_up(make_track: MakeTrack, tmp_path: Path) -> None:
    audio, path = make_track(5.0, 44100).audio, tmp_path / "stereo.mp3"
    both = np.stack([audio.samples, -audio.samples], axis=1)
    soundfile.write(path, both, audio.sample_rate, format="MP3")
    report = examine(path)
    assert report.channels == 2
    assert report.loudness == pytest.approx(integrated_loudness(audio) + 3.01, abs=0.3)
