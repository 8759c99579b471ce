"""The names of texts in MP4 files."""

from __future__ import annotations

ATOMS = {
    "TITLE": "©nam",
    "ARTIST": "©ART",
    "ALBUM": "©alb",
    "DATE": "©day",
    "GENRE": "©gen",
    "COMMENT": "©cmt",
    "LYRICS": "©lyr",
}
"""The names of Vorbis comments as players of MP4 know them."""
OWN = "----:com.apple.iTunes:"
"""What the names of all other texts begin with there."""


def atom_of(name: str) -> str:
    """The name of a Vorbis comment in MP4."""
    return ATOMS.get(name, OWN + name)


def name_of(atom: str) -> str | None:
    """The other way; None for an atom that holds no text of ours."""
    if atom.startswith(OWN):
        return atom.removeprefix(OWN).upper()
    return next((name for name, each in ATOMS.items() if each == atom), None)
