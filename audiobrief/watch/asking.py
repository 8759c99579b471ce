"""A feed asked for politely: only if it has changed, and not before its server wants."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from audiobrief.clean.read.fetch import FEED, Fetched, fetch
from audiobrief.errors import AddressError
from audiobrief.watch.entries import Entry, read_entries
from audiobrief.watch.notes import Feed

PAUSE = 1.0
"""Seconds between two requests to one host."""
LONGEST_WAIT = 86_400.0
"""Seconds for which a server can keep us from asking."""
_UNCHANGED, _GONE = 304, 410
_BUSY = (429, 503)
_STATUSES = frozenset((_UNCHANGED, _GONE, *_BUSY))
_ACCEPT = "application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.1"


class Pace:
    """Keeps a pause between requests to one host."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def wait(self, address: str) -> None:
        """Come back when the host of an address may be asked."""
        last = self._last.get(_host(address))
        if last is not None and (rest := last + PAUSE - time.monotonic()) > 0:
            self._sleep(rest)

    def asked(self, address: str) -> None:
        """A request to the host of an address has ended."""
        self._last[_host(address)] = time.monotonic()


def ask(feed: Feed, *, allow_private: bool) -> tuple[Entry, ...] | None:
    """The entries of a feed; None where nothing has changed.

    What the answer says of the feed is noted. Raises AddressError where it does not answer, is
    gone for good or not to be asked now, SourceError where what answers is no feed.
    """
    conditions = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    headers = {name: value for name, value in conditions.items() if value}
    answer = fetch(
        feed.address,
        allow_private=allow_private,
        kinds=FEED,
        headers={"Accept": _ACCEPT, **headers},
        statuses=_STATUSES,
    )
    _refuse(answer, feed)
    entries = None
    if answer.status != _UNCHANGED:
        entries = read_entries(answer.content, address=answer.url, charset=answer.charset)
        feed.etag = answer.headers.get("etag")
        feed.modified = answer.headers.get("last-modified")
    feed.address = answer.moved
    return entries


def _refuse(answer: Fetched, feed: Feed) -> None:
    if answer.status == _GONE:
        feed.gone = True
        raise AddressError(f"{feed.address}: is gone for good and not asked again; leave it out")
    if answer.status in _BUSY:
        rest = _rest(answer.headers.get("retry-after", ""))
        feed.not_before = time.time() + rest
        when = datetime.fromtimestamp(feed.not_before).astimezone()
        raise AddressError(
            f"{feed.address}: the server answers {answer.status}; "
            f"it is not asked before {when:%Y-%m-%d %H:%M:%S}"
        )


def _rest(text: str) -> float:
    """Seconds that a Retry-After asks for, which has a number or a date (RFC 9110, 10.2.3)."""
    try:
        rest = float(text) if text.strip().isdecimal() else _until(text)
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(rest, 0.0), LONGEST_WAIT)


def _until(text: str) -> float:
    date = parsedate_to_datetime(text)
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return date.timestamp() - time.time()


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
