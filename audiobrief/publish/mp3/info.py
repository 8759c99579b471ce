"""The frame in front of an MP3 that tells its exact length: the Info tag with LAME's extension.

After "MP3 Info Tag revision 1" by Gabriel Bouvigne and what LAME's VbrTag.c writes. Without
it, players take a file for up to a tenth of a second too long, and cannot play it gaplessly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from audiobrief.publish.mp3.checksum import crc16
from audiobrief.publish.mp3.frames import BIT_RATES, HEADER_SIZE, Frame, frame_offsets, read_frame

ENCODER_DELAY = 576
"""Samples of silence that LAME puts in front, at every rate."""
FLAGS = 0b1111
"""Frame count, byte count, table of contents and quality are all there."""
POINTS = 100
"""Entries in the table of contents: where each per cent of the time begins."""
BEST = 100
"""Less the encoder's quality setting, as LAME counts it."""
CONSTANT_RATE = 1
VARIABLE_RATE = 4
"""LAME's mtrh."""
INFO_SIZE = 8 + 4 + 4 + POINTS + 4
EXTENSION_SIZE = 36
VERSION = re.compile(rb"LAME(\d\.\d{1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """What the frame in front says of the sound behind it."""

    frames: int
    """Frames of sound, this one not counted."""
    size: int
    """Bytes from this frame to the end of the sound."""
    delay: int
    """Samples in front that are not part of the sound, the decoder's own not counted."""
    padding: int
    """The same at the end."""
    encoder: str
    """`LAME3.100`"""
    intact: bool
    """Whether the file behind has the length and the checksum it should have."""


def with_info(stream: bytes, samples: int, *, variable: bool = False, quality: int = 3) -> bytes:
    """An MP3 stream as LAME makes it from so many samples, with the Info frame in front.

    Where the bit rate is variable, the frame is called Xing. `quality` is what LAME was set to.
    """
    frame = read_frame(stream)
    if frame is None:
        raise ValueError("no MP3 stream")
    offsets = list(frame_offsets(stream))
    padding = len(offsets) * frame.samples - ENCODER_DELAY - samples
    carrier = _carrier(frame)
    total = carrier.size + len(stream)
    head = carrier.word.to_bytes(HEADER_SIZE) + bytes(carrier.side_info_size)
    info = (b"Xing" if variable else b"Info") + b"".join(
        n.to_bytes(4) for n in (FLAGS, len(offsets), total)
    )
    info += _contents(offsets, carrier.size, total) + (BEST - quality).to_bytes(4)
    extension = _version(stream) + bytes([VARIABLE_RATE if variable else CONSTANT_RATE]) + bytes(10)
    extension += bytes([min(255, frame.bit_rate // 1000)])
    extension += (ENCODER_DELAY << 12 | padding).to_bytes(3) + _source(frame) + bytes(3)
    extension += total.to_bytes(4) + crc16(stream).to_bytes(2)
    tag = head + info + extension
    tag += crc16(tag).to_bytes(2)
    return tag + bytes(carrier.size - len(tag)) + stream


def read_info(stream: bytes) -> Info | None:
    """What an Info or Xing frame at the start of a stream says; None where there is none."""
    frame = read_frame(stream)
    if frame is None:
        return None
    start = HEADER_SIZE + frame.side_info_size
    info = stream[start : start + INFO_SIZE + EXTENSION_SIZE]
    extension = info[INFO_SIZE:]
    if info[:4] not in {b"Info", b"Xing"} or info[7] & FLAGS != FLAGS or extension[:1] != b"L":
        return None
    gaps = int.from_bytes(extension[21:24])
    length, checksum = int.from_bytes(extension[28:32]), int.from_bytes(extension[32:34])
    return Info(
        frames=int.from_bytes(info[8:12]),
        size=length,
        delay=gaps >> 12,
        padding=gaps & 0xFFF,
        encoder=extension[:9].rstrip(b"\0 ").decode("ascii", "replace"),
        intact=len(stream) >= length and crc16(stream[frame.size : length]) == checksum,
    )


def _carrier(frame: Frame) -> Frame:
    """A frame like the stream's, with the lowest bit rate from its own on that has the room."""
    needed = HEADER_SIZE + frame.side_info_size + INFO_SIZE + EXTENSION_SIZE
    for index, rate in enumerate(BIT_RATES[frame.is_mpeg1], start=1):
        word = frame.word & ~0xF200 | index << 12
        carrier = read_frame(word.to_bytes(HEADER_SIZE))
        if carrier and 1000 * rate >= frame.bit_rate and carrier.size >= needed:
            return carrier
    raise ValueError("no frame has room for the Info tag")


def _contents(offsets: list[int], start: int, total: int) -> bytes:
    """The place of each per cent of the time, in 256ths of the file."""
    places = (offsets[len(offsets) * point // POINTS] for point in range(POINTS))
    return bytes(256 * (start + place) // total for place in places)


def _version(stream: bytes) -> bytes:
    """The encoder's name as it stands in the stream itself, in nine bytes."""
    found = VERSION.search(stream)
    return (found[0] if found else b"LAME").ljust(9, b"\0")[:9]


def _source(frame: Frame) -> bytes:
    """One byte: the class of the source's sample rate; mono or stereo."""
    classes = {44100: 1, 48000: 2}
    return bytes([classes.get(frame.sample_rate, 0) << 6 | (frame.channels == 2) << 2])  # noqa: PLR2004
