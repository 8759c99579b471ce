"""`audiobrief lexicon`: pronunciation lexicons checked, added to, and exchanged."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audiobrief.disk import replace_whole
from audiobrief.errors import ConfigError, OutputError

app = typer.Typer(no_args_is_help=True, help="Check, add to and exchange pronunciation lexicons.")

File = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]


@app.command()
def check(file: File) -> None:
    """Print the mistakes in a lexicon, one a line; end with 10 if there are any."""
    from audiobrief.normalise.lexicon import check as faults_of
    from audiobrief.normalise.lexicon import read_lexicon

    if file.suffix == ".pls":
        entries = len(read_lexicon(file).entries)
    else:
        if faults := faults_of(_read(file)):
            typer.echo("\n".join(faults))
            raise ConfigError(f"{file}: {len(faults)} mistakes, told above")
        entries = len(read_lexicon(file).entries)
    typer.echo(f"{file}: {entries} entries, no mistake")


@app.command()
def add(
    file: File,
    printed: Annotated[str, typer.Argument(help="The word as printed.", show_default=False)],
    spoken: Annotated[
        str | None, typer.Argument(help="As German spelling has it.", show_default=False)
    ] = None,
    *,
    ipa: Annotated[
        str | None, typer.Option("--ipa", metavar="SOUNDS", help="Its sounds in IPA.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="TAG", help="Its language: en, fr ...")
    ] = None,
    group: Annotated[str, typer.Option("--group", help="The table it goes to.")] = "own",
) -> None:
    """Append an entry to a lexicon in TOML, which is made where it is missing.

    It needs a spoken form, sounds, or a language.
    """
    from audiobrief.normalise.lexicon import Entry, added
    from audiobrief.normalise.lexicon import check as faults_of

    entry = Entry(printed=printed, spoken=spoken, ipa=ipa, language=language)
    text = added(_read(file) if file.exists() else "", entry, group)
    if faults := faults_of(text):
        raise ConfigError(f"{file}: nothing is added: {faults[0]}")
    try:
        replace_whole(file, text.encode())
    except OSError as error:
        raise OutputError(f"{file}: cannot be written ({error.strerror})") from error


@app.command()
def export(file: File) -> None:
    """Print a lexicon as W3C PLS, for other programs."""
    from audiobrief.normalise.lexicon import read_lexicon
    from audiobrief.normalise.pls import to_pls

    typer.echo(to_pls(read_lexicon(file)))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read: give a lexicon in UTF-8") from error
