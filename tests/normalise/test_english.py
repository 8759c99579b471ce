"""English words in German texts: what is marked, and that no German is."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from audiobrief.normalise.english import english_spans

_SUITES = Path(__file__).parents[3] / "shared" / "suites" / "segment"


def _marked(text: str) -> list[str]:
    return [text[start:end] for start, end in english_spans(text)]


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Die New York Times berichtet.", ["New York Times"]),
        ("Das „Wall Street Journal“ und die „The New York Times“.", None),
        ("Der Sender meldet Breaking News.", ["Breaking News"]),
        ("Tausende riefen Black Lives Matter.", ["Black Lives Matter"]),
        ("Die Black-Lives-Matter-Bewegung wächst.", ["Black-Lives-Matter"]),
        ("Der Chef der Bank of America geht.", ["Bank of America"]),
        ("Das Siegel Made in Germany bleibt.", ["Made in Germany"]),
        ("Sie las an der London School of Economics.", ["School of Economics"]),
        ("Sein Satz „Yes, we can“ blieb.", ["Yes, we can"]),
        ("Der Film „House of Cards“ läuft.", ["House of Cards"]),
        ("„Make America Great Again“, rief er.", ["Make America Great Again"]),
        ("Sie spielt in der Champions League.", ["Champions League"]),
    ],
)
def test_runs_of_english_words_are_found(text: str, english: list[str] | None) -> None:
    assert _marked(text) == (english or ["Wall Street Journal", "The New York Times"])


@pytest.mark.parametrize(
    "text",
    [
        "Der Minister war am Samstag in Bad Ems.",
        "Also hat man so gut wie alle Gifte im Rat verboten.",
        "Die Band war im Park, das Team im Hotel, der Star im Studio.",
        "Will Smith und Tom Hanks kamen mit Jack Black.",
        "Der Chef der Post will die Hand am Arm des Star-Gasts.",
        "Die USA und die WHO sprechen mit der Nato.",
        "New Orleans und San Francisco liegen in den USA.",
        "Er fuhr nach Long Island und Green Bay.",
        "Le Monde und La Repubblica schreiben das.",
        "ALLES NEU IN DER STADT AM MAIN",
        "Ein Held, der im Winter die Rose und den Tiger im Garten sah.",
        "",
        "Times",
    ],
)
def test_german_and_names_are_left_alone(text: str) -> None:
    assert _marked(text) == []


def test_a_run_does_not_end_with_a_preposition() -> None:
    assert _marked("Er rief Keep the Faith and the Dream and warf es.") == [
        "Keep the Faith and the Dream"
    ]
    assert _marked("Er rief Ready for die Stadt") == []


@pytest.mark.parametrize("piece", ["the ", "The York ", '"the ', "of-", "Made in "])
def test_the_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    start = time.process_time()
    english_spans(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 5


@pytest.mark.skipif(not _SUITES.is_dir(), reason="the suites are not here")
def test_few_sentences_of_the_suites_are_marked() -> None:
    """All marks in them were read: none was German."""
    rows = (
        json.loads(line)
        for name in ("ud_gsd_dev_hbq", "wmt21_deen_hb", "empirist_web_detok_hb")
        for line in (_SUITES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    )
    sentences = [sentence for row in rows for sentence in row["sents"]]
    marked = sum(bool(english_spans(sentence)) for sentence in sentences)
    assert 0.01 < marked / len(sentences) < 0.03
