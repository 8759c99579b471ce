"""Law: paragraphs, articles, file numbers."""

from __future__ import annotations

import re

from audiobrief.normalise.cardinals import cardinal, number
from audiobrief.normalise.context import ends_text
from audiobrief.normalise.lists import either, mapping
from audiobrief.normalise.rule import Match, rule

_SPACE = r"[ \u00a0\u202f]"


_SECTION = r"\d+(?:[a-z]{1,2}(?![\w.]))?"


@rule(
    "paragraph",
    rf"(§§?){_SPACE}?(?P<sections>{_SECTION}(?:(?:{_SPACE}?[-–]{_SPACE}?"
    rf"|,{_SPACE}|{_SPACE}(?:und|bis|oder){_SPACE}){_SECTION}){{0,8}})?",
    needs="§",
)
def spell_paragraph(found: Match) -> str:
    """`§ 218 StGB`, `§§ 3-5`, `§ 129a`."""
    said = "Paragrafen" if found[1] == "§§" else "Paragraf"
    if found["sections"] is None:
        return said + found[0][len(found[1]) :]
    linked = re.sub(r"\s?[-–]\s?", " bis ", found["sections"])
    return f"{said} {re.sub(_SECTION, _section, linked)}"


def _section(found: Match) -> str:
    figure, letters = re.match(r"(\d+)(.*)", found[0]).groups()  # type: ignore[union-attr]
    return f"{number(figure)} {letters}" if letters else number(figure)


@rule("law-part", lambda: rf"(?<![\w.])({either(mapping('law', 'parts'))}){_SPACE}?(?=\d|[IVX]+\b)")
def spell_law_part(found: Match) -> str | None:
    """`Art. 5 Abs. 1 S. 2 Nr. 3`: short forms that mean this only before a number."""
    if found[1] == "Art." and re.match(r"\d{4}", found.string[found.end() : found.end() + 4]):
        return None  # Bilder dieser Art. 1988 wurde ...
    return mapping("law", "parts")[found[1]] + " "


@rule("number-letter", r"(?<![\w.,:/-])(\d{1,4})([a-z])(?![\w'’]|-\w)")
def spell_number_letter(found: Match) -> str | None:
    """`129a`, `Klasse 10b`."""
    return None if found[2] in "mghstlx" else f"{cardinal(int(found[1]))} {found[2]}"


@rule("following", rf"(\d){_SPACE}?(ff?)\.(?!\w)", needs="f")
def spell_following(found: Match) -> str:
    """`S. 12 ff.`."""
    ends = ends_text(found)
    return f"{found[1]} folgende" + ("." if ends else "")


@rule("file-number", r"(?<![\w.,/])(\d{1,3}) ([A-Z][A-Za-z]{0,4}) (\d{1,5})/(\d{2,4})(?![\w/])")
def spell_file_number(found: Match) -> str:
    """`1 BvR 357/05`."""
    tail = (
        "null " + cardinal(int(found[4])) if found[4].startswith("0") else cardinal(int(found[4]))
    )
    return f"{cardinal(int(found[1]))} {found[2]} {cardinal(int(found[3]))} aus {tail}"
