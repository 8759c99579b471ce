"""The values that pass between stages."""

import pytest

from audiobrief.choices import Pauses
from audiobrief.model import Boundary, clock, marker


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (0.0, "00:00 / 00:00"),
        (137.999, "00:00 / 02:17"),
        (138.04, "00:00 / 02:18"),
        (3599.99, "00:00 / 59:59"),
        (3600.0, "00:00:00 / 01:00:00"),
        (36061.5, "00:00:00 / 10:01:01"),
    ],
)
def test_marker_reads_as_on_a_news_site(duration: float, text: str) -> None:
    assert marker(duration) == text


def test_marker_moves_with_the_position() -> None:
    assert marker(138.04, 41.6) == "00:41 / 02:18"


def test_position_within_a_long_brief_has_hours_too() -> None:
    assert marker(4000.0, 41.6) == "00:00:41 / 01:06:40"


def test_clock_has_no_hours_below_one() -> None:
    assert clock(61) == "01:01"


@pytest.mark.parametrize("boundary", Boundary)
def test_every_boundary_has_a_pause(boundary: Boundary) -> None:
    assert Pauses().after(boundary) > 0
