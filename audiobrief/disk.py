"""Files that are there whole or not at all, and what killed processes left of others.

A file is written beside its place under a name that nobody reads, and renamed when it is whole.
Whoever writes such a part file holds a lock on it, which ends with its process, however that
ends: so a part file without a lock belongs to nobody, and may be swept, whatever the clock says.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

_OURS = re.compile(r"\.audiobrief-[0-9a-f]{16}\.part")
_ABANDONED = 3600.0
"""Seconds that no part file is written for; counts on Windows only, which has no such locks."""
_held: set[int] = set()
"""The descriptors of the lock files that this process is within for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file that is being written."""

    path: Path
    file: IO[bytes]

    def end(self, *, sync: bool = False) -> None:
        """All is written, and with `sync` it would outlast a power failure."""
        self.file.flush()
        if sync:
            os.fsync(self.file.fileno())
        if sys.platform == "win32":  # where open files cannot be renamed
            self.file.close()


@contextmanager
def part_in(folder: Path) -> Iterator[Part]:
    """A new part file in a folder, to be renamed within; what is not renamed is removed.

    Raises OSError where it cannot be written.
    """
    while True:
        path = folder / f".audiobrief-{os.urandom(8).hex()}.part"
        try:  # from before it is there, so that no interrupt leaves it behind
            # Not by tempfile: its files are for their owner only, even when they are finished.
            with path.open("xb") as file:
                if _lock(file) and (sys.platform == "win32" or os.fstat(file.fileno()).st_nlink):
                    yield Part(path=path, file=file)
                    return
                # Else another process sweeps it, or has swept it, right before it was locked.
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def replace_whole(path: Path, content: bytes) -> None:
    """The file has this content, and keeps its permissions; raises OSError, and is as before."""
    with part_in(path.parent) as part:
        part.file.write(content)
        part.end(sync=True)
        with suppress(FileNotFoundError):
            part.path.chmod(path.stat().st_mode)
        part.path.replace(path)


def sweep(folder: Path) -> None:
    """Remove the part files in a folder that no process is writing any more."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _OURS.fullmatch(entry.name):
                with suppress(OSError):  # another process may sweep as well
                    _sweep(Path(entry.path))


@cache
def sweep_once(folder: Path) -> None:
    """The same, the first time that a process asks."""
    sweep(folder)


@contextmanager
def in_turn(folder: Path) -> Iterator[None]:
    """A while in which no other process is within for this folder; not kept on Windows."""
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Whether no other process is within for this lock file, which is made and stays."""
    with path.open("ab") as file:
        _held.add(file.fileno())
        try:
            yield _lock(file)
        finally:
            _held.discard(file.fileno())


def _let_go() -> None:
    """A fork holds no lock of its parent: it may live on a while when that was killed."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for descriptor in _held:
        os.dup2(nothing, descriptor)  # closed, its number could come to be another file's
    os.close(nothing)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


def _lock(file: IO[bytes]) -> bool:
    """Whether the lock is ours now; on Windows and file systems without locks all are."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
    return True


def _sweep(path: Path) -> None:
    if sys.platform == "win32":
        if time.time() - path.stat().st_mtime > _ABANDONED:
            path.unlink()
        return
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
