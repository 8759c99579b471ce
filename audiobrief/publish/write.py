"""A finished file under a name of its own, in a folder that many processes may write to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from audiobrief.disk import in_turn, part_in, sweep_once
from audiobrief.errors import OutputError


def write_whole(
    folder: Path, names: Iterable[str], data: bytes, replaceable: Callable[[Path], bool]
) -> Path:
    """The path of the file that was written: the first name that is free or may be replaced.

    Other processes see the whole file or none. Raises OutputError, and leaves nothing behind;
    what a process that was killed left behind is swept.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sweep_once(folder)
        with part_in(folder) as part:
            part.file.write(data)
            part.end(sync=True)
            path = next(p for name in names if _take(part.path, p := folder / name, replaceable))
        _sync_folder(folder)
    except OSError as error:
        taken = isinstance(error, (FileExistsError, NotADirectoryError))
        reason = "a file is in the way" if taken else error.strerror or str(error)
        raise OutputError(
            f"{folder}: no file can be written there ({reason}); choose another folder"
        ) from error
    return path


def _take(part: Path, path: Path, replaceable: Callable[[Path], bool]) -> bool:
    """Whether the part file has become the file of that path."""
    try:
        # Unlike a renaming, a link never replaces what another process has just put there.
        os.link(part, path)
    except FileExistsError:
        if not _may_go(path, replaceable):
            return False
        part.replace(path)
    except OSError:  # a file system without links
        with in_turn(path.parent):
            if os.path.lexists(path) and not _may_go(path, replaceable):
                return False
            part.replace(path)
    return True


def _may_go(path: Path, replaceable: Callable[[Path], bool]) -> bool:
    return path.is_file() and replaceable(path)


def _sync_folder(folder: Path) -> None:
    """The new name on disk too, where the system lets a folder be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
