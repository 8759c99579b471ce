"""What a source holds, as text: a file, content read before, or a web address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from audiobrief.clean.read.charset import decode
from audiobrief.clean.read.document import format_of, read_document
from audiobrief.clean.read.message import unwrap
from audiobrief.errors import AddressError, NoArticleError, OfflineError, SourceError
from audiobrief.model import Source

LARGEST = 20_000_000
"""Bytes of the largest source that is read; articles are far smaller."""

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,20})://", re.IGNORECASE)
_BARE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}/\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """A source as text."""

    text: str
    url: str | None = None
    """Where it was found in the end, if on the web."""
    sent: datetime | None = None
    """When it was sent, if by e-mail."""


def is_address(name: str) -> bool:
    """Whether a source's name is a web address."""
    return bool(_ADDRESS.match(name))


def read(source: Source, *, offline: bool, allow_private: bool) -> Text:
    """The text of a source.

    Raises SourceError, AddressError or OfflineError where it cannot be read, NoArticleError where
    it is empty.
    """
    if source.content is not None:
        url = source.name if is_address(source.name) else None
        return _text(source.content, source.name, url=url)
    if is_address(source.name):
        return read_address(source.name, offline=offline, allow_private=allow_private)
    return _text(_read_file(source.name), source.name)


def read_address(address: str, *, offline: bool, allow_private: bool) -> Text:
    """The text behind a web address."""
    if offline:
        raise OfflineError(f"{address}: not fetched while offline; save the page and give its file")
    from audiobrief.clean.read.fetch import fetch  # httpx takes a tenth of a second

    fetched = fetch(address, allow_private=allow_private)
    return _text(fetched.content, address, url=fetched.url, declared=fetched.charset)


def _text(
    content: bytes, name: str, *, url: str | None = None, declared: str | None = None
) -> Text:
    if len(content) > LARGEST:
        raise SourceError(f"{name}: over {LARGEST // 1_000_000} MB; give the article alone")
    if kind := format_of(content):
        return Text(read_document(content, name, kind), url)
    sent = None
    if inner := unwrap(content):
        content, declared, url = inner.content, inner.charset, inner.url or url
        sent = inner.sent
    text = decode(content, name, declared)
    if not text.strip("\ufeff \t\r\n\f\v\xa0\u200b"):
        raise NoArticleError(f"{name}: empty; give a page or a text with an article in it")
    return Text(text, url, sent)


def _read_file(name: str) -> bytes:
    if scheme := _SCHEME.match(name):
        raise AddressError(f"{name}: {scheme[1]} is not supported; give an http or https address")
    path = Path(name)
    try:
        if path.is_dir():
            raise SourceError(f"{name}: a folder; give the files in it")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        hint = "put https:// in front of an address" if _BARE.fullmatch(name) else "check its name"
        raise SourceError(f"{name}: no such file; {hint}") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a valid name"
        raise SourceError(f"{name}: cannot be read ({reason}); check the file") from error
