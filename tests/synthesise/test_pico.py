"""Pico's hands: processes that say a sentence each, and leave nothing behind."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("py_nanotts")

from audiobrief.errors import SpeechError
from audiobrief.synthesise import find_voice
from audiobrief.synthesise.pico import Pico

VOICE = find_voice("pico")
SENTENCES = [f"Der Zug fährt um {hour} Uhr." for hour in ("acht", "neun", "zehn", "elf")]


@pytest.fixture
def pico() -> Iterator[Pico]:
    engine = Pico()
    yield engine
    engine.dismiss()


def processes(of: int) -> set[int]:
    told = Path(f"/proc/{of}/task/{of}/children")
    if not told.exists():
        pytest.skip("the system does not tell the processes of a process")
    return set(map(int, told.read_text().split()))


def test_sentences_said_side_by_side_sound_as_in_turn(pico: Pico) -> None:
    in_turn = [pico.speak(text, VOICE).samples.tobytes() for text in SENTENCES]
    with ThreadPoolExecutor(2) as threads:
        sounds = threads.map(lambda text: pico.speak(text, VOICE), SENTENCES)
        assert [sound.samples.tobytes() for sound in sounds] == in_turn
    assert len(set(in_turn)) == len(SENTENCES)


def test_no_more_processes_are_started_than_speak_at_a_time(pico: Pico) -> None:
    before = processes(os.getpid())
    for text in SENTENCES:
        pico.speak(text, VOICE)
    assert len(processes(os.getpid()) - before) == 1
    pico.dismiss()
    assert processes(os.getpid()) <= before


def test_all_processes_can_be_started_before_they_speak(pico: Pico) -> None:
    before = processes(os.getpid())
    pico.warm(VOICE)
    warm = processes(os.getpid()) - before
    assert len(warm) == pico.hands
    for text in SENTENCES:
        pico.speak(text, VOICE)
    assert processes(os.getpid()) - before == warm


def test_a_process_that_was_killed_costs_its_sentence_alone(pico: Pico) -> None:
    before = processes(os.getpid())
    sound = pico.speak(SENTENCES[0], VOICE)
    (hand,) = processes(os.getpid()) - before
    os.kill(hand, 9)
    with pytest.raises(SpeechError, match="its process has ended"):
        pico.speak(SENTENCES[0], VOICE)
    assert pico.speak(SENTENCES[0], VOICE).samples.tobytes() == sound.samples.tobytes()


@pytest.mark.parametrize("end", ["", "; os.kill(os.getpid(), 9)", "; os._exit(0)"])
def test_no_process_outlives_the_one_that_it_speaks_for(end: str) -> None:
    program = (
        "import os; from audiobrief.synthesise import *; engine = load_engine('pico');"
        "engine.speak('Hallo', find_voice('pico'));"
        "print(open(f'/proc/{os.getpid()}/task/{os.getpid()}/children').read(), flush=True)"
    )
    processes(os.getpid())
    command = [sys.executable, "-c", program + end]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    hand = Path("/proc") / done.stdout.strip()
    until = time.monotonic() + 10
    while hand.exists():
        assert time.monotonic() < until
        time.sleep(0.02)
