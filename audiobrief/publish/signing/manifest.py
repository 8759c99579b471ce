"""Manifests as C2PA 2.2 has them, made and read. Hides c2pa."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from audiobrief.errors import SignatureError
from audiobrief.publish.signing.hole import Hole

if TYPE_CHECKING:
    from audiobrief.choices import Origin
    from audiobrief.publish.signing.credential import Credential

MISSING = "signatures need a library more: pip install 'audiobrief[c2pa]'"
BLANK = bytes(32)
MANIFEST = "application/c2pa"
MP4 = "audio/mp4"
OFFLINE = {"remote_manifest_fetch": False, "ocsp_fetch": False}
"""A file that is looked at has nothing fetched."""
UNKNOWN_SIGNER = "signingCredential.untrusted"
CHANGED = ("assertion.dataHash.", "assertion.bmffHash.")
"""How the codes of a content that is not the one that was signed begin."""


class State(StrEnum):
    """What is to be thought of a signature."""

    TRUSTED = "trusted"
    """By one of those whom the reader trusts, and the file is as it was signed."""
    VALID = "valid"
    """The file is as it was signed, by somebody whom the reader does not know."""
    CHANGED = "changed"
    """The file is not the one that was signed."""
    INVALID = "invalid"
    """The signature or its certificate are no good."""
    UNCHECKED = "unchecked"
    """There is one, but not the library that could tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is said of a file."""

    title: str
    mime: str
    origin: Origin
    """How the voice came about."""
    program: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a file's manifest tells."""

    state: State
    signer: str | None = None
    """The name in the certificate, with its organisation."""
    program: str | None = None
    """What made the file."""
    source_type: str | None = None
    """IPTC's address for how the sound came about."""
    problem: str | None = None
    """The code of what is wrong, as C2PA calls it."""


def store(claim: Claim, credential: Credential, hole: Hole, digest: bytes = BLANK) -> bytes:
    """The signed manifest of a file that has a hole for it; raises SignatureError.

    `digest` is the SHA-256 sum of all else in the file.
    """
    c2pa = _library()
    definition = _definition(claim)
    excluded = {"start": hole.start - hole.head, "length": hole.size + hole.head}
    sums = {"exclusions": [excluded], "name": "jumbf manifest", "alg": "sha256", "pad": []}
    data = {**sums, "hash": list(digest)}
    definition["assertions"].append({"label": "c2pa.hash.data", "data": data})
    try:
        builder = c2pa.Builder(definition)
        builder.set_no_embed()
        return bytes(builder.sign(_signer(credential), MANIFEST, io.BytesIO(), io.BytesIO()))
    except c2pa.C2paError as error:
        raise _refused(error) from error


def embedded(data: bytes, claim: Claim, credential: Credential) -> bytes:
    """An MP4 file with its signed manifest, in a box of its own; raises SignatureError."""
    c2pa, file = _library(), io.BytesIO()
    try:
        builder = c2pa.Builder(_definition(claim))
        builder.sign(_signer(credential), MP4, io.BytesIO(data), file)
    except c2pa.C2paError as error:
        raise _refused(error) from error
    return file.getvalue()


def read_signature(data: bytes, mime: str, trusted: str = "") -> Signature | None:
    """What a file's manifest tells; None where it has none.

    `trusted` are certificates in PEM of those who may vouch for a signer.
    """
    if b"jumdc2pa" not in data:  # how every manifest begins
        return None
    try:
        c2pa = _library()
    except SignatureError:
        return Signature(state=State.UNCHECKED)
    settings: dict[str, Any] = {"verify": {**OFFLINE, "verify_trust": bool(trusted)}}
    if trusted:
        settings["trust"] = {"user_anchors": trusted}
    try:
        with c2pa.Reader(mime, io.BytesIO(data), context=c2pa.Context.from_dict(settings)) as file:
            return _told(json.loads(file.json()))
    except (c2pa.C2paError.ManifestNotFound, c2pa.C2paError.NotSupported):
        return None
    except (c2pa.C2paError, ValueError) as error:
        return Signature(state=State.INVALID, problem=" ".join(str(error).split()))


def _library() -> Any:  # noqa: ANN401 - c2pa has no types
    try:
        import c2pa
    except ImportError as error:
        raise SignatureError(MISSING) from error
    return c2pa


def _definition(claim: Claim) -> dict[str, Any]:
    program = {"name": claim.program, "version": claim.version}
    action = {
        "action": "c2pa.created",
        "digitalSourceType": claim.origin.address,
        "softwareAgent": program,
    }
    actions = {"label": "c2pa.actions.v2", "created": True, "data": {"actions": [action]}}
    return {
        "claim_generator_info": [program],
        "title": claim.title,
        "format": claim.mime,
        "assertions": [actions],
    }


def _signer(credential: Credential) -> Any:  # noqa: ANN401 - c2pa has no types
    c2pa = _library()
    algorithm = getattr(c2pa.C2paSigningAlg, credential.algorithm)
    # An empty address of a time server would be asked.
    info = c2pa.C2paSignerInfo(algorithm, credential.chain, credential.key, None)
    return c2pa.Signer.from_info(info)


def _refused(error: Exception) -> SignatureError:
    reason = str(error).partition(": ")[2] or str(error)
    return SignatureError(f"nothing can be signed with this certificate ({reason})")


def _told(found: Mapping[str, Any]) -> Signature:
    manifest = found["manifests"][found["active_manifest"]]
    results = found.get("validation_results", {}).get("activeManifest", {})
    failures = [str(each["code"]) for each in results.get("failure", [])]
    wrong = [code for code in failures if code != UNKNOWN_SIGNER]
    changed = [code for code in wrong if code.startswith(CHANGED)]
    states = {
        State.CHANGED: bool(changed) and len(changed) == len(wrong),
        State.INVALID: bool(wrong),
        State.VALID: found.get("validation_state") != "Trusted",
        State.TRUSTED: True,
    }
    by = manifest.get("signature_info", {})
    names = (by.get("common_name"), by.get("issuer"))
    return Signature(
        state=next(state for state, holds in states.items() if holds),
        signer=", ".join(dict.fromkeys(filter(None, names))) or None,
        program=_program(manifest),
        source_type=_source_type(manifest),
        problem=wrong[0] if wrong else None,
    )


def _program(manifest: Mapping[str, Any]) -> str | None:
    made_by = (manifest.get("claim_generator_info") or [{}])[0]
    return " ".join(filter(None, (made_by.get("name"), made_by.get("version")))) or None


def _source_type(manifest: Mapping[str, Any]) -> str | None:
    actions = (
        action
        for assertion in manifest.get("assertions", [])
        if str(assertion.get("label", "")).startswith("c2pa.actions")
        for action in assertion.get("data", {}).get("actions", [])
    )
    return next(
        (each["digitalSourceType"] for each in actions if "digitalSourceType" in each), None
    )
