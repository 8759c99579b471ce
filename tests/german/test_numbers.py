"""Numbers in one word, and their parts."""

import pytest

from audiobrief.german.numbers import number_parts, numbers_apart


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("zweitausenddreiundzwanzig", ("zweitausend", "dreiundzwanzig")),
        ("neunzehnhundertvierundachtzig", ("neunzehnhundert", "vierundachtzig")),
        ("zwölftausenddreihundertfünfzig", ("zwölftausend", "dreihundert", "fünfzig")),
        ("zweitausendsechsundzwanzigsten", ("zweitausend", "sechsundzwanzigsten")),
        ("neunzehnhundertneunziger", ("neunzehnhundert", "neunziger")),
        ("einhundertzwanzigjähriger", ("einhundert", "zwanzigjähriger")),
        ("zweihunderttausend", ("zweihundert", "tausend")),
        ("Hunderteins", ("Hundert", "eins")),
        ("zweitausend", ("zweitausend",)),
        ("hundertprozentig", ("hundertprozentig",)),
        ("Jahrhundert", ("Jahrhundert",)),
        ("Tausendfüßler", ("Tausendfüßler",)),
        ("", ("",)),
    ],
)
def test_a_number_is_cut_behind_thousands_and_hundreds(word, parts) -> None:
    assert number_parts(word) == parts


def test_long_numbers_in_a_text_are_a_space_apart() -> None:
    text = "Seit neunzehnhundertsechs, also über einhundertzwanzig Jahren."
    assert numbers_apart(text) == "Seit neunzehnhundert sechs, also über einhundert zwanzig Jahren."
