"""Habits of the house that the import linter cannot hold."""

import ast
import sys
from collections import defaultdict
from pathlib import Path

import audiobrief

PACKAGE = Path(audiobrief.__file__).parent
EVERYWHERE = {"numpy", "typer"}
"""numpy is the word for sound, typer for commands."""


def imported(module: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_a_library_is_imported_in_the_one_module_that_hides_it() -> None:
    users = defaultdict(list)
    for module in PACKAGE.rglob("*.py"):
        for name in imported(module) - set(sys.stdlib_module_names) - {"audiobrief"} - EVERYWHERE:
            users[name].append(module.relative_to(PACKAGE).as_posix())
    assert users, "no module was read"
    assert {name: where for name, where in users.items() if len(where) > 1} == {}


def test_only_the_configuration_and_what_comes_before_it_read_the_environment() -> None:
    readers = [
        module.relative_to(PACKAGE).as_posix()
        for module in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
    ]
    assert set(readers) == {"again.py", "config.py", "cli/program.py"}


def test_only_the_console_prints_and_only_the_edge_ends_the_program() -> None:
    loud = {
        (module.relative_to(PACKAGE).as_posix(), node.func.id)
        for module in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "input", "exit", "quit"}
    }
    assert {where for where, _ in loud} <= {"console.py"}
