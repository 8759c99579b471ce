"""`audiobrief cache`: the folder of spoken sentences, how full it is, and emptied."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audiobrief.cli.edge import AsJson, show
from audiobrief.config import load_settings
from audiobrief.errors import ConfigError

app = typer.Typer(
    invoke_without_command=True,
    help="Show how many spoken sentences are kept, or remove them.",
)


@app.callback()
def cache(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show how many spoken sentences are kept, how large they are, and where."""
    if context.invoked_subcommand is not None:
        return
    from audiobrief.synthesise.shelf import Shelf

    folder, limit = _kept()
    usage = Shelf(folder, limit).usage()
    if as_json:
        show({"folder": str(folder), "clips": usage.clips, "size": usage.size, "limit": limit})
    else:
        typer.echo(f"{usage.clips} clips, {_size(usage.size)} of {_size(limit)}, in {folder}")


@app.command()
def clear(*, as_json: AsJson = False) -> None:
    """Remove all spoken sentences; each is spoken anew when it is needed."""
    from audiobrief.synthesise.shelf import Shelf

    folder, limit = _kept()
    gone = Shelf(folder, limit).clear()
    if as_json:
        show({"folder": str(folder), "clips": gone.clips, "size": gone.size})
    else:
        typer.echo(f"removed: {gone.clips} clips, {_size(gone.size)}")


def _kept() -> tuple[Path, int]:
    settings = load_settings()
    if settings.cache is None:
        raise ConfigError("no spoken sentences are kept: the setting cache is false")
    return settings.cache, settings.cache_limit


def _size(count: int) -> str:
    """Bytes as people say them: `48.2 MB`."""
    return f"{count / 1e9:.2f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"  # noqa: PLR2004
