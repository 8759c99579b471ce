"""How briefs of every voice that speaks here sound, from the finished and decoded MP3.

    python tests/benchmarks/sound_table.py [--voices pico espeak] [--lengths 5 60 600 3600]
        [--growth 375 750 1500 3000]

Prints a row for each voice and length: loudness and true peak, in one channel and in two; how
far the clocks (brief, JSON, TLEN, the captions' last cue with the silence behind it, decoded
file) lie apart, the marker being that of the decoded file; how far a sentence is heard from where
its cue says; the largest step at a joint against the largest in the speech around it; what
joining, levelling and encoding cost, once loaded, against `lame` on the same sound, where it is
installed; and how many times the track's samples were held in memory. The sample lasts two
minutes: in what is longer its sentences come over and over, and each was spoken once.

Then, for the first voice, what each clip costs as there are more of them. Ends with 1 where a row
misses a target.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from math import inf
from pathlib import Path

import numpy as np
import soundfile

from audiobrief.choices import Encoding, Pauses
from audiobrief.cli.brief import row
from audiobrief.config import Settings, load_settings
from audiobrief.model import (
    Article,
    Audio,
    Brief,
    Clip,
    Cue,
    Passage,
    Role,
    Source,
    Track,
    Voice,
    marker,
)
from audiobrief.pipeline import make_article, make_utterances
from audiobrief.publish import publish
from audiobrief.publish.captions import webvtt
from audiobrief.publish.encode import encoded
from audiobrief.publish.report import examine
from audiobrief.sound.files import load
from audiobrief.stitch import stitch
from audiobrief.stitch.trim import speech
from audiobrief.synthesise import cached, load_engine, load_voices, needs, synthesise

MODELS = load_settings().models
SAMPLE = Path(__file__).parent.parent / "golden" / "hafenbahn.txt"
LENGTHS = (5.0, 60.0, 600.0, 3600.0)
AROUND = 0.02
"""Seconds to each side of a joint in which its step is looked for."""
SPEECH = 0.3
"""Seconds of the speech beside it that the step is compared with."""
SHORT = 30.0
"""Seconds; the two megabytes that any brief takes are more than three copies of less."""
GROWTH = 1.3
"""What a clip among many may cost against one among few; the machine's noise is in it."""
LOOKED_AT = 200
"""Cues that are looked for in the decoded sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was measured of one brief."""

    voice: str
    duration: float
    loudness: float
    peak: float
    stereo: float
    """LUFS"""
    stereo_peak: float
    clocks: float
    """ms; infinite where the marker is another"""
    cues: float
    """ms"""
    joints: float
    cost: float | None
    memory: float

    def misses(self) -> list[str]:
        """The targets that this brief does not reach."""
        reached = {
            "loudness": abs(self.loudness + 19) <= 0.3,
            "peak": max(self.peak, self.stereo_peak) <= -1,
            "stereo": abs(self.stereo + 16) <= 0.3,
            "clocks": self.clocks <= 1,
            "cues": self.cues <= 10,
            "joints": self.joints <= 1,
            "cost": self.cost is None or self.cost <= 2,
            "memory": self.duration < SHORT or self.memory <= 3,
        }
        return [name for name, held in reached.items() if not held]


def main() -> None:
    """Print the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--voices", nargs="+", help="default: all that speak here offline")
    parser.add_argument("--lengths", nargs="+", type=float, default=LENGTHS, help="seconds")
    parser.add_argument("--growth", nargs="*", type=int, default=(375, 1500), help="clips")
    arguments = parser.parse_args()
    print(
        f"{'voice':14} {'length':>9} {'LUFS':>7} {'dBTP':>7} {'stereo':>7} {'dBTP':>7}"
        f" {'clocks ms':>10} {'cues ms':>8}"
        f" {'joints':>7} {'CPU/lame':>9} {'memory':>7}"
    )
    missed = False
    voices = list(_voices(arguments.voices))
    with tempfile.TemporaryDirectory() as scratch:
        for voice in voices:
            for length in arguments.lengths:
                measured = _measured(voice, length, Path(scratch))
                missed |= bool(measured.misses())
                _print(measured)
        if arguments.growth:
            missed |= _grows(voices[0], arguments.growth, Path(scratch))
    sys.exit(missed)


def _grows(voice: Voice, counts: Sequence[int], scratch: Path) -> bool:
    """Print what a clip costs as there are more of them; whether it costs ever more."""
    clips = list(_clips(voice, 60, scratch / "cache"))
    costs = []
    for count in counts:
        start = time.process_time()
        encoded(stitch(islice(cycle(clips), count), Pauses()).audio)
        costs.append(1000 * (time.process_time() - start) / count)
        print(f"{voice.name:14} {count:>9} clips {costs[-1]:8.2f} CPU-ms each", flush=True)
    return max(costs) > GROWTH * costs[0]


def _print(row: Row) -> None:
    cost = "-" if row.cost is None else f"{row.cost:.2f}"
    print(
        f"{row.voice:14} {marker(row.duration)[8:]:>9} {row.loudness:7.2f} {row.peak:7.2f}"
        f" {row.stereo:7.2f} {row.stereo_peak:7.2f}"
        f" {row.clocks:10.3f} {row.cues:8.2f} {row.joints:7.2f} {cost:>9} {row.memory:7.2f}"
        f"  {'misses ' + ', '.join(row.misses()) if row.misses() else ''}",
        flush=True,
    )


def _voices(names: list[str] | None) -> Iterator[Voice]:
    for voice in load_voices():
        if names:
            if voice.name in names:
                yield voice
        elif needs(voice, MODELS) is None and load_engine(voice.engine, models=MODELS).audible:
            yield voice


def _measured(voice: Voice, length: float, scratch: Path) -> Row:
    clips = list(_clips(voice, length, scratch / "cache"))
    publish(stitch(clips[:1], Pauses()), scratch)  # what is imported now is not counted below
    start = time.process_time()
    track = stitch(iter(clips), Pauses())
    encoded(track.audio)
    cost = time.process_time() - start
    by_lame = _cost_of_lame(track.audio, scratch)
    both = publish(track, scratch / "stereo", Encoding(channels=2, bit_rate=128))
    del track
    stereo = examine(both.mp3)
    memory, brief = _memory(clips, scratch)
    report, audio = examine(brief.mp3), load(brief.mp3)
    clocks = (
        brief.duration,
        float(str(row(brief)["duration"])),
        int(report.told.tags.milliseconds or 0) / 1000,
        _last_time(webvtt(brief.cues)) + _behind(brief),
        stereo.duration,
        audio.duration,
    )
    right = brief.marker == marker(audio.duration)
    return Row(
        voice=voice.name,
        duration=brief.duration,
        loudness=report.loudness,
        peak=report.true_peak,
        stereo=stereo.loudness,
        stereo_peak=stereo.true_peak,
        clocks=1000 * (max(clocks) - min(clocks)) if right else inf,
        cues=1000 * max(_apart(c, cue, audio) for c, cue in _some(clips, brief)),
        joints=max(_step(cue, audio) for cue in brief.cues),
        cost=None if by_lame is None else cost / by_lame,
        memory=memory,
    )


def _behind(brief: Brief) -> float:
    """The silence behind the last sentence."""
    return Pauses().behind(brief.cues[-1].utterance.sentence, last=True)


def _last_time(captions: str) -> float:
    """When the last caption ends."""
    hours, minutes, seconds = re.findall(r"--> ([0-9:.]+)", captions)[-1].rjust(12, "0").split(":")
    return 3600 * int(hours or 0) + 60 * int(minutes) + float(seconds)


def _clips(voice: Voice, length: float, cache: Path) -> Iterator[Clip]:
    """The sample's sentences over and over, until they last about so many seconds."""
    article = make_article(Source(name=str(SAMPLE)), Settings(offline=True))
    long = Article(source="-", headline=article.headline, body=tuple(_body(article, length)))
    engine, spoken = cached(load_engine(voice.engine, models=MODELS), cache), 0.0
    for clip in synthesise(make_utterances(long), engine, voice):
        yield clip
        spoken += clip.audio.duration + 0.3
        if spoken >= length:
            return


def _body(article: Article, length: float) -> Iterator[Passage]:
    """Enough paragraphs: nobody reads 40 characters a second."""
    letters = 0
    for number, passage in enumerate(cycle(article.body)):
        if letters > 40 * length:
            return
        letters += len(passage.text)
        yield passage if number % 5 else Passage(role=Role.CROSSHEAD, text="Weitere Fragen")


def _memory(clips: list[Clip], scratch: Path) -> tuple[float, Brief]:
    """How many times the track's samples are held while it is made of clips and written."""
    tracemalloc.start()
    copies = (_copy(clip) for clip in clips)
    track: Track = stitch(copies, Pauses())
    size = 4 * len(track.audio.samples)
    brief = publish(track, scratch)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / size, brief


def _copy(clip: Clip) -> Clip:
    audio = Audio(samples=clip.audio.samples.copy(), sample_rate=clip.audio.sample_rate)
    return Clip(utterance=clip.utterance, audio=audio)


def _some(clips: list[Clip], brief: Brief) -> Iterable[tuple[Clip, Cue]]:
    pairs = list(zip(clips, brief.cues, strict=True))
    return pairs[:: max(1, len(pairs) // LOOKED_AT)]


def _apart(clip: Clip, cue: Cue, audio: Audio) -> float:
    """Seconds between where a cue begins and where its clip is found in the sound."""
    spoken = speech(clip.audio)
    assert spoken is not None
    rate = audio.sample_rate
    wanted = clip.audio.samples[spoken][: 2 * rate]
    reach, start = rate // 10, round(cue.start * rate)
    first = max(0, start - reach)
    found = audio.samples[first : start + len(wanted) + reach]
    size = 1 << (len(found) + len(wanted)).bit_length()
    spectrum = np.fft.rfft(found, size) * np.conj(np.fft.rfft(wanted, size))
    lag = int(np.argmax(np.fft.irfft(spectrum, size)[: 2 * reach]))
    return abs(first + lag - start) / rate


def _step(cue: Cue, audio: Audio) -> float:
    """The larger step at a cue's two joints, as a share of the largest in the speech beside."""
    rate = audio.sample_rate
    start, end = round(cue.start * rate), round(cue.end * rate)
    steps = np.abs(np.diff(audio.samples[max(0, start - rate) : end + rate]))
    offset = start - max(0, start - rate)
    around, beside = round(AROUND * rate), round(SPEECH * rate)
    length = end - start
    joints = (steps[max(0, offset - around) : offset], steps[offset + length :][:around])
    voices = (steps[offset:][:beside], steps[max(0, offset + length - beside) :][:beside])
    pairs = zip(joints, voices, strict=True)
    return max(float(j.max(initial=0) / v.max(initial=1e-9)) for j, v in pairs)


def _cost_of_lame(audio: Audio, scratch: Path) -> float | None:
    if not shutil.which("lame"):
        return None
    wave = scratch / "track.wav"
    soundfile.write(wave, audio.samples, audio.sample_rate)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["lame", "--quiet", "-b", "64", wave, scratch / "track.mp3"]
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
