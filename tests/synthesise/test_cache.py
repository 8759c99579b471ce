import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Never

import numpy as np
import pytest

from audiobrief.choices import EngineName
from audiobrief.errors import AudioFileError, SpeechError
from audiobrief.events import Warned
from audiobrief.model import Audio, Voice
from audiobrief.synthesise import cached, load_engine
from audiobrief.synthesise.record import pack, unpack

TEXT = "Der Saal ist leer."


@pytest.fixture
def voice() -> Voice:
    return Voice(name="anna", engine=EngineName.PICO, model="de-DE", note="warm")


def clips(folder: Path) -> list[Path]:
    return list(folder.rglob("*.clip"))


def test_what_was_said_once_is_not_said_again(tmp_path, fake_engine, voice) -> None:
    engine = fake_engine()
    first = cached(engine, tmp_path).speak(TEXT, voice)
    second = cached(engine, tmp_path).speak(TEXT, voice)
    assert len(engine.asked) == 1
    assert np.array_equal(first.samples, second.samples)
    assert second.samples.dtype == np.float32
    assert second.sample_rate == first.sample_rate


@pytest.mark.parametrize(
    "change",
    [{"model": "en-GB"}, {"rate": 1.1}, {"pace": 0.9}, {"language": "de-AT"}],
)
def test_another_sound_has_another_place(tmp_path, fake_engine, voice, change) -> None:
    engine = fake_engine()
    cached(engine, tmp_path).speak(TEXT, voice)
    cached(engine, tmp_path).speak(TEXT, replace(voice, **change))
    assert len(engine.asked) == 2


def test_another_engine_version_or_text_has_another_place(tmp_path, fake_engine, voice) -> None:
    cached(fake_engine(), tmp_path).speak(TEXT, voice)
    for engine in (fake_engine(version="2"), fake_engine(name="other")):
        cached(engine, tmp_path).speak(TEXT, voice)
        assert engine.asked == [TEXT]
    cached(engine := fake_engine(), tmp_path).speak(TEXT + " ", voice)
    assert len(engine.asked) == 1


def test_the_name_and_the_note_of_a_voice_are_not_heard(tmp_path, fake_engine, voice) -> None:
    engine = fake_engine()
    cached(engine, tmp_path).speak(TEXT, voice)
    cached(engine, tmp_path).speak(TEXT, replace(voice, name="berta", note="bright"))
    assert len(engine.asked) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda _content: b"",
        lambda content: content[:-1],
        lambda content: content[:20],
        lambda content: content[:100] + b"X" + content[101:],
        lambda content: content[:30] + b"\xff" + content[31:],
        lambda content: b"RIFF" + content[4:],
        lambda content: content + b"more",
    ],
)
def test_a_damaged_clip_is_made_again_and_told(tmp_path, fake_engine, voice, damage) -> None:
    engine, told = fake_engine(), []
    first = cached(engine, tmp_path).speak(TEXT, voice)
    (file,) = clips(tmp_path)
    file.write_bytes(damage(file.read_bytes()))
    again = cached(engine, tmp_path, told.append).speak(TEXT, voice)
    assert np.array_equal(first.samples, again.samples)
    assert len(engine.asked) == 2
    assert [type(event) for event in told] == [Warned]
    assert str(file) in told[0].message
    cached(engine, tmp_path).speak(TEXT, voice)
    assert len(engine.asked) == 2


def test_sound_that_cannot_be_the_sentence_is_not_kept(
    tmp_path, fake_engine, spoken, voice
) -> None:
    silence = Audio(samples=np.zeros(8_000, dtype=np.float32), sample_rate=8_000)
    engine = fake_engine([lambda _text, _voice: silence, spoken])
    cached(engine, tmp_path).speak(TEXT, voice)
    assert clips(tmp_path) == []
    assert cached(engine, tmp_path).speak(TEXT, voice).samples.any()


def test_a_failure_of_the_engine_passes_through(tmp_path, fake_engine, voice) -> None:
    def fail(_text, _voice) -> Never:
        raise SpeechError("no")

    with pytest.raises(SpeechError):
        cached(fake_engine([fail]), tmp_path).speak(TEXT, voice)
    assert clips(tmp_path) == []


@pytest.mark.parametrize("blocked", ["file", "/dev/full/clips", "/proc/clips"])
def test_without_a_writable_folder_the_engine_speaks_on_and_tells_once(
    tmp_path, fake_engine, voice, blocked
) -> None:
    folder = tmp_path / blocked / "clips"
    (tmp_path / "file").write_text("in the way")
    told = []
    engine = cached(fake_engine(), folder, told.append)
    assert engine.speak(TEXT, voice).duration
    assert engine.speak(TEXT + " Ganz.", voice).duration
    assert len(told) == 1
    assert str(folder) in told[0].message


def test_a_full_disk_costs_nothing_but_the_keeping(tmp_path) -> None:
    program = """
import resource, signal, sys
from pathlib import Path
from audiobrief.choices import EngineName
from audiobrief.model import Voice
from audiobrief.synthesise import cached, load_engine
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
voice = Voice(name="silent", engine=EngineName.SILENT, model="silence")
engine = cached(load_engine(EngineName.SILENT), Path(sys.argv[1]), print)
for text in ("Der Saal ist leer.", "Die Tür ist zu."):
    assert engine.speak(text, voice).duration > 0.5
"""
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert run.stdout.count("nothing can be kept") == 1
    assert clips(tmp_path) == []


def test_what_a_killed_process_left_half_written_is_swept(tmp_path, fake_engine, voice) -> None:
    part = tmp_path / ".audiobrief-0123456789abcdef.part"
    part.write_bytes(b"half")
    cached(fake_engine(), tmp_path).speak(TEXT, voice)
    assert not part.exists()


def test_what_was_not_heard_for_longest_is_forgotten(tmp_path, fake_engine, voice) -> None:
    engine = cached(said := fake_engine(), tmp_path, limit=300_000)
    for number in range(20):
        engine.speak(f"Satz {number}: Der Saal ist heute Abend leer.", voice)
    assert sum(file.stat().st_size for file in clips(tmp_path)) < 310_000
    engine.speak("Satz 19: Der Saal ist heute Abend leer.", voice)
    assert len(said.asked) == 20


def test_a_cached_engine_has_the_traits_of_its_engine(tmp_path, fake_engine) -> None:
    engine = cached(fake_engine(local=False, audible=False, version="7"), tmp_path)
    assert (engine.name, engine.version) == ("fake", "7")
    assert not engine.local
    assert not engine.audible


def test_a_cache_of_a_cache_is_still_an_engine(tmp_path, fake_engine, voice) -> None:
    engine = cached(cached(fake_engine(), tmp_path / "near"), tmp_path / "far")
    assert np.array_equal(engine.speak(TEXT, voice).samples, engine.speak(TEXT, voice).samples)


def _speak_all(folder: str) -> int:
    engine = cached(load_engine(EngineName.SILENT), Path(folder))
    voice = Voice(name="silent", engine=EngineName.SILENT, model="silence")
    return sum(len(engine.speak(f"Satz {n} ist da.", voice).samples) for n in range(40))


def test_many_processes_share_one_folder(tmp_path) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=context) as pool:
        lengths = set(pool.map(_speak_all, [str(tmp_path)] * 8))
    assert len(lengths) == 1
    files = clips(tmp_path)
    assert len(files) == 40
    for file in files:
        unpack(file.read_bytes())


@pytest.mark.parametrize(
    "samples",
    [
        np.array([], dtype=np.float32),
        np.array([-32768, 32767, 0, -1, 1], dtype=np.float32) / 32768,
        np.array([1.0, -1.0, 0.1, 1e-7], dtype=np.float32),
        np.random.default_rng(3).integers(-32768, 32768, 5_000).astype(np.float32) / 32768,
        np.random.default_rng(4).normal(0, 0.3, 5_000).astype(np.float32),
    ],
)
def test_a_record_is_exact_to_the_sample(samples) -> None:
    back = unpack(pack(Audio(samples=samples, sample_rate=22_050)))
    assert back.sample_rate == 22_050
    assert back.samples.dtype == np.float32
    assert np.array_equal(back.samples, samples)


def test_a_record_takes_two_bytes_a_sample_where_that_is_exact(tone) -> None:
    audio = tone(1.0)
    assert len(pack(audio)) < 2 * len(audio.samples) + 40


def test_random_bytes_are_no_record() -> None:
    for length in (0, 8, 32, 33, 200):
        with pytest.raises(AudioFileError):
            unpack(os.urandom(length))
