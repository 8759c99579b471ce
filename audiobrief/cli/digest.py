"""`audiobrief digest`: several articles in, one episode out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audiobrief.choices import Edition
from audiobrief.cli.brief import NATURAL, row, tell_brief
from audiobrief.cli.edge import AsJson, Offline, read_source, show
from audiobrief.cli.options import Quiet, Spoken, Wanted, asking, given
from audiobrief.console import hint, listening
from audiobrief.errors import ConfigError, SourceError
from audiobrief.events import Event, SourceLeftOut
from audiobrief.model import Brief, Source

if TYPE_CHECKING:
    from audiobrief.events import Listener

TITLE = "Der Überblick"
LARGEST = 1_000_000
"""Bytes of a list of sources."""


@asking
def digest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="A file of pasted text, an HTML file, a web address, or - for standard input; "
            "the most important first.",
            show_default=False,
        ),
    ] = None,
    *,
    title: Annotated[str, typer.Option("--title", help="The episode's name.")] = TITLE,
    day: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="DATE", help="Its date: 2026-11-24, with a time if wanted.  [now]"
        ),
    ] = None,
    lists: Annotated[
        list[Path] | None,
        typer.Option(
            "--from", metavar="FILE", help="More sources, one a line.", show_default=False
        ),
    ] = None,
    keep_duplicates: Annotated[
        bool, typer.Option("--keep-duplicates", help="Read all reports of one event.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Make nothing if a source has no article.")
    ] = False,
    wanted: Wanted,
    intro: Annotated[
        str | None,
        typer.Option("--intro", help="Said behind the title; {weekday}, {date} go in."),
    ] = None,
    outro: Annotated[
        str | None, typer.Option("--outro", help="Said last; {title}, {sources} go in.")
    ] = None,
    as_json: AsJson = False,
    spoken: Spoken = False,
    quiet: Quiet = False,
    offline: Offline = None,
) -> None:
    """Make one spoken episode of several articles."""
    from audiobrief.pipeline import make_digest

    settings = wanted.settings(briefing=given(intro=intro, outro=outro), offline=offline)
    edition = Edition(
        title=_title(title),
        published=_date(day),
        keep_duplicates=keep_duplicates,
        strict=strict,
    )
    found = _sources([*(sources or ()), *_listed(lists or ())])
    if settings.voice is None and not quiet:
        hint(NATURAL)
    left_out: list[SourceLeftOut] = []
    with listening(quiet=quiet) as listener:
        brief = make_digest(found, edition, settings, _noting(left_out, listener))
    if as_json:
        show(_row(brief, left_out))
    elif not quiet:
        tell_brief(brief, spoken=spoken)


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not any(map(str.isalnum, title)):
        raise ConfigError(f"title is {text!r}; give one with words in it")
    return title


def _date(text: str | None) -> date:
    if text is None:
        return datetime.now().astimezone().replace(second=0, microsecond=0)
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError) as error:
        raise ConfigError(
            f"date is {text!r}; give one as 2026-11-24 or 2026-11-24T06:30"
        ) from error


def _listed(files: Iterable[Path]) -> Iterator[str]:
    """The sources in files, one a line; empty lines and those that start with # are none."""
    for file in files:
        try:
            with file.open("rb") as stream:
                text = stream.read(LARGEST).decode("utf-8-sig")
        except OSError as error:
            raise SourceError(
                f"{file}: cannot be read ({error.strerror}); check its name"
            ) from error
        except UnicodeDecodeError as error:
            raise SourceError(f"{file}: is no UTF-8 text; give a list of sources") from error
        lines = (line.strip() for line in text.splitlines())
        yield from (line for line in lines if line and not line.startswith("#"))


def _sources(names: list[str]) -> list[Source]:
    if not names:
        raise typer.BadParameter("no source is named; give one, or a list with --from")
    if names.count("-") > 1:
        raise typer.BadParameter("- is named twice; standard input can be read once")
    return [read_source(name) for name in names]


def _noting(left_out: list[SourceLeftOut], listener: Listener) -> Listener:
    def hear(event: Event) -> None:
        if isinstance(event, SourceLeftOut):
            left_out.append(event)
        listener(event)

    return hear


def _row(brief: Brief, left_out: Iterable[SourceLeftOut]) -> dict[str, object]:
    about = {name: value for name, value in row(brief).items() if name != "source"}
    articles = [
        {
            "source": article.source,
            "headline": article.headline,
            "outlet": article.outlet,
            "url": article.url,
            "published": article.published.isoformat() if article.published else None,
            "passages": len(article.body),
        }
        for article in brief.article.articles
    ]
    absent = [
        {
            "source": event.source,
            "why": event.why,
            "message": event.message,
            "other": event.other,
            "likeness": None if event.likeness is None else round(event.likeness, 3),
        }
        for event in left_out
    ]
    return {**about, "articles": articles, "left_out": absent}
