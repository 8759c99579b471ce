"""How much of each article is read."""

from dataclasses import replace

import pytest

from audiobrief.briefing.portions import portioned, thoughts
from audiobrief.model import Article, Passage, Role

SECOND = 10
"""Letters."""


def passages(*rows: str) -> tuple[Passage, ...]:
    """`crosshead Kritik` and the like; a paragraph where no role is named."""
    found = []
    for row in rows:
        role, _, text = row.partition(" ")
        known = role in set(Role)
        found.append(
            Passage(role=Role(role) if known else Role.PARAGRAPH, text=text if known else row)
        )
    return tuple(found)


def article(name: str, *lengths: int, lead: int | None = 10) -> Article:
    """An article with a headline of a second, a lead and paragraphs of so many seconds."""
    body = tuple(
        Passage(role=Role.PARAGRAPH, text=f"{number}".ljust(length * SECOND, "x"))
        for number, length in enumerate(lengths)
    )
    return Article(
        source=name,
        headline=name.ljust(SECOND, "."),
        lead="l" * SECOND * lead if lead else None,
        body=body,
    )


def lasts(article: Article) -> float:
    """Ten letters a second."""
    own = [article.headline, article.lead or "", *(p.text for p in article.body)]
    return sum(map(len, own)) / SECOND + sum(map(lasts, article.articles))


def read(wanted: float, *articles: Article) -> list[int]:
    """How many passages of each body are read."""
    whole = Article(source="-", headline="", body=(), articles=articles)
    return [len(a.body) for a in portioned(whole, wanted, lasts).articles]


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        (["A.", "B."], [1, 1]),
        (["A.", "crosshead Kritik", "B.", "C."], [1, 2, 1]),
        (["A.", "crosshead Kritik", "crosshead vom Verband", "B."], [1, 3]),
        (["A.", "crosshead Kritik"], [1]),
        (["question Warum?", "answer Darum.", "answer Eben.", "question Und?"], [3]),
        (["Drei Gründe:", "item Eins", "item Zwei", "B."], [3, 1]),
        (["Die Liste", "item Eins", "item Zwei"], [3]),
        (["Er sagte:", "quote So ist es.", "B."], [2, 1]),
        (["Was folgt daraus?“", "Nichts.", "B."], [2, 1]),
        (["A.", "Was folgt daraus?"], [1, 1]),
        ([], []),
    ],
)
def test_thoughts_are_not_broken(rows: list[str], groups: list[int]) -> None:
    assert [len(thought) for thought in thoughts(passages(*rows))] == groups


def test_headline_and_lead_are_always_read() -> None:
    assert read(1.0, article("a", 10, 10), article("b", 10)) == [0, 0]


def test_all_is_read_where_there_is_time() -> None:
    assert read(1000.0, article("a", 10, 10), article("b", 10)) == [2, 1]


def test_without_a_lead_the_first_thought_is_read() -> None:
    assert read(1.0, article("a", 10, 10, lead=None)) == [1]
    assert read(1.0, article("a", lead=None)) == [0]


def test_a_lead_that_asks_is_answered() -> None:
    asking = replace(article("a", 10, 10), lead="Was nun?")
    assert read(1.0, asking) == [1]


def test_time_is_shared_fairly_and_the_first_given_goes_first() -> None:
    same = [article(name, 10, 10, 10) for name in "abc"]
    least = 3 * 11
    assert read(least + 10, *same) == [1, 0, 0]
    assert read(least + 20, *same) == [1, 1, 0]
    assert read(least + 40, *same) == [2, 1, 1]


def test_who_was_heard_for_longer_waits() -> None:
    assert read(11 + 41 + 20, article("a", 10, 10, lead=40), article("b", 10, 10)) == [0, 2]


def test_an_article_ends_before_what_does_not_fit() -> None:
    long, short = article("a", 100, 1), article("b", 8, 8)
    assert read(22 + 16, long, short) == [0, 2]


def test_the_nearest_length_may_be_a_little_longer() -> None:
    assert read(11 + 6, article("a", 10)) == [1]
    assert read(11 + 4, article("a", 10)) == [0]


def test_whole_paragraphs_are_read_in_their_order() -> None:
    whole = Article(source="-", headline="", body=(), articles=(article("a", 5, 6, 7),))
    cut = portioned(whole, 11 + 11, lasts).articles[0]
    assert cut.body == whole.articles[0].body[:2]


def test_no_article_is_no_trouble() -> None:
    assert read(10.0) == []
