"""German words that eSpeak says wrongly, put right for the voices that learn sounds from it."""

import re

import pytest

from audiobrief.model import Pronunciation
from audiobrief.synthesise.compounds import halves
from audiobrief.synthesise.espeak_library import TIE
from audiobrief.synthesise.mispronounced import mend, put_right


def _said(word: str) -> str:
    return mend([word]).get(word, "as eSpeak says it").replace(TIE, "")


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("Hersteller", "hˈeːɾʃtˌɛlɐ"),  # eSpeak: hˈɛɾʃtɛlɜ
        ("Herstellern", "hˈeːɾʃtˌɛlɐn"),
        ("Autohersteller", "ˈaʊtohˌeːɾʃtɛlɐ"),
        ("Konzern", "kɔntsˈɛɾn"),
        ("Konzernchef", "kɔntsˈɛɾnʃˌɛf"),
        ("Polizeigesetz", "pˌoːliːtsˈaɪɡəzˌɛts"),
        ("Grippewelle", "ɡɾˈɪpəvˌɛlə"),
        ("August", "aʊɡˈʊst"),
    ],
)
def test_a_word_is_said_as_it_is_listed_alone_and_in_others(word, sounds) -> None:
    assert _said(word) == sounds


@pytest.mark.parametrize("word", ["Haus", "augustinisch", "Finanzierung", "unterrichten", "Xyzzy"])
def test_a_word_that_espeak_says_rightly_is_left_alone(word) -> None:
    assert _said(word) == "as eSpeak says it"


def test_capitals_tell_a_noun_from_a_verb_and_not_at_the_beginning_of_a_sentence() -> None:
    assert _said("Unterricht") == "ˈʊntɐɾˌɪçt"
    assert _said("nächste") == _said("Nächste") == "nˈɛːçstə"


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("zweitausenddreiundzwanzig", "tsvˈaɪtaʊzənt dɾˈaɪʊnttsvˌantsɪç"),
        ("fünfhundertzwanzig", "fˈʏnfhʊndɜt tsvˈantsɪç"),
        ("zweiundvierzig", "tsvˈaɪʊntfˌɪɾtsɪç"),
        ("siebenundsechzigste", "zˈiːbənʊntzˌɛçtsɪçstə"),
        ("einundachtzigjährige", "ˈaɪnʊntˌaxtsɪɡjˌɛːrɪɡə"),
        ("zweihundertneunundvierzigtausend", "tsvˈaɪhʊndɜt nˈɔønʊntfˌɪɾtsɪçtˌaʊzənt"),
    ],
)
def test_a_long_number_is_said_part_by_part(word, sounds) -> None:
    assert _said(word) == sounds


def test_vierzig_and_vierzehn_are_short_and_the_oecd_is_spelled() -> None:
    assert _said("vierzehn") == "fˈɪɾtseːn"
    assert _said("vierzig") == "fˈɪɾtsɪç"
    assert _said("OECD") == "ˌoːeːtseːdˈeː"
    assert _said("Dax") == "dˈaks"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Gerichtstermin", ("Gerichts", "Termin")),
        ("Haftstrafe", ("Haft", "Strafe")),
        ("Verbraucher", ("Verbraucher",)),
        ("gerichtstermin", ("gerichtstermin",)),
        ("Überzeugung", ("Überzeugung",)),
        ("İstanbulreise", ("İstanbulreise",)),
        ("", ("",)),
    ],
)
def test_a_compound_has_two_halves(word, parts) -> None:
    assert halves(word) == parts


def test_what_is_pronounced_already_stays() -> None:
    text = "Der Hersteller und der Konzern."
    told = Pronunciation(start=4, end=14, ipa="ˈhɛːɐ̯", words="Hersteller")
    first, second = put_right(text, [told])
    assert first == told
    assert (text[second.start : second.end], second.ipa) == (
        "Konzern",
        mend(["Konzern"])["Konzern"],
    )


def test_words_that_hyphens_join_are_given_as_one() -> None:
    text = "Der EU-Hersteller, der Times-Hersteller, ein Ja- und ein Nein-Sager."
    times = text.index("Times")
    told = Pronunciation(start=times, end=times + 5, ipa="taɪmz")
    said = [(text[each.start : each.end], each.ipa) for each in put_right(text, [told])]
    assert said == [
        ("EU-Hersteller", "ˌeːˈuːhˌeːɾʃtˌɛlɐ"),
        ("Times", "taɪmz"),
        ("Hersteller", "hˈeːɾʃtˌɛlɐ"),
    ]


def test_what_espeak_says_in_english_is_left_alone() -> None:
    assert mend(["Business-Hersteller", "Business"]) == {}


def test_a_word_without_end_is_not_looked_into() -> None:
    assert put_right("Hersteller" * 100_000) == ()
    assert put_right("Hersteller-" * 100_000 + "Haus") == ()


def test_other_languages_are_not_put_right() -> None:
    assert put_right("Der Hersteller.", language="en-GB") == ()


def test_the_list_is_in_order() -> None:
    from importlib.resources import files

    text = (files("audiobrief.synthesise") / "mispronounced.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    assert len(rows) > 4000
    assert len({word for word, _ in rows}) == len(rows)
    for word, ipa in rows:
        assert re.fullmatch(r"[^\W\d_]+\|?", word), word
        assert re.fullmatch(r"[a-zçŋœøæɐɑɔəɛɡɪʁʃʊʏʒθðʔɾɲɜːˈˌ\u0303\u032f\u0361]+", ipa), (word, ipa)
