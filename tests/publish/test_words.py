"""Print and speech side by side, word for word."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from audiobrief.model import Article, Boundary, Brief, Cue, Role, Sentence, Utterance, Word
from audiobrief.publish.captions import captions
from audiobrief.publish.transcript import json_transcript
from audiobrief.publish.words import heard, readings

ARTICLE = Article(source="-", headline="Probe", body=())


def cue(printed: str, spoken: str | None = None, start: float = 1.0, each: float = 0.5) -> Cue:
    """A sentence of which every word takes the same time."""
    said = spoken or printed
    words, place = [], 0
    for number, text in enumerate(said.split()):
        first = said.index(text, place)
        place = first + len(text)
        words.append(
            Word(
                start=start + number * each,
                end=start + (number + 1) * each,
                first=first,
                behind=first + len(text.rstrip(".,:?!")),
            )
        )
    sentence = Sentence(
        article=ARTICLE, role=Role.PARAGRAPH, text=printed, boundary=Boundary.PARAGRAPH
    )
    utterance = Utterance(sentence=sentence, text=said)
    return Cue(start=start, end=words[-1].end, utterance=utterance, words=tuple(words))


@pytest.mark.parametrize(
    ("printed", "spoken", "pairs"),
    [
        (
            "Am 3. Oktober 2026 um 11.30 Uhr öffnet „sie“ wieder.",
            "Am dritten Oktober zweitausendsechsundzwanzig um elf Uhr dreißig öffnet sie wieder.",
            """Am=Am dritten=3. Oktober=Oktober zweitausendsechsundzwanzig=2026 um=um elf=11.30_Uhr
            Uhr=11.30_Uhr dreißig=11.30_Uhr öffnet=öffnet sie=sie wieder=wieder""",
        ),
        (
            "Sie kostet 2,6 Mio. Euro (brutto).",
            "Sie kostet zwei Komma sechs Millionen Euro, brutto.",
            """Sie=Sie kostet=kostet zwei=2,6_Mio. Komma=2,6_Mio. sechs=2,6_Mio. Millionen=2,6_Mio.
            Euro=Euro brutto=brutto""",
        ),
        (
            "Tickets für € 5,50 gibt es.",
            "Tickets für fünf Euro fünfzig gibt es.",
            "Tickets=Tickets für=für fünf=€_5,50 Euro=€_5,50 fünfzig=€_5,50 gibt=gibt es=es",
        ),
        (
            "Es sind 49 dB(A).",
            "Es sind neunundvierzig Dezibel.",
            "Es=Es sind=sind neunundvierzig=49_dB(A) Dezibel=49_dB(A)",
        ),
        ("Der Rat tagt *.", "Der Rat tagt heute.", "Der=Der Rat=Rat tagt=tagt heute=*"),
        ("Der Rat.", "Und nun Der Rat.", "Und=None nun=None Der=Der Rat=Rat"),
    ],
)
def test_spoken_words_are_known_in_print(printed: str, spoken: str, pairs: str) -> None:
    found = [
        f"{word.spoken}={str(word.printed).replace(' ', '_')}"
        for word in heard(cue(printed, spoken), printed)
    ]
    assert found == pairs.split()


def test_every_word_is_read_once_and_in_order() -> None:
    printed = "Um 20.15 Uhr kamen 1,5 Mio. Menschen zum Fest in Bad Ems."
    whole = cue(
        printed,
        "Um zwanzig Uhr fünfzehn kamen eins Komma fünf Millionen Menschen zum Fest in Bad Ems.",
    )
    found = readings(whole, printed)
    assert tuple(word for reading in found for word in reading.words) == whole.words
    spans = [reading.printed for reading in found if reading.printed]
    assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_a_voice_that_tells_of_no_words_leaves_none() -> None:
    assert readings(replace(cue("Der Rat tagt."), words=()), "Der Rat tagt.") == ()


def test_a_line_of_captions_begins_with_its_first_word() -> None:
    text = (
        "Der Landtag in Mainz hat den Haushalt nach langer Debatte verabschiedet, "
        "und die Opposition sagte danach, sie werde dagegen vor Gericht ziehen."
    )
    # The words take the same time however long they are: their letters do not tell of it.
    first, second, *_ = captions([cue(text)])
    place = len(first.text.split())
    assert second.text.split()[0] == text.split()[place]
    assert first.end == second.start == 1000 + 500 * place


def test_the_json_transcript_tells_of_words(radweg: Brief) -> None:
    worded = cue("Am 3. Mai.", "Am dritten Mai.")
    segments = json.loads(json_transcript(replace(radweg, cues=(*radweg.cues, worded))))["segments"]
    assert "words" not in segments[0]
    assert segments[-1]["words"] == [
        {"startTime": 1.0, "endTime": 1.5, "spoken": "Am", "printed": "Am"},
        {"startTime": 1.5, "endTime": 2.0, "spoken": "dritten", "printed": "3."},
        {"startTime": 2.0, "endTime": 2.5, "spoken": "Mai", "printed": "Mai"},
    ]
