"""Large files fetched whole: continued where they broke off, and checked before they count."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from audiobrief.errors import AddressError, OutputError, SpeechError
from audiobrief.events import Downloading, Listener
from audiobrief.synthesise.address import on_this_machine
from audiobrief.synthesise.connection import (
    Answer,
    Connection,
    Request,
    Session,
    local_session,
)
from audiobrief.synthesise.patience import Patience, RefusedError

SHA_256 = "sha256"
PROGRESS = 1_000_000
"""Bytes after which a connection that breaks off has been worth it: patience starts anew."""
WHOLE, PART, OUT_OF_RANGE = 200, 206, 416
PLAIN = {"Accept-Encoding": "identity"}
"""Sizes and ranges are those of the file, not of a packed one."""
LINKED = "X-Linked-ETag"
"""Where Hugging Face says the SHA-256 of a large file."""
_SUM = re.compile(r'"?([0-9a-f]{64})"?')
_RANGE = re.compile(r"bytes (\d+)-")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file somewhere else, and how to know it."""

    url: str
    name: str
    """Where it goes, as seen from its folder."""
    size: int
    digest: str
    """In hexadecimal digits."""
    kind: str = SHA_256
    """Of the digest."""


def connection(url: str, patience: Patience | None = None) -> Connection:
    """A connection to the host of an address."""
    session = local_session() if on_this_machine(url) else Session()
    return Connection(urlsplit(url).netloc, session, patience or Patience(interval=0.0))


def fetched(url: str, largest: int, patience: Patience | None = None) -> bytes:
    """All of a small file; raises AddressError where it cannot be had."""
    host = connection(url, patience)

    def attempt() -> bytes:
        with host.ask(Request(url=url, headers=PLAIN, redirects=True)) as answer:
            if answer.status != WHOLE:
                raise _refused(url, answer)
            content = answer.content(largest)
        if content is None:
            raise RefusedError(f"{url} is larger than any such file", passing=False)
        return content

    try:
        return host.persist(attempt)
    except SpeechError as error:
        raise AddressError(f"{error}; try again later, or name another mirror") from error


def download(file: File, folder: Path, host: Connection, listen: Listener) -> Path:
    """Where the file is now, whole and checked.

    What was fetched before, by this process or one that was killed, is not fetched again.
    Raises AddressError where it cannot be had or is not as published, OutputError where it
    cannot be kept.
    """
    target = folder / file.name
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file() and fault(target, file) is None:
            return target
        while True:
            continued = part.is_file() and part.stat().st_size > 0
            linked = _fetch(file, part, host, listen)
            wrong = fault(part, file, linked)
            if wrong is None:
                return part.replace(target)
            part.unlink()
            if (
                not continued
            ):  # else what was kept may be of another version: once more from the start
                raise AddressError(
                    f"{file.url}: {wrong}; nothing was installed, try again or another mirror"
                )
    except OSError as error:
        raise OutputError(
            f"{target} cannot be written ({error.strerror}): free the space, or name another folder"
        ) from error
    except SpeechError as error:
        raise AddressError(
            f"{error}; what has come is kept: run it again to go on from there"
        ) from error


def fault(path: Path, file: File, linked: str | None = None) -> str | None:
    """How the file at the path differs from what is published, None for not at all."""
    if (size := path.stat().st_size) != file.size:
        return f"it has {size} bytes where {file.size} are published"
    sums = {file.kind: file.digest} | ({SHA_256: linked} if linked else {})
    for kind, expected in sums.items():
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, kind).hexdigest()
        if digest != expected:
            return f"its {kind} is {digest} where {expected} is published"
    return None


def _fetch(file: File, part: Path, host: Connection, listen: Listener) -> str | None:
    """All bytes in the part file; what the publisher says of their SHA-256 on the way."""

    def attempt() -> str | None:
        while True:
            before = _size(part)
            try:
                return _continue(file, part, host, listen)
            except RefusedError as error:
                if not error.passing or _size(part) < before + PROGRESS:
                    raise

    return host.persist(attempt)


def _continue(file: File, part: Path, host: Connection, listen: Listener) -> str | None:
    start = _size(part)
    if start > file.size:
        part.unlink()
        start = 0
    headers = PLAIN | ({"Range": f"bytes={start}-"} if start else {})
    if start == file.size and start:
        return None
    with host.ask(Request(url=file.url, headers=headers, redirects=True)) as answer:
        if answer.status == OUT_OF_RANGE:
            part.unlink(missing_ok=True)
        if answer.status not in (WHOLE, PART):
            raise _refused(file.url, answer)
        match = _RANGE.match(answer.headers.get("Content-Range", ""))
        goes_on = answer.status == PART and match is not None and int(match[1]) == start
        if answer.status == PART and not goes_on:
            raise RefusedError(f"{file.url} answered with another part than was asked for")
        with part.open("ab" if goes_on else "wb") as output:
            _pour(answer, output, file, listen)
        linked = _SUM.fullmatch(answer.headers.get(LINKED, ""))
        return linked[1] if linked else None


def _pour(answer: Answer, output: IO[bytes], file: File, listen: Listener) -> None:
    done = output.tell()
    for piece in answer.pieces:
        output.write(piece)
        done += len(piece)
        if done > file.size:
            raise RefusedError(
                f"{file.url} is larger than the {file.size} bytes published", passing=False
            )
        listen(Downloading(name=file.name, done=done, total=file.size))
    if done < file.size:
        raise RefusedError(f"{file.url} broke off")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _refused(url: str, answer: Answer) -> RefusedError:
    again = answer.passing or answer.status == OUT_OF_RANGE
    return RefusedError(
        f"{url} answered {answer.status} {answer.reason}".strip(),
        passing=again,
        after=answer.after,
    )
