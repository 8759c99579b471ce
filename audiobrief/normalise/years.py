"""Years, seasons and decades, and what tells a year from a count."""

from __future__ import annotations

from audiobrief.german.words import months, weekdays
from audiobrief.normalise.cardinals import cardinal, whole, year
from audiobrief.normalise.context import after, before
from audiobrief.normalise.lists import words
from audiobrief.normalise.rule import Match, rule


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


def counts(found: Match, number: int) -> bool:
    """Whether the number in its place counts things rather than naming a year."""
    preceding, following = before(found), after(found)
    lead = preceding[0] if preceding else ""
    if lead in months() or lead in {"Jahr", "Jahre", "Jahres", "Jahren", "*", "†"}:
        return False
    noun = next(iter(_noun_after(preceding, following)), "")
    if noun and noun in words("years", "counted"):
        return True
    if noun and number % 10 == 0 and lead.casefold() in words("years", "counting"):
        return True
    if lead.casefold() in words("years", "naming"):
        return False
    return bool(noun) and number % 50 == 0 and noun not in weekdays() and _looks_plural(noun)


def _looks_plural(noun: str) -> bool:
    return noun.endswith(("en", "er", "n", "e", "s"))


def _noun_after(preceding: list[str], following: list[str]) -> list[str]:
    """The noun that the number stands before, past `bis 1500` and one adjective."""
    rest = following
    if len(rest) > 1 and rest[0] in {"bis", "und", "oder", "-", "–"} and rest[1][:1].isdigit():
        rest = rest[2:]
    if rest and _is_adjective(rest[0], preceding):
        rest = rest[1:]
    return rest[:1] if rest and rest[0][:1].isupper() else []


def _is_adjective(word: str, preceding: list[str]) -> bool:
    """`1500 neue Stellen`, but `1914 kamen Soldaten` and `1990 kostete Millionen`."""
    if not word.islower() or word in words("years", "verbs"):
        return False
    if word.endswith("en"):
        return bool(preceding) and (
            preceding[0].casefold() in words("grammar", "prepositions", "dative")
        )
    return word.endswith("e") and (not word.endswith("te") or word.startswith(("ge", "ver", "be")))
