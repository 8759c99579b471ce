"""What goes into a sound file beside the track."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiobrief.choices import Format, Origin
from audiobrief.model import Track
from audiobrief.publish.picture import Picture

if TYPE_CHECKING:
    from audiobrief.publish.signing.credential import Credential
    from audiobrief.publish.signing.manifest import Claim

SAID = "Vorgelesen von einer synthetischen Stimme."
"""Of every origin, to people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """What players and readers are told of a brief that its article does not say."""

    cover: Picture | None = None
    origin: Origin | None = None
    """How the voice came about; None where nothing is to be said of it."""
    credential: Credential | None = None
    """Who signs it; None is nobody."""


def claim_of(track: Track, format_: Format, finish: Finish) -> Claim:
    """What is signed of a brief."""
    from importlib.metadata import version

    from audiobrief.publish.kind import MIMES
    from audiobrief.publish.signing.manifest import Claim

    return Claim(
        title=track.article.headline,
        mime=MIMES[format_],
        origin=finish.origin or Origin.ALGORITHMIC,
        program="audiobrief",
        version=version("audiobrief"),
    )
