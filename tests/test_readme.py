"""The README tells every command, option, setting and exit code that exists, and no other."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
import typer.core
import typer.main

from audiobrief import errors
from audiobrief.cli.program import app
from audiobrief.config import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GROUP = typer.main.get_command(app)
COMMANDS = {name: GROUP.get_command(None, name) for name in GROUP.list_commands(None)}


def section(heading: str) -> str:
    """What stands between a heading that starts so and the next of its level or above."""
    level = heading.split(" ", maxsplit=1)[0]
    found = re.search(
        rf"^{re.escape(heading)}.*?\n(.*?)(?=^#{{1,{len(level)}}} |\Z)",
        README,
        re.DOTALL | re.MULTILINE,
    )
    assert found, f"no section {heading!r}"
    return found[1]


def options(command: typer.core.TyperCommand) -> set[str]:
    """The long options of a command, and those of its subcommands."""
    own = {o for p in command.params for o in p.opts if o.startswith("--")}
    return own.union(*map(options, getattr(command, "commands", {}).values()))


def test_every_command_has_a_section_and_every_section_a_command() -> None:
    assert set(re.findall(r"^### `audiobrief ([a-z]+)", README, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_options_of_a_command_are_those_in_its_section(name: str) -> None:
    written = set(re.findall(r"`(--[a-z-]+)", section(f"### `audiobrief {name}")))
    assert written == options(COMMANDS[name])


SUBCOMMANDS = [
    (name, sub, command)
    for name, group in COMMANDS.items()
    for sub, command in getattr(group, "commands", {}).items()
]


@pytest.mark.parametrize(("name", "sub", "command"), SUBCOMMANDS)
def test_the_options_of_a_subcommand_are_those_in_its_section(name, sub, command) -> None:
    written = set(re.findall(r"`(--[a-z-]+)", section(f"#### `audiobrief {name} {sub}")))
    assert written == options(command)


def test_every_setting_is_in_the_table_of_settings() -> None:
    written = set(re.findall(r"^\| `\[?([a-z_]+)\]?` \|", section("## Settings"), re.MULTILINE))
    assert written == {f.name for f in fields(Settings)}


def test_every_exit_code_is_in_the_table_of_exit_codes() -> None:
    families = [
        e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, Exception)
    ]
    written = {
        int(code) for code in re.findall(r"^\| (\d+) \|", section("## Exit codes"), re.MULTILINE)
    }
    assert written == {0, 1, 2, 130} | {family.exit_code for family in families}


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`?\bmake (\w+)\b(?=`|    #| +#)", README)) - {"SOURCE"}
    assert named
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named), named


def test_every_shipped_voice_is_in_the_table_of_voices() -> None:
    written = set(re.findall(r"^\| `([a-z-]+)` \|", section("## Voices"), re.MULTILINE))
    assert written == {profile.stem for profile in (ROOT / "voices").glob("*.toml")}


@pytest.mark.parametrize("command", ["segment", "normalise"])
def test_the_examples_of_filters_are_true(audiobrief, command: str) -> None:
    examples = re.findall(
        rf'\$ echo "(.*?)" \| audiobrief {command}\n(.*?)\n```', README, re.DOTALL
    )
    for printed, said in examples:
        assert audiobrief(command, stdin=printed + "\n").stdout.strip() == said
    assert examples or command == "segment"
