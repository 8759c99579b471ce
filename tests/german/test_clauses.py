import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiobrief.german.clauses import split_clauses

LONG = (
    "Der Bundestag hat am 3. Oktober nach einer hitzigen Aussprache, die mehr als 5 Stunden "
    "dauerte, den Haushalt beschlossen; die Opposition kündigte an, dass sie vor das "
    "Verfassungsgericht ziehen werde – notfalls allein."
)


def test_a_short_text_stays_whole() -> None:
    assert split_clauses("Der Bundestag tagt.", 100) == ("Der Bundestag tagt.",)


def test_nothing_gives_nothing() -> None:
    assert split_clauses("  ", 100) == ()


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        (
            LONG,
            125,
            (
                LONG[: LONG.index(";") + 1],
                LONG[LONG.index(";") + 2 :],
            ),
        ),
        (
            "Er kam. Sie ging mit ihrer Schwester aus dem Saal.",
            45,
            ("Er kam.", "Sie ging mit ihrer Schwester aus dem Saal."),
        ),
        (
            "Sie lobte die Feuerwehr (und die Polizei) für ihren Einsatz am Wochenende.",
            60,
            (
                "Sie lobte die Feuerwehr (und die Polizei)",
                "für ihren Einsatz am Wochenende.",
            ),
        ),
        (
            "Die Staats- und Regierungschefs trafen sich in Brüssel zu einem Gipfel.",
            55,
            ("Die Staats- und Regierungschefs trafen sich", "in Brüssel zu einem Gipfel."),
        ),
        (
            "Insgesamt wurden in der Region 10 000 Menschen gezählt",
            34,
            ("Insgesamt wurden in der Region", "10 000 Menschen gezählt"),
        ),
    ],
)
def test_the_best_boundary_wins(text: str, limit: int, pieces: tuple[str, ...]) -> None:
    assert split_clauses(text, limit) == pieces


@pytest.mark.parametrize("bound", ["am 3.", "Dr.", "z.", "rund 10", "dem", "für"])
def test_no_piece_ends_with_a_word_that_leans_on_the_next(bound: str) -> None:
    text = f"Das Gericht verwies in seinem Urteil auf die Regel und {bound} Oktober nach der Wahl"
    for limit in range(40, len(text)):
        assert not any(piece.endswith(f" {bound}") for piece in split_clauses(text, limit))


def test_a_word_longer_than_the_limit_is_cut_hard() -> None:
    assert split_clauses("ja " + "x" * 25, 10) == ("ja", "x" * 10, "x" * 10, "x" * 5)


@given(
    st.text(st.sampled_from("aB3.,;:–-()„“\"' \n\tüß"), max_size=300) | st.text(max_size=200),
    st.integers(min_value=1, max_value=120),
)
def test_nothing_is_lost_and_no_piece_is_too_long(text: str, limit: int) -> None:
    pieces = split_clauses(text, limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert all(piece == piece.strip() for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    if all(len(word) <= limit for word in text.split()):
        assert " ".join(pieces) == " ".join(text.split())


@pytest.mark.parametrize("unit", ["a ", "., ", "der ", "1 ", "x", "(", "Nein. aaa bbb "])
def test_the_time_grows_with_the_text(unit: str) -> None:
    def cost(size: int) -> float:
        text = (unit * size)[:size]
        start = time.process_time()
        split_clauses(text, 300)
        return time.process_time() - start

    cost(1_000)
    assert cost(400_000) < 16 * max(cost(50_000), 0.005)
