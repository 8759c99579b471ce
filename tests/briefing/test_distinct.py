"""Every event once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from audiobrief.briefing.distinct import distinct
from audiobrief.briefing.gather import gathered, together
from audiobrief.errors import ConfigError, NoArticleError, SourceError
from audiobrief.events import Absence, Event, SourceLeftOut
from audiobrief.model import Article, Passage, Role, Source

STRIKE = Article(
    source="a.txt",
    headline="Fährleute in Wismar streiken ab Mittwoch",
    lead="Die 340 Fährleute in Wismar legen ab Mittwoch für drei Tage die Arbeit nieder.",
    body=(Passage(role=Role.PARAGRAPH, text="Sie verlangen 7,5 Prozent mehr Lohn."),),
    published=datetime(2026, 11, 23, 9, tzinfo=UTC),
)
OTHER = replace(
    STRIKE,
    source="b.txt",
    headline="Fähren in Wismar fallen drei Tage lang aus",
    lead="Von Mittwoch an streiken in Wismar 340 Fährleute. Sie fordern 7,5 Prozent mehr Lohn.",
)
WEATHER = replace(
    STRIKE,
    source="c.txt",
    headline="Nebel bleibt bis Sonntag",
    lead="Über der Heide hält sich zäher Nebel.",
    body=(),
)


def sift(*articles: Article, keep: bool = False) -> tuple[list[str], list[Event]]:
    events: list[Event] = []
    kept = distinct(articles, events.append, keep_duplicates=keep)
    return [article.source for article in kept], events


def test_the_note_tells_which_report_is_later() -> None:
    older, later = (
        replace(report, published=date(2026, 11, day))
        for report, day in ((STRIKE, 23), (OTHER, 24))
    )
    _, (event,) = sift(older, later)
    assert isinstance(event, SourceLeftOut)
    assert "a.txt: left out, for b.txt is a later report of the same event" in event.message


def test_the_first_report_of_an_event_is_read() -> None:
    kept, (event,) = sift(STRIKE, WEATHER, OTHER)
    assert kept == ["a.txt", "c.txt"]
    assert isinstance(event, SourceLeftOut)
    assert (event.source, event.why, event.other) == ("b.txt", Absence.DUPLICATE, "a.txt")
    assert event.likeness is not None
    assert event.likeness > 0.4
    assert "a.txt tells of the same event" in event.message


@pytest.mark.parametrize(
    ("later", "kept"),
    [
        (datetime(2026, 11, 23, 10, tzinfo=UTC), "b.txt"),
        (datetime(2026, 11, 23, 11), "b.txt"),  # noqa: DTZ001 - as sources give it
        (date(2026, 11, 24), "b.txt"),
        (date(2026, 11, 23), "a.txt"),
        (datetime(2026, 11, 22, 23, tzinfo=UTC), "a.txt"),
        (None, "a.txt"),
    ],
)
def test_a_later_report_takes_the_place_of_the_first(later: date | None, kept: str) -> None:
    assert sift(STRIKE, WEATHER, replace(OTHER, published=later))[0] == [kept, "c.txt"]


def test_duplicates_are_kept_when_asked_for() -> None:
    assert sift(STRIKE, OTHER, keep=True) == (["a.txt", "b.txt"], [])


@pytest.mark.parametrize("keep", [True, False])
def test_the_same_article_is_read_once(*, keep: bool) -> None:
    here = replace(WEATHER, url="https://heide.example/nebel")
    copies = [replace(STRIKE, source="copy.txt"), replace(here, headline="Neu", source="d.txt")]
    kept, events = sift(STRIKE, here, *copies, keep=keep)
    assert kept == ["a.txt", "c.txt"]
    assert [event.why for event in events] == [Absence.SAME, Absence.SAME]


def test_articles_of_one_headline_may_tell_of_different_things() -> None:
    one = replace(WEATHER, headline="Kurz notiert")
    two = replace(STRIKE, headline="Kurz notiert")
    assert len(sift(one, two)[0]) == 2


def read(source: Source) -> Article:
    if source.name == "broken":
        raise SourceError("broken: cannot be read;\n check it")
    if source.name == "misspelt":
        raise ConfigError("no such setting")
    return replace(WEATHER, source=source.name)


def named(*names: str) -> list[Source]:
    return [Source(name=name) for name in names]


def test_a_source_that_fails_does_not_keep_the_others_out() -> None:
    events: list[Event] = []
    found = gathered(named("a", "broken", "b"), read, events.append)
    assert [article.source for article in found] == ["a", "b"]
    (event,) = events
    assert isinstance(event, SourceLeftOut)
    assert event.why is Absence.FAILED
    assert event.message == "broken: cannot be read; check it; left out"


def test_a_source_that_fails_is_an_error_when_that_is_asked_for() -> None:
    with pytest.raises(SourceError, match="broken"):
        gathered(named("a", "broken"), read, print, strict=True)


def test_no_article_at_all_is_an_error() -> None:
    with pytest.raises(NoArticleError, match=r"none of 2 source\(s\)"):
        gathered(named("broken", "broken"), read, lambda _event: None)


def test_other_errors_are_not_hidden() -> None:
    with pytest.raises(ConfigError):
        gathered(named("misspelt", "a"), read, print)


def test_a_briefing_names_where_its_articles_come_from() -> None:
    articles = (replace(STRIKE, outlet="Küstenbote"), replace(WEATHER, outlet="Fjordblatt"))
    whole = together("Der Morgen", date(2026, 11, 24), articles)
    assert whole.credit == "Küstenbote, Fjordblatt"
    assert whole.articles == articles
    assert together("Der Morgen", date(2026, 11, 24), (STRIKE,)).credit is None
