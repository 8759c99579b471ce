"""A brief that was made before, and of which nothing has changed: known before all is loaded.

What a run depends on besides files is in the record's name: program, command line, folder and
environment. The record holds what was printed, and of each file read or written what it was like.
A doubt of any kind is no answer, and the brief is made. Nothing but the interpreter's own
modules is imported here: any other would take longer than the answer.
"""

from __future__ import annotations

import os
import stat
import sys
import time

COMMAND = "make"
FORM = "audiobrief run 1"
"""Another number for every change of what a record holds."""
ENDING = ".run"
FOLDERS = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
"""Variables by which systems choose the folders of settings, voices, models and cache."""
OURS = ("AUDIOBRIEF_", "XDG_")
NOTHING = "nothing"
OWN = os.path.dirname(os.path.abspath(__file__))
BESIDE = os.path.join(os.path.dirname(OWN), "voices")
"""Where the shipped voices are in a checkout; they are inside of a package that is installed."""

Files = dict[str, str]
"""What each file was like, by its path as the run named it."""


def said_before(arguments: list[str], version: str) -> str | None:
    """What the same command line printed before; None where anything is otherwise now."""
    folder = folder_of_runs()
    if arguments[:1] != [COMMAND] or folder is None:
        return None
    try:
        name = name_of_run(arguments, version)
        path = os.path.join(folder, name[:2], name + ENDING)
        with open(path, "rb") as file:
            said, files = unpacked(file.read())
        if any(likeness(path, was) != was for path, was in files.items()):
            return None
        os.utime(path)  # it was used last, and goes last
    except (OSError, ValueError):
        return None
    return said


def folder_of_runs() -> str | None:
    """Where records are looked for, as nobody has read the settings yet; None for nowhere.

    It is the cache's folder unless a config file names another one: there are no records then.
    """
    variables = os.environ
    if (named := variables.get("AUDIOBRIEF_CACHE")) is not None:
        return os.path.expanduser(named) if named not in {"", "false"} else None
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        local = variables.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
        cache = os.path.join(local, "audiobrief", "audiobrief", "Cache")
    elif sys.platform == "darwin":
        cache = os.path.join(home, "Library", "Caches", "audiobrief")
    else:
        cache = variables.get("XDG_CACHE_HOME", "").strip() or os.path.join(home, ".cache")
        cache = os.path.join(cache, "audiobrief")
    return os.path.join(cache, "clips")


def name_of_run(arguments: list[str], version: str) -> str:
    """The digest of all that a run depends on besides files of the user's."""
    variables = sorted(
        f"{name}={value}"
        for name, value in os.environ.items()
        if name in FOLDERS or name.startswith(OURS)
    )
    packages = [p for p in sys.path if p.endswith("-packages") and os.path.isdir(p)]
    parts = (
        *(FORM, version, sys.version, os.getcwd(), str(len(arguments)), *arguments),
        *(*time.tzname, str(time.timezone)),
        # An installation of any library changes its folder, an edit of ours a file's time.
        *(f"{path} {os.stat(path).st_mtime_ns}" for path in packages),
        *_stamps(OWN),
        *(_stamps(BESIDE) if os.path.isdir(BESIDE) else ()),
        *variables,
    )
    return _digest("\0".join(parts).encode("utf-8", "surrogateescape"))[:40]


def likeness(path: str, like: str = "") -> str:
    """What a file is like now: the digest of its content, NOTHING where there is none.

    Of a folder it is that of all its files. A file of which `like` is a stamp, as a model's is, is
    told by its size and time, since reading it takes as long as making a brief.
    """
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return NOTHING
    if path == os.devnull:
        return NOTHING
    if stat.S_ISDIR(found.st_mode):
        names = sorted(os.listdir(path))
        inside = (f"{name}\0{likeness(os.path.join(path, name))}" for name in names)
        return "folder " + _digest("\0".join(inside).encode("utf-8", "surrogateescape"))
    if not stat.S_ISREG(found.st_mode):
        raise ValueError(path)  # a pipe or a device gives something else each time
    if like.startswith("stamp"):
        return stamp(path)
    with open(path, "rb") as file:
        return _digest(file.read())


def stamp(path: str) -> str:
    """The size and the time of a file; raises OSError where there is none."""
    found = os.stat(path)
    return f"stamp {found.st_size} {found.st_mtime_ns}"


def packed(said: str, files: Files) -> bytes:
    """A record; raises ValueError for a path that it cannot hold."""
    fields = [FORM, said, *(part for pair in files.items() for part in pair)]
    if any("\0" in field for field in fields):
        raise ValueError("a zero in a text")
    content = "\0".join(fields).encode("utf-8", "surrogateescape")
    return _digest(content).encode() + content


def unpacked(record: bytes) -> tuple[str, Files]:
    """What a record holds; raises ValueError where a single byte of it is damaged."""
    size = len(_digest(b""))
    if _digest(record[size:]).encode() != record[:size]:
        raise ValueError("damaged")
    form, said, *rest = record[size:].decode("utf-8", "surrogateescape").split("\0")
    if form != FORM:
        raise ValueError(form)
    return said, dict(zip(rest[::2], rest[1::2], strict=True))


def _stamps(folder: str) -> list[str]:
    """The name, size and time of every file of a package."""
    stamps = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    stamps += _stamps(entry.path)
            else:
                found = entry.stat()
                stamps.append(f"{entry.path} {found.st_size} {found.st_mtime_ns}")
    return stamps


def _digest(content: bytes) -> str:
    import hashlib  # other commands than ours start without

    return hashlib.sha256(content).hexdigest()
