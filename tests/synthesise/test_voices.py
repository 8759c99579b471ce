from collections.abc import Callable
from pathlib import Path

import pytest

from audiobrief.choices import EngineName
from audiobrief.errors import OfflineError, VoiceError
from audiobrief.model import Voice
from audiobrief.synthesise import find_voice, load_engine, load_voices, needs

PROFILE = """
name = "studio"
engine = "espeak"
model = "de"
pace = 160
"""


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    def write(*contents: str) -> Path:
        for number, content in enumerate(contents):
            (tmp_path / f"voice{number}.toml").write_text(content, encoding="utf-8")
        return tmp_path

    return write


def test_every_shipped_profile_names_its_licence_and_its_engine() -> None:
    voices = load_voices()
    needs_a_profile_of_its_own = {EngineName.COMMAND, EngineName.OPENAI}
    assert {voice.engine for voice in voices} == set(EngineName) - needs_a_profile_of_its_own
    assert all(voice.licence and voice.note and voice.language for voice in voices)


def test_the_voice_of_a_profile_without_name_needs_no_network() -> None:
    voice = find_voice(None)
    assert voice.engine in {EngineName.PICO, EngineName.ESPEAK}
    assert needs(voice) is None


def test_a_users_voice_is_found_beside_the_shipped_ones(folder) -> None:
    user = folder(PROFILE)
    assert find_voice("studio", user) == Voice(
        name="studio", engine=EngineName.ESPEAK, model="de", pace=160.0
    )
    assert find_voice("pico", user) == find_voice("pico")


def test_a_users_voice_wins_over_a_shipped_one_of_its_name(folder) -> None:
    user = folder(PROFILE.replace("studio", "espeak"))
    assert find_voice("espeak", user).pace == 160.0
    assert len(load_voices(user)) == len(load_voices())


def test_a_folder_that_does_not_exist_holds_no_voices(tmp_path) -> None:
    assert load_voices(tmp_path / "none") == load_voices()


def test_files_of_other_kinds_are_left_alone(folder) -> None:
    user = folder(PROFILE)
    (user / "README.md").write_text("Voices of the house")
    assert len(load_voices(user)) == len(load_voices()) + 1


def test_an_unknown_voice_is_told_with_its_neighbours() -> None:
    with pytest.raises(VoiceError, match=r"no voice “Piko” \(near it: pico\): see audiobrief voic"):
        find_voice("Piko")


def test_an_unknown_voice_without_neighbours_is_told_plainly() -> None:
    with pytest.raises(VoiceError, match="no voice “zzzz”: see audiobrief voices"):
        find_voice("zzzz")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('name = "studio"', ""), "name is missing: every voice needs name, engine, model"),
        (('"espeak"', '"expeak"'), "engine is “expeak”: allowed are pico, espeak, gtts"),
        (
            ("pace = 160", "speed = 1"),
            "speed is not known for the engine espeak: allowed are engine, la",
        ),
        (("pace = 160", 'pace = "fast"'), "pace is 'fast': allowed is a number from 0 to 1000"),
        (("pace = 160", "pace = 0"), "pace is 0: allowed"),
        (("pace = 160", "pace = nan"), "pace is nan: allowed"),
        (("pace = 160", "rate = 9"), "rate is 9: allowed is a number from 0.3 to 4"),
        (("pace = 160", "rate = true"), "rate is True: allowed"),
        (("pace = 160", "note = 7"), "note is 7: allowed is a text in quotes, on one line"),
        (('"de"', '"d\\u0000e"'), r"model is 'd\\x00e': allowed is a text"),
        (("pace = 160", "pace = = 1"), "cannot be read"),
        (
            ("pace = 160", 'lexicon = "own.toml"'),
            "lexicon is 'own.toml': allowed is a list of files",
        ),
        (("pace = 160", "lexicon = [7]"), "lexicon is"),
    ],
)
def test_a_fault_in_a_profile_names_file_and_key(folder, change, message) -> None:
    with pytest.raises(VoiceError, match=message) as caught:
        load_voices(folder(PROFILE.replace(*change)))
    assert "voice0.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_lexicon_of_a_profile_is_looked_for_beside_it(folder) -> None:
    names = 'lexicon = ["shipped", "own.toml", "/srv/all.toml"]'
    where = folder(PROFILE.replace("pace = 160", names))
    (voice,) = [voice for voice in load_voices(where) if voice.name == "studio"]
    assert voice.lexicon == ("shipped", str(where / "own.toml"), "/srv/all.toml")


def test_a_profile_that_is_no_text_is_named(tmp_path) -> None:
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(VoiceError, match=r"odd\.toml cannot be read"):
        load_voices(tmp_path)


def test_two_profiles_of_one_name_are_refused(folder) -> None:
    with pytest.raises(VoiceError, match=r"voice1\.toml: name is “studio”, as in voice0\.toml"):
        load_voices(folder(PROFILE, PROFILE))


def test_every_engine_has_the_name_it_is_loaded_by() -> None:
    for name in EngineName:
        engine = load_engine(name)
        assert engine.name == name
        assert engine.version


def test_only_the_network_engine_is_refused_offline() -> None:
    with pytest.raises(OfflineError, match="gtts sends the text over the network"):
        load_engine(EngineName.GTTS, offline=True)
    for name in set(EngineName) - {EngineName.GTTS, EngineName.EDGE, EngineName.OPENAI}:
        assert load_engine(name, offline=True).local


def test_a_network_voice_says_that_it_needs_the_network() -> None:
    assert "network" in str(needs(find_voice("gtts")))


def test_the_profiles_are_those_of_the_repository() -> None:
    folder = Path(__file__).parents[2] / "voices"
    assert {voice.name for voice in load_voices()} == {file.stem for file in folder.glob("*.toml")}
