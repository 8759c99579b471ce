"""Times of day, durations and the times of sport."""

from __future__ import annotations

import re

from audiobrief.normalise.cardinals import cardinal
from audiobrief.normalise.context import after, before
from audiobrief.normalise.inflection import Gender, one
from audiobrief.normalise.lists import words
from audiobrief.normalise.rule import Match, rule

_HOUR, _MINUTE = r"(?:2[0-4]|[01]?\d)", r"[0-5]\d"
_LONGEST_RACE = 9  # hours
_SPACE = r"[ \u00a0\u202f]"
_LINK = (
    rf"(?:{_SPACE}?[–-]{_SPACE}?|{_SPACE}(?:bis|und|oder|sowie|bis gegen"
    rf"|bis etwa){_SPACE}|,{_SPACE}|{_SPACE}?/{_SPACE}?)"
)

_AFTER_RESULT = re.compile(r"(?<!\d)(?:2[5-9]|[3-9]\d|1\d\d):\d{1,3} \($")
"""A result that is no time of day, and the bracket behind it in which the half-time stands."""


def clock(hour: int, minute: int, *, hour_word: bool = True) -> str:
    """`fünfzehn Uhr achtundzwanzig`."""
    said = "ein" if hour == 1 else cardinal(hour)
    return (
        f"{said} Uhr {cardinal(minute)}"
        if minute
        else f"{said} Uhr"
        if hour_word
        else cardinal(hour)
    )


def _say_clock(printed: str) -> str:
    hour, _, minute = printed.replace(":", ".").partition(".")
    return clock(int(hour), int(minute or 0))


@rule(
    "clock",
    rf"(?<![\w.,:])(?P<times>{_HOUR}(?:[.:]{_MINUTE})?(?:{_LINK}{_HOUR}"
    rf"(?:[.:]{_MINUTE})?){{0,5}})(?:{_SPACE}?(?:Uhr|h)\b(?!-)|h\b)"
    rf"(?P<late>{_SPACE}(?:{_MINUTE}|[1-9])(?![\w.,:%]|{_SPACE}?"
    r"(?:Uhr|Euro|Prozent|Menschen|Personen|Grad|Minuten)))?",
)
def spell_clock(found: Match) -> str | None:
    """`15:28 Uhr`, `20.15 Uhr`, `9 Uhr 30`, `von 9 bis 17.30 Uhr`."""
    times = re.split(rf"({_LINK})", found["times"])
    if "Uhr" not in found[0] and not re.search(r"[.:]", found["times"]):
        return None  # 3 h is a duration
    if found["late"]:
        return clock(int(times[-1]), int(found["late"])) if len(times) == 1 else None
    *early, last = times
    said = [_early(part) if place % 2 == 0 else _link(part) for place, part in enumerate(early)]
    return "".join(said) + _say_clock(last)


def _early(printed: str) -> str:
    """All but the last time before one `Uhr`: whole hours go without the word."""
    hour, _, minute = printed.replace(":", ".").partition(".")
    if minute and int(minute):
        return clock(int(hour), int(minute))
    return cardinal(int(hour)) if int(hour) != 1 else "eins"


def _link(printed: str) -> str:
    if re.search(r"\w", printed) or "," in printed:
        return printed
    return " bis " if "/" not in printed else " "


@rule("clock-seconds", rf"(?<![\w.,:])({_HOUR}):({_MINUTE}):({_MINUTE}){_SPACE}?Uhr\b")
def spell_clock_with_seconds(found: Match) -> str:
    """`15:28:30 Uhr`."""
    hour, minute, second = (int(part) for part in found.groups())
    said = f"{clock(hour, 0)} {_counted(minute, 'Minute')}"
    return f"{said} und {_counted(second, 'Sekunde')}"


@rule(
    "duration",
    rf"(?<![\w.,:/])({_HOUR}):({_MINUTE}):({_MINUTE})(?![\w:/]|[.,]\d)",
)
def spell_race_time(found: Match) -> str:
    """`2:04:23`: few hours with seconds, and no `Uhr`, are how long a race took."""
    hours, minutes, seconds = (int(part) for part in found.groups())
    said = f"{_counted(minutes, 'Minute')} und {_counted(seconds, 'Sekunde')}"
    if hours > _LONGEST_RACE or before(found)[:1] == ["um"]:
        return f"{clock(hours, 0)} {said}"
    return f"{_counted(hours, 'Stunde')}, {said}" if hours else said


@rule(
    "duration",
    rf"(?<![\w.,:])(?:(?P<hours>\d{{1,3}}):)?(?P<minutes>\d{{1,3}})[:]"
    rf"(?P<seconds>{_MINUTE})(?:[.,](?P<rest>\d{{1,3}}))?{_SPACE}?"
    r"(?P<unit>Stunden|Std\.|Stunde|Minuten|Min\.|min\b|Minute"
    r"|Sekunden)",
)
def spell_duration(found: Match) -> str | None:
    """`2:01:39 Stunden`, `1:45 Stunden`, `3:26,00 Minuten`."""
    parts = [int(part) for part in (found["hours"], found["minutes"], found["seconds"]) if part]
    in_hours = found["unit"][0] in "Sh"
    names = ["Stunde", "Minute", "Sekunde"] if in_hours or found["hours"] else ["Minute", "Sekunde"]
    if found["unit"].startswith("Sekunden"):
        return None
    single = one(before(found), Gender.FEMININE)
    said = [_counted(part, name, single) for part, name in zip(parts, names, strict=False)]
    if found["rest"]:
        rest = " ".join(cardinal(int(digit)) for digit in found["rest"])
        said[-1] = f"{cardinal(parts[-1])} Komma {rest} {names[len(parts) - 1]}n"
    return f"{', '.join(said[:-1])} und {said[-1]}" if len(said) > 1 else said[0]


def _counted(number: int, noun: str, single: str = "eine") -> str:
    if number == 1:
        return f"{single} {noun}"
    return f"{cardinal(number)} {noun}n"


@rule(
    "clock",
    rf"(?<![\w.,:/-])(?P<hour>2[0-4]|[01]?\d)(?P<mark>[.:])(?P<minute>{_MINUTE})"
    rf"(?![\w%]|[.,:]\d|-[A-ZÄÖÜ]|{_SPACE}?(?:[%€$£°]|Euro|Prozent"
    r"|Sekunden|Meter|Franken|Dollar|Millionen|Milliarden|Mio|Mrd"
    r"|Grad|Punkte))",
)
def spell_bare_clock(found: Match) -> str | None:
    """`um 14.30`, `15:28`: a time without `Uhr`, where nothing around speaks of a score."""
    preceding = [word.casefold() for word in before(found)]
    cued = bool(preceding) and preceding[0] in words("times", "cues")
    if found["mark"] == ".":
        listed = _is_listing(found) or _is_programme(found)
        return _say_clock(found[0]) if cued or listed else None
    if not cued and (len(found["hour"]) == 1 or _is_score(found, preceding)):
        return None
    if preceding[:1] == ["von"] and "gewonnen" in after(found):
        return None
    return _say_clock(found[0])


def _is_score(found: Match, preceding: list[str]) -> bool:
    """`führte 17:14`, `mit 17:14`, `lag 12:15 zurück`, `17:14 zur Pause`, `31:28 (17:14)`."""
    text = found.string[max(0, found.start() - 200) : found.end() + 200].casefold()
    return bool(
        preceding[:1] == ["mit"]
        or (after(found)[:1] == ["zurück"] and re.search(r"\b(?:lagen|lag|liegt|liegen)\b", text))
        or re.search(r"\bzur (?:pause|halbzeit)\b", text)
        or _AFTER_RESULT.search(found.string, max(0, found.start() - 9), found.start())
        or words("times", "sport") & set(re.findall(r"\w+", text))
    )


def _is_listing(found: Match) -> bool:
    """`(20.15, ARD)`: a programme's time in brackets."""
    start = found.start()
    return found.string[start - 1 : start] == "(" and found["minute"][-1] in "05"


def _is_programme(found: Match) -> bool:
    """`22.05 im ZDF`, `Dienstag, 20.15, ARD`: a broadcaster is named behind."""
    named = words("times", "channels")
    following = [word.casefold() for word in after(found)[:2]]
    return following[:1] in (["im"], ["in"], ["auf"], ["bei"], [","]) and following[-1] in named
