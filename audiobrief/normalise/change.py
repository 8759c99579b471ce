"""What a rule has changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One span that a rule has turned into words."""

    before: str
    after: str
    rule: str
