"""Track in, Brief out."""

from __future__ import annotations

from pathlib import Path

from audiobrief.model import Brief, Track

__all__ = ["publish"]


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
