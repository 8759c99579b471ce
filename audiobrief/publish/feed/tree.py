"""A feed as elements that know their lines. Hides expat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

SEPARATOR = " "
"""Between a namespace and a name, for neither has one in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element of XML; grows while it is read."""

    name: str
    """With its namespace and a space in front, if it has one."""
    line: int
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    """The text directly in it."""

    @property
    def text(self) -> str:
        """What stands in it, without the space around."""
        return "".join(self.pieces).strip()

    def all(self, name: str) -> Iterator[Element]:
        """The children of that name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        """The first child of that name."""
        return next(self.all(name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """What keeps a feed from being read, and where."""

    line: int
    reason: str


def read_tree(data: bytes) -> Element | Broken:
    """The root of a feed."""
    parser = ParserCreate(namespace_separator=SEPARATOR)
    top = Element(name="", line=0, attributes={})
    path = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        line = parser.CurrentLineNumber
        element = Element(name=name, line=line, attributes=attributes)
        path[-1].children.append(element)
        path.append(element)

    def end(_name: str) -> None:
        path.pop()

    def text(piece: str) -> None:
        path[-1].pieces.append(piece)

    def refuse(*_: object) -> NoReturn:
        # A few of them can stand for gigabytes; no feed needs one, and directories refuse them.
        raise ValueError("it declares an entity of its own")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.EntityDeclHandler = text, refuse
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        return Broken(line=error.lineno, reason=str(error).split(":", maxsplit=1)[0])
    except (LookupError, ValueError) as error:  # the encoding is not known, or ours from above
        return Broken(line=parser.CurrentLineNumber, reason=str(error))
    return top.children[0]
