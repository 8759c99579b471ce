"""`audiobrief make`: articles in, MP3 files out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audiobrief.choices import Extra
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
from audiobrief.config import load_settings
from audiobrief.console import hint, listening
from audiobrief.errors import ConfigError
from audiobrief.model import Brief, Source
from audiobrief.pipeline import make_brief
from audiobrief.publish.filename import named_format

NATURAL = (
    "the embedded voice speaks; for a natural one: audiobrief voices install kokoro-klara "
    "(audiobrief voices use NAME chooses a voice and ends this line)"
)
"""Said until a voice is chosen; none is changed without the user's word."""


def make(
    sources: Sources,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="The folder for the MP3, or a file: brief.wav.  [default: output]",
        ),
    ] = None,
    audio_format: Annotated[
        str | None, typer.Option("--format", "-f", help="mp3, wav, flac, opus or ogg.")
    ] = None,
    preset: Annotated[
        str | None, typer.Option("--preset", help="podcast, podcast-stereo or web.")
    ] = None,
    bit_rate: Annotated[
        str | None, typer.Option("--bit-rate", help="kbit/s of an MP3: 64, 96, 128 ... or vbr.")
    ] = None,
    voice: Annotated[
        str | None, typer.Option("--voice", "-v", help="Who speaks; see `audiobrief voices`.")
    ] = None,
    fallback: Annotated[
        str | None,
        typer.Option("--fallback", help="Who reads the whole article if the voice fails."),
    ] = None,
    rate: Annotated[
        str | None,
        typer.Option(
            "--rate",
            "-r",
            help="Pace as a factor on a newsreader's (1.5 is faster), in syllables a second "
            "(4.9syl) or words a minute (150wpm).",
        ),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option("--profile", "-p", help="How is read: news, calm, fast or one of yours."),
    ] = None,
    intro: Annotated[
        str | None,
        typer.Option("--intro", help="Said first; {outlet}, {headline}, {date}, {source} go in."),
    ] = None,
    outro: Annotated[str | None, typer.Option("--outro", help="Said last, the same.")] = None,
    opening: Annotated[
        str | None, typer.Option("--opening", metavar="FILE", help="A sound heard first.")
    ] = None,
    closing: Annotated[
        str | None, typer.Option("--closing", metavar="FILE", help="A sound heard last.")
    ] = None,
    bed: Annotated[
        str | None, typer.Option("--bed", metavar="FILE", help="Music below the speech.")
    ] = None,
    fit: Annotated[
        str | None,
        typer.Option("--fit", metavar="MM:SS", help="Make it last exactly so long."),
    ] = None,
    lexicon: Lexicon = None,
    gender: Gender = None,
    page: Annotated[bool, typer.Option("--page", help="Write a player page too.")] = False,
    single_file: Annotated[
        bool, typer.Option("--single-file", help="Write the page with the MP3 inside.")
    ] = False,
    captions: Annotated[
        bool, typer.Option("--captions", help="Write captions too: WebVTT and SRT.")
    ] = False,
    transcript: Annotated[
        bool, typer.Option("--transcript", help="Write transcripts too: text, HTML, JSON.")
    ] = False,
    epub: Annotated[bool, typer.Option("--epub", help="Write a talking book too.")] = False,
    labels: LabelLanguage = None,
    as_json: AsJson = False,
    spoken: Annotated[
        bool, typer.Option("--spoken", help="Print every sentence as the voice is given it.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print nothing but errors and JSON.")
    ] = False,
    offline: Offline = None,
    allow_private: AllowPrivate = None,
    ignore_embargo: Annotated[
        bool | None,
        typer.Option(
            "--ignore-embargo",
            help="Let texts under embargo go to voices on a server.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Make a spoken brief of each source."""
    asked = {
        Extra.PAGE: page,
        Extra.SINGLE_FILE: single_file,
        Extra.CAPTIONS: captions,
        Extra.TRANSCRIPT: transcript,
        Extra.EPUB: epub,
    }
    frame = {"intro": intro, "outro": outro, "opening": opening, "closing": closing, "bed": bed}
    settings = load_settings(
        frame={name: value for name, value in frame.items() if value is not None} or None,
        extras=[extra for extra, wanted in asked.items() if wanted] or None,
        labels=labels,
        output=output,
        preset=preset,
        encoding={k: v for k, v in (("format", audio_format), ("bit_rate", bit_rate)) if v} or None,
        voice=voice,
        fallback=fallback,
        profile=profile,
        rate=rate,
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

    def act(source: Source) -> None:
        with listening(quiet=quiet) as listener:
            brief = make_brief(source, settings, listener)
        if as_json:
            show(_row(brief))
        elif not quiet:
            _print(brief, spoken=spoken)

    each(sources, act, as_json=as_json)


def _print(brief: Brief, *, spoken: bool) -> None:
    if spoken:
        for cue in brief.cues:
            typer.echo(cue.utterance.text)
    typer.echo(f"{brief.mp3}  {brief.marker}")
    for path in brief.beside:
        typer.echo(str(path))


def _row(brief: Brief) -> dict[str, object]:
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
