import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from audiobrief.model import Brief, Chapter, Cue, Role
from audiobrief.publish.sidecar import Sidecar, sidecar, sidecar_path
from audiobrief.publish.transcript import html_blocks, html_transcript, json_transcript, plain_text

HOSTILE = (
    '</title></script><script>alert("1")</script><img src=x onerror=alert(2)> & "Zitat" \u202e🚲'
)


class Reader(HTMLParser):
    """What a browser would see: the tags, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's own
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def with_text(cue: Cue, text: str, role: Role | None = None) -> Cue:
    sentence = cue.utterance.sentence
    sentence = replace(sentence, text=text, role=role or sentence.role)
    return replace(cue, utterance=replace(cue.utterance, sentence=sentence))


def test_plain_text_is_what_is_printed_block_by_block(radweg: Brief) -> None:
    paragraphs = plain_text(radweg.cues).split("\n\n")
    assert paragraphs[:2] == ["Verkehr", "Neuer Radweg über den Fjord öffnet im April"]
    assert paragraphs[4] == "Händler bleiben skeptisch"
    assert paragraphs[-1].endswith("im 20-Minuten-Takt fahren.\n")
    assert len(paragraphs) == 8


def test_every_sentence_of_the_html_knows_its_times(radweg: Brief) -> None:
    page = html_transcript(radweg)
    for cue in radweg.cues:
        assert f'<span data-start="{cue.start:.3f}" data-end="{cue.end:.3f}">' in page
    assert page.startswith('<!doctype html>\n<html lang="de">')


def test_roles_become_the_elements_made_for_them(radweg: Brief) -> None:
    lines = [line.split(">")[0] for line in html_blocks(radweg.cues, radweg.article).splitlines()]
    assert lines == [
        '<p class="kicker"', "<h1", '<p class="lead"', "<p", "<h2", "<p", "<h2", "<p",
    ]  # fmt: skip


def test_neighbouring_items_are_one_list(radweg: Brief) -> None:
    crossheads = {"Händler bleiben skeptisch", "Fähre fährt weiter"}
    items = [
        with_text(cue, cue.utterance.sentence.text, Role.ITEM)
        for cue in radweg.cues
        if cue.utterance.sentence.text in crossheads
    ]
    assert html_blocks(items, radweg.article).split("<")[1] == "ul>\n"
    assert Reader(html_blocks(items, radweg.article)).tags == ["ul", "li", "span", "li", "span"]


def test_mark_up_in_headline_and_text_stays_text(radweg: Brief) -> None:
    article = replace(radweg.article, headline=HOSTILE)
    brief = replace(radweg, article=article, cues=(with_text(radweg.cues[1], HOSTILE),))
    seen = Reader(html_transcript(brief))
    assert seen.tags == ["html", "meta", "meta", "title", "main", "h1", "span"]
    assert seen.text.count(HOSTILE) == 2


def test_the_json_has_every_sentence_printed_and_spoken(radweg: Brief) -> None:
    read = json.loads(json_transcript(radweg))
    assert read["marker"] == "00:00 / 01:05"
    assert read["version"] == "1.0.0"
    assert read["published"] == "2026-11-18T09:30:00+00:00"
    assert read["segments"][3] == {
        "startTime": 11.433,
        "endTime": 14.7,
        "body": "Die Stadt rechnet mit 9.000 Fahrten am Tag.",
        "spoken": "Die Stadt rechnet mit neuntausend Fahrten am Tag.",
        "role": "lead",
        "block": 3,
    }
    assert len(read["segments"]) == len(radweg.cues)


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        (Sidecar.VTT, "WEBVTT\n"),
        (Sidecar.SRT, "1\n00:00:00,000 -->"),
        (Sidecar.TXT, "Verkehr\n\n"),
        (Sidecar.JSON, '{\n "version"'),
        (Sidecar.HTML, "<!doctype html>"),
        (Sidecar.CHAPTERS, '{\n "version": "1.2.0"'),
    ],
)
def test_every_kind_of_file_can_be_asked_for(radweg: Brief, kind: Sidecar, start: str) -> None:
    assert sidecar(radweg, kind).startswith(start)


def test_a_file_lies_beside_the_mp3_with_its_name() -> None:
    mp3 = Path("output/2026-11-18-radweg.mp3")
    assert sidecar_path(mp3, Sidecar.VTT) == Path("output/2026-11-18-radweg.vtt")
    assert sidecar_path(mp3, Sidecar.HTML) == Path("output/2026-11-18-radweg.transcript.html")


def test_the_articles_of_a_briefing_stand_below_one_heading(digest: Brief) -> None:
    page = html_transcript(digest)
    assert page.count("<h1>") == 1
    assert page.count('<h2 class="headline">') == 2
    assert page.count("<h3>") == 2
    assert Reader(page).text.count("Fjordblatt") == 2  # below the headline, and at the end
    link = '<p class="about"><a href="https://fjordblatt.example/verkehr/radweg" rel="noreferrer">'
    assert page.count(f"{link}Fjordblatt</a></p>") == 1


def test_the_json_of_a_briefing_tells_what_belongs_to_which_article(digest: Brief) -> None:
    read = json.loads(json_transcript(digest))
    assert [a["headline"] for a in read["articles"]] == [
        "Neuer Radweg über den Fjord öffnet im April",
        "Kraniche rasten im Moor",
    ]
    assert read["articles"][0]["url"] == "https://fjordblatt.example/verkehr/radweg"
    numbers = [segment.get("article") for segment in read["segments"]]
    assert numbers[0] is None
    assert numbers[-1] is None
    assert set(numbers) == {None, 1, 2}
    assert read["voices"] == ["pico", "espeak"]
    assert {segment["voice"] for segment in read["segments"]} == {"pico", "espeak"}


def test_a_chapter_of_a_briefing_has_its_link(digest: Brief) -> None:
    chapters = json.loads(sidecar(digest, Sidecar.CHAPTERS))["chapters"]
    assert [chapter.get("url") for chapter in chapters] == [
        None, "https://fjordblatt.example/verkehr/radweg", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in Sidecar if kind is not Sidecar.CHAPTERS])
def test_text_that_no_encoding_takes_is_left_out(radweg: Brief, kind: Sidecar) -> None:
    cue = with_text(radweg.cues[2], "Halb\ud83d und\x00 halb\uffff.")
    text = sidecar(replace(radweg, cues=(cue,)), kind).encode().decode()
    assert "Halb und halb ." in " ".join(text.split())


def test_chapters_are_told_as_podcast_players_read_them(radweg: Brief) -> None:
    chapters = (Chapter(start=0.0, end=38.2671, title="Radweg"),)
    assert json.loads(sidecar(replace(radweg, chapters=chapters), Sidecar.CHAPTERS)) == {
        "version": "1.2.0",
        "chapters": [{"startTime": 0.0, "endTime": 38.267, "title": "Radweg"}],
    }
