"""Track in, Brief out."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from audiobrief.model import Brief, Extra, Labels, Track

__all__ = ["accompany", "publish"]


def publish(track: Track, folder: Path) -> Brief:
    """The track as a tagged MP3 in a folder, which is made where it is missing.

    A brief of the same article replaces the older one; any other file keeps its name. Raises
    OutputError where the file cannot be written; then there is none.
    """
    from audiobrief.publish.encode import encoded
    from audiobrief.publish.filename import filenames
    from audiobrief.publish.identity import identity
    from audiobrief.publish.tags import is_of, tag_bytes
    from audiobrief.publish.write import write_whole

    article = track.article
    stream, audio = encoded(track.audio)
    own = identity(article)
    path = write_whole(
        folder,
        filenames(article),
        tag_bytes(track, audio.duration) + stream,
        lambda older: is_of(older, own),
    )
    return Brief(
        article=article,
        mp3=path,
        duration=audio.duration,
        cues=track.cues,
        loudness=track.loudness,
        chapters=track.chapters,
    )


def accompany(brief: Brief, extras: Collection[Extra], labels: Labels = Labels.GERMAN) -> Brief:
    """The brief with the files asked for beside its MP3.

    Raises OutputError where one cannot be written; what was written before stays.
    """
    if not extras:
        return brief
    from audiobrief.publish.beside import write_beside

    return write_beside(brief, extras, labels)
