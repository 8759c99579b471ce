"""Learn the weights of the line classifier from pasted texts whose article is known.

    python tests/benchmarks/train_lines.py             write audiobrief/clean/pasted/classifier.toml
    python tests/benchmarks/train_lines.py --folds 5   scores on outlets that were not learnt from

Needs the extra `train` (scikit-learn) and the suite `../shared/suites/cleaning`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from labelled_texts import BODY, CROSSHEAD, EITHER, Text, load_scorer, load_texts, split
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from audiobrief.clean.pasted import classifier, clean_pasted, headline, second_look
from audiobrief.clean.pasted.classifier import Model
from audiobrief.clean.pasted.outline import view
from audiobrief.errors import NoArticleError

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "audiobrief" / "clean" / "pasted" / "classifier.toml"

# How strongly the weights are held near zero: chosen by five-fold scores on unseen outlets.
STRENGTH = {"first": 0.02, "second": 0.03, "crosshead": 0.05, "headline": 0.1}
FEWEST = 6
"""A feature that is true of fewer lines than this is not learnt."""
SMALLEST = 0.02
"""A weight nearer to zero than this is left out."""
INNER_FOLDS = 4

# What is known of headlines from how pages are laid out, as so many imagined examples each: there
# are too few outlets to learn it from.
IMAGINED = 10
LAYOUT = {
    "again below": -1.0,
    "again above": 1.0,
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
    "shouted": -0.5,
    "lower": -1.0,
    "colon": -1.0,
    "near 0": -0.5,
    "byline above": -0.5,
    "twice": 1.0,
    "kicker above": 0.5,
    "lead in 0": 1.0,
    "data in 0": 0.5,
}


def rows(features: Sequence[Sequence[str]]) -> list[list[str]]:
    """For each line the features of its neighbourhood as the classifier adds them up."""
    total = len(features)
    return [
        [
            f"{offset:+d} {name}"
            for offset in classifier.offsets()
            for name in (
                features[place + offset][: classifier.VIEW[abs(offset)]]
                if 0 <= place + offset < total
                else (classifier.EDGE,)
            )
        ]
        for place in range(total)
    ]


def fit_lines(
    texts: Sequence[Text],
    described: Sequence[Sequence[Sequence[str]]],
    strength: float,
    answer: Callable[[Text, int], int | None],
) -> dict[str, dict[str, float]]:
    """Weights by offset and feature; lines whose answer is None are not learnt from."""
    names: list[list[str]] = []
    answers: list[int] = []
    weights: list[float] = []
    for text, found in zip(texts, described, strict=True):
        for place, row in enumerate(rows(found)):
            if (known := answer(text, place)) is not None:
                names.append(row)
                answers.append(known)
                weights.append(text.weights[place])
    columns, matrix = _matrix(names)
    model = LogisticRegression(C=strength, max_iter=200, tol=1e-3)
    model.fit(matrix, answers, sample_weight=weights)
    table: dict[str, dict[str, float]] = defaultdict(dict)
    table["+0"][classifier.ALWAYS] = round(float(model.intercept_[0]), 3)
    for column, weight in zip(columns, model.coef_[0], strict=True):
        if abs(weight) >= SMALLEST:
            offset, name = column.split(" ", 1)
            table[offset][name] = round(float(weight), 3)
    return dict(table)


def _matrix(names: Sequence[Sequence[str]]) -> tuple[list[str], csr_matrix]:
    counts = Counter(name for row in names for name in row)
    columns = [name for name, count in counts.items() if count >= FEWEST]
    place = {name: column for column, name in enumerate(columns)}
    indices: list[int] = []
    ends = [0]
    for row in names:
        indices.extend(place[name] for name in row if name in place)
        ends.append(len(indices))
    return columns, csr_matrix((np.ones(len(indices)), indices, ends), (len(names), len(columns)))


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
    plain = [text.features for text in texts]
    scores = _left_out(texts, _fit_first, _score_first)
    views = {text.name: view(text.sheet, scores[text.name]) for text in texts}
    tops = _left_out(
        texts,
        lambda some: fit_headline(some, views),
        lambda text, weights: headline.choose(views[text.name], weights),
    )
    looked = [
        second_look.describe(text.sheet, text.features, scores[text.name], tops[text.name])
        for text in texts
    ]
    return Model(
        first=fit_lines(texts, plain, STRENGTH["first"], is_body),
        headline=fit_headline(texts, views),
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


def _fit_first(texts: Sequence[Text]) -> dict[str, dict[str, float]]:
    return fit_lines(texts, [text.features for text in texts], STRENGTH["first"], is_body)


def _score_first(text: Text, weights: dict[str, dict[str, float]]) -> list[float]:
    return classifier.score(text.features, weights)


def fit_headline(texts: Sequence[Text], views: dict[str, headline.View]) -> dict[str, float]:
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


def _pairs(text: Text, view: headline.View) -> list[tuple[list[str], list[str], float]]:
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
    """The weights as TOML, the heaviest first."""
    lines = [
        "# Weights of the line classifier: log odds ratios that tests/benchmarks/train_lines.py",
        "# learns.",
        "# A table is named for what is asked and for the line that is looked at: `+0` is the line",
        "# itself, `-1` the one above it. The names are those of features.py, second_look.py and",
        "# headline.py.",
    ]
    for part in ("first", "second", "crosshead"):
        for offset, table in sorted(getattr(model, part).items()):
            lines += ["", f'[{part}."{offset}"]', *_weights_as_lines(table)]
    lines += ["", "[headline]", *_weights_as_lines(model.headline)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _weights_as_lines(table: Mapping[str, float]) -> list[str]:
    ordered = sorted(table.items(), key=lambda item: -abs(item[1]))
    return [f"{json.dumps(name, ensure_ascii=False)} = {weight}" for name, weight in ordered]


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
