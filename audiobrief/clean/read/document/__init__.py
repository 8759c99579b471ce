"""Word and PDF documents as pages, read within limits by a process of their own."""

from __future__ import annotations

from enum import StrEnum

from audiobrief.clean.read.document.worker import SECONDS
from audiobrief.errors import SourceError

__all__ = ["Format", "format_of", "read_document"]

_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_HEAD = 1024
"""Bytes within which a PDF says that it is one."""


class Format(StrEnum):
    """The documents that are read."""

    WORD = "word"
    PDF = "pdf"


def format_of(content: bytes) -> Format | None:
    """Which of them a source is, by its content; None for all else."""
    if content.startswith(_ZIP):
        from io import BytesIO
        from zipfile import BadZipFile, ZipFile

        try:
            with ZipFile(BytesIO(content)) as archive:
                return Format.WORD if "word/document.xml" in archive.namelist() else None
        except (BadZipFile, ValueError, NotImplementedError, OSError):
            return Format.WORD if b"word/" in content else None
    return Format.PDF if _PDF in content[:_HEAD] else None


def read_document(content: bytes, name: str, kind: Format) -> str:
    """The HTML of a document.

    Raises SourceError for one that is damaged, locked, too large or without text, and where the
    libraries that read it are not installed.
    """
    answer = _ask(content, name, kind)
    if "page" in answer:
        return answer["page"]
    if "missing" in answer:
        raise SourceError(
            f"{name}: a {_named(kind)}, for which the libraries are missing: "
            'pip install "audiobrief[documents]"'
        )
    raise SourceError(f"{name}: {answer['error']}")


def _ask(content: bytes, name: str, kind: Format) -> dict[str, str]:
    import json
    import subprocess
    import sys

    command = [sys.executable, "-P", "-m", "audiobrief.clean.read.document.worker", kind]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, without a shell
            command, input=content, capture_output=True, check=False, timeout=SECONDS
        )
        answer: dict[str, str] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise SourceError(
            f"{name}: not read within {SECONDS} s; give the pages of the article alone"
        ) from error
    except ValueError as error:  # it was ended by the system, or by a fault in a library
        raise SourceError(
            f"{name}: a {_named(kind)} that cannot be read; paste its text"
        ) from error
    return answer


def _named(kind: Format) -> str:
    return "Word file" if kind is Format.WORD else "PDF file"
