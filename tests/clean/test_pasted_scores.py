"""Other people's pasted texts: what is found of their articles may not sink unseen."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from audiobrief.clean.pasted import clean_pasted

# What the shipped weights reach, less a little.
FLOORS = {"F1": 0.995, "F1_med": 0.999, "good98": 0.92, "title_vis": 0.975}
CEILINGS = {"lead_lost": 0.005, "last_lost": 0.0125, "any_leak": 0.042}


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    path = shared / "suites" / "cleaning" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def results(score: ModuleType, folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for gold in sorted(folder.glob("*.gold.json")):
        known = score.Gold(json.loads(gold.read_text("utf-8")))
        for path in sorted(folder.glob(gold.name.removesuffix("gold.json") + "*.txt")):
            article = clean_pasted(path.read_text("utf-8"), path.name)
            lead = [article.lead] if article.lead else []
            row = {
                "title": article.headline,
                "paragraphs": [*lead, *(part.text for part in article.body)],
            }
            yield path.name, score.score_doc(known, row)


def test_the_suite_keeps_its_score(score: ModuleType, shared: Path) -> None:
    found = dict(results(score, shared / "suites" / "cleaning" / "paste"))
    summary = score.summary(list(found.values()))
    assert {name: summary[name] for name in FLOORS if summary[name] < FLOORS[name]} == {}
    assert {name: summary[name] for name in CEILINGS if summary[name] > CEILINGS[name]} == {}
    ntv = [row for name, row in found.items() if "_NTV" in name]
    assert [(row["F1"], row["leaks"], row["title_vis"]) for row in ntv] == [(1, [], True)] * 9
