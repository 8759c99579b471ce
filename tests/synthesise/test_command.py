"""A program of the user's own as an engine: real programs, some of which misbehave."""

import io
import os
import sys
import time
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from audiobrief.choices import EngineName
from audiobrief.errors import SpeechError, VoiceError
from audiobrief.model import Audio, Voice
from audiobrief.synthesise import cached, find_voice, load_engine, needs, synthesise
from audiobrief.synthesise import process as process_module
from audiobrief.synthesise.command import Command, filled
from audiobrief.synthesise.process import answer

SPEAK = """
import io, sys, wave
text = sys.stdin.buffer.read().decode()
rate = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
sound = io.BytesIO()
with wave.open(sound, "wb") as file:
    file.setparams((1, 2, 8000, 0, "NONE", ""))
    file.writeframes(b"\\0\\40\\0\\300" * int(len(text) / 14 * 4000 / rate))
sys.stdout.buffer.write(sound.getvalue())
"""

Program = Callable[..., Voice]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    def make(code: str, *arguments: str, **profile: object) -> Voice:
        script = tmp_path / "speaker.py"
        script.write_text(code, encoding="utf-8")
        command = (sys.executable, str(script), *arguments)
        return Voice(name="house", engine=EngineName.COMMAND, model="", command=command, **profile)

    return make


def speaks(
    code: str, program: Program, text: str = "Der Landtag tagt.", **profile: object
) -> Audio:
    return Command().speak(text, program(code, **profile))


def test_what_a_program_writes_is_heard(program: Program) -> None:
    audio = speaks(SPEAK, program, "Der Landtag tagt heute.")
    assert audio.sample_rate == 8000
    assert audio.duration == pytest.approx(24 / 14, abs=0.01)
    assert audio.samples.dtype == np.float32


def test_a_program_is_given_the_words_in_utf_8_and_no_markup(program: Program, tmp_path) -> None:
    code = f"import sys\nopen({str(tmp_path / 'heard')!r}, 'wb').write(sys.stdin.buffer.read())\n"
    code += SPEAK.replace("sys.stdin.buffer.read()", "b'so many words as were asked for'")
    speaks(code, program, "Müller <break> sagt: „Größe“.")
    assert (tmp_path / "heard").read_text(encoding="utf-8") == "Müller break sagt: „Größe“.\n"


def test_no_shell_sees_the_command(program: Program, tmp_path: Path) -> None:
    sentence = f"$(touch {tmp_path}/harm); `touch {tmp_path}/harm` | cat > {tmp_path}/harm"
    voice = program(SPEAK, "1", sentence)
    Command().speak(sentence, voice)
    assert not (tmp_path / "harm").exists()


def test_the_pace_goes_where_the_profile_puts_it(program: Program) -> None:
    normal = Command().speak("Der Landtag tagt.", program(SPEAK, "{rate}"))
    fast = Command().speak("Der Landtag tagt.", program(SPEAK, "{rate}", rate=2.0))
    assert fast.duration == pytest.approx(normal.duration / 2, abs=0.01)


def test_places_are_filled_and_other_braces_stay() -> None:
    command = ("say", "-l={length}", "{model}.{speaker}.{language}", '{"json": {rate}}', "a~/b")
    voice = Voice(
        name="house", engine="command", model="m", speaker="s", pace=160, rate=1.25, command=command
    )
    assert filled(voice) == ("say", "-l=0.005", "m.s.de", '{"json": 200}', "a~/b")


def test_a_home_folder_is_found() -> None:
    voice = Voice(name="house", engine="command", model="", command=("~/say", "~/voice.onnx"))
    home = Path.home()
    assert filled(voice) == (str(home / "say"), str(home / "voice.onnx"))


def test_a_rate_that_the_command_has_no_place_for_is_refused(program: Program) -> None:
    with pytest.raises(VoiceError, match=r"the voice house has one pace: .*\{rate\} or \{length\}"):
        speaks(SPEAK, program, rate=1.5)


FAULTS = {
    "nothing": ("", "^python.* wrote nothing, where WAV was to come"),
    "text": ("print('Guten Tag')", "wrote 10 bytes that are no sound"),
    "exit code": ("raise SystemExit(3)", r"ended with code 3"),
    "last words": ("raise SystemExit('no model\\x1b[31m here')", r"code 1 \(no model \[31m here\)"),
    "signal": ("import os\nos.kill(os.getpid(), 9)", "was ended by signal 9"),
    "header only": (
        "import sys, wave\nout = sys.stdout.buffer\n"  # noqa: ISC004 - one program
        "wave.open(out, 'wb').setparams((1, 2, 8000, 0, 'NONE', ''))",
        "bytes that are no sound",
    ),
}


@pytest.mark.parametrize(("code", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_program_that_fails_is_told_with_what_it_did(program, code, message) -> None:
    with pytest.raises(SpeechError, match=message) as caught:
        speaks(code, program)
    assert "\n" not in str(caught.value)


def test_a_sentence_that_fails_is_named_and_none_is_left_out(program, utter) -> None:
    voice = program("raise SystemExit('out of memory')")
    with pytest.raises(SpeechError, match=r"house could not say “Der Landtag tagt\.”: .*of memory"):
        list(synthesise([utter("Der Landtag tagt.")], Command(), voice))


def test_a_program_that_takes_too_long_is_ended_with_all_it_started(program, tmp_path) -> None:
    code = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    start = time.monotonic()
    with pytest.raises(SpeechError, match=r"gave no answer within 1\.5 s"):
        speaks(code, program, time_limit=1.5)
    assert time.monotonic() - start < 10
    assert not _runs(int((tmp_path / "pid").read_text()))


def _runs(pid: int) -> bool:
    """Whether the process lives; one that ended and was not fetched does not."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return False
        if state[0] == "Z":
            return False
        time.sleep(0.02)
    return True


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")
def test_a_process_that_lives_is_seen() -> None:
    assert _runs(os.getpid())


def test_an_endless_answer_is_stopped(program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_module, "LARGEST", 1_000_000)
    with pytest.raises(SpeechError, match="wrote over 1 MB and was stopped"):
        speaks("import sys\nwhile True: sys.stdout.buffer.write(b' ' * 65536)", program)


def test_endless_messages_are_no_answer(program) -> None:
    code = "import sys\nwhile True: sys.stderr.write('still loading ' * 5000)"
    with pytest.raises(SpeechError, match="no answer within 1 s"):
        speaks(code, program, time_limit=1.0)


def test_a_program_that_does_not_listen_may_speak_all_the_same() -> None:
    code = "import sys\nsys.stdin.close()\nprint('done')"
    assert answer((sys.executable, "-c", code), b"word " * 100_000, 20.0).strip() == b"done"


def test_a_program_that_answers_while_it_is_asked_keeps_nobody_waiting() -> None:
    code = "import sys\nfor line in sys.stdin.buffer: sys.stdout.buffer.write(line)"
    question = b"".join(b"%06d " % number * 20 + b"\n" for number in range(5_000))
    assert answer((sys.executable, "-c", code), question, 20.0) == question


@pytest.mark.parametrize("command", ["no-such-program-here", "/", "bad\0name"])
def test_a_program_that_cannot_be_started_is_named(command: str) -> None:
    voice = Voice(name="house", engine="command", model="", command=(command,))
    with pytest.raises(VoiceError, match=r"cannot be started \(.*\): install it, or mend command"):
        Command().speak("Der Landtag tagt.", voice)


def test_a_missing_program_is_what_the_voice_needs(program: Program) -> None:
    voice = Voice(name="house", engine="command", model="", command=("no-such-program-here",))
    assert needs(voice) == "the program no-such-program-here"
    assert needs(program(SPEAK)) is None


def test_a_stream_whose_header_does_not_know_its_length_is_read_whole(program) -> None:
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\0\x40\0\xc0" * 8000)
    content = bytearray(sound.getvalue())
    content[4:8] = content[40:44] = b"\xff\xff\xff\xff"  # what programs write into a pipe
    code = f"import sys\nsys.stdout.buffer.write({bytes(content)!r})"
    assert speaks(code, program).duration == pytest.approx(2.0)


def test_another_command_is_another_sound_in_the_cache(program, tmp_path) -> None:
    engine = cached(load_engine(EngineName.COMMAND), tmp_path / "kept")
    slow = engine.speak("Der Landtag tagt.", program(SPEAK, "1"))
    fast = engine.speak("Der Landtag tagt.", program(SPEAK, "2"))
    assert fast.duration < slow.duration


def test_a_profile_states_its_command_as_a_list(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text(
        'name = "house"\nengine = "command"\ncommand = ["say", "-s", "{rate}"]\ntime_limit = 5\n',
        encoding="utf-8",
    )
    voice = find_voice("house", tmp_path)
    assert voice.command == ("say", "-s", "{rate}")
    assert voice.time_limit == 5.0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "command is missing: every voice of the engine command needs name, engine, command"),
        ('command = "say -s 160"', "allowed is a list of the program and its arguments"),
        ("command = []", "command is missing"),
        ('command = ["say", 160]', "allowed is a list"),
        ('command = ["", "-s"]', "allowed is a list"),
        ('command = ["say\\u0000"]', "allowed is a list"),
        ('command = ["say"]\ntime_limit = 0', "time_limit is 0: allowed is a number from 0 to 360"),
        ('command = ["say"]\naddress = "x"', "address is not known for the engine command: allow"),
    ],
)
def test_a_fault_in_the_profile_of_a_command_is_told(tmp_path: Path, line, message) -> None:
    (tmp_path / "house.toml").write_text(
        f'name = "house"\nengine = "command"\n{line}\n', encoding="utf-8"
    )
    with pytest.raises(VoiceError, match=message) as caught:
        find_voice("house", tmp_path)
    assert "house.toml" in str(caught.value)


def test_a_command_is_not_for_another_engine(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text(
        'name = "odd"\nengine = "espeak"\nmodel = "de"\ncommand = ["say"]\n', encoding="utf-8"
    )
    with pytest.raises(VoiceError, match="command is not known for the engine espeak"):
        find_voice("odd", tmp_path)
