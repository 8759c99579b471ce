"""`audiobrief voices preview` and `compare`: a sentence in one voice, or in all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audiobrief.cli.edge import AsJson, Offline, show, tell
from audiobrief.config import Settings, load_settings
from audiobrief.console import listening
from audiobrief.disk import replace_whole
from audiobrief.errors import AudiobriefError, OutputError, VoiceError
from audiobrief.model import Voice

if TYPE_CHECKING:
    from audiobrief.publish.web.comparison import Sample

SENTENCE = (
    "Am 3. Oktober um 20.15 Uhr hat der Stadtrat von Görlitz mit 27 zu 14 Stimmen beschlossen, "
    "1,5 Mio. Euro für die Brücke auszugeben; Bürgermeisterin Jutta Schröder sprach von einem "
    "„guten Tag für die ganze Region“."
)
"""With what voices trip over: a date, a time, a sum, names, umlauts and a quotation."""

Text = Annotated[
    str, typer.Option("--text", "-t", help="What is said.  [default: a sentence from the news]")
]


def preview(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The MP3 file.  [default: NAME.mp3]"),
    ] = None,
    text: Text = SENTENCE,
    offline: Offline = None,
    as_json: AsJson = False,
) -> None:
    """Save one sentence in a voice, as it would sound in a brief."""
    from audiobrief.pipeline import make_sample

    output = output or Path(f"{name.replace('/', '-')}.mp3")
    if output.suffix.lower() != ".mp3":
        raise OutputError(f"{output}: a preview is an MP3; give a name that ends in .mp3")
    with listening(quiet=False) as listener:
        mp3 = make_sample(text, load_settings(voice=name, offline=offline), listener)
    _save(output, mp3)
    if as_json:
        show({"name": name, "mp3": str(output), "text": text})
    else:
        typer.echo(output)


def compare(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", show_default=False)
    ] = None,
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The page.  [default: voices.html]")
    ] = Path("voices.html"),
    text: Text = SENTENCE,
    offline: Offline = None,
    as_json: AsJson = False,
) -> None:
    """Save one page with the same sentence in every voice that speaks here, or in those named."""
    from audiobrief.publish.web.comparison import comparison_page

    settings = load_settings(offline=offline)
    samples = [_sample(voice, text, settings) for voice in _chosen(names, settings)]
    if all(sample.mp3 is None for sample in samples):
        raise VoiceError("no voice could say it: see audiobrief voices")
    _save(output, comparison_page(text, samples).encode())
    spoken = [sample.voice.name for sample in samples if sample.mp3]
    if as_json:
        show({"page": str(output), "voices": spoken, "text": text})
    else:
        typer.echo(f"{output}  {', '.join(spoken)}")


def _chosen(names: list[str] | None, settings: Settings) -> list[Voice]:
    from audiobrief.synthesise import find_voice, load_voices, needs

    if names:
        return [find_voice(name, settings.voices) for name in names]
    voices = load_voices(settings.voices)
    ready = (voice for voice in voices if needs(voice, settings.models) is None)
    return [voice for voice in ready if voice.engine != "silent"]


def _sample(voice: Voice, text: str, settings: Settings) -> Sample:
    """What the voice said; a voice that fails does not keep the others from being heard."""
    from audiobrief.pipeline import make_sample
    from audiobrief.publish.web.comparison import Sample

    try:
        with listening(quiet=False) as listener:
            mp3 = make_sample(text, replace(settings, voice=voice.name), listener)
    except AudiobriefError as error:
        tell(error)
        return Sample(voice=voice, fault=str(error))
    return Sample(voice=voice, mp3=mp3)


def _save(path: Path, content: bytes) -> None:
    """The file, whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(path, content)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written ({error.strerror}); choose another file with --output"
        ) from error
