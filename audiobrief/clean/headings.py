"""Kicker and headline: where one ends and the other begins."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

LONGEST = 400
"""Characters of the longest line that is read as a heading."""

LONGEST_KICKER = 80
"""Characters of the longest kicker."""

_UPPER = "A-ZÄÖÜ"
_LOWER = "a-zäöüß"
# Where two texts were glued, from the first letter behind the seam: lower to upper case, an acronym
# to a word, a closing mark or a year to a word, a word to an opening quote.
_GLUE = re.compile(
    rf"[{_UPPER}„](?:(?<=[{_LOWER}][{_UPPER}])"
    rf"|(?<=[{_UPPER}]{{3}})(?=[{_LOWER}]{{2}})"
    rf"|(?<=[\w.][?!“”»«\"][{_UPPER}])(?=[{_LOWER}])"
    rf"|(?<=(?:19|20)\d\d[{_UPPER}])(?=[{_LOWER}])"
    r"|(?<=\w„))"
)
_CASES = re.compile(rf"[{_LOWER}][{_UPPER}]")
_FEWEST_TOPICS = 3
"""Seams of a list: a headline with its kicker has one."""
_BEFORE = re.compile(r"[\w&]*$")
_BEHIND = re.compile(r"[\w&]*")
_REACH = 40
"""Characters of the longest word that is looked at on either side of a seam."""
# Somebody called Mac, and gendered nouns: BürgerInnen.
_NAMED = re.compile(rf"(?:Mc|Mac|De|Le|La|Di|Du|Van|Fitz|O)[{_UPPER}]|\w+In(?:nen)?$")
_SENTENCE = re.compile(r"(?<=\w\w)[.!?](?=\s|$)")
_SIGNATURE = re.compile(
    r"[\s|•–-]+(?:[Vv]on(?: \S{1,30}){1,4}|[Aa]m|[Vv]om)[\s|•–-]+\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄ][a-zä]{2,8})\s?20\d\d"  # noqa: E501
    r"(?:,? \d{1,2}[:.]\d\d(?: Uhr)?)?$"
)
_TITLE_WORDS = 12
_SHORTEST_PART = 3
"""Letters on either side of a seam in lower-case surroundings: `SpaceX` and `eBay` have fewer."""


def split_kicker(text: str) -> tuple[str | None, str]:
    """Kicker and headline of a line that holds both without a space; None where it holds one."""
    if len(text) > LONGEST:
        return None, text
    for place in _seams(text):
        kicker, headline = text[:place].strip(), text[place:].strip()
        if _SHORTEST_PART <= len(kicker) <= LONGEST_KICKER and " " in headline:
            return kicker.removesuffix(":"), headline
    return None, text


def without_signature(text: str) -> str:
    """A heading without author and date glued to its end: `... von Lokalblatt 3. Mai 2025`."""
    if len(text) > LONGEST:
        return text
    match = _SIGNATURE.search(text)
    rest = text[: match.start()] if match else text
    return rest if rest.count(" ") > 1 else text


def shorten(text: str) -> str:
    """The first sentence of a text, for an article without a headline."""
    end = _SENTENCE.search(text[:LONGEST])
    return text[: end.end()].strip() if end else " ".join(text[:LONGEST].split()[:_TITLE_WORDS])


def glued(text: str) -> int:
    """At how many places a line was glued together."""
    return len(_seams(text)) if len(text) <= LONGEST * 2 else 0


def is_glued_list(text: str) -> bool:
    """Whether a line is a list whose parts were glued together: the topics below an article."""
    if len(text) > LONGEST * 2 or len(_CASES.findall(text)) < _FEWEST_TOPICS - 1:
        return False
    return glued(text) >= _FEWEST_TOPICS


def _seams(text: str) -> list[int]:
    return [match.start() for match in _GLUE.finditer(text) if not _guarded(text, match.start())]


def _guarded(text: str, seam: int) -> bool:
    """Whether a seam lies inside a name that is written so."""
    before = _BEFORE.search(text, max(0, seam - _REACH), seam)
    behind = _BEHIND.match(text, seam, seam + _REACH)
    left, right = before[0] if before else "", behind[0] if behind else ""
    if not left or not right or not left[-1].islower():
        return False
    word = left + right
    return (
        min(len(left), len(right)) < _SHORTEST_PART
        or _NAMED.match(word) is not None
        or _inside_name(word.casefold(), len(left))
    )


def _inside_name(word: str, seam: int) -> bool:
    """Whether a seam cuts a known name at the beginning or the end of a word."""
    names = _mixed_case()
    if not word.startswith(names) and not word.endswith(names):
        return False
    return any(
        (word.startswith(name) and seam < len(name))
        or (word.endswith(name) and seam > len(word) - len(name))
        for name in names
    )


@cache
def _mixed_case() -> tuple[str, ...]:
    text = (files(__package__) / "headings.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return tuple({name.casefold() for group in table.values() for name in group["names"]})
