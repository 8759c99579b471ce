import json
from pathlib import Path

import pytest

from audiobrief.errors import ConfigError
from audiobrief.given.single import read_size

TEXT = """Stadtrat beschließt neue Buslinie zum Hafen

Der Stadtrat hat am Dienstag eine neue Buslinie zum Hafen beschlossen, sie fährt ab dem Sommer.

Die Busse sollen alle zehn Minuten kommen, teilte die Verwaltung am Abend nach der Sitzung mit.
"""


def test_the_cache_is_shown_and_cleared(audiobrief, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert audiobrief("make", "a.txt", "--voice", "espeak").returncode == 0
    shown = json.loads(audiobrief("cache", "--json").stdout)
    cache = tmp_path / "cache"
    assert shown["clips"] == len(list(cache.glob("*/*.clip"))) > 1
    assert shown["size"] == sum(file.stat().st_size for file in cache.glob("*/*"))
    assert len(list(cache.glob("*/*.run"))) == 1
    assert (shown["limit"], shown["folder"]) == (10**9, str(tmp_path / "cache"))
    assert audiobrief("cache").stdout.startswith(f"{shown['clips']} clips, ")
    cleared = json.loads(audiobrief("cache", "clear", "--json").stdout)
    assert cleared == {key: shown[key] for key in ("folder", "clips", "size")}
    assert audiobrief("cache", "clear").stdout == "removed: 0 clips, 0.0 MB\n"
    assert not list(cache.glob("*/*"))


def test_a_limit_in_the_environment_bounds_the_cache(audiobrief, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("AUDIOBRIEF_CACHE_LIMIT", "1 MB")
    many = "\n\n".join(f"{TEXT.splitlines()[2][:-1]} und {n} Ecken." for n in range(12))
    (tmp_path / "a.txt").write_text(f"{TEXT}\n{many}", encoding="utf-8")
    assert audiobrief("make", "a.txt", "--voice", "espeak").returncode == 0
    shown = json.loads(audiobrief("cache", "--json").stdout)
    assert 500_000 < shown["size"] <= shown["limit"] == 10**6


def test_no_cache_is_told(audiobrief, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOBRIEF_CACHE", "false")
    for command in (["cache"], ["cache", "clear"]):
        done = audiobrief(*command)
        assert done.returncode == 10
        assert "cache is false" in done.stderr


@pytest.mark.parametrize("value", ["1", 5, True, "1 KB", "0 MB", "-1 GB", "1e3 GB", "", "9999 TB"])
def test_a_size_without_sense_is_named(value) -> None:
    with pytest.raises(ConfigError, match=r"cache_limit is .*; give a size as 500 MB"):
        read_size("cache_limit", value, "here")


def test_sizes_are_read() -> None:
    sizes = {"500 MB": 5 * 10**8, "2GB": 2 * 10**9, " 1.5 TB ": 15 * 10**11}
    assert {text: read_size("x", text, "here") for text in sizes} == sizes
