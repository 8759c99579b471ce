"""`audiobrief inspect --against`."""

import json
from pathlib import Path

import pytest
from mutagen.id3 import ID3

TEXT = """Kai wird bis zum Herbst erneuert

Die Arbeiten am Kai dauern bis in den Herbst, sagte die Hafenbehörde am Montag. Sie begannen früh.

Während dieser Zeit legen die Fähren am Südufer an, und die Busse fahren dorthin.

Der Bau kostet nun achtzehn Millionen Euro, denn der Grund ist weich.
"""


@pytest.fixture
def brief(audiobrief, tmp_path: Path) -> Path:
    (tmp_path / "kai.txt").write_text(TEXT, encoding="utf-8")
    done = audiobrief("make", "kai.txt", "--json", "-v", "silent", "--transcript")
    return tmp_path / json.loads(done.stdout)["mp3"]


def changed(tmp_path: Path) -> str:
    text = TEXT.replace("achtzehn", "zwanzig").replace(" Sie begannen früh.", "")
    text = text.replace("erneuert", "saniert", 1)
    text += "\nDer Rat der Stadt will im Dezember über das Geld beraten und dann entscheiden.\n"
    (tmp_path / "kai.txt").write_text(text, encoding="utf-8")
    return "kai.txt"


def test_a_brief_matches_its_own_article(audiobrief, brief: Path) -> None:
    done = audiobrief("inspect", brief, "--against", "kai.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, "matches\n", "")
    row = json.loads(audiobrief("inspect", brief, "--against", "kai.txt", "--json").stdout)
    assert (row["matches"], row["headline"], row["sentences"]) == (True, None, [])


def test_what_differs_is_told_and_has_an_exit_code(audiobrief, brief: Path, tmp_path: Path) -> None:
    source = changed(tmp_path)
    done = audiobrief("inspect", brief, "--against", source)
    assert done.returncode == 16
    assert "another headline" in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout.startswith("headline: changed")
    assert done.stdout.count("saniert") == 1
    assert "gone     - Sie begannen früh." in done.stdout
    assert "new      + Der Rat der Stadt will im Dezember" in done.stdout
    row = json.loads(audiobrief("inspect", brief, "--against", source, "--json").stdout)
    assert row["matches"] is False
    assert row["headline"]["after"] == "Kai wird bis zum Herbst saniert"
    kinds = [each["kind"] for each in row["sentences"]]
    assert kinds == ["changed", "gone", "changed", "new"]


def test_a_spoken_frame_is_no_difference_when_it_is_named(audiobrief, tmp_path: Path) -> None:
    (tmp_path / "kai.txt").write_text(TEXT, encoding="utf-8")
    frame = ("--outro", "Das war der Hafenfunk.")
    done = audiobrief("make", "kai.txt", "--json", "-v", "silent", *frame)
    mp3 = json.loads(done.stdout)["mp3"]
    assert audiobrief("inspect", mp3, "--against", "kai.txt", *frame).returncode == 0
    assert audiobrief("inspect", mp3, "--against", "kai.txt").returncode == 16


def test_words_are_found_wherever_the_brief_holds_them(audiobrief, brief: Path) -> None:
    transcript = brief.with_suffix(".json")
    assert audiobrief("inspect", transcript, "--against", "kai.txt").returncode == 0
    tags = ID3(brief)
    tags.delall("SYLT")
    tags.save(brief, v2_version=3)
    assert audiobrief("inspect", brief, "--against", "kai.txt").returncode == 0
    tags.delete(brief)
    assert audiobrief("inspect", brief, "--against", "kai.txt").returncode == 0
    transcript.unlink()
    done = audiobrief("inspect", brief, "--against", "kai.txt")
    assert done.returncode == 11
    assert "holds no text in its tags" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_brief_or_a_source_that_is_missing_is_told(audiobrief, brief: Path) -> None:
    assert audiobrief("inspect", "none.mp3", "--against", "kai.txt").returncode == 11
    assert audiobrief("inspect", "none.json", "--against", "kai.txt").returncode == 11
    assert audiobrief("inspect", brief, "--against", "none.txt").returncode == 3
