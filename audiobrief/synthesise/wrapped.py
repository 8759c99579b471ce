"""What engines around another one have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiobrief.synthesise.pronounced import is_phonetic

if TYPE_CHECKING:
    from audiobrief.synthesise.engine import Engine


class Wrapped:
    """An engine that is to all others what the one inside is, and speaks by it."""

    def __init__(self, engine: Engine) -> None:
        self.name = engine.name
        self.version = engine.version
        self.local = engine.local
        self.audible = engine.audible
        self.phonetic = is_phonetic(engine)
        self._engine = engine
