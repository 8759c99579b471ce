"""What several rooms know of German: word lists in commented TOML, and their reader."""

from audiobrief.german.words import (
    Abbreviation,
    abbreviations,
    month_number,
    months,
    starters,
    weekdays,
)

__all__ = [
    "Abbreviation",
    "abbreviations",
    "month_number",
    "months",
    "starters",
    "weekdays",
]
