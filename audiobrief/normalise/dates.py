"""Dates in every printed form; the month is said by its name."""

from __future__ import annotations

import re

from audiobrief.german.words import month_number, months
from audiobrief.normalise.cardinals import year
from audiobrief.normalise.context import before, ends_text
from audiobrief.normalise.inflection import ending
from audiobrief.normalise.lists import either, mapping
from audiobrief.normalise.ordinals import ordinal
from audiobrief.normalise.rule import Match, rule

_DAY, _MONTH = r"(?:3[01]|[12]\d|0?[1-9])", r"(?:1[0-2]|0?[1-9])"
_SPACE = r"[ \u00a0\u202f]"
_TIMES = rf"{_SPACE}?(?:[–-]|bis){_SPACE}?\d{{1,2}}(?:[.:]\d\d)?{_SPACE}?Uhr|{_SPACE}?Uhr"
_APOSTROPHES = "'’"
_CENTURY_BREAK = 50  # two-digit years below it belong to 2000


def _month_names() -> str:
    return rf"(?:{either((*months(), *mapping('dates', 'month')))})(?!\w)"


def _full_year(text: str) -> str:
    if len(text) == 2:  # noqa: PLR2004  a year without its century
        return year(int(text) + (2000 if int(text) < _CENTURY_BREAK else 1900))
    return year(int(text))


@rule("iso-date", r"(?<![\w.-])((?:1\d|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w-])")
def spell_iso_date(found: Match) -> str:
    """`2026-01-08`."""
    suffix = ending(before(found), ["Tag"])
    return f"{ordinal(int(found[3]), suffix)} {months()[int(found[2]) - 1]} {year(int(found[1]))}"


@rule(
    "numeric-date",
    rf"(?<![\w.,:-])(?P<day>{_DAY})\.{_SPACE}?(?P<month>{_MONTH})\."
    rf"(?:{_SPACE}?(?P<year>(?:1[1-9]|20)\d\d|\d\d)(?!\d|\.\d|,\d"
    r"| ?(?:Uhr|Euro|%|:)))?(?![\d])",
)
def spell_numeric_date(found: Match) -> str | None:
    """`03.10.2025`, `3.10.`, `3. 10. 25`."""
    if not found["year"] and _is_section(found):
        return None
    suffix = ending(_start_of_span(_before_days(before(found))), ["Tag"])
    said = f"{ordinal(int(found['day']), suffix)} {months()[int(found['month']) - 1]}"
    if found["year"]:
        return f"{said} {_full_year(found['year'])}"
    return said + ("." if ends_text(found) else "")


def _before_days(preceding: list[str]) -> list[str]:
    """What stands in front of the first of `24. und 25.12.`."""
    few = preceding[:1] in (["und"], ["oder"]) and preceding[1:2] == ["."] != preceding[3:4]
    return preceding[3:] if few and preceding[2:3] and preceding[2].isdigit() else preceding


def _is_section(found: Match) -> bool:
    """`Kapitel 3.2.` is no date."""
    return any(word in {"Kapitel", "Abschnitt", "Version", "Punkt"} for word in before(found)[:1])


@rule(
    "date",
    lambda: (
        rf"(?<![\w,:])(?P<days>{_DAY}\.(?:(?:{_SPACE}?[–/-]{_SPACE}?"
        rf"|{_SPACE}(?:und|bis|oder|bis zum|auf den|zum){_SPACE}|,{_SPACE}){_DAY}\.){{0,6}})"
        rf"{_SPACE}?(?P<month>{_month_names()})(?P<stop>\.?)(?:{_SPACE}?"
        rf"(?P<year>(?:1[1-9]|20)\d\d|['’]?\d\d(?!\d|[.,:]\d|{_SPACE}?"
        rf"(?:Uhr|Euro|%|Prozent)|\.?{_SPACE}[A-ZÄÖÜ]))(?![\w]))?"
    ),
)
def spell_date(found: Match) -> str:
    """`3. Oktober 2025`, `3. Okt.`, `3.-5. Oktober`, `30. und 31. Mai`."""
    suffix = ending(_start_of_span(before(found)), ["Tag"])

    def day(one: re.Match[str]) -> str:
        return ordinal(int(one[1]), suffix)

    days = re.sub(r"(\d+)\.", day, found["days"])
    days = re.sub(r"\s?[–-]\s?(?=\w)", " bis ", days)
    days = re.sub(r"\s?/\s?", " und ", days)
    said = f"{days} {month_name(found['month'])}"
    if found["year"]:
        return f"{said} {_full_year(found['year'].lstrip(_APOSTROPHES))}"
    return said + ("." if found["stop"] and ends_text(found) else "")


def _start_of_span(preceding: list[str]) -> list[str]:
    """What stands in front of the first date of `3. Mai bis 9. Juni`, else what was given."""
    if preceding[:1] not in (["bis"], ["und"]):
        return preceding
    if preceding[1:5:2] == [".", "."] and preceding[2].isdigit() and preceding[4:5]:
        return preceding[5:]  # 1.10. und 2.10.
    rest = preceding[2:] if preceding[1:2] and preceding[1].isdigit() else preceding[1:]
    is_date = len(rest) > 2 and rest[0] in months() and rest[2].isdigit()  # noqa: PLR2004
    return rest[3:] if is_date else preceding


def month_name(printed: str) -> str:
    """A month as it is said: full, and `Jänner` where that is what stands there."""
    if printed in months():
        return printed
    kept = mapping("dates", "month").get(printed)
    number = month_number(printed)
    return kept or (months()[number - 1] if number else printed)


def _two_dates() -> str:
    month = rf"(?:{_MONTH}\.(?:\d{{4}}|\d\d)?|(?:{_month_names()})(?: \d{{4}})?)"
    return (
        rf"(?<![\w.,])(?P<first>{_DAY}\.{_SPACE}?{month}){_SPACE}?[–-]{_SPACE}?"
        rf"(?={_DAY}\.{_SPACE}?{month})"
    )


@rule("date", _two_dates, needs="-–")
def spell_date_range(found: Match) -> str:
    """`28.9.–3.10.`, `3. Mai - 9. Juni`: only the dash."""
    return f"{found['first']} bis "


@rule(
    "month",
    lambda: (
        rf"(?<!\w)(?P<month>{either(mapping('dates', 'month'))})(?P<stop>\.?)"
        rf"(?={_SPACE}(?:1[1-9]|20)\d\d(?!\d))"
    ),
)
def spell_month(found: Match) -> str:
    """`Sept. 2025`: a short month before its year."""
    return month_name(found["month"])


def _weekdays() -> str:
    day = rf"(?:{either(mapping('dates', 'weekday'))})(?!\w)\.?"
    link = rf"(?:{_SPACE}?[–/+-]{_SPACE}?|,{_SPACE}|{_SPACE}(?:bis|und){_SPACE})"
    date = rf",?{_SPACE}?\d{{1,2}}(?:[.:]|(?={_TIMES}))"
    return rf"(?<![\w.])(?P<days>{day}(?:{link}{day}){{0,6}})(?P<date>{date})?"


@rule("weekday", _weekdays, needs="")
def spell_weekday(found: Match) -> str | None:
    """`Mo.-Fr. 9 Uhr`, `Di, 3. Mai`: short weekdays beside each other, a date or a time."""
    days = re.findall(r"[^\W\d_]{2}(?!\w)\.?", found["days"])
    before_number = re.match(r",?\s?\d", found.string[found.end("days") : found.end("days") + 3])
    named = {"am", "vom", "ab", "seit", "bis", "jeden"} & {w.casefold() for w in before(found)[:1]}
    pointed = days[0].endswith(".") and (before_number or named)
    if len(days) == 1 and not found["date"] and not pointed:
        return None
    if days == ["Fr."] and _is_price(found):
        return None
    if len(days) > 1 and "," in found["days"] and not days[0].endswith("."):
        return None
    said = re.sub(r"\s?[–-]\s?", " bis ", found["days"])
    said = re.sub(r"\s?[/+]\s?", " und ", said)
    short = mapping("dates", "weekday")
    said = re.sub(r"\b([MDFS][oiar])\b\.?", lambda day: short[day[1]], said)
    stop = "." if days[-1].endswith(".") and not found["date"] and ends_text(found) else ""
    return said + (found["date"] or "") + stop


def _is_price(found: Match) -> bool:
    """`Fr. 12.50`: francs in a Swiss paper."""
    behind = found.string[found.end("days") : found.end("days") + 14]
    return re.match(r"\s?\d{1,6}\.(?:\d\d(?!\d|\.\d|\s?Uhr)|[-–])", behind) is not None
