"""What the tests of several rooms need."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

Run = Callable[..., subprocess.CompletedProcess[str]]


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
