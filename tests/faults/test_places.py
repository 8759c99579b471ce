"""Disks that are full or slow to agree, clocks that jump, readers that leave, many runs at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from audiobrief.publish.report import examine

linux = pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no /dev/shm here")  # noqa: S108
TEXT = """Neue Fähre verbindet beide Ufer ab Mai

Die Stadt hat am Montag eine neue Fähre vorgestellt, die beide Ufer der Förde verbindet und von \
Mai bis Oktober fährt.

An Bord haben viele Menschen Platz. Die Überfahrt dauert acht Minuten, teilte die Stadt mit.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 kB of its own; skips where none can be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except OSError:
        pytest.skip("no mount here")
    if done.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S607 - as mount was found


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


# Disks


def test_a_full_disk_for_the_output_leaves_nothing_and_keeps_the_clips(
    audiobrief, article, small_disk, tmp_path
) -> None:
    done = audiobrief("make", article, "-v", "espeak", "-o", small_disk / "out", "-f", "wav")
    assert done.returncode == 8
    assert "No space left on device" in done.stderr
    assert done.stderr.count("\n") == 1
    assert files_in(small_disk) == []
    kept = {clip: clip.stat().st_ino for clip in (tmp_path / "cache").rglob("*.clip")}
    assert audiobrief("make", article, "-v", "espeak", "-o", tmp_path / "room").returncode == 0
    assert kept == {clip: clip.stat().st_ino for clip in (tmp_path / "cache").rglob("*.clip")}


def test_a_full_disk_for_the_cache_costs_a_warning(
    audiobrief, article, small_disk, monkeypatch
) -> None:
    monkeypatch.setenv("AUDIOBRIEF_CACHE", str(small_disk / "cache"))
    done = audiobrief("make", article, "-v", "espeak")
    assert done.returncode == 0
    assert done.stderr.count("nothing can be kept") == 1
    assert not list(small_disk.rglob("*.part"))


@linux
def test_the_output_may_be_on_another_file_system(audiobrief, article, tmp_path) -> None:
    other = Path("/dev/shm") / f"audiobrief-{os.getpid()}"  # noqa: S108 - a file system, not a place
    try:
        here = json.loads(audiobrief("make", article, "-v", "espeak", "--json").stdout)
        there = json.loads(
            audiobrief("make", article, "-v", "espeak", "--json", "-o", other).stdout
        )
        assert Path(there["file"]).read_bytes() == (tmp_path / here["file"]).read_bytes()
        assert len(files_in(other)) == 1
    finally:
        for path in files_in(other):
            path.unlink()
        other.rmdir()


def test_a_read_only_output_is_one_line(audiobrief, article, tmp_path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    if os.access(folder, os.W_OK):
        folder = Path("/proc")  # nobody writes there, not even root
    done = audiobrief("make", article, "-v", "espeak", "-o", folder)
    assert done.returncode == 8
    assert str(folder) in done.stderr
    assert done.stderr.count("\n") == 1


# Clocks


@pytest.mark.parametrize("years", [-30, 30])
def test_a_clock_that_jumped_changes_nothing(audiobrief, article, tmp_path, years) -> None:
    first = audiobrief("make", article, "-v", "espeak", "--json")
    jumped = time.time() + years * 365.25 * 86400
    for path in (*files_in(tmp_path / "cache"), *files_in(tmp_path / "output")):
        os.utime(path, (jumped, jumped))
    kept = sorted(clip.stat().st_ino for clip in (tmp_path / "cache").rglob("*.clip"))
    before = {path.name: path.read_bytes() for path in files_in(tmp_path / "output")}
    (note,) = (tmp_path / "cache").rglob("*.run")  # without it, all of the way is gone again
    note.unlink()
    again = audiobrief("make", article, "-v", "espeak", "--json")
    assert (first.stdout, again.stderr) == (again.stdout, "")
    assert before == {path.name: path.read_bytes() for path in files_in(tmp_path / "output")}
    assert kept == sorted(clip.stat().st_ino for clip in (tmp_path / "cache").rglob("*.clip"))


# Readers that leave

PRINTING = [
    ["--help"],
    ["--version"],
    ["clean", "a.txt"],
    ["clean", "a.txt", "--json"],
    ["segment", "a.txt"],
    ["normalise", "a.txt"],
    ["normalise", "a.txt", "--diff"],
    ["normalise", "a.txt", "--json"],
    ["make", "a.txt", "-v", "espeak", "--spoken"],
    ["make", "a.txt", "-v", "espeak", "--json"],
    ["voices"],
    ["voices", "list", "--json"],
    ["voices", "show", "pico"],
    ["lexicon", "export", "own.toml"],
    ["cache"],
    ["cache", "clear"],
    ["inspect", "output/b.mp3"],
    ["feed", "output", "--base-url", "https://a.example/"],
    ["index", "output"],
    ["embed", "output"],
]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of another kind")
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_reader_that_leaves_ends_the_command_in_silence(
    audiobrief, article, tmp_path, arguments
) -> None:
    if arguments[0] in {"inspect", "feed", "index"}:
        audiobrief("make", article, "-v", "espeak", "-o", "output/b.mp3")
    (tmp_path / "own.toml").write_text('[own]\n"Leeds" = "Lieds"\n')
    reader, writer = os.pipe()
    os.close(reader)  # gone before the first line
    try:
        done = subprocess.run(
            [sys.executable, "-m", "audiobrief", *arguments],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writer)
    assert done.stderr.decode() == ""
    assert done.returncode in {0, 1}


# Many at once


def start(folder: Path, number: int, headline: str) -> subprocess.Popen[bytes]:
    source = folder / f"{number}.txt"
    body = TEXT.split("\n", 1)[1].replace("acht Minuten", f"{number + 2} Minuten")
    source.write_text(f"{headline}\n{body}", encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "-m", "audiobrief", "make", source.name, "-v", "silent", "--json"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("same", [True, False])
def test_many_runs_on_one_folder_lose_nothing(tmp_path: Path, *, same: bool) -> None:
    count = int(os.environ.get("RUNS_AT_ONCE", "8"))

    def run(number: int) -> tuple[int, bytes, bytes]:
        headline = "Neue Fähre fährt" if same else f"Neue Fähre fährt auf Linie {number + 2}"
        with start(tmp_path, number, headline) as process:
            printed, told = process.communicate()
        return process.returncode, printed, told

    with ThreadPoolExecutor(count) as pool:
        done = list(pool.map(run, range(count)))
    assert {(code, told) for code, _, told in done} == {(0, b"")}
    rows = [json.loads(printed) for _, printed, _ in done]
    assert len({row["file"] for row in rows}) == count
    for number, row in enumerate(rows):
        report = examine(tmp_path / row["file"])
        assert f"{number + 2} Minuten" in str(report.told.text)
        assert report.info
        assert report.info.intact
    assert len(files_in(tmp_path / "output")) == count
    assert not list(tmp_path.rglob("*.part"))
