from dataclasses import replace
from datetime import date
from itertools import islice

import pytest

from audiobrief.model import Article
from audiobrief.publish.filename import LONGEST, filenames

UNDATED = Article(source="-", headline="", body=())


def first(article: Article) -> str:
    return next(filenames(article))


def test_the_date_stands_in_front_and_umlauts_are_spelt_out(article: Article) -> None:
    assert (
        first(article)
        == "2026-02-03-groessere-bruecke-ueber-die-elbe-bauarbeiten-beginnen-im-maerz.mp3"
    )


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Kiew: „Kein Waffenstillstand“", "kiew-kein-waffenstillstand"),
        ("GROẞE STRAẞE", "grosse-strasse"),
        ("Café-Besitzer Łukasz Øre", "cafe-besitzer-lukasz-oere"),
        ("So geht's: 50 % mehr für H&M", "so-gehts-50-prozent-mehr-fuer-h-und-m"),
        ("Schüler*innen dürfen wählen", "schuelerinnen-duerfen-waehlen"),
        ("1:0 – Bremen siegt", "1-0-bremen-siegt"),
        ("ﬁnale Entscheidung", "finale-entscheidung"),
        ("Äpfel aus A\u0308gypten", "aepfel-aus-aegypten"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\x", "c-windows-x"),
        ("...", "beitrag"),
        ("", "beitrag"),
        ("Новости", "beitrag"),
        ("\0\n\r\t", "beitrag"),
        ("Con", "beitrag-con"),
        ("LPT1", "beitrag-lpt1"),
    ],
)
def test_names_are_plain_and_safe(headline: str, expected: str) -> None:
    assert first(replace(UNDATED, headline=headline)) == f"{expected}.mp3"


def test_long_names_end_with_a_whole_word() -> None:
    name = first(replace(UNDATED, headline="Bundesverfassungsgericht urteilt " * 9))
    assert len(name) <= LONGEST + len(".mp3")
    assert name.endswith(("-bundesverfassungsgericht.mp3", "-urteilt.mp3"))


def test_a_word_without_end_is_cut() -> None:
    article = replace(UNDATED, headline="ä" * 1_000_000, published=date(2026, 1, 2))
    assert len(first(article)) <= LONGEST + len(".mp3")
    assert len(first(replace(article, published=None))) == LONGEST + len(".mp3")


def test_there_is_always_another_name() -> None:
    names = list(islice(filenames(replace(UNDATED, headline="Wetter")), 4))
    assert names == ["wetter.mp3", "wetter-2.mp3", "wetter-3.mp3", "wetter-4.mp3"]
