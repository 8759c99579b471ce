"""The commands by their names, each built when it is called for, and with no more than it needs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import typer.core
import typer.main

from audiobrief.cli.edge import Edge

HOMES = {
    "make": "brief:make",
    "digest": "digest:digest",
    "watch": "watch:watch",
    "clean": "filters:clean",
    "segment": "filters:segment",
    "normalise": "filters:normalise",
    "voices": "voices:app",
    "lexicon": "lexicon:app",
    "cache": "clips:app",
    "feed": "folders:feed",
    "index": "folders:index",
    "embed": "folders:embed",
    "inspect": "examine:inspect",
}
"""Where each is: a module of this room, and a function or a group of commands in it."""
PLAIN = (str, bool, Path, list[str])
"""Kinds of values that are as they were typed."""
CHECK = "_runtime_param"
"""Where typer since 0.26 keeps what checks a value."""


class Commands(Edge):
    """All commands; only the one that is called is imported."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's own class for it has moved
        """The names, in the order of the help."""
        return list(HOMES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - the same
        """The command of a name; None where there is none."""
        if cmd_name in HOMES and cmd_name not in self.commands:
            self.commands[cmd_name] = _built(cmd_name)
        return self.commands.get(cmd_name)

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
    module, _, attribute = HOMES[name].partition(":")
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
