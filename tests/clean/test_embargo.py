"""Embargoes of press releases: known, never read aloud, and with their end."""

from datetime import UTC, datetime, timedelta

import pytest

from audiobrief.clean import clean
from audiobrief.clean.embargo import find_embargo, is_notice
from audiobrief.model import Source

TEN = "2026-12-24T10:00:00+01:00"
BODY = (
    (
        "Die Hafenbahn hat am Mittwoch zwölf Lokomotiven mit Batterieantrieb bestellt. Das teilte "
        "das Unternehmen nach einer Sitzung seines Aufsichtsrats mit."
    ),
    (
        "„Wir sparen damit im Jahr rund zwei Millionen Liter Diesel ein“, sagte Geschäftsführerin "
        "Jutta Brand. Die ersten Fahrzeuge sollen im Frühjahr geliefert werden."
    ),
    (
        "Die Kosten liegen nach Angaben der Bahn bei sechzig Millionen Euro. Das Land übernimmt "
        "davon die Hälfte, den Rest zahlt die Stadt aus ihrem Haushalt für Verkehr."
    ),
)
HEADLINE = "Hafenbahn bestellt zwölf neue Lokomotiven"
NOTICE = "Sperrfrist: Donnerstag, 24.12.2026, 10 Uhr"


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("Sperrfrist: 24.12.2026, 10 Uhr", TEN),
        ("SPERRFRIST: Donnerstag, 24. Dezember 2026, 10.00 Uhr MEZ", TEN),
        ("Sperrfrist bis 24. Dezember 2026, 10:00 Uhr", TEN),
        ("+++ Achtung, Sperrfrist: 24.12.26, 10:00 Uhr! +++", TEN),
        ("Es gilt eine Sperrfrist bis zum 24. Dezember 2026, 10 Uhr.", TEN),
        ("Embargo: 24.12.2026, 10 Uhr", TEN),
        ("EMBARGO bis 2026-12-24T10:00+01:00", TEN),
        ("embargo: 2026-12-24T09:00:00Z", "2026-12-24T09:00:00+00:00"),
        ("Zur Veröffentlichung frei ab: Do., 24. Dezember 2026, 10 Uhr", TEN),
        ("Nicht vor dem 24.12.2026, 10 Uhr veröffentlichen!", TEN),
        ("Sperrfrist: 1. Juli 2026, 10 Uhr", "2026-07-01T10:00:00+02:00"),
        ("Sperrfrist: 24.12.2026", "2026-12-25T00:00:00+01:00"),
        ("Sperrfrist: 24.12.2026, 24 Uhr", "2026-12-25T00:00:00+01:00"),
        ("Sperrfrist: 31.2.2026, 10 Uhr", None),
        ("Sperrfrist: Redebeginn", None),
        ("Sperrfrist: Beginn der Rede, 24.12.2026, 19 Uhr – es gilt das gesprochene Wort", None),
        ("Achtung: Sperrfrist!", None),
    ],
)
def test_a_notice_is_known_with_its_end(line, until) -> None:
    assert is_notice(line)
    embargo = find_embargo([line])
    assert embargo is not None
    assert embargo.notice == line
    assert (embargo.until and embargo.until.isoformat()) == until


@pytest.mark.parametrize(
    "line",
    [
        "Die Sperrfrist für Kündigungen endet am 24.12.2026.",
        "Sperrfrist: Führerschein weg – was nun?",
        "Embargo: EU will ab 1. Januar 2027 kein Öl mehr kaufen",
        "Embargo gegen Russland",
        "Kinder unter 6 Jahren haben freien Eintritt ab 1. Mai 2027.",
        "Das Buch kommt nicht vor dem 24.12.2026 in den Handel.",
        "",
    ],
)
def test_news_about_embargoes_and_time_limits_are_no_notices(line) -> None:
    assert not is_notice(line)


def _page(notice: str = "", head: str = "") -> str:
    body = "".join(f"<p>{text}</p>" for text in BODY)
    return (
        f"<!DOCTYPE html><html><head><title>{HEADLINE}</title>{head}</head><body><main><article>"
        f"{notice}<h1>{HEADLINE}</h1>{body}</article></main></body></html>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join((f"PRESSEMITTEILUNG\n{NOTICE}", HEADLINE, *BODY)),
        "\n\n".join((HEADLINE, NOTICE, *BODY)),
        "\n\n".join((HEADLINE, *BODY, NOTICE)),
        _page(f"<p>{NOTICE}</p>"),
        _page("<div><strong>Sperrfrist:</strong> 24.12.2026,&nbsp;10 Uhr</div>"),
        _page(head=f'<meta name="embargo" content="{TEN}">'),
        "\n\n".join((f"---\ntitle: {HEADLINE}\nembargo: {TEN}\n---", *BODY)),
    ],
    ids=["above", "below the headline", "at the end", "page", "in bold", "head", "front matter"],
)
def test_an_embargo_is_found_wherever_it_stands_and_never_read(text) -> None:
    article = clean(Source(name="-", content=text.encode()))
    assert article.embargo is not None
    assert article.embargo.until is not None
    assert article.embargo.until.isoformat() == TEN
    assert article.headline == HEADLINE
    passages = (article.kicker, article.lead, *(passage.text for passage in article.body))
    assert not any("Sperrfrist" in passage for passage in passages if passage)


@pytest.mark.parametrize("value", ["false", "null", '""', "keine Angabe"])
def test_front_matter_may_say_that_there_is_none(value) -> None:
    embargo = find_embargo([], f"---\ntitle: a\nembargo: {value}\n---\n")
    assert (embargo is not None) == (value == "keine Angabe")


def test_of_several_the_longest_counts() -> None:
    embargo = find_embargo(["Sperrfrist: 24.12.2026, 10 Uhr", "Sperrfrist: 27.12.2026, 9 Uhr"])
    assert embargo is not None
    assert embargo.notice.startswith("Sperrfrist: 27.")


def test_an_embargo_stands_until_its_end_and_one_without_an_end_always() -> None:
    embargo = find_embargo(["Sperrfrist: 24.12.2026, 10 Uhr"])
    open_end = find_embargo(["Sperrfrist: Redebeginn"])
    assert embargo is not None
    assert open_end is not None
    end = datetime.fromisoformat(TEN).astimezone(UTC)
    assert embargo.stands(end - timedelta(seconds=1))
    assert not embargo.stands(end)
    assert open_end.stands(end + timedelta(days=9999))


def test_an_article_without_a_notice_has_none() -> None:
    article = clean(Source(name="-", content="\n\n".join((HEADLINE, *BODY)).encode()))
    assert article.embargo is None
