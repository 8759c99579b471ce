"""Kickers that were glued to their headline, and names that only look so."""

from pathlib import Path

import pytest

from audiobrief.clean.headings import is_glued_list, shorten, split_kicker

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parents[1] / "golden" / "kickers.tsv")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("pasted", "kicker", "headline"), ROWS)
def test_the_kicker_is_split_where_two_texts_meet(pasted: str, kicker: str, headline: str) -> None:
    assert split_kicker(pasted) == (None if kicker == "-" else kicker, headline)


def test_glued_topics_are_a_list_and_a_glued_headline_is_none() -> None:
    assert is_glued_list("NordholmInsel WarkFährverkehrReedereienHaushalt")
    assert not is_glued_list(ROWS[0][0])


def test_a_text_without_headline_lends_its_first_sentence() -> None:
    assert shorten("Das ist neu. Das auch.") == "Das ist neu."
