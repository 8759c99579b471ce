"""Pages of our own writing become the articles that a reader sees."""

import gzip
import json
import logging
import time
import warnings
from contextlib import suppress
from pathlib import Path

import pytest

from audiobrief.clean import clean
from audiobrief.clean.characters import squash
from audiobrief.errors import NoArticleError
from audiobrief.model import Article, Role, Source

PAGES = Path(__file__).parent.parent / "golden" / "pages"
PARAGRAPH = (
    "<p>Der Kreistag hat am Dienstag beschlossen, die Buslinie in den Norden wieder täglich"
    " fahren zu lassen, wie ein Sprecher mitteilte.</p>"
)


def article_of(page: str) -> Article:
    return clean(Source(name="page.html", content=page.encode()), offline=True)


def in_page(body: str, head: str = "") -> Article:
    return article_of(
        f"<html><head>{head}</head><body><article><h1>Der Bus fährt wieder</h1>"
        f"<div class='text'>{PARAGRAPH}{body}<p>Der neue Fahrplan gilt vom ersten Februar an"
        " und soll zunächst zwei Jahre lang erprobt werden.</p></div></article></body></html>"
    )


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_a_page_becomes_its_article(page: Path) -> None:
    article = clean(Source(name=str(page)), offline=True)
    published = article.published.isoformat() if article.published else None
    assert {
        "kicker": article.kicker,
        "headline": article.headline,
        "lead": article.lead,
        "body": [{"role": p.role.value, "text": p.text} for p in article.body],
        "published": published,
        "outlet": article.outlet,
        "byline": article.byline,
        "authors": list(article.authors),
        "credit": article.credit,
        "url": article.url,
        "cut_short": article.cut_short,
        "dropped": sorted({dropped.why for dropped in article.dropped}),
    } == json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("furniture", "why"),
    [
        ('<div class="c-newsletter"><p>Der Morgen in drei Minuten.</p></div>', "newsletter"),
        ("<figure><figcaption>Ein Bus an der Haltestelle</figcaption></figure>", "caption"),
        ('<div class="teaserList"><p>Die Bahn wird teurer.</p></div>', "read-also"),
        ("<p><a href='/x'>Warum die Bahn teurer wird und wer es zahlt</a></p>", "read-also"),
        ("<p>Lesen Sie auch: Die Bahn wird teurer</p>", "read-also"),
        ('<div class="audio-player">Hören Sie hier den Text.</div>', "player"),
        ('<div class="ShareBar_root__x1"><p>Gefällt Ihnen der Text?</p></div>', "share"),
        ("<aside><p>Der Kreis hat 120.000 Einwohner.</p></aside>", "box"),
        ("<section><h3>Zahlen zum Kreis</h3><p>Er hat 120.000 Einwohner.</p></section>", "box"),
        ("<button>Karte anzeigen</button>", "control"),
        ("<table><tr><td>2025</td></tr></table>", "table"),
        ("<x-consent><p>Hier steht eine Karte.</p></x-consent>", "consent"),
    ],
)
def test_furniture_inside_the_body_is_dropped_with_its_reason(furniture: str, why: str) -> None:
    article = in_page(furniture)
    assert len(article.body) == 2
    assert why in {dropped.why for dropped in article.dropped}


@pytest.mark.parametrize(
    ("block", "role"),
    [
        ("<h2>Mehr Platz für Räder</h2>", Role.CROSSHEAD),
        ("<p><b>Mehr Platz für Räder</b></p>", Role.CROSSHEAD),
        ("<blockquote>„Das ist ein guter Tag.“</blockquote>", Role.QUOTE),
        ("<ul><li>Die Linie 3 fährt bis zum Hafen.</li></ul>", Role.ITEM),
        ("<p>So einfach ist das.</p>", Role.PARAGRAPH),
    ],
)
def test_each_block_keeps_its_role(block: str, role: Role) -> None:
    assert in_page(block).body[1].role is role


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Ver&shy;kehrs&#8203;wende", "Verkehrswende"),
        ("Gro\u0308ße", "Größe"),
        ("ein  Satz\n mit&nbsp;Lücken", "ein Satz mit Lücken"),
        ("Kosten<br>und Nutzen", "Kosten und Nutzen"),
        ("Bus<i>linie</i>", "Buslinie"),
        ("Linie <span class='sr-only'>(externer Link)</span> 3", "Linie 3"),
        ("A&amp;B &lt; C", "A&B < C"),
    ],
)
def test_text_is_read_as_it_is_seen(printed: str, read: str) -> None:
    assert in_page(f"<p>Es geht um {printed}.</p>").body[1].text == f"Es geht um {read}."


def test_hidden_text_is_neither_read_nor_reported() -> None:
    article = in_page('<p style="display: none">Nur für Maschinen geschrieben.</p>')
    assert len(article.body) == 2
    assert not any("Maschinen" in dropped.text for dropped in article.dropped)


JSON_LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "minute"),
    [
        ('<meta property="article:published_time" content="2026-01-08T15:28:00+01:00">', 28),
        ('<meta name="date" content="2026-01-08T15:29">', 29),
        (JSON_LD.format('{"@type":"NewsArticle","datePublished":"2026-01-08T15:30:00Z"}'), 30),
    ],
    ids=["published_time", "date", "json-ld"],
)
def test_the_date_is_taken_from_the_most_trusted_place(head: str, minute: int) -> None:
    less_trusted = '<meta name="pubdate" content="2020-02-02T11:11">'
    moment = in_page("", less_trusted + head).published
    assert moment is not None
    assert moment.isoformat().startswith(f"2026-01-08T15:{minute}")


def test_a_broken_script_does_not_hide_the_article() -> None:
    assert in_page("", '<script type="application/ld+json">{"@type": [</script>').body


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><p>Kurz.</p></body></html>",
        "<html><body>" + "<p><a href='/a'>Ein Artikel über dies und das</a></p>" * 40,
        "<html><body><nav>" + "<p>Menüpunkt mit einem recht langen Namen darin</p>" * 9,
    ],
    ids=["empty", "short", "links", "menu"],
)
def test_a_page_without_an_article_is_an_error(page: str) -> None:
    with pytest.raises(NoArticleError, match=r"^page\.html: no article"):
        article_of(page)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><h1>T</h1><p>" + "Wort und Satz. " * 300_000,
        "<html><body><h1>T</h1>" + "<div>" * 100_000 + PARAGRAPH * 3,
        "<html><body><h1>T</h1><p>" + "<b>" * 100_000 + "x",
        "<html><body><h1>T</h1>" + "<p>kurz</p>" * 300_000,
        "<html><body><div " + " ".join(f"a{n}=x" for n in range(100_000)) + ">x</div>",
        f"<html><body>{PARAGRAPH}<div class='{'a ' * 1_000_000}'>x</div>",
        "<html><script type='application/ld+json'>" + "[" * 100_000 + f"</script>{PARAGRAPH}",
        "<html>" + "<" * 1_000_000,
    ],
    ids=["line", "depth", "bold", "many", "attributes", "class", "script", "signs"],
)
def test_hostile_pages_end_soon(page: str) -> None:
    started = time.process_time()
    with suppress(NoArticleError):
        article_of(page)
    assert time.process_time() - started < 10


def test_the_body_finder_is_silent(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with warnings.catch_warnings(), caplog.at_level(logging.DEBUG):
        warnings.simplefilter("error")
        with pytest.raises(NoArticleError):
            article_of("<html><body><p>Kurz.</p></body></html>")
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_pages_of_many_outlets_keep_their_scores(shared: Path) -> None:
    """A quick floor: every third page of the suite, its words found and little beside them."""
    folder = shared / "suites" / "cleaning" / "html"
    recalls, precisions, headlines = [], [], []
    for path in sorted(folder.glob("*.gold.json"))[::3]:
        gold = json.loads(path.read_text(encoding="utf-8"))
        page = path.with_name(path.name.replace(".gold.json", ".html.gz"))
        article = clean(Source(name="-", content=gzip.decompress(page.read_bytes())), offline=True)
        told = [gold["title"], *(item["text"] for item in gold["items"])]
        allowed = {word for text in told for word in text.split()}
        wanted = [w for i in gold["items"] if i["type"] in ("lead", "p") for w in i["text"].split()]
        said = " ".join([article.lead or "", *(passage.text for passage in article.body)]).split()
        spoken = set(said)
        recalls.append(sum(word in spoken for word in wanted) / len(wanted))
        precisions.append(sum(word in allowed for word in said) / max(1, len(said)))
        titles = {squash(gold["title"]), squash(f"{gold['kicker']}{gold['title']}")}
        headlines.append(squash(article.headline) in titles)
    assert sum(recalls) / len(recalls) > 0.996
    assert sum(precisions) / len(precisions) > 0.996
    assert sum(headlines) / len(headlines) > 0.95


@pytest.mark.parametrize(
    ("end", "wall", "cut"),
    [
        ("und von dem Erlös ein neues", "", None),
        ("und von dem Erlös ein neues", "<div class='paywall-offer'>Jetzt testen</div>", "paywall"),
        ("und spart.", "<div class='paywall-offer'>Jetzt testen</div>", "paywall"),
        ("und spart. " + "Mehr dazu steht im Bericht. " * 60, "<p>Jetzt testen</p>", None),
    ],
    ids=["torn", "torn at a wall", "short above a wall", "whole"],
)
def test_a_text_that_ends_at_a_paywall_says_so(end: str, wall: str, cut: str | None) -> None:
    page = f"<html><body><h1>Kräne</h1><article>{PARAGRAPH}<p>Der Hafen verkauft {end}</p>{wall}"
    assert article_of(page).cut_short == cut


def test_text_given_for_machines_is_read_where_the_page_shows_none() -> None:
    told = " ".join(["Die Brücke bleibt bis zum Herbst gesperrt, teilte das Amt mit."] * 9)
    data = {
        "@type": "NewsArticle",
        "headline": "Brücke gesperrt",
        "articleBody": f"{told}\n{told}.",
    }
    article = article_of(f"<html>{JSON_LD.format(json.dumps(data))}<body></body></html>")
    assert (article.headline, len(article.body)) == ("Brücke gesperrt", 2)


def test_a_short_text_given_for_machines_is_read_where_the_page_shows_nothing() -> None:
    told = "Die Brücke bleibt bis zum Herbst gesperrt, teilte das Amt mit."
    data = {"@type": "NewsArticle", "headline": "Brücke gesperrt", "articleBody": told}
    article = article_of(f"<html>{JSON_LD.format(json.dumps(data))}<body></body></html>")
    assert [passage.text for passage in article.body] == [told]


def test_a_page_with_nothing_but_furniture_for_machines_is_an_error() -> None:
    data = {"@type": "NewsArticle", "headline": "Brücke gesperrt", "articleBody": "Anzeige"}
    with pytest.raises(NoArticleError, match="no article"):
        article_of(f"<html>{JSON_LD.format(json.dumps(data))}<body></body></html>")


@pytest.mark.parametrize(
    ("heading", "kicker", "headline"),
    [
        (
            "<h1><span class='badge badge--plus'>Plus</span> Der Bus fährt</h1>",
            None,
            "Der Bus fährt",
        ),
        (
            "<h1><span class='kicker'>Verkehr:</span> <span>Der Bus fährt</span></h1>",
            "Verkehr",
            None,
        ),
        ("<div class='overline'>Verkehr</div><h1>Der Bus fährt</h1>", "Verkehr", None),
        ("<hgroup><p>Linie 9</p><h1>Der Bus fährt</h1></hgroup>", "Linie 9", None),
        ("<header><h2><div>Verkehr</div><div>Der Bus fährt</div></h2></header>", "Verkehr", None),
        ("<h1>Der Bus fährt</h1><p class='kicker'>Der Bus fährt</p>", None, None),
    ],
)
def test_kicker_and_headline_are_told_apart(
    heading: str, kicker: str | None, headline: str | None
) -> None:
    head = "<meta property='og:title' content='Der Bus fährt'>"
    article = article_of(f"<html><head>{head}</head><body>{heading}{PARAGRAPH}{PARAGRAPH}</body>")
    assert (article.kicker, article.headline) == (kicker, headline or "Der Bus fährt")


def test_a_heading_in_parts_is_spelt_as_the_page_titles_it() -> None:
    head = "<meta property='og:title' content='Verkehr: Der Bus fährt'>"
    heading = "<h1><span>Verkehr</span> <span>Der Bus fährt</span></h1>"
    article = article_of(f"<html><head>{head}</head><body>{heading}{PARAGRAPH * 3}</body></html>")
    assert article.headline == "Verkehr: Der Bus fährt"


@pytest.mark.parametrize(
    ("shared", "crumb", "titles", "headline"),
    [
        (
            "Sandau: Fähre liegt bis zum Frühjahr still",
            "Sandau: Fähre liegt bis zum Frühjahr still",
            "<title>Fähre in Sandau | Elbblatt</title>",
            "Sandau: Fähre liegt bis zum Frühjahr still",
        ),
        (  # the section's name, and a title made for search engines
            "Fähre in Sandau, was Pendler wissen müssen | Elbblatt",
            "Verkehr",
            "",
            "Kein Boot mehr nach Sandau",
        ),
        (  # both hold the outlet's name: made for search engines
            "Fähre Sandau: alle Nachrichten | Elbblatt",
            "Fähre Sandau: alle Nachrichten | Elbblatt",
            "",
            "Kein Boot mehr nach Sandau",
        ),
        ("Das Elbblatt", "Das Elbblatt", "", "Kein Boot mehr nach Sandau"),
        (  # a title says what is printed: one voice more
            "Sandau: Fähre liegt bis zum Frühjahr still",
            "Sandau: Fähre liegt bis zum Frühjahr still",
            "<title>Kein Boot mehr nach Sandau | Elbblatt</title>",
            "Kein Boot mehr nach Sandau",
        ),
        (  # the printed headline is the last part of the other
            "Nach dem Hochwasser fährt kein Boot mehr nach Sandau",
            "Nach dem Hochwasser fährt kein Boot mehr nach Sandau",
            "",
            "Kein Boot mehr nach Sandau",
        ),
    ],
    ids=["two voices", "section", "outlet", "outlet alone", "told", "part"],
)
def test_a_headline_that_no_title_says_gives_way_to_an_h1_that_is_the_shared_title(
    shared: str, crumb: str, titles: str, headline: str
) -> None:
    meta = "<meta property='og:{}' content='{}'>"
    head = meta.format("title", shared) + meta.format("site_name", "Elbblatt")
    crumbs = f"<ol class='breadcrumb'><li><a href='/'>Start</a></li><li><h1>{crumb}</h1></li></ol>"
    article = article_of(
        f"<html><head>{titles}{head}</head><body>{crumbs}<article>"
        f"<h2>Kein Boot mehr nach Sandau</h2>{PARAGRAPH * 3}</article></body></html>"
    )
    assert article.headline == headline
    assert crumb not in [passage.text for passage in article.body]


SIGNED = "<span class='author'>Von Jana Reuß</span>"


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        ("<p class='intro'>{}</p>", True),
        ("<div class='c-lead'>{}</div>", True),
        ("<p class='intro'>{} " + SIGNED + "</p>", True),
        ("<p class='intro'>Der Kreis zahlt.</p>", False),
        ("<figcaption>{}</figcaption>", False),
        ("<ul><li>{}</li></ul>", False),
    ],
)
def test_the_lead_stands_between_headline_and_body(lead: str, *, said: bool) -> None:
    lead = lead.format("Der Kreis zahlt den Bus, und zwar für zwei Jahre.")
    told = "".join(PARAGRAPH.replace("Norden", place) for place in ("Süden", "Westen", "Osten"))
    page = f"<html><body><h1>Der Bus fährt</h1>{lead}<div class='text'>{told}</div></body>"
    article = article_of(page)
    expected = "Der Kreis zahlt den Bus, und zwar für zwei Jahre." if said else None
    assert article.lead == expected
    assert len(article.body) == 3


def test_a_heading_that_repeats_the_headline_is_not_read_again() -> None:
    assert len(in_page("<h2>Der Bus fährt wieder</h2>").body) == 2


def test_notes_in_italics_at_the_end_are_dropped() -> None:
    page = f"<html><body><h1>Der Bus fährt</h1><article>{PARAGRAPH}<p>Das gilt ab Mai, hieß es.</p>"
    article = article_of(page + "<p><em>Jana Reuß ist Redakteurin für Verkehr.</em></p></article>")
    assert [dropped.why for dropped in article.dropped] == ["note"]


@pytest.mark.parametrize(
    ("head", "image"),
    [
        ('<meta property="og:image" content="/b/1.jpg">', "https://elbe.example/b/1.jpg"),
        (
            (
                '<script type="application/ld+json">{"@type":"NewsArticle",'
                '"image":[{"url":"https://bild.example/2.webp"}]}</script>'
            ),
            "https://bild.example/2.webp",
        ),
        ('<meta property="og:image" content="data:image/png;base64,AA">', None),
        ("", None),
    ],
)
def test_the_picture_is_known_that_a_page_names(head: str, image: str | None) -> None:
    canonical = '<link rel="canonical" href="https://elbe.example/a.html">'
    assert in_page("", canonical + head).image == image
