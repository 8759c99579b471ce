"""What is made beside a brief, and of a folder of briefs."""

import json
from pathlib import Path

import feedparser
import pytest


@pytest.fixture
def briefs(audiobrief, golden: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "briefs"
    done = audiobrief("make", golden / "hafenbahn.txt", "-v", "silent", "-o", folder, "--captions")
    assert done.returncode == 0, done.stderr
    return folder


def test_make_writes_what_is_asked_for_beside_the_mp3(audiobrief, golden, tmp_path: Path) -> None:
    flags = ("--page", "--captions", "--transcript", "--epub")
    row = json.loads(
        audiobrief("make", golden / "hafenbahn.txt", "-v", "silent", "--json", *flags).stdout
    )
    stem = Path(row["mp3"]).stem
    endings = {Path(path).name.removeprefix(stem) for path in row["beside"]}
    assert endings == {
        ".html", ".vtt", ".srt", ".txt", ".transcript.html", ".json", ".chapters.json", ".epub",
    }  # fmt: skip
    assert all((tmp_path / path).stat().st_size for path in row["beside"])


@pytest.mark.parametrize("flag", ["--epub", "--single-file"])
def test_what_holds_the_sound_needs_an_mp3(audiobrief, golden, tmp_path: Path, flag: str) -> None:
    done = audiobrief("make", golden / "hafenbahn.txt", "-v", "silent", "-f", "flac", flag)
    assert done.returncode == 10
    assert "--format mp3" in done.stderr
    assert not list(tmp_path.rglob("*.flac"))


def test_a_page_knows_the_duration_and_the_article(audiobrief, golden, tmp_path: Path) -> None:
    done = audiobrief("make", golden / "hafenbahn.txt", "-v", "silent", "--page", "--json")
    row = json.loads(done.stdout)
    page = (tmp_path / row["beside"][0]).read_text(encoding="utf-8")
    assert "Hafenbahn fährt ab 2028 ohne Diesel" in page
    assert f'duration="{row["duration"]:.3f}' in page


def test_extras_can_be_asked_for_in_the_environment(
    audiobrief, golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOBRIEF_EXTRAS", "captions,single-file")
    done = audiobrief("make", golden / "hafenbahn.txt", "-v", "silent", "--json")
    assert [Path(path).suffix for path in json.loads(done.stdout)["beside"]] == [
        ".vtt", ".srt", ".html",
    ]  # fmt: skip


def test_an_extra_that_does_not_exist_is_named(audiobrief, golden, monkeypatch) -> None:
    monkeypatch.setenv("AUDIOBRIEF_EXTRAS", "page,hologram")
    done = audiobrief("make", golden / "hafenbahn.txt", "-v", "silent")
    assert done.returncode == 10
    assert "hologram" in done.stderr


def test_a_feed_has_an_episode_for_each_brief(audiobrief, briefs: Path) -> None:
    done = audiobrief("feed", briefs, "--base-url", "https://example.org/b", "--title", "Hafen")
    assert (done.returncode, done.stdout) == (0, f"{briefs / 'feed.xml'}  1 brief(s)\n")
    read = feedparser.parse((briefs / "feed.xml").read_bytes())
    assert read.feed.title == "Hafen"
    (episode,) = read.entries
    (mp3,) = briefs.glob("*.mp3")
    assert episode.enclosures[0].href == f"https://example.org/b/{mp3.name}"
    assert episode.enclosures[0].length == str(mp3.stat().st_size)


def test_a_feed_needs_an_address(audiobrief, briefs: Path) -> None:
    done = audiobrief("feed", briefs)
    assert done.returncode == 10
    assert "--base-url" in done.stderr


def test_foreign_files_are_named_and_left_out(audiobrief, briefs: Path) -> None:
    (briefs / "lied.mp3").write_bytes(b"no brief")
    done = audiobrief("feed", briefs, "--base-url", "https://example.org/b")
    assert "lied.mp3: is no brief of ours" in done.stderr
    assert done.stdout.endswith("1 brief(s)\n")


def test_the_checker_says_what_directories_reject(audiobrief, briefs: Path) -> None:
    audiobrief("feed", briefs, "--base-url", "https://example.org/b")
    done = audiobrief("feed", "--check", briefs / "feed.xml")
    assert done.returncode == 12
    assert "<itunes:image>" in done.stdout


def test_the_checker_finds_no_fault_in_a_whole_feed(audiobrief, briefs: Path) -> None:
    options = ("--image", "https://example.org/b/art.jpg", "--email", "show@example.org")
    audiobrief("feed", briefs, "--base-url", "https://example.org/b", *options)
    done = audiobrief("feed", "--check", "-", stdin=(briefs / "feed.xml").read_bytes())
    assert (done.returncode, done.stdout) == (0, "-: no fault found\n")


def test_a_feed_without_its_picture_is_not_written(audiobrief, briefs: Path) -> None:
    done = audiobrief("feed", briefs, "--base-url", "https://example.org/b", "--image", "art.png")
    assert done.returncode == 14
    picture = briefs / "art.png"
    assert done.stderr == f"audiobrief: {picture}: no such picture; put it there or name another\n"
    assert not (briefs / "feed.xml").exists()


def test_the_checker_tells_its_findings_as_json(audiobrief) -> None:
    done = audiobrief("feed", "--check", "--json", "-", stdin="<rss>")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows
    assert {"line", "severity", "message"} == rows[0].keys()


def test_a_feed_that_is_not_there_is_named(audiobrief) -> None:
    done = audiobrief("feed", "--check", "fehlt.xml")
    assert done.returncode == 3
    assert done.stderr.startswith("audiobrief: fehlt.xml")


def test_an_index_lists_the_briefs(audiobrief, briefs: Path) -> None:
    done = audiobrief("index", briefs, "--title", "Der Hafen", "--json")
    assert json.loads(done.stdout) == {"file": str(briefs / "index.html"), "briefs": 1}
    page = (briefs / "index.html").read_text(encoding="utf-8")
    assert "Der Hafen" in page
    assert "Hafenbahn fährt ab 2028 ohne Diesel" in page


def test_a_folder_that_is_not_there_is_named(audiobrief) -> None:
    for command in (("index", "fehlt"), ("feed", "fehlt", "--base-url", "https://example.org")):
        done = audiobrief(*command)
        assert done.returncode == 3
        assert "fehlt" in done.stderr


def test_embed_writes_the_players_script(audiobrief, tmp_path: Path) -> None:
    done = audiobrief("embed", "site")
    assert done.stdout == f"{Path('site/audio-brief.js')}\n"
    assert "audio-brief" in (tmp_path / "site" / "audio-brief.js").read_text(encoding="utf-8")
