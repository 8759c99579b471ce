"""What a rule is, and the one loop that applies them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from audiobrief.normalise.change import Change

DIGITS = "0123456789"

Match = re.Match[str]
Say = Callable[[Match], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern, and what to say for what it finds."""

    name: str
    """The kind of thing it spells: `clock`, `ordinal` ... """
    pattern: str | Callable[[], str]
    """A function where the pattern is made from word lists, which are read on first use."""
    say: Say
    """The spoken form, or None where the context shows that it is something else."""
    needs: frozenset[str]
    """The text holds one of these, or the rule has nothing to do there: a cheap first look."""


def rule(
    name: str, pattern: str | Callable[[], str], *, needs: str = DIGITS
) -> Callable[[Say], Rule]:
    """The rule that says for a pattern what the decorated function returns."""

    def make(say: Say) -> Rule:
        return Rule(name=name, pattern=pattern, say=say, needs=frozenset(needs))

    return make


@cache
def _compiled(pattern: str | Callable[[], str]) -> re.Pattern[str]:
    # Compiling on first use keeps the import of the package cheap.
    return re.compile(pattern if isinstance(pattern, str) else pattern())


def apply(rules: Iterable[Rule], text: str) -> tuple[str, tuple[Change, ...]]:
    """The text after every rule has passed over it once, and what each has changed."""
    changes: list[Change] = []
    for each in rules:
        if each.needs and each.needs.isdisjoint(text):
            continue

        def replace(found: Match, each: Rule = each) -> str:
            said = each.say(found)
            if said is None or said == found[0]:
                return found[0]
            changes.append(Change(found[0], said, each.name))
            return said

        text = _compiled(each.pattern).sub(replace, text)
    return text, tuple(changes)
