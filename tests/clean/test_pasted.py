"""Pasted texts of our own writing, each with the article in it and what is left out."""

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from audiobrief.clean.pasted import clean_pasted
from audiobrief.errors import NoArticleError
from audiobrief.model import Article, Role

TEXTS = sorted((Path(__file__).parents[1] / "golden" / "pasted").glob("*.txt"))
PARAGRAPH = (
    "Die Gemeinde will den alten Bahnhof bis zum Sommer kaufen und zu einer Bücherei umbauen. "
    "Das sagte Bürgermeisterin Hanne Lüders am Dienstag nach der Sitzung des Rates."
)


def as_row(article: Article) -> dict[str, Any]:
    return {
        "kicker": article.kicker,
        "headline": article.headline,
        "lead": article.lead,
        "body": [{"role": part.role.value, "text": part.text} for part in article.body],
        "published": article.published and article.published.isoformat(),
        "byline": article.byline,
        "authors": list(article.authors),
        "credit": article.credit,
        "cut_short": article.cut_short,
        "dropped": [[piece.why, piece.text] for piece in article.dropped],
    }


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_article_is_found_whole_and_all_else_named(path: Path) -> None:
    article = clean_pasted(path.read_text(encoding="utf-8"), path.name)
    assert as_row(article) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def test_the_golden_texts_hold_every_common_kind_of_furniture() -> None:
    kinds = {
        why
        for path in TEXTS
        for why, _ in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["dropped"]
    }
    assert kinds >= {
        "advert", "agency", "byline", "caption", "comment", "consent", "date", "image", "legal",
        "link", "navigation", "newsletter", "paywall", "player", "read-also", "section", "share",
        "topics",
    }  # fmt: skip


def test_the_article_on_the_shared_page_is_exact(shared: Path) -> None:
    text = (shared / "articles" / "ntv.txt").read_text(encoding="utf-8")
    article = clean_pasted(text, "ntv.txt")
    lines = [line for line in text.splitlines() if line]
    assert article.kicker == "Garantien nach Kriegsende"
    assert article.headline == "Kiew: Sicherheitsabkommen kann Trump vorgelegt werden"
    assert article.published is not None
    assert article.published.isoformat() == "2026-01-08T15:28:00"
    assert article.lead == lines[6]
    assert [part.text for part in article.body] == lines[7:11]
    assert article.credit == "ntv.de, lar/AFP"
    assert [piece.why for piece in article.dropped] == [
        "section", "date", "player", "image", "caption", "agency", "topics",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "   \n\n ", "Menü\nSuche\nImpressum\n", "12:30\n" * 50])
def test_a_text_without_prose_is_no_article(text: str) -> None:
    with pytest.raises(NoArticleError, match=r"seite\.txt"):
        clean_pasted(text, "seite.txt")


def test_a_single_paragraph_is_an_article_with_its_first_sentence_as_headline() -> None:
    article = clean_pasted(PARAGRAPH, "-")
    assert article.headline.startswith("Die Gemeinde will den alten Bahnhof")
    assert article.lead == PARAGRAPH


def test_what_is_read_is_never_listed_as_dropped() -> None:
    text = (
        f"Bücherei statt Bahnhof\n\n{PARAGRAPH}\n\nTeilen\n\n{PARAGRAPH.replace('alten', 'neuen')}"
    )
    article = clean_pasted(text, "-")
    read = {article.headline, article.lead, *(part.text for part in article.body)}
    assert not read & {piece.text for piece in article.dropped}
    assert all(part.role is Role.PARAGRAPH for part in article.body)


def test_comments_longer_than_the_article_are_not_taken_for_it() -> None:
    body = """\
Der Rat von Marnfeld hat den Kauf des alten Bahnhofs beschlossen. Bis zum Sommer soll dort eine \
Bücherei entstehen, in der auch die Volkshochschule ihre Kurse gibt.
Bürgermeisterin Hanne Lüders sprach nach der Sitzung von einem guten Tag für den Ort. Der Umbau \
kostet nach ihren Worten rund zwei Millionen Euro, die Hälfte zahlt das Land.
Die Opposition hatte bis zuletzt für einen Neubau am Markt geworben. Ein Gutachten aus dem Herbst \
sprach aber für den Bahnhof, weil die Wege dorthin für die meisten kurz sind.
Die Bauarbeiten sollen im Mai beginnen, zuerst wird das Dach erneuert. Für die Bücherei sind vier \
Stellen vorgesehen, zwei davon will die Gemeinde noch in diesem Jahr besetzen.""".splitlines()
    comment = (
        "Ich kann das alles nicht nachvollziehen, denn der Bahnhof steht seit Jahren leer und "
        "niemand hat sich darum gekümmert. Wer soll denn da abends noch hinfahren, wenn der Bus "
        "nicht mehr kommt? Eine Bücherei gehört in die Mitte des Ortes, das war schon immer so. "
        "Aber mich fragt ja keiner, und am Ende zahlen wir alle die Zeche für diesen Umbau."
    )
    text = "\n\n".join(
        [
            "Marnfeld bekommt eine Bücherei im Bahnhof",
            *body,
            "Fehler melden",
            "Kommentieren",
            "2 Kommentare",
            *(f"Leser{number}\n12.03.2025, 1{number}:04 Uhr\n\n{comment}" for number in range(6)),
        ]
    )
    article = clean_pasted(text, "-")
    assert article.headline == "Marnfeld bekommt eine Bücherei im Bahnhof"
    assert [article.lead, *(part.text for part in article.body)] == body


MORE = """\
Der Rat hatte den Kauf am Montag mit großer Mehrheit beschlossen. Zwei Millionen Euro sind für den \
Umbau vorgesehen, die Hälfte davon kommt vom Land.
Die Bauarbeiten sollen im Mai beginnen, zuerst wird das Dach erneuert. Für die Bücherei sind vier \
Stellen vorgesehen, zwei davon will die Gemeinde noch in diesem Jahr besetzen.""".splitlines()


def test_a_lead_of_two_sentences_above_a_credit_is_no_caption() -> None:
    lead = "Marnfeld kauft den Bahnhof. Und das freut nicht nur die Kinder im Ort."
    text = "\n\n".join(["Bücherei statt Bahnhof", lead, "Foto: Arne Petersen", PARAGRAPH, *MORE])
    article = clean_pasted(text, "-")
    assert article.lead == lead
    assert [part.text for part in article.body] == [PARAGRAPH, *MORE]


@pytest.mark.parametrize(
    "caption",
    ["Hanne Lüders (SPD) und Jens Wark (CDU)", "Bürgermeisterin Hanne Lüders vor dem Bahnhof"],
)
def test_a_line_right_above_the_source_of_a_picture_is_its_caption(caption: str) -> None:
    text = (
        f"Bücherei statt Bahnhof\n\n{PARAGRAPH}\n\n{caption}\nQuelle: Arne Petersen/dpa\n\n"
        + "\n\n".join(MORE)
    )
    article = clean_pasted(text, "-")
    assert ("caption", caption) in [(piece.why, piece.text) for piece in article.dropped]


def test_a_headline_above_the_source_of_its_text_is_no_caption() -> None:
    text = "\n".join(["Bücherei statt Bahnhof", "Quelle: ntv.de, arp/dpa", "", PARAGRAPH, *MORE])
    article = clean_pasted(text, "-")
    assert article.headline == "Bücherei statt Bahnhof"


def test_a_headline_above_the_credit_of_its_picture_is_no_caption() -> None:
    text = "\n".join(["Bücherei statt Bahnhof", "Foto: Arne Petersen", "", PARAGRAPH, *MORE])
    assert clean_pasted(text, "-").headline == "Bücherei statt Bahnhof"


def test_the_title_of_the_page_above_a_headline_is_not_the_headline() -> None:
    headline = "Bücherei statt Bahnhof in Marnfeld"
    crumbs = ["Start", "Kreis Wark", f"Streit im Rat: {headline}", "STREIT IM RAT", headline]
    text = "\n".join([*crumbs, "Von Jana Reuß", "13.01.2026", "", PARAGRAPH, "", *MORE])
    assert clean_pasted(text, "-").headline == headline


def test_a_label_in_small_letters_is_no_crosshead() -> None:
    text = "\n\n".join(["Bücherei statt Bahnhof", PARAGRAPH, MORE[0], "wochenblatt", MORE[1]])
    article = clean_pasted(text, "-")
    assert "wochenblatt" not in [part.text for part in article.body]


def test_a_lead_is_found_below_a_block_of_furniture() -> None:
    furniture = [
        "Foto: Arne Petersen", "Von Jana Reuß", "13.01.2026 - 14:02 Uhr", "Teilen", "Kommentare",
        "Facebook Twitter WhatsApp", "Link kopieren", "Artikel anhören",
    ]  # fmt: skip
    lead = "Marnfeld kauft seinen Bahnhof und baut ihn um."
    text = "\n".join(["Bücherei statt Bahnhof", *furniture, lead, "", PARAGRAPH, *MORE])
    assert clean_pasted(text, "-").lead == lead


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("wort " * 2_000_000, id="ten megabytes on one line"),
        pytest.param("x" * 10_000_000, id="ten megabytes in one word"),
        pytest.param("Foto: (" * 1_400_000, id="ten megabytes of opening brackets"),
        pytest.param("Zeile\n" * 1_000_000, id="a million short lines"),
        pytest.param(
            "Das ist nun ein Satz mit neun Worten.\n" * 250_000, id="a flood of sentences"
        ),
    ],
)
def test_hostile_text_ends_within_seconds(text: str) -> None:
    started = time.process_time()
    with suppress(NoArticleError):
        clean_pasted(text, "-")
    assert time.process_time() - started < 10
