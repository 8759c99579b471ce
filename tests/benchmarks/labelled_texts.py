"""The pasted texts of the suite with their lines labelled."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from audiobrief.clean import headings
from audiobrief.clean.pasted import features
from audiobrief.clean.pasted.lines import read_lines
from audiobrief.clean.pasted.sheet import Sheet, survey

SUITE = Path(__file__).parents[2].parent / "shared" / "suites" / "cleaning"

BODY, CROSSHEAD, EITHER, OTHER = 1, 2, -1, 0

LEAD_WEIGHT, END_WEIGHT = 3.0, 2.0
"""How much more a lost lead or last paragraph hurts than another line."""
_SHORTEST_GRAM = 4
_MOSTLY, _PARTLY = 0.5, 0.2


class Gold(Protocol):
    """An article as score.py holds it."""

    d: Mapping[str, Any]


class Published(Protocol):
    """What an outlet published."""

    @property
    def outlet(self) -> str:
        """Its name."""
        ...


@dataclass(kw_only=True)
class Text:
    """A pasted text, what is known of its lines, and what they are."""

    name: str
    outlet: str
    gold: Gold
    text: str
    sheet: Sheet
    features: list[list[str]]
    labels: list[int]
    titles: list[bool]
    weights: list[float]


def load_scorer() -> ModuleType:
    """The suite's own score.py."""
    spec = importlib.util.spec_from_file_location("score", SUITE / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_texts(score: ModuleType) -> list[Text]:
    """Every text of the suite with labelled lines."""
    golds = {
        path.name.removesuffix(".gold.json"): score.Gold(json.loads(path.read_text("utf-8")))
        for path in sorted((SUITE / "paste").glob("*.gold.json"))
    }
    return [
        label(score, path, golds[path.name.rsplit(".", 2)[0]])
        for path in sorted((SUITE / "paste").glob("*.txt"))
    ]


def label(score: ModuleType, path: Path, gold: Gold) -> Text:
    """One text: which lines are body, crosshead, headline."""
    text = path.read_text("utf-8")
    sheet = survey(read_lines(text))
    kinds, grams = _known(score, gold)
    titles = {tuple(score.toks(title)) for title in _titles(gold)}
    labels: list[int] = []
    seen: set[tuple[str, ...]] = set()
    for line in sheet.lines:
        words = tuple(score.toks(line.text))
        found = _label(score, words, kinds, grams)
        labels.append(EITHER if found == BODY and words in seen else found)
        seen.add(words)
    return Text(
        name=path.name.removesuffix(".txt"),
        outlet=outlet_of(gold),
        gold=gold,
        text=text,
        sheet=sheet,
        features=features.describe(sheet),
        labels=labels,
        titles=[
            tuple(score.toks(headings.without_signature(line.text))) in titles
            or (bool(gold.d["kicker"]) and score.squash(line.text) == _glued(score, gold))
            for line in sheet.lines
        ],
        weights=weigh(labels, [len(found) for found in sheet.tokens]),
    )


def outlet_of(gold: Gold) -> str:
    """Who published an article; papers of one house share their pages and count as one."""
    name = str(gold.d["publisher"]).lower()
    house = {"waz", "berlinermorgenpost", "hamburgerabendblatt", "bsz"}
    return "funke" if name in house else name


def _titles(gold: Gold) -> list[str]:
    kicker = gold.d["kicker"]
    return [gold.d["title"], *([f"{kicker} {gold.d['title']}"] if kicker else [])]


def _glued(score: ModuleType, gold: Gold) -> str:
    return str(score.squash(gold.d["kicker"] + gold.d["title"]))


def _known(score: ModuleType, gold: Gold) -> tuple[dict[Any, str], dict[str, set[Any]]]:
    kinds: dict[Any, str] = {}
    grams: dict[str, set[Any]] = {"must": set(), "may": set()}
    for item in gold.d["items"]:
        words = tuple(score.toks(item["text"]))
        kinds.setdefault(words, item["type"])
        grams["must" if item["type"] in {"lead", "p"} else "may"].update(score.ngrams(words))
    return kinds, grams


def _label(
    score: ModuleType, words: tuple[str, ...], kinds: dict[Any, str], grams: dict[str, set[Any]]
) -> int:
    if words in kinds:
        return {"lead": BODY, "p": BODY, "sub": CROSSHEAD, "opt": EITHER}[kinds[words]]
    if len(words) < _SHORTEST_GRAM:
        return OTHER
    found = score.ngrams(words)
    must = sum(gram in grams["must"] for gram in found) / len(found)
    may = sum(gram in grams["may"] for gram in found) / len(found)
    if must >= _MOSTLY:
        return BODY
    return EITHER if may >= _MOSTLY or must >= _PARTLY else OTHER


def weigh(labels: Sequence[int], counts: Sequence[int]) -> list[float]:
    """Long lines weigh more, lead and end more still."""
    weights = [min(8.0, max(1.0, count**0.5)) for count in counts]
    body = [place for place, found in enumerate(labels) if found == BODY]
    if body:
        weights[body[0]] *= LEAD_WEIGHT
        weights[body[-1]] *= END_WEIGHT
    return weights


def split(texts: Sequence[Published], folds: int, seed: int) -> list[set[str]]:
    """The outlets in so many parts."""
    outlets = sorted({text.outlet for text in texts})
    random.Random(seed).shuffle(outlets)  # noqa: S311 - folds, no secrets
    return [set(outlets[start::folds]) for start in range(folds)]
