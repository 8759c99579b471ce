"""Track in, Brief out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import chain
from pathlib import Path

from audiobrief.choices import Encoding, Extra, Format, Labels
from audiobrief.model import Article, Audio, Brief, Track
from audiobrief.publish.finish import Finish

__all__ = ["accompany", "publish"]

PLAIN = Encoding()
BARE = Finish()


def publish(track: Track, output: Path, encoding: Encoding = PLAIN, finish: Finish = BARE) -> Brief:
    """The track as a tagged sound file in a folder, which is made where it is missing.

    A brief of the same article replaces the older one, under its name, even where the headline
    was corrected since: what points to it stays right. Any other file keeps its name. Where
    the output names a file, as `brief.flac`, it is that file, in its format. Raises OutputError
    where the file cannot be written; then there is none.
    """
    from audiobrief.publish.encode import loudness_in
    from audiobrief.publish.filename import filenames, named_format
    from audiobrief.publish.identity import identity
    from audiobrief.publish.write import write_whole

    article = track.article
    named = named_format(output, encoding.format)
    ending = named or encoding.format or Format.MP3
    data, audio = _file(track, replace(encoding, format=ending), finish)
    folder = output.parent if named else output
    own = identity(article)
    names = iter([output.name]) if named else filenames(article, ending)
    if not named and (older := _older(folder, article, ending, own)):
        names = chain([older], names)
    path = write_whole(folder, names, data, lambda older: bool(named) or _is_of(older, own))
    return Brief(
        article=article,
        mp3=path,
        duration=audio.duration,
        cues=track.cues,
        loudness=loudness_in(track.loudness, encoding),
        chapters=track.chapters,
    )


def _older(folder: Path, article: Article, ending: str, own: str) -> str | None:
    """The name of a brief of the same article, of the same day; None where it would be as new."""
    from audiobrief.publish.filename import filenames

    wanted = next(filenames(article, ending)).removesuffix(f".{ending}")
    day = f"{article.published:%Y-%m-%d}-" if article.published else ""
    found = [path.name for path in folder.glob(f"{day}*.{ending}") if _is_of(path, own)]
    # A copy that somebody keeps has a longer name than what it is a copy of.
    kept = min(found, key=lambda name: (not name.startswith(wanted), len(name), name), default="")
    return None if kept.startswith(wanted) else kept or None


def _file(track: Track, encoding: Encoding, finish: Finish) -> tuple[bytes, Audio]:
    data, audio = _tagged(track, encoding, finish)
    if finish.credential is None:
        return data, audio
    from audiobrief.publish.finish import claim_of
    from audiobrief.publish.signing import signed

    format_ = encoding.format or Format.MP3
    return signed(data, format_, claim_of(track, format_, finish), finish.credential), audio


def _tagged(track: Track, encoding: Encoding, finish: Finish) -> tuple[bytes, Audio]:
    from audiobrief.publish.encode import encoded

    match encoding.format or Format.MP3:
        case Format.MP3:
            from audiobrief.publish.tags import tag_bytes

            stream, audio = encoded(track.audio, encoding)
            return tag_bytes(track, audio.duration, finish) + stream, audio
        case Format.WAV:
            from audiobrief.publish.comments import texts_of
            from audiobrief.publish.riff import with_chunk
            from audiobrief.publish.tags import tag_bytes

            data, audio = encoded(track.audio, encoding, texts_of(track))
            return with_chunk(data, b"id3 ", tag_bytes(track, audio.duration, finish)), audio
        case Format.M4A | Format.M4B as format_:
            from audiobrief.publish.comments import more_of, texts_of
            from audiobrief.publish.containers import with_comments

            chapters = track.chapters if len(track.chapters) > 1 else ()
            data, audio = encoded(track.audio, encoding, chapters=chapters)
            texts = {name.upper(): text for name, text in texts_of(track).items()}
            return with_comments(data, format_, texts | more_of(track, finish), finish.cover), audio
        case format_:
            from audiobrief.publish.comments import chapters_in, more_of, texts_of
            from audiobrief.publish.containers import with_comments

            data, audio = encoded(track.audio, encoding, texts_of(track))
            texts = more_of(track, finish) | chapters_in(track)
            return with_comments(data, format_, texts, finish.cover), audio


def _is_of(path: Path, own: str) -> bool:
    from audiobrief.publish.told import is_of

    return is_of(path, own)


def accompany(brief: Brief, extras: Collection[Extra], labels: Labels = Labels.GERMAN) -> Brief:
    """The brief with the files asked for beside its MP3.

    Raises OutputError where one cannot be written; what was written before stays.
    """
    if not extras:
        return brief
    from audiobrief.publish.beside import write_beside

    return write_beside(brief, extras, labels)
