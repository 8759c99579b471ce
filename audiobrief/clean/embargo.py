"""Until when a text may not be published: the Sperrfrist of a press release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from html import unescape
from zoneinfo import ZoneInfo

from audiobrief.german.words import month_number
from audiobrief.model import Embargo

HERE = "Europe/Berlin"
"""The zone of a time that names none: that of Germany, Austria and Switzerland."""
LONGEST = 200
"""Characters of the longest notice; what goes on is prose about one."""
_DAY = (
    r"(?:(?:mo|di|mi|do|fr|sa|so|(?:mon|diens|donners|frei|sams|sonn)(?:tag|abend)|mittwoch)\b"
    r"[.,]* )?(?:den |dem )?(?:(?P<day>\d{1,2})\.? ?"
    r"(?:(?P<month>\d{1,2})\. ?|(?P<name>[a-zä]{3,9})\.? )(?P<year>\d{4}|\d{2})(?!\d)"
    r"|(?P<iso>\d{4}-\d\d-\d\d)(?:t(?=\d))?)"
)
_TIME = (
    r"(?:,? ?(?:um |ab )?(?P<hour>2[0-4]|[01]?\d)(?:[.:](?P<minute>[0-5]\d))?(?::[0-5]\d)?"
    r"(?: ?uhr| ?h\b|(?=[:.\d]*(?:z|[+-]\d\d:?\d\d)?\W*$))? ?"
    r"(?P<zone>mesz|mez|ceste?|cet|utc|gmt|z\b|[+-]\d\d:?\d\d)?)?"
)
_WHEN = _DAY + _TIME
_TO = r"\W*(?:(?:gilt bis|bis|endet|until)\b\W*)?(?:zum |am )?"
_OPEN = (
    r"(?:rede(?:beginn|ende)?|beginn|ende|schluss|start|ausstrahlung|veröffentlichung|übergabe)\b"
)
"""What ends an embargo without a time."""
_WORD = re.compile(r"sperrfrist|embargo", re.IGNORECASE)
_BREAK = re.compile(
    r"\n|<(?:br\b|hr\b|!--|/?(?:p|div|li|ul|td|tr|h\d|section|header|article|main|title|script)\b)"
    r"[^>]*>?",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")
_NONE = re.compile(r"(?:false|no|nein|none|null|~)\W*", re.IGNORECASE)
_HINTS = ("sperrfrist", "embargo", "frei", "nicht")
"""Without one of these a line is no notice."""
_HINT = re.compile(r"sperrfrist|embargo|\bfrei\w* .{0,20}ab\b|nicht .{0,20}vor\b")
_AHEAD = re.compile(r"(?:\W|(?:achtung|bitte beachten|hinweis|wichtig)\b)+")
_META = re.compile(
    r"<meta\s+name=[\"']?embargo[\"']?\s+content=[\"'](?P<value>[^\"'<>]{1,80})", re.IGNORECASE
)
_FRONT = re.compile(
    r"\A---\s*\n(?:(?!---).*\n){0,60}?embargo[ \t]*:[ \t]*[\"']?(?P<value>[^\s\"'][^\"'\n]{0,80})"
)


def is_notice(text: str) -> bool:
    """Whether a line says that a text is under embargo, and nothing else."""
    if len(text) > LONGEST or not any(map(text.lower().__contains__, _HINTS)):
        return False
    return _match(text) is not None


def find_embargo(lines: Iterable[str], source: str = "") -> Embargo | None:
    """The embargo that one of the lines tells, or any of the source, its front matter or its head.

    Of several the one that lasts longest.
    """
    lowered = source.lower()
    if "sperrfrist" not in lowered and "embargo" not in lowered:
        source = ""  # nothing to be found there
    found = [_embargo(line) for line in (*lines, *_mentions(source)) if is_notice(line)]
    told = (_META.search(source), _FRONT.match(source))
    found += [
        _told(match["value"]) for match in told if match and _NONE.fullmatch(match[1]) is None
    ]
    return max(found, key=lambda embargo: embargo.until or _never(), default=None)


def _mentions(source: str) -> Iterator[str]:
    """The lines of a text or page that speak of an embargo, wherever they stand."""
    for match in _WORD.finditer(source):
        before = _BREAK.split(source[max(0, match.start() - LONGEST) : match.start()])[-1]
        behind = _BREAK.split(source[match.start() : match.start() + 2 * LONGEST])[0]
        yield " ".join(unescape(_TAG.sub(" ", before + behind)).split())


def _never() -> datetime:
    return datetime.max.replace(tzinfo=UTC)


def _match(text: str) -> re.Match[str] | None:
    line = " ".join(text.lower().split())
    if not _HINT.search(line):
        return None
    ahead = _AHEAD.match(line)
    start = ahead.end() if ahead else 0
    return next(filter(None, (form.fullmatch(line, start) for form in _notices())), None)


@cache
def _notices() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(form)
        for form in (
            rf"sperrfrist{_TO}{_WHEN}.{{0,80}}",
            rf"sperrfrist\W+(?:(?:bis|zum) )*{_OPEN}.{{0,80}}",
            rf"(?:für (?:diese|die) \w+|es|hier) gilt .{{0,30}}sperrfrist{_TO}{_WHEN}.{{0,60}}",
            rf"embargo(?:ed|frist)?{_TO}{_WHEN}\W*",
            rf"(?:zur veröffentlichung )?frei(?:gegeben)?(?: zur \w+)? ab\W+{_WHEN}\W*",
            rf"nicht (?:zur veröffentlichung )?vor {_WHEN}(?: (?:zu )?veröffentlichen)?\W*",
            r"sperrfrist(?: beachten)?\W*",
        )
    )


def _embargo(line: str) -> Embargo:
    match = _match(line)
    return Embargo(notice=line.strip(), until=_until(match) if match else None)


def _told(value: str) -> Embargo:
    """What front matter says: a time, or that there is one."""
    match = re.fullmatch(_WHEN + r"\W*", value.strip().lower())
    return Embargo(notice=value.strip(), until=_until(match) if match else None)


def _until(match: re.Match[str]) -> datetime | None:
    """The moment at which it ends; that of a whole day is the end of the day."""
    parts = match.groupdict()
    if not parts.get("year") and not parts.get("iso"):
        return None
    try:
        day = _day(parts)
        if day is None:
            return None
        if parts["hour"] is None:
            return day + timedelta(days=1)
        hour = int(parts["hour"])
        if hour == 24:  # noqa: PLR2004 - "24 Uhr"
            return day + timedelta(days=1)
        minute = int(parts["minute"] or 0)
        return day.replace(hour=hour, minute=minute, tzinfo=_zone(parts["zone"]))
    except ValueError:  # the 31st of February
        return None


def _day(parts: dict[str, str | None]) -> datetime | None:
    """Midnight at the beginning of the day."""
    if parts["iso"]:
        return datetime.combine(datetime.fromisoformat(parts["iso"]), time(), ZoneInfo(HERE))
    month = int(parts["month"]) if parts["month"] else month_number(parts["name"] or "")
    if month is None:
        return None
    year = int(parts["year"] or 0)
    year += 2000 if year < 100 else 0  # noqa: PLR2004 - "24.12.26"
    return datetime(year, month, int(parts["day"] or 0), tzinfo=ZoneInfo(HERE))


def _zone(name: str | None) -> tzinfo:
    if not name or name[0] in "mc":
        return ZoneInfo(HERE)
    if name in ("utc", "gmt", "z"):
        return UTC
    hours = int(name[:3])
    return timezone(timedelta(hours=hours, minutes=int(f"{name[0]}{name[-2:]}")))
