import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from audiobrief.segment import split_sentences

REAL = ("ud_gsd_dev_hbq", "wmt21_deen_hb", "empirist_web_detok_hb")
GOLDEN = (
    "golden_other",
    "golden_pragmatic_extra",
    "golden_pysbd",
    "golden_sentencex_extra",
    "golden_somajo",
)


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "score_segment", shared / "suites" / "score_segment.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("suites", "least_precision", "least_f1"),
    [
        (REAL[:1], 0.998, 0.993),
        (REAL[1:2], 0.996, 0.997),
        (REAL[2:], 0.997, 0.984),
        (REAL, 0.997, 0.992),
        (GOLDEN, 0.97, 0.98),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else None,
)
def test_scores_do_not_sink(
    shared: Path,
    scorer: ModuleType,
    suites: tuple[str, ...],
    least_precision: float,
    least_f1: float,
) -> None:
    hit = false = missed = 0
    for suite in suites:
        for _, sentences in scorer.load(shared / "suites" / "segment" / f"{suite}.jsonl"):
            gold = scorer.boundaries(sentences)
            found = scorer.boundaries(list(split_sentences(" ".join(sentences))))
            hit += len(gold & found)
            false += len(found - gold)
            missed += len(gold - found)
    assert hit / (hit + false) >= least_precision
    assert 2 * hit / (2 * hit + false + missed) >= least_f1
