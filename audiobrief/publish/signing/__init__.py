"""A signed statement of how a sound file came about, inside it: C2PA's Content Credentials.

The library that signs rewrites an MP3's whole tag when it puts its manifest into one, and loses
frames. So the manifest is made beside the file, and put into a hole that was left for it.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from audiobrief.choices import Format
from audiobrief.errors import SignatureError

if TYPE_CHECKING:
    from audiobrief.publish.signing.credential import Credential
    from audiobrief.publish.signing.manifest import Claim

SIGNABLE = (Format.MP3, Format.WAV, Format.FLAC, Format.M4A, Format.M4B)
"""What C2PA tells where a manifest is put into."""
ATTEMPTS = 5
"""A manifest holds its own length, whose own length settles at once."""


def check_signable(format_: Format) -> None:
    """Nothing for a format that can be signed; raises SignatureError for any other."""
    if format_ not in SIGNABLE:
        raise SignatureError(
            f"a file of {format_} cannot be signed; choose {', '.join(SIGNABLE)}, "
            "or name no certificate"
        )


def signed(data: bytes, format_: Format, claim: Claim, credential: Credential) -> bytes:
    """The file with a signed manifest in it; nothing else in it has changed."""
    from audiobrief.publish.signing.hole import with_hole
    from audiobrief.publish.signing.manifest import embedded, store

    check_signable(format_)
    if format_ in {Format.M4A, Format.M4B}:
        return embedded(data, claim, credential)
    size = 0
    for _ in range(ATTEMPTS):
        whole, hole = with_hole(data, format_, size)
        size = len(store(claim, credential, hole))
        if size == hole.size:
            break
    before, behind = whole[: hole.start], whole[hole.start + hole.size :]
    digest = sha256(before[: len(before) - hole.head] + behind).digest()
    manifest = store(claim, credential, hole, digest)
    if len(manifest) != hole.size:
        raise SignatureError("the manifest does not keep its length; make the brief again")
    return before + manifest + behind
