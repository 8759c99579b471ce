"""What goes into a sound file beside the track: picture, how the voice came about, who signs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from audiobrief.choices import Cover, Format, Origin
from audiobrief.config import Settings, find_secret
from audiobrief.errors import AudiobriefError, OfflineError, PictureError
from audiobrief.events import Listener, Warned
from audiobrief.model import Article
from audiobrief.publish.finish import Finish
from audiobrief.publish.picture import Picture, load_picture

if TYPE_CHECKING:
    from audiobrief.publish.signing.credential import Credential


def prepared(settings: Settings, format_: Format = Format.MP3) -> Finish:
    """What can be said before a word is spoken: picture and signer that the settings name.

    Raises PictureError and SignatureError where they are none, and for a format that cannot be
    signed.
    """
    given = None if isinstance(settings.cover, Cover) else settings.cover
    cover = load_picture(given) if given else None
    return Finish(cover=cover, credential=_credential(settings, format_))


def _credential(settings: Settings, format_: Format) -> Credential | None:
    if settings.certificate is None:
        return None
    from audiobrief.publish.signing import check_signable
    from audiobrief.publish.signing.credential import load_credential

    check_signable(format_)
    return load_credential(settings.certificate, settings.certificate_key, find_secret)


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
