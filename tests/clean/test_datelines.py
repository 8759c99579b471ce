"""Dates as German pages print them."""

from pathlib import Path

import pytest

from audiobrief.clean.datelines import is_dateline, read_date

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parents[1] / "golden" / "datelines.tsv")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("printed", "expected"), ROWS)
def test_the_date_is_read_with_its_time(printed: str, expected: str) -> None:
    found = read_date(printed)
    assert (found.isoformat() if found else "-") == expected


@pytest.mark.parametrize(
    "line",
    [
        "08.01.2026, 15:28 Uhr",
        "Stand: 14:47 Uhr | Lesedauer: 5 Minuten",
        "Publiziert heute um 12:19 Uhr",
        "vor 2 Stunden",
        "Nordholm, 9. September 2024",
    ],
)
def test_a_line_of_a_date_alone_is_a_dateline(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Am 4. Mai 2025 soll die Strecke eröffnet werden.",
        "Politik",
        "Die Frist endet am 31.12.2025, sagte der Minister am Rande der Tagung in Bonn",
    ],
)
def test_a_sentence_with_a_date_is_none(line: str) -> None:
    assert not is_dateline(line)
