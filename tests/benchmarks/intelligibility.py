"""How well each voice is understood, with the printed text and with our words for it.

    python tests/benchmarks/intelligibility.py --recogniser FOLDER [--voices pico,espeak]

Every voice that speaks here says the news sentences of `sentences/judging.tsv`; Whisper (a folder
for `onnx-asr`, quantised) writes down what it heard; the table gives the share of words that
came out wrong, whatever way numbers are written (see canonical.py), and how fast the voice reads.
`printed` is the text as in the paper, which the engine reads by its own rules alone, `spoken` is
what `audiobrief make` tells the voice: our words for it, and how those are pronounced that a
lexicon, the text or our list of what eSpeak says wrongly tells.
`--sentences numbers` takes 64 other sentences, all of which bear numbers, dates, units or
abbreviations; `--short` listens for a third of the time. Needs `pip install onnx-asr` beside the
project.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING
from unittest.mock import patch

from canonical import canonical

from audiobrief.config import Settings
from audiobrief.layers import make_lexicon
from audiobrief.model import (
    Article,
    Audio,
    Boundary,
    Pronunciation,
    Role,
    Sentence,
    Utterance,
    Voice,
)
from audiobrief.normalise import normalise
from audiobrief.pacing import heard as heard_pace
from audiobrief.stitch.trim import speech
from audiobrief.synthesise import find_voice, load_engine, load_voices, needs
from audiobrief.synthesise.pronounced import say

if TYPE_CHECKING:
    from ear import Ear

HERE = Path(__file__).parent
HEAD = """\
% of words wrong      sentences, sentences with  what they have  all        syllables CPU-s  memory,
                      plain      numbers, as     in numbers, as  sentences  per s     per s  MB
                                 printed spoken  printed spoken"""
PUTS_RIGHT = {"espeak": "espeak", "kokoro": "phonemes", "piper": "piper"}
"""The modules in which engines have words put right that eSpeak says wrongly."""
SETS = ("judging", "choosing", "numbers")


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence of the benchmark."""

    printed: str
    spoken: str
    others: tuple[str, ...] = ()
    """What may be said as well."""

    @property
    def has_numbers(self) -> bool:
        """Whether it bears numbers, dates or abbreviations: print and speech differ."""
        return self.printed != self.spoken


@dataclass(frozen=True, slots=True)
class Heard:
    """What a recogniser made of one sentence."""

    row: Row
    text: str
    errors: int
    words: int
    numbers: int = 0
    """Words that are not printed as words."""
    wrong_numbers: int = 0
    """Those of them that were not heard."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Sentences as spoken by a voice, and what that took."""

    audios: tuple[Audio, ...]
    cpu: float
    """Seconds, those of processes that the engine started among them."""
    memory: float
    """The most that was held, in MB, by the process that spoke and those that it started."""

    @property
    def cost(self) -> float:
        """CPU seconds for a second of speech."""
        return self.cpu / sum(audio.duration for audio in self.audios)

    def pace(self, told: Sequence[Utterance]) -> float:
        """Syllables of the sentences a second, the silence around each left out."""
        return heard_pace(told, sum(map(_length, self.audios))).amount


def _length(audio: Audio) -> float:
    """Seconds from the first sound of speech to the last."""
    found = speech(audio)
    return (found.stop - found.start) / audio.sample_rate if found else 0.0


def main() -> None:
    """Speak, listen, print the table."""
    options = _options()
    rows = read_rows(HERE / "sentences" / f"{options.sentences}.tsv")[:: options.every]
    from ear import whisper  # its libraries are large

    ear = whisper(options.recogniser, short=options.short)
    print(HEAD)
    for voice in _voices(options.voices, options.models):
        _judge(voice, rows, ear, options.models, verbose=options.verbose)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--recogniser", type=Path, required=True, help="folder of the model")
    parser.add_argument("--voices", default="", help="names, with commas; all local ones if empty")
    parser.add_argument("--models", type=Path, help="folder of installed voice models")
    parser.add_argument("--sentences", default="judging", choices=SETS)
    parser.add_argument("--short", action="store_true", help="listen in a short window")
    parser.add_argument("--every", type=int, default=1, help="only every so many-th sentence")
    parser.add_argument("--verbose", action="store_true", help="show what was misheard")
    return parser.parse_args()


def _voices(names: str, models: Path | None) -> Iterator[Voice]:
    if names:
        yield from map(find_voice, names.split(","))
        return
    for voice in load_voices():
        if needs(voice, models) is None and load_engine(voice.engine, models=models).audible:
            yield voice


def read_rows(path: Path) -> list[Row]:
    """The sentences of a file: printed, and behind tabs spoken where that differs."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [
        Row(printed, spoken[0] if spoken else printed, tuple(spoken[1:]))
        for printed, *spoken in rows
    ]


def _judge(
    voice: Voice, rows: Sequence[Row], ear: Ear, models: Path | None, *, verbose: bool
) -> None:
    raw = [row for row in rows if row.has_numbers]
    words = ours(rows, voice)
    said = speak_apart(voice, words, models)
    read = speak_apart(voice, list(map(untouched, raw)), models, by_itself=True)
    spoken = [hear(row, audio, ear) for row, audio in zip(rows, said.audios, strict=True)]
    printed = [hear(row, audio, ear) for row, audio in zip(raw, read.audios, strict=True)]
    plain = rate([one for one in spoken if not one.row.has_numbers])
    numbers = rate([one for one in spoken if one.row.has_numbers])
    print(
        f"{voice.name:20} {plain:10.1f} {rate(printed):8.1f} {numbers:7.1f}"
        f" {number_rate(printed):14.1f} {number_rate(spoken):7.1f} {rate(spoken):12.1f}"
        f" {said.pace(words):11.2f} {said.cost:8.3f} {said.memory:5.0f}",
        flush=True,
    )
    if verbose:
        for one in (*spoken, *printed):
            if one.errors:
                print(f"  {one.errors}  {one.row.spoken}\n     {one.text}")


def ours(rows: Sequence[Row], voice: Voice) -> list[Utterance]:
    """The sentences as a brief tells them to the voice."""
    lexicon = make_lexicon(Settings(), voice)
    return [normalise(_sentence(row), lexicon=lexicon) for row in rows]


def untouched(row: Row) -> Utterance:
    """The sentence as it is printed."""
    return Utterance(sentence=_sentence(row), text=row.printed)


def _sentence(row: Row) -> Sentence:
    article = Article(source="-", headline="-", body=())
    return Sentence(
        article=article, role=Role.PARAGRAPH, text=row.printed, boundary=Boundary.SENTENCE
    )


def speak_apart(
    voice: Voice, told: Sequence[Utterance], models: Path | None, *, by_itself: bool = False
) -> Speech:
    """Every sentence as the voice says it in a process of its own, whose memory is its alone."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(speak_all, voice, told, models, by_itself=by_itself).result()


def speak_all(
    voice: Voice, told: Sequence[Utterance], models: Path | None, *, by_itself: bool = False
) -> Speech:
    """Every sentence as the voice says it, `by_itself` without words that we put right.

    Loading is no part of the cost, but for a process that the engine starts: what that took is
    known when it has ended, and so counted from its beginning.
    """
    with _own_rules(voice) if by_itself else nullcontext():
        start, audios, memory = _say_all(voice, told, models)
    return Speech(audios, _cpu() - start, memory)


def _own_rules(voice: Voice) -> AbstractContextManager[object]:
    """The time for which an engine says all words by rules of its own."""
    if module := PUTS_RIGHT.get(voice.engine):
        return patch(f"audiobrief.synthesise.{module}.put_right", _as_told)
    return nullcontext()


def _as_told(_text: str, told: Sequence[Pronunciation], _language: str) -> Sequence[Pronunciation]:
    return tuple(told)


def _say_all(
    voice: Voice, told: Sequence[Utterance], models: Path | None
) -> tuple[float, tuple[Audio, ...], float]:
    """The CPU seconds before, what the voice says, and the memory for it.

    The engine ends with this function, and its processes with it.
    """
    engine = load_engine(voice.engine, models=models)
    engine.speak("Guten Abend.", voice)
    start = _cpu()
    audios = tuple(say(engine, each.text, voice, each.pronunciations) for each in told)
    return start, audios, _peak_memory()


def _cpu() -> float:
    """Seconds so far of this process and those of its children that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime


def _peak_memory() -> float:
    """The most memory that this process and its children have held, in MB.

    On Linux from the kernel's status files: `getrusage` there counts what a process held
    before it became its program. Elsewhere children are not counted.
    """
    here = Path("/proc/self")
    if (here / "status").exists():
        children = (path.read_text().split() for path in here.glob("task/*/children"))
        held = (here, *(here.parent / pid for each in children for pid in each))
        return sum(map(_held, held)) / 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def _held(process: Path) -> int:
    """The most kB of a running process."""
    return int(re.findall(r"VmHWM:\s+(\d+) kB", (process / "status").read_text())[0])


def hear(row: Row, audio: Audio, ear: Ear) -> Heard:
    """What the ear makes of the sound, against the right words that are nearest to it."""
    text = ear(audio)
    heard = canonical(text)
    readings = [canonical(reading) for reading in (row.spoken, *row.others)]
    wanted = min(readings, key=lambda words: word_errors(words, heard))
    numbers = number_words(row.printed, wanted)
    return Heard(
        row,
        text,
        word_errors(wanted, heard),
        len(wanted),
        len(numbers),
        len(numbers & missed(wanted, heard)),
    )


def number_rate(heard: Sequence[Heard]) -> float:
    """Wrong ones among a hundred words that are not printed as words."""
    return 100 * sum(one.wrong_numbers for one in heard) / max(1, sum(one.numbers for one in heard))


def rate(heard: Sequence[Heard]) -> float:
    """Wrong words among a hundred."""
    return 100 * sum(one.errors for one in heard) / max(1, sum(one.words for one in heard))


def word_errors(wanted: Sequence[str], heard: Sequence[str]) -> int:
    """The fewest words to change, leave out or put in (Levenshtein).

    A compound written apart, or two words written as one, is not misheard and costs nothing.
    """
    return _steps(wanted, heard)[len(wanted), len(heard)][0]


def missed(wanted: Sequence[str], heard: Sequence[str]) -> set[int]:
    """The places of the wanted words that were not heard."""
    steps = _steps(wanted, heard)
    place = (len(wanted), len(heard))
    found: set[int] = set()
    while place != (0, 0):
        errors, before = steps[place]
        if place[0] - before[0] == 1 and errors > steps[before][0]:
            found.add(before[0])
        place = before
    return found


Place = tuple[int, int]
"""How many words of what was wanted, and of what was heard."""


def _steps(wanted: Sequence[str], heard: Sequence[str]) -> dict[Place, tuple[int, Place]]:
    """For every place the errors so far, and the place before it on the best way there."""
    steps: dict[Place, tuple[int, Place]] = {(0, 0): (0, (0, 0))}
    for i in range(len(wanted) + 1):
        for j in range(len(heard) + 1):
            if i or j:
                ways = _ways(wanted[:i], heard[:j])
                steps[i, j] = min((steps[before][0] + cost, before) for before, cost in ways)
    return steps


def _ways(wanted: Sequence[str], heard: Sequence[str]) -> Iterator[tuple[Place, int]]:
    """The places from which one leads to the end of both, and what each costs."""
    i, j = len(wanted), len(heard)
    if i and j:
        yield (i - 1, j - 1), wanted[-1] != heard[-1]
    if i:
        yield (i - 1, j), 1
    if j:
        yield (i, j - 1), 1
    for count in (2, 3):
        if i and j >= count and "".join(heard[-count:]) == wanted[-1]:
            yield (i - 1, j - count), 0
        if j and i >= count and "".join(wanted[-count:]) == heard[-1]:
            yield (i - count, j - 1), 0


def number_words(printed: str, wanted: Sequence[str]) -> set[int]:
    """The places of the words that are not printed as words: numbers, and what signs stand for."""
    letters = set(re.findall(r"[^\W\d_]+", printed.casefold().replace("ß", "ss")))
    return {
        place
        for place, word in enumerate(wanted)
        if word not in letters or any(map(str.isdigit, word))
    }


if __name__ == "__main__":
    main()
