"""What an element's names tell of it: `teaser-list` is read-also, `article__intro` a lead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_HUMPS = re.compile(r"(?<=[a-zäöüß0-9])(?=[A-ZÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-zäöü])")
_BETWEEN = re.compile(r"[\W_]+")
# Names longer than this are style sheets written into the page, not words about the content.
_LONGEST = 600


@lru_cache(maxsize=4096)
def words(names: str) -> str:
    """The words of class names, in lower case with a blank on either side of each.

    Atomic style classes (`md:pr-4`, `text-gray-900`, `[&>p]:mt-0`) say nothing and are left out.
    """
    plain = " ".join(name for name in names[:_LONGEST].split() if not _is_style(name))
    return f" {_BETWEEN.sub(' ', _HUMPS.sub(' ', plain)).casefold().strip()} "


def furniture(names: str) -> str | None:
    """The kind of furniture that these names mark, or None."""
    return _first("furniture", words(names))


def is_unseen(names: str) -> bool:
    """Whether these names keep text from the eye and leave it to screen readers."""
    return (
        "not-sr-only" not in names
        and _patterns("furniture")["unseen"].search(words(names)) is not None
    )


def marks(part: str, names: str) -> bool:
    """Whether these names mark a part of an article: `lead`, `kicker`, `headline` ..."""
    return bool(_patterns("part")[part].search(words(names)))


def elements(kind: str) -> frozenset[str]:
    """The tags of the elements that are `block` or `unseen`."""
    return frozenset(_table()["elements"][kind]["tags"])


@lru_cache(maxsize=4096)
def _first(table: str, text: str) -> str | None:
    return next((kind for kind, found in _patterns(table).items() if found.search(text)), None)


@cache
def _patterns(table: str) -> Mapping[str, re.Pattern[str]]:
    return {kind: _pattern(entry["words"]) for kind, entry in _table()[table].items()}


@cache
def _table() -> dict[str, Any]:
    text = (files(__package__) / "names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(" (?:" + "|".join(p.replace("*", r"\w*") for p in phrases) + ") ")


_STYLE = re.compile(
    r"[:\[\]!/&>%]|^-|^(?:js|is|has|col|row|grid|flex|text|font|bg|border|w|h|m[trblxy]?|p[trblxy]?|gap|space|max|min|mx|my|px|py|z|order|rounded|leading|tracking|items|justify|self|place|overflow|object|shadow|opacity|transition|duration|group|print)-[\w.-]*$"
)


def _is_style(name: str) -> bool:
    return bool(_STYLE.search(name))
