"""What goes into a sound file beside the track: the picture, and how the voice came about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from audiobrief.choices import Cover, Origin
from audiobrief.config import Settings
from audiobrief.errors import AudiobriefError, OfflineError, PictureError
from audiobrief.events import Listener, Warned
from audiobrief.model import Article
from audiobrief.publish.finish import Finish
from audiobrief.publish.picture import Picture, load_picture


def prepared(settings: Settings) -> Finish:
    """What can be said before a word is spoken: the picture in the file that the settings name.

    Raises PictureError where it is none.
    """
    if settings.cover is None or isinstance(settings.cover, Cover):
        return Finish()
    return Finish(cover=load_picture(settings.cover))


def finished(
    article: Article,
    voices: Collection[str],
    ready: Finish,
    settings: Settings,
    listener: Listener,
) -> Finish:
    """All of it, when the article is there; `voices` are the names of those that are heard.

    Where the article's page has no picture or does not hand it over, one is drawn, and the
    listener warned.
    """
    cover = ready.cover or _cover(article, settings, listener)
    return replace(ready, cover=cover, origin=_origin(voices, settings))


def _origin(names: Collection[str], settings: Settings) -> Origin:
    """Of the voices that are heard: one that was trained makes it that of all."""
    from audiobrief.synthesise import find_voice, origin

    voices = (find_voice(name, settings.voices) for name in names if name)
    return max((origin(voice) for voice in voices), default=Origin.ALGORITHMIC, key=_is_trained)


def _is_trained(origin: Origin) -> bool:
    return origin is Origin.TRAINED


def _cover(article: Article, settings: Settings, listener: Listener) -> Picture | None:
    from audiobrief.publish.cover import drawn

    match settings.cover:
        case Cover.DRAWN:
            return drawn(article)
        case Cover.PAGE:
            try:
                return _from_page(article, settings)
            except AudiobriefError as error:
                listener(Warned(message=f"{error}; a cover is drawn instead"))
                return drawn(article)
        case _:
            return None


def _from_page(article: Article, settings: Settings) -> Picture:
    from audiobrief.clean.read.fetch import IMAGE, fetch
    from audiobrief.publish.cover import found

    if not article.image:
        raise PictureError(f"{article.source}: its page names no picture")
    if settings.offline:
        raise OfflineError(f"{article.image}: not fetched while offline")
    fetched = fetch(article.image, allow_private=settings.allow_private, kinds=IMAGE)
    return found(fetched.content, article.image)
