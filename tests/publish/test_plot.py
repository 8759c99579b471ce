"""A brief is drawn with its level, sentences and chapters."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from audiobrief.errors import OutputError
from audiobrief.model import Track
from audiobrief.publish import publish
from audiobrief.publish.plot import HEIGHT, WIDTH, columns, plot, write_plot
from audiobrief.publish.report import MOMENTS, examine

MakeTrack = Callable[..., Track]


def test_a_brief_becomes_a_picture_of_one_size(make_track: MakeTrack, tmp_path: Path) -> None:
    report = examine(publish(make_track(12.5, 24000), tmp_path).mp3)
    write_plot(report, tmp_path / "level.png")
    picture = (tmp_path / "level.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", picture[16:24]) == (WIDTH, HEIGHT)
    assert picture == plot(report)


def test_the_level_is_that_of_the_sound(make_track: MakeTrack, tmp_path: Path) -> None:
    report = examine(publish(make_track(12.5, 24000), tmp_path).mp3)
    assert len(report.levels) == pytest.approx(12.5 * MOMENTS, abs=1)
    assert max(report.levels) <= report.true_peak


def test_every_column_has_the_highest_level_of_its_time() -> None:
    assert list(columns([-30.0, -10.0, -50.0, -20.0], 2)) == [-10.0, -20.0]
    assert list(columns([-30.0, -10.0], 4)) == [-30.0, -30.0, -10.0, -10.0]


def test_a_picture_that_cannot_be_written_leaves_nothing(
    make_track: MakeTrack, tmp_path: Path
) -> None:
    report = examine(publish(make_track(5.0, 24000), tmp_path).mp3)
    with pytest.raises(OutputError, match="choose another name"):
        write_plot(report, tmp_path / "missing" / "level.png")
    assert not (tmp_path / "missing").exists()
