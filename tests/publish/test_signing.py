"""Signed briefs, judged by the library that others verify them with."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from audiobrief.choices import Encoding, Format, Origin
from audiobrief.errors import AudioFileError, SignatureError
from audiobrief.model import Chapter, Track
from audiobrief.publish import publish
from audiobrief.publish.finish import Finish
from audiobrief.publish.id3 import parted
from audiobrief.publish.report import Report, examine
from audiobrief.publish.signing import SIGNABLE
from audiobrief.publish.signing.credential import PASSWORD, Credential, load_credential
from audiobrief.publish.signing.manifest import State
from audiobrief.sound.files import decode_channels

MakeTrack = Callable[..., Track]


def no_secret(_name: str) -> None:
    """No environment and no keyring."""


@pytest.fixture
def chain(make_chain: Callable[..., Any]) -> Any:  # noqa: ANN401 - tests share no classes
    return make_chain()


@pytest.fixture
def credential(chain) -> Credential:
    return load_credential(chain.certificate, chain.key, no_secret)


@pytest.fixture
def track(make_track: MakeTrack) -> Track:
    track = make_track(3.0, 16000)
    chapters = (
        Chapter(start=0.0, end=2.0, title="Größere Brücke"),
        Chapter(start=2.0, end=3.0, title="Sperrung bis Juni"),
    )
    return Track(
        article=track.article,
        audio=track.audio,
        cues=track.cues,
        loudness=track.loudness,
        chapters=chapters,
    )


def published(
    track: Track, folder: Path, format_: Format, credential: Credential | None
) -> tuple[Path, Report]:
    finish = Finish(origin=Origin.TRAINED, credential=credential)
    path = publish(track, folder / f"brief.{format_}", Encoding(format=format_), finish).mp3
    return path, examine(path)


@pytest.mark.parametrize("format_", SIGNABLE)
def test_a_signed_brief_is_valid_and_as_it_would_be_unsigned(
    track: Track, tmp_path: Path, credential: Credential, format_: Format
) -> None:
    plain, before = published(track, tmp_path / "plain", format_, None)
    path, report = published(track, tmp_path / "signed", format_, credential)
    assert before.signature is None
    assert report.signature
    assert report.signature.state is State.VALID
    assert report.signature.signer == "Redaktion, Elbkurier"
    assert report.signature.source_type == Origin.TRAINED.address
    assert report.signature.program
    assert report.signature.program.startswith("audiobrief ")
    assert report.told == before.told
    assert report.told.lines
    assert len(report.told.chapters) == 2
    assert report.duration == before.duration == 3.0
    for heard, meant in zip(
        decode_channels(path.read_bytes()), decode_channels(plain.read_bytes()), strict=True
    ):
        assert (heard.samples == meant.samples).all()


def test_a_signed_mp3_keeps_every_byte_of_tag_and_sound(
    track: Track, tmp_path: Path, credential: Credential
) -> None:
    plain, _ = published(track, tmp_path / "plain", Format.MP3, None)
    path, report = published(track, tmp_path / "signed", Format.MP3, credential)
    frames, sound = parted(plain.read_bytes())
    signed_frames, signed_sound = parted(path.read_bytes())
    assert path.read_bytes()[:3] + path.read_bytes()[3:4] == b"ID3\x03"
    assert signed_frames.startswith(frames + b"GEOB")
    assert signed_sound == sound
    assert report.intact


def test_a_signer_is_trusted_whose_authority_is(
    track: Track, tmp_path: Path, make_chain, chain, credential: Credential
) -> None:
    path, _ = published(track, tmp_path, Format.MP3, credential)
    own, other = chain.authority.read_text(), make_chain("other").authority.read_text()
    assert examine(path, own).signature.state is State.TRUSTED
    assert examine(path, other).signature.state is State.VALID
    assert examine(path, other + own).signature.state is State.TRUSTED


@pytest.mark.parametrize("format_", SIGNABLE)
def test_a_changed_sound_is_told(
    track: Track, tmp_path: Path, credential: Credential, format_: Format
) -> None:
    path, _ = published(track, tmp_path, format_, credential)
    data = bytearray(path.read_bytes())
    sound = data.index(b"data") + 5000 if format_ is Format.WAV else len(data) - 2000
    data[sound] ^= 1
    path.write_bytes(data)
    if format_ is Format.FLAC:  # each of its frames has a checksum
        with pytest.raises(AudioFileError, match=r"brief\.flac: this is no sound"):
            examine(path)
        return
    signature = examine(path).signature
    assert signature.state is State.CHANGED
    assert signature.signer == "Redaktion, Elbkurier"


@pytest.mark.parametrize("format_", SIGNABLE)
def test_a_changed_tag_is_told(
    track: Track, tmp_path: Path, credential: Credential, format_: Format
) -> None:
    path, _ = published(track, tmp_path, format_, credential)
    data = path.read_bytes()
    for encoding in ("utf-8", "utf-16-le"):
        data = data.replace("Speech".encode(encoding), "Speeds".encode(encoding))
    assert data != path.read_bytes()
    path.write_bytes(data)
    assert examine(path).signature.state is State.CHANGED


def test_a_changed_manifest_is_not_valid(
    track: Track, tmp_path: Path, credential: Credential
) -> None:
    path, _ = published(track, tmp_path, Format.MP3, credential)
    trained, ruled = (origin.value.encode() for origin in (Origin.TRAINED, Origin.ALGORITHMIC))
    data = path.read_bytes()
    place = data.rindex(trained)
    path.write_bytes(data[:place] + ruled.ljust(len(trained), b"x") + data[place + len(trained) :])
    signature = examine(path).signature
    assert signature.state is State.INVALID
    assert signature.problem == "assertion.hashedURI.mismatch"


def test_a_manifest_that_is_cut_off_is_not_valid(
    track: Track, tmp_path: Path, credential: Credential
) -> None:
    path, _ = published(track, tmp_path, Format.MP3, credential)
    data = bytearray(path.read_bytes())
    place = data.index(b"jumdc2pa") + 100
    data[place : place + 800] = bytes(800)
    path.write_bytes(data)
    assert examine(path).signature.state is State.INVALID


def test_without_the_library_a_signature_is_told_but_not_checked(
    track: Track, tmp_path: Path, credential: Credential, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = published(track, tmp_path, Format.MP3, credential)
    monkeypatch.setitem(sys.modules, "c2pa", None)
    assert examine(path).signature.state is State.UNCHECKED


def test_a_signed_brief_is_replaced_by_the_next(
    track: Track, tmp_path: Path, credential: Credential
) -> None:
    finish = Finish(origin=Origin.TRAINED, credential=credential)
    for format_ in SIGNABLE:
        first = publish(track, tmp_path, Encoding(format=format_), finish).mp3
        assert publish(track, tmp_path, Encoding(format=format_), finish).mp3 == first
    assert len(list(tmp_path.glob("20*"))) == len(SIGNABLE)


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        (lambda: ec.generate_private_key(ec.SECP384R1()), "ES384"),
        (lambda: ec.generate_private_key(ec.SECP521R1()), "ES512"),
        (ed25519.Ed25519PrivateKey.generate, "ED25519"),
        (lambda: rsa.generate_private_key(65537, 2048), "PS256"),
    ],
)
def test_keys_of_every_kind_that_the_standard_has_sign(
    make_chain, track: Track, tmp_path: Path, key, algorithm: str
) -> None:
    chain = make_chain(key=key())
    credential = load_credential(chain.certificate, chain.key, no_secret)
    assert credential.algorithm == algorithm
    _, report = published(track, tmp_path, Format.MP3, credential)
    assert report.signature.state is State.VALID


def test_a_key_may_stand_with_its_certificate(chain, tmp_path: Path) -> None:
    both = tmp_path / "both.pem"
    both.write_bytes(chain.certificate.read_bytes() + chain.key.read_bytes())
    assert load_credential(both, None, no_secret).algorithm == "ES256"


def test_a_locked_key_is_opened_by_the_secret_alone(make_chain) -> None:
    chain = make_chain(lock="Hafenbahn")
    opened = load_credential(chain.certificate, chain.key, {PASSWORD: "Hafenbahn"}.get)
    assert "PRIVATE" not in repr(opened)
    with pytest.raises(SignatureError, match=rf"key\.pem: the key is locked; set {PASSWORD}"):
        load_credential(chain.certificate, chain.key, no_secret)
    with pytest.raises(SignatureError, match=rf"key\.pem: {PASSWORD} does not open its key"):
        load_credential(chain.certificate, chain.key, {PASSWORD: "Fähre"}.get)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({"days": (-30, -1)}, r"certificate\.pem: is good from .* only; renew it"),
        ({"days": (1, 30)}, r"certificate\.pem: is good from .* only; renew it"),
        (
            {"purpose": ExtendedKeyUsageOID.SERVER_AUTH},
            r"certificate\.pem: nothing can be signed with this certificate \(.*certificate",
        ),
        (
            {"key": ec.generate_private_key(ec.SECP256K1())},
            r"certificate\.pem: C2PA has no signatures by keys of this kind",
        ),
    ],
)
def test_what_is_not_good_for_signing_is_told(make_chain, wanted, reason: str) -> None:
    chain = make_chain(**wanted)
    with pytest.raises(SignatureError, match=reason):
        load_credential(chain.certificate, chain.key, no_secret)


def test_another_certificates_key_is_told(make_chain, chain) -> None:
    other = make_chain("other")
    with pytest.raises(SignatureError, match="the key is not that of the first certificate"):
        load_credential(chain.certificate, other.key, no_secret)


@pytest.mark.parametrize(
    ("certificate", "key", "reason"),
    [
        ("missing.pem", None, r"missing\.pem: cannot be read \(No such file"),
        ("text.pem", None, r"text\.pem: holds no private key in PEM"),
        ("chain/certificate.pem", "missing.pem", r"missing\.pem: cannot be read"),
        ("chain/certificate.pem", None, r"certificate\.pem: holds no private key in PEM"),
        ("text.pem", "chain/key.pem", r"text\.pem: holds no certificate in PEM"),
        (".", None, r"cannot be read \(Is a directory"),
    ],
)
@pytest.mark.usefixtures("chain")
def test_files_that_are_none_are_told(
    tmp_path: Path, certificate: str, key: str | None, reason: str
) -> None:
    (tmp_path / "text.pem").write_text("Kein Zertifikat.")
    with pytest.raises(SignatureError, match=reason):
        load_credential(tmp_path / certificate, tmp_path / key if key else None, no_secret)


@pytest.mark.parametrize("library", ["c2pa", "cryptography"])
def test_a_library_that_is_missing_is_told(
    chain, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(SignatureError, match=r"pip install 'audiobrief\[c2pa\]'"):
        load_credential(chain.certificate, chain.key, no_secret)


@pytest.mark.parametrize("format_", [f for f in Format if f not in SIGNABLE])
def test_a_format_that_holds_no_manifest_is_told(
    track: Track, tmp_path: Path, credential: Credential, format_: Format
) -> None:
    with pytest.raises(SignatureError, match=f"a file of {format_} cannot be signed"):
        published(track, tmp_path, format_, credential)
    assert not list(tmp_path.glob("brief*"))
