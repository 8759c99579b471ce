"""A command starts with no more than it needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from audiobrief.cli.commands import HOMES, Commands

CLEANING = {"audiobrief.clean", "trafilatura", "lxml"}
SPEAKING = {"audiobrief.synthesise", "audiobrief.stitch", "lameenc", "soxr", "pydub", "mutagen"}
COMMANDS = {
    "clean": (["clean", "-"], SPEAKING),
    "segment": (["segment"], SPEAKING | CLEANING),
    "normalise": (["normalise"], SPEAKING | CLEANING),
    "help": (["--help"], SPEAKING | CLEANING | {"numpy", "pydantic", "audiobrief.config"}),
    "brief": (["make", "-", "-v", "espeak", "-q"], {"soundfile", "numpy.ma", "pydantic"}),
    "make": (["make", "missing.txt", "-v", "silent"], {"trafilatura", "lxml", "httpx", "pydantic"}),
}
PROGRAM = """
import sys
from audiobrief.cli import main
try:
    main()
finally:
    print(*sys.modules, sep="\\n", file=sys.stderr)
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_is_imported_that_is_not_needed(name: str, golden: Path, tmp_path: Path) -> None:
    arguments, needless = COMMANDS[name]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        input=(golden / "hafenbahn.txt").read_bytes(),
        cwd=tmp_path,
        env=os.environ | {"COLUMNS": "80"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    imported = set(done.stderr.decode().split())
    assert "audiobrief.cli" in imported
    assert any(tmp_path.glob("output/*.mp3")) == (name == "brief")
    assert not imported & needless


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    for name, (_, line) in HOMES.items():
        told = Commands(name="audiobrief").get_command(None, name).help
        assert told.split("\n\n")[0].replace("\n", " ") == line


def test_a_name_that_is_nearly_a_command_is_told(audiobrief) -> None:
    done = audiobrief("voises")
    assert done.returncode == 2
    assert "voices" in done.stderr


@pytest.mark.parametrize("option", ["--output", "--voice", "--rate"])
def test_an_option_without_its_value_is_an_error(audiobrief, option: str) -> None:
    assert audiobrief("make", "-", option).returncode == 2


def test_the_shell_is_told_how_to_complete(audiobrief) -> None:
    done = audiobrief("--show-completion", "bash")
    assert "_AUDIOBRIEF_COMPLETE" in done.stdout + done.stderr or done.returncode
