"""What a feed announces: RSS and Atom, read by feedparser."""

from __future__ import annotations

import re
from calendar import timegm
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from audiobrief.clean.read.source import is_address
from audiobrief.errors import SourceError

_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What parsers of loose text raise for texts that nobody thought of."""
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article that a feed announces."""

    identity: str
    """What the feed calls it; its address where it has no name."""
    link: str


def read_entries(content: bytes, *, address: str, charset: str | None) -> tuple[Entry, ...]:
    """The entries of a feed that lead to the web, newest first.

    Raises SourceError where the content is no feed, is broken, or declares entities, by which a
    small document can grow without end.
    """
    if _ENTITY.search(content.replace(b"\0", b"")):
        raise SourceError(f"{address}: declares entities, as no feed needs to; it is not read")
    try:
        found = _parsed(content, address, charset)
        rows = _newest_first(found.entries)
    except _FAULTS as error:
        raise SourceError(f"{address}: cannot be read as a feed; check it") from error
    if not found.get("version"):
        raise SourceError(f"{address}: is no feed; give the address of an RSS or Atom feed")
    if "SAX" in type(found.get("bozo_exception")).__name__:
        raise SourceError(f"{address}: its XML is broken ({found.bozo_exception}); try again later")
    entries = [entry for row in rows if (entry := _entry(row))]
    return tuple({entry.identity: entry for entry in reversed(entries)}.values())[::-1]


def _parsed(content: bytes, address: str, charset: str | None) -> Any:  # noqa: ANN401 - feedparser has no types
    import feedparser

    headers = {"content-location": address}
    if charset:
        headers["content-type"] = f"application/xml; charset={charset}"
    # As a stream: bytes and texts could be taken for the name of a file.
    return feedparser.parse(BytesIO(content), response_headers=headers)


def _newest_first(rows: list[Any]) -> list[Any]:
    """By date; as they stand, which is newest first as a rule, where one has none."""
    dates = [row.get("published_parsed") or row.get("updated_parsed") for row in rows]
    if not all(dates):
        return rows
    pairs = zip(map(timegm, dates), rows, strict=True)
    return [row for _, row in sorted(pairs, key=lambda pair: pair[0], reverse=True)]


def _entry(row: Any) -> Entry | None:  # noqa: ANN401 - the same
    link = str(row.get("link") or "").strip()
    if not is_address(link):  # a feed must not make us read a file of this machine
        return None
    return Entry(identity=str(row.get("id") or link), link=link)
