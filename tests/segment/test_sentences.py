import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiobrief.segment import split_sentences

BORDER = "‖"
WORDS = [
    "Die",
    "er",
    "Haus",
    "z. B.",
    "Dr.",
    "usw.",
    "3.",
    "3. Mai",
    "XIV.",
    "J.",
    "20",
    ":-)",
    "👍",
]
MARKS = list(".,;:!?…()[]„“”»«\"'–/§%")
PROSE = st.lists(st.sampled_from([*WORDS, *MARKS, ". ", "! ", *" " * 20, "\n"])).map("".join)


def golden_rows(golden: Path) -> list[str]:
    lines = (golden / "sentences.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_golden_paragraphs_are_cut_at_their_borders(golden: Path) -> None:
    rows = golden_rows(golden)
    assert len(rows) >= 250
    wrong = [
        found
        for row in rows
        if (found := f" {BORDER} ".join(split_sentences(row.replace(f" {BORDER} ", " ")))) != row
    ]
    assert wrong == []


@given(PROSE | st.text(max_size=200))
def test_every_character_is_kept_in_sentences_that_are_lines(paragraph: str) -> None:
    sentences = split_sentences(paragraph)
    assert "".join("".join(sentences).split()) == "".join(paragraph.split())
    assert all(sentence == " ".join(sentence.split()) != "" for sentence in sentences)


@given(PROSE)
def test_a_sentence_is_one_sentence_by_itself(paragraph: str) -> None:
    for sentence in split_sentences(paragraph):
        assert split_sentences(sentence) == (sentence,)


@pytest.mark.parametrize("empty", ["", " ", "\n\t\u00a0"])
def test_no_words_are_no_sentences(empty: str) -> None:
    assert split_sentences(empty) == ()


@pytest.mark.parametrize(
    "unit",
    [
        ".", ". ", '"', '" ', '." ', "( ", ".) ", "1", "1. ", "z. ", "z. B. ", "A. ", "… ", ":-) ",
        "[ 1 ] ", "Der.Die ", "Nein! ", "Er kam (spät!) Das ", "„ ", "a", "ja usw. ",
    ],
)  # fmt: skip
def test_the_time_grows_with_the_text(unit: str) -> None:
    def cost(size: int) -> float:
        text = (unit * size)[:size]
        start = time.process_time()
        split_sentences(text)
        return time.process_time() - start

    cost(1_000)
    assert cost(100_000) < 16 * max(cost(12_500), 0.005)


def test_a_megabyte_of_news_in_one_line_takes_no_more_than_a_second_or_two() -> None:
    text = (
        "Der Rat tagte am 3. Mai, z. B. über den Etat. Die „Neue Linke“ stimmte dagegen. " * 12_500
    )
    start = time.process_time()
    assert len(split_sentences(text)) == 25_000
    assert time.process_time() - start < 2


def test_a_forgotten_space_between_sentences_is_no_loss() -> None:
    assert split_sentences("Der Rat kam.Die Presse nicht.") == ("Der Rat kam.", "Die Presse nicht.")


@pytest.mark.parametrize("name", ["S.Oliver", "Sat.1", "t-online.de", "Prof.Meier", "F.A.Z.-Chef"])
def test_a_dot_inside_a_name_is_no_end(name: str) -> None:
    assert split_sentences(f"Er kam zu {name} und ging.") == (f"Er kam zu {name} und ging.",)


def test_protected_spaces_hold_an_abbreviation_together() -> None:
    assert split_sentences("Sie nennt z.\u00a0B. Die Grünen.") == ("Sie nennt z. B. Die Grünen.",)
