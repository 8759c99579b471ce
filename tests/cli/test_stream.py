"""`audiobrief make --stream` as a player and a terminal meet it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from audiobrief.publish.mp3.frames import frame_offsets

STREAM = [sys.executable, "-m", "audiobrief", "make", "--stream", "-v", "espeak"]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "brücke.txt"
    path.write_text(
        "Brücke am Hafen wird gesperrt\n\nDie Brücke am Hafen ist von Montag an gesperrt. Das "
        "teilte die Stadt mit. Fußgänger können eine Fähre nehmen.\n",
        encoding="utf-8",
    )
    return path


def start(article: Path, stdout: int, *more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*STREAM, str(article), *more], stdout=stdout, stderr=subprocess.PIPE, cwd=article.parent
    )


def test_an_mp3_and_nothing_else_comes_out(article: Path) -> None:
    with start(article, subprocess.PIPE) as process:
        printed, told = process.communicate()
    assert (process.returncode, told) == (0, b"")
    assert printed.startswith(b"ID3\x03")
    size = 10 + sum(
        byte << shift for byte, shift in zip(printed[6:10], (21, 14, 7, 0), strict=True)
    )
    frames = list(frame_offsets(printed, size))
    assert frames[0] == size
    assert 72 * 64000 // 22050 <= len(printed) - frames[-1] <= 72 * 64000 // 22050 + 1
    assert {path.name for path in article.parent.iterdir()} == {"brücke.txt", "cache"}


def test_the_article_may_come_on_standard_input(article: Path) -> None:
    done = subprocess.run(
        [*STREAM, "-"], input=article.read_bytes(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"ID3")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--page", "--captions", "-o", "b"], "leave out --output, --page, --captions"),
        (["--json"], "leave out --json"),
        (["--spoken", "-j", "2"], "leave out --spoken, --jobs"),
        (["another.txt"], "--stream takes one source, not 2"),
        (["-f", "flac"], "a stream is an MP3, but the format is flac"),
    ],
)
def test_what_is_no_stream_is_refused_in_one_line(audiobrief, article, arguments, reason) -> None:
    done = audiobrief("make", article, "--stream", "-v", "espeak", *arguments)
    assert done.returncode == 10
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert reason in done.stderr
    assert not (article.parent / "b").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of another kind")
def test_a_terminal_gets_no_mp3(article: Path) -> None:
    terminal, inside = os.openpty()
    try:
        with start(article, inside) as process:
            _, told = process.communicate()
    finally:
        os.close(inside)
        os.close(terminal)
    assert process.returncode == 10
    assert told.decode().count("\n") == 1
    assert "no terminal" in told.decode()
    assert "| mpv -" in told.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of another kind")
def test_a_player_that_is_closed_ends_the_stream_quietly(article: Path) -> None:
    article.write_text(article.read_text() + "Die Fähre fährt alle acht Minuten. " * 40)
    with start(article, subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(4096).startswith(b"ID3")
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_disk_is_told(article: Path) -> None:
    with Path("/dev/full").open("wb") as full, start(article, full.fileno()) as process:
        _, told = process.communicate()
    assert process.returncode == 8
    assert told.decode().count("\n") == 1
    assert "standard output takes no more of the MP3 (No space left on device)" in told.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_an_interrupt_ends_it_in_one_line(article: Path) -> None:
    article.write_text(article.read_text() + "Die Fähre fährt alle acht Minuten. " * 400)
    with start(article, subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(4096)
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        told = process.stderr.read().decode()
    assert process.returncode == 130
    assert told == "audiobrief: interrupted; sentences already spoken are kept\n"
