"""`audiobrief voices install` and `remove`: models brought to this machine and taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audiobrief.cli.edge import AsJson, Offline, show
from audiobrief.config import Settings, load_settings
from audiobrief.console import fetching
from audiobrief.errors import ConfigError, OfflineError

Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="kokoro, a German Piper voice as de_DE-thorsten-medium, or a voice that has one.",
        show_default=False,
    ),
]


def install(
    name: Name,
    *,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="A file or folder on this machine, in place of the network."),
    ] = None,
    mirror: Annotated[
        str | None, typer.Option("--mirror", help="The web address to fetch from.")
    ] = None,
    offline: Offline = None,
    as_json: AsJson = False,
) -> None:
    """Fetch the model of a voice, checked against its publisher's list; a broken fetch goes on."""
    from audiobrief.synthesise.catalogue import described, model_name, offered, terms
    from audiobrief.synthesise.supply import add_profile, speakers_of, supply, supply_from
    from audiobrief.synthesise.voices import load_voices

    settings = load_settings(mirror=mirror, offline=offline)
    models, voices = _folders(settings)
    name = model_name(name, load_voices(voices))
    about = described(name)
    typer.echo(f"{name}: {about.speaker}; licence: {about.licence}", err=True)
    if source:
        model = supply_from(source, name, models)
    elif settings.offline:
        raise OfflineError(f"{name} is fetched over the network: give its files with --from")
    else:
        model = offered(name, settings.mirror)
        if card := terms(model):
            typer.echo(f"its publisher's card: {card}", err=True)
        typer.echo(f"{model.size / 1e6:.0f} MB from {model.files[-1].url}", err=True)
        with fetching() as listener:
            supply(model, models, listener)
    if not speakers_of(model, load_voices(voices)):
        add_profile(model, voices)
    speakers = [voice.name for voice in speakers_of(model, load_voices(voices))]
    if as_json:
        show({"model": name, "licence": about.licence, "voices": speakers})
    else:
        typer.echo(f"installed: {name}, which speaks as {', '.join(speakers)}")


def remove(name: Name, *, as_json: AsJson = False) -> None:
    """Delete the model of a voice."""
    from audiobrief.synthesise.catalogue import model_name
    from audiobrief.synthesise.supply import remove as take_away
    from audiobrief.synthesise.voices import load_voices

    models, voices = _folders(load_settings())
    name = model_name(name, load_voices(voices))
    take_away(name, models)
    if as_json:
        show({"model": name})
    else:
        typer.echo(f"removed: {name}")


def _folders(settings: Settings) -> tuple[Path, Path]:
    """Where models and profiles go."""
    if settings.models is None or settings.voices is None:
        raise ConfigError("there is no folder for models and profiles: set models and voices")
    return settings.models, settings.voices
