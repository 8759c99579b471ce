"""`audiobrief inspect`: what is in an MP3, and whether it still says what its article says."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audiobrief.cli.edge import AllowPrivate, AsJson, Offline, level, show
from audiobrief.cli.options import Intro, Outro, Profile, given
from audiobrief.config import load_settings
from audiobrief.errors import ConfigError
from audiobrief.model import Chapter, clock

if TYPE_CHECKING:
    from audiobrief.publish.report import Report


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE.mp3", show_default=False)],
    *,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="SOURCE",
            help="Tell whether it still says what its article says.",
            show_default=False,
        ),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot",
            metavar="FILE.png",
            help="Draw its level, sentences and chapters into a picture.",
            show_default=False,
        ),
    ] = None,
    profile: Profile = None,
    intro: Intro = None,
    outro: Outro = None,
    as_json: AsJson = False,
    offline: Offline = None,
    allow_private: AllowPrivate = None,
) -> None:
    """Show what is in an MP3: marker, format, loudness, tags, chapters and text."""
    if against is None or plot is not None:
        _examine(file, plot, as_json=as_json, told=against is None)
    if against is None:
        return
    from audiobrief.cli.against import compare

    settings = load_settings(
        frame=given(intro=intro, outro=outro),
        profile=profile,
        offline=offline,
        allow_private=allow_private,
    )
    compare(file, against, settings, as_json=as_json)


def _examine(file: Path, plot: Path | None, *, as_json: bool, told: bool) -> None:
    """Draw the picture if one is wanted, and say what is in the file if it is to be told."""
    if plot is not None and plot.suffix.lower() != ".png":
        raise ConfigError(f"{plot}: the picture is a PNG; give a name that ends in .png")
    from audiobrief.publish.report import examine

    report = examine(file)
    if plot is not None:
        from audiobrief.publish.plot import write_plot

        write_plot(report, plot)
    if told and as_json:
        show(_row(report))
    elif told:
        for name, value in _lines(report):
            typer.echo(f"{name:<15} {value}")


def _row(report: Report) -> dict[str, object]:
    return {
        "mp3": str(report.path),
        "marker": report.marker,
        "duration": round(report.duration, 6),
        "sample_rate": report.sample_rate,
        "channels": report.channels,
        "bit_rate": report.bit_rate,
        "size": report.size,
        "loudness": level(report.loudness),
        "true_peak": level(report.true_peak),
        "loudness_range": level(report.loudness_range),
        "encoder": report.info.encoder if report.info else None,
        "delay": report.info.delay if report.info else None,
        "padding": report.info.padding if report.info else None,
        "intact": report.info.intact if report.info else None,
        "tags": {name: value for name, value in asdict(report.tags).items() if value},
        "chapters": [asdict(chapter) for chapter in report.chapters],
        "text": report.text,
    }


def _chapter(chapter: Chapter) -> str:
    link = f"  {chapter.url}" if chapter.url else ""
    return f"{clock(chapter.start)} {chapter.title}{link}"


def _lines(report: Report) -> list[tuple[str, str]]:
    gapless, intact = "no LAME header: players will guess the length", "cannot be told"
    if report.info:
        gapless = f"{report.info.delay} samples before, {report.info.padding} behind"
        intact = "as it was made" if report.info.intact else "changed since it was made"
    lines = [
        ("marker", report.marker),
        ("duration", f"{report.duration:.3f} s"),
        ("sample rate", f"{report.sample_rate} Hz, {report.channels} channel(s)"),
        ("bit rate", f"{report.bit_rate / 1000:.0f} kbit/s"),
        ("size", f"{report.size} bytes"),
        ("loudness", f"{report.loudness:.1f} LUFS, range {report.loudness_range:.1f} LU"),
        ("true peak", f"{report.true_peak:.1f} dBTP"),
        ("padding", gapless),
        ("sound", intact),
    ]
    tags = asdict(report.tags).items()
    lines += [(f"tag {name}", str(value)) for name, value in tags if value]
    lines += [("chapter", _chapter(chapter)) for chapter in report.chapters]
    return lines + [("text", line) for line in (report.text or "").splitlines() if line]
