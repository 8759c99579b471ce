"""How words are said: what an utterance carries beside its text."""

from __future__ import annotations

import pytest

from audiobrief.model import Article, Boundary, Role, Sentence
from audiobrief.normalise import normalise
from audiobrief.normalise.lexicon import Entry, Lexicon

_ARTICLE = Article(source="-", headline="Der Rat tagt", body=())
_LEXICON = Lexicon(
    entries=(
        Entry(printed="Leeds", spoken="Lieds", ipa="liːdz", language="en"),
        Entry(printed="Wall Street Journal", spoken="Wohl Striet Dschörnel", language="en"),
        Entry(printed="Macron", spoken="Makrong", language="fr"),
        Entry(printed="Times", ipa="taɪmz"),
        Entry(printed="Rio", spoken="Rijo"),
    )
)


def _said(text: str) -> tuple[str, list[tuple[str, str, str, str]]]:
    sentence = Sentence(
        article=_ARTICLE, role=Role.PARAGRAPH, text=text, boundary=Boundary.SENTENCE
    )
    utterance = normalise(sentence, lexicon=_LEXICON)
    return utterance.text, [
        (utterance.text[each.start : each.end], each.ipa, each.language, each.words)
        for each in utterance.pronunciations
    ]


@pytest.mark.parametrize(
    ("printed", "text", "pronounced"),
    [
        ("Am 3. Mai kam er.", "Am dritten Mai kam er.", []),
        ("Nach Rio und Rom.", "Nach Rijo und Rom.", []),
        ("Er mag „Breaking News“.", "Er mag Breaking News.", [("Breaking News", "", "en", "")]),
        (
            "Macrons Weg (in Leeds)",
            "Makrongs Weg, in Lieds.",
            [("Makrongs", "", "fr", "Macrons"), ("Lieds", "liːdz", "en", "Leeds")],
        ),
        (
            "2 Rios, The Wall Street Journal!",
            "zwei Rijos, The Wohl Striet Dschörnel!",
            [("The Wohl Striet Dschörnel", "", "en", "The Wall Street Journal")],
        ),
        (
            "Die New York Times, 9 Uhr",
            "Die New York Times, neun Uhr.",
            [("New York ", "", "en", ""), ("Times", "taɪmz", "", "")],
        ),
        ("Die Macron-Rede", "Die Makrong-Rede.", [("Makrong", "", "fr", "Macron")]),
    ],
)
def test_an_utterance_says_how_its_words_are_pronounced(
    printed: str, text: str, pronounced: list[tuple[str, str, str, str]]
) -> None:
    assert _said(printed) == (text, pronounced)


def test_a_genitive_is_pronounced_too() -> None:
    assert _said("Leeds' Fans und Macrons Leute")[1][0][1] == "liːdz"
    lexicon = Lexicon(entries=(Entry(printed="Biden", ipa="ˈbaɪdən"),))
    sentence = Sentence(
        article=_ARTICLE, role=Role.PARAGRAPH, text="Bidens Rede", boundary=Boundary.SENTENCE
    )
    assert normalise(sentence, lexicon=lexicon).pronunciations[0].ipa == "ˈbaɪdəns"
