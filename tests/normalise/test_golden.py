"""Every row of the golden file: what is printed, and what a newsreader says."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiobrief.normalise import spell

_FILE = Path(__file__).parent.parent / "golden" / "normalise.tsv"
_ROWS = [
    line.split("\t")
    for line in _FILE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("printed", "spoken"), _ROWS, ids=[row[0] for row in _ROWS])
def test_a_printed_form_is_said_as_a_newsreader_says_it(printed: str, spoken: str) -> None:
    assert spell(printed) == spoken


def test_no_printed_form_stands_twice() -> None:
    printed = [row[0] for row in _ROWS]
    assert len(printed) == len(set(printed))
