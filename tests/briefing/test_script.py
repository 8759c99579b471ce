"""What is said in a briefing."""

import re
from datetime import date

import pytest

from audiobrief.briefing.script import presented, shipped
from audiobrief.choices import Script
from audiobrief.given.tables import SCRIPT
from audiobrief.model import Article, Boundary, Passage, Role


def article(name: str, outlet: str | None = "Küstenbote", kicker: str | None = None) -> Article:
    return Article(
        source=f"{name}.txt",
        headline=f"{name} wird tiefer",
        lead=f"Der {name} wird tiefer.",
        body=(Passage(role=Role.PARAGRAPH, text="Das sagte die Stadt."),),
        outlet=outlet,
        kicker=kicker,
    )


def whole(*articles: Article, day: date = date(2026, 11, 24)) -> Article:
    return Article(
        source="briefing", headline="Der Morgen", body=(), published=day, articles=articles
    )


def texts(whole: Article, script: Script | None = None) -> list[str]:
    return [sentence.text for sentence in presented(whole, script or Script())]


def test_a_briefing_is_read_from_its_title_to_its_sources() -> None:
    read = texts(whole(article("Hafen"), article("Kanal", outlet="Fjordblatt")))
    assert read[:3] == ["Der Morgen", "Dienstag, der 24. November 2026.", "Die Themen:"]
    assert read[3:5] == ["Hafen wird tiefer.", "Und: Kanal wird tiefer."]
    assert read[6:9] == ["Hafen wird tiefer", "Der Hafen wird tiefer.", "Das sagte die Stadt."]
    assert read[-2:] == [
        "Das war: Der Morgen.",
        "Die Meldungen stammen von: Küstenbote und Fjordblatt.",
    ]
    assert read[5] in shipped()["first"]
    assert read[9] in shipped()["last"]
    assert len(read) == 15


def test_what_leads_to_an_article_belongs_to_it() -> None:
    hafen, kanal = article("Hafen"), article("Kanal")
    about = [(s.article.headline, s.role) for s in presented(whole(hafen, kanal), Script())]
    assert about[0] == ("Der Morgen", Role.HEADLINE)
    assert about[3:5] == [("Der Morgen", Role.ITEM)] * 2
    assert about[5] == (hafen.headline, Role.LINK)
    assert about[9] == (kanal.headline, Role.LINK)
    assert about[-1] == ("Quellen", Role.LINK)


def test_longer_pauses_are_where_something_new_begins() -> None:
    sentences = list(presented(whole(article("Hafen"), article("Kanal")), Script()))
    ends = [n for n, s in enumerate(sentences) if s.boundary is Boundary.ARTICLE]
    assert ends == [4, 8, 12, 14]


def test_one_article_needs_no_overview() -> None:
    read = texts(whole(article("Hafen")))
    assert read[:3] == ["Der Morgen", "Dienstag, der 24. November 2026.", read[2]]
    assert read[2] in shipped()["first"]
    assert read.count("Hafen wird tiefer") == 1
    assert list(presented(whole(article("Hafen")), Script()))[1].boundary is Boundary.ARTICLE


def test_the_words_change_from_article_to_article_and_from_day_to_day() -> None:
    many = [article(name) for name in ("A", "B", "C", "D", "E", "F", "G")]
    links = [s.text for s in presented(whole(*many), Script()) if s.role is Role.LINK][2:-2]
    assert len(links) == len(set(links)) == 7
    tomorrow = whole(*many, day=date(2026, 11, 25))
    assert texts(tomorrow)[3] != texts(whole(*many))[3] or texts(tomorrow)[11] != links[0]


def test_own_words_take_the_place_of_the_shipped() -> None:
    own = Script(intro=("Moin.",), next=("Weiter.",), first=("Los: {kicker}.",), outro=("",))
    read = texts(whole(article("A"), article("B"), article("C")), own)
    assert read[1] == "Moin."
    assert "Weiter." in read
    assert not any(text.startswith("Los") for text in read)  # there is no kicker
    assert read[-1] == "Das sagte die Stadt."


def test_without_a_source_none_is_named() -> None:
    assert texts(whole(article("Hafen", outlet=None)))[-1] == "Das war: Der Morgen."


@pytest.mark.parametrize("kind", shipped())
def test_the_shipped_words_name_what_there_is(kind: str) -> None:
    places = {place for text in shipped()[kind] for place in re.findall(r"\{(.*?)\}", text)}
    assert places <= set(SCRIPT)
    assert all(text[-1] in ".:" for text in shipped()[kind]) or kind == "end"
