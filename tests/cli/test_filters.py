"""`audiobrief clean`, `segment` and `normalise` as plain filters."""

import json
from pathlib import Path


def test_clean_prints_a_passage_a_line(audiobrief, golden: Path) -> None:
    done = audiobrief("clean", golden / "hafenbahn.txt")
    passages = done.stdout.rstrip("\n").split("\n\n")
    assert passages[:2] == ["Milliarden für die Schiene", "Hafenbahn fährt ab 2028 ohne Diesel"]
    assert passages[-1].startswith("Die 2. Kammer des Verwaltungsgerichts")


def test_clean_tells_the_whole_article_as_json(audiobrief, golden: Path) -> None:
    row = json.loads(audiobrief("clean", golden / "hafenbahn.txt", "--json").stdout)
    assert row["published"] == "2026-11-17T06:45"
    assert row["credit"] == "kuestenblatt.example, kmo/dpa"
    assert row["lead"].startswith("Die Hafenbahn will ihre 64 Diesellokomotiven")
    assert [p["text"] for p in row["body"] if p["role"] == "crosshead"] == ["Streit um den Lärm"]
    assert {d["text"] for d in row["dropped"]} >= {
        "Wirtschaft",
        "00:00 / 02:06",
        "Lesen Sie auch: Warum der Güterverkehr auf der Schiene stockt",
    }
    assert all(d["why"] for d in row["dropped"])


def test_clean_shows_what_is_dropped_and_why(audiobrief, golden: Path) -> None:
    done = audiobrief("clean", "--dropped", golden / "hafenbahn.txt")
    assert ": Lesen Sie auch: Warum der Güterverkehr" in done.stdout


def test_sources_that_fail_leave_a_row_each(audiobrief, golden: Path) -> None:
    done = audiobrief("clean", "--json", "fehlt.html", golden / "hafenbahn.txt")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [("error" in row) for row in rows] == [True, False]
    assert done.returncode == 3


def test_segment_keeps_paragraphs_apart(audiobrief) -> None:
    text = "Dr. Ute Brandt klagt. Am 3. Mai wird verhandelt.\n\nDanach ist Pause.\n"
    done = audiobrief("segment", stdin=text)
    assert done.stdout == (
        "Dr. Ute Brandt klagt.\nAm 3. Mai wird verhandelt.\n\nDanach ist Pause.\n"
    )


def test_segment_reads_a_file(audiobrief, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("Erst dies. Dann das.", encoding="utf-8")
    assert audiobrief("segment", "text").stdout == "Erst dies.\nDann das.\n"


def test_normalise_gives_a_line_for_a_line(audiobrief) -> None:
    done = audiobrief("normalise", stdin="Am 3. Mai kamen 21 Gäste.\n\nEs regnet.\n")
    assert done.stdout == "Am dritten Mai kamen einundzwanzig Gäste.\n\nEs regnet.\n"


def test_the_filters_go_into_one_another(audiobrief, golden: Path) -> None:
    cleaned = audiobrief("clean", golden / "hafenbahn.txt").stdout
    spoken = audiobrief("normalise", stdin=audiobrief("segment", stdin=cleaned).stdout).stdout
    assert not any(character.isdigit() for character in spoken)
    assert "vierundsechzig Diesellokomotiven" in spoken


def test_a_file_that_is_not_there_is_named(audiobrief) -> None:
    done = audiobrief("segment", "fehlt.txt")
    assert done.returncode == 3
    assert done.stderr == (
        "audiobrief: fehlt.txt: cannot be read (No such file or directory); check its name\n"
    )


def test_text_that_is_not_utf_8_is_refused(audiobrief, tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes("Größe".encode("latin-1"))
    done = audiobrief("normalise", "text")
    assert done.returncode == 3
    assert "UTF-8" in done.stderr
    assert done.stderr.count("\n") == 1


def test_standard_input_that_is_not_utf_8_is_refused(audiobrief) -> None:
    done = audiobrief("normalise", stdin="Größe".encode("latin-1"))
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
