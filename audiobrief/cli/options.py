"""The options of the commands that make a brief."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from audiobrief.choices import Extra
from audiobrief.cli.edge import AllowPrivate, Gender, LabelLanguage, Lexicon
from audiobrief.config import Settings, load_settings

Profile = Annotated[
    str | None,
    typer.Option("--profile", "-p", help="How is read: news, calm, fast or one of yours."),
]
Intro = Annotated[
    str | None,
    typer.Option("--intro", help="Said first; {outlet}, {headline}, {date}, {source} go in."),
]
Outro = Annotated[str | None, typer.Option("--outro", help="Said last, the same.")]
Spoken = Annotated[
    bool, typer.Option("--spoken", help="Print every sentence as the voice is given it.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors and JSON.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a command line asks of a brief; what is None or False was not asked for."""

    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="The folder for the MP3, or a file: brief.wav.  [default: output]",
        ),
    ] = None
    audio_format: Annotated[
        str | None, typer.Option("--format", "-f", help="mp3, wav, flac, opus, ogg, m4a or m4b.")
    ] = None
    preset: Annotated[
        str | None, typer.Option("--preset", help="podcast, podcast-stereo or web.")
    ] = None
    bit_rate: Annotated[
        str | None, typer.Option("--bit-rate", help="kbit/s of an MP3: 64, 96, 128 ... or vbr.")
    ] = None
    voice: Annotated[
        str | None, typer.Option("--voice", "-v", help="Who speaks; see `audiobrief voices`.")
    ] = None
    fallback: Annotated[
        str | None,
        typer.Option("--fallback", help="Who reads the whole article if the voice fails."),
    ] = None
    rate: Annotated[
        str | None,
        typer.Option(
            "--rate",
            "-r",
            help="Pace as a factor on a newsreader's (1.5 is faster), in syllables a second "
            "(4.9syl) or words a minute (150wpm).",
        ),
    ] = None
    profile: Profile = None
    opening: Annotated[
        str | None, typer.Option("--opening", metavar="FILE", help="A sound heard first.")
    ] = None
    closing: Annotated[
        str | None, typer.Option("--closing", metavar="FILE", help="A sound heard last.")
    ] = None
    bed: Annotated[
        str | None, typer.Option("--bed", metavar="FILE", help="Music below the speech.")
    ] = None
    cover: Annotated[
        str | None,
        typer.Option("--cover", metavar="FILE", help="A picture in the MP3; or drawn, or page."),
    ] = None
    certificate: Annotated[
        str | None,
        typer.Option("--certificate", metavar="FILE", help="Sign it: certificates in PEM."),
    ] = None
    certificate_key: Annotated[
        str | None,
        typer.Option(
            "--certificate-key", metavar="FILE", help="Their key, if it is in a file of its own."
        ),
    ] = None
    fit: Annotated[
        str | None,
        typer.Option("--fit", metavar="MM:SS", help="Make it last exactly so long."),
    ] = None
    lexicon: Lexicon = None
    gender: Gender = None
    page: Annotated[bool, typer.Option("--page", help="Write a player page too.")] = False
    single_file: Annotated[
        bool, typer.Option("--single-file", help="Write the page with the MP3 inside.")
    ] = False
    captions: Annotated[
        bool, typer.Option("--captions", help="Write captions too: WebVTT and SRT.")
    ] = False
    transcript: Annotated[
        bool, typer.Option("--transcript", help="Write transcripts too: text, HTML, JSON.")
    ] = False
    epub: Annotated[bool, typer.Option("--epub", help="Write a talking book too.")] = False
    labels: LabelLanguage = None
    allow_private: AllowPrivate = None
    ignore_embargo: Annotated[
        bool | None,
        typer.Option(
            "--ignore-embargo",
            help="Let texts under embargo go to voices on a server.",
            show_default=False,
        ),
    ] = None

    def settings(
        self,
        *,
        frame: dict[str, str] | None = None,
        briefing: dict[str, str] | None = None,
        offline: bool | None = None,
    ) -> Settings:
        """The settings of the run, with what the command asks for by itself."""
        sounds = given(opening=self.opening, closing=self.closing, bed=self.bed)
        return load_settings(
            output=self.output,
            preset=self.preset,
            encoding=given(format=self.audio_format, bit_rate=self.bit_rate),
            voice=self.voice,
            fallback=self.fallback,
            profile=self.profile,
            rate=self.rate,
            frame={**(frame or {}), **(sounds or {})} or None,
            briefing=briefing,
            cover=self.cover,
            certificate=self.certificate,
            certificate_key=self.certificate_key,
            fit=self.fit,
            lexicon=self.lexicon,
            gender=self.gender,
            extras=self._extras,
            labels=self.labels,
            offline=offline,
            allow_private=self.allow_private,
            ignore_embargo=self.ignore_embargo,
        )

    @property
    def files(self) -> dict[str, object]:
        """What is asked of the files that are written, by the names of the options."""
        return {"--output": self.output} | {f"--{extra}": True for extra in self._extras or ()}

    @property
    def _extras(self) -> list[Extra] | None:
        asked = {
            Extra.PAGE: self.page,
            Extra.SINGLE_FILE: self.single_file,
            Extra.CAPTIONS: self.captions,
            Extra.TRANSCRIPT: self.transcript,
            Extra.EPUB: self.epub,
        }
        return [extra for extra, wanted in asked.items() if wanted] or None


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """The command with every field of `Wanted` as an option, in place of its parameter `wanted`."""
    options = signature(Wanted, eval_str=True).parameters

    @wraps(command)
    def asked(**values: Any) -> None:  # noqa: ANN401 - options have values of many kinds
        wanted = Wanted(**{name: values.pop(name) for name in options})
        command(wanted=wanted, **values)

    spread: list[Parameter] = []
    for name, parameter in signature(command, eval_str=True).parameters.items():
        spread.extend(options.values() if name == "wanted" else [parameter])
    # typer reads both.
    asked.__signature__ = signature(command).replace(parameters=spread)  # type: ignore[attr-defined]
    asked.__annotations__ = {parameter.name: parameter.annotation for parameter in spread}
    return asked


def given(**values: str | None) -> dict[str, str] | None:
    """Those of the values that there are; None where there are none."""
    return {name: value for name, value in values.items() if value is not None} or None
