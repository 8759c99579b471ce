"""What is furniture of a page, and what is to be read."""

import time
from pathlib import Path

import pytest

from audiobrief.clean.furniture import strip_inline, why

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parents[1] / "golden" / "furniture.tsv")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("kind", "text"), ROWS)
def test_furniture_is_known_by_its_phrases(kind: str, text: str) -> None:
    assert (why(text) or "-") == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das ist noch nicht geklärt. (dpa/AFP)", "Das ist noch nicht geklärt."),
        ("Er kam (Foto: privat) zu spät.", "Er kam zu spät."),
        (
            "Der Bericht (Link wird in einem neuen Tab geöffnet) ist lang.",
            "Der Bericht ist lang.",
        ),
        ("Die Partei (SPD) stimmte zu.", "Die Partei (SPD) stimmte zu."),
        ("Er fährt weiter.", "Er fährt weiter."),
    ],
)
def test_furniture_inside_a_text_is_cut_out(text: str, expected: str) -> None:
    assert strip_inline(text) == expected


@pytest.mark.parametrize("piece", ["Foto: ", "(", "© ", "Lesen Sie ", "12:30 ", "Von Anna ", "aA"])
def test_a_flood_of_one_phrase_ends_at_once(piece: str) -> None:
    started = time.process_time()
    why(piece * (800 // len(piece)))
    strip_inline(piece * 200_000)
    assert time.process_time() - started < 2
