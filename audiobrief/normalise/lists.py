"""The word lists of this room, each read once when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """A TOML file of this room, by its name without the suffix."""
    import tomllib  # on first use: importing the package stays cheap
    from importlib.resources import files

    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, *keys: str) -> frozenset[str]:
    """The words of one group of a file, or of all groups below the keys."""
    return frozenset(_leaves(_at(name, keys)))


@cache
def mapping(name: str, *keys: str) -> Mapping[str, str]:
    """Printed form to spoken form, for one group of a file or for all groups below the keys."""
    return dict(_pairs(_at(name, keys)))


def either(forms: Iterable[str]) -> str:
    """A pattern for one of the forms; longer ones are tried first, so that `km/h` beats `km`."""
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


def _at(name: str, keys: tuple[str, ...]) -> Any:  # noqa: ANN401  TOML has no narrower type
    node: Any = table(name)
    for key in keys:
        node = node[key]
    return node


def _leaves(node: Any) -> Iterable[str]:  # noqa: ANN401  TOML has no narrower type
    if isinstance(node, str):
        yield node
        return
    for below in node.values() if isinstance(node, dict) else node:
        yield from _leaves(below)


def _pairs(node: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for key, below in node.items():
        if isinstance(below, str):
            yield key, below
        elif isinstance(below, dict):
            yield from _pairs(below)
