"""The measure of the intelligibility benchmark, and its sentences."""

import importlib.util
import resource
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

HERE = Path(__file__).parent
sys.path.append(str(HERE))  # the benchmarks are scripts that import each other

from canonical import canonical  # noqa: E402 - found there

from audiobrief.model import Audio  # noqa: E402 - it stands behind that
from audiobrief.synthesise import find_voice  # noqa: E402 - it stands behind that


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
        ("am dritten Mai", "am drei Mai", 1),
        ("um zwanzig Uhr fünfzehn", "um 20:15 Uhr", 0),
        ("um zwölf Uhr", "um 12.00 Uhr", 0),
        ("eins Komma fünf Millionen", "1,5 Mio.", 0),
        ("null Komma zwei fünf Prozentpunkte", "0,25 Prozentpunkte", 0),
        ("drei zu eins", "3:1", 0),
        ("neunzig bis einhundertzwanzig Euro", "90-120 €", 0),
        ("einen Euro fünfundsiebzig", "1.75 Euro", 0),
        ("vier Komma fünf Prozent", "4.5%", 0),
        ("minus acht Grad Celsius", "-8°C", 0),
        ("einen Meter achtzig", "1,80 m", 0),
        ("ein Vierunddreißigjähriger", "ein 34-Jähriger", 0),
        ("neunzehnhundertvierundsiebzig", "1974", 0),
        ("fünfzehntausendsechshundert", "15.600", 0),
        ("Ludwig der Vierzehnte", "Ludwig XIV.", 0),
        ("Ludwigs des Vierzehnten", "Ludwigs XIV.", 0),
        ("am siebzehnten Juni", "am 17.6.", 0),
        ("Paragraf zwei Absatz eins", "§ 2 Abs. 1", 0),
        ("zum Beispiel", "z.B.", 0),
        ("zum Beispiel", "Zett B", 2),
        ("zweieinhalb Stunden", "2,5 Stunden", 0),
        ("CDU-Chef", "CDU Chef", 0),
        ("Milch", "", 1),
        ("", "Milch und Brot", 3),
    ],
)
def test_words_are_compared_as_they_are_spoken(benchmark, wanted, heard, errors) -> None:
    assert benchmark.word_errors(canonical(wanted), canonical(heard)) == errors


def test_numbers_that_are_not_heard_are_counted_by_themselves(benchmark) -> None:
    printed = "Der Umsatz stieg um 4,5 % auf 12 Mrd. Euro."
    wanted = canonical("Der Umsatz stieg um vier Komma fünf Prozent auf zwölf Milliarden Euro.")
    numbers = benchmark.number_words(printed, wanted)
    assert [wanted[place] for place in sorted(numbers)] == [
        "4", "komma", "5", "prozent", "12", "milliarde"
    ]  # fmt: skip
    heard = canonical("Der Unsinn stieg um 4,6 % auf 12 Mr. Euro.")
    assert {wanted[place] for place in benchmark.missed(wanted, heard) & numbers} == {
        "5",
        "milliarde",
    }


@pytest.mark.parametrize("name", ["choosing", "judging"])
def test_half_of_the_sixty_sentences_bear_numbers(benchmark, name) -> None:
    rows = benchmark.read_rows(HERE / "sentences" / f"{name}.tsv")
    assert len(rows) == 60
    assert sum(row.has_numbers for row in rows) == 30
    assert not any(character.isdigit() for row in rows for character in row.spoken)


def test_every_sentence_with_numbers_is_the_same_printed_as_spoken(benchmark) -> None:
    rows = benchmark.read_rows(HERE / "sentences" / "numbers.tsv")
    assert len(rows) == 64
    for row in rows:
        printed = canonical(row.printed)
        readings = [canonical(reading) for reading in (row.spoken, *row.others)]
        assert min(benchmark.word_errors(words, printed) for words in readings) == 0, row.printed


def test_no_sentence_is_both_chosen_by_and_judged_on(benchmark) -> None:
    choosing, judging = (
        {row.spoken for row in benchmark.read_rows(HERE / "sentences" / f"{name}.tsv")}
        for name in ("choosing", "judging")
    )
    assert not choosing & judging


def test_processes_that_an_engine_starts_are_part_of_what_it_costs(benchmark) -> None:
    voice = find_voice("pico")
    rows = benchmark.read_rows(HERE / "sentences" / "judging.tsv")[:4]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    speech = benchmark.speak_all(voice, benchmark.ours(rows, voice), None)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert speech.cpu > after.ru_utime - before.ru_utime > 0
    assert speech.memory > benchmark._peak_memory()  # noqa: SLF001 - they have ended by now


def test_a_text_as_printed_is_read_by_the_engine_s_own_rules_alone(benchmark) -> None:
    voice = find_voice("espeak")
    told = [benchmark.untouched(benchmark.Row("Der Hersteller.", "Der Hersteller."))]
    own = benchmark.speak_all(voice, told, None, by_itself=True)
    ours = benchmark.speak_all(voice, told, None)
    assert own.audios[0].duration != ours.audios[0].duration


def test_a_pace_leaves_the_silence_around_a_sentence_out(benchmark) -> None:
    voice = find_voice("silent")
    told = benchmark.ours([benchmark.Row("Die Lage ist ernst.", "Die Lage ist ernst.")], voice)
    noise = np.random.default_rng(1).uniform(-0.3, 0.3, 16_000).astype(np.float32)
    around = np.zeros(8_000, dtype=np.float32)
    samples = np.concatenate((around, noise, around, around))
    speech = benchmark.Speech((Audio(samples=samples, sample_rate=16_000),), cpu=1.0, memory=1.0)
    assert speech.pace(told) == pytest.approx(5, rel=0.05)  # syllables in its one second


@pytest.mark.parametrize(
    ("heard", "text"),
    [
        ("Die Lage ist ernst. " * 20, "Die Lage ist ernst"),
        ("nach Paragraf 2.18" + ".1" * 100 + ".", "nach Paragraf 2.18.1"),
        ("rund 1.000.000.000 Euro", "rund 1.000.000.000 Euro"),
        ("auf zwei Feldern stehen Bäume " * 20 + "auf zwei", "auf zwei Feldern stehen Bäume"),
        (
            "Der Zug fährt, der Zug hält, der Zug steht.",
            "Der Zug fährt, der Zug hält, der Zug steht.",
        ),
    ],
)
def test_a_recogniser_that_repeats_itself_is_heard_once(heard, text) -> None:
    pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    from ear import _once

    assert _once(heard) == text
