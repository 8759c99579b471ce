"""TOML that users and others have written, read within limits."""

from __future__ import annotations

import tomllib

MOST_DOTS = 200
"""In a line: Python's reader takes time and memory with the square of the parts of a key."""


def read_table(text: str) -> dict[str, object]:
    """What a TOML document says; raises ValueError where it is none, or one to choke on."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.count(".") > MOST_DOTS:
            raise ValueError(f"line {number} has more than {MOST_DOTS} dots")
    return tomllib.loads(text)
