"""What counts as another pronunciation in the count of mispronounced words."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))  # the benchmarks are scripts

from mispronounced import Word, wrong


@pytest.mark.parametrize(
    ("said", "reading"),
    [
        ("hˈɛɾʃtɛlɜ", "ˈheːɐ̯ˌʃtɛlɐ"),  # Hersteller: the vowel
        ("tsuːʃtˈɪmʊŋ", "ˈt͡suːʃtɪmʊŋ"),  # Zustimmung: the stress
        ("ɡˈɑːskˌɔnt͡sɛɾn", "ˈɡaːsˌkɔntsɛʁk"),  # a consonant
        ("ɡɾˌɪpeːvˈɛlə", "ˈɡʁɪpəˌvɛlə"),  # Grippewelle: an e
    ],
)
def test_what_is_heard_counts(said: str, reading: str) -> None:
    assert wrong(Word("-", (reading,), 0, said), said)
    assert not wrong(Word("-", (reading, said), 0, said), said)


@pytest.mark.parametrize(
    ("said", "reading"),
    [
        ("vˈasɜ", "ˈvasɐ"),
        ("ˈaʊto", "ˈaʊ̯to"),
        ("lˈɔ͡øtə", "ˈlɔɪ̯tə"),
        ("tˈɑfəl", "ˈtaːfl̩"),
        ("mˈɛːtçən", "ˈmɛːtçən"),
        ("natsjˈoːn", "naˈt͡si̯oːn"),
        ("hˈambʊ͡ɐk", "ˈhambʊʁk"),
    ],
)
def test_how_it_is_written_does_not(said: str, reading: str) -> None:
    assert not wrong(Word("-", (reading,), 0, said), said)


def test_a_reading_with_other_syllables_excuses_nothing() -> None:
    branche = ("ˈbʁɑ̃ːʃə", "bʁɑ̃ːʃ")
    assert wrong(Word("-", branche, 0, "bɾˈançə"), "bɾˈançə")
    assert not wrong(Word("-", branche[1:], 0, "bɾˈançə"), "bɾˈançə")
