"""Saved e-mails and web archives (.eml, .mhtml): the page or text in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

_FIELDS = re.compile(
    rb"^(?:MIME-Version|Content-Type|From|To|Subject|Date|Message-ID|Received|Return-Path"
    rb"|Delivered-To|Snapshot-Content-Location|X-[\w-]+|DKIM-Signature|Reply-To|Sender|List-[\w-]+)"
    rb"\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 20_000
_LEAST_FIELDS = 3
_KINDS = ("text/html", "text/plain")


@dataclass(frozen=True, slots=True)
class Inner:
    """The part of a message that is read."""

    content: bytes
    charset: str | None
    url: str | None
    """Where a saved page comes from."""
    sent: datetime | None = None
    """When an e-mail was sent; a saved page tells by its date only when it was saved."""


def unwrap(content: bytes) -> Inner | None:
    """The largest page in a message, else its largest text; None where content is no message."""
    if not _is_message(content):
        return None
    from email import message_from_bytes, policy  # no other source needs it
    from email.errors import MessageError

    try:
        message = message_from_bytes(content, policy=policy.default)
        parts = [part for part in message.walk() if part.get_content_type() in _KINDS]
        inner = [_inner(part) for part in parts]
    except (MessageError, LookupError, ValueError, KeyError, AttributeError, TypeError):
        return None  # what is no message after all is read as the text that it is
    kinds = [part.get_content_type() for part in parts]
    ranked = sorted(
        zip(kinds, inner, strict=True), key=lambda pair: (pair[0], -len(pair[1].content))
    )
    if not ranked:
        return None
    best = ranked[0][1]
    url = best.url or _address(message)
    return Inner(best.content, best.charset, url, None if url else _sent(message))


def _is_message(content: bytes) -> bool:
    head = content[:_HEAD].lstrip().replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if not _FIELDS.match(head) and not head.startswith(b"From "):
        return False
    fields = {match[0].lower() for match in _FIELDS.finditer(head)}
    return len(fields) >= _LEAST_FIELDS and any(f.startswith(b"content-type") for f in fields)


def _inner(part: EmailMessage) -> Inner:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    return Inner(content, part.get_content_charset(), _address(part))


def _address(part: EmailMessage) -> str | None:
    for field in ("Snapshot-Content-Location", "Content-Location"):
        value = str(part.get(field, "")).strip()
        if value.lower().startswith(("http://", "https://")):
            return value
    return None


def _sent(message: EmailMessage) -> datetime | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
