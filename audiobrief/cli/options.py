"""The options of the commands that make a brief."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audiobrief.choices import Extra

Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="The folder for the MP3, or a file: brief.wav.  [default: output]",
    ),
]
AudioFormat = Annotated[
    str | None, typer.Option("--format", "-f", help="mp3, wav, flac, opus or ogg.")
]
Preset = Annotated[str | None, typer.Option("--preset", help="podcast, podcast-stereo or web.")]
BitRate = Annotated[
    str | None, typer.Option("--bit-rate", help="kbit/s of an MP3: 64, 96, 128 ... or vbr.")
]
Voice = Annotated[
    str | None, typer.Option("--voice", "-v", help="Who speaks; see `audiobrief voices`.")
]
Fallback = Annotated[
    str | None,
    typer.Option("--fallback", help="Who reads the whole article if the voice fails."),
]
Rate = Annotated[
    str | None,
    typer.Option(
        "--rate",
        "-r",
        help="Pace as a factor on a newsreader's (1.5 is faster), in syllables a second "
        "(4.9syl) or words a minute (150wpm).",
    ),
]
Profile = Annotated[
    str | None,
    typer.Option("--profile", "-p", help="How is read: news, calm, fast or one of yours."),
]
Intro = Annotated[
    str | None,
    typer.Option("--intro", help="Said first; {outlet}, {headline}, {date}, {source} go in."),
]
Outro = Annotated[str | None, typer.Option("--outro", help="Said last, the same.")]
Opening = Annotated[
    str | None, typer.Option("--opening", metavar="FILE", help="A sound heard first.")
]
Closing = Annotated[
    str | None, typer.Option("--closing", metavar="FILE", help="A sound heard last.")
]
Bed = Annotated[str | None, typer.Option("--bed", metavar="FILE", help="Music below the speech.")]
Cover = Annotated[
    str | None,
    typer.Option("--cover", metavar="FILE", help="A picture in the MP3; or drawn, or page."),
]
Fit = Annotated[
    str | None,
    typer.Option("--fit", metavar="MM:SS", help="Make it last exactly so long."),
]
Page = Annotated[bool, typer.Option("--page", help="Write a player page too.")]
SingleFile = Annotated[
    bool, typer.Option("--single-file", help="Write the page with the MP3 inside.")
]
Captions = Annotated[bool, typer.Option("--captions", help="Write captions too: WebVTT and SRT.")]
Transcript = Annotated[
    bool, typer.Option("--transcript", help="Write transcripts too: text, HTML, JSON.")
]
Epub = Annotated[bool, typer.Option("--epub", help="Write a talking book too.")]
Spoken = Annotated[
    bool, typer.Option("--spoken", help="Print every sentence as the voice is given it.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors and JSON.")]
IgnoreEmbargo = Annotated[
    bool | None,
    typer.Option(
        "--ignore-embargo",
        help="Let texts under embargo go to voices on a server.",
        show_default=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", help="Make so many briefs at a time.", show_default=False),
]


def given(**values: str | None) -> dict[str, str] | None:
    """Those of the values that there are; None where there are none."""
    return {name: value for name, value in values.items() if value is not None} or None


def extras(
    *, page: bool, single_file: bool, captions: bool, transcript: bool, epub: bool
) -> list[Extra] | None:
    """The files to be made beside the sound; None where none is asked for."""
    asked = {
        Extra.PAGE: page,
        Extra.SINGLE_FILE: single_file,
        Extra.CAPTIONS: captions,
        Extra.TRANSCRIPT: transcript,
        Extra.EPUB: epub,
    }
    return [extra for extra, wanted in asked.items() if wanted] or None
