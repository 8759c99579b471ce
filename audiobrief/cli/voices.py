"""`audiobrief voices`: who can speak here, and who shall."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from audiobrief.cli.audition import compare, preview
from audiobrief.cli.edge import AsJson, show
from audiobrief.cli.supplies import install, remove
from audiobrief.config import Settings, load_settings, remember_voice
from audiobrief.model import Voice

Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]

app = typer.Typer(
    invoke_without_command=True,
    help="List, hear, install and choose voices; without a command, list them.",
)


@app.callback()
def voices(context: typer.Context, *, as_json: AsJson = False) -> None:
    """List, hear, install and choose voices; without a command, list them."""
    if context.invoked_subcommand is None:
        list_(as_json=as_json)


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List the voices: those that can speak here, and what the others still need."""
    from audiobrief.synthesise import load_voices

    settings = load_settings()
    for voice in load_voices(settings.voices):
        row = _row(voice, settings)
        if as_json:
            show(row)
        else:
            typer.echo(f"{'*' if row['default'] else ' '} {voice.name}: {_state(row)}")
            typer.echo(f"      {voice.note}\n      licence: {voice.licence}")


@app.command("show")
def show_(name: Name, *, as_json: AsJson = False) -> None:
    """Show all that the profile of a voice says, and what the voice still needs."""
    from audiobrief.synthesise import find_voice

    settings = load_settings()
    voice = find_voice(name, settings.voices)
    row = _row(voice, settings)
    profile = {key: value for key, value in asdict(voice).items() if value not in ("", ())}
    if as_json:
        show(profile | row)
        return
    for key, value in profile.items():
        shown = " ".join(value) if isinstance(value, tuple) else value
        typer.echo(f"{key.replace('_', ' '):<11} {shown}")
    typer.echo(f"{'state':<11} {_state(row)}")


@app.command("use")
def use(name: Name, *, as_json: AsJson = False) -> None:
    """Let this voice speak from now on: it is written to the config file."""
    from audiobrief.synthesise import find_voice

    voice = find_voice(name, load_settings().voices)
    file = remember_voice(voice.name)
    settings = load_settings()
    row = _row(voice, settings)
    if as_json:
        show({"voice": voice.name, "file": str(file), "needs": row["needs"]})
    else:
        typer.echo(f"{voice.name} speaks from now on ({file})")
    if row["needs"]:
        typer.echo(f"audiobrief: {voice.name} still needs: {row['needs']}", err=True)
    if not row["default"]:
        typer.echo(f"audiobrief: AUDIOBRIEF_VOICE is set, and names {settings.voice}", err=True)


app.command("preview")(preview)
app.command("compare")(compare)
app.command("install")(install)
app.command("remove")(remove)


def _state(row: dict[str, object]) -> str:
    return f"needs {row['needs']}" if row["needs"] else "speaks here"


def _row(voice: Voice, settings: Settings) -> dict[str, object]:
    from audiobrief.synthesise import find_voice, needs

    lacking = needs(voice, settings.models)
    chosen = settings.voice or find_voice(None, settings.voices).name
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
