"""`audiobrief inspect --against`: a brief beside its article as it is now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from audiobrief.cli.edge import read_source, show
from audiobrief.console import listening
from audiobrief.errors import AudioFileError, OutdatedError

if TYPE_CHECKING:
    from audiobrief.config import Settings
    from audiobrief.publish.lines import Wording
    from audiobrief.publish.match import Difference, Match


def compare(file: Path, source: str, settings: Settings, *, as_json: bool) -> None:
    """Print what is new, gone or changed in the article; raises OutdatedError if anything is."""
    from audiobrief.publish.match import Kind, matched

    brief = _held(file)
    match = matched(brief, _asked(source, settings))
    if as_json:
        show(_row(file, source, match))
    else:
        for line in _lines(match):
            typer.echo(line)
    if match.whole:
        return
    counts = ", ".join(f"{match.count(kind)} {kind}" for kind in Kind)
    headline = "another headline; " if match.headline else ""
    raise OutdatedError(
        f"{file}: no longer matches {source} ({headline}sentences: {counts}); make it again"
    )


def _held(file: Path) -> Wording:
    """What a brief says by its tags, else by the transcript beside it."""
    from audiobrief.publish.lines import read_transcript
    from audiobrief.publish.sidecar import Sidecar, sidecar_path
    from audiobrief.publish.told import read_wording

    if file.suffix.lower() == ".json":
        return read_transcript(file)
    if wording := read_wording(file) or _split(file):
        return wording
    beside = sidecar_path(file, Sidecar.JSON)
    if beside.is_file():
        return read_transcript(beside)
    raise AudioFileError(
        f"{file}: holds no text in its tags, and no {beside.name} lies beside it; make it again"
    )


def _split(file: Path) -> Wording | None:
    """What is said by the untimed text in the tags, sentence by sentence."""
    from audiobrief.publish.lines import Wording, even
    from audiobrief.publish.told import read_told
    from audiobrief.segment import split_sentences

    told = read_told(file)
    paragraphs = (told.text or "").splitlines()
    sentences = tuple(even(part) for text in paragraphs for part in split_sentences(text))
    return Wording(headline=told.tags.title, sentences=sentences) if sentences else None


def _asked(source: str, settings: Settings) -> Wording:
    """What a brief made now would say."""
    from audiobrief.pipeline import make_article, make_utterances
    from audiobrief.publish.lines import Wording

    with listening(quiet=False) as listener:
        article = make_article(read_source(source), settings, listener)
    sentences = tuple(each.sentence.text for each in make_utterances(article, settings))
    return Wording(headline=article.headline, sentences=sentences)


def _row(file: Path, source: str, match: Match) -> dict[str, object]:
    return {
        "mp3": str(file) if file.suffix == ".mp3" else None,
        "file": str(file),
        "source": source,
        "matches": match.whole,
        "headline": _change(match.headline) if match.headline else None,
        "sentences": [{"kind": each.kind, **_change(each)} for each in match.differences],
    }


def _change(difference: Difference) -> dict[str, str | None]:
    return {"before": difference.before, "after": difference.after}


def _lines(match: Match) -> list[str]:
    if match.whole:
        return ["matches"]
    lines = ["headline: changed" if match.headline else "headline: the same"]
    # A headline is mostly read too, and then it is one of the sentences.
    silent = match.headline if match.headline not in match.differences else None
    for each in [*filter(None, [silent]), *match.differences]:
        if each.before is not None:
            lines.append(f"{'changed' if each.after is not None else 'gone':<8} - {each.before}")
        if each.after is not None:
            lines.append(f"{'' if each.before is not None else 'new':<8} + {each.after}")
    return lines
