"""How time and memory grow: with articles in one process, with sentences in one brief, with text.

    python tests/benchmarks/growth.py [--articles 1000] [--sentences 3000] [--text 1000]
        [--voice espeak] [--picture tests/benchmarks/growth.png]

Every point is CPU seconds and the most memory of a process of its own, but for the articles: there
one process makes them all, and its memory is read on the way. Prints the curves, draws them if
asked, and ends with 1 where the last of a curve costs over half as much again as the middle.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import process_time
from typing import TypeVar

from audiobrief import Settings, Source, make_article, make_brief, make_utterances
from audiobrief.choices import Pauses
from audiobrief.model import Article, Audio, Boundary, Clip, Role, Sentence, Utterance

Result = TypeVar("Result")

SAMPLE = Path(__file__).parent.parent / "golden" / "hafenbahn.txt"
SHARES = (0.01, 0.03, 0.1, 0.3, 1.0)
"""Of the whole: where a curve has its points."""
MIDDLE = 2
STEEP = 1.5
SHORT = """\
Neue Fähre fährt alle {number} Minuten

Die neue Fähre über den Fjord fährt ab Montag alle {number} Minuten. Das teilte die Reederei mit.

Sie nimmt {more} Fahrgäste und 40 Räder mit. Im Winter fährt sie seltener. Ein Ticket kostet \
2,50 Euro. Für Kinder ist die Fahrt umsonst.
"""


@dataclass(frozen=True, slots=True)
class Point:
    """What so much of something costs."""

    amount: int
    cpu: float
    """Seconds for each of them."""
    memory: float
    """MB"""


@dataclass(frozen=True, slots=True)
class Curve:
    """How one thing grows."""

    title: str
    unit: str
    points: Sequence[Point]


def main() -> int:
    """Measure, print, draw; 1 if something costs more and more."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--sentences", type=int, default=3000)
    parser.add_argument("--text", type=int, default=1000, help="kB")
    parser.add_argument("--voice", default="espeak")
    parser.add_argument("--picture", type=Path)
    wanted = parser.parse_args()
    curves = [
        Curve(
            f"Articles made by one process ({wanted.voice})",
            "article",
            _alone(partial(articles, wanted.voice), wanted.articles),
        ),
        Curve(
            "Sentences joined and levelled in one brief",
            "sentence",
            [_alone(sentences, n) for n in _amounts(wanted.sentences)],
        ),
        Curve(
            "Sentences streamed",
            "sentence",
            [_alone(streamed, n) for n in _amounts(wanted.sentences)],
        ),
        Curve(
            "Text cleaned, segmented and normalised",
            "kB",
            [_alone(text, n) for n in _amounts(wanted.text)],
        ),
    ]
    for curve in curves:
        print(curve.title)
        for point in curve.points:
            print(
                f"  {point.amount:6} {curve.unit:9} {1000 * point.cpu:9.3f} CPU-ms each"
                f" {point.memory:7.0f} MB"
            )
    if wanted.picture:
        from growth_picture import draw

        draw(curves, wanted.picture)
    steep = [curve.title for curve in curves if _is_steep(curve)]
    print(*(f"grows faster than it should: {title}" for title in steep), sep="\n")
    return 1 if steep else 0


def articles(voice: str, count: int) -> list[Point]:
    """Briefs of that many articles, no two alike, one after the other."""
    points: list[Point] = []
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(
            output=Path(scratch) / "output", voice=voice, cache=Path(scratch) / "cache"
        )
        begun, done = process_time(), 0
        for number in range(1, count + 1):
            content = SHORT.format(number=number + 1, more=count + number).encode()
            brief = make_brief(Source(name=f"{number}.txt", content=content), settings)
            brief.mp3.unlink()
            if number in _amounts(count):
                cpu = (process_time() - begun) / (number - done)
                points.append(Point(number, cpu, _memory_now()))
                begun, done = process_time(), number
    return points


def sentences(count: int) -> Point:
    """One brief of that many sentences of a second each."""
    from audiobrief.stitch import stitch

    clips, begun = _clips(count), process_time()
    stitch(clips, Pauses())
    return Point(count, (process_time() - begun) / count, _most_memory())


def streamed(count: int) -> Point:
    """The same, heard while they come."""
    from audiobrief.choices import Encoding
    from audiobrief.publish.encode import encoding_flow
    from audiobrief.stitch.flow import flow
    from audiobrief.stitch.music import Music

    begun = process_time()
    sounds = (audio for audio, _ in flow(_clips(count), Pauses(), Music()))
    for _ in encoding_flow(sounds, Encoding()):
        pass
    return Point(count, (process_time() - begun) / count, _most_memory())


def text(kilobytes: int) -> Point:
    """A pasted text of that size, made ready for the voice."""
    body = SAMPLE.read_text(encoding="utf-8").partition("\n")[2]
    whole = body * (1 + 1000 * kilobytes // len(body.encode()))
    content = whole.encode()[: 1000 * kilobytes].decode(errors="ignore").encode()
    begun = process_time()
    make_utterances(make_article(Source(name="text", content=content), Settings()))
    return Point(kilobytes, (process_time() - begun) / kilobytes, _most_memory())


def _clips(count: int) -> map[Clip]:
    import numpy as np

    chance = np.random.default_rng(3)
    time = np.arange(16_000) / 16_000
    article = Article(source="-", headline="Hafen", body=())

    def clip(_number: int) -> Clip:
        sound = np.sin(2 * np.pi * (120 + 20 * chance.random()) * time) * 0.3
        sound *= 0.55 + 0.45 * np.sin(2 * np.pi * 5 * time)
        sentence = Sentence(
            article=article, role=Role.PARAGRAPH, text="Satz.", boundary=Boundary.SENTENCE
        )
        return Clip(
            utterance=Utterance(sentence=sentence, text="Satz."),
            audio=Audio(samples=sound.astype(np.float32), sample_rate=16_000),
        )

    return map(clip, range(count))


def _amounts(most: int) -> list[int]:
    return [max(1, round(share * most)) for share in SHARES]


def _alone(measure: Callable[[int], Result], amount: int) -> Result:
    """What is measured in a process of its own, that nothing was done in before."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(measure, amount).result()


def _memory_now() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _is_steep(curve: Curve) -> bool:
    costs = [point.cpu for point in curve.points]
    return costs[-1] > STEEP * median(costs[MIDDLE:])


if __name__ == "__main__":
    sys.exit(main())
