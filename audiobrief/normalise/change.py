"""What a caller of this room sees of it: the changes made, and the choices there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Change:
    """One span that a rule has turned into words."""

    before: str
    after: str
    rule: str


class GenderReading(StrEnum):
    """How `Bürger*innen` is read."""

    BOTH = "both"
    """Bürgerinnen und Bürger"""
    GAP = "gap"
    """Bürger innen: with the short stop that the mark stands for"""
    FEMININE = "feminine"
    """Bürgerinnen"""
