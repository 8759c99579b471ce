"""`audiobrief inspect`: what is in an MP3."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audiobrief.cli.edge import AsJson


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE.mp3", show_default=False)],
    *,
    as_json: AsJson = False,
) -> None:
    """Show what is in an MP3: marker, sample rate, bit rate, tags, loudness."""
