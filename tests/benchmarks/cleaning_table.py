"""Print how well web pages and pasted texts are cleaned, what still leaks, and how fast it is.

    python tests/benchmarks/cleaning_table.py               the scores of what is shipped
    python tests/benchmarks/cleaning_table.py --folds 5     and on outlets that were not learnt from
    python tests/benchmarks/cleaning_table.py --leaks       with every text that leaked

Needs the suite `../shared/suites/cleaning`; folds need the extra `train` (scikit-learn).
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from labelled_texts import SUITE, load_scorer, load_texts, outlet_of, split

from audiobrief.clean import clean
from audiobrief.errors import NoArticleError
from audiobrief.model import Article, Source

COLUMNS = {
    "F1": "F1 mean",
    "F1_med": "median",
    "good98": ".98+",
    "lead_lost": "lead lost",
    "last_lost": "end lost",
    "any_leak": "any leak",
    "title_vis": "headline",
    "date": "date",
    "auth": "author",
}
FRACTIONS = {"F1", "F1_med"}
QUIET = {"other_text", "other_short"}
"""Kinds of leaks that the suite does not count: texts of no known kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page or a text of the suite with its answer."""

    name: str
    outlet: str
    gold: Any
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the suite says of one answer."""

    name: str
    outlet: str
    scores: dict[str, Any]


def documents(score: ModuleType, kind: str) -> Iterator[Document]:
    """All of one kind: `html` or `paste`."""
    for path in sorted((SUITE / kind).glob("*.gold.json")):
        gold = score.Gold(json.loads(path.read_text("utf-8")))
        stem = path.name.removesuffix("gold.json")
        for file in sorted({*path.parent.glob(f"{stem}html.gz"), *path.parent.glob(f"{stem}*txt")}):
            content = file.read_bytes()
            yield Document(
                name=file.name,
                outlet=outlet_of(gold),
                gold=gold,
                content=gzip.decompress(content) if file.suffix == ".gz" else content,
            )


def answer(document: Document) -> dict[str, Any]:
    """What score.py reads of the article in a document."""
    try:
        article = clean(Source(name=document.name, content=document.content), offline=True)
    except NoArticleError:
        return {"paragraphs": []}
    return row(article)


def row(article: Article) -> dict[str, Any]:
    """An article as score.py reads it."""
    return {
        "title": article.headline,
        "paragraphs": [*filter(None, [article.lead]), *(part.text for part in article.body)],
        "date": article.published and article.published.isoformat(),
        "authors": list(article.authors),
    }


def results(score: ModuleType, found: Sequence[Document]) -> list[Result]:
    """What the suite says of every document."""
    return [
        Result(
            name=document.name,
            outlet=document.outlet,
            scores=score.score_doc(document.gold, answer(document)),
        )
        for document in found
    ]


def unseen(score: ModuleType, folds: int, seed: int) -> list[Result]:
    """The same of pasted texts whose outlet was not learnt from."""
    from train_lines import predict, train

    texts, found = load_texts(score), []
    for outlets in split(texts, folds, seed):
        model = train([text for text in texts if text.outlet not in outlets])
        found += [
            Result(
                name=text.name,
                outlet=text.outlet,
                scores=score.score_doc(text.gold, predict(text, model)),
            )
            for text in texts
            if text.outlet in outlets
        ]
    return found


def print_scores(score: ModuleType, title: str, found: Sequence[Result]) -> None:
    """One row of the table."""
    summary = score.summary([result.scores for result in found])
    cells = [
        "–" if summary[name] is None
        else f"{summary[name]:.3f}" if name in FRACTIONS
        else f"{100 * summary[name]:.1f}"
        for name in COLUMNS
    ]  # fmt: skip
    print(f"| {title} | {len(found)} | {' | '.join(cells)} |", flush=True)


def print_groups(score: ModuleType, title: str, found: Sequence[Result], folds: int) -> None:
    """A row for each of so many groups of outlets, where nothing was learnt."""
    for number, outlets in enumerate(split(found, folds, seed=0), 1):
        some = [result for result in found if result.outlet in outlets]
        print_scores(score, f"{title}, outlets {number}/{folds}", some)


def print_leaks(title: str, found: Sequence[Result], *, every: bool) -> None:
    """How many documents have a leak of each kind, and the texts if asked."""
    leaks = [(result.name, kind, text) for result in found for kind, text in result.scores["leaks"]]
    kinds = Counter(kind for _, kind in {(name, kind) for name, kind, _ in leaks})
    told = ", ".join(
        f"{kind} {count}{'' if kind not in QUIET else ' (not counted)'}"
        for kind, count in kinds.most_common()
    )
    print(f"{title}: {told or 'none'}")
    if every:
        for name, kind, text in leaks:
            print(f"    {name}\t{kind}\t{text}")


def per_second(found: Sequence[Document], work: Callable[[Document], object], runs: int) -> float:
    """Documents per second of one processor: the median of so many runs."""
    times = []
    for _ in range(runs):
        started = time.process_time()
        for document in found:
            work(document)
        times.append(time.process_time() - started)
    return len(found) / statistics.median(times)


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--folds", type=int, default=0, help="how many groups of outlets")
    parser.add_argument("--seeds", type=int, default=1, help="how often the outlets are dealt anew")
    parser.add_argument("--leaks", action="store_true", help="print every text that leaked")
    arguments = parser.parse_args()
    if arguments.folds and not find_spec("sklearn"):
        parser.error("--folds learns anew: pip install -e '.[train]' first")
    score = load_scorer()
    pages, texts = list(documents(score, "html")), list(documents(score, "paste"))
    html, paste = results(score, pages), results(score, texts)
    print(f"| | n | {' | '.join(COLUMNS.values())} |\n|{' --- |' * (len(COLUMNS) + 2)}")
    print_scores(score, "web pages", html)
    if arguments.folds:
        print_groups(score, "web pages", html, arguments.folds)
    print_scores(score, "pasted", paste)
    print_scores(score, "pasted, n-tv", [result for result in paste if "_NTV" in result.name])
    left: list[Result] = []
    for seed in range(arguments.seeds if arguments.folds else 0):
        left = unseen(score, arguments.folds, seed)
        print_scores(score, f"pasted, unseen outlets, deal {seed + 1}", left)
    print("\nDocuments with leaks, by kind:")
    print_leaks("web pages", html, every=arguments.leaks)
    print_leaks("pasted", paste, every=arguments.leaks)
    if left:
        print_leaks("pasted, unseen outlets", left, every=arguments.leaks)
    print("\nDocuments per CPU-second, medians of 3 runs:")
    print(
        f"web pages {per_second(pages, answer, 3):.0f}, pasted {per_second(texts, answer, 3):.0f}"
    )


if __name__ == "__main__":
    main()
