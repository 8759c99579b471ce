"""What holds for every text, whatever stands in it."""

from __future__ import annotations

import random
import re
import time

import pytest

from audiobrief.choices import GenderReading
from audiobrief.normalise import explain, spell

_LEFT = re.compile(r"[\d%€$£§&*/+=<>@#_°²³]")

_PLAIN = (
    "Die Regierung hat am Abend über den Haushalt beraten.",
    "„Wir sind auf einem guten Weg“, sagte die Ministerin nach der Sitzung.",
    "Der Fluss trat über die Ufer – die Feuerwehr war die ganze Nacht im Einsatz.",
    "Wer kommt, wann und warum? Das blieb offen!",
    "Die Müller-Gruppe in Baden-Württemberg übernimmt den Münchner Konkurrenten.",
    "Sie sah ein Gen, sprach mit Dir und mochte die Art.",
    "Am Ende siegte Leo, der Papst unter den Trainern …",
    "Der Betrieb läuft weiter: Niemand soll entlassen werden.",
    "Das Team um Elisabeth Groß ist im Max-Planck-Institut zu Hause.",
    "Ich bin so frei, do it yourself.",
)


@pytest.mark.parametrize("sentence", _PLAIN)
def test_a_plain_sentence_is_left_as_it_is(sentence: str) -> None:
    assert spell(sentence) == sentence
    assert explain(sentence) == ()


def test_no_digit_and_no_sign_is_left_whatever_stands_in_the_text() -> None:
    drawn = random.Random(7)  # noqa: S311  the same texts on every run
    signs = "0123456789" * 3 + "abcXIVMÄß .,:;-–/+*%€$£§&=<>@#_°²³½①٣५Ⅳⁿ₂\"'()[]\t…👍é"
    for _ in range(3000):
        text = "".join(drawn.choices(signs, k=drawn.randint(1, 30)))
        assert not _LEFT.search(spell(text)), text


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("CO₂ und m²", "CO zwei und Quadratmeter"),
        ("Es sind ٣ Kinder.", "Es sind drei Kinder."),
        ("Punkt ① gilt.", "Punkt eins gilt."),
        ("Ⅳ", "vier"),
    ],
)
def test_figures_of_other_kinds_are_said(printed: str, spoken: str) -> None:
    assert spell(printed) == spoken


@pytest.mark.parametrize(
    ("reading", "spoken"),
    [
        (GenderReading.GAP, "Die Bürger innen und Ärzt innen kommen."),
        (GenderReading.FEMININE, "Die Bürgerinnen und Ärztinnen kommen."),
        (GenderReading.BOTH, "Die Bürgerinnen und Bürger und Ärztinnen und Ärzte kommen."),
    ],
)
def test_gender_forms_are_read_as_asked(reading: GenderReading, spoken: str) -> None:
    assert spell("Die Bürger*innen und Ärzt*innen kommen.", reading=reading) == spoken


def test_every_change_names_its_rule() -> None:
    changes = explain("Am 3. Mai um 9 Uhr kamen ca. 40 Gäste.")
    assert {(each.before, each.after, each.rule) for each in changes} == {
        ("3. Mai", "dritten Mai", "date"),
        ("9 Uhr", "neun Uhr", "clock"),
        ("ca.", "circa", "abbreviation"),
        ("40", "vierzig", "number"),
    }


def test_an_empty_text_stays_empty() -> None:
    assert spell("") == ""


def test_a_number_of_any_length_is_said() -> None:
    assert spell("9" * 60) == " ".join(["neun"] * 60)


@pytest.mark.parametrize(
    "piece", ["1.", "3. und ", "a. ", "www.", "Bürger*", "XIV. ", " ", "1 x ", "(5., "]
)
def test_time_grows_with_the_length_of_a_line_and_no_faster(piece: str) -> None:
    short, long = (_seconds(piece * (size // len(piece))) for size in (10_000, 80_000))
    assert long < 0.2 + 8 * 2.5 * short


def _seconds(text: str) -> float:
    spell(text[:100])
    start = time.process_time()
    spell(text)
    return time.process_time() - start
