import pytest

from audiobrief.synthesise.plain import fold_to_latin_1, plain, unknown_letters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Heute <break time="9s"/> nicht', 'Heute break time="9s"/ nicht'),
        ("[[p'a]]", "((p'a))"),
        ("null\x00eins\x01zwei\x1bdrei", "null eins zwei drei"),
        ("Zeile\u2028und\nZeile\r\n", "Zeile und Zeile"),
        ("Donau\u00addampfer", "Donaudampfer"),
        ("Null\u200bbreite\ufeff", "Nullbreite"),
        ("Ma\u0308rz", "März"),
        ("ﬁnden", "finden"),
        ("\ue000privat\ud800", "privat"),
        ("„Ja“, sagte er – und ging.", "„Ja“, sagte er – und ging."),
    ],
)
def test_commands_go_and_words_stay(text, expected) -> None:
    assert plain(text) == expected


def test_unknown_letters_are_named_once() -> None:
    assert unknown_letters("Größe – ллα€ 😀 л") == "лα"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Erdoğan", "Erdogan"),
        ("Dvořák", "Dvorák"),
        ("Łódź", "Lódz"),
        ("Kılıçdaroğlu", "Kiliçdaroglu"),
        ("Erdős", "Erdös"),
        ("Größe – „ja“", "Größe – „ja“"),
        ("Привет", "Привет"),
    ],
)
def test_letters_beyond_latin_1_lose_their_marks(text, expected) -> None:
    assert fold_to_latin_1(text) == expected
