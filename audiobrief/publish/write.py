"""A file that is there whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from audiobrief.errors import OutputError


def write_whole(
    folder: Path, names: Iterable[str], data: bytes, replaceable: Callable[[Path], bool]
) -> Path:
    """The path of the file that was written: the first name that is free or may be replaced.

    Other processes see the whole file or none. Raises OutputError, and leaves nothing behind.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{secrets.token_hex(8)}.part"
        try:
            _write(part, data)
            path = next(p for name in names if _take(part, p := folder / name, replaceable))
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        _sync_folder(folder)
    except OSError as error:
        taken = isinstance(error, (FileExistsError, NotADirectoryError))
        reason = "a file is in the way" if taken else error.strerror or str(error)
        raise OutputError(
            f"{folder}: no file can be written there ({reason}); choose another folder"
        ) from error
    return path


def _write(part: Path, data: bytes) -> None:
    # Not by tempfile: its files are for their owner only, even when they are finished.
    with part.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _take(part: Path, path: Path, replaceable: Callable[[Path], bool]) -> bool:
    """Whether the part file has become the file of that path."""
    try:
        # Unlike a renaming, a link never replaces what another process has just put there.
        os.link(part, path)
    except FileExistsError:
        if not (path.is_file() and replaceable(path)):
            return False
        part.replace(path)
    except OSError:  # a file system without links
        if os.path.lexists(path) and not (path.is_file() and replaceable(path)):
            return False
        part.replace(path)
    return True


def _sync_folder(folder: Path) -> None:
    """The new name on disk too, where the system lets a folder be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
