"""`audiobrief watch`: feeds in, a brief of every new entry out."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Annotated

import typer

from audiobrief.cli.brief import NATURAL, row, tell_brief
from audiobrief.cli.edge import AsJson, faults_told, show, tell
from audiobrief.cli.folders import AUTHOR, DESCRIPTION, TITLE, BaseUrl, write_feed
from audiobrief.cli.options import Intro, Outro, Quiet, Wanted, asking, given
from audiobrief.config import Settings
from audiobrief.console import hint, listening
from audiobrief.errors import AudiobriefError, ConfigError, OfflineError
from audiobrief.model import Brief, Source

if TYPE_CHECKING:
    from audiobrief.publish.feed import Show
    from audiobrief.watch import Notes, Outcome, Pace, Rules

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SHORTEST, _LONGEST = 60, 30 * 86_400
"""Seconds between two rounds."""


@asking
def watch(
    feeds: Annotated[
        list[str],
        typer.Argument(
            metavar="FEED", help="The address of an RSS or Atom feed.", show_default=False
        ),
    ],
    *,
    once: Annotated[bool, typer.Option("--once", help="Ask each feed once, and end.")] = False,
    every: Annotated[
        str, typer.Option("--every", metavar="TIME", help="Ask so often: 15m, 2h.")
    ] = "15m",
    limit: Annotated[
        int, typer.Option("--limit", help="Make so many briefs of a feed that is new.")
    ] = 5,
    base_url: BaseUrl = None,
    title: Annotated[
        str | None,
        typer.Option("--title", help="The show's name.", show_default=False),
    ] = None,
    wanted: Wanted,
    intro: Intro = None,
    outro: Outro = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Make a spoken brief of every new entry of feeds."""
    from audiobrief.watch import Pace, Rules, noted

    settings = wanted.settings(frame=given(intro=intro, outro=outro))
    _check(settings, limit)
    pause, show_ = _seconds(every), _show(base_url, title)
    if settings.voice is None and not quiet:
        hint(NATURAL)
    pace = Pace()
    rules = Rules(limit=limit, allow_private=settings.allow_private)
    with noted(settings.output) as notes:
        while True:
            failed = _round(feeds, notes, pace, settings, rules, as_json=as_json, quiet=quiet)
            _publish(notes, settings, show_, as_json=as_json, quiet=quiet)
            if once:
                break
            time.sleep(pause)
    if failed:
        raise typer.Exit(failed.exit_code)


def _round(
    feeds: list[str],
    notes: Notes,
    pace: Pace,
    settings: Settings,
    rules: Rules,
    *,
    as_json: bool,
    quiet: bool,
) -> AudiobriefError | None:
    """Ask all feeds once and tell what came of it; gives the first failure."""
    from audiobrief.pipeline import make_brief
    from audiobrief.watch import run

    def make(source: Source) -> Brief:
        with faults_told(), listening(quiet=quiet) as listener:
            return make_brief(source, settings, listener)

    failed: AudiobriefError | None = None
    for outcome in run(feeds, notes, make, pace, rules):
        failed = failed or outcome.fault
        _tell(outcome, as_json=as_json, quiet=quiet)
    return failed


def _tell(outcome: Outcome, *, as_json: bool, quiet: bool) -> None:
    if fault := outcome.fault:
        tell(fault)
        if as_json:
            show({"source": outcome.source, "error": str(fault), "exit_code": fault.exit_code})
    if outcome.brief:
        if as_json:
            show(row(outcome.brief))
        elif not quiet:
            tell_brief(outcome.brief, spoken=False)


def _publish(
    notes: Notes, settings: Settings, show_: Show | None, *, as_json: bool, quiet: bool
) -> None:
    """The podcast feed, where there are briefs that it has not."""
    if show_ is not None and notes.unpublished:
        write_feed(settings.output, show_, as_json=as_json, quiet=quiet)
        notes.unpublished = False
        notes.save()


def _check(settings: Settings, limit: int) -> None:
    from audiobrief.publish.filename import named_format

    if settings.offline:
        raise OfflineError("feeds are not asked while offline; leave the setting `offline` out")
    if named_format(settings.output, settings.encoding.format):
        raise ConfigError(f"{settings.output} is one file for all briefs: give a folder")
    if limit < 0:
        raise ConfigError(f"--limit is {limit}; give 0 or more")


def _seconds(text: str) -> int:
    """A time such as 15m in seconds."""
    found = re.fullmatch(r"(\d{1,9})([smhd])", text.strip().lower(), re.ASCII)
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if not _SHORTEST <= seconds <= _LONGEST:
        raise ConfigError(f"--every is {text!r}; give 1m to 30d, as in 15m or 2h")
    return seconds


def _show(base_url: str | None, title: str | None) -> Show | None:
    from audiobrief.publish.feed import Show, feed

    if base_url is None:
        if title is not None:
            raise ConfigError("--title is for the podcast feed; give --base-url too")
        return None
    show_ = Show(title=title or TITLE, base_url=base_url, description=DESCRIPTION, author=AUTHOR)
    feed((), show_)  # tells what is wrong with the address before anything is made
    return show_
