"""What goes into a sound file beside the track."""

from __future__ import annotations

from dataclasses import dataclass

from audiobrief.choices import Origin
from audiobrief.publish.picture import Picture

SAID = "Vorgelesen von einer synthetischen Stimme."
"""Of every origin, to people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """What players and readers are told of a brief that its article does not say."""

    cover: Picture | None = None
    origin: Origin | None = None
    """How the voice came about; None where nothing is to be said of it."""
