"""When an article was published, read from a line as it is printed."""

from __future__ import annotations

import re
from datetime import date, datetime

from audiobrief.german.words import month_number

LONGEST = 200
"""Characters of the longest line that is read for a date."""

MOST_NAMES = 4
"""Words beside the date: who wrote, and where."""

_TIME = (
    r"(?:[\s,|•·–—-]*(?:um)?[\s,|•·–—-]*"
    r"(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?![.\d]))?"
)
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})\.?\s(?P<month>[A-Za-zä]{3,9})\.?,?\s(?P<year>\d{4})(?!\d)",
        r"(?P<month>[A-Za-zä]{3,9})\.?\s(?P<day>\d{1,2}),\s(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:T(?=\d))?",
    )
)
_FIRST = re.compile(r"veröffentlicht|erstellt|publiziert|erschienen|vom\b", re.IGNORECASE)
_AROUND = re.compile(
    r"(?:stand|akt|datum|aktualisiert|zuletzt|geändert|update|veröffentlicht|erstellt|publiziert|erschienen"
    r"|artikel|vom|von|am|um|ab|uhr|mesz|mez|den|und|bearbeitet|letzte|aktualisierung|online|seit|publikation"
    r"|mo|di|mi|do|fr|sa|so|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|h|min|lesezeit"
    r"|minuten?|lesedauer|ca|zeit|print|ausgabe|heute|gestern|teilen)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\W*(?:(?:aktualisiert|veröffentlicht|zuletzt aktualisiert)?\W*vor (?:\d+|einer|einem|wenigen)"
    r" (?:minuten?|stunden?|tage?n?|wochen?|monate?n?)|heute|gestern|gerade eben)"
    r"(?:[\s,]*(?:um\s*)?\d{1,2}[:.]\d{2}(?:\s*uhr)?)?\W*"
    r"|\W*(?:stand|akt|aktualisiert|publiziert|veröffentlicht|erstellt)\b\W*(?:heute|gestern)?\W*(?:um\s)?"
    r"\d{1,2}[:.]\d{2}(?:\s*uhr)?(?:\W+(?:lesedauer|lesezeit)\W+\d+\s*min\w*)?\W*",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
# What all forms of a date have; most lines with a number do not.
_NUMBERS = re.compile(r"\d{4}|\d\.\s?\d{1,2}\.\s?\d\d")
_LETTERS = re.compile(r"[^\W\d_]+")


def read_date(text: str) -> date | datetime | None:
    """The date in a line, with the time if printed; of two dates that of the publication."""
    head = text[:LONGEST]
    mark = _FIRST.search(head)
    found = _earliest(head, mark.end() if mark else 0)
    return found if found or not mark else _earliest(head, 0)


def is_dateline(text: str) -> bool:
    """Whether a line holds a date and nothing else but the words that go with it."""
    if len(text) > LONGEST or _DIGIT.search(text) is None:
        return False
    if _RELATIVE.fullmatch(text):
        return True
    if _NUMBERS.search(text) is None or read_date(text) is None:
        return False
    rest = text
    for form in _FORMS:
        rest = form.sub(" ", rest)
    left = _LETTERS.findall(_AROUND.sub(" ", rest))
    return not left or (
        len(left) <= MOST_NAMES and all(map(str.istitle, left)) and not text.endswith(".")
    )


def _earliest(text: str, start: int) -> date | datetime | None:
    found = [match for form in _FORMS for match in form.finditer(text, start)]
    for match in sorted(found, key=lambda match: match.start()):
        if moment := _moment(match):
            return moment
    return None


def _moment(match: re.Match[str]) -> date | datetime | None:
    named = match["month"]
    month = int(named) if named.isdigit() else month_number(named)
    if month is None:
        return None
    year = int(match["year"])
    year += 2000 if len(match["year"]) == 2 else 0  # noqa: PLR2004 - "08.01.26"
    try:
        if match["hour"] is None or int(match["hour"]) == 24:  # noqa: PLR2004 - "24.00 Uhr"
            return date(year, month, int(match["day"]))
        return datetime(year, month, int(match["day"]), int(match["hour"]), int(match["minute"]))  # noqa: DTZ001 - printed without a zone
    except ValueError:  # the 31st of February, the 13th month
        return None
