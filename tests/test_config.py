"""Settings and where they come from."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from audiobrief.choices import Encoding, Format, Pace, PaceUnit, Part, Pauses
from audiobrief.config import config_file, find_secret, load_settings, remember_voice
from audiobrief.errors import ConfigError, OutputError
from audiobrief.model import Boundary, Role


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
        ("certificate = 3", "certificate is 3; give a file in PEM"),
        ("trust = true", "trust is True; give a file in PEM"),
        ("pauses = 3", "give a table"),
        ("profile = 'loud'", "no profile 'loud'; there are calm, fast, news"),
        ("profile = 3", "no profile 3"),
        ("profiles = 3", "profiles holds a table for each"),
        ("[profiles]\nx = 3", "profiles holds a table for each"),
        ("[profiles.x]\nvoice = 'pico'", "no 'voice' in the profile x"),
        ("[pauses]\nbreath = 1", "no 'breath' in pauses"),
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


def test_a_certificate_of_the_file_is_not_used_where_none_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write("certificate = '~/redaktion.pem'\ncertificate_key = '/schluessel.pem'")
    assert load_settings().certificate == Path("~/redaktion.pem").expanduser()
    assert load_settings().certificate_key == Path("/schluessel.pem")
    monkeypatch.setenv("AUDIOBRIEF_CERTIFICATE", "")
    assert load_settings().certificate is None
    assert load_settings(certificate="andere.pem").certificate == Path("andere.pem")


def test_a_file_that_is_not_utf_8_is_named() -> None:
    config_file().write_bytes(b"voice = '\xff'")
    with pytest.raises(ConfigError, match=r"config\.toml cannot be read"):
        load_settings()


def test_a_voice_is_remembered_in_a_new_file() -> None:
    assert remember_voice("eilig") == config_file()
    assert config_file().read_text() == 'voice = "eilig"\n'
    assert load_settings().voice == "eilig"


def test_a_remembered_voice_leaves_the_rest_of_the_file_as_it_is() -> None:
    write('# mine\nrate = 1.2 # quick\nvoice = "pico" # old\n\n[pauses] # long\nlead = 1\n')
    remember_voice("espeak")
    assert config_file().read_text() == (
        '# mine\nrate = 1.2 # quick\nvoice = "espeak" # old\n\n[pauses] # long\nlead = 1\n'
    )


def test_a_voice_is_remembered_before_the_tables_of_the_file() -> None:
    write("[pauses]\nlead = 1\n")
    remember_voice('name with "quotes"')
    assert load_settings().voice == 'name with "quotes"'
    assert load_settings().pauses.lead == 1


def test_a_file_with_the_line_ends_of_windows_is_kept_readable() -> None:
    config_file().write_bytes(b'rate = 1.2\r\nvoice = "pico"\r\n[pauses]\r\nlead = 1\r\n')
    remember_voice("espeak")
    assert config_file().read_bytes() == (
        b'rate = 1.2\r\nvoice = "espeak"\r\n[pauses]\r\nlead = 1\r\n'
    )


def test_a_config_file_that_is_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "true.toml").write_text("rate = 1.2\n")
    (tmp_path / "true.toml").chmod(0o600)
    config_file().symlink_to(tmp_path / "true.toml")
    remember_voice("espeak")
    assert config_file().is_symlink()
    assert "espeak" in (tmp_path / "true.toml").read_text()
    assert (tmp_path / "true.toml").stat().st_mode & 0o777 == 0o600


def test_a_config_file_with_a_fault_is_not_written_over() -> None:
    write("rate = = 1")
    with pytest.raises(ConfigError, match="cannot be read"):
        remember_voice("espeak")
    assert config_file().read_text() == "rate = = 1"


def test_a_folder_that_takes_no_config_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("AUDIOBRIEF_CONFIG", str(tmp_path / "file" / "config.toml"))
    with pytest.raises((OutputError, ConfigError), match=r"config\.toml"):
        remember_voice("espeak")


def test_models_have_a_folder_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUDIOBRIEF_MODELS")
    models = load_settings().models
    assert models is not None
    assert models.parts[-2:] == ("audiobrief", "models")


KEYRING = """
import keyring.errors
class Locked(keyring.errors.KeyringError): ...
def get_password(service, name):
    if name == "LOCKED":
        raise Locked("the keyring is locked")
    if name == "NONE":
        raise keyring.errors.NoKeyringError("no backend")
    return {("audiobrief", "SPEECH_KEY"): "kept"}.get((service, name))
"""
ERRORS = "class KeyringError(Exception): ...\nclass NoKeyringError(KeyringError): ...\n"


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library, as far as it is used, in place of one that might be installed."""
    folder = tmp_path / "library" / "keyring"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(KEYRING)
    (folder / "errors.py").write_text(ERRORS)
    monkeypatch.syspath_prepend(folder.parent)
    for name in ("keyring", "keyring.errors"):
        monkeypatch.delitem(sys.modules, name, raising=False)


@pytest.mark.usefixtures("keyring")
def test_a_key_is_found_in_the_environment_first_then_in_the_keyring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert find_secret("SPEECH_KEY") == "kept"
    monkeypatch.setenv("SPEECH_KEY", "here")
    assert find_secret("SPEECH_KEY") == "here"
    assert find_secret("ANOTHER_KEY") is None
    assert find_secret("NONE") is None


@pytest.mark.usefixtures("keyring")
def test_a_locked_keyring_is_told() -> None:
    with pytest.raises(ConfigError, match="does not give LOCKED: unlock it, or set LOCKED in the"):
        find_secret("LOCKED")


def test_without_a_keyring_there_is_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert find_secret("SPEECH_KEY") is None


def test_a_profile_brings_its_rate_and_pauses() -> None:
    settings = load_settings(profile="calm")
    assert settings.profile == "calm"
    assert settings.rate < 1
    assert settings.pauses.sentence > Pauses().sentence


def test_the_default_profile_is_what_a_newsreader_does() -> None:
    assert load_settings() == replace(load_settings(profile="news"))
    assert load_settings().pauses == Pauses()


def test_what_is_given_beside_a_profile_wins_over_it() -> None:
    write('profile = "fast"\nrate = 1.5\n[pauses]\nlead = 2\n')
    settings = load_settings()
    assert (settings.rate, settings.pauses.lead) == (1.5, 2)
    assert settings.pauses.sentence < Pauses().sentence


def test_a_profile_named_later_wins_over_what_was_said_before() -> None:
    write("rate = 1.5\n")
    assert load_settings(profile="calm").rate < 1
    assert load_settings(profile="calm", rate="0.9").rate == 0.9


def test_profiles_of_ones_own_stand_in_the_file() -> None:
    write('profile = "x"\n[profiles.x]\nrate = "4.2syl"\npauses = { question = 0.1 }\n')
    settings = load_settings()
    assert settings.rate == Pace(amount=4.2, unit=PaceUnit.SYLLABLES)
    assert settings.pauses == replace(Pauses(), question=0.1)


@pytest.mark.parametrize(
    ("given", "rate"),
    [
        ("1.2", 1.2),
        ("4.9syl", Pace(amount=4.9, unit=PaceUnit.SYLLABLES)),
        ("150 wpm", Pace(amount=150, unit=PaceUnit.WORDS)),
        (" 2syl ", Pace(amount=2, unit=PaceUnit.SYLLABLES)),
    ],
)
def test_a_rate_is_a_factor_or_has_a_unit(given: str, rate: object) -> None:
    assert load_settings(rate=given).rate == rate


@pytest.mark.parametrize("given", ["4.9syll", "syl", "0.1syl", "9000wpm", "1e3wpm", "-4syl", "5 %"])
def test_a_rate_in_an_unknown_form_is_named(given: str) -> None:
    with pytest.raises(ConfigError, match="the command line: rate is"):
        load_settings(rate=given)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("2:00", 120),
        ("02:18", 138),
        ("1:02:30", 3750),
        ("90", 90),
        ("0:59.5", 59.5),
        ("120:00", 7200),
    ],
)
def test_a_length_is_given_as_players_show_it(given: str, seconds: float) -> None:
    assert load_settings(fit=given).fit == seconds


@pytest.mark.parametrize(
    "given", ["2:0", "0:00", "2.00:00", "zwei", "-1:00", "", "13:00:00", "1:2:30"]
)
def test_a_length_in_an_unknown_form_is_named(given: str) -> None:
    with pytest.raises(ConfigError, match="give minutes and seconds as 2:00"):
        load_settings(fit=given)


def test_a_preset_says_how_the_file_is_made() -> None:
    podcast = Encoding(format=Format.MP3, bit_rate=96, sample_rate=44100)
    assert load_settings(preset="podcast").encoding == podcast
    assert load_settings(preset="podcast-stereo").encoding.channels == 2
    wanted = load_settings(preset="podcast", encoding={"bit_rate": "vbr"}).encoding
    assert wanted == replace(podcast, bit_rate=None, variable=True)


def test_the_encoding_stands_in_the_file() -> None:
    write('[encoding]\nformat = "opus"\nchannels = 2\n')
    assert load_settings().encoding == Encoding(format=Format.OPUS, channels=2)
    assert load_settings(encoding={"format": "wav"}).encoding.format is Format.WAV


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("encoding = 3", "give a table of format"),
        ("[encoding]\nformat = 'wma'", "format is 'wma'; give one of mp3, wav"),
        ("[encoding]\nbit_rate = 65", "bit_rate is 65; give one of 32"),
        ("[encoding]\nchannels = true", "channels is True"),
        ("[encoding]\nquality = 1", "no 'quality' in encoding"),
        ("preset = 'radio'", "no preset 'radio'; there are podcast"),
    ],
)
def test_a_wrong_encoding_is_named(text: str, part: str) -> None:
    write(text)
    with pytest.raises(ConfigError, match=part):
        load_settings()


def test_the_frame_stands_in_the_file_and_in_options() -> None:
    write('[frame]\nintro = "{outlet}, {date}."\nbed = "~/bett.wav"\n')
    frame = load_settings(frame={"outro": "Das war es."}).frame
    assert (frame.intro, frame.outro) == ("{outlet}, {date}.", "Das war es.")
    assert frame.bed == Path.home() / "bett.wav"
    assert load_settings(frame={"bed": ""}).frame.bed is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("frame = 3", "give a table of intro"),
        ("[frame]\nmusic = 'x'", "no 'music' in frame"),
        ("[frame]\nintro = 3", "give it as text"),
        ("[frame]\noutro = '{autor}'", "outro has {autor}; there are {outlet}"),
    ],
)
def test_a_wrong_frame_is_named(text: str, part: str) -> None:
    write(text)
    with pytest.raises(ConfigError, match=part):
        load_settings()


def test_roles_are_settable_in_the_file_and_in_profiles() -> None:
    write(
        '[roles.quote]\nvoice = "espeak"\n[profiles.x.roles]\n'
        "question = { rate = 0.9, level = -2 }\nquote = { level = 1 }\n"
    )
    assert load_settings().roles == {Role.QUOTE: Part(voice="espeak")}
    roles = load_settings(profile="x").roles
    assert roles[Role.QUESTION] == Part(rate=0.9, level=-2)
    assert roles[Role.QUOTE] == Part(voice="espeak", level=1)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("roles = 3", r"give a table \[roles.NAME\]"),
        ("roles.x = 3", "no role 'x'; there are kicker"),
        ("roles.lead = 3", "give it as a table"),
        ("roles.lead.voice = 3", "give a voice's name"),
        ("roles.lead.rate = 9", "roles.lead.rate is 9"),
        ("roles.lead.level = 99", "roles.lead.level is 99"),
        ("roles.lead.pitch = 1", "no 'roles.lead.pitch'"),
    ],
)
def test_a_wrong_role_is_named(text: str, part: str) -> None:
    write(text)
    with pytest.raises(ConfigError, match=part):
        load_settings()
