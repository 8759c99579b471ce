"""Settings and where they come from."""

from pathlib import Path

import pytest

from audiobrief.config import config_file, load_settings
from audiobrief.errors import ConfigError
from audiobrief.model import Boundary


def write(text: str) -> None:
    config_file().write_text(text, encoding="utf-8")


def test_without_a_file_there_are_defaults() -> None:
    settings = load_settings()
    assert settings.output == Path("output")
    assert settings.voice is None
    assert settings.rate == 1.0


def test_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write('voice = "espeak"\nrate = 1.2\n')
    monkeypatch.setenv("AUDIOBRIEF_VOICE", "pico")
    assert (load_settings().voice, load_settings().rate) == ("pico", 1.2)


def test_command_line_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOBRIEF_RATE", "1.5")
    assert load_settings(rate=0.8).rate == 0.8


def test_what_the_command_line_does_not_give_stays() -> None:
    write("offline = true\n")
    assert load_settings(offline=None).offline


def test_pauses_are_settable_one_by_one() -> None:
    write("[pauses]\nparagraph = 1.25\n")
    pauses = load_settings().pauses
    assert pauses.after(Boundary.PARAGRAPH) == 1.25
    assert pauses.after(Boundary.SENTENCE) > 0


def test_cache_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUDIOBRIEF_CACHE")
    write("cache = false\n")
    assert load_settings().cache is None


def test_home_is_expanded() -> None:
    write('output = "~/briefs"\n')
    assert load_settings().output == Path.home() / "briefs"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("vioce = 'pico'", "no setting 'vioce'"),
        ("rate = 9", "from 0.3 to 4.0"),
        ("rate = 'fast'", "give a number"),
        ("rate = nan", "give a number"),
        ("rate = true", "give a number"),
        ("offline = 'perhaps'", "true or false"),
        ("voice = 3", "give it as text"),
        ("output = 3", "give a folder"),
        ("pauses = 3", "give a table"),
        ("[pauses]\ncomma = 1", "no pause 'comma'"),
        ("[pauses]\nlead = -1", "pauses.lead is -1"),
        ("rate = ", "cannot be read"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_allowed(text: str, part: str) -> None:
    write(text)
    with pytest.raises(ConfigError, match=part) as caught:
        load_settings()
    assert str(config_file()) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_utf_8_is_named() -> None:
    config_file().write_bytes(b"voice = '\xff'")
    with pytest.raises(ConfigError, match=r"config\.toml cannot be read"):
        load_settings()
