"""`audiobrief inspect`."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def brief(audiobrief, golden: Path, tmp_path: Path) -> dict[str, object]:
    done = audiobrief("make", golden / "hafenbahn.txt", "--json")
    row = json.loads(done.stdout)
    return {**row, "mp3": str(tmp_path / row["mp3"])}


def test_inspect_agrees_with_make(audiobrief, brief) -> None:
    row = json.loads(audiobrief("inspect", brief["mp3"], "--json").stdout)
    assert row["duration"] == brief["duration"]
    assert row["marker"] == brief["marker"]
    assert row["tags"]["milliseconds"] == str(round(brief["duration"] * 1000))
    assert row["tags"]["title"] == brief["headline"]
    assert row["tags"]["language"] == "deu"
    assert abs(row["loudness"] - brief["loudness"]) < 0.5
    assert row["true_peak"] <= -1
    assert row["intact"] is True
    printed = " ".join(s["text"] for s in brief["sentences"])
    assert " ".join(row["text"].split()) == printed


def test_inspect_lists_the_chapters(audiobrief) -> None:
    page = """<html lang=de><head><title>Kai wird erneuert</title></head><body><article>
        <h1>Kai wird erneuert</h1>
        <p>Die Arbeiten am Kai dauern bis in den Herbst, sagte die Hafenbehörde am Montag.</p>
        <p>Während dieser Zeit legen die Fähren am Südufer an, und die Busse fahren dorthin.</p>
        <h2>Kosten steigen</h2>
        <p>Statt zwölf Millionen Euro kostet der Bau nun achtzehn, denn der Grund ist weich.</p>
        <p>Der Rat der Stadt will im Dezember über das Geld beraten und dann entscheiden.</p>
        </article></body></html>"""
    made = json.loads(audiobrief("make", "-", "--json", "-v", "silent", stdin=page).stdout)
    row = json.loads(audiobrief("inspect", made["mp3"], "--json").stdout)
    assert [c["title"] for c in row["chapters"]] == ["Kai wird erneuert", "Kosten steigen"]
    assert row["chapters"][-1]["end"] == pytest.approx(made["duration"], abs=0.001)
    assert "  00:00 Kai wird erneuert" in audiobrief("inspect", made["mp3"]).stdout


def test_inspect_tells_when_the_sound_was_changed(audiobrief, brief) -> None:
    path = Path(brief["mp3"])
    data = bytearray(path.read_bytes())
    data[-500] ^= 1
    path.write_bytes(data)
    assert "changed since it was made" in audiobrief("inspect", path).stdout
    assert json.loads(audiobrief("inspect", path, "--json").stdout)["intact"] is False


def test_inspect_prints_a_line_for_each_fact(audiobrief, brief) -> None:
    lines = audiobrief("inspect", brief["mp3"]).stdout.splitlines()
    assert lines[0].split(maxsplit=1) == ["marker", brief["marker"]]
    for start in ("tag title", "text", "sound           as it was made"):
        assert any(line.startswith(start) for line in lines), start


@pytest.mark.parametrize("content", [b"", b"no sound at all", b"ID3\x03\x00\x00\x00\x00\x00\x0a"])
def test_inspect_refuses_what_is_no_mp3(audiobrief, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.mp3").write_bytes(content)
    done = audiobrief("inspect", "x.mp3")
    assert done.returncode == 11
    assert done.stderr.startswith("audiobrief: x.mp3")
    assert done.stderr.count("\n") == 1


def test_inspect_draws_a_picture_beside_what_it_tells(audiobrief, brief, tmp_path: Path) -> None:
    done = audiobrief("inspect", brief["mp3"], "--plot", "level.png")
    assert done.stdout.startswith("marker")
    assert (tmp_path / "level.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_of_another_kind_is_refused(audiobrief, brief, tmp_path: Path) -> None:
    done = audiobrief("inspect", brief["mp3"], "--plot", "level.jpg")
    assert done.returncode == 10
    assert "ends in .png" in done.stderr
    assert not (tmp_path / "level.jpg").exists()
