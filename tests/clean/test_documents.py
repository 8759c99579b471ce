"""Word and PDF documents are read like the pages they look like, or refused in one line."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from audiobrief.clean import clean
from audiobrief.clean.read.document import Format, format_of
from audiobrief.clean.read.document.hyphens import joined
from audiobrief.errors import SourceError
from audiobrief.model import Article, Role, Source

HEADLINE = "Deich bei Süderhöft hält der Sturmflut stand"
LEFT = (
    "Der Deich hat der Sturmflut in der Nacht",
    "standgehalten, wie der Landkreis am Morgen",
    "mitteilte. Eine Beschwerde gegen die neue Ver-",
    "fassung des Verbandes hatte die EU-",
    "Kommission zuvor zurückgewiesen. Die Vor-",
    "und Nachteile des Baus sind umstritten.",
)
RIGHT = (
    "Größere Schäden gab es nach Angaben der",
    "Feuerwehr nicht. Die Höfe hinter dem Deich",
    "blieben trocken, auch die Straßen zur Küste",
    "sind inzwischen wieder frei. Am Montag soll",
    "der Unterricht wie geplant beginnen.",
)


def article_of(content: bytes) -> Article:
    return clean(Source(name="-", content=content), offline=True)


def pdf(pages: int = 1) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for number in range(pages):
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(60, 820, "Küstenblatt")
        canvas.drawString(290, 20, f"Seite {number + 1}")
        if number == 0:
            canvas.setFont("Times-Bold", 20)
            canvas.drawString(60, 760, HEADLINE)
        canvas.setFont("Times-Roman", 10)
        for left, lines in ((60, LEFT), (300, RIGHT)):
            for place, line in enumerate(lines):
                canvas.drawString(left, 720 - 13 * place, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_heading(HEADLINE, 0)
    document.add_paragraph().add_run(
        "Die Sturmflut hat an der Küste nur geringe Schäden angerichtet, hieß es am Morgen."
    ).bold = True
    document.add_paragraph(" ".join(RIGHT))
    document.add_heading("Höfe blieben trocken", 1)
    document.add_paragraph("Wir hatten Glück, sagte der Deichgraf.", style="Quote")
    document.add_paragraph("Die Schule bleibt am Montag geschlossen.", style="List Bullet")
    document.add_paragraph("Die Fähre fährt wieder nach Plan.", style="List Bullet")
    document.add_paragraph("Der Verband will den Deich im Sommer um einen Meter erhöhen.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_word_document_keeps_its_roles() -> None:
    article = article_of(word())
    assert article.headline == HEADLINE
    assert article.lead is not None
    assert article.lead.startswith("Die Sturmflut")
    assert [passage.role for passage in article.body] == [
        Role.PARAGRAPH, Role.CROSSHEAD, Role.QUOTE, Role.ITEM, Role.ITEM, Role.PARAGRAPH,
    ]  # fmt: skip


def test_columns_are_read_one_after_the_other_and_parted_words_are_whole() -> None:
    article = article_of(pdf())
    text = " ".join(passage.text for passage in article.body)
    assert article.headline == HEADLINE
    assert "neue Verfassung des Verbandes hatte die EU-Kommission zuvor" in text
    assert "Die Vor- und Nachteile des Baus sind umstritten. Größere Schäden" in text
    assert text.endswith("wie geplant beginnen.")


def test_running_heads_and_page_numbers_are_left_out() -> None:
    article = article_of(pdf(pages=2))
    text = " ".join((article.kicker or "", *(passage.text for passage in article.body)))
    assert "Küstenblatt" not in text
    assert "Seite" not in text


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("Ver-", "fassung"), "Verfassung"),
        (("EU-", "Kommission"), "EU-Kommission"),
        (("EU-", "weit"), "EU-weit"),
        (("20-", "jährige"), "20-jährige"),
        (("Vor-", "und Nachteile"), "Vor- und Nachteile"),
        (("Start-", "up"), "Start-up"),
        (("ein", "Wort"), "ein Wort"),
    ],
)
def test_hyphens_at_line_ends_are_healed_as_german_needs(
    lines: tuple[str, ...], whole: str
) -> None:
    assert joined(lines, {"start-up"}) == whole


def empty_pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def locked_pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt="geheim")
    canvas.drawString(60, 700, "Geheimer Text")
    canvas.save()
    return file.getvalue()


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<" * 40_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\nkaputt", "a damaged PDF"),
        (empty_pdf(), "without text"),
        (locked_pdf(), "a password"),
        (bomb(), "too large inside"),
        (word()[:9000], "damaged Word file"),
    ],
    ids=["broken", "scan", "locked", "bomb", "cut"],
)
def test_a_document_that_cannot_be_read_is_refused_in_a_line(content: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        article_of(content)


def test_a_document_is_told_by_its_content(tmp_path: Path) -> None:
    file = tmp_path / "artikel.txt"
    file.write_bytes(word())
    assert clean(Source(name=str(file)), offline=True).headline == HEADLINE
    assert format_of(pdf()) is Format.PDF
    assert format_of(b"Im Text steht %PDF, sonst nichts.") is None
