"""The measure of the intelligibility benchmark, and its sentences."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("intelligibility", HERE / "intelligibility.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("wanted", "heard", "errors"),
    [
        ("die Lage ist ernst", "Die Lage ist ernst.", 0),
        ("die Lage ist ernst", "Die Lager ist.", 2),
        ("der Ausbau", "der schnelle Ausbau", 1),
        ("die Straße", "die Strasse", 0),
        ("das Polizeigesetz gilt", "das Polizei Gesetz gilt", 0),
        ("die Fach Hoch Schule", "die Fachhochschule", 0),
        ("am dritten Mai", "am 3. Mai", 0),
        ("zwölf Prozent", "12 %", 0),
        ("CDU-Chef", "CDU Chef", 0),
        ("Milch", "", 1),
        ("", "Milch und Brot", 3),
    ],
)
def test_words_are_compared_as_they_are_spoken(benchmark, wanted, heard, errors) -> None:
    assert benchmark.word_errors(benchmark.words(wanted), benchmark.words(heard)) == errors


@pytest.mark.parametrize("name", ["choosing", "judging"])
def test_half_of_the_sixty_sentences_bear_numbers(benchmark, name) -> None:
    rows = benchmark.read_rows(HERE / "sentences" / f"{name}.tsv")
    assert len(rows) == 60
    assert sum(row.has_numbers for row in rows) == 30
    assert not any(character.isdigit() for row in rows for character in row.spoken)


def test_no_sentence_is_both_chosen_by_and_judged_on(benchmark) -> None:
    choosing, judging = (
        {row.spoken for row in benchmark.read_rows(HERE / "sentences" / f"{name}.tsv")}
        for name in ("choosing", "judging")
    )
    assert not choosing & judging
