"""`audiobrief make`: articles in, MP3 files out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import typer

from audiobrief.cli.edge import (
    AllowPrivate,
    AsJson,
    Gender,
    LabelLanguage,
    Lexicon,
    Offline,
    Sources,
    each,
    level,
    show,
)
from audiobrief.cli.options import (
    AudioFormat,
    Bed,
    BitRate,
    Captions,
    Closing,
    Cover,
    Epub,
    Fallback,
    Fit,
    IgnoreEmbargo,
    Intro,
    Jobs,
    Opening,
    Output,
    Outro,
    Page,
    Preset,
    Profile,
    Quiet,
    Rate,
    SingleFile,
    Spoken,
    Transcript,
    Voice,
    extras,
    given,
)
from audiobrief.config import Settings, load_settings
from audiobrief.console import hint, listening
from audiobrief.errors import ConfigError
from audiobrief.model import Brief, Source

NATURAL = (
    "the embedded voice speaks; for a natural one: audiobrief voices install kokoro-klara "
    "(audiobrief voices use NAME chooses a voice and ends this line)"
)
"""Said until a voice is chosen; none is changed without the user's word."""


def make(
    sources: Sources,
    *,
    output: Output = None,
    audio_format: AudioFormat = None,
    preset: Preset = None,
    bit_rate: BitRate = None,
    voice: Voice = None,
    fallback: Fallback = None,
    rate: Rate = None,
    profile: Profile = None,
    intro: Intro = None,
    outro: Outro = None,
    opening: Opening = None,
    closing: Closing = None,
    bed: Bed = None,
    cover: Cover = None,
    fit: Fit = None,
    lexicon: Lexicon = None,
    gender: Gender = None,
    page: Page = False,
    single_file: SingleFile = False,
    captions: Captions = False,
    transcript: Transcript = False,
    epub: Epub = False,
    labels: LabelLanguage = None,
    as_json: AsJson = False,
    spoken: Spoken = False,
    quiet: Quiet = False,
    jobs: Jobs = None,
    offline: Offline = None,
    allow_private: AllowPrivate = None,
    ignore_embargo: IgnoreEmbargo = None,
) -> None:
    """Make a spoken brief of each source."""
    from audiobrief.publish.filename import named_format

    settings = load_settings(
        frame=given(intro=intro, outro=outro, opening=opening, closing=closing, bed=bed),
        extras=extras(
            page=page,
            single_file=single_file,
            captions=captions,
            transcript=transcript,
            epub=epub,
        ),
        labels=labels,
        output=output,
        preset=preset,
        encoding=given(format=audio_format, bit_rate=bit_rate),
        voice=voice,
        fallback=fallback,
        profile=profile,
        rate=rate,
        cover=cover,
        fit=fit,
        lexicon=lexicon,
        gender=gender,
        offline=offline,
        allow_private=allow_private,
        ignore_embargo=ignore_embargo,
    )
    if len(sources) > 1 and named_format(settings.output, settings.encoding.format):
        raise ConfigError(
            f"{settings.output} is one file for {len(sources)} sources: give a folder"
        )
    if settings.voice is None and not quiet:
        hint(NATURAL)

    with _making(sources, settings, jobs, quiet=quiet) as made:

        def act(source: Source) -> None:
            brief = made(source)
            if as_json:
                show(row(brief))
            elif not quiet:
                tell_brief(brief, spoken=spoken)

        each(sources, act, as_json=as_json)


@contextmanager
def _making(
    names: list[str], settings: Settings, jobs: int | None, *, quiet: bool
) -> Iterator[Callable[[Source], Brief]]:
    """What gives the brief of each source in turn: made here, or by processes that are ahead."""
    from audiobrief.pipeline import make_brief

    def here(source: Source) -> Brief:
        with listening(quiet=quiet) as listener:
            return make_brief(source, settings, listener)

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
    if spoken:
        for cue in brief.cues:
            typer.echo(cue.utterance.text)
    typer.echo(f"{brief.mp3}  {brief.marker}")
    for path in brief.beside:
        typer.echo(str(path))


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
            }
            for cue in brief.cues
        ],
    }
