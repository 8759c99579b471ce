"""What is noted of a run, so that the same one need not be made again while nothing changes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from audiobrief import __version__
from audiobrief.again import (
    ENDING,
    Files,
    folder_of_runs,
    likeness,
    name_of_run,
    packed,
)
from audiobrief.config import Settings, config_file
from audiobrief.errors import AudiobriefError
from audiobrief.events import Event, Listener, SourceLeftOut, Warned
from audiobrief.ingredients import ingredients
from audiobrief.model import Brief


class Repeats:
    """A run from its beginning, before its settings are read, to its brief.

    It is noted only if there is no doubt: one source that is a file, nothing told but the brief,
    and no file that was another one behind the run than before it.
    """

    def __init__(self) -> None:
        self._config = _like(str(config_file()))
        self._before: Files | None = None
        self._settings: Settings | None = None

    def begin(self, sources: Sequence[str], settings: Settings) -> None:
        """Look at the files that the brief will be made of."""
        folder = folder_of_runs()
        if len(sources) != 1 or not folder or settings.cache != Path(folder):
            return
        with suppress(AudiobriefError, OSError, ValueError):  # the run itself will tell
            before = ingredients(sources[0], settings)
            if before is not None and before[str(config_file())] == self._config:
                self._before, self._settings = before, settings

    def doubt(self) -> None:
        """Something else comes of this run than its brief."""
        self._before = None

    def hearing(self, listener: Listener) -> Listener:
        """The listener, whose warnings would be missing if the run were not made."""

        def hear(event: Event) -> None:
            if isinstance(event, Warned | SourceLeftOut):
                self.doubt()
            listener(event)

        return hear

    def note(self, brief: Brief, lines: Sequence[str]) -> None:
        """Keep what was said of the brief, with what all its files are like."""
        before, settings = self._before, self._settings
        if before is None or settings is None or settings.cache is None or brief.article.embargo:
            return
        from audiobrief.synthesise.shelf import Shelf

        with suppress(OSError, ValueError):  # a run that is not noted is made again
            if any(likeness(path, was) != was for path, was in before.items()):
                return
            made = {str(path): likeness(str(path)) for path in (brief.mp3, *brief.beside)}
            shelf = Shelf(settings.cache, settings.cache_limit, ENDING)
            shelf.put(
                name_of_run(sys.argv[1:], __version__),
                packed("".join(f"{line}\n" for line in lines), before | made),
            )


def _like(path: str) -> str | None:
    with suppress(OSError, ValueError):
        return likeness(path)
    return None
