"""Killed at any moment: no half file under a final name, and the next run goes on from there."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from audiobrief.synthesise.record import unpack

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes"),
    pytest.mark.timeout(400),
]
KILLS = 10
"""For each way to speak: fifty for all of them."""
PROGRAM = """
import sys, wave
with open(sys.argv[1], "ab") as calls:
    calls.write(b"x")
seconds = len(sys.stdin.buffer.read()) / 14
with wave.open("/dev/stdout", "wb") as file:
    file.setparams((1, 2, 8000, 0, "NONE", ""))
    file.writeframes(b"\\x00\\x20\\x00\\xe0" * round(4000 * seconds))
"""
TEXT = """Verkehr

Neue Fähre verbindet beide Ufer ab Mai

Die Stadt hat am Montag eine neue Fähre vorgestellt, die beide Ufer der Förde verbindet.

Sie fährt von Mai bis Oktober alle zwanzig Minuten, teilte die Verwaltung am Abend mit. An Bord \
haben 120 Menschen und 40 Räder Platz. Die Überfahrt dauert acht Minuten.

„Wir haben lange darauf gewartet“, sagte der Bürgermeister. Das Schiff kostet 3,5 Mio. Euro und \
fährt mit Strom aus Windrädern an der Küste. Im Winter bleibt es im Hafen.
"""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A folder to run in, with a cache and an output of its own."""

    folder: Path
    voice: str

    def command(self) -> list[str]:
        own = Path(sys.executable).with_name("audiobrief")
        start = [str(own)] if own.exists() else [sys.executable, "-m", "audiobrief"]
        return [*start, "make", "../a.txt", "--voice", self.voice, "--captions", "--page", "-q"]

    def start(self) -> subprocess.Popen[bytes]:
        self.folder.mkdir(exist_ok=True)
        return subprocess.Popen(
            self.command(),
            cwd=self.folder,
            env=os.environ | {"AUDIOBRIEF_CACHE": str(self.folder / "cache")},
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def finish(self) -> float:
        start = time.monotonic()
        with self.start() as run:
            _, told = run.communicate()
        assert (run.returncode, told) == (0, b"")
        return time.monotonic() - start

    def kill_after(self, seconds: float) -> None:
        with self.start() as run:
            with suppress(subprocess.TimeoutExpired):
                run.wait(seconds)
            run.kill()
        wait_for_the_end_of(run.pid)

    def made(self) -> Mapping[str, bytes]:
        """The finished files."""
        files = (self.folder / "output").glob("[!.]*")
        return {file.name: file.read_bytes() for file in files}

    def clips(self) -> Mapping[str, int]:
        """The whole clips, by which file on disk they are."""
        kept = {}
        for clip in (self.folder / "cache").rglob("*.clip"):
            unpack(clip.read_bytes())
            kept[clip.name] = clip.stat().st_ino
        return kept


def wait_for_the_end_of(session: int) -> None:
    """No process that the killed one started outlives it for long."""
    until = time.monotonic() + 10
    while list(alive_in(session)):
        assert time.monotonic() < until, "processes were left behind"
        time.sleep(0.02)


def alive_in(session: int) -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, its = stat.read_text().rpartition(")")[2].split()[:4]
            if int(its) == session and state != "Z":
                yield int(stat.parent.name)


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """A voice by a program that counts how often it is asked; where the count stands."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    command = json.dumps([sys.executable, "-S", "-E", str(program), str(tmp_path / "calls")])
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "counting.toml").write_text(
        f'name = "counting"\nengine = "command"\nmodel = "-"\ncommand = {command}\n'
        'licence = "own"\nnote = "counts"\n'
    )
    return tmp_path / "calls"


@pytest.mark.parametrize("voice", ["espeak", "pico", "silent", "counting", "counting, cached"])
def test_a_kill_loses_at_most_the_sentence_being_said(
    tmp_path: Path, calls: Path, voice: str
) -> None:
    name, _, half = voice.partition(", ")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    whole = Place(folder=tmp_path / "whole", voice=name)
    took = whole.finish()
    expected, clips = whole.made(), whole.clips()
    assert len(expected) == 4
    chance = random.Random(voice)  # noqa: S311 - the same moments each time
    for number in range(KILLS):
        place = Place(folder=tmp_path / f"{number}", voice=name)
        if half:  # again and again in one place, until it is done
            place = Place(folder=tmp_path / "same", voice=name)
            before = place.clips()
        place.kill_after(took * (number + chance.random()) / KILLS)
        kept = place.clips()
        assert expected.items() >= place.made().items()
        assert clips.keys() >= kept.keys()
        if half:
            assert kept.items() >= before.items()
            continue
        go_on(place, kept, clips, calls)
        assert place.made() == expected
    if half:
        go_on(place, place.clips(), clips, calls)
        assert place.made() == expected


def go_on(place: Place, kept: Mapping[str, int], clips: Mapping[str, int], calls: Path) -> None:
    """The next run makes what was missing, nothing else, and clears up."""
    asked = calls.stat().st_size if calls.exists() else 0
    place.finish()
    now = place.clips()
    assert now.keys() == clips.keys()
    assert now.items() >= kept.items()
    if place.voice == "counting":
        # The program that the killed run had just started may count itself a little later.
        assert calls.stat().st_size - asked - (len(clips) - len(kept)) in {0, 1}
    assert not list(place.folder.rglob("*.part"))


def test_an_interrupt_in_the_middle_keeps_what_was_spoken(tmp_path: Path, calls: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    whole = Place(folder=tmp_path / "whole", voice="counting")
    whole.finish()
    place = Place(folder=tmp_path / "cut", voice="counting")
    with place.start() as run:
        while len(list((place.folder / "cache").rglob("*.clip"))) < 3:
            time.sleep(0.005)
        run.send_signal(signal.SIGINT)
        _, told = run.communicate()
    assert run.returncode == 130
    assert told.decode() == "audiobrief: interrupted; sentences already spoken are kept\n"
    assert place.made() == {}
    assert not list(place.folder.rglob("*.part"))
    go_on(place, place.clips(), whole.clips(), calls)
    assert place.made() == whole.made()
