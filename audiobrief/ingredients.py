"""The user's files that a brief depends on, and what they are like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from audiobrief.again import Files, likeness, stamp
from audiobrief.choices import Cover, EngineName
from audiobrief.config import Settings, config_file
from audiobrief.layers import SHIPPED
from audiobrief.model import Voice

MODELS = frozenset({EngineName.KOKORO, EngineName.PIPER})
"""Engines with a folder of models."""
ALONE = MODELS | {EngineName.ESPEAK, EngineName.PICO, EngineName.SILENT}
"""Engines that depend on nothing else: no server, no program, no other package."""


def ingredients(source: str, settings: Settings) -> Files | None:
    """What each file is like that a brief of the source depends on, those too that are not there.

    None where it depends on more than files. Raises VoiceError for a voice that there is not,
    OSError or ValueError where a file cannot be read.
    """
    voices = _voices(settings)
    more = settings.cover is Cover.PAGE or settings.certificate  # which has an end, in time
    if more or any(voice.engine not in ALONE for voice in voices) or not Path(source).is_file():
        return None
    paths = {source, *map(str, _paths(settings, voices))}
    files = {path: likeness(path) for path in sorted(paths)}
    for model in _models(settings, voices):
        files[str(model)] = stamp(str(model))
    return files


def _voices(settings: Settings) -> tuple[Voice, ...]:
    """Those that speak or may have to."""
    from audiobrief.synthesise import find_voice

    names = {settings.voice, *(part.voice for part in settings.roles.values() if part.voice)}
    if settings.fallback:
        names.add(settings.fallback)
    return tuple(find_voice(name, settings.voices) for name in names)


def _paths(settings: Settings, voices: tuple[Voice, ...]) -> Iterator[Path]:
    frame, lexicon = settings.frame, settings.lexicon
    yield config_file()
    cover = settings.cover if isinstance(settings.cover, Path) else None
    yield from filter(None, (settings.voices, cover, frame.opening, frame.closing, frame.bed))
    names = {*lexicon.user, *lexicon.run, *(name for voice in voices for name in voice.lexicon)}
    yield from (Path(name).expanduser() for name in names - {SHIPPED})


def _models(settings: Settings, voices: tuple[Voice, ...]) -> Iterator[Path]:
    for engine in sorted({voice.engine for voice in voices} & MODELS):
        if settings.models is not None:
            found = (settings.models / engine).rglob("*")
            yield from sorted(path for path in found if path.is_file())
