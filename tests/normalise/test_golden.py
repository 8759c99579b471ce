"""Every row of the golden file: what is printed, and what a newsreader says."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiobrief.choices import GenderReading
from audiobrief.normalise import explain, spell
from audiobrief.normalise.rules import rules

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


def test_every_rule_has_rows() -> None:
    kinds = {each.name for each in rules(GenderReading.GAP)}
    assert kinds <= {change.rule for row in _ROWS for change in explain(row[0])}
