"""What a voice is given."""

from __future__ import annotations

import time

import pytest

from audiobrief.model import Article, Boundary, Role, Sentence
from audiobrief.normalise import normalise
from audiobrief.normalise.lexicon import Entry, Lexicon

_ARTICLE = Article(source="-", headline="Der Rat tagt", body=())


def _said(text: str) -> str:
    sentence = Sentence(
        article=_ARTICLE, role=Role.PARAGRAPH, text=text, boundary=Boundary.SENTENCE
    )
    utterance = normalise(sentence)
    assert utterance.sentence is sentence
    return utterance.text


@pytest.mark.parametrize(
    ("printed", "given"),
    [
        ("Rat tagt am 3. Mai", "Rat tagt am dritten Mai."),
        ("Wer kommt?", "Wer kommt?"),
        ("„Ja“, sagte sie.", "Ja, sagte sie."),
        ("»Nein!«", "Nein!"),
        ('Er rief: "Halt!"', "Er rief: Halt!"),
        ("Der Rat – er tagt selten – ging.", "Der Rat, er tagt selten, ging."),
        ("Die Stadt (sie ist klein) wächst.", "Die Stadt, sie ist klein, wächst."),
        ("Die Partei (CDU) siegte.", "Die Partei, CDU, siegte."),
        ("Das ist [noch] offen …", "Das ist noch offen..."),
        ("Sie sagt's nicht.", "Sie sagt's nicht."),
        ("Das war’s.", "Das war's."),
    ],
)
def test_the_voice_gets_plain_marks_and_a_full_stop(printed: str, given: str) -> None:
    assert _said(printed) == given


@pytest.mark.parametrize("piece", [" ", "(", "' ", " -", ",", "[", "((a) "])
def test_the_time_for_a_voice_grows_with_the_length_and_no_faster(piece: str) -> None:
    start = time.process_time()
    _said(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 5


def test_a_lexicon_speaks_last() -> None:
    lexicon = Lexicon(entries=(Entry(printed="Macron", spoken="Makrong"),))
    sentence = Sentence(
        article=_ARTICLE,
        role=Role.HEADLINE,
        text="Macron kommt um 9 Uhr",
        boundary=Boundary.HEADLINE,
    )
    assert normalise(sentence, lexicon=lexicon).text == "Makrong kommt um neun Uhr."
