"""The commands by their names, each built when it is called for, and with no more than it needs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import typer.core
import typer.main

from audiobrief.cli.edge import Edge

HOMES = {
    "make": ("brief:make", "Make a spoken brief of each source."),
    "digest": ("digest:digest", "Make one spoken episode of several articles."),
    "watch": ("watch:watch", "Make a spoken brief of every new entry of feeds."),
    "clean": (
        "filters:clean",
        "Print each article as it will be read: kicker, headline, lead and body, a line each.",
    ),
    "segment": (
        "filters:segment",
        "Print one sentence a line; an empty line stands between paragraphs.",
    ),
    "normalise": (
        "filters:normalise",
        "Print every sentence, one a line, in the words a newsreader says.",
    ),
    "voices": (
        "voices:app",
        "List, hear, install and choose voices; without a command, list them.",
    ),
    "lexicon": ("lexicon:app", "Check, add to and exchange pronunciation lexicons."),
    "cache": ("clips:app", "Show how many spoken sentences are kept, or remove them."),
    "feed": (
        "folders:feed",
        "Write the podcast feed of a folder of briefs, or check any feed.",
    ),
    "index": (
        "folders:index",
        "Write a page of all briefs in a folder, newest first, playable in place.",
    ),
    "embed": (
        "folders:embed",
        "Write the player's script, for the pages of a newsroom's own site.",
    ),
    "inspect": (
        "examine:inspect",
        "Show what is in a sound file: marker, format, loudness, signature, tags, chapters, text.",
    ),
}
"""Where each is, a module of this room and a function or a group of commands in it; and the first
line of its help, so that a list of them needs none of them."""
PLAIN = (str, bool, Path, list[str])
"""Kinds of values that are as they were typed."""
CHECK = "_runtime_param"
"""Where typer since 0.26 keeps what checks a value."""


class Commands(Edge):
    """All commands; only the one that is called is imported."""

    is_listing = False

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's own class for it has moved
        """The names, in the order of the help."""
        return list(HOMES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - the same
        """The command of a name; None where there is none."""
        if self.is_listing and cmd_name in HOMES:
            return typer.core.TyperCommand(cmd_name, help=HOMES[cmd_name][1])
        if cmd_name in HOMES and cmd_name not in self.commands:
            self.commands[cmd_name] = _built(cmd_name)
        return self.commands.get(cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - the same
        """What `--help` prints."""
        self.is_listing = True
        super().format_help(ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - the same
        """The command that is called; for a name that is none, all are built to find one near."""
        if args and args[0] not in HOMES:
            for name in HOMES:
                self.get_command(ctx, name)
        return super().resolve_command(ctx, args)

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401 - the same
        """What goes before the command, taken as it was typed."""
        return _taken_as_typed(super().get_params(ctx))


class Command(typer.core.TyperCommand):
    """A command by itself, whose values are taken as they were typed."""

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own class for it has moved
        """The parameters, and the option for help."""
        return _taken_as_typed(super().get_params(ctx))


def _built(name: str) -> Any:  # noqa: ANN401 - the same
    module, _, attribute = HOMES[name][0].partition(":")
    home = getattr(import_module(f"audiobrief.cli.{module}"), attribute)
    if isinstance(home, typer.Typer):
        command: Any = typer.main.get_group(home)
        command.name = name
    else:
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(name, cls=Command)(home)
        command = typer.main.get_command(alone)
    return command


def _taken_as_typed(parameters: list[Any]) -> list[Any]:
    """No library is asked to check what cannot be wrong: typer's takes a sixth of a second."""
    for parameter in parameters:
        if hasattr(parameter, CHECK):
            setattr(parameter, CHECK, _AsTyped())
    return parameters


class _AsTyped:
    """What typer asks for the value of a parameter."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> object:  # noqa: ANN401 - the same
        """The value, in its kind."""
        kind = param.type_descriptor.annotation
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if kind in PLAIN:
            return Path(value) if kind is Path else value
        setattr(param, CHECK, None)
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)
