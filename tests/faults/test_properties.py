"""Whatever text comes in: never a traceback, nothing lost, and every clock exact."""

from __future__ import annotations

import html
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path, PurePosixPath, PureWindowsPath

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from audiobrief.choices import GenderReading, Pauses
from audiobrief.clean import clean
from audiobrief.config import load_settings
from audiobrief.errors import AudiobriefError, ConfigError, SpeechError
from audiobrief.german.clauses import split_clauses
from audiobrief.model import (
    Article,
    Audio,
    Boundary,
    Brief,
    Chapter,
    Clip,
    Cue,
    Role,
    Sentence,
    Source,
    Utterance,
)
from audiobrief.normalise import explain, spell
from audiobrief.normalise.lexicon import check, read_lexicon
from audiobrief.pipeline import make_utterances
from audiobrief.publish.captions import LONGEST_LINE, captions, subrip, webvtt
from audiobrief.publish.filename import filenames
from audiobrief.publish.finish import Finish
from audiobrief.publish.tags import read_tags, read_text, tag_in_front
from audiobrief.publish.transcript import (
    html_transcript,
    json_chapters,
    json_transcript,
    plain_text,
    printed,
)
from audiobrief.segment.sentences import split_sentences
from audiobrief.stitch import stitch
from audiobrief.stitch.flow import flow
from audiobrief.stitch.music import Music
from audiobrief.synthesise import find_voice, load_engine, synthesise

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=150)
LETTERS = re.compile(r"[A-Za-zÄÖÜäöüß]+")
WORDS = (
    "Der Rat tagt am 3. Oktober um 20.15 Uhr mit 1,5 Mio. Euro z. B. Dr. St. II. Ludwig XIV. §5 "
    "Abs. 2 CDU/CSU Bürger*innen 5–10 km/h „Ja“ (dpa) – 3:1 1. FC G7 die 60-Jährige % 31. das im "
    "1946 ca. Nr. 7 ... … ? ! : ; usw. e. V. -5 °C https://a.example a@b.example #tag @wer 24/7 ½ "
    "m² Hauptstr. 5 Mo. Okt. 10 000 +49 30 123 456 A7 Kolleg/-innen Ende. Dann"
)
anything = st.text(max_size=300)
newsy = st.lists(
    st.one_of(st.sampled_from(WORDS.split()), st.text(max_size=4)), min_size=1, max_size=40
).map(" ".join)
texts = st.one_of(anything, newsy)
TAGS = (
    "<html> <body> <article> <h1> </h1> <p> </p> <p class=teaser> <header> <div> </div> "
    "<script> </script> <meta> <br> <ul> <li> <table> <td> <svg> &amp; &#0; &#xD800; <!-- "
    "--> <![CDATA[ ]]> <!doctype html> <time datetime=2026-13-45> <a href=//x>"
)
markup = st.lists(
    st.one_of(
        st.sampled_from(TAGS.split()),
        newsy,
    ),
    max_size=30,
).map("".join)


def visible(text: str) -> str:
    return "".join(text.split())


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


# clean


@FEW
@given(st.one_of(st.binary(max_size=400), texts.map(lambda t: t.encode("utf-8", "replace"))))
def test_any_bytes_are_an_article_or_a_clear_error(content: bytes) -> None:
    read(content)


@FEW
@given(markup)
def test_any_markup_is_an_article_or_a_clear_error(text: str) -> None:
    read(text.encode("utf-8", "replace"))


def read(content: bytes) -> None:
    try:
        article = clean(Source(name="source", content=content), offline=True)
    except AudiobriefError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
        return
    assert article.headline
    for utterance in make_utterances(article):
        assert any(map(str.isalpha, utterance.text))
        assert not any(map(str.isdecimal, utterance.text))


# segment


@MANY
@given(texts)
@example("Am 3. 4. 5. — „Ja.“ … \u2028\x85 Dr.\u00a0B. \ufeff")
def test_sentences_keep_every_visible_character_in_its_place(text: str) -> None:
    sentences = split_sentences(text)
    assert visible("".join(sentences)) == visible(text)
    assert all(sentence == " ".join(sentence.split()) != "" for sentence in sentences)


@MANY
@given(texts, st.integers(1, 120))
def test_clauses_keep_every_visible_character_and_the_limit(text: str, limit: int) -> None:
    clauses = split_clauses(text, limit)
    assert visible("".join(clauses)) == visible(text)
    assert all(0 < len(clause) <= limit for clause in clauses)


# normalise

REPLACING = {
    "abbreviation": "z. B. is said as zum Beispiel",
    "account": "DE and GB are said letter by letter",
    "acronym": "ver.di and MDAX are said as they are called",
    "bracketed": "(l.) is said as links",
    "clock": "h is said as Uhr",
    "date": "Okt. is said as Oktober",
    "decade": "90er is said as one word with its number",
    "digits": "a number in other digits",
    "duration": "one hour is said as eine Stunde",
    "following": "ff. is said as folgende",
    "gender": "a star and its ending are said as the reading has it",
    "handle": "a handle's joined words are said apart",
    "large-number": "Mrd. is said as Milliarden",
    "law-part": "Abs. is said as Absatz",
    "measure": "km is said as Kilometer",
    "money": "EUR is said as Euro",
    "month": "Dez. is said as Dezember",
    "number-adjective": "5-jährige is said as one word",
    "number-behind-letters": "letters before a number are said one by one",
    "number-before-letters": "the same behind it",
    "number-er": "80er is said as one word",
    "number-word": "5-km-Lauf is said with Kilometer",
    "ordinal-word": "3-tes is said as drittes",
    "paragraph": "Paragraf is said for the sign",
    "per": "km/h is said as Kilometer pro Stunde",
    "percent-point": "%-P. is said as Prozentpunkte",
    "place": "a place's short form",
    "range": "a unit behind a range",
    "roman-number": "IV is said as vier",
    "roman-ordinal": "II. is said as zweite",
    "ruler": "Ludwig XIV. is said as der Vierzehnte",
    "score": "n.V. is said as nach Verlängerung",
    "sign": "a unit before a sign",
    "slash": "kWh is said as Kilowattstunden",
    "street": "Hauptstr. is said as Hauptstraße",
    "times": "3x is said as dreimal",
    "unit": "km² is said as Quadratkilometer",
    "version": "v2 is said as Version zwei",
    "web": "https is not said",
    "mail": "an address is said by its parts",
    "file": "a file's ending is said by its letters",
    "weekday": "Mo. is said as Montag",
}
"""The rules that may put other words in the place of words, and an example of it."""


@MANY
@given(texts, st.sampled_from(GenderReading))
def test_no_word_is_lost_where_no_rule_puts_another_in_its_place(
    text: str, reading: GenderReading
) -> None:
    said = fold(spell(text, reading=reading))
    changes = explain(text, reading=reading)
    replaced = [
        fold(word)
        for change in changes
        if change.rule in REPLACING
        for word in LETTERS.findall(change.before)
    ]
    for word in map(fold, LETTERS.findall(unicodedata.normalize("NFC", text))):
        assert word in said or any(word in each or each in word for each in replaced), word


@MANY
@given(texts, st.sampled_from(GenderReading))
def test_words_are_never_replaced_by_nothing(text: str, reading: GenderReading) -> None:
    for change in explain(text, reading=reading):
        assert LETTERS.search(change.after) or not LETTERS.search(change.before), change


# synthesise


@FEW
@given(texts, st.sampled_from(("espeak", "pico", "silent")))
@example("<speak>[[x]]</speak> & \x00 %s", "espeak")
@example("<speak>[[x]]</speak> & \x00 %s", "pico")
def test_any_text_is_said_or_refused_in_one_line(text: str, name: str) -> None:
    voice = find_voice(name)
    sentence = Sentence(article=ARTICLE, role=Role.PARAGRAPH, text=text, boundary=Boundary.SENTENCE)
    utterance = Utterance(sentence=sentence, text=text)
    try:
        (made,) = synthesise([utterance], load_engine(voice.engine), voice)
    except SpeechError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
        return
    assert made.utterance == utterance
    assert np.isfinite(made.audio.samples).all()
    assert made.audio.duration >= 0.005 * sum(map(str.isalpha, text))


# stitch

rows_of_clips = st.lists(
    st.tuples(
        st.integers(400, 9_000),
        st.sampled_from((8_000, 16_000, 22_050, 24_000, 44_100)),
        st.sampled_from(Boundary),
    ),
    min_size=1,
    max_size=6,
)


@settings(FEW, max_examples=15)
@given(rows_of_clips, st.floats(0, 3), st.integers(0, 3), st.booleans())
def test_a_stream_has_the_clock_of_its_track(
    rows: list[tuple[int, int, Boundary]], pause: float, music: int, bed: bool
) -> None:
    clips = [replace(clip(*row), voice=str(row[1])) for row in rows]
    tone = 0.1 * np.sin(np.arange(3000) * 0.1)
    chord = Audio(samples=tone.astype(np.float32), sample_rate=22_050)
    around = Music(
        opening=chord if music & 1 else None,
        closing=chord if music & 2 else None,
        bed=chord if bed else None,
    )
    pauses = Pauses(sentence=pause)
    track = stitch(clips, pauses, around)
    bits = list(flow(clips, pauses, around, clips))
    assert tuple(cue for _, cue in bits if cue) == track.cues
    assert {audio.sample_rate for audio, _ in bits} == {track.audio.sample_rate}
    assert sum(len(audio.samples) for audio, _ in bits) == len(track.audio.samples)


@FEW
@given(rows_of_clips, st.floats(0, 3))
def test_the_clock_of_a_track_is_exact(rows: list[tuple[int, int, Boundary]], pause: float) -> None:
    pauses = Pauses(sentence=pause)
    track = stitch([clip(*row) for row in rows], pauses)
    rate, end = track.audio.sample_rate, len(track.audio.samples)
    assert track.audio.duration == end / rate
    assert [cue.utterance.text for cue in track.cues] == ["Die Bahn fährt."] * len(rows)
    for cue in track.cues:
        for moment in (cue.start, cue.end):
            assert abs(moment * rate - round(moment * rate)) < 1e-6
        assert 0 <= cue.start < cue.end
    for cue, following in pairwise(track.cues):
        silence = pauses.behind(cue.utterance.sentence, last=False)
        assert abs((following.start - cue.end) * rate - silence * rate) <= 1
    # No sample of a clip is lost: a cue is as long as its clip, at the track's rate.
    for (samples, own, _), cue in zip(rows, track.cues, strict=True):
        assert abs((cue.end - cue.start) - samples / own) <= 2 / rate + 0.02
    assert round(track.cues[-1].end * rate) <= end


def clip(samples: int, rate: int, boundary: Boundary) -> Clip:
    wave = 0.3 * np.sin(2 * np.pi * 200 * np.arange(samples) / rate)
    sentence = Sentence(article=ARTICLE, role=Role.PARAGRAPH, text="Satz.", boundary=boundary)
    return Clip(
        utterance=Utterance(sentence=sentence, text="Die Bahn fährt."),
        audio=Audio(samples=wave.astype(np.float32), sample_rate=rate),
    )


# publish

ARTICLE = Article(source="-", headline="Neue Fähre", body=())
cues = st.lists(
    st.tuples(
        texts.filter(lambda t: any(map(str.isalpha, t))),
        st.sampled_from(Role),
        st.sampled_from(Boundary),
    ),
    min_size=1,
    max_size=6,
)


def brief(rows: list[tuple[str, Role, Boundary]]) -> Brief:
    said = tuple(
        Cue(
            start=2.5 * place,
            end=2.5 * place + 2,
            utterance=Utterance(
                sentence=Sentence(article=ARTICLE, role=role, text=text, boundary=boundary),
                text="Sie fährt.",
            ),
        )
        for place, (text, role, boundary) in enumerate(rows)
    )
    article = replace(ARTICLE, headline=rows[0][0], byline=rows[-1][0])
    length = 2.5 * len(rows)
    chapters = (Chapter(start=0.0, end=length, title=rows[0][0]),)
    return Brief(
        article=article,
        mp3=Path("x.mp3"),
        duration=length,
        cues=said,
        loudness=-19.0,
        chapters=chapters,
    )


@FEW
@given(cues)
def test_tags_read_again_are_the_text(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, Role, Boundary]]
) -> None:
    made = brief(rows)
    utterances = [cue.utterance for cue in made.cues]
    path = tmp_path_factory.mktemp("tags") / "a.mp3"
    path.write_bytes(tag_in_front(made.article, utterances, Finish()))
    text = plain_text(made.cues).replace("\0", " ")
    assert visible(read_text(path) or "") == visible(text.encode("utf-8", "replace").decode())
    title = read_tags(path).title or ""
    expected = made.article.headline.replace("\0", " ").encode("utf-8", "replace").decode()
    assert visible(title) == visible(expected)


@FEW
@given(cues)
def test_captions_read_again_are_the_text(rows: list[tuple[str, Role, Boundary]]) -> None:
    made = brief(rows)
    expected = visible("".join(printed(cue) for cue in made.cues))
    lines = list(captions(made.cues))
    assert all(len(line.text) <= LONGEST_LINE for line in lines)
    assert all(line.start < line.end for line in lines)
    assert all(a.end <= b.start for a, b in pairwise(lines))
    payloads = list(payloads_of(webvtt(made.cues).removeprefix("WEBVTT\n\n")))
    assert len(payloads) == len(lines)
    assert visible(html.unescape("".join(payloads))) == expected
    shown = str.maketrans("<>{}", "‹›()")
    assert visible("".join(payloads_of(subrip(made.cues)))) == expected.translate(shown)


def payloads_of(text: str) -> Iterator[str]:
    """The text of each block, as players read it: up to an empty line."""
    for block in re.split(r"\n{2,}", text.strip("\n")):
        _name, times, *payload = block.split("\n")
        assert re.fullmatch(r"\d\d:\d\d:\d\d[.,]\d{3} --> \d\d:\d\d:\d\d[.,]\d{3}", times)
        assert "-->" not in "".join(payload).replace("--&gt;", "")
        yield "".join(payload)


@FEW
@given(cues)
def test_transcripts_read_again_are_the_text(rows: list[tuple[str, Role, Boundary]]) -> None:
    made = brief(rows)
    texts = [printed(cue) for cue in made.cues]
    document = json.loads(json_transcript(made))
    assert [segment["body"] for segment in document["segments"]] == texts
    assert json.loads(json_chapters(made.chapters))["chapters"][0]["endTime"] == made.duration
    assert visible(plain_text(made.cues)) == visible("".join(texts))
    reader = Spans()
    reader.feed(html_transcript(made))
    reader.close()
    assert [kept.replace("\u00a0", " ") for kept in reader.spans] == [
        text.replace("\u00a0", " ") for text in texts
    ]  # figures and units are kept on one line
    assert reader.tags <= {
        *("html", "meta", "title", "main", "p", "h1", "h2", "h3", "blockquote", "ul", "li", "span")
    }


class Spans(HTMLParser):
    """The text of every span, and which elements there are."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: list[str] = []
        self.tags: set[str] = set()
        self._inside = False

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self.tags.add(tag)
        if tag == "span":
            self.spans.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "span"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.spans[-1] += data


@MANY
@given(st.one_of(texts, st.sampled_from(["../../etc/passwd", "C:\\x", "\0", "con", ".", "//a/b"])))
def test_a_file_is_named_within_its_folder(headline: str) -> None:
    names = filenames(replace(ARTICLE, headline=headline))
    for name in (next(names), next(names)):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*\.mp3", name)
        assert len(name) <= 90
        for kind in (PurePosixPath, PureWindowsPath):
            assert kind(name).name == name


# Files that users write


@FEW
@given(st.one_of(texts, st.sampled_from(["[profiles.x]\nrate='9wpm'", "rate=nan", "pauses=1"])))
def test_any_config_file_is_settings_or_a_clear_error(tmp_path_factory, text: str) -> None:
    file = tmp_path_factory.mktemp("config") / "config.toml"
    file.write_bytes(text.encode("utf-8", "replace"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIOBRIEF_CONFIG", str(file))
        try:
            load_settings()
        except ConfigError as error:
            assert str(file) in str(error)  # noqa: PT017 - either outcome is right


@FEW
@given(st.one_of(texts, st.dictionaries(newsy, newsy).map(json.dumps)), st.booleans())
def test_any_lexicon_is_one_or_a_clear_error(tmp_path_factory, text: str, pls: bool) -> None:
    file = tmp_path_factory.mktemp("lexicon") / ("a.pls" if pls else "a.toml")
    file.write_bytes(text.encode("utf-8", "replace"))
    try:
        read_lexicon(file)
    except ConfigError as error:
        assert str(file) in str(error)  # noqa: PT017 - either outcome is right
    assert all(isinstance(fault, str) for fault in check(text))


@FEW
@given(st.dictionaries(newsy, newsy, max_size=5))
def test_a_lexicon_with_any_words_is_read_as_data(words: dict[str, str]) -> None:
    rows = "".join(f"{json.dumps(word)} = {json.dumps(said)}\n" for word, said in words.items())
    try:
        tomllib.loads(rows)
    except tomllib.TOMLDecodeError:
        return
    assert all(isinstance(fault, str) for fault in check(f"[own]\n{rows}"))
