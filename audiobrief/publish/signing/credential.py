"""The certificate and the key that briefs are signed with. Hides cryptography."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from audiobrief.errors import SignatureError
from audiobrief.publish.signing.hole import Hole
from audiobrief.publish.signing.manifest import MISSING, Claim, store

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
    from cryptography.x509 import Certificate

PASSWORD = "AUDIOBRIEF_KEY_PASSWORD"  # noqa: S105 - the name of one
"""The name of the secret that a key is locked with."""
CURVES = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
"""C2PA's names for signatures with keys on these curves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """Who signs."""

    chain: bytes
    """Certificates in PEM, the signer's own first."""
    key: bytes = field(repr=False)
    """In PEM (PKCS #8), unlocked."""
    algorithm: str
    """As C2PA calls it: `ES256`."""


def load_credential(
    certificate: Path, key: Path | None, secrets: Callable[[str], str | None]
) -> Credential:
    """The certificate chain of a file in PEM, with the key of another or of the same.

    Raises SignatureError for what nothing can be signed with: files that cannot be read, a
    key that is locked or another certificate's, a certificate that has run out or is not for
    signatures.
    """
    try:
        import cryptography  # noqa: F401 - found out before anything is read
    except ImportError as error:
        raise SignatureError(MISSING) from error
    chain = _read(certificate)
    held = _unlocked(key or certificate, secrets)
    own = _certificate(certificate, chain)
    if _public(own.public_key()) != _public(held.public_key()):
        raise SignatureError(
            f"{key or certificate}: the key is not that of the first certificate in {certificate}; "
            "put yours first"
        )
    now = datetime.now(UTC)
    if now > own.not_valid_after_utc or now < own.not_valid_before_utc:
        begins, ends = own.not_valid_before_utc, own.not_valid_after_utc
        raise SignatureError(
            f"{certificate}: is good from {begins:%Y-%m-%d %H:%M} to {ends:%Y-%m-%d %H:%M} UTC "
            "only; renew it"
        )
    credential = Credential(chain=chain, key=_pem(held), algorithm=_algorithm(held, certificate))
    _try(credential, certificate)
    return credential


def load_trusted(path: Path) -> str:
    """The certificates in a file in PEM; raises SignatureError where there are none."""
    try:
        _certificate(path, data := _read(path))
    except ImportError as error:
        raise SignatureError(MISSING) from error
    return data.decode("ascii", "ignore")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SignatureError(f"{path}: cannot be read ({error.strerror or error})") from error


def _certificate(path: Path, chain: bytes) -> Certificate:
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(chain)[0]
    except ValueError as error:
        raise SignatureError(
            f"{path}: holds no certificate in PEM; give yours and those above it"
        ) from error


def _unlocked(path: Path, secrets: Callable[[str], str | None]) -> PrivateKeyTypes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    data = _read(path)
    try:
        try:
            return load_pem_private_key(data, None)
        except TypeError:  # it is locked
            password = secrets(PASSWORD)
        if password is None:
            raise SignatureError(
                f"{path}: the key is locked; set {PASSWORD} in the environment or the keyring"
            )
        return load_pem_private_key(data, password.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        locked = b"ENCRYPTED" in data
        reason = (
            f"{PASSWORD} does not open its key"
            if locked
            else "holds no private key in PEM; name its file by --certificate-key"
        )
        raise SignatureError(f"{path}: {reason}") from error


def _public(key: object) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    # Every kind of public key has it.
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined, no-any-return]


def _pem(key: PrivateKeyTypes) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _algorithm(key: PrivateKeyTypes, path: Path) -> str:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    match key:
        case EllipticCurvePrivateKey() if key.curve.name in CURVES:
            return CURVES[key.curve.name]
        case RSAPrivateKey():
            return "PS256"
        case Ed25519PrivateKey():
            return "ED25519"
        case _:
            raise SignatureError(
                f"{path}: C2PA has no signatures by keys of this kind; "
                f"take one on a curve ({', '.join(CURVES)}), RSA or Ed25519"
            )


def _try(credential: Credential, path: Path) -> None:
    """Sign nothing, once: what the certificate is not good for is told before any work."""
    from audiobrief.choices import Origin

    claim = Claim(title="", mime="", origin=Origin.ALGORITHMIC, program="audiobrief", version="")
    try:
        store(claim, credential, Hole(start=0, size=0))
    except SignatureError as error:
        raise SignatureError(f"{path}: {error}") from error
