"""`audiobrief clean`, `segment` and `normalise`: what each stage hands to the next."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

import typer

from audiobrief.cli.edge import (
    AllowPrivate,
    AsJson,
    Gender,
    Lexicon,
    Offline,
    Sources,
    each,
    read_source,
    show,
)
from audiobrief.config import load_settings
from audiobrief.console import listening, side_by_side
from audiobrief.errors import SourceError
from audiobrief.model import Article, Embargo, Source

File = Annotated[
    str, typer.Argument(metavar="[FILE|-]", help="A text file in UTF-8.", show_default=False)
]


def clean(
    sources: Sources,
    *,
    as_json: AsJson = False,
    dropped: Annotated[
        bool, typer.Option("--dropped", help="Show what is left out too, and why.")
    ] = False,
    offline: Offline = None,
    allow_private: AllowPrivate = None,
) -> None:
    """Print each article as it will be read: kicker, headline, lead and body, a line each."""
    from audiobrief.pipeline import make_article

    settings = load_settings(offline=offline, allow_private=allow_private)

    def act(source: Source) -> None:
        with listening(quiet=False) as listener:
            article = make_article(source, settings, listener)
        if as_json:
            show(_row(article))
            return
        typer.echo("\n\n".join(_passages(article)) + "\n")
        if dropped:
            for piece in article.dropped:
                typer.echo(f"- {piece.why}: {piece.text}")

    each(sources, act, as_json=as_json)


def segment(file: File = "-") -> None:
    """Print one sentence a line; an empty line stands between paragraphs."""
    from audiobrief.segment import split_sentences

    separator = ""
    for line in _lines(file):
        if line.strip():
            typer.echo(separator + "\n".join(split_sentences(line)))
            separator = "\n"


def normalise(
    file: File = "-",
    *,
    explained: Annotated[
        bool, typer.Option("--explain", help="Show each change: before, after, and its rule.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show printed and spoken text side by side.")
    ] = False,
    article: Annotated[
        bool,
        typer.Option("--article", help="Read an article, as make does, not lines of text."),
    ] = False,
    voice: Annotated[
        str | None,
        typer.Option("--voice", "-v", help="Use the lexicon of this voice.", show_default=False),
    ] = None,
    as_json: AsJson = False,
    lexicon: Lexicon = None,
    gender: Gender = None,
    offline: Offline = None,
    allow_private: AllowPrivate = None,
) -> None:
    """Print every sentence, one a line, in the words a newsreader says."""
    from audiobrief.cli.readings import of_article, of_lines

    settings = load_settings(
        lexicon=lexicon, gender=gender, voice=voice, offline=offline, allow_private=allow_private
    )
    if article:
        from audiobrief.pipeline import make_article

        with listening(quiet=False) as listener:
            found = make_article(read_source(file), settings, listener)
        readings = of_article(found, settings)
    else:
        readings = of_lines(_lines(file), settings, voice)
    if diff and not as_json:
        side_by_side((reading.text, reading.spoken) for reading in readings)
        return
    for reading in readings:
        if as_json:
            show(reading.row())
        elif explained:
            for change in reading.changes:
                typer.echo(f"{change.before}\t{change.after}\t{change.rule}")
        else:
            typer.echo(reading.spoken)


def _lines(file: str) -> Iterator[str]:
    try:
        if file == "-":
            yield from (line.rstrip("\r\n") for line in sys.stdin)
        else:
            with open(file, encoding="utf-8") as text:  # noqa: PTH123 - a name, not a Path
                yield from (line.rstrip("\r\n") for line in text)
    except OSError as error:
        raise SourceError(f"{file}: cannot be read ({error.strerror}); check its name") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{file}: is not UTF-8 text; convert it first") from error


def _passages(article: Article) -> Iterator[str]:
    for text in (article.kicker, article.headline, article.lead):
        if text:
            yield text
    for passage in article.body:
        yield passage.text


def _iso(published: date | None) -> str | None:
    if isinstance(published, datetime):
        return published.isoformat(timespec="minutes")
    return published.isoformat() if published else None


def _embargo(embargo: Embargo | None) -> dict[str, str | None] | None:
    return {"notice": embargo.notice, "until": _iso(embargo.until)} if embargo else None


def _row(article: Article) -> dict[str, object]:
    return {
        "source": article.source,
        "kicker": article.kicker,
        "headline": article.headline,
        "lead": article.lead,
        "body": [{"role": p.role, "text": p.text} for p in article.body],
        "published": _iso(article.published),
        "outlet": article.outlet,
        "byline": article.byline,
        "authors": list(article.authors),
        "credit": article.credit,
        "url": article.url,
        "cut_short": article.cut_short,
        "embargo": _embargo(article.embargo),
        "dropped": [{"text": d.text, "why": d.why} for d in article.dropped],
    }
