"""A neural voice against the `piper` command: the same text, model and machine, in turn.

    python tests/benchmarks/neural_speed.py MODEL.onnx [--articles 1 50] [--runs 5] [--jobs 2]

`piper` is given the model as published and the words as they are spoken, and writes one WAV of them
all; we install the model, which is not counted, and then read, clean and normalise every article
and write an MP3 of each. Neither keeps anything. Prints medians, and
the median of how many times as fast we are, pair by pair: machines are noisy.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median

from processes import AUDIOBRIEF, SAMPLE, Cost, cost

VOICE = "de_DE-measured-medium"


def main() -> None:
    """Run both in turn for each number of articles and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[1])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--jobs", nargs="*", default=[], help="measure with these too")
    wanted = parser.parse_args()
    piper = Path(sys.executable).with_name("piper")
    if not piper.exists():
        sys.exit("piper-tts must be installed to be measured against")
    print(f"piper-tts {version('piper-tts')}, onnxruntime {version('onnxruntime')}")
    print(f"{'':34} {'wall s':>8} {'CPU s':>8} {'times as fast':>14} {'by CPU':>8}")
    for count in wanted.articles:
        with tempfile.TemporaryDirectory() as scratch:
            _compare(piper, Path(scratch), wanted.model.resolve(), count, wanted)


def _compare(
    piper: Path, scratch: Path, model: Path, count: int, wanted: argparse.Namespace
) -> None:
    environment = _prepared(scratch, model)
    articles = [scratch / f"{number}.txt" for number in range(count)]
    for number, article in enumerate(articles, start=1):
        text = SAMPLE.read_text(encoding="utf-8").replace("64 Diesel", f"{number + 63} Diesel")
        article.write_text(text, encoding="utf-8")
    spoken = scratch / "spoken"
    spoken.write_text(_words(articles[0], scratch, environment) * count, encoding="utf-8")
    ours = [*AUDIOBRIEF, "make", "-q", "-v", VOICE, "-o", scratch / "o"]
    ways = {f"piper, {count}": [piper, "-m", model, "-i", spoken, "-f", scratch / "p.wav"]}
    ways |= {f"audiobrief make, {count}": [*ours, *articles]}
    for jobs in wanted.jobs if count > 1 else ():
        ways[f"audiobrief make --jobs {jobs}, {count}"] = [*ours, "-j", jobs, *articles]
    rounds: list[list[Cost]] = [
        [cost(command, environment) for command in ways.values()] for _ in range(wanted.runs)
    ]
    for name, costs in zip(ways, zip(*rounds, strict=True), strict=True):
        pairs = [(each[0], own) for each, own in zip(rounds, costs, strict=True)]
        print(
            f"{name:34} {median(c.wall for c in costs):8.2f} {median(c.cpu for c in costs):8.2f}"
            f" {median(peer.wall / own.wall for peer, own in pairs):14.2f}"
            f" {median(peer.cpu / own.cpu for peer, own in pairs):8.2f}"
        )


def _prepared(scratch: Path, model: Path) -> dict[str, str]:
    """A folder with the model, installed under that name; nothing of the user's own."""
    environment = {
        "AUDIOBRIEF_CACHE": "",
        "AUDIOBRIEF_CONFIG": os.devnull,
        "AUDIOBRIEF_MODELS": str(scratch / "models"),
        "AUDIOBRIEF_VOICES": str(scratch / "voices"),
    }
    install = [*AUDIOBRIEF, "voices", "install", VOICE, "--from", model]
    subprocess.run(install, check=True, capture_output=True, env={**os.environ, **environment})
    return environment


def _words(article: Path, scratch: Path, environment: dict[str, str]) -> str:
    """The article as it is spoken, a sentence a line."""
    made = subprocess.run(
        [*AUDIOBRIEF, "make", article, "-v", "silent", "--spoken", "-o", scratch / "silent"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    return "".join(made.stdout.splitlines(keepends=True)[:-1])


if __name__ == "__main__":
    main()
