"""Authors and credits as German pages print them."""

from pathlib import Path

import pytest

from audiobrief.clean.bylines import authors, credit, is_byline

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parents[1] / "golden" / "bylines.tsv")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("printed", "expected"), ROWS)
def test_only_people_are_named(printed: str, expected: str) -> None:
    assert ("; ".join(authors(printed)) or "-") == expected


@pytest.mark.parametrize("printed", [row[0] for row in ROWS if row[1] != "-"])
def test_a_line_that_names_authors_is_a_byline(printed: str) -> None:
    assert is_byline(printed)


@pytest.mark.parametrize(
    "line",
    ["Von Anfang an war das klar.", "Von Kiel nach Rom", "Politik", "Was kommt von Anna Maria?"],
)
def test_other_lines_are_none(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Quelle: kuestenblick.example, abe/dpa", "kuestenblick.example, abe/dpa"),
        ("Quellen: AFP, dpa", "AFP, dpa"),
        ("(dpa/AFP)", "dpa/AFP"),
        ("abe/dpa", "abe/dpa"),
        ("Die Quelle des Flusses liegt im Wald.", None),
        ("Politik", None),
    ],
)
def test_the_credit_names_agencies_and_desks(line: str, expected: str | None) -> None:
    assert credit(line) == expected
