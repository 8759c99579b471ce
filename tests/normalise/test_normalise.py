"""What a voice is given."""

from __future__ import annotations

import pytest

from audiobrief.model import Article, Boundary, Role, Sentence
from audiobrief.normalise import normalise

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
