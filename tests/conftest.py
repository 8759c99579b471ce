"""What the tests of several rooms need."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from audiobrief.model import Article, Boundary, Brief, Cue, Passage, Role, Sentence, Utterance

ROOT = Path(__file__).parent.parent

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_configure() -> None:
    """Take interrupts: a shell starts what runs in its background with them ignored."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of other people's texts beside the checkout; skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared beside this checkout")
    return folder


@pytest.fixture(scope="session")
def golden() -> Path:
    """The folder of golden files."""
    return Path(__file__).parent / "golden"


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the settings, the voices or the cache of whoever runs it."""
    for name in [name for name in os.environ if name.startswith("AUDIOBRIEF_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AUDIOBRIEF_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("AUDIOBRIEF_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("AUDIOBRIEF_VOICES", str(tmp_path / "voices"))
    monkeypatch.setenv("AUDIOBRIEF_MODELS", str(tmp_path / "models"))


@pytest.fixture(autouse=True)
def _services_never_asked() -> None:
    """No test knows of services that failed in another."""
    if module := sys.modules.get("audiobrief.synthesise.service"):
        module.service.cache_clear()


@pytest.fixture
def audiobrief(tmp_path: Path) -> Run:
    """The command as a user starts it, in an empty folder."""

    def run(*arguments: str | Path, stdin: str | bytes = b"") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "audiobrief", *map(str, arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=tmp_path,
            check=False,
            timeout=100,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Files of a newsroom that signs."""

    certificate: Path
    """The signer's own certificate and that of its authority."""
    key: Path
    authority: Path


MakeChain = Callable[..., Chain]


@pytest.fixture
def make_chain(tmp_path: Path) -> MakeChain:
    """Chains as C2PA wants them: for signatures, by an authority of one's own."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        NoEncryption,
        PrivateFormat,
    )
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    def named(name: str) -> x509.Name:
        organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Elbkurier")
        return x509.Name([organisation, x509.NameAttribute(NameOID.COMMON_NAME, name)])

    def usage(*, authority: bool) -> x509.KeyUsage:
        flags = dict.fromkeys(
            ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False
        ) | dict.fromkeys(("encipher_only", "decipher_only"), False)
        return x509.KeyUsage(
            digital_signature=not authority, key_cert_sign=authority, crl_sign=authority, **flags
        )

    def make(
        folder: str = "chain",
        *,
        days: tuple[float, float] = (-1, 365),
        purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.EMAIL_PROTECTION,
        key: object = None,
        lock: str = "",
    ) -> Chain:
        now = datetime.now(UTC)
        root, own = ec.generate_private_key(ec.SECP256R1()), key
        own = own or ec.generate_private_key(ec.SECP256R1())

        def certificate(name: str, holder: object, *, authority: bool) -> bytes:
            builder = (
                x509.CertificateBuilder()
                .subject_name(named(name))
                .issuer_name(named("Elbkurier CA"))
                .public_key(holder.public_key())
                .serial_number(x509.random_serial_number())
                .not_valid_before(now + timedelta(days=days[0]))
                .not_valid_after(now + timedelta(days=days[1]))
                .add_extension(x509.BasicConstraints(ca=authority, path_length=None), True)
                .add_extension(usage(authority=authority), True)
                .add_extension(
                    x509.SubjectKeyIdentifier.from_public_key(holder.public_key()), False
                )
            )
            if not authority:
                issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key())
                builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), False)
                builder = builder.add_extension(issuer, False)
            return builder.sign(root, SHA256()).public_bytes(Encoding.PEM)

        home = tmp_path / folder
        home.mkdir()
        chain = Chain(
            certificate=home / "certificate.pem", key=home / "key.pem", authority=home / "ca.pem"
        )
        locked = BestAvailableEncryption(lock.encode()) if lock else NoEncryption()
        chain.key.write_bytes(own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))
        chain.authority.write_bytes(certificate("Elbkurier CA", root, authority=True))
        own_certificate = certificate("Redaktion", own, authority=False)
        chain.certificate.write_bytes(own_certificate + chain.authority.read_bytes())
        return chain

    return make


@pytest.fixture
def radweg(golden: Path, tmp_path: Path) -> Brief:
    """A brief with chapters; its MP3 is named, but is not there."""
    article = Article(
        source="-",
        kicker="Verkehr",
        headline="Neuer Radweg über den Fjord öffnet im April",
        lead="Nach 14 Jahren Streit wird der 2,6 km lange Radweg über den Fjord fertig.",
        body=(),
        published=datetime(2026, 11, 18, 9, 30, tzinfo=UTC),
        outlet="Fjordblatt",
        byline="Von Jette Lorenz",
        authors=("Jette Lorenz",),
        credit="fjordblatt.example, jlo/dpa",
        url="https://fjordblatt.example/verkehr/radweg",
    )
    cues = spoken(article, (golden / "radweg.tsv").read_text(encoding="utf-8"))
    return Brief(
        article=article,
        mp3=tmp_path / "radweg.mp3",
        duration=cues[-1].end + 0.5,
        cues=cues,
        loudness=-19.0,
    )


@pytest.fixture
def digest(radweg: Brief) -> Brief:
    """A brief of two articles, one of them without an address, in two voices."""
    from audiobrief.briefing.gather import together
    from audiobrief.briefing.script import presented
    from audiobrief.choices import Script
    from audiobrief.stitch.chapters import chapters

    rows: list[Passage] = []
    for cue in radweg.cues[2:]:
        sentence = cue.utterance.sentence
        rows.append(Passage(role=sentence.role, text=sentence.text))
    first = replace(radweg.article, body=tuple(rows))
    second = Article(
        source="moor.txt",
        headline="Kraniche rasten im Moor",
        lead="So viele wie nie.",
        body=(Passage(role=Role.ITEM, text="30.000 Vögel"),),
    )
    published = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
    whole = together("Der Morgen", published, (first, second))
    cues: list[Cue] = []
    for sentence in presented(whole, Script()):
        start = cues[-1].end + 0.5 if cues else 0.0
        voice = "pico" if sentence.role is Role.LINK or not cues else "espeak"
        utterance = Utterance(sentence=sentence, text=sentence.text)
        end = start + len(sentence.text) / 15
        cues.append(Cue(start=start, end=end, utterance=utterance, voice=voice))
    duration = cues[-1].end + 0.5
    return replace(
        radweg,
        article=whole,
        mp3=radweg.mp3.with_name("der-morgen.mp3"),
        cues=tuple(cues),
        duration=duration,
        chapters=chapters(cues, duration),
    )


def spoken(article: Article, rows: str) -> tuple[Cue, ...]:
    """Cues of rows as `radweg.tsv` has them: 15 characters a second, half a second between."""
    lines = [line.split("\t") for line in rows.splitlines() if not line.startswith("#")]
    cues: list[Cue] = []
    for (role, *texts), after in zip(lines, [*lines[1:], [""]], strict=True):
        if not role:
            continue
        boundary = Boundary.SENTENCE if after[0] else Boundary.PARAGRAPH
        sentence = Sentence(article=article, role=Role(role), text=texts[0], boundary=boundary)
        start = cues[-1].end + 0.5 if cues else 0.0
        utterance = Utterance(sentence=sentence, text=texts[1])
        cues.append(Cue(start=start, end=start + len(texts[1]) / 15, utterance=utterance))
    return tuple(cues)
