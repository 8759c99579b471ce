"""Which pronunciation lexicons count: those of the user, of the voice and of the run, in layers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from audiobrief.config import Settings
from audiobrief.errors import VoiceError
from audiobrief.model import Role, Voice

if TYPE_CHECKING:
    from audiobrief.normalise.lexicon import Lexicon

SHIPPED = "shipped"
"""The name of the lexicon that comes with the package."""


def make_lexicon(settings: Settings, voice: Voice | None = None) -> Lexicon | None:
    """The lexicons of the user, of the voice and of the run as one; None where there are none.

    The shipped one counts least, wherever it is named. Raises ConfigError for a file that cannot
    be read or has a mistake.
    """
    own = voice.lexicon if voice else ()
    return _layered((*settings.lexicon.user, *own, *settings.lexicon.run))


def lexicons(settings: Settings) -> Callable[[Role], Lexicon | None]:
    """The lexicon for the voice that reads passages of a role."""

    def of(role: Role) -> Lexicon | None:
        part = settings.roles.get(role)
        name = part.voice if part and part.voice else settings.voice
        return make_lexicon(settings, _voice(name, settings.voices))

    return cache(of)


def _voice(name: str | None, folder: Path | None) -> Voice | None:
    """The voice's profile; None where it cannot be had, which is told when it is to speak."""
    from audiobrief.synthesise import find_voice

    try:
        return find_voice(name, folder)
    except VoiceError:
        return None


def _layered(names: tuple[str, ...]) -> Lexicon | None:
    if not names:
        return None
    from audiobrief.normalise.lexicon import layered, shipped

    files = (_read(name) for name in names if name != SHIPPED)
    return layered(*([shipped()] if SHIPPED in names else ()), *files)


def _read(name: str) -> Lexicon:
    from audiobrief.normalise.lexicon import read_lexicon

    return read_lexicon(Path(name).expanduser())
