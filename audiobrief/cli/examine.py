"""`audiobrief inspect`: what is in a sound file, and whether its article still says the same."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audiobrief.choices import Format
from audiobrief.cli.edge import AllowPrivate, AsJson, Offline, level, show
from audiobrief.cli.options import Intro, Outro, Profile, given
from audiobrief.config import load_settings
from audiobrief.errors import ConfigError
from audiobrief.model import Chapter, clock

if TYPE_CHECKING:
    from audiobrief.publish.mp3.info import Info
    from audiobrief.publish.report import Report
    from audiobrief.publish.signing.manifest import Signature

INTACT = {True: "as it was made", False: "changed since it was made", None: "cannot be told"}
"""What the file's own checksum tells."""


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
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
    trust: Annotated[
        str | None,
        typer.Option(
            "--trust",
            metavar="FILE",
            help="Certificates in PEM of those who may vouch for who signed it.",
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
    """Show what is in a sound file: marker, format, loudness, signature, tags, chapters, text."""
    settings = load_settings(
        frame=given(intro=intro, outro=outro),
        profile=profile,
        trust=trust,
        offline=offline,
        allow_private=allow_private,
    )
    if against is None or plot is not None:
        report = _examined(file, plot, settings.trust)
        if against is None:
            _tell(report, as_json=as_json)
    if against is not None:
        from audiobrief.cli.against import compare

        compare(file, against, settings, as_json=as_json)


def _examined(file: Path, plot: Path | None, trust: Path | None) -> Report:
    """What is in the file, drawn into a picture if one is wanted."""
    if plot is not None and plot.suffix.lower() != ".png":
        raise ConfigError(f"{plot}: the picture is a PNG; give a name that ends in .png")
    from audiobrief.publish.report import examine
    from audiobrief.publish.signing.credential import load_trusted

    report = examine(file, load_trusted(trust) if trust else "")
    if plot is not None:
        from audiobrief.publish.plot import write_plot

        write_plot(report, plot)
    return report


def _tell(report: Report, *, as_json: bool) -> None:
    if as_json:
        show(_row(report))
        return
    for name, value in _lines(report):
        typer.echo(f"{name:<15} {value}")


def _row(report: Report) -> dict[str, object]:
    told, info = report.told, report.info
    return {
        "mp3": str(report.path) if report.format is Format.MP3 else None,
        "file": str(report.path),
        "format": report.format,
        "marker": report.marker,
        "duration": round(report.duration, 6),
        "sample_rate": report.sample_rate,
        "channels": report.channels,
        "bit_rate": report.bit_rate,
        "size": report.size,
        "loudness": level(report.loudness),
        "true_peak": level(report.true_peak),
        "loudness_range": level(report.loudness_range),
        "encoder": info.encoder if info else None,
        "delay": info.delay if info else None,
        "padding": info.padding if info else None,
        "intact": report.intact,
        "signature": asdict(report.signature) if report.signature else None,
        "tags": {name: value for name, value in asdict(told.tags).items() if value},
        "chapters": [asdict(chapter) for chapter in told.chapters],
        "text": told.text,
    }


def _chapter(chapter: Chapter) -> str:
    link = f"  {chapter.url}" if chapter.url else ""
    return f"{clock(chapter.start)} {chapter.title}{link}"


def _lines(report: Report) -> list[tuple[str, str]]:
    told = report.told
    lines = [
        ("marker", report.marker),
        ("duration", f"{report.duration:.3f} s"),
        ("format", report.format),
        ("sample rate", f"{report.sample_rate} Hz, {report.channels} channel(s)"),
        ("bit rate", f"{report.bit_rate / 1000:.0f} kbit/s"),
        ("size", f"{report.size} bytes"),
        ("loudness", f"{report.loudness:.1f} LUFS, range {report.loudness_range:.1f} LU"),
        ("true peak", f"{report.true_peak:.1f} dBTP"),
    ]
    if report.format is Format.MP3:
        lines.append(("padding", _padding(report.info)))
    lines += [("sound", INTACT[report.intact]), ("signature", _signature(report.signature))]
    tags = asdict(told.tags).items()
    lines += [(f"tag {name}", str(value)) for name, value in tags if value]
    lines += [("chapter", _chapter(chapter)) for chapter in told.chapters]
    return lines + [("text", line) for line in (told.text or "").splitlines() if line]


def _padding(info: Info | None) -> str:
    if info is None:
        return "no LAME header: players will guess the length"
    return f"{info.delay} samples before, {info.padding} behind"


def _signature(signature: Signature | None) -> str:
    if signature is None:
        return "none"
    signer = signature.signer or "nobody"
    match signature.state:
        case "trusted":
            return f"valid, by {signer}, who is trusted"
        case "valid":
            return f"valid, by {signer}: signer unknown (--trust names whom you trust)"
        case "changed":
            return f"the file was changed since {signer} signed it"
        case "unchecked":
            return "not checked: pip install 'audiobrief[c2pa]'"
        case _:
            return f"not valid, by {signer} ({signature.problem})"
