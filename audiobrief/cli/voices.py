"""`audiobrief voices`: who can speak here."""

from __future__ import annotations

import typer

from audiobrief.cli.edge import AsJson, show
from audiobrief.config import load_settings


def voices(*, as_json: AsJson = False) -> None:
    """List the voices: those that can speak here, and what the others still need."""
    from audiobrief.synthesise import find_voice, load_voices, needs

    settings = load_settings()
    default = find_voice(None, settings.voices).name if settings.voice is None else settings.voice
    for voice in load_voices(settings.voices):
        lacking = needs(voice)
        if as_json:
            show(
                {
                    "name": voice.name,
                    "engine": voice.engine,
                    "language": voice.language,
                    "speaks": lacking is None,
                    "needs": lacking,
                    "default": voice.name == default,
                    "licence": voice.licence,
                    "note": voice.note,
                }
            )
        else:
            state = "speaks here" if lacking is None else f"needs {lacking}"
            mark = "*" if voice.name == default else " "
            typer.echo(f"{mark} {voice.name:<14} {state:<24} {voice.note} ({voice.licence})")
