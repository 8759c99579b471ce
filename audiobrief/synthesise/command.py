"""Any program that reads text and writes a sound file: an engine without a line of code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from audiobrief.errors import AudioFileError, SpeechError, VoiceError
from audiobrief.model import Audio, Voice
from audiobrief.sound.files import decode
from audiobrief.synthesise.plain import plain
from audiobrief.synthesise.process import answer

_PLACE = re.compile(r"\{(rate|length|model|speaker|language)\}")
PACES = ("{rate}", "{length}")
"""Where a command takes its pace: faster by a greater rate, or by a smaller length."""


class Command:
    """The program of a profile, started once for every sentence; no shell is asked."""

    name = "command"
    version = "1"
    local = True
    audible = True

    def speak(self, text: str, voice: Voice) -> Audio:
        """What the program writes for the text: WAV, or another form that can be read."""
        command = filled(voice)
        sound = answer(command, f"{plain(text)}\n".encode(), voice.time_limit)
        try:
            return decode(sound)
        except AudioFileError as error:
            what = f"{len(sound)} bytes that are no sound" if sound else "nothing"
            program = Path(command[0]).name
            raise SpeechError(f"{program} wrote {what}, where WAV was to come") from error


def has_pace(command: Sequence[str]) -> bool:
    """Whether a command has a place for the pace it is to speak at."""
    return any(place in part for part in command for place in PACES)


def filled(voice: Voice) -> tuple[str, ...]:
    """The profile's command with its places filled: `{rate}`, `{length}`, `{model}` ...

    An argument that begins with `~/` is a path in the user's home, as in a shell. Raises
    VoiceError for a rate that the command has no place for.
    """
    rate = voice.pace * voice.rate
    if voice.rate != 1.0 and not has_pace(voice.command):
        raise VoiceError(
            f"the command of the voice {voice.name} has one pace: "
            f"choose rate 1, or put {{rate}} or {{length}} in its place in the profile"
        )
    values = {
        "rate": f"{rate:g}",
        "length": f"{1 / rate:g}",
        "model": voice.model,
        "speaker": voice.speaker,
        "language": voice.language,
    }
    parts = (_PLACE.sub(lambda match: values[match[1]], part) for part in voice.command)
    return tuple(str(Path(part).expanduser()) if part.startswith("~/") else part for part in parts)
