"""The same command line again: said at once, and only where nothing at all has changed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from audiobrief import __version__, again
from audiobrief.again import packed, said_before, unpacked
from audiobrief.cli.repeats import Repeats
from audiobrief.config import Settings, load_settings
from audiobrief.events import Warned, ignore
from audiobrief.ingredients import ingredients
from audiobrief.model import Article, Audio, Brief, Embargo
from audiobrief.sound.files import encode

TEXT = """Stadtrat beschließt neue Buslinie zum Hafen

Der Stadtrat hat am Dienstag eine neue Buslinie zum Hafen beschlossen, sie fährt ab dem Sommer.

Die Busse sollen alle zehn Minuten kommen, teilte die Verwaltung am Abend nach der Sitzung mit.
"""
CONFIG = """
lexicon = ["eigen.toml"]
cover = "bild.png"
[frame]
opening = "auftakt.wav"
closing = "schluss.wav"
bed = "musik.wav"
[roles]
headline = { voice = "leise" }
"""
PROFILE = """
name = "{name}"
engine = "silent"
model = "{name}"
lexicon = ["woerter/{name}.toml"]
"""
ARGUMENTS = ["make", "artikel.txt", "--voice", "still", "--transcript", "--json"]
PROGRAM = """
import os, sys
import numpy  # a fork would keep to itself what it opens
opened = set()
def hear(event, told):
    if event == "open" and isinstance(told[0], str) and not (told[2] or 0) & os.O_WRONLY:
        opened.add(os.path.abspath(told[0]))
sys.addaudithook(hear)
from audiobrief.cli import main
try:
    main()
finally:
    print(*sorted(opened), sep="\\n", file=sys.stderr)
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article and all that a brief can be made of."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "voices").mkdir()
    (folder / "artikel.txt").write_text(TEXT, encoding="utf-8")
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "eigen.toml").write_text('[places]\n"Hafen" = "Haafen"\n', encoding="utf-8")
    for name in ("still", "leise"):
        profile = folder / "voices" / f"{name}.toml"
        profile.write_text(PROFILE.format(name=name), encoding="utf-8")
        words = folder / "voices" / "woerter" / f"{name}.toml"
        words.parent.mkdir(exist_ok=True)
        words.write_text('[places]\n"Sitzung" = "Sizung"\n', encoding="utf-8")
    tone = 0.2 * np.sin(np.arange(16_000) / 5, dtype=np.float32)
    for name in ("auftakt", "schluss", "musik"):
        audio = Audio(samples=tone, sample_rate=16_000)
        (folder / f"{name}.wav").write_bytes(encode(audio, "wav", 1, 64, {}))
    from PIL import Image

    Image.new("RGB", (1400, 1400), "navy").save(folder / "bild.png")
    return folder


@pytest.fixture(autouse=True)
def at_desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AUDIOBRIEF_CONFIG", str(desk / "config.toml"))
    monkeypatch.setenv("AUDIOBRIEF_CACHE", str(desk / "cache"))
    monkeypatch.setenv("AUDIOBRIEF_VOICES", str(desk / "voices"))
    monkeypatch.setenv("AUDIOBRIEF_MODELS", str(desk / "models"))
    with chdir(desk):
        yield


@pytest.fixture(scope="module")
def opened() -> dict[str, set[Path]]:
    return {}


@pytest.fixture
def said(opened: dict[str, set[Path]]) -> str:
    """What the first run printed."""
    if not opened:
        command = [sys.executable, "-c", PROGRAM, *ARGUMENTS]
        done = subprocess.run(command, check=True, capture_output=True, timeout=60)
        opened[done.stdout.decode()] = set(map(Path, done.stderr.decode().splitlines()))
    return next(iter(opened))


def now(arguments: list[str] | None = None, version: str = __version__) -> str | None:
    return said_before(ARGUMENTS if arguments is None else arguments, version)


def noted(desk: Path) -> Path:
    (record,) = desk.glob("cache/*/*.run")
    return record


def test_the_same_run_says_the_same_and_leaves_its_files_alone(said: str, desk: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in desk.glob("output/*")}
    done = subprocess.run(
        [sys.executable, "-m", "audiobrief", *ARGUMENTS],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.decode() == said == now()
    assert json.loads(said)["source"] == "artikel.txt"
    assert before == {path: path.stat().st_mtime_ns for path in desk.glob("output/*")}


def test_it_is_said_before_anything_is_loaded(said: str) -> None:
    program = "import sys; from audiobrief.cli import main; main(); print(*sys.modules)"
    command = [sys.executable, "-c", program, *ARGUMENTS]
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    assert done.stdout.startswith(said)
    loaded = set(done.stdout.removeprefix(said).split())
    assert not loaded & {"typer", "numpy", "re", "typing", "pathlib", "audiobrief.config"}


def test_nothing_is_read_that_is_not_noted(
    said: str, desk: Path, opened: dict[str, set[Path]]
) -> None:
    _, files = unpacked(noted(desk).read_bytes())
    known = {desk / path for path in files}
    ours = {path for path in opened[said] if path.is_relative_to(desk)}
    ours = {path for path in ours if not path.is_relative_to(desk / "cache")}
    assert {path.name for path in ours} > {"artikel.txt", "config.toml", "eigen.toml", "musik.wav"}
    unknown = {path for path in ours if not known & {path, *path.parents}}
    assert {path for path in unknown if path.suffix != ".part" and path.name != "output"} == set()


EDITED = [
    "artikel.txt",
    "config.toml",
    "eigen.toml",
    "bild.png",
    "auftakt.wav",
    "schluss.wav",
    "musik.wav",
    "voices/still.toml",
    "voices/leise.toml",
    "voices/woerter/still.toml",
    "output/*.mp3",
    "output/*.chapters.json",
    "output/*.transcript.html",
    "output/*.txt",
]


@pytest.mark.parametrize("name", EDITED)
def test_a_file_that_was_edited_or_removed_is_seen_whatever_its_time(
    said: str, desk: Path, name: str
) -> None:
    (file,) = [path for path in desk.glob(name) if path.name.count(".") == name.count(".")]
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(file, ns=times)
    assert now() is None
    file.unlink()
    assert now() is None
    file.write_bytes(content)
    assert now() == said


@pytest.mark.skipif(os.name != "posix", reason="makes pipes")
@pytest.mark.parametrize("name", ["voices/pico.toml", "voices/a", "artikel.txt"])
def test_a_file_that_is_new_or_no_file_any_more_is_seen(said: str, desk: Path, name: str) -> None:
    new = desk / name
    content = new.read_bytes() if new.exists() else None
    new.unlink(missing_ok=True)
    os.mkfifo(new)
    assert now() is None
    new.unlink()
    if content is not None:
        new.write_bytes(content)
    assert now() == said


VARIABLES = ["AUDIOBRIEF_RATE", "AUDIOBRIEF_CONFIG", "HOME", "XDG_CONFIG_HOME", "APPDATA"]


@pytest.mark.parametrize("name", VARIABLES)
@pytest.mark.usefixtures("said")
def test_the_environment_counts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "1.2")
    assert now() is None
    monkeypatch.undo()


@pytest.mark.parametrize(
    "arguments",
    [
        [*ARGUMENTS, "--quiet"],
        ARGUMENTS[:-1],
        [*ARGUMENTS, "--rate", "1.2"],
        ["make", "andere.txt", *ARGUMENTS[2:]],
        ["make", "artikel.txt--voice", *ARGUMENTS[3:]],
        ["digest", *ARGUMENTS[1:]],
        [],
    ],
)
@pytest.mark.usefixtures("said")
def test_the_command_line_counts(arguments: list[str]) -> None:
    assert now(arguments) is None


def test_the_program_and_the_folder_count(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert now(version="0.0.9") is None
    with chdir(tmp_path):
        assert now() is None
    for module, name, value in ((sys, "version", "3.99.0"), (time, "tzname", ("NZST", "NZDT"))):
        with monkeypatch.context() as changed:
            changed.setattr(module, name, value)
            assert now() is None
    library = tmp_path / "site-packages"
    library.mkdir()
    with monkeypatch.context() as changed:
        changed.setattr(sys, "path", [*sys.path, str(library)])
        before = again.name_of_run(ARGUMENTS, __version__)
        (library / "another").mkdir()
        os.utime(library, ns=(0, 1))
        assert again.name_of_run(ARGUMENTS, __version__) != before
    with monkeypatch.context() as changed:
        (tmp_path / "audiobrief").mkdir()
        (tmp_path / "audiobrief" / "rules.py").write_text("a")
        changed.setattr(again, "OWN", str(tmp_path / "audiobrief"))
        before = again.name_of_run(ARGUMENTS, __version__)
        os.utime(tmp_path / "audiobrief" / "rules.py", ns=(0, 1))
        assert again.name_of_run(ARGUMENTS, __version__) != before
    assert now() == said


@pytest.mark.parametrize("place", [0, 80, -1])
def test_a_damaged_note_is_no_note(said: str, desk: Path, place: int) -> None:
    record = noted(desk)
    whole = record.read_bytes()
    damaged = bytearray(whole)
    damaged[place] ^= 1
    for content in (bytes(damaged), whole[:-1], b""):
        record.write_bytes(content)
        assert now() is None
    record.write_bytes(whole)
    assert now() == said


def test_paths_and_texts_of_any_kind_are_kept() -> None:
    files = {"ä ö\n/x.txt": "nothing", "\udcff.txt": "stamp 1 2"}
    assert unpacked(packed("„Ja“\n", files)) == ("„Ja“\n", files)
    with pytest.raises(ValueError, match="a zero"):
        packed("a\0b", {})


def is_noted(act: Callable[[Repeats], None], desk: Path, brief: Brief, **wanted: object) -> bool:
    """Whether a run is noted in which this happens."""
    repeats = Repeats()
    repeats.begin(["artikel.txt"], load_settings(voice="still", **wanted))
    act(repeats)
    repeats.note(brief, ["fertig"])
    found = list(desk.glob("other/*/*.run"))
    for path in found:
        path.unlink()
    return bool(found)


def test_a_run_with_any_doubt_is_not_noted(
    desk: Path, radweg: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOBRIEF_CACHE", str(desk / "other"))
    radweg.mp3.write_bytes(b"sound")
    source = desk / "artikel.txt"
    embargoed = Brief(
        article=Article(source="a", headline="b", body=(), embargo=Embargo(notice="c", until=None)),
        mp3=radweg.mp3,
        duration=1.0,
        cues=(),
        loudness=-19.0,
    )

    def correct(_repeats: Repeats) -> None:
        source.write_text(TEXT.replace("zehn", "zwölf"), encoding="utf-8")

    def warn(repeats: Repeats) -> None:
        repeats.hearing(ignore)(Warned(message="etwas"))

    def pass_by(_repeats: Repeats) -> None:
        """Do nothing."""

    assert is_noted(pass_by, desk, radweg)
    assert not is_noted(warn, desk, radweg)
    assert not is_noted(Repeats.doubt, desk, radweg)
    assert not is_noted(pass_by, desk, embargoed)
    assert not is_noted(pass_by, desk, radweg, cache="false")
    assert not is_noted(pass_by, desk, radweg, cache=str(desk / "elsewhere"))
    assert not is_noted(pass_by, desk, radweg, cover="page")
    assert not is_noted(pass_by, desk, radweg, fallback="gtts")
    assert not is_noted(correct, desk, radweg)
    source.write_text(TEXT, encoding="utf-8")
    radweg.mp3.unlink()


def test_a_brief_that_is_signed_is_always_made(desk: Path) -> None:
    (desk / "signer.pem").touch()
    settings = load_settings(voice="still", certificate=str(desk / "signer.pem"))
    assert ingredients("artikel.txt", settings) is None


NAMED_IN_THE_RUN = {"output", "voice", "fallback", "profile", "rate", "fit", "offline", "extras"}
NAMED_IN_THE_RUN |= {"allow_private", "ignore_embargo", "cache_limit", "mirror", "gender", "labels"}
NAMED_IN_THE_RUN |= {"preset", "encoding", "roles", "briefing", "pauses"}
"""Settings that the command line, the environment and the config file tell whole."""
FILES_BEHIND = {"voices", "models", "lexicon", "cover", "frame", "certificate", "certificate_key"}
"""Settings that lead to files, which are looked at or keep the run from being noted."""
NOTHING_BEHIND = {"cache", "trust"}
"""Clips are what an engine says, and whom to trust is asked of files that are there already."""


def test_every_setting_has_been_thought_of() -> None:
    thought_of = NAMED_IN_THE_RUN | FILES_BEHIND | NOTHING_BEHIND
    assert {field.name for field in fields(Settings)} == thought_of


@pytest.mark.parametrize("source", ["-", "https://beispiel.example/a.html", "fehlt.txt", "voices"])
def test_only_a_file_is_known_to_be_the_same(source: str) -> None:
    assert ingredients(source, load_settings(voice="still")) is None


def test_a_model_is_told_by_its_size_and_time(tmp_path: Path) -> None:
    folder = tmp_path / "piper"
    folder.mkdir()
    model = folder / "de_DE-thorsten-medium.onnx"
    model.write_bytes(b"weights")
    settings = load_settings(voice="piper-thorsten", models=str(tmp_path))
    files = ingredients("artikel.txt", settings)
    assert files is not None
    assert files[str(model)] == again.stamp(str(model)) == again.likeness(str(model), "stamp")


@pytest.mark.skipif(os.name != "posix", reason="closes a pipe")
@pytest.mark.usefixtures("said")
def test_nobody_listening_ends_as_ever() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "audiobrief", *ARGUMENTS]
    done = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, check=False, text=True, timeout=60
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
