"""Intro and outro, said from templates."""

from dataclasses import replace
from datetime import date

import pytest

from audiobrief import Settings
from audiobrief.choices import Frame
from audiobrief.framing import framed, sources
from audiobrief.model import Article, Boundary, Passage, Role
from audiobrief.pipeline import make_utterances

ARTICLE = Article(
    source="-",
    headline="Hafen wird tiefer",
    body=(Passage(role=Role.PARAGRAPH, text="Der Hafen bekommt mehr Tiefgang."),),
    outlet="Küstenbote",
    published=date(2026, 3, 4),
    url="https://kuestenbote.example/hafen",
)


def said(template: str, article: Article = ARTICLE) -> list[str]:
    return [sentence.text for sentence in framed((), article, Frame(intro=template))]


@pytest.mark.parametrize(
    ("template", "texts"),
    [
        ("", []),
        ("   ", []),
        ("Hören Sie den {outlet}.", ["Hören Sie den Küstenbote."]),
        ("{headline}. Vom {date}.", ["Hafen wird tiefer.", "Vom 4. März 2026."]),
        ("Quelle: {source}.", ["Quelle: kuestenbote.example."]),
        ("{weekday}, {date}.", ["Mittwoch, 4. März 2026."]),
    ],
)
def test_the_places_of_a_template_are_filled(template: str, texts: list[str]) -> None:
    assert said(template) == texts


def test_a_sentence_is_left_out_where_the_article_lacks_what_it_names() -> None:
    bare = replace(ARTICLE, outlet=None, published=None)
    assert said("Guten Tag. Vom {date}. Aus dem {outlet}.", bare) == ["Guten Tag."]


def test_what_is_said_around_an_article_has_a_role_of_its_own() -> None:
    frame = Frame(intro="Guten Tag.", outro="Ende.")
    assert {sentence.role for sentence in framed((), ARTICLE, frame)} == {Role.LINK}


def test_every_source_is_named_once() -> None:
    other = replace(ARTICLE, outlet=None, url="https://www.fjord.example/a", credit=None)
    pasted = replace(other, url=None, credit="dpa")
    signed = replace(pasted, credit="moor.example, lar/AFP")
    odd = replace(ARTICLE, outlet="küstenbote")
    assert sources([ARTICLE, other, odd, pasted, replace(pasted, credit=None), signed]) == (
        "Küstenbote",
        "fjord.example",
        "dpa",
        "moor.example",
    )


def test_the_frame_stands_around_the_article_and_is_spoken_as_all_else() -> None:
    frame = Frame(intro="Vom {date}.", outro="Das war der {outlet}. Auf Wiederhören.")
    utterances = make_utterances(ARTICLE, Settings(frame=frame))
    assert [u.text for u in utterances] == [
        "Vom vierten März zweitausendsechsundzwanzig.",
        "Hafen wird tiefer.",
        "Der Hafen bekommt mehr Tiefgang.",
        "Das war der Küstenbote.",
        "Auf Wiederhören.",
    ]
    boundaries = [u.sentence.boundary for u in utterances]
    assert boundaries[0] is Boundary.PARAGRAPH
    assert boundaries[2:] == [Boundary.ARTICLE, Boundary.SENTENCE, Boundary.ARTICLE]
