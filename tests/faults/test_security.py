"""Texts, titles and files of others are data: none is run, leads elsewhere or fills the memory."""

from __future__ import annotations

import ast
import html
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import audiobrief as package
from audiobrief.config import load_settings
from audiobrief.errors import AudiobriefError, ConfigError, SpeechError, VoiceError
from audiobrief.normalise.lexicon import check, read_lexicon
from audiobrief.publish.feed.check import check as check_feed
from audiobrief.synthesise import load_voices
from audiobrief.synthesise.catalogue import listed
from audiobrief.synthesise.translate import _sound

PACKAGE = Path(package.__file__).parent
RUNNING = {
    *("eval", "exec", "compile", "__import__", "system", "popen", "getoutput", "getstatusoutput"),
    *(
        "startfile",
        "spawnl",
        "spawnv",
        "execv",
        "execvp",
        "load_module",
        "_create_unverified_context",
    ),
}
UNSAFE = {"pickle", "marshal", "shelve", "dill", "yaml", "runpy", "pty", "telnetlib"}
OWN = {"aside.py", "synthesise/pico.py", "synthesise/pico_hand.py"}
"""What is read there comes through a pipe from a process that this one started for itself."""
DEEP = 200_000


def page(headline: str, more: str = "") -> str:
    """An article whose headline is this and nothing else."""
    return (
        f"<!doctype html><html lang=de><body><article><h1>{headline}</h1>"
        "<p>Die Stadt hat am Montag eine neue Fähre vorgestellt, die im Mai beginnt.</p>"
        f"<p>An Bord haben viele Menschen Platz, teilte die Verwaltung am Abend mit.</p>{more}"
        "<p>Die Überfahrt dauert nur wenige Minuten, wie ein Sprecher sagte.</p>"
        "</article></body></html>"
    )


def trees() -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
    ]


# Nothing runs


def test_no_text_is_run_as_a_program() -> None:
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                own = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "")
                assert called not in RUNNING or own == "re", (name, node.lineno)
                for keyword in node.keywords:
                    assert keyword.arg != "shell", (name, node.lineno)
            names = [alias.name for alias in getattr(node, "names", []) if hasattr(alias, "name")]
            assert UNSAFE.isdisjoint([*names, getattr(node, "module", "")]) or name in OWN, name


def test_certificates_are_always_verified() -> None:
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg in {"verify", "check_hostname"}:
                assert not isinstance(node.value, ast.Constant), (name, node.lineno)
            assert getattr(node, "attr", "") != "CERT_NONE", (name, getattr(node, "lineno", 0))


SAID = """
import sys, wave
from pathlib import Path
Path(sys.argv[1]).open("a").write(sys.stdin.read() + "".join(sys.argv[2:]))
with wave.open("/dev/stdout", "wb") as file:
    file.setparams((1, 2, 8000, 0, "NONE", ""))
    file.writeframes(b"\\x00\\x20\\x00\\xe0" * 20000)
"""
TRAP = "$(touch pwned); `touch pwned` | touch pwned && touch pwned > pwned"


@pytest.mark.skipif(sys.platform == "win32", reason="writes to /dev/stdout")
def test_a_program_gets_the_text_as_it_is_and_no_shell_sees_it(audiobrief, tmp_path: Path) -> None:
    (tmp_path / "say.py").write_text(SAID)
    command = json.dumps([sys.executable, str(tmp_path / "say.py"), "said", "{speaker}", TRAP])
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "trap.toml").write_text(
        f'name = "trap"\nengine = "command"\nmodel = "-"\ncommand = {command}\n'
        f'speaker = "{TRAP}"\nlicence = "own"\nnote = "-"\n'
    )
    text = html.escape(f"Sie kommt {TRAP} am Montag in den Hafen.")
    (tmp_path / "a.html").write_text(page("Neue Fähre kommt", f"<p>{text}</p>"), encoding="utf-8")
    done = audiobrief("make", "a.html", "-v", "trap")
    assert done.returncode == 0, done.stderr
    assert "$(touch pwned" in (tmp_path / "said").read_text()
    assert not (tmp_path / "pwned").exists()


# Nothing leaves its folder


@pytest.mark.parametrize(
    "headline",
    [
        "../../../../tmp/gekapert: so kommt die Fähre",
        "/etc/passwd steht jetzt am Hafen bereit",
        "C:\\Windows\\System32 fährt nun über die Förde",
        "~/.ssh/authorized_keys liegt im Hafenbecken",
        "%2e%2e%2f%2e%2e%2fetc kommt heute an",
        "con: was die Fähre nun bedeutet",
        "Fähre\u202e3pm.exe kommt heute in den Hafen",
    ],
)
def test_a_title_leads_to_no_other_folder(audiobrief, tmp_path: Path, headline: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(page(html.escape(headline)), encoding="utf-8")
    before = {*tmp_path.rglob("*")}
    done = audiobrief(
        *("make", "in/a.html", "-v", "silent", "-o", "in/out", "--json", "--captions"),
        *("--transcript", "--page", "--epub"),
    )
    assert done.returncode == 0, done.stderr
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    inside = [(tmp_path / "in" / "out"), (tmp_path / "cache")]
    assert all(any(folder in path.parents for folder in inside) for path in made)
    assert all(path.name.isascii() for path in made)


def test_a_link_under_the_name_of_a_brief_is_not_followed(audiobrief, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("Neue Fähre kommt"), encoding="utf-8")
    theirs = tmp_path / "theirs"
    theirs.write_text("precious")
    made = json.loads(audiobrief("make", "a.html", "-v", "silent", "--json", "--captions").stdout)
    for name in (made["file"], *made["beside"]):
        (tmp_path / name).unlink()
        (tmp_path / name).symlink_to(theirs)
    assert audiobrief("make", "a.html", "-v", "silent", "--captions").returncode == 0
    assert theirs.read_text() == "precious"


# Nothing explodes

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">{}]><rss version="2.0"><channel>&z;</channel></rss>'.format(
    "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefgh", "bcdefghz", strict=True))
)
XML = {
    "a billion laughs": LAUGHS,
    "a file of this machine": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "an entity of another host": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
    "a deep tree": "<x>" * DEEP + "</x>" * DEEP,
    "a deep tree left open": "<rss><channel>" * DEEP,
}


@pytest.mark.parametrize("document", XML.values(), ids=XML.keys())
def test_xml_bombs_end_in_a_clear_error(audiobrief, tmp_path: Path, document: str) -> None:
    (tmp_path / "a.pls").write_text(document)
    (tmp_path / "a.xml").write_text(document)
    checked = audiobrief("lexicon", "check", "a.pls")
    assert (checked.returncode, checked.stdout) in {(10, ""), (0, "a.pls: 0 entries, no mistake\n")}
    assert "Traceback" not in checked.stderr
    assert "root:" not in checked.stdout + checked.stderr
    fed = audiobrief("feed", "a.xml", "--check")
    assert fed.returncode == 12
    assert "root:" not in fed.stdout
    assert check_feed(document.encode("utf-16"))


TOML = {
    "deep lists": "x = " + "[" * DEEP + "]" * DEEP,
    "deep tables": "x = " + "{a = " * DEEP + "1" + "}" * DEEP,
    "long dotted keys": ".".join("a" * 20_000) + " = 1",
    "huge numbers": f"x = {'9' * 100_000}",
    "no text": "\0\1\2",
    "nothing": "",
    "code": "rate = \"__import__('os').system('touch pwned')\"\nname = \"{speaker.__class__}\"",
}


@pytest.mark.parametrize("text", TOML.values(), ids=TOML.keys())
def test_toml_bombs_end_in_a_clear_error(tmp_path: Path, monkeypatch, text: str) -> None:
    file = tmp_path / "a.toml"
    file.write_text(text)
    monkeypatch.setenv("AUDIOBRIEF_CONFIG", str(file))
    for read in (load_settings, lambda: read_lexicon(file), lambda: check(text)):
        try:
            read()
        except ConfigError as error:
            assert len(str(error)) < 2_000  # noqa: PT017 - either outcome is right
    with pytest.raises(VoiceError):
        load_voices(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        *("command = []", 'command = [""]', "command = [1]", 'command = "rm -rf /"', "pace = nan"),
        *("rate = inf", "time_limit = -1", "model = 1", "engine = []", 'own = "x"'),
    ],
)
def test_a_wrong_profile_of_a_voice_is_told(tmp_path: Path, line: str) -> None:
    key = line.partition(" ")[0]
    whole = {"name": '"x"', "engine": '"command"', "model": '"-"', "command": '["x"]'}
    rows = [f"{name} = {value}" for name, value in whole.items() if name != key]
    (tmp_path / "x.toml").write_text("\n".join([*rows, line, 'licence = "x"', 'note = "x"']))
    with pytest.raises(VoiceError, match=r"x\.toml"):
        load_voices(tmp_path)


JSON = {
    "deep lists": "[" * DEEP + "]" * DEEP,
    "deep objects": '{"a":' * DEEP + "1" + "}" * DEEP,
    "a number": "5",
    "a text": '"jQ1olc"',
    "null": "null",
    "lists of nothing": "[[], [[]], null, 1]",
    "a huge number": "9" * 100_000,
}


@pytest.mark.parametrize("text", JSON.values(), ids=JSON.keys())
def test_json_of_others_is_refused_where_it_is_not_what_it_should_be(text: str) -> None:
    frame = f'[["wrb.fr","jQ1olc",{json.dumps(text)}]]'
    for content in (f"jQ1olc {text}", f"{text} jQ1olc", frame, text.replace("[", '["jQ1olc",', 1)):
        with pytest.raises(SpeechError):
            _sound(content.encode())
    with pytest.raises(AudiobriefError):
        listed("de_DE-x-low", text.encode(), "here")


@settings(max_examples=300, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.sampled_from(["wrb.fr", "jQ1olc", "[]", ""]),
        lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=6), inner),
    )
)
def test_any_answer_of_google_is_sound_or_refused(answer: object) -> None:
    line = json.dumps(answer)
    for content in (line, line + "jQ1olc", f'["jQ1olc",{line}]', f'[["wrb.fr","jQ1olc",{line}]]'):
        with suppress(SpeechError):
            assert isinstance(_sound(content.encode()), bytes)


def test_no_secret_of_the_environment_is_shown(audiobrief, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SPEECH_KEY", "geheim-4711")
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "own.toml").write_text(
        'name = "own"\nengine = "openai"\naddress = "http://127.0.0.1:9"\nmodel = "x"\n'
        'key_env = "SPEECH_KEY"\nlicence = "x"\nnote = "x"\n'
    )
    for arguments in (["voices", "show", "own"], ["voices", "--json"]):
        done = audiobrief(*arguments)
        assert done.returncode == 0
        assert "4711" not in done.stdout + done.stderr
    assert os.environ["SPEECH_KEY"]
