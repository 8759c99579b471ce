"""`audiobrief voices`: who can speak here."""

from __future__ import annotations

import typer

from audiobrief.cli.edge import AsJson, show
from audiobrief.config import load_settings
from audiobrief.model import Voice


def voices(*, as_json: AsJson = False) -> None:
    """List the voices: those that can speak here, and what the others still need."""
    from audiobrief.synthesise import find_voice, load_voices

    settings = load_settings()
    chosen = find_voice(settings.voice, settings.voices).name
    for voice in load_voices(settings.voices):
        row = _row(voice, chosen)
        if as_json:
            show(row)
        else:
            state = f"needs {row['needs']}" if row["needs"] else "speaks here"
            typer.echo(f"{'*' if row['default'] else ' '} {voice.name}: {state}")
            typer.echo(f"      {voice.note}\n      licence: {voice.licence}")


def _row(voice: Voice, chosen: str) -> dict[str, object]:
    from audiobrief.synthesise import needs

    lacking = needs(voice)
    return {
        "name": voice.name,
        "engine": voice.engine,
        "language": voice.language,
        "speaks": lacking is None,
        "needs": lacking,
        "default": voice.name == chosen,
        "licence": voice.licence,
        "note": voice.note,
    }
