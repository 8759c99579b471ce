"""Web archives, e-mails and Markdown are read like the pages in them."""

from base64 import b64encode
from datetime import UTC, date, datetime
from pathlib import Path
from quopri import encodestring

import pytest

from audiobrief.clean import clean
from audiobrief.clean.read.message import unwrap
from audiobrief.model import Article, Role, Source

BODY = """<h1>Der Deich hält</h1>
<p>Der Deich bei Süderhöft hat der Sturmflut standgehalten, teilte der Landkreis am Morgen mit.</p>
<p>Größere Schäden gab es nicht. Die Höfe hinter dem Deich blieben trocken.</p>"""
PAGE = (
    f"<html><head><title>Der Deich hält</title></head><body><article>{BODY}</article></body></html>"
)

ARCHIVE = """From: <Saved by Blink>
Snapshot-Content-Location: https://kuestenblatt.example/deich
Subject: Der Deich hält
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----Rand"

------Rand
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://kuestenblatt.example/deich

{page}
------Rand
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
------Rand--
"""
MAIL = """From: Küstenblatt <post@kuestenblatt.example>
To: leser@mail.example
Subject: =?utf-8?q?Der_Deich_h=C3=A4lt?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="Rand"

--Rand
Content-Type: text/plain; charset=utf-8

Nur der Text, kurz.
--Rand
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: base64

{page}
--Rand--
"""
MARKDOWN = """---
title: Der Deich hält
date: 2026-02-03T07:10:00+01:00
author: Silke Boysen
---

**Die Sturmflut in der Nacht hat an der Küste nur geringe Schäden angerichtet, hieß es am Morgen.**

Der Deich bei Süderhöft hat standgehalten, teilte der Landkreis mit.
Es ist [der älteste](https://a.example) der Küste.

![Der Deich am Morgen](deich.jpg)

## Höfe blieben trocken

> „Wir hatten Glück.“

- Die Schule bleibt am Montag geschlossen.
- Die Fähre fährt wieder nach Plan.
"""


def article_of(content: bytes, name: str = "-") -> Article:
    return clean(Source(name=name, content=content), offline=True)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_web_archive_is_read_as_its_page(end: str) -> None:
    packed = encodestring(PAGE.encode()).decode("ascii")
    article = article_of(ARCHIVE.format(page=packed).replace("\n", end).encode())
    assert article.headline == "Der Deich hält"
    assert article.body[1].text.startswith("Größere Schäden")
    assert article.url == "https://kuestenblatt.example/deich"


def test_an_e_mail_is_read_as_the_page_in_it() -> None:
    packed = b64encode(PAGE.encode("latin-1")).decode("ascii")
    article = article_of(MAIL.format(page=packed).encode())
    assert article.headline == "Der Deich hält"
    assert len(article.body) == 2


def dated(template: str, day: str, page: str = PAGE) -> bytes:
    packed = b64encode(page.encode("latin-1")).decode("ascii")
    return (
        template.replace("MIME-Version", f"Date: {day}\nMIME-Version").format(page=packed).encode()
    )


def test_an_e_mail_is_of_the_day_it_was_sent_unless_it_says_otherwise() -> None:
    sent = "Tue, 3 Feb 2026 07:10:00 +0100"
    assert article_of(dated(MAIL, sent)).published == datetime(2026, 2, 3, 6, 10, tzinfo=UTC)
    printed = PAGE.replace("<h1>", '<meta name="date" content="2026-02-02"><h1>')
    assert article_of(dated(MAIL, sent, printed)).published == date(2026, 2, 2)
    assert article_of(dated(MAIL, "gestern")).published is None


def test_a_web_archive_is_not_of_the_day_it_was_saved() -> None:
    saved = ARCHIVE.replace("MIME-Version", "Date: Tue, 3 Feb 2026 07:10:00 +0100\nMIME-Version")
    assert article_of(saved.format(page=PAGE).encode()).published is None


def test_a_newsletter_laid_out_in_tables_is_read() -> None:
    article = article_of(
        f"<html><body><table><tr><td>{BODY}</td></tr></table></body></html>".encode()
    )
    assert [passage.text[:9] for passage in article.body] == ["Der Deich", "Größere S"]


def test_markdown_keeps_its_roles(tmp_path: Path) -> None:
    file = tmp_path / "deich.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    article = clean(Source(name=str(file)), offline=True)
    assert article.headline == "Der Deich hält"
    assert article.authors == ("Silke Boysen",)
    assert article.lead is not None
    assert article.lead.startswith("Die Sturmflut")
    assert [passage.role for passage in article.body] == [
        Role.PARAGRAPH,
        Role.CROSSHEAD,
        Role.QUOTE,
        Role.ITEM,
        Role.ITEM,
    ]
    assert article.body[0].text.endswith("teilte der Landkreis mit. Es ist der älteste der Küste.")
    assert article.body[3].text == "Die Schule bleibt am Montag geschlossen."


def test_a_text_that_only_mentions_fields_is_no_e_mail() -> None:
    text = "Subject: das Wort\nFrom: noch eines\n\n" + "Der Rest ist Text. " * 9
    assert unwrap(text.encode()) is None
