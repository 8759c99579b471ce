"""`audiobrief make` as a user meets it."""

import json
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiobrief.model import Role


@pytest.fixture
def article(golden: Path) -> Path:
    return golden / "hafenbahn.txt"


def test_the_path_and_the_marker_are_printed(audiobrief, article: Path, tmp_path: Path) -> None:
    done = audiobrief("make", article)
    assert done.returncode == 0, done.stderr
    path, marker = done.stdout.rstrip("\n").split("  ")
    assert (tmp_path / path).is_file()
    assert path.startswith("output")
    assert marker.startswith("00:00 / 0")
    assert done.stderr == ""


def test_json_tells_the_brief_on_one_line(audiobrief, article: Path, tmp_path: Path) -> None:
    done = audiobrief("make", article, "--json", "--voice", "silent", "--output", tmp_path / "b")
    row = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert row["source"] == str(article)
    assert Path(row["mp3"]).is_file()
    assert Path(row["mp3"]).parent == tmp_path / "b"
    assert row["headline"] == "Hafenbahn fährt ab 2028 ohne Diesel"
    assert row["marker"].endswith(f"{int(row['duration'] // 60):02}:{int(row['duration'] % 60):02}")
    sentences = row["sentences"]
    assert [s["role"] for s in sentences[:3]] == [Role.KICKER, Role.HEADLINE, Role.LEAD]
    assert sentences[-1]["end"] <= row["duration"]
    assert all(a["end"] <= b["start"] for a, b in pairwise(sentences))


def test_json_tells_when_each_word_is_heard(audiobrief, article: Path, tmp_path: Path) -> None:
    done = audiobrief("make", article, "--json", "--voice", "espeak", "--output", tmp_path)
    sentences = json.loads(done.stdout)["sentences"]
    assert all(sentence["words"] for sentence in sentences)
    for sentence in sentences:
        times = [sentence["start"]]
        for word in sentence["words"]:
            assert word["spoken"] in sentence["spoken"]
            assert word["printed"] is None or word["printed"] in sentence["text"]
            times += [word["start"], word["end"]]
        assert times == sorted(times)
        assert times[-1] <= sentence["end"]


def test_spoken_prints_what_the_voice_is_given(audiobrief, article: Path) -> None:
    done = audiobrief("make", article, "--spoken", "--voice", "silent")
    assert "ab zweitausendachtundzwanzig" in done.stdout
    *spoken, _path = done.stdout.splitlines()
    assert not any(c.isdigit() for c in "".join(spoken))


def test_silence_has_no_loudness_in_json(audiobrief, article: Path) -> None:
    done = audiobrief("make", article, "--json", "--voice", "silent")
    assert json.loads(done.stdout, parse_constant=pytest.fail)["loudness"] is None


def test_quiet_prints_nothing(audiobrief, article: Path) -> None:
    done = audiobrief("make", article, "--quiet", "--voice", "silent")
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_standard_input_is_a_source(audiobrief, article: Path) -> None:
    done = audiobrief("make", "-", "--json", "--voice", "silent", stdin=article.read_bytes())
    assert json.loads(done.stdout)["source"] == "-"


def test_rate_makes_it_shorter(audiobrief, article: Path) -> None:
    def duration(*options: str) -> float:
        done = audiobrief("make", article, "--json", "--voice", "silent", *options)
        return float(json.loads(done.stdout)["duration"])

    slow, fast = duration(), duration("--rate", "2")
    assert 1.4 < slow / fast < 2.0


def test_a_profile_and_a_pace_are_options(audiobrief, article: Path) -> None:
    def duration(*options: str) -> float:
        done = audiobrief("make", article, "--json", "--voice", "silent", *options)
        return float(json.loads(done.stdout)["duration"])

    news, calm, fast = (duration("--profile", name) for name in ("news", "calm", "fast"))
    assert news == duration()
    assert calm > 1.25 * news
    assert fast < 0.55 * news
    assert duration("--rate", "9.8syl", "-p", "calm") < 0.6 * calm


def test_the_format_is_that_of_the_output_or_of_the_option(
    audiobrief, article: Path, tmp_path: Path
) -> None:
    named = json.loads(audiobrief("make", article, "--json", "-o", "x/Beitrag.flac").stdout)
    assert (named["mp3"], named["file"]) == (None, str(Path("x/Beitrag.flac")))
    asked = json.loads(audiobrief("make", article, "--json", "-f", "opus").stdout)
    assert asked["file"].endswith(".opus")
    podcast = json.loads(audiobrief("make", article, "--json", "--preset", "podcast-stereo").stdout)
    assert podcast["mp3"] == podcast["file"]
    assert podcast["loudness"] == pytest.approx(-16, abs=0.3)
    assert len(list(tmp_path.rglob("*.flac"))) == 1


def test_a_frame_is_heard_and_fits(audiobrief, article: Path, tmp_path: Path) -> None:
    time = np.arange(32000) / 16000
    soundfile.write(tmp_path / "jingle.wav", 0.1 * np.sin(2 * np.pi * 300 * time), 16000)
    options = ["--opening", "jingle.wav", "--bed", "jingle.wav", "--fit", "2:20"]
    done = audiobrief("make", article, "--json", "--outro", "Das war vom {date}.", *options)
    row = json.loads(done.stdout)
    assert row["duration"] == pytest.approx(140, abs=0.05)
    assert row["sentences"][0]["start"] > 2
    assert row["sentences"][-1]["text"].startswith("Das war vom ")
    assert row["loudness"] == pytest.approx(-19, abs=0.3)


def test_a_source_that_fails_does_not_keep_the_others(audiobrief, article: Path) -> None:
    done = audiobrief("make", "nowhere.txt", article, "--json", "--voice", "silent")
    failed, made = map(json.loads, done.stdout.splitlines())
    assert failed["source"] == "nowhere.txt"
    assert "nowhere.txt" in failed["error"]
    assert Path(made["mp3"]).name.endswith(".mp3")
    assert done.returncode == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", 5),
        (b"   \n\n", 5),
        (b"\x00\x01\x02\xff\xfe" * 200, 3),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", 3),
        (b"<!doctype html><html><body><nav>Start</nav></body></html>", 5),
    ],
)
def test_bad_content_ends_in_one_line_and_its_own_code(
    audiobrief, tmp_path: Path, content: bytes, code: int
) -> None:
    (tmp_path / "source").write_bytes(content)
    done = audiobrief("make", "source", "--voice", "silent")
    assert done.returncode == code
    assert done.stderr.startswith("audiobrief: source")
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.rglob("*.mp3"))


@pytest.mark.parametrize(
    ("options", "code", "part"),
    [
        (["--voice", "pcio"], 6, "pico"),
        (["--voice", "gtts", "--offline"], 9, "gtts"),
        (["--rate", "0"], 10, "from 0.3 to 4.0"),
        (["--fit", "0:05", "--voice", "silent"], 13, "is the shortest"),
        (["--fit", "bald"], 10, "as 2:00"),
        (["-o", "x.wma"], 10, "wma is not made"),
        (["-o", "x.wav", "-f", "mp3"], 10, "its name says wav"),
        (["-o", "x.wav", "-"], 10, "one file for 2 sources"),
        (["--bit-rate", "63"], 10, "give one of 32"),
        (["--opening", "fehlt.wav"], 11, "fehlt.wav cannot be read"),
        (["--intro", "{autor}"], 10, "intro has {autor}"),
        (["--frobnicate"], 2, "--frobnicate"),
    ],
)
def test_a_wrong_option_ends_in_its_own_code(
    audiobrief, article: Path, tmp_path: Path, options: list[str], code: int, part: str
) -> None:
    done = audiobrief("make", article, *options)
    assert done.returncode == code
    assert part in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.mp3"))


def test_an_unreachable_address_ends_in_its_own_code(audiobrief) -> None:
    done = audiobrief("make", "https://ein-name-den-es-nicht-gibt.invalid/artikel.html")
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1


def test_an_address_is_refused_offline(audiobrief) -> None:
    done = audiobrief("make", "https://example.invalid/artikel.html", "--offline")
    assert done.returncode == 9


def test_a_file_in_place_of_the_folder_is_named(audiobrief, article: Path, tmp_path: Path) -> None:
    (tmp_path / "output").write_text("in the way")
    done = audiobrief("make", article, "--voice", "silent")
    assert done.returncode == 8
    assert "output" in done.stderr
    assert (tmp_path / "output").read_text() == "in the way"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_on_standard_output_is_no_traceback(audiobrief, article: Path) -> None:
    done = audiobrief("make", article, "--voice", "silent", "--output", "/dev/full")
    assert done.returncode == 8


def test_a_wrong_setting_in_the_environment_is_named(
    audiobrief, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOBRIEF_RATE", "quick")
    done = audiobrief("make", article)
    assert done.returncode == 10
    assert "quick" in done.stderr


def test_what_was_spoken_once_is_taken_from_the_cache(
    audiobrief, article: Path, tmp_path: Path
) -> None:
    first = audiobrief("make", article, "--json")
    kept = sorted(p for p in (tmp_path / "cache").rglob("*") if p.is_file())
    (brief,) = (tmp_path / "output").iterdir()
    made = brief.read_bytes()
    (note,) = (tmp_path / "cache").glob("*/*.run")  # without it, all of the way is gone again
    note.unlink()
    brief.unlink()
    again = audiobrief("make", article, "--json")
    assert kept
    assert first.stdout == again.stdout
    assert brief.read_bytes() == made
    assert kept == sorted(p for p in (tmp_path / "cache").rglob("*") if p.is_file())


def test_output_can_be_named_in_the_environment(
    audiobrief, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOBRIEF_OUTPUT", str(tmp_path / "briefs"))
    audiobrief("make", article, "--voice", "silent")
    assert len(list((tmp_path / "briefs").iterdir())) == 1


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize("voice", ["espeak", "pico"])
@pytest.mark.parametrize("seconds", [0.0, 0.2, 0.4])
def test_an_interrupt_ends_in_one_line(
    article: Path, tmp_path: Path, voice: str, seconds: float
) -> None:
    many = [str(article)] * 40
    command = [sys.executable, "-m", "audiobrief", "make", *many, "-q", "-v", voice]
    environment = os.environ | {"AUDIOBRIEF_CACHE": "false"}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE) as run:
        while not list(tmp_path.rglob("*.mp3")):  # until then, Python itself may be starting
            assert run.poll() is None
            time.sleep(0.02)
        time.sleep(seconds)
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=60)
    assert run.returncode == 130
    assert told.decode() == "audiobrief: interrupted; sentences already spoken are kept\n"
    assert not list(tmp_path.rglob("*.part"))


def test_a_cover_is_drawn_and_a_bad_one_is_told(audiobrief, tmp_path: Path) -> None:
    text = (
        "Hafenbahn fährt ohne Diesel\n\nDie Hafenbahn fährt ab dem Jahr 2028 ohne Diesel. Das hat "
        "der Hafenbetreiber am Montag nach einer Sitzung seines Aufsichtsrats mitgeteilt.\n"
    )
    assert audiobrief("make", "-", "-v", "silent", "--cover", "drawn", stdin=text).returncode == 0
    (made,) = (tmp_path / "output").glob("*.mp3")
    assert b"APIC" in made.read_bytes()
    bad = audiobrief("make", "-", "-v", "silent", "--cover", "none.jpg", stdin=text)
    assert bad.returncode == 14
    assert bad.stderr == "audiobrief: none.jpg: cannot be read (No such file or directory)\n"
