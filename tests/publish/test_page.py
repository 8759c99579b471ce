import re
from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

import pytest

from audiobrief.choices import Labels
from audiobrief.model import Brief, Role, Word
from audiobrief.publish.transcript import html_blocks
from audiobrief.publish.web.assets import SCRIPTS, asset, player_script, squeezed
from audiobrief.publish.web.page import page

KILOBYTE = 1000


class Opened(HTMLParser):
    """The tags of a page with their attributes, and what stands in its style and script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags:
            self.inside.setdefault(self.tags[-1][0], data)

    def first(self, tag: str) -> dict[str, str | None]:
        return next(attributes for name, attributes in self.tags if name == tag)


def policy(opened: Opened) -> str:
    found = [a["content"] for _, a in opened.tags if a.get("http-equiv")]
    return found[0] or ""


def digest(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()


def test_the_policy_allows_exactly_the_style_and_the_script_of_the_page(radweg: Brief) -> None:
    opened = Opened(page(radweg))
    rules = policy(opened)
    assert f"script-src '{digest(opened.inside['script'])}';" in rules
    assert f"style-src '{digest(opened.inside['style'])}';" in rules
    assert rules.startswith("default-src 'none'; ")
    assert "unsafe" not in rules
    assert "*" not in rules


def test_the_page_is_light_beside_audio_and_text(radweg: Brief) -> None:
    text = html_blocks(radweg.cues, radweg.article)
    assert len(page(radweg).encode()) - len(text.encode()) < 30 * KILOBYTE


def test_nothing_is_loaded_from_anywhere_else(radweg: Brief) -> None:
    opened = Opened(page(radweg))
    loaded = {
        value
        for tag, attributes in opened.tags
        for name, value in attributes.items()
        if name in {"src", "srcset", "data", "poster"} or (name == "href" and tag == "link")
    }
    assert loaded == {"radweg.mp3", "data:,"}
    assert "://" not in re.sub(r"http://www\.w3\.org/2000/svg", "", player_script())
    assert "@import" not in opened.inside["style"]
    assert "url(" not in opened.inside["style"]


def test_the_player_is_told_the_true_duration(radweg: Brief) -> None:
    player = Opened(page(radweg)).first("audio-brief")
    assert player == {"duration": "65.867", "remember": "radweg.mp3", "download": "radweg.mp3"}


@pytest.mark.parametrize(
    ("labels", "label"),
    [(Labels.GERMAN, "Überblick anhören"), (Labels.ENGLISH, "Listen to the briefing")],
)
def test_a_briefing_is_no_article_to_be_listened_to(digest: Brief, labels, label) -> None:
    assert Opened(page(digest, labels=labels)).first("audio-brief")["label"] == label


def test_a_sentence_knows_when_its_words_begin(radweg: Brief) -> None:
    cue = radweg.cues[1]
    assert cue.utterance.text.startswith("Neuer Radweg über")
    words = (
        Word(start=cue.start, end=cue.start + 0.5, first=0, behind=5),
        Word(start=cue.start + 0.512, end=cue.start + 1, first=6, behind=12),
    )
    text = page(replace(radweg, cues=(radweg.cues[0], replace(cue, words=words))))
    assert 'data-words="0,51,,,,,,">Neuer Radweg über' in text
    assert "data-words" not in page(radweg).split("<script>")[0]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_without_white_space_holds_the_same_words(name: str) -> None:
    def bare(code: str) -> str:
        return re.sub(r"\s+", "", re.sub(r"(^|\s)//.*", "", re.sub(r"/\*.*?\*/", "", code)))

    assert bare(squeezed(name)) == bare(asset(name))
    assert len(squeezed(name)) < 0.9 * len(asset(name))


def test_spaces_in_texts_and_patterns_of_a_script_stay() -> None:
    code = "".join(map(squeezed, SCRIPTS))
    assert "/^(\\d+)[.](\\d+)[.]\\d+ (\\w+)$/" in code
    assert 'listen:"Artikel anhören"' in code
    assert "`${this.label}: ${headline}`" in code


def test_the_file_of_any_name_is_found(radweg: Brief) -> None:
    odd = replace(radweg, mp3=radweg.mp3.with_name('a:b "c"#1?.mp3'))
    assert Opened(page(odd)).first("audio")["src"] == "a%3Ab%20%22c%22%231%3F.mp3"
    assert Opened(page(odd)).first("audio-brief")["download"] == 'a:b "c"#1?.mp3'


def test_a_single_file_holds_its_sound(radweg: Brief) -> None:
    opened = Opened(page(radweg, audio=b"\xff\xf3klang"))
    head, _, data = (opened.first("audio")["src"] or "").partition(",")
    assert head == "data:audio/mpeg;base64"
    assert b64decode(data) == b"\xff\xf3klang"
    assert "media-src data:;" in policy(opened)
    assert "media-src 'self';" in policy(Opened(page(radweg)))


@pytest.mark.parametrize(
    ("labels", "date", "voice"),
    [
        (Labels.GERMAN, "18. November 2026, 09:30 Uhr", "einer synthetischen Stimme"),
        (Labels.ENGLISH, "18 November 2026, 09:30", "a synthetic voice"),
    ],
)
def test_labels_are_in_the_language_asked_for(
    radweg: Brief, labels: Labels, date: str, voice: str
) -> None:
    text = page(radweg, labels=labels, language="de-AT")
    assert f">{date}</time> · Fjordblatt · Von Jette Lorenz" in text
    assert voice in text
    assert Opened(text).first("html")["lang"] == labels
    assert text.count('lang="de-AT"') == 2


def test_the_page_of_a_briefing_has_one_heading_and_its_articles_below(digest: Brief) -> None:
    text = page(digest)
    assert text.count("<h1>") == 1
    assert text.index("Der Morgen</span></h1>") < text.index('<div class="words"')
    assert text.count('<h2 class="headline">') == 2
    assert "<li><span" in text
    about = '<a href="https://fjordblatt.example/verkehr/radweg" rel="noreferrer">Fjordblatt</a>'
    assert f'<p class="about">{about} · <time datetime="2026-11-18T09:30+00:00">' in text
    assert "<p>Quellen: Fjordblatt</p>" in text


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (Labels.GERMAN, "Vorgelesen von synthetischen Stimmen: pico, espeak. Sprache: Deutsch."),
        (Labels.ENGLISH, "Read aloud by synthetic voices: pico, espeak. Language: German."),
    ],
)
def test_voices_and_language_are_named(digest: Brief, labels: Labels, said: str) -> None:
    assert said in page(digest, labels=labels)
    one = replace(digest, cues=tuple(replace(cue, voice="<a&b>") for cue in digest.cues))
    assert "einer synthetischen Stimme: &lt;a&amp;b&gt;. Sprache: Deutsch." in page(one)
    assert "Sprache: nds." in page(one, language="nds")


def test_an_intro_stands_above_the_one_headline(radweg: Brief) -> None:
    first = radweg.cues[0].utterance
    intro = replace(first, sentence=replace(first.sentence, role=Role.LINK, text="Guten Tag."))
    text = page(replace(radweg, cues=(replace(radweg.cues[0], utterance=intro), *radweg.cues)))
    assert text.count("<h1>") == 1
    assert text.index("Guten Tag.") < text.index("<h1>")


def test_a_date_without_a_time_has_none(radweg: Brief) -> None:
    article = replace(radweg.article, published=date(2026, 3, 1))
    text = page(replace(radweg, article=article))
    assert '<time datetime="2026-03-01">1. März 2026</time>' in text


def test_what_is_not_known_leaves_no_gap(radweg: Brief) -> None:
    bare = replace(
        radweg.article, published=None, outlet=None, byline=None, credit=None, url=None, kicker=None
    )
    text = page(replace(radweg, article=bare))
    assert "about" not in Opened(text).inside.get("p", "")
    assert '<p class="about">' not in text
    assert "Quelle" not in text
    assert "<title>Neuer Radweg über den Fjord öffnet im April</title>" in text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//[x"]
)
def test_only_web_addresses_become_links(radweg: Brief, url: str) -> None:
    article = replace(radweg.article, url=url)
    opened = Opened(page(replace(radweg, article=article)))
    assert [attributes for tag, attributes in opened.tags if tag == "a"] == []


def test_a_page_has_a_heading_even_where_none_is_read(radweg: Brief) -> None:
    read = tuple(c for c in radweg.cues if c.utterance.sentence.role is not Role.HEADLINE)
    text = page(replace(radweg, cues=read))
    assert "<h1>Neuer Radweg über den Fjord öffnet im April</h1>" in text


def test_a_long_headline_does_not_fill_the_title_bar(radweg: Brief) -> None:
    article = replace(radweg.article, headline="Langer Titel " * 60, outlet=None)
    title = Opened(page(replace(radweg, article=article))).inside["title"].strip()
    assert len(title) <= 122
    assert title.endswith("Titel …")


def test_the_same_brief_gives_the_same_page(radweg: Brief) -> None:
    assert page(radweg) == page(radweg)


def test_a_dollar_in_the_text_is_a_dollar(radweg: Brief) -> None:
    article = replace(radweg.article, credit="$script ${style} $$5")
    assert "Quelle: $script ${style} $$5" in unescape(page(replace(radweg, article=article)))
