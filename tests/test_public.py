"""The public names."""

import subprocess
import sys

import pytest

import audiobrief


@pytest.mark.parametrize("name", audiobrief.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(audiobrief, name).__module__.startswith("audiobrief.")


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'make_coffee'"):
        audiobrief.make_coffee  # noqa: B018 - the access is the test


@pytest.mark.parametrize(
    ("room", "strangers"),
    [
        ("clean", {"synthesise", "stitch", "publish", "segment", "normalise", "pipeline"}),
        ("segment", {"synthesise", "stitch", "publish", "clean", "normalise", "pipeline"}),
        ("normalise", {"synthesise", "stitch", "publish", "clean", "segment", "pipeline"}),
        ("synthesise", {"clean", "segment", "normalise", "stitch", "publish", "pipeline"}),
    ],
)
def test_a_stage_imports_no_other(room: str, strangers: set[str]) -> None:
    code = f"import sys, audiobrief.{room}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()
    assert f"audiobrief.{room}" in loaded
    assert not {f"audiobrief.{stranger}" for stranger in strangers} & set(loaded)


@pytest.mark.parametrize(
    ("room", "library"),
    [
        ("cli", "numpy"),
        ("cli", "trafilatura"),
        ("cli", "rich"),
        ("clean", "trafilatura"),
        ("clean", "httpx"),
        ("segment", "numpy"),
        ("normalise", "numpy"),
    ],
)
def test_a_room_starts_without_what_it_may_never_need(room: str, library: str) -> None:
    code = f"import sys, audiobrief.{room}; print({library!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
