"""`audiobrief voices` and its commands, as a user meets them."""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

_spec = importlib.util.spec_from_file_location(
    "publisher", Path(__file__).parents[1] / "synthesise" / "publisher.py"
)
assert _spec
assert _spec.loader
stand = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(stand)


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[stand.Publisher]:
    server = stand.Publisher()
    server.publish_piper()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    monkeypatch.setenv("AUDIOBRIEF_MIRROR", server.address)
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def profile(tmp_path: Path) -> Callable[..., None]:
    def write(name: str, **keys: str) -> None:
        values = {"name": name, "engine": "espeak", "model": "de"} | keys
        (tmp_path / "voices").mkdir(exist_ok=True)
        (tmp_path / "voices" / f"{name}.toml").write_text(
            "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())
        )

    return write


def test_voices_marks_the_default(audiobrief) -> None:
    rows = [json.loads(line) for line in audiobrief("voices", "--json").stdout.splitlines()]
    default = [row for row in rows if row["default"]]
    assert len(default) == 1
    assert default[0]["speaks"]
    assert {row["name"] for row in rows} >= {"pico", "espeak", "gtts", "silent"}


def test_voices_says_what_is_lacking(audiobrief) -> None:
    assert "gtts: needs network" in audiobrief("voices").stdout


def test_voices_lists_the_users_own(audiobrief, tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "eilig.toml").write_text(
        'name = "eilig"\nengine = "espeak"\nlanguage = "de"\nmodel = "de"\npace = 300\n'
        'rate = 1.0\nlicence = "GPL-3.0-or-later"\nnote = "in a hurry"\n'
    )
    assert "eilig: speaks here" in audiobrief("voices").stdout


def test_list_is_what_voices_says_alone(audiobrief) -> None:
    assert audiobrief("voices", "list", "--json").stdout == audiobrief("voices", "--json").stdout


def test_a_chosen_voice_that_is_gone_does_not_keep_the_list_from_being_read(
    audiobrief, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text('voice = "gone"\n')
    done = audiobrief("voices")
    assert (done.returncode, "*" in done.stdout) == (0, False)


def test_show_tells_all_of_a_profile(audiobrief, profile) -> None:
    profile("studio", engine="command", command=["no-such-program", "-s"], note="ours")
    lines = dict(
        line.split(maxsplit=1)
        for line in audiobrief("voices", "show", "studio").stdout.splitlines()
        if "limit" not in line
    )
    assert lines["command"] == "no-such-program -s"
    assert lines["state"] == "needs the program no-such-program"
    row = json.loads(audiobrief("voices", "show", "studio", "--json").stdout)
    assert row["command"] == ["no-such-program", "-s"]
    assert not row["speaks"]


@pytest.mark.parametrize("command", ["show", "use", "preview"])
def test_an_unknown_voice_ends_in_its_own_code(audiobrief, command: str) -> None:
    done = audiobrief("voices", command, "piko")
    assert done.returncode == 6
    assert "near it: pico" in done.stderr
    assert done.stderr.count("\n") == 1


def test_use_is_remembered(audiobrief, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("# mine\nrate = 1.1\n")
    done = audiobrief("voices", "use", "silent")
    assert done.stdout == f"silent speaks from now on ({tmp_path / 'config.toml'})\n"
    assert (tmp_path / "config.toml").read_text() == '# mine\nrate = 1.1\nvoice = "silent"\n'
    assert "* silent" in audiobrief("voices").stdout


def test_use_tells_what_the_voice_still_needs(audiobrief, profile) -> None:
    profile("studio", engine="command", command=["no-such-program"])
    done = audiobrief("voices", "use", "studio")
    assert done.stderr == "audiobrief: studio still needs: the program no-such-program\n"


def test_use_tells_where_the_environment_says_otherwise(
    audiobrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOBRIEF_VOICE", "espeak")
    done = audiobrief("voices", "use", "silent")
    assert "AUDIOBRIEF_VOICE is set, and names espeak" in done.stderr


def test_preview_saves_one_sentence(audiobrief, tmp_path: Path) -> None:
    done = audiobrief("voices", "preview", "espeak", "--output", "new/probe.mp3")
    assert (done.returncode, done.stdout) == (0, "new/probe.mp3\n")
    row = json.loads(audiobrief("inspect", "new/probe.mp3", "--json").stdout)
    assert 8 < row["duration"] < 25
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["probe.mp3"]


def test_preview_says_what_it_is_given(audiobrief, tmp_path: Path) -> None:
    row = json.loads(
        audiobrief("voices", "preview", "espeak", "--text", "Guten Tag.", "--json").stdout
    )
    assert row == {"name": "espeak", "mp3": "espeak.mp3", "text": "Guten Tag."}
    assert 0 < (tmp_path / "espeak.mp3").stat().st_size < 40_000


@pytest.mark.parametrize(
    ("options", "code", "part"),
    [
        (["espeak", "--output", "x.wav"], 8, "a preview is an MP3"),
        (["espeak", "--text", "***"], 5, "nothing in this text can be read aloud"),
        (["gtts", "--offline"], 9, "gtts sends the text over the network"),
        (["espeak", "--output", "config.toml/x.mp3"], 8, "cannot be written"),
    ],
)
def test_a_preview_that_cannot_be_is_told(audiobrief, tmp_path, options, code, part) -> None:
    (tmp_path / "config.toml").write_text("")
    done = audiobrief("voices", "preview", *options)
    assert (done.returncode, done.stdout) == (code, "")
    assert part in done.stderr
    assert not list(tmp_path.rglob("x.*"))


def test_compare_puts_every_voice_that_speaks_here_on_one_page(
    audiobrief, profile, tmp_path: Path
) -> None:
    profile("eilig", note='<b>quick</b> & "bold"', pace=300)
    done = audiobrief("voices", "compare", "--text", "Er sagt: <i>1 < 2</i>.", "--json")
    voices = json.loads(done.stdout)["voices"]
    assert {"eilig", "espeak"} <= set(voices)
    assert not {"gtts", "silent"} & set(voices)
    page = (tmp_path / "voices.html").read_text(encoding="utf-8")
    sounds = re.findall(r'src="data:audio/mpeg;base64,([^"]+)"', page)
    assert len(sounds) == len(voices)
    assert all(base64.b64decode(sound, validate=True)[:1] == b"\xff" for sound in sounds)
    assert "&lt;b&gt;quick&lt;/b&gt; &amp; &quot;bold&quot;" in page
    assert "Er sagt: &lt;i&gt;1 &lt; 2&lt;/i&gt;." in page
    assert "<b>" not in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_compare_takes_the_voices_that_are_named(audiobrief, profile, tmp_path: Path) -> None:
    profile("broken", engine="command", command=["false"])
    done = audiobrief("voices", "compare", "espeak", "broken", "-o", "two.html", "-t", "Guten Tag.")
    assert done.stdout == "two.html  espeak\n"
    assert "broken could not say" in done.stderr
    assert "No sound: the voice broken could not say" in (tmp_path / "two.html").read_text()


def test_compare_without_a_sound_makes_no_page(audiobrief, profile, tmp_path: Path) -> None:
    profile("broken", engine="command", command=["false"])
    assert audiobrief("voices", "compare", "broken").returncode == 6
    assert not (tmp_path / "voices.html").exists()


def test_install_shows_speaker_and_licence_and_makes_a_voice_of_the_model(
    audiobrief, publisher, tmp_path: Path
) -> None:
    done = audiobrief("voices", "install", stand.NAME)
    assert done.returncode == 0, done.stderr
    speaker, card, origin = done.stderr.splitlines()
    assert card.startswith("its publisher's card: License: CC0; Finetuned from")
    assert speaker.startswith(f"{stand.NAME}: anna; licence: ")
    assert origin.startswith(f"3 MB from {publisher.address}/rhasspy/")
    assert done.stdout == f"installed: {stand.NAME}, which speaks as {stand.NAME}\n"
    placed = {path.name: path.read_bytes() for path in (tmp_path / "models" / "piper").iterdir()}
    assert placed.items() >= stand.prepared().items()
    assert f"{stand.NAME}: speaks here" in audiobrief("voices").stdout
    assert audiobrief("voices", "remove", stand.NAME).stdout == f"removed: {stand.NAME}\n"
    needed = f"{stand.NAME}: needs audiobrief voices install {stand.NAME}"
    assert needed in audiobrief("voices").stdout
    assert audiobrief("voices", "remove", stand.NAME).returncode == 6


def test_install_takes_files_without_the_network(audiobrief, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / f"{stand.NAME}.onnx").write_bytes(stand.MODEL)
    (folder / f"{stand.NAME}.onnx.json").write_bytes(stand.SETTINGS)
    done = audiobrief("voices", "install", stand.NAME, "--from", folder, "--offline", "--json")
    assert json.loads(done.stdout)["voices"] == [stand.NAME]


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        ([stand.NAME, "--offline"], 9, "give its files with --from"),
        (["de_DE-carl-high"], 6, "in German there are de_DE-anna-medium"),
        (["pico"], 6, "needs no model"),
        (["nobody"], 6, "there is no model"),
        ([stand.NAME, "--mirror", "nonsense"], 10, "give a web address"),
        ([stand.NAME, "--from", "nowhere"], 6, "is not there"),
    ],
)
@pytest.mark.usefixtures("publisher")
def test_an_install_that_cannot_be_ends_in_its_own_code(
    audiobrief, tmp_path: Path, arguments, code, part
) -> None:
    done = audiobrief("voices", "install", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert part in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "models").exists()


def on_a_terminal(tmp_path: Path, *arguments: str) -> str:
    """What the command shows where standard error is a terminal."""
    pty = pytest.importorskip("pty", reason="no terminals of that kind on Windows")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "audiobrief", *arguments],
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=tmp_path,
    ) as process:
        process.communicate(timeout=100)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:
        pass  # the terminal's other end is closed
    os.close(ours)
    return shown.decode()


def test_a_fresh_machine_is_told_of_natural_voices_until_one_is_chosen(
    audiobrief, golden: Path, tmp_path: Path
) -> None:
    article = str(golden / "hafenbahn.txt")
    line = "for a natural one: audiobrief voices install"
    assert on_a_terminal(tmp_path, "make", article).count(line) == 1
    assert line not in on_a_terminal(tmp_path, "make", article, "--quiet")
    assert line not in audiobrief("make", article).stderr
    audiobrief("voices", "use", "silent")
    assert line not in on_a_terminal(tmp_path, "make", article)
