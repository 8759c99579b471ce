"""The word lists of this room, read once when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A printed short form with its full stop: `z. B.`, `Dr.`, `Mio.`."""

    printed: str
    spoken: str
    may_end: bool
    """Whether a sentence can end with it: `usw.` can, `Dr.` cannot."""


@cache
def abbreviations() -> Mapping[str, Abbreviation]:
    """Every abbreviation by its printed form, as `abbreviations.toml` lists them."""
    return {
        printed: Abbreviation(printed=printed, spoken=spoken, may_end=ending == "may_end")
        for ending, groups in _table("abbreviations").items()
        for group in groups.values()
        for printed, spoken in group.items()
    }


@cache
def starters() -> frozenset[str]:
    """Words that open a sentence far more often than they stand capitalised inside one."""
    return frozenset(word for group in _table("starters").values() for word in group["words"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseWords:
    """What words say about cutting a sentence beside them."""

    openers: frozenset[str]
    """Behind a comma they open a clause."""
    joining: frozenset[str]
    """They join two halves without a comma."""
    prepositions: frozenset[str]
    """They open a phrase."""
    leaning: frozenset[str]
    """They belong to the word behind them."""


@cache
def clause_words() -> ClauseWords:
    """The words of `clauses.toml`, in lower case."""
    table = _table("clauses")
    prepositions = frozenset(table["prepositions"]["words"])
    return ClauseWords(
        openers=frozenset(word for group in table["openers"].values() for word in group),
        joining=frozenset(table["joining"]["words"]),
        prepositions=prepositions,
        leaning=prepositions | frozenset(table["articles"]["words"]),
    )


@cache
def months() -> tuple[str, ...]:
    """The month names, January first."""
    return tuple(_table("dates")["months"]["names"])


@cache
def weekdays() -> tuple[str, ...]:
    """The names of the days, Monday first."""
    return tuple(_table("dates")["weekdays"]["names"])


@cache
def _month_numbers() -> Mapping[str, int]:
    table = _table("dates")["months"]
    full = {name.casefold(): number for number, name in enumerate(table["names"], start=1)}
    return full | {short.casefold(): number for short, number in table["short"].items()}


def month_number(name: str) -> int | None:
    """1 to 12 for a month as printed, full or short, with or without its full stop."""
    return _month_numbers().get(name.rstrip(".").casefold())


@cache
def _table(name: str) -> dict[str, Any]:
    import tomllib  # 10 ms that a command without word lists need not pay
    from importlib.resources import files

    text = (files(__package__) / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
