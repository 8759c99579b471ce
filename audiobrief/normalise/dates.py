"""Dates in every printed form; the month is said by its name."""

from __future__ import annotations

import re

from audiobrief.german.words import month_number, months, weekdays
from audiobrief.normalise.cardinals import cardinal, whole, year
from audiobrief.normalise.context import after, before, ends_text
from audiobrief.normalise.inflection import ending
from audiobrief.normalise.lists import either, mapping
from audiobrief.normalise.ordinals import ordinal
from audiobrief.normalise.rule import Match, rule

_DAY, _MONTH = r"(?:3[01]|[12]\d|0?[1-9])", r"(?:1[0-2]|0?[1-9])"
_SPACE = r"[ \u00a0\u202f]"
_APOSTROPHES = "'’"
_CENTURY_BREAK = 50  # two-digit years below it belong to 2000


def _month_names() -> str:
    return either((*months(), *mapping("dates", "month"))) + r"(?!\w)"


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
    suffix = ending(before(found), ["Tag"])
    said = f"{ordinal(int(found['day']), suffix)} {months()[int(found['month']) - 1]}"
    if found["year"]:
        return f"{said} {_full_year(found['year'])}"
    return said + ("." if ends_text(found) else "")


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
    days = re.sub(r"\s?/\s?", " ", days)
    said = f"{days} {month_name(found['month'])}"
    if found["year"]:
        return f"{said} {_full_year(found['year'].lstrip(_APOSTROPHES))}"
    return said + ("." if found["stop"] and ends_text(found) else "")


def _start_of_span(preceding: list[str]) -> list[str]:
    """What stands in front of the first date of `3. Mai bis 9. Juni`, else what was given."""
    if preceding[:1] not in (["bis"], ["und"]):
        return preceding
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
    return rf"(?<![\w.])(?P<days>{day}(?:{link}{day}){{0,6}})(?P<date>,?{_SPACE}?\d{{1,2}}[.:])?"


@rule("weekday", _weekdays, needs="")
def spell_weekday(found: Match) -> str | None:
    """`Mo.-Fr. 9 Uhr`, `Di, 3. Mai`: short weekdays beside each other, a date or a time."""
    days = re.findall(r"[^\W\d_]{2}(?!\w)\.?", found["days"])
    before_number = re.match(r",?\s?\d", found.string[found.end("days") : found.end("days") + 3])
    pointed = days[0].endswith(".") and before_number
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
    return said + (found["date"] or "")


def _is_price(found: Match) -> bool:
    """`Fr. 12.50`: francs in a Swiss paper."""
    behind = found.string[found.end("days") : found.end("days") + 14]
    return re.match(r"\s?\d{1,6}\.(?:\d\d(?!\d|\.\d|\s?Uhr)|[-–])", behind) is not None


@rule("season", r"(?<![\w.,/])((?:1[1-9]|20)\d\d) ?[/] ?(\d\d(?:\d\d)?)(?![\w/]|[.,]\d)")
def spell_season(found: Match) -> str | None:
    """`2026/27`, `1998/1999`: two years side by side."""
    first, second = int(found[1]), found[2]
    if len(second) == 4:  # noqa: PLR2004  a whole year
        return f"{year(first)} {year(int(second))}"
    return f"{year(first)} {cardinal(int(second)) if second[0] != '0' else _short(second)}"


def _short(second: str) -> str:
    return f"null {cardinal(int(second))}" if second != "00" else "null null"


@rule("decade", r"(?<![\w.,])['’]?((?:1[0-9]|20)\d0|[1-9]0)er(n?)(-|–| )?(?![\d_])")
def spell_decade(found: Match) -> str:
    """`1990er`, `90er-Jahre`, `in den 80ern`."""
    said = f"{year(int(found[1]))}er{found[2]}"
    behind = found.string[found.end() : found.end() + 6]
    if found[3] and behind.startswith("Jahr"):
        return said + " "
    if found[3] in {"-", "–"} and behind[:1].isupper():
        return said.capitalize() + "-"
    return said + (found[3] or "")


@rule("year", r"(?<![\w.,:/+§€$-])(1[1-9]\d\d)(?![\w:/€$%°]|[.,]\d| ?[%€$°×]| 000)")
def spell_year(found: Match) -> str | None:
    """`im Jahr 1989`: a number that can be a year, where nothing shows that it counts."""
    number = whole(found[1])
    return None if counts(found, number) else year(number)


_YEAR_CUES = frozenset(
    [
        "jahr",
        "jahre",
        "jahres",
        "jahren",
        "seit",
        "ab",
        "bis",
        "vor",
        "nach",
        "ende",
        "anfang",
        "mitte",
        "herbst",
        "sommer",
        "frühjahr",
        "frühling",
        "winter",
        "ostern",
        "pfingsten",
        "weihnachten",
        "silvester",
        "sommers",
        "geboren",
        "anno",
        "saison",
        "von",
        "zwischen",
        "um",
        "gegen",
        "bereits",
        "schon",
        "noch",
        "erst",
    ]
)
_COUNT_CUES = frozenset(
    [
        "rund",
        "etwa",
        "knapp",
        "fast",
        "über",
        "ca",
        "circa",
        "zirka",
        "mindestens",
        "höchstens",
        "insgesamt",
        "mehr",
        "weniger",
        "als",
        "die",
        "der",
        "gut",
        "nahezu",
        "ungefähr",
        "maximal",
        "weitere",
        "weiteren",
        "jeweils",
        "alle",
    ]
)


def counts(found: Match, number: int) -> bool:
    """Whether the number in its place counts things rather than naming a year."""
    preceding, following = before(found), after(found)
    lead = preceding[0] if preceding else ""
    if lead in months() or lead in {"Jahr", "Jahre", "Jahres", "Jahren", "*", "†"}:
        return False
    noun = next(iter(_noun_after(following)), "")
    if noun and noun in mapping("dates", "counted"):
        return True
    if noun and number % 10 == 0 and lead.casefold() in _COUNT_CUES:
        return True
    if lead.casefold() in _YEAR_CUES:
        return False
    return bool(noun) and number % 50 == 0 and noun not in weekdays() and _looks_plural(noun)


def _looks_plural(noun: str) -> bool:
    return noun.endswith(("en", "er", "n", "e", "s"))


def _noun_after(following: list[str]) -> list[str]:
    """The noun that the number stands before, past `bis 1500` and adjectives."""
    rest = following
    if len(rest) > 1 and rest[0] in {"bis", "und", "oder", "-", "–"} and rest[1][:1].isdigit():
        rest = rest[2:]
    while (
        rest
        and rest[0].islower()
        and rest[0].endswith(("e", "en", "er"))
        and rest[0]
        not in {
            "wurde",
            "wurden",
            "werden",
            "der",
            "den",
            "eine",
            "einen",
            "einer",
            "oder",
            "hatte",
            "hatten",
            "sollte",
            "konnte",
            "waren",
            "haben",
            "seine",
            "ihre",
            "seinen",
            "ihren",
            "die",
            "aber",
            "unter",
            "über",
            "gegen",
            "wegen",
            "neben",
            "keine",
            "keinen",
        }
    ):
        rest = rest[1:]
    return rest[:1] if rest and rest[0][:1].isupper() else []
