"""Where the sound of an MP3 is among what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from audiobrief.errors import AudioFileError
from audiobrief.publish.id3 import tag_size
from audiobrief.publish.mp3.frames import Frame, frame_offsets, read_frame
from audiobrief.publish.mp3.info import Info, read_info

SEARCHED = 1 << 16
"""Bytes in front of the first frame in which other programs' leavings are skipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The frames of an MP3."""

    start: int
    """Bytes in front of the first."""
    bit_rate: int
    """bit/s, the mean of all frames."""
    info: Info | None
    """What the frame in front says; None where there is no such frame."""


def find_stream(data: bytes) -> Stream:
    """The sound in an MP3; raises AudioFileError for what is none, and for one cut short."""
    start, frame = _first_frame(data)
    offsets = list(frame_offsets(data, start))
    frames, length = len(offsets) - 1, offsets[-1] - start
    info = read_info(data[start:])
    if info:
        _check_whole(info, len(data) - start, frames)
    mean = round(8 * length * frame.sample_rate / (frames * frame.samples)) if frames else 0
    return Stream(start=start, bit_rate=mean or frame.bit_rate, info=info)


def _first_frame(data: bytes) -> tuple[int, Frame]:
    """The first place where one frame follows another, and the frame there."""
    start = tag_size(data)
    for place in range(start, min(start + SEARCHED, len(data))):
        # Two sync bytes may stand anywhere; two frames at the right distance do not.
        frame = read_frame(data, place)
        if frame and (place + frame.size == len(data) or read_frame(data, place + frame.size)):
            return place, frame
    raise AudioFileError("is no sound file that is known, or too damaged to be read as one")


def _check_whole(info: Info, size: int, frames: int) -> None:
    if size < info.size:
        raise AudioFileError(f"is cut short by {info.size - size} bytes; make it again")
    if frames < info.frames:
        raise AudioFileError(
            f"is damaged, {frames} of {info.frames} frames can be read; make it again"
        )
