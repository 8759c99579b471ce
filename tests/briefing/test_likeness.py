"""Reports of one event are told from reports of another."""

import tomllib
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from audiobrief.briefing.likeness import ALIKE, likeness, marks, same_days
from audiobrief.model import Article, Passage, Role

CHANGED = {"brand"}
"""Told again with other figures and other words: this is read twice."""


@pytest.fixture(scope="module")
def reports() -> list[tuple[str, Article]]:
    path = Path(__file__).parents[1] / "golden" / "reports.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["report"]
    return [(row["event"], report(row)) for row in rows]


def report(row: dict) -> Article:
    return Article(
        source="-",
        headline=row["headline"],
        lead=row["lead"],
        body=(Passage(role=Role.PARAGRAPH, text=row["body"]),),
        published=row["day"],
    )


def test_reports_of_one_event_are_alike_and_others_are_not(reports) -> None:
    same, different = [], []
    for (event, one), (other_event, other) in combinations(reports, 2):
        if same_days(one, other):
            found = same if event == other_event else different
            found.append((likeness(marks(one), marks(other)), event, other_event))
    assert len(same) > 15
    assert [row for row in same if row[0] < ALIKE and row[1] not in CHANGED] == []
    assert max(different)[0] < ALIKE - 0.04
    assert min(row[0] for row in same if row[1] not in CHANGED) > ALIKE + 0.02


def test_likeness_is_the_same_both_ways_and_highest_with_itself(reports) -> None:
    one, other = (marks(article) for _, article in reports[:2])
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) > 0.8  # one figure alone is not enough to be sure


@pytest.mark.parametrize("text", ["", "🙂", "a b c", "1 2 3", "Der Die Das"])
def test_texts_without_words_are_like_nothing(text: str) -> None:
    empty = marks(Article(source="-", headline=text, body=()))
    assert likeness(empty, empty) in {0.0, 1.0}
    full = marks(Article(source="-", headline="Der Hafen in Kiel wird für 30 Mio. tiefer", body=()))
    assert likeness(empty, full) == 0.0


def test_reports_days_apart_tell_of_different_events() -> None:
    one, later, much_later, undated = (
        Article(source="-", headline="", body=(), published=day)
        for day in (date(2026, 1, 1), date(2026, 1, 3), date(2026, 1, 4), None)
    )
    assert same_days(one, later)
    assert not same_days(one, much_later)
    assert same_days(one, undated)


def test_a_long_text_is_recognised_by_its_beginning() -> None:
    paragraph = Passage(role=Role.PARAGRAPH, text="Wort " * 200_000)
    assert len(marks(Article(source="-", headline="Ein Anfang", body=(paragraph,))).words) == 3
