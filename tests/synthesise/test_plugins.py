"""Engines of other packages, installed here as pip would install them."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audiobrief.errors import OfflineError, SpeechError, VoiceError
from audiobrief.model import Voice
from audiobrief.synthesise import find_voice, load_engine, needs, plugins

EXAMPLE = Path(__file__).parent / "example" / "singsong.py"
README = Path(__file__).parents[2] / "README.md"
PROFILE = 'name = "singsong"\nengine = "singsong"\nmodel = "440"\n'

Package = Callable[..., Path]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    """A package with an engine, put where packages are installed."""
    folder = tmp_path / "packages"

    def install(code: str, name: str = "singsong", gives: str = "singsong:Singsong") -> Path:
        information = folder / "audiobrief_singsong-1.0.dist-info"
        information.mkdir(parents=True)
        (information / "METADATA").write_text("Name: audiobrief-singsong\nVersion: 1.0\n")
        (information / "entry_points.txt").write_text(f"[{plugins.GROUP}]\n{name} = {gives}\n")
        (folder / "singsong.py").write_text(code, encoding="utf-8")
        monkeypatch.syspath_prepend(folder)
        monkeypatch.delitem(sys.modules, "singsong", raising=False)
        plugins._found.cache_clear()  # noqa: SLF001 - packages come and go in tests only
        return folder

    yield install
    plugins._found.cache_clear()  # noqa: SLF001 - the same


@pytest.fixture
def example() -> str:
    return EXAMPLE.read_text(encoding="utf-8")


def test_the_engine_of_another_package_speaks(package: Package, example: str, tmp_path) -> None:
    package(example)
    (tmp_path / "singsong.toml").write_text(PROFILE)
    voice = find_voice("singsong", tmp_path)
    assert needs(voice) is None
    audio = load_engine(voice.engine, offline=True).speak("Der Landtag tagt heute.", voice)
    assert audio.duration == pytest.approx(19 / 14, abs=0.01)


def test_the_words_that_an_engine_tells_of_are_those_of_its_text(
    package: Package, example: str, tmp_path: Path
) -> None:
    spans = "(0.2, 0.5, 4, 11), (0.0, 0.2, 0, 3), (0.5, 0.4, 0, 3), (0.5, 0.6, 12, 99)"
    told = f"tuple(Word(start=s, end=e, first=f, behind=b) for s, e, f, b in ({spans}))"
    example = example.replace("Audio, Voice", "Audio, Voice, Word")
    package(example.replace("sample_rate=16_000)", f"sample_rate=16_000, words={told})"))
    (tmp_path / "singsong.toml").write_text(PROFILE)
    text, voice = "Der Landtag tagt.", find_voice("singsong", tmp_path)
    words = load_engine(voice.engine).speak(text, voice).words
    assert [text[word.first : word.behind] for word in words] == ["Der", "Landtag"]


def test_the_example_makes_a_whole_brief(
    package: Package, example: str, golden: Path, tmp_path: Path
) -> None:
    folder = package(example)
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "singsong.toml").write_text(PROFILE)
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from audiobrief.cli import main; main()"
    )
    article = golden / "hafenbahn.txt"
    done = subprocess.run(
        [sys.executable, "-c", code, folder, "make", article, "--voice", "singsong", "--json"],
        capture_output=True,
        cwd=tmp_path,
        check=True,
    )
    assert (tmp_path / json.loads(done.stdout)["mp3"]).is_file()


def test_the_example_stands_in_the_readme_word_for_word(example: str) -> None:
    assert f"```python\n{example}```" in README.read_text(encoding="utf-8")
    assert len(example.splitlines()) <= 30


def test_an_engine_that_is_not_there_is_told_with_those_that_are(
    package: Package, example: str, tmp_path: Path
) -> None:
    package(example)
    (tmp_path / "odd.toml").write_text('name = "odd"\nengine = "odd"\nmodel = "1"\n')
    with pytest.raises(VoiceError, match=r"engine is “odd”: allowed are .*pico.*, singsong, and"):
        find_voice("odd", tmp_path)
    with pytest.raises(VoiceError, match="not installed here: a package that offers the engine od"):
        load_engine("odd")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ('version = "1"', "version = 1"),
            r"has no version \(str\): mend the package audiobrief-s",
        ),
        (("    audible = True\n", ""), r"has no audible \(bool\)"),
        (('name = "singsong"', 'name = "other"'), "calls itself other"),
        (("import numpy", "import no_such_library"), "cannot be loaded: ModuleNotFoundError"),
        (("class Singsong", "class Other"), "cannot be loaded: AttributeError"),
        (("    local", "    def __init__(self): 1 / 0\n    local"), "loaded: ZeroDivisionError"),
    ],
)
def test_a_package_with_a_fault_is_named(package: Package, example: str, change, message) -> None:
    package(example.replace(*change))
    with pytest.raises(VoiceError, match=message):
        load_engine("singsong")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("letters = sum", "1 / 0\n        letters = sum"), "singsong failed: ZeroDivisionError"),
        (("samples=wave.astype(np.float32)", "samples=wave[:, None]"), r"of the form \(\d+, 1\)"),
        (("sample_rate=16_000", "sample_rate=0"), "at 0 Hz"),
        (("return Audio(", "return dict("), "failed: AttributeError"),
    ],
)
def test_a_fault_while_speaking_is_an_error_of_speech(
    package: Package, example: str, change, message
) -> None:
    package(example.replace(*change))
    voice = Voice(name="singsong", engine="singsong", model="440")
    with pytest.raises(SpeechError, match=message):
        load_engine("singsong").speak("Der Landtag tagt.", voice)


def test_an_engine_that_sends_text_away_is_refused_offline(package: Package, example: str) -> None:
    package(example.replace("local = True", "local = False"))
    assert not load_engine("singsong").local
    with pytest.raises(OfflineError, match="singsong sends the text over the network"):
        load_engine("singsong", offline=True)


def test_no_package_takes_the_place_of_an_engine_of_ours(package: Package, example: str) -> None:
    package(example, name="silent")
    assert type(load_engine("silent")).__module__ == "audiobrief.synthesise.silent"
