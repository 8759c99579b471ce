import resource
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import soundfile

from audiobrief.choices import Encoding, Format
from audiobrief.errors import OutputError
from audiobrief.model import Article, Track
from audiobrief.publish import publish

MakeTrack = Callable[..., Track]
NAME = "2026-02-03-groessere-bruecke-ueber-die-elbe-bauarbeiten-beginnen-im-maerz"


def in_folder(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_brief_is_one_file_with_the_headlines_name(
    make_track: MakeTrack, tmp_path: Path
) -> None:
    brief = publish(make_track(), tmp_path / "new" / "folder")
    assert brief.mp3 == tmp_path / "new" / "folder" / f"{NAME}.mp3"
    assert in_folder(brief.mp3.parent) == [f"{NAME}.mp3"]


@pytest.mark.parametrize(("seconds", "sample_rate"), [(0.3, 16000), (61.234, 22050)])
def test_the_brief_tells_the_duration_of_the_decoded_file(
    make_track: MakeTrack, tmp_path: Path, seconds: float, sample_rate: int
) -> None:
    track = make_track(seconds, sample_rate)
    brief = publish(track, tmp_path)
    samples, rate = soundfile.read(brief.mp3)
    assert brief.duration == len(samples) / rate == track.audio.duration
    assert (brief.cues, brief.loudness) == (track.cues, track.loudness)


def test_the_same_track_makes_the_same_bytes(make_track: MakeTrack, tmp_path: Path) -> None:
    first = publish(make_track(), tmp_path / "a").mp3.read_bytes()
    assert publish(make_track(), tmp_path / "b").mp3.read_bytes() == first


def test_the_same_article_replaces_its_file(make_track: MakeTrack, tmp_path: Path) -> None:
    older, newer = publish(make_track(1.0), tmp_path), publish(make_track(2.0), tmp_path)
    assert older.mp3 == newer.mp3
    assert in_folder(tmp_path) == [f"{NAME}.mp3"]
    assert len(soundfile.read(newer.mp3)[0]) == 2 * 22050


def test_a_corrected_article_from_the_same_address_replaces_its_file(
    make_track: MakeTrack, article: Article, tmp_path: Path
) -> None:
    publish(make_track(), tmp_path)
    publish(make_track(article=replace(article, lead="Nach elf Jahren.")), tmp_path)
    assert in_folder(tmp_path) == [f"{NAME}.mp3"]


@pytest.mark.parametrize("ending", ["mp3", "flac", "wav"])
@pytest.mark.parametrize("published", [None, date(2026, 2, 3)])
def test_a_corrected_headline_leaves_no_older_brief_behind(
    make_track: MakeTrack, article: Article, tmp_path: Path, ending: str, published: date | None
) -> None:
    made = Encoding(format=Format(ending))
    first = replace(article, published=published, headline="Brücke wird teuer")
    old = publish(make_track(0.3, article=first), tmp_path, made).mp3
    copy = old.with_name(f"{old.stem}-copy.{ending}")
    copy.write_bytes(old.read_bytes())
    (tmp_path / f"2026-02-03-fremd.{ending}").write_bytes(b"no sound")
    second = replace(first, headline="Neue Brücke wird teurer")
    new = publish(make_track(0.4, article=second), tmp_path, made).mp3
    assert new == old
    assert len(in_folder(tmp_path)) == 3
    assert soundfile.info(new).duration > 0.35
    assert soundfile.info(copy).duration < 0.35


def test_another_article_with_a_new_headline_gets_a_file_of_its_own(
    make_track: MakeTrack, article: Article, tmp_path: Path
) -> None:
    publish(make_track(0.3), tmp_path)
    other = replace(article, headline="Neue Brücke", url="https://andere.example/")
    assert publish(make_track(0.3, article=other), tmp_path).mp3.stem == "2026-02-03-neue-bruecke"


@pytest.mark.parametrize(
    "other",
    [
        {"url": "https://andere.example/"},
        {"url": None, "source": "zweite.txt"},
        {"url": None, "source": "-"},
    ],
)
def test_another_article_of_the_same_name_gets_another_file(
    make_track: MakeTrack, article: Article, tmp_path: Path, other: dict[str, str]
) -> None:
    first = publish(make_track(), tmp_path)
    before = first.mp3.read_bytes()
    second = publish(make_track(article=replace(article, **other)), tmp_path)
    assert in_folder(tmp_path) == [f"{NAME}-2.mp3", f"{NAME}.mp3"]
    assert first.mp3.read_bytes() == before
    # And each finds its own again.
    assert publish(make_track(article=replace(article, **other)), tmp_path).mp3 == second.mp3
    assert publish(make_track(), tmp_path).mp3 == first.mp3


def test_standard_input_is_told_apart_by_its_text(
    make_track: MakeTrack, article: Article, tmp_path: Path
) -> None:
    pasted = replace(article, url=None, source="-")
    publish(make_track(article=pasted), tmp_path)
    publish(make_track(article=pasted), tmp_path)
    publish(make_track(article=replace(pasted, lead="Etwas anderes.")), tmp_path)
    assert in_folder(tmp_path) == [f"{NAME}-2.mp3", f"{NAME}.mp3"]


@pytest.mark.parametrize("content", [b"", b"not a sound", b"ID3\x03\0\0\0\0\0\x0a" + bytes(10)])
def test_a_file_that_is_no_brief_is_left_alone(
    make_track: MakeTrack, tmp_path: Path, content: bytes
) -> None:
    mine = tmp_path / f"{NAME}.mp3"
    mine.write_bytes(content)
    assert publish(make_track(), tmp_path).mp3.name == f"{NAME}-2.mp3"
    assert mine.read_bytes() == content


def test_a_folder_or_broken_link_of_that_name_is_left_alone(
    make_track: MakeTrack, tmp_path: Path
) -> None:
    (tmp_path / f"{NAME}.mp3").mkdir()
    (tmp_path / f"{NAME}-2.mp3").symlink_to(tmp_path / "nowhere")
    assert publish(make_track(), tmp_path).mp3.name == f"{NAME}-3.mp3"
    assert not (tmp_path / "nowhere").exists()


def no_links(*_paths: object) -> None:
    raise PermissionError(1, "Operation not permitted")


@pytest.mark.parametrize("links", [True, False])
def test_many_at_once_lose_nothing(
    make_track: MakeTrack,
    article: Article,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    links: bool,
) -> None:
    if not links:
        monkeypatch.setattr("os.link", no_links)
    articles = [replace(article, url=f"https://a.example/{n % 6}") for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        briefs = list(pool.map(lambda a: publish(make_track(0.3, article=a), tmp_path), articles))
    assert all(brief.mp3.is_file() for brief in briefs)
    # Each of the six articles is there, and nothing unfinished.
    assert len({brief.mp3 for brief in briefs}) >= 6
    assert all(name.endswith(".mp3") and not name.startswith(".") for name in in_folder(tmp_path))


def test_where_links_are_not_known_the_file_is_renamed(
    make_track: MakeTrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.link", no_links)
    mine = tmp_path / f"{NAME}.mp3"
    mine.write_bytes(b"mine")
    publish(make_track(), tmp_path)
    assert publish(make_track(), tmp_path).mp3.name == f"{NAME}-2.mp3"
    assert mine.read_bytes() == b"mine"
    assert in_folder(tmp_path) == [f"{NAME}-2.mp3", f"{NAME}.mp3"]


def test_the_file_may_be_read_by_those_the_user_lets(make_track: MakeTrack, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    assert publish(make_track(), tmp_path).mp3.stat().st_mode == plain.stat().st_mode


def test_a_file_where_the_folder_should_be_is_an_error(
    make_track: MakeTrack, tmp_path: Path
) -> None:
    (tmp_path / "output").write_text("mine")
    for folder in (tmp_path / "output", tmp_path / "output" / "below"):
        with pytest.raises(OutputError, match=r"output.*a file is in the way.*choose another"):
            publish(make_track(0.3), folder)
    assert (tmp_path / "output").read_text() == "mine"


def test_a_folder_that_takes_nothing_is_an_error(make_track: MakeTrack) -> None:
    with pytest.raises(OutputError, match="choose another folder"):
        publish(make_track(0.3), Path("/proc/audiobrief"))


@pytest.mark.parametrize("earlier", [False, True])
def test_a_full_disk_leaves_nothing_behind(
    make_track: MakeTrack, tmp_path: Path, *, earlier: bool
) -> None:
    """The system itself refuses the last bytes, as it does on a full disk."""
    kept = []
    if earlier:
        older = publish(make_track(0.3), tmp_path).mp3
        kept = [(older.name, older.read_bytes())]
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    track = make_track(3.0)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, limit[1]))
    try:
        with pytest.raises(OutputError, match="File too large"):
            publish(track, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == kept


def test_an_interrupt_while_writing_leaves_nothing_behind(
    make_track: MakeTrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        publish(make_track(0.3), tmp_path)
    assert in_folder(tmp_path) == []


def test_importing_the_stage_costs_nothing_heavy() -> None:
    code = "import sys, audiobrief.publish; print(*({'numpy', 'mutagen'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == []
