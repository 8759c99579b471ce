"""Programs measured from outside: how long they take, and how soon what they write begins."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

AUDIOBRIEF = (sys.executable, "-m", "audiobrief")
SAMPLE = Path(__file__).parent.parent / "golden" / "hafenbahn.txt"
TAG_HEADER = 10
FRAMES = 2048
"""Bytes of sound that a player wants before it begins: a quarter of a second at 64 kbit/s."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took, in seconds."""

    wall: float
    cpu: float
    first: float = 0.0
    """Until the first sound, where it was written to a pipe."""


def cost(
    command: Sequence[str | Path], environment: Mapping[str, str], *, streams: bool = False
) -> Cost:
    """What a command takes, its children counted; where it streams, an MP3 is awaited.

    Python keeps its bytecode: on no user's machine does each run compile all modules anew.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    first = 0.0
    with subprocess.Popen(
        [str(each) for each in command],
        env={**kept, **environment},
        stdout=subprocess.PIPE if streams else subprocess.DEVNULL,
    ) as process:
        if process.stdout:
            first = _first_sound(process.stdout.fileno(), start)
        if process.wait():
            sys.exit(f"{command[0]} ended with code {process.returncode}")
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, first)


def _first_sound(pipe: int, start: float) -> float:
    """When a player could begin; the rest is read too."""
    data, first = b"", 0.0
    while piece := os.read(pipe, 1 << 16):
        data += piece
        size = TAG_HEADER + sum(
            byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=False)
        )
        if not first and len(data) >= size + FRAMES:
            first = time.perf_counter() - start
    return first
