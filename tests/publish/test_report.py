from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiobrief.choices import Encoding, Format, Origin
from audiobrief.errors import AudioFileError
from audiobrief.model import Article, Chapter, Track
from audiobrief.publish import publish
from audiobrief.publish.finish import Finish
from audiobrief.publish.plot import plot
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
    assert report.told.tags.title == article.headline
    assert report.told.tags.milliseconds == "75500"
    assert report.told.text == f"{article.headline}\n"
    assert report.told.chapters == brief.chapters == ()


def test_other_programs_files_are_examined_too(make_track: MakeTrack, tmp_path: Path) -> None:
    audio, path = make_track(2.0).audio, tmp_path / "other.mp3"
    soundfile.write(path, audio.samples, audio.sample_rate, format="MP3")
    report = examine(path)
    assert report.duration == pytest.approx(2.0, abs=0.1)
    assert report.told.tags == Tags()


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


@pytest.mark.parametrize("format_", list(Format))
def test_files_of_every_format_are_examined(
    make_track: MakeTrack, article: Article, tmp_path: Path, format_: Format
) -> None:
    chapters = (
        Chapter(start=0.0, end=1.234, title="Größere Brücke"),
        Chapter(start=1.234, end=4.0, title="Die Kosten; & mehr"),
    )
    track = replace(make_track(4.0, 24000), chapters=chapters)
    track = replace(track, cues=tuple(replace(c, start=0.25, end=3.5) for c in track.cues))
    brief = publish(track, tmp_path, Encoding(format=format_), Finish(origin=Origin.TRAINED))
    named_otherwise = tmp_path / "brief.bin"
    brief.mp3.rename(named_otherwise)
    report = examine(named_otherwise)
    assert report.format is format_
    assert report.duration == brief.duration == 4.0
    assert (report.sample_rate, report.channels) == (24000, 1)
    assert report.loudness == pytest.approx(integrated_loudness(track.audio), abs=0.3)
    assert report.true_peak == pytest.approx(true_peak(track.audio), abs=1)
    assert 20_000 < report.bit_rate <= 24000 * 16
    assert report.intact is (True if format_ in {Format.MP3, Format.FLAC} else None)
    told = report.told
    assert [(c.title, c.end) for c in told.chapters] == [(c.title, c.end) for c in chapters]
    assert [c.start for c in told.chapters] == pytest.approx([0.0, 1.234], abs=0.0006)
    assert [(line.start, line.text) for line in told.lines] == [(0.25, article.headline)]
    assert told.text == f"{article.headline}\n"
    assert told.tags.title == article.headline
    assert told.tags.source_type == Origin.TRAINED.address
    assert plot(report).startswith(b"\x89PNG")


@pytest.mark.parametrize("format_", list(Format))
@pytest.mark.parametrize("kept", [0.005, 0.3, 0.95])
def test_a_file_of_any_format_that_is_cut_short_is_an_error(
    make_track: MakeTrack, tmp_path: Path, format_: Format, kept: float
) -> None:
    data = publish(make_track(2.0), tmp_path, Encoding(format=format_)).mp3.read_bytes()
    path = tmp_path / "short"
    path.write_bytes(data[: round(kept * len(data))])
    with pytest.raises(AudioFileError, match=r"short: "):
        examine(path)


def test_a_flac_file_that_was_put_together_from_another_is_told(
    make_track: MakeTrack, tmp_path: Path
) -> None:
    one = publish(make_track(2.0), tmp_path, Encoding(format=Format.FLAC)).mp3
    data = bytearray(one.read_bytes())
    data[4 + 4 + 20] ^= 1  # the sum in the header, which is all that tells
    one.write_bytes(data)
    assert examine(one).intact is False


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
