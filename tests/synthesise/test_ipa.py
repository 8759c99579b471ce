"""Sounds in the letters of each engine."""

import re
import unicodedata

import numpy as np
import pytest

from audiobrief.normalise import lexicon
from audiobrief.synthesise.ipa import engine_letters, espeak_ipa


@pytest.mark.parametrize(
    ("ipa", "espeak", "pico"),
    [
        ("liːdz", "li:dz", "li:dz"),
        ("ˈwʊstɐ", "'wUst3", '"vUst6'),
        ("maˈkʁɔ̃", "ma'krO~", 'ma"kRo~'),
        ("ˈkʏçə", "'kyC@", '"kYC@'),
        ("t͡ʃɛ̃", "tSEN", "t_SE~"),
        ("ɲɔˈki", "n^O'ki:", 'njO"ki:'),
        ("haɪ̯ ʊnt loʊ", "haI Unt loU", "ha_^I Unt lo:"),
        ("θætʃɚ", "TEtS3", "sEt_S6"),
    ],
)
def test_an_engine_gets_the_sounds_or_the_nearest(ipa: str, espeak: str, pico: str) -> None:
    assert engine_letters(ipa, "espeak") == espeak
    assert engine_letters(ipa, "pico") == pico


def test_no_mark_of_an_engine_comes_through() -> None:
    hostile = "a]] [[_:_'/><break time='9s'/>\"&"
    assert not set(engine_letters(hostile, "espeak")) & set('[]<>&"/_')
    assert not set(engine_letters(hostile, "pico")) & set("[]<>&'/")


@pytest.mark.parametrize("engine", ["espeak", "pico"])
def test_every_sound_that_a_lexicon_may_name_is_said(engine: str) -> None:
    known = [chr(code) for code in range(0x61, 0x3C8) if lexicon._IPA.fullmatch(chr(code))]  # noqa: SLF001
    sounds = [sound for sound in known if unicodedata.category(sound) == "Ll"]
    assert len(sounds) > 80
    assert [sound for sound in sounds if not engine_letters(sound, engine)] == []


def test_piper_gets_the_letters_that_its_german_models_learned() -> None:
    assert espeak_ipa("ˈʁɔʏbɐ") == "ˈɾɔøbɜ"
    assert espeak_ipa("liːdz") == "liːdz"


def test_pico_says_every_letter_of_its_table() -> None:
    pytest.importorskip("py_nanotts")
    from audiobrief.synthesise.ipa import _table
    from audiobrief.synthesise.pico import Pico

    engine = Pico()

    def length(sounds: str) -> int:
        text = f"Der Verein <phoneme ph='{sounds}'/> gewinnt."
        return len(engine.pcm(text, "de-DE", 1.0))

    letters = {letter for letter in _table()["pico"].values() if letter not in '"%. '}
    without = length("la:la:")
    assert [each for each in letters if length(f"la:{each}la:") == without] == []


def test_espeak_says_every_letter_of_its_table() -> None:
    pytest.importorskip("espeakng_loader")
    from audiobrief.model import Pronunciation, Voice
    from audiobrief.synthesise.espeak import Espeak
    from audiobrief.synthesise.ipa import _table

    voice = Voice(name="e", engine="espeak", model="de", pace=145)

    def said(ipa: str) -> np.ndarray:
        word = Pronunciation(start=0, end=1, ipa=f"la{ipa}la")
        return Espeak().speak("A da", voice, (word,)).samples

    without = said("")
    sounds = [sound for sound in _table()["espeak"] if not re.search("[ˈˌ ]", sound)]
    assert [each for each in sounds if np.array_equal(said(each), without)] == []
