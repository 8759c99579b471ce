"""Ranges: only the dash is said here, so that what is measured inflects the numbers."""

from __future__ import annotations

import re

from audiobrief.normalise.cardinals import number
from audiobrief.normalise.context import before
from audiobrief.normalise.lists import either, mapping
from audiobrief.normalise.rule import Match, rule

_SPACE = r"[ \u00a0\u202f\u2009]"
_MODELS = frozenset({"Boeing", "Airbus", "Typ", "Modell", "Tupolew", "Embraer", "Nummer", "Formel"})
_NUMBER = r"\d[\d.,]{0,14}"


@rule(
    "range",
    lambda: (
        rf"(?<![\w.,:/+-])(?P<low>{_NUMBER})(?P<unit>{_SPACE}?(?:%|€"
        rf"|°|°C|{either(mapping('scales', 'large'))}))?"
        rf"(?P<dash>{_SPACE}?[–-]{_SPACE}?|{_SPACE}?—{_SPACE}?)(?P<high>{_NUMBER}"
        r"(?:[a-z]\b)?)(?![\d–]|-\d)"
    ),
    needs="-–—",
)
def spell_range(found: Match) -> str | None:
    """`10-20 Prozent`, `1914–18`, `50 % - 60 %`."""
    low, high = (_value(found[part]) for part in ("low", "high"))
    spaced = found["dash"] != found["dash"].strip()
    if low is None or high is None or found["low"].endswith((".", ",")):
        return None
    if spaced and low >= high:
        return None  # a dash between clauses, or a subtraction
    if not spaced and low > high and not _shortened(found["low"], found["high"]):
        return None if found["low"].startswith("0") else f"{found['low']} zu {found['high']}"
    if before(found)[:1] and before(found)[0] in _MODELS:
        return f"{number(found['low'])} {number(found['high'])}"
    linked = " bis " if before(found)[:1] != ["zwischen"] else " und "
    return f"{found['low']}{found['unit'] or ''}{linked}{found['high']}"


def _value(printed: str) -> float | None:
    plain = printed.rstrip(".,").replace(".", "").replace(",", ".", 1)
    plain = re.sub("[a-z]", "", plain)
    return float(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def _shortened(low: str, high: str) -> bool:
    """`1914-18`, `2025-26`."""
    return len(low) == 4 and len(high.rstrip(".,")) == 2 and low.isdecimal()  # noqa: PLR2004
