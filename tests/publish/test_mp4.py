"""M4A and M4B files, read as players read them."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import mutagen.mp4
import pytest

from audiobrief.choices import Encoding, Format, Origin
from audiobrief.errors import AudioFileError, ConfigError
from audiobrief.model import Chapter, Track
from audiobrief.publish import publish
from audiobrief.publish.finish import Finish
from audiobrief.sound import ffmpeg
from audiobrief.sound.files import load

MakeTrack = Callable[..., Track]
CHAPTERS = (
    Chapter(start=0, end=1.5, title="Größere Brücke"),
    Chapter(start=1.5, end=3.0, title="Die Kosten"),
)


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place < len(data):
        size = int.from_bytes(data[place : place + 4])
        yield data[place + 4 : place + 8], data[place + 8 : place + size]
        place += size


@pytest.mark.parametrize(("format_", "brand", "kind"), [("m4a", b"M4A ", 1), ("m4b", b"M4B ", 2)])
def test_what_players_look_for_stands_in_front_of_the_sound(
    make_track: MakeTrack, tmp_path: Path, format_: str, brand: bytes, kind: int
) -> None:
    track = replace(make_track(3.0), chapters=CHAPTERS)
    path = publish(track, tmp_path / f"x.{format_}", finish=Finish(origin=Origin.TRAINED)).mp3
    names, contents = zip(*boxes(path.read_bytes()), strict=True)
    assert names[0] == b"ftyp"
    assert contents[0][:4] == brand
    assert names.index(b"moov") < names.index(b"mdat")
    file = mutagen.mp4.MP4(path)
    assert file.tags["stik"] == [kind]
    assert file.tags["©nam"] == [track.article.headline]
    assert file.tags["©lyr"] == [f"{track.article.headline}\n"]
    assert [(c.start, c.title) for c in file.chapters] == [(c.start, c.title) for c in CHAPTERS]


@pytest.mark.parametrize("seconds", [1.0, 2.2222, 3.0])
@pytest.mark.parametrize("sample_rate", [16000, 44100])
def test_ffmpeg_decodes_exactly_as_many_samples_as_there_are(
    make_track: MakeTrack, tmp_path: Path, seconds: float, sample_rate: int
) -> None:
    if not shutil.which("ffmpeg"):
        pytest.skip("no ffmpeg here")
    track = make_track(seconds, sample_rate)
    path = publish(track, tmp_path / "x.m4a").mp3
    command = ["ffmpeg", "-v", "error", "-i", path, "-map", "0:a", "-f", "s16le", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    assert len(done.stdout) == 2 * len(track.audio.samples)


def test_the_same_track_gives_the_same_bytes(make_track: MakeTrack, tmp_path: Path) -> None:
    one, other = (publish(make_track(), tmp_path / f"{n}.m4b").mp3.read_bytes() for n in "ab")
    assert one == other


def test_without_the_library_it_is_told_how_to_get_it(
    make_track: MakeTrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = publish(make_track(), tmp_path, Encoding(format=Format.M4A)).mp3
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(ConfigError, match=r"pip install 'audiobrief\[m4a\]'"):
        ffmpeg.check_writable()
    with pytest.raises(AudioFileError, match=r"pip install 'audiobrief\[m4a\]'"):
        load(path)


@pytest.mark.parametrize("content", [b"\0\0\0\x18ftypM4A ", b"0&\xb2u" + bytes(99), b"\xff\xf1"])
def test_what_only_looks_like_a_sound_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.m4a"
    path.write_bytes(content + b"text" * 99)
    with pytest.raises(AudioFileError, match=r"x\.m4a: this is no sound"):
        load(path, longest=60)
