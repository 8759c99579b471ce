"""What is in a finished MP3."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log10
from pathlib import Path

import numpy as np

from audiobrief.errors import AudioFileError
from audiobrief.model import Audio, Chapter, Seconds, marker
from audiobrief.publish.contents import read_chapters
from audiobrief.publish.lines import Line, read_lines
from audiobrief.publish.mp3.frames import Frame, frame_offsets, read_frame
from audiobrief.publish.mp3.info import Info, read_info
from audiobrief.publish.tags import Tags, read_tags, read_text

ID3_HEADER = 10
MOMENTS = 20
"""A second, for which the level is told."""
SEARCHED = 1 << 16
"""Bytes in front of the first frame in which other programs' leavings are skipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An MP3 as it is, judged by its decoded sound."""

    path: Path
    duration: Seconds
    """From the samples that a gapless player plays."""
    sample_rate: int
    """Hz"""
    channels: int
    bit_rate: int
    """bit/s, the mean of all frames."""
    size: int
    """Bytes, tags and all."""
    loudness: float
    """Integrated, in LUFS."""
    true_peak: float
    """dBTP"""
    loudness_range: float
    """LU"""
    info: Info | None
    """What the frame in front says; None where there is no such frame."""
    tags: Tags
    chapters: tuple[Chapter, ...]
    text: str | None
    """What is read, as printed; None where the tags do not tell."""
    lines: tuple[Line, ...]
    """The sentences with their times; none where the tags do not tell."""
    levels: tuple[float, ...]
    """dBFS of every twentieth of a second, its channels together; -inf for silence."""

    @property
    def marker(self) -> str:
        """The player's text before it starts: `00:00 / 02:18`."""
        return marker(self.duration)


def examine(path: Path) -> Report:
    """What is in an MP3: its clock, its format, its tags, its level.

    Raises AudioFileError for a file that is missing, no MP3, or cut short.
    """
    from audiobrief.sound.loudness import integrated_loudness, loudness_range, true_peak

    data = _read(path)
    start, frame = _first_frame(data, path)
    offsets = list(frame_offsets(data, start))
    info = read_info(data[start:])
    if info:
        _check_whole(info, len(data) - start, len(offsets) - 1, path)
    channels = _decoded(data[start:], path)
    length = offsets[-1] - start
    return Report(
        path=path,
        duration=channels[0].duration,
        sample_rate=frame.sample_rate,
        channels=frame.channels,
        bit_rate=_bit_rate(frame, length, len(offsets) - 1),
        size=len(data),
        loudness=integrated_loudness(*channels),
        true_peak=true_peak(*channels),
        loudness_range=loudness_range(*channels),
        info=info,
        tags=read_tags(path),
        chapters=read_chapters(path),
        text=read_text(path),
        lines=read_lines(path),
        levels=_levels(channels),
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AudioFileError(f"{path}: cannot be read ({error.strerror or error})") from error


def _decoded(stream: bytes, path: Path) -> tuple[Audio, ...]:
    from audiobrief.sound.files import decode_channels

    try:
        return decode_channels(stream)
    except AudioFileError as error:
        raise AudioFileError(f"{path}: {error}") from error
    except MemoryError as error:  # decoders make room for as many frames as a header claims
        raise AudioFileError(f"{path}: is damaged, its header claims hours of sound") from error


def _levels(channels: tuple[Audio, ...]) -> tuple[float, ...]:
    powers = np.sum([np.square(each.samples) for each in channels], axis=0)
    starts = np.arange(0, len(powers), max(1, channels[0].sample_rate // MOMENTS))
    if not len(starts):
        return ()
    sums = np.add.reduceat(powers, starts, dtype=np.float64)
    lengths = np.diff(np.append(starts, len(powers)))
    means = (float(mean) for mean in sums / lengths)
    return tuple(10 * log10(mean) if mean else -inf for mean in means)


def _first_frame(data: bytes, path: Path) -> tuple[int, Frame]:
    """The first place where one frame follows another, and the frame there."""
    start = _behind_tags(data)
    for place in range(start, min(start + SEARCHED, len(data))):
        # Two sync bytes may stand anywhere; two frames at the right distance do not.
        frame = read_frame(data, place)
        if frame and (place + frame.size == len(data) or read_frame(data, place + frame.size)):
            return place, frame
    raise AudioFileError(f"{path}: is no MP3, or too damaged to be read as one")


def _behind_tags(data: bytes) -> int:
    if data[:3] != b"ID3" or len(data) < ID3_HEADER:
        return 0
    size = 0
    for byte in data[6:ID3_HEADER]:
        size = size << 7 | byte & 0x7F
    return ID3_HEADER + size


def _check_whole(info: Info, size: int, frames: int, path: Path) -> None:
    if size < info.size:
        raise AudioFileError(f"{path}: is cut short by {info.size - size} bytes; make it again")
    if frames < info.frames:
        raise AudioFileError(
            f"{path}: is damaged, {frames} of {info.frames} frames can be read; make it again"
        )


def _bit_rate(frame: Frame, length: int, frames: int) -> int:
    if frames == 0:
        return frame.bit_rate
    return round(8 * length * frame.sample_rate / (frames * frame.samples))
