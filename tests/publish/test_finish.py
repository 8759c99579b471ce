"""What is in a sound file beside its track, read back by other programs' ways."""

import io
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import mutagen
import mutagen.flac
import mutagen.id3
import pytest
import soundfile
from PIL import Image

from audiobrief.choices import Encoding, Format, Origin
from audiobrief.model import Chapter, Track
from audiobrief.publish import publish
from audiobrief.publish.finish import Finish
from audiobrief.publish.picture import Picture, picture_of
from audiobrief.publish.report import examine
from audiobrief.sound.files import load

MakeTrack = Callable[..., Track]
CHAPTERS = (
    Chapter(start=0, end=1.5, title="Größere Brücke"),
    Chapter(start=1.5, end=3.0, title="Die Kosten"),
)


@pytest.fixture
def picture() -> Picture:
    buffer = io.BytesIO()
    Image.effect_noise((300, 300), 80).convert("RGB").save(buffer, "JPEG", quality=95)
    picture = picture_of(buffer.getvalue())
    assert picture
    return picture


@pytest.fixture
def finish(picture: Picture) -> Finish:
    return Finish(cover=picture, origin=Origin.TRAINED)


@pytest.fixture
def track(make_track: MakeTrack) -> Track:
    return replace(make_track(), chapters=CHAPTERS)


def test_an_mp3_shows_its_cover(track: Track, finish: Finish, tmp_path: Path) -> None:
    brief = publish(track, tmp_path, finish=finish)
    (frame,) = mutagen.id3.ID3(brief.mp3).getall("APIC")
    assert finish.cover
    assert (frame.mime, frame.type, frame.data) == ("image/jpeg", 3, finish.cover.data)
    report = examine(brief.mp3)
    assert report.duration == brief.duration == track.audio.duration
    assert report.info
    assert report.info.intact


@pytest.mark.parametrize("origin", list(Origin))
def test_an_mp3_says_that_its_voice_is_synthetic(
    track: Track, origin: Origin, tmp_path: Path
) -> None:
    tags = examine(publish(track, tmp_path, finish=Finish(origin=origin)).mp3).told.tags
    assert tags.notice == "Vorgelesen von einer synthetischen Stimme."
    assert tags.source_type == f"http://cv.iptc.org/newscodes/digitalsourcetype/{origin}"


def comments(path: Path) -> dict[str, list[str]]:
    file = mutagen.File(path)
    return {name.upper(): file.tags[name] for name in file.tags.keys()}  # noqa: SIM118


@pytest.mark.parametrize("format_", [Format.FLAC, Format.OPUS, Format.OGG])
def test_vorbis_comments_hold_all_of_it(
    track: Track, finish: Finish, format_: Format, tmp_path: Path
) -> None:
    path = publish(track, tmp_path, Encoding(format=format_), finish).mp3
    told = comments(path)
    assert told["TITLE"] == [track.article.headline]
    assert told["CHAPTER001"] == ["00:00:00.000"]
    assert told["CHAPTER002"] == ["00:00:01.500"]
    assert told["CHAPTER002NAME"] == ["Die Kosten"]
    assert told["LYRICS"] == [f"{track.article.headline}\n"]
    assert told["LANGUAGE"] == ["de"]
    assert told["DIGITALSOURCETYPE"][0].endswith("/trainedAlgorithmicMedia")
    file = mutagen.File(path)
    if format_ is Format.FLAC:
        (block,) = file.pictures
    else:
        block = mutagen.flac.Picture(b64decode(told["METADATA_BLOCK_PICTURE"][0]))
    assert finish.cover
    assert (block.data, block.type, block.width) == (finish.cover.data, 3, 300)


@pytest.mark.parametrize("format_", [f for f in Format if f is not Format.MP3])
def test_the_sound_is_the_same_with_all_of_it(
    track: Track, finish: Finish, format_: Format, tmp_path: Path
) -> None:
    full = publish(track, tmp_path / "full", Encoding(format=format_), finish).mp3
    bare = publish(track, tmp_path / "bare", Encoding(format=format_)).mp3
    one, other = load(full).samples, load(bare).samples
    assert (one == other).all()
    assert len(one) == len(track.audio.samples) or format_ is Format.OPUS
    assert publish(track, tmp_path / "full", Encoding(format=format_), finish).mp3 == full


def test_a_wave_file_holds_the_tag_of_an_mp3(track: Track, finish: Finish, tmp_path: Path) -> None:
    path = publish(track, tmp_path, Encoding(format=Format.WAV), finish).mp3
    tags = mutagen.File(path).tags
    assert str(tags["TIT2"]) == track.article.headline
    assert [str(frame.sub_frames["TIT2"]) for frame in tags.getall("CHAP")] == [
        "Größere Brücke",
        "Die Kosten",
    ]
    assert len(tags.getall("APIC")) == 1
    assert soundfile.info(path).duration == track.audio.duration


def test_ffmpeg_finds_chapters_and_covers(track: Track, finish: Finish, tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    for format_ in (Format.MP3, Format.FLAC, Format.OPUS, Format.OGG):
        with av.open(str(publish(track, tmp_path, Encoding(format=format_), finish).mp3)) as file:
            titles = [chapter["metadata"]["title"] for chapter in file.chapters()]
            assert titles == ["Größere Brücke", "Die Kosten"], format_
            assert [stream.type for stream in file.streams] == ["audio", "video"], format_
