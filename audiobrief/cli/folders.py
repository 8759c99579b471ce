"""`audiobrief feed`, `index` and `embed`: what a folder of briefs needs on the web."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audiobrief.cli.edge import AsJson, LabelLanguage, show
from audiobrief.config import load_settings
from audiobrief.errors import ConfigError, FeedError, SourceError

if TYPE_CHECKING:
    from audiobrief.publish.feed import Show

TITLE = "Artikel zum Hören"
DESCRIPTION = "Artikel, vorgelesen von einer synthetischen Stimme."
AUTHOR = "audiobrief"
"""What a feed says of itself where nothing is given."""
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Where the folder is on the web.")]
Folder = Annotated[
    Path | None,
    typer.Argument(metavar="[FOLDER]", help="The briefs.  [default: output]", show_default=False),
]


def feed(
    folder: Annotated[
        str | None,
        typer.Argument(metavar="[FOLDER|FILE]", help="The briefs, or with --check a feed or -."),
    ] = None,
    *,
    base_url: BaseUrl = None,
    title: Annotated[str, typer.Option("--title", help="The show's name.")] = TITLE,
    description: Annotated[
        str, typer.Option("--description", help="What the show is.")
    ] = DESCRIPTION,
    author: Annotated[str, typer.Option("--author", help="Who makes the show.")] = AUTHOR,
    email: Annotated[str | None, typer.Option("--email", help="Whom directories write to.")] = None,
    website: Annotated[str | None, typer.Option("--website", help="The show's page.")] = None,
    image: Annotated[
        str | None, typer.Option("--image", help="Artwork: a file in the folder or an address.")
    ] = None,
    category: Annotated[
        str, typer.Option("--category", help="One of Apple's, and one below it.")
    ] = "News/Daily News",
    explicit: Annotated[bool, typer.Option("--explicit", help="Not for children.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Say what directories will reject in a feed.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the podcast feed of a folder of briefs, or check any feed."""
    if check:
        _check(folder or "-", as_json=as_json)
        return
    if base_url is None:
        raise ConfigError("a feed needs the folder's address: give it with --base-url")
    from audiobrief.publish.feed import Show
    from audiobrief.publish.feed.artwork import artwork_fault

    place = Path(folder) if folder else load_settings().output
    show_ = Show(
        title=title,
        base_url=base_url,
        description=description,
        author=author,
        email=email,
        website=website,
        image=image,
        category=tuple(part.strip() for part in category.split("/")),
        explicit=explicit,
    )
    if image and (fault := artwork_fault(image, place)):
        typer.echo(f"audiobrief: {fault}", err=True)
    write_feed(place, show_, as_json=as_json)


def write_feed(place: Path, show_: Show, *, as_json: bool, quiet: bool = False) -> None:
    """Write the podcast feed of a folder, and tell of it."""
    from audiobrief.publish.episodes import read_folder
    from audiobrief.publish.feed import feed

    shelf = read_folder(place)
    for mp3 in shelf.foreign:
        typer.echo(f"audiobrief: {mp3}: is no brief of ours and left out", err=True)
    path = _write(place, show_.file_name, feed(shelf.episodes, show_))
    if as_json or not quiet:
        _tell(path, len(shelf.episodes), as_json=as_json)


def index(
    folder: Folder = None,
    *,
    title: Annotated[str | None, typer.Option("--title", help="The page's heading.")] = None,
    labels: LabelLanguage = None,
    as_json: AsJson = False,
) -> None:
    """Write a page of all briefs in a folder, newest first, playable in place."""
    from audiobrief.publish.episodes import read_folder
    from audiobrief.publish.web.index_page import index_page

    settings = load_settings(output=folder, labels=labels)
    shelf = read_folder(settings.output)
    page = index_page(shelf.episodes, title=title, labels=settings.labels)
    path = _write(settings.output, "index.html", page.encode())
    _tell(path, len(shelf.episodes), as_json=as_json)


def embed(folder: Folder = None, *, as_json: AsJson = False) -> None:
    """Write the player's script, for the pages of a newsroom's own site."""
    from audiobrief.publish.web.assets import player_script

    place = load_settings(output=folder).output
    path = _write(place, "audio-brief.js", player_script().encode())
    if as_json:
        show({"file": str(path)})
        return
    typer.echo(path)


def _check(name: str, *, as_json: bool) -> None:
    from audiobrief.publish.feed.check import check
    from audiobrief.publish.feed.finding import Severity

    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise SourceError(f"{name}: cannot be read ({error.strerror}); check its name") from error
    findings = check(data)
    for finding in findings:
        if as_json:
            show({"line": finding.line, "severity": finding.severity, "message": finding.message})
        else:
            typer.echo(f"{finding.severity}, line {finding.line}: {finding.message}")
    if errors := sum(finding.severity is Severity.ERROR for finding in findings):
        raise FeedError(f"{name}: directories will reject this feed for {errors} fault(s)")
    if not findings and not as_json:
        typer.echo(f"{name}: no fault found")


def _write(folder: Path, name: str, content: bytes) -> Path:
    from audiobrief.publish.write import write_whole

    return write_whole(folder, [name], content, lambda _older: True)


def _tell(path: Path, count: int, *, as_json: bool) -> None:
    if as_json:
        show({"file": str(path), "briefs": count})
    else:
        typer.echo(f"{path}  {count} brief(s)")
