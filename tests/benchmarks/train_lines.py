"""Learn the weights of the line classifier from pasted texts whose article is known.

    python tests/benchmarks/train_lines.py             write audiobrief/clean/pasted/classifier.tsv
    python tests/benchmarks/train_lines.py --folds 5   scores on outlets that were not learnt from

Needs the extra `train` (scikit-learn) and the suite `../shared/suites/cleaning`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from labelled_texts import BODY, CROSSHEAD, EITHER, Text, load_scorer, load_texts, split
from mixed_texts import mix
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from audiobrief.clean.pasted import classifier, clean_pasted, headline, second_look
from audiobrief.clean.pasted.classifier import ITSELF, Model, Weights, lay_out
from audiobrief.clean.pasted.outline import view
from audiobrief.clean.pasted.surroundings import View
from audiobrief.errors import NoArticleError

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "audiobrief" / "clean" / "pasted" / "classifier.tsv"

# How strongly the weights are held near zero: chosen by five-fold scores on unseen outlets.
STRENGTH = {"first": 0.04, "second": 0.06, "crosshead": 0.05, "headline": 0.1}
FEWEST = 6
"""A feature that is true of fewer lines than this is not learnt."""
SMALLEST = 0.02
"""A weight nearer to zero than this is left out."""
INNER_FOLDS = 4
COPIES = 1
"""How often each text is learnt from among the furniture of other outlets, too."""

# What is known of headlines from how pages are laid out, as so many imagined examples each: there
# are too few outlets to learn it from.
IMAGINED = 20
LAYOUT = {
    "again below": -1.0,
    "again above": 1.0,
    "holds another": -1.5,
    "is held": 1.5,
    "name": -2.0,
    "sides": -2.0,
    "credit below": -1.0,
    "to go 0": -2.0,
    "stop": -1.0,
    "trail": -1.0,
    "pair": -1.5,
    "mark below": -2.0,
    "mark above": 1.0,
    "title": 1.0,
    "no anchor": -1.0,
    "caption above": -1.0,
    "number tail": -1.5,
    "words 0": -1.0,
    "image above": -0.5,
    "like a caption": -1.0,
    "shouted": -1.0,
    "lower": -1.0,
    "colon": -1.0,
    "near 0": -0.5,
    "byline above": -0.5,
    "twice": 1.0,
    "kicker above": 0.5,
    "lead in 0": 1.0,
    "data in 0": 0.5,
    "between twins": -2.0,
    "twice near": 1.0,
    "seam": 1.5,
    "year tail": -1.0,
    "long with mark": -1.0,
    "deck": -2.0,
    "over deck": 2.0,
    "inner stop": -1.0,
    "signed": -2.0,
    "author": -1.0,
    "bracket": -1.0,
    "on date": 1.0,
    "on section": -1.0,
    "on navigation": -1.5,
    "on credit": -1.0,
    "functional 0": -0.5,
}


@dataclass(slots=True)
class _Columns:
    """A number for each feature of a line and its neighbours."""

    names: dict[str, int] = field(default_factory=dict)

    def numbers(self, features: Sequence[Sequence[str]]) -> list[np.ndarray]:
        """For each line the numbers of what is true of it and its neighbours."""
        total, edge = len(features), self._number(classifier.EDGE)
        lines = [
            np.array([self._number(name) for name in found], dtype=np.int64) for found in features
        ]
        outside = np.array([edge], dtype=np.int64)
        spread = len(classifier.offsets())
        return [
            np.concatenate(
                [
                    (
                        lines[place + offset][: classifier.VIEW[abs(offset)]]
                        if 0 <= place + offset < total
                        else outside
                    )
                    * spread
                    + shift
                    for shift, offset in enumerate(classifier.offsets())
                ]
            )
            for place in range(total)
        ]

    def _number(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names))


def fit_lines(
    texts: Sequence[Text],
    described: Sequence[Sequence[Sequence[str]]],
    strength: float,
    answer: Callable[[Text, int], int | None],
) -> Weights:
    """Weights by offset and feature; lines whose answer is None are not learnt from."""
    columns, rows, answers, weights = _Columns(), [], [], []
    for text, found in zip(texts, described, strict=True):
        for place, row in enumerate(columns.numbers(found)):
            if (known := answer(text, place)) is not None:
                rows.append(row)
                answers.append(known)
                weights.append(text.weights[place])
    used, matrix = _matrix(rows)
    model = LogisticRegression(C=strength, max_iter=200, tol=1e-3)
    model.fit(matrix, answers, sample_weight=weights)
    table: dict[str, dict[str, float]] = defaultdict(dict)
    table["+0"][classifier.ALWAYS] = round(float(model.intercept_[0]), 3)
    names = list(columns.names)
    spread = len(classifier.offsets())
    for number, weight in zip(used, model.coef_[0], strict=True):
        if abs(weight) >= SMALLEST:
            offset = f"{classifier.offsets()[number % spread]:+d}"
            table[offset][names[number // spread]] = round(float(weight), 3)
    return lay_out(dict(table))


def _matrix(rows: Sequence[np.ndarray]) -> tuple[np.ndarray, csr_matrix]:
    """The numbers that are found often enough, and a matrix with a column for each."""
    every = np.concatenate(rows)
    used = np.flatnonzero(np.bincount(every) >= FEWEST)
    place = np.full(every.max() + 1, -1)
    place[used] = np.arange(len(used))
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    columns = place[every]
    known = columns >= 0
    shape = (len(rows), len(used))
    return used, csr_matrix((np.ones(known.sum()), (owners[known], columns[known])), shape)


def is_body(text: Text, place: int) -> int | None:
    """Furniture is known by its phrases; what may stay or go teaches nothing."""
    known = text.labels[place]
    if text.sheet.kinds[place] or known in {EITHER, CROSSHEAD}:
        return None
    return int(known == BODY)


def is_crosshead(text: Text, place: int) -> int | None:
    """Only short lines inside the article can be crossheads."""
    body = [line for line, known in enumerate(text.labels) if known == BODY]
    inside = body and body[0] < place < body[-1]
    known = text.labels[place]
    if not inside or text.sheet.kinds[place] or known in {BODY, EITHER}:
        return None
    return int(known == CROSSHEAD) if text.sheet.count(place) <= 16 else None


def train(texts: Sequence[Text]) -> Model:
    """All weights; each step learns from what the one before makes of outlets left out."""
    real, texts = texts, [*texts, *mix(texts, COPIES, seed=2)]
    plain = [text.features for text in texts]
    scores = _left_out(texts, _fit_first, _score_first)
    views = {text.name: view(text.sheet, scores[text.name]) for text in texts}
    tops = _left_out(
        texts,
        lambda some: fit_headline([text for text in some if text.text], views),
        lambda text, weights: headline.choose(views[text.name], weights),
    )
    looked = [
        second_look.describe(text.sheet, text.features, scores[text.name], tops[text.name])
        for text in texts
    ]
    return Model(
        first=fit_lines(texts, plain, STRENGTH["first"], is_body),
        headline=fit_headline(real, views),
        second=fit_lines(texts, looked, STRENGTH["second"], is_body),
        crosshead=fit_lines(texts, looked, STRENGTH["crosshead"], is_crosshead),
    )


def _left_out(
    texts: Sequence[Text], fit: Callable[[list[Text]], Any], use: Callable[[Text, Any], Any]
) -> dict[str, Any]:
    """By name what weights learnt from other outlets make of each text."""
    result: dict[str, Any] = {}
    for outlets in split(texts, INNER_FOLDS, seed=1):
        weights = fit([text for text in texts if text.outlet not in outlets])
        result |= {text.name: use(text, weights) for text in texts if text.outlet in outlets}
    return result


def _fit_first(texts: Sequence[Text]) -> Weights:
    return fit_lines(texts, [text.features for text in texts], STRENGTH["first"], is_body)


def _score_first(text: Text, weights: Weights) -> list[float]:
    return classifier.score(text.features, weights)


def fit_headline(texts: Sequence[Text], views: dict[str, View]) -> dict[str, float]:
    """Weights by feature: what sets a headline apart from the other candidates of its text."""
    pairs = [pair for text in texts for pair in _pairs(text, views[text.name])]
    counts = Counter(name for better, worse, _ in pairs for name in {*better, *worse})
    columns = [name for name, count in counts.items() if count >= FEWEST]
    place = {name: column for column, name in enumerate(columns)}
    vectors, weights = [], []
    for better, worse, weight in pairs:
        vector = np.zeros(len(columns))
        for names, sign in ((better, 1), (worse, -1)):
            for name in names:
                if name in place:
                    vector[place[name]] += sign
        vectors.append(vector)
        weights.append(weight)
    for name, belief in LAYOUT.items():
        if name in place:
            vector = np.zeros(len(columns))
            vector[place[name]] = 1 if belief > 0 else -1
            vectors.append(vector)
            weights.append(abs(belief) * IMAGINED)
    matrix = np.array([*vectors, *(-vector for vector in vectors)])
    answers = [1] * len(vectors) + [0] * len(vectors)
    model = LogisticRegression(C=STRENGTH["headline"], fit_intercept=False, max_iter=300)
    model.fit(matrix, answers, sample_weight=[*weights, *weights])
    return {
        name: round(float(weight), 3)
        for name, weight in zip(columns, model.coef_[0], strict=True)
        if abs(weight) >= SMALLEST
    }


def _pairs(text: Text, view: View) -> list[tuple[list[str], list[str], float]]:
    places = headline.candidates(view)
    right = [place for place in places if text.titles[place]]
    wrong = [place for place in places if not text.titles[place]]
    if not right:
        return []
    better = headline.features(view, right[-1], places)
    weight = 1 / max(1, len(wrong)) ** 0.5
    return [(better, headline.features(view, place, places), weight) for place in wrong]


def predict(text: Text, model: Model) -> dict[str, Any]:
    """One row as score.py reads it."""
    try:
        article = clean_pasted(text.text, text.name, model)
    except NoArticleError:
        return {"id": text.name, "paragraphs": []}
    return {
        "id": text.name,
        "title": article.headline,
        "kicker": article.kicker,
        "paragraphs": [*filter(None, [article.lead]), *(part.text for part in article.body)],
        "date": article.published and article.published.isoformat(),
        "authors": list(article.authors),
    }


def cross_validate(score: ModuleType, texts: Sequence[Text], folds: int, out: Path | None) -> None:
    """Print scores of texts whose outlet was not learnt from."""
    predictions = []
    for left_out in split(texts, folds, seed=0):
        model = train([text for text in texts if text.outlet not in left_out])
        predictions += [(text, predict(text, model)) for text in texts if text.outlet in left_out]
    results = [score.score_doc(text.gold, row) for text, row in predictions]
    score.show(f"unseen, {folds} folds", score.summary(results))
    if out:
        rows_ = [json.dumps(row, ensure_ascii=False) for _, row in predictions]
        out.write_text("\n".join(rows_), encoding="utf-8")


def write(model: Model, path: Path) -> None:
    """The weights as lines with tabs, the heaviest first."""
    lines = [
        "# Weights of the line classifier: log odds ratios that tests/benchmarks/train_lines.py",
        "# learns: question <tab> line that is looked at <tab> what is true of it <tab> weight.",
        "# The line `+0` is the one that is asked about, `-1` the one above it. What is true",
        "# has the names of features.py, second_look.py and headline.py.",
    ]
    tables = [
        (part, offset, table)
        for part in ("first", "second", "crosshead")
        for offset, table in sorted(getattr(model, part).table.items())
    ]
    for part, offset, table in (*tables, ("headline", ITSELF, model.headline)):
        for feature, weight in sorted(table.items(), key=lambda item: -abs(item[1])):
            lines.append(f"{part}\t{offset}\t{feature}\t{weight}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Train, or score by folds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--out", type=Path, help="where the predictions of the folds go")
    arguments = parser.parse_args()
    score = load_scorer()
    texts = load_texts(score)
    if arguments.folds:
        cross_validate(score, texts, arguments.folds, arguments.out)
    else:
        write(train(texts), TARGET)
        sys.stdout.write(f"{TARGET}: {TARGET.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
