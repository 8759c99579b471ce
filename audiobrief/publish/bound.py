"""Words that no line on a page parts: a figure from its unit, a day from its month."""

from __future__ import annotations

import re
from functools import cache

from audiobrief.german.words import months

NO_BREAK = "\u00a0"
UNITS = (
    "Euro", "Cent", "Prozent", "Millionen", "Milliarden", "Uhr", "Grad", "km", "cm", "kg",
)  # fmt: skip
SIGNS = r"%|‰|€|\$|°|Mio\.|Mrd\."


def bound(text: str) -> str:
    """The text, of the same length, with spaces that do not break (DIN 5008): `§ 41`, `z. B.`."""
    return _spaces().sub(NO_BREAK, text)


@cache
def _spaces() -> re.Pattern[str]:
    units, names = "|".join(UNITS), "|".join(months())
    return re.compile(
        rf"(?<=\d) (?={SIGNS}|(?:{units})\b)|(?<=\d\.) (?=(?:{names})\b)|(?<=§) (?=\d)"
        r"|(?<=\b[zduivo]\.) (?=[a-zBÄ]\.)",
        re.IGNORECASE,
    )
