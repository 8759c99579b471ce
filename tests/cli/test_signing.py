"""Signed briefs, as a newsroom makes them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def newsroom(make_chain: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    (tmp_path / "artikel.txt").write_text(
        "Kai wird erneuert\n\nDie Arbeiten am Kai dauern bis in den Herbst, sagte die Behörde.\n"
    )
    return make_chain


def test_a_brief_is_signed_on_the_command_line(audiobrief, newsroom) -> None:
    chain = newsroom()
    sign = ("--certificate", chain.certificate, "--certificate-key", chain.key)
    done = audiobrief("make", "artikel.txt", "-o", "x.mp3", "-q", *sign)
    assert (done.returncode, done.stderr) == (0, "")
    known = json.loads(audiobrief("inspect", "x.mp3", "--json", "--trust", chain.authority).stdout)
    assert known["signature"]["state"] == "trusted"
    assert known["signature"]["signer"] == "Redaktion, Elbkurier"
    assert known["signature"]["source_type"].endswith("/algorithmicMedia")
    unknown = audiobrief("inspect", "x.mp3").stdout
    assert "valid, by Redaktion, Elbkurier: signer unknown" in unknown


def test_the_settings_sign_every_brief(
    audiobrief, newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain = newsroom(lock="Hafenbahn")
    (tmp_path / "config.toml").write_text(
        f'certificate = "{chain.certificate}"\ncertificate_key = "{chain.key}"\n'
        f'trust = "{chain.authority}"\n'
    )
    locked = audiobrief("make", "artikel.txt", "-o", "x.m4a", "-q")
    assert locked.returncode == 15
    assert "set AUDIOBRIEF_KEY_PASSWORD" in locked.stderr
    monkeypatch.setenv("AUDIOBRIEF_KEY_PASSWORD", "Hafenbahn")
    assert audiobrief("make", "artikel.txt", "-o", "x.m4a", "-q").returncode == 0
    assert "by Redaktion, Elbkurier, who is trusted" in audiobrief("inspect", "x.m4a").stdout


@pytest.mark.parametrize(
    ("output", "certificate", "reason"),
    [
        ("x.mp3", "artikel.txt", "artikel.txt: holds no private key"),
        ("x.opus", "artikel.txt", "a file of opus cannot be signed; choose mp3, wav, flac"),
    ],
)
def test_what_cannot_be_signed_is_told_before_anything_is_spoken(
    audiobrief, newsroom, tmp_path: Path, output: str, certificate: str, reason: str
) -> None:
    newsroom()
    done = audiobrief("make", "artikel.txt", "-o", output, "-q", "--certificate", certificate)
    assert done.returncode == 15
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / output).exists()
    assert not (tmp_path / "cache").exists()


def test_what_is_to_be_trusted_must_be_certificates(audiobrief, tmp_path: Path) -> None:
    (tmp_path / "artikel.txt").write_text("Kein Zertifikat.")
    done = audiobrief("inspect", "x.wav", "--trust", "artikel.txt")
    assert (done.returncode, done.stdout) == (15, "")
    assert "artikel.txt: holds no certificate in PEM" in done.stderr
