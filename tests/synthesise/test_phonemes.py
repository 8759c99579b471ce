"""German (and English) words in Kokoro's alphabet, and portions of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from audiobrief.errors import VoiceError
from audiobrief.model import Pronunciation
from audiobrief.synthesise.phonemes import kokoro_phonemes, portions, tokens, vocabulary

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "golden" / "kokoro_phonemes.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "symbols"), ROWS)
def test_german_is_written_in_the_alphabet_of_the_model(text, symbols) -> None:
    assert kokoro_phonemes(text) == symbols


@pytest.mark.parametrize(
    "text",
    [
        "Wirtschaftsministerium, Pfründe; Dschungel, Garage, Restaurant und Chance!",
        "Meeting, Office, Computer, Download, Thriller und Show.",
        "Çelik, Škoda, Łódź, Ñandú, São Tomé, Erdoğan.",
        "שלום 😀 Привет",
        "x" * 400,
        "\x00[[a]]<b>",
    ],
)
def test_every_symbol_has_its_number(text) -> None:
    symbols = kokoro_phonemes(text)
    assert len(tokens(symbols)) == len(symbols)


@pytest.mark.parametrize("text", ["", " ", "… ! ?", "()", "-"])
def test_a_text_without_words_gives_no_symbols(text) -> None:
    assert kokoro_phonemes(text) == ""


def test_marks_stay_where_they_stand() -> None:
    symbols = kokoro_phonemes("Ja, nein; doch: gut! Wie? Ach so ...")
    assert [symbol for symbol in symbols if symbol in ".,;:!?"] == [",", ";", ":", "!", "?", "."]


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(VoiceError, match="no language “xx”"):
        kokoro_phonemes("Ja", "xx")


def _pronounced(text: str, **said: Pronunciation) -> str:
    """The text's symbols, its words in capitals pronounced as they are to be."""
    spans = []
    for word, pronunciation in said.items():
        start = text.index(word)
        spans.append(replace(pronunciation, start=start, end=start + len(word)))
    return kokoro_phonemes(text, "de", spans)


def _said(ipa: str = "", language: str = "", words: str = "") -> Pronunciation:
    return Pronunciation(start=0, end=0, ipa=ipa, language=language, words=words)


@pytest.mark.parametrize(
    ("text", "said", "symbols"),
    [
        ("Die Times lobt.", _said(language="en"), "diː tˈImz lˈoːpt."),
        ("Neue Times, alte", _said(language="en"), "nˈYɛ tˈImz, ˈaltɛ"),
        ("Die Times-Leser.", _said(language="en"), "diː tˈImz lˈeːzɐɹ."),
        ("In Times!", _said(ipa="ˈwʊstɐ", language="en", words="Worcester"), "ɪn wˈʊstə!"),
        ("Aus Times.", _said(ipa="ˈʃtʁaːsn̩"), "ˌWs ʃtɾˈaːsn."),
        ("In Times", _said(ipa="ˈaʊ̯toːɐ̯ ˈt͜saɪ̯tɐ"), "ɪn ˈWtoɐ tsˈItɐɹ"),
        ("In Times", _said(language="fr", words="Orléans"), "ɪn ɔʁleˈɑ̃"),
        ("In Times", _said(language="tlh"), "ɪn tˈiːməs"),
        ("Am Times", _said(ipa="ˈfʏnftə"), "am fˈynftɛ"),
    ],
)
def test_a_word_is_said_as_it_is_pronounced(text, said, symbols) -> None:
    assert _pronounced(text, Times=said) == symbols


def test_every_symbol_of_a_pronunciation_has_its_number() -> None:
    odd = _said(ipa="\x00ʘ[[ǃ]]ˈt͡ɬ’a˥˩ ɕʷ")
    symbols = _pronounced("Sie sagte Times leise.", Times=odd)
    assert len(tokens(symbols)) == len(symbols)
    assert symbols.endswith("lˈIzɛ.")


@pytest.mark.parametrize(
    ("symbols", "limit", "expected"),
    [
        ("aa bb. cc dd", 20, ["aa bb. cc dd"]),
        ("aa bb. cc dd", 9, ["aa bb.", "cc dd"]),
        ("aa bb cc", 6, ["aa bb", "cc"]),
        ("aaaaaaaa", 3, ["aaa", "aaa", "aa"]),
        ("a, b, c, d", 5, ["a, b,", "c, d"]),
        ("", 5, []),
    ],
)
def test_portions_end_at_marks_before_spaces(symbols, limit, expected) -> None:
    assert list(portions(symbols, limit)) == expected


def test_no_portion_is_longer_than_the_model_takes() -> None:
    symbols = kokoro_phonemes("Der Landtag tagt, und alle warten auf das Ergebnis " * 60)
    parts = list(portions(symbols, 510))
    assert max(map(len, parts)) <= 510
    assert "".join("".join(parts).split()) == "".join(symbols.split())


def test_no_end_of_a_very_long_word_is_lost() -> None:
    assert len(kokoro_phonemes("Donaudampfschiff" * 300)) > 300 * 10
    assert len(kokoro_phonemes("x" * 600)) > 600


def test_the_alphabet_has_a_number_once_for_each_symbol() -> None:
    assert len(set(vocabulary().values())) == len(vocabulary()) == 114
