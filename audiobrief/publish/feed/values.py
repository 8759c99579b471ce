"""Whether a text in a feed is what it should be: an address, a date, a duration ..."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
DATE = re.compile(
    r"(?:([A-Z][a-z]{2}), )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) "
    r"([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)? (?:GMT|UT|Z|[ECMP][SD]T|[+-]\d{4})",
    re.ASCII,
)
"""RFC 822, with the four digits that the RSS profile asks for in a year."""
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)
EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]{2,}")
CLOCK = re.compile(r"\d+(?::[0-5]?\d){0,2}", re.ASCII)


def is_address(text: str) -> bool:
    """Whether it is a whole web address, of characters that every player can ask for."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    printable = text.isascii() and all("!" <= sign <= "~" and sign not in '<>"' for sign in text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and printable


def is_date(text: str) -> bool:
    """Whether it is a date as RSS writes them, and its weekday, if it names one, is right."""
    found = DATE.fullmatch(text)
    if found is None or found[3] not in MONTHS:
        return False
    try:
        day = date(int(found[4]), MONTHS.index(found[3]) + 1, int(found[2]))
    except ValueError:
        return False
    return found[1] is None or found[1] == WEEKDAYS[day.weekday()]


def is_language(text: str) -> bool:
    """Whether it looks like a language tag: `de`, `de-AT`."""
    return LANGUAGE.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """Whether it looks like an e-mail address."""
    return EMAIL.fullmatch(text) is not None


def is_duration(text: str) -> bool:
    """Whether it is seconds, or `1:02:03`, and more than none."""
    return CLOCK.fullmatch(text) is not None and text.strip("0:") != ""


def is_count(text: str) -> bool:
    """Whether it is a whole number above nought."""
    return text.isascii() and text.isdigit() and int(text[:20]) > 0


def ending(address: str) -> str:
    """What the file of an address ends in, in lower case: `mp3`."""
    name = urlsplit(address).path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""
