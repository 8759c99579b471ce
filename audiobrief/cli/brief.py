"""`audiobrief make`: articles in, MP3 files out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Annotated

import typer

from audiobrief.cli.edge import AsJson, Offline, Sources, as_line, each, level
from audiobrief.cli.options import Intro, Outro, Quiet, Spoken, Wanted, asking, given
from audiobrief.cli.repeats import Repeats
from audiobrief.config import Settings
from audiobrief.console import hint, listening
from audiobrief.errors import ConfigError
from audiobrief.model import Brief, Cue, Source

NATURAL = (
    "the embedded voice speaks; for a natural one: audiobrief voices install kokoro-klara "
    "(audiobrief voices use NAME chooses a voice and ends this line)"
)
"""Said until a voice is chosen; none is changed without the user's word."""


@asking
def make(
    sources: Sources,
    *,
    wanted: Wanted,
    intro: Intro = None,
    outro: Outro = None,
    as_json: AsJson = False,
    spoken: Spoken = False,
    quiet: Quiet = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", help="Make so many briefs at a time.", show_default=False),
    ] = None,
    stream: Annotated[
        bool, typer.Option("--stream", help="Write an MP3 to standard output while it is spoken.")
    ] = False,
    offline: Offline = None,
) -> None:
    """Make a spoken brief of each source."""
    from audiobrief.publish.filename import named_format

    repeats = Repeats()
    settings = wanted.settings(frame=given(intro=intro, outro=outro), offline=offline)
    if stream:
        from audiobrief.cli import streaming

        others = {"--json": as_json, "--spoken": spoken, "--jobs": jobs}
        streaming.stream(sources, settings, wanted.files | others, quiet=quiet)
        return
    if len(sources) > 1 and named_format(settings.output, settings.encoding.format):
        raise ConfigError(
            f"{settings.output} is one file for {len(sources)} sources: give a folder"
        )
    repeats.begin(sources, settings)
    if settings.voice is None and not quiet and hint(NATURAL):
        repeats.doubt()

    with _making(sources, settings, jobs, repeats, quiet=quiet) as made:

        def act(source: Source) -> None:
            brief = made(source)
            if as_json:
                lines = [as_line(row(brief))]
            else:
                lines = [] if quiet else _lines(brief, spoken=spoken)
            for line in lines:
                typer.echo(line)
            repeats.note(brief, lines)

        each(sources, act, as_json=as_json)


@contextmanager
def _making(
    names: list[str], settings: Settings, jobs: int | None, repeats: Repeats, *, quiet: bool
) -> Iterator[Callable[[Source], Brief]]:
    """What gives the brief of each source in turn: made here, or by processes that are ahead."""
    from audiobrief.pipeline import make_brief

    def here(source: Source) -> Brief:
        with listening(quiet=quiet) as listener:
            return make_brief(source, settings, repeats.hearing(listener))

    jobs = _jobs(names, settings, jobs)
    if jobs == 1:
        yield here
        return
    from audiobrief.batch import make_briefs

    sources = (Source(name=name) for name in names)
    with (
        listening(quiet=quiet) as listener,
        closing(make_briefs(sources, settings, listener, jobs=jobs)) as outcomes,
    ):
        yield lambda _source: next(outcomes).result()


def _jobs(names: list[str], settings: Settings, wanted: int | None) -> int:
    if wanted is not None and wanted < 1:
        raise ConfigError(f"--jobs is {wanted}; give 1 or more")
    if len(names) == 1 or "-" in names:  # standard input is this process's
        return 1
    if wanted is None:
        from audiobrief.batch import jobs_for

        wanted = jobs_for(settings)
    return min(wanted, len(names))


def tell_brief(brief: Brief, *, spoken: bool) -> None:
    """Print where a brief is, and its marker; what is spoken before, if asked."""
    for line in _lines(brief, spoken=spoken):
        typer.echo(line)


def _lines(brief: Brief, *, spoken: bool) -> list[str]:
    said = [cue.utterance.text for cue in brief.cues] if spoken else []
    return [*said, f"{brief.mp3}  {brief.marker}", *map(str, brief.beside)]


def row(brief: Brief) -> dict[str, object]:
    """What `--json` tells of a brief."""
    article = brief.article
    return {
        "source": article.source,
        "mp3": str(brief.mp3) if brief.mp3.suffix == ".mp3" else None,
        "file": str(brief.mp3),
        "beside": [str(path) for path in brief.beside],
        "duration": round(brief.duration, 6),
        "marker": brief.marker,
        "headline": article.headline,
        "outlet": article.outlet,
        "cut_short": article.cut_short,
        "loudness": level(brief.loudness),
        "sentences": [
            {
                "role": cue.utterance.sentence.role,
                "text": cue.utterance.sentence.text,
                "spoken": cue.utterance.text,
                "start": round(cue.start, 6),
                "end": round(cue.end, 6),
                "words": _words(cue) if cue.words else [],
            }
            for cue in brief.cues
        ],
    }


def _words(cue: Cue) -> list[dict[str, object]]:
    from audiobrief.publish.words import heard

    return [
        {
            "spoken": word.spoken,
            "printed": word.printed,
            "start": round(word.start, 6),
            "end": round(word.end, 6),
        }
        for word in heard(cue, cue.utterance.sentence.text)
    ]
