"""A voice that fails costs no sentence: the one named in its place reads all, or nobody does."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from audiobrief import Settings, Source, make_brief
from audiobrief.choices import Part
from audiobrief.errors import OfflineError, SpeechError, VoiceError
from audiobrief.events import ClipReady, Event, Warned
from audiobrief.model import Role

FAILING = """
import sys, wave
from pathlib import Path
calls = Path(sys.argv[1])
calls.write_text(calls.read_text() + "x" if calls.exists() else "x")
if len(calls.read_text()) > 3:
    sys.exit("out of breath")
seconds = len(sys.stdin.read()) / 14
with wave.open("/dev/stdout", "wb") as file:
    file.setparams((1, 2, 8000, 0, "NONE", ""))
    file.writeframes(b"\\x00\\x20\\x00\\xe0" * round(4000 * seconds))
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    program = tmp_path / "failing.py"
    program.write_text(FAILING)
    command = json.dumps([sys.executable, str(program), str(tmp_path / "calls")])
    voices = tmp_path / "voices"
    voices.mkdir()
    (voices / "short.toml").write_text(
        f'name = "short"\nengine = "command"\nmodel = "short"\ncommand = {command}\n'
        'licence = "own"\nnote = "out of breath after three sentences"\n'
    )
    return Settings(output=tmp_path / "briefs", voice="short", voices=voices)


@pytest.fixture
def source(golden: Path) -> Source:
    return Source(name=str(golden / "hafenbahn.txt"))


def test_the_fallback_reads_the_whole_article(source, settings, tmp_path) -> None:
    events: list[Event] = []
    made = make_brief(source, replace(settings, fallback="espeak"), events.append)
    plain = make_brief(source, replace(settings, voice="espeak", output=tmp_path / "plain"))
    assert made.mp3.read_bytes() == plain.mp3.read_bytes()
    (warned,) = (event.message for event in events if isinstance(event, Warned))
    assert "the voice short could not say" in warned
    assert "out of breath" in warned
    assert warned.endswith("espeak reads the whole article instead")
    voices = [event.clip.voice for event in events if isinstance(event, ClipReady)]
    assert voices == ["short"] * 3 + ["espeak"] * len(made.cues)


def test_without_a_fallback_there_is_no_brief(source, settings) -> None:
    with pytest.raises(SpeechError, match="the voice short could not say"):
        make_brief(source, settings)
    assert not list(settings.output.rglob("*"))


def test_the_fallback_reads_every_role(source, settings) -> None:
    roles = {Role.HEADLINE: Part(voice="silent"), Role.LEAD: Part(voice="short", rate=0.9)}
    events: list[Event] = []
    wanted = replace(settings, voice="pico", roles=roles, fallback="espeak")
    (settings.voices.parent / "calls").write_text("xxx")
    make_brief(source, wanted, events.append)
    voices = [event.clip.voice for event in events if isinstance(event, ClipReady)]
    assert set(voices[voices.index("espeak") :]) == {"espeak"}


def test_a_fallback_that_fails_too_is_the_error(source, settings) -> None:
    with pytest.raises(SpeechError, match="the voice short could not say"):
        make_brief(source, replace(settings, fallback="short"))


def test_a_fallback_that_cannot_speak_is_told_at_once(source, settings) -> None:
    with pytest.raises(VoiceError, match="espaek"):
        make_brief(source, replace(settings, fallback="espaek"))
    with pytest.raises(OfflineError, match="gtts"):
        make_brief(source, replace(settings, fallback="gtts", offline=True))
    assert not (settings.voices.parent / "calls").exists()


@pytest.mark.usefixtures("settings")
def test_the_command_takes_a_fallback(audiobrief, golden) -> None:
    done = audiobrief("make", golden / "hafenbahn.txt", "-v", "short", "--fallback", "espeak")
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert "espeak reads the whole article instead" in done.stderr
