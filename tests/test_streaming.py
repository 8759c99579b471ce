"""A brief that is heard while it is being made."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import soundfile

from audiobrief import Settings, Source, make_brief, stream_brief
from audiobrief.choices import Encoding, Format, Frame, Pace, PaceUnit, Part
from audiobrief.errors import AudioFileError, ConfigError, SpeechError, VoiceError
from audiobrief.events import ClipReady, Event, Warned
from audiobrief.model import Audio, Role
from audiobrief.publish.tags import read_tags, read_text
from audiobrief.sound.loudness import integrated_loudness, true_peak

TEXT = """\
Neue Fähre fährt alle acht Minuten

Die neue Fähre über den Fjord fährt ab Montag alle acht Minuten. Das teilte die Reederei mit.

Sie nimmt 120 Fahrgäste und 40 Räder mit. Im Winter fährt sie seltener. Ein Ticket kostet zwei \
Euro. Für Kinder ist die Fahrt umsonst.

Die alte Fähre lag seit März im Trockendock. Sie wird verkauft. Ein Käufer ist noch nicht gefunden.

Auf dem Anleger gibt es jetzt ein Dach und acht neue Bänke. Bezahlt hat sie die Stadt.
"""
SPEAKING = """
import sys, wave
from pathlib import Path
calls, breath = Path(sys.argv[1]), int(sys.argv[2])
calls.write_text(calls.read_text() + "x" if calls.exists() else "x")
if len(calls.read_text()) > breath:
    sys.exit("out of breath")
seconds = len(sys.stdin.read()) / 14
with wave.open("/dev/stdout", "wb") as file:
    file.setparams((1, 2, 8000, 0, "NONE", ""))
    file.writeframes(b"\\x00\\x20\\x00\\xe0" * round(4000 * seconds))
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A voice with breath for so many sentences as its name says."""
    program = tmp_path / "speaking.py"
    program.write_text(SPEAKING)
    (tmp_path / "voices").mkdir()
    for breath in (1, 8):
        call = [sys.executable, str(program), str(tmp_path / "calls"), str(breath)]
        (tmp_path / "voices" / f"{breath}.toml").write_text(
            f'name = "breath-{breath}"\nengine = "command"\nmodel = "a"\nlicence = "own"\n'
            f'note = "for tests"\ncommand = {json.dumps(call)}\n'
        )
    return Settings(output=tmp_path / "briefs", voice="espeak", voices=tmp_path / "voices")


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "fähre.txt"
    path.write_text(TEXT, encoding="utf-8")
    return Source(name=str(path))


def played(mp3: bytes) -> Audio:
    samples, sample_rate = soundfile.read(BytesIO(mp3), dtype="float32")
    return Audio(samples=samples, sample_rate=sample_rate)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"voice": "pico", "roles": {Role.HEADLINE: Part(voice="espeak")}},
        {"encoding": Encoding(sample_rate=44100, bit_rate=96)},
        {"encoding": Encoding(variable=True)},
        {"rate": Pace(amount=6, unit=PaceUnit.SYLLABLES)},
        {"fit": 45.0, "frame": Frame(outro="Das war die Nachricht.")},
    ],
    ids=["plain", "roles", "resampled", "constant", "pace", "fit"],
)
def test_the_same_is_heard_as_in_a_brief(source, settings, changes: dict[str, object]) -> None:
    settings = replace(settings, **changes)
    stream = played(b"".join(stream_brief(source, settings)))
    brief = make_brief(source, settings)
    assert stream.duration == pytest.approx(brief.duration, abs=0.16)  # whole frames, two to spare
    assert integrated_loudness(stream) == pytest.approx(-19, abs=1.0)  # short, and a voice each
    assert true_peak(stream) <= -1


def test_the_tag_in_front_tells_what_is_known(source, settings, tmp_path) -> None:
    file = tmp_path / "stream.mp3"
    file.write_bytes(b"".join(stream_brief(source, settings)))
    brief = make_brief(source, settings)
    whole = read_tags(brief.mp3)
    assert whole.milliseconds
    assert read_tags(file) == replace(whole, milliseconds=None)
    assert read_text(file) == read_text(brief.mp3)


def test_it_begins_while_most_of_the_article_is_still_to_be_spoken(source, settings) -> None:
    events: list[Event] = []
    coming = stream_brief(source, settings, events.append)
    tag = next(coming)
    assert tag.startswith(b"ID3")
    assert next(coming)
    done = [event for event in events if isinstance(event, ClipReady)]
    assert done[-1].done <= 3 < done[-1].total / 3
    coming.close()


def test_a_voice_that_fails_on_the_way_tells_what_is_missing(source, settings) -> None:
    coming = stream_brief(source, replace(settings, voice="breath-8"))
    heard, message = until_it_fails(coming)
    assert played(heard).duration > 10
    assert "the voice breath-8 could not say" in message
    assert "out of breath" in message
    assert "the stream ends behind “Die alte Fähre lag seit März im Trockendock.”" in message
    assert "4 of 12 sentences are missing" in message


def test_a_fallback_reads_in_place_of_a_voice_that_was_not_heard(source, settings) -> None:
    events: list[Event] = []
    failing = replace(settings, voice="breath-1", fallback="espeak")
    stream = b"".join(stream_brief(source, failing, events.append))
    brief = make_brief(source, settings)
    assert played(stream).duration == pytest.approx(brief.duration, abs=0.3)
    (warning,) = (event.message for event in events if isinstance(event, Warned))
    assert "espeak reads the whole article instead" in warning


def test_no_other_voice_goes_on_in_the_middle(source, settings) -> None:
    coming = stream_brief(source, replace(settings, voice="breath-8", fallback="espeak"))
    _, message = until_it_fails(coming)
    assert "4 of 12 sentences are missing" in message


def test_without_a_first_sound_there_is_not_one_byte(source, settings) -> None:
    heard, message = until_it_fails(stream_brief(source, replace(settings, voice="breath-1")))
    assert heard == b""
    assert "missing" not in message


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"encoding": Encoding(format=Format.OPUS)}, ConfigError),
        ({"voice": "niemand"}, VoiceError),
        ({"fallback": "niemand"}, VoiceError),
        ({"frame": Frame(bed=Path("missing.wav"))}, AudioFileError),
    ],
)
def test_what_cannot_be_is_told_before_the_article_is_read(settings, changes, error) -> None:
    with pytest.raises(error):
        next(stream_brief(Source(name="missing.txt"), replace(settings, **changes)))


def until_it_fails(coming: Iterator[bytes]) -> tuple[bytes, str]:
    heard = b""
    with pytest.raises(SpeechError) as caught:  # noqa: PT012 - what came before counts too
        for piece in coming:
            heard += piece
    assert "\n" not in str(caught.value)
    return heard, str(caught.value)


def test_a_stream_is_not_signed_and_tells(source: Source, settings: Settings) -> None:
    told: list[Event] = []
    signing = replace(settings, certificate=Path("redaktion.pem"))
    mp3 = b"".join(stream_brief(source, signing, told.append))
    assert b"c2pa" not in mp3
    (warning,) = [event for event in told if isinstance(event, Warned)]
    assert "a stream is not signed" in warning.message
