"""Part files: whole or not at all, and swept when their process is gone."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from audiobrief.disk import alone, part_in, replace_whole, sweep

if sys.platform != "win32":
    import fcntl

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks of part files")

WRITER = """
import sys, time
from pathlib import Path
from audiobrief.disk import part_in
with part_in(Path(sys.argv[1])) as part:
    part.file.write(b"half")
    part.file.flush()
    print(part.path, flush=True)
    time.sleep(60)
"""


def test_what_is_renamed_stays_and_what_is_not_goes(tmp_path: Path) -> None:
    with part_in(tmp_path) as part:
        part.file.write(b"whole")
        part.end(sync=True)
        part.path.replace(tmp_path / "file")
    with part_in(tmp_path) as part:
        part.file.write(b"half")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"whole"


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace_whole(path, b"one")
    path.chmod(0o600)
    replace_whole(path, b"two")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o600)
    assert len(list(tmp_path.iterdir())) == 1


def test_parts_are_swept_when_their_process_is_gone_and_not_before(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        part = Path(writer.stdout.readline().strip())
        os.utime(part, (0, 0))  # whatever the clock says
        sweep(tmp_path)
        assert part.read_bytes() == b"half"
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert part.exists()
    os.utime(part, (2**33, 2**33))
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_part_that_a_sweeper_has_taken_hold_of_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[IO[bytes]] = []
    path_open = Path.open

    def opened(path: Path, mode: str = "r") -> IO[Any]:
        """The file, which a sweeper gets hold of before its writer does, the first time."""
        file = path_open(path, mode)
        if mode == "xb" and not taken:
            taken.append(path_open(path, "rb"))
            fcntl.flock(taken[0], fcntl.LOCK_EX | fcntl.LOCK_NB)
        return file

    monkeypatch.setattr(Path, "open", opened)
    with part_in(tmp_path) as part:
        Path(taken[0].name).unlink(missing_ok=True)  # what the sweeper does next
        part.file.write(b"whole")
        part.end()
        part.path.replace(tmp_path / "file")
    taken[0].close()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("name", ["film.part", ".audiobrief-1.part", "x.mp3", ".0123456789abcdef"])
def test_files_of_others_are_not_swept(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"theirs")
    sweep(tmp_path)
    assert (tmp_path / name).exists()


def test_a_folder_that_is_not_there_needs_no_sweeping(tmp_path: Path) -> None:
    sweep(tmp_path / "nowhere")


def test_one_is_alone_until_he_leaves(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with alone(lock) as first, alone(lock) as second:
        assert (first, second) == (True, False)
    with alone(lock) as third:
        assert third


def test_a_fork_that_outlives_its_process_holds_no_lock(tmp_path: Path) -> None:
    with alone(tmp_path / "lock") as first:
        assert first
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.write(writing, b"!")
            signal.pause()
            os._exit(0)
        assert os.read(reading, 1) == b"!"
    try:
        with alone(tmp_path / "lock") as next_one:
            assert next_one
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        os.close(writing)
