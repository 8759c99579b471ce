"""MPEG audio frames, layer III: what a frame's header says (ISO/IEC 11172-3 and 13818-3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

HEADER_SIZE = 4
SYNC = 0xFFE
BIT_RATES = {
    True: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""kbit/s by the index in the header, from 1 on; first of MPEG-1, then of MPEG-2 and 2.5."""
SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Hz by the version's number in the header (MPEG-1, 2, 2.5), and the index."""
MPEG_1 = 3
LAYER_III = 1
MONO = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A frame as its header describes it."""

    word: int
    """The header itself, 32 bits."""
    bit_rate: int
    """bit/s"""
    sample_rate: int
    """Hz"""
    channels: int

    @property
    def is_mpeg1(self) -> bool:
        """Whether it is MPEG-1; MPEG-2 and 2.5 halve the rates and the frames."""
        return self.word >> 19 & 3 == MPEG_1

    @property
    def samples(self) -> int:
        """Samples of each channel in a frame."""
        return 1152 if self.is_mpeg1 else 576

    @property
    def size(self) -> int:
        """Bytes, with the header and the padding."""
        return self.samples // 8 * self.bit_rate // self.sample_rate + (self.word >> 9 & 1)

    @property
    def side_info_size(self) -> int:
        """Bytes behind the header that tell how the rest is coded."""
        sizes = (17, 32) if self.is_mpeg1 else (9, 17)
        return sizes[self.channels - 1]


def read_frame(data: bytes, offset: int = 0) -> Frame | None:
    """The frame whose header stands at an offset; None where there is none."""
    return _frame(int.from_bytes(data[offset : offset + HEADER_SIZE]))


@lru_cache(maxsize=256)  # the frames of a file have a handful of headers
def _frame(word: int) -> Frame | None:
    version, rate_index, bit_index = word >> 19 & 3, word >> 10 & 3, word >> 12 & 15
    if word >> 20 & SYNC != SYNC or word >> 17 & 3 != LAYER_III:
        return None
    if version not in SAMPLE_RATES or rate_index == 3 or bit_index in {0, 15}:  # noqa: PLR2004 # reserved
        return None
    return Frame(
        word=word,
        bit_rate=1000 * BIT_RATES[version == MPEG_1][bit_index - 1],
        sample_rate=SAMPLE_RATES[version][rate_index],
        channels=1 if word >> 6 & 3 == MONO else 2,
    )


def frame_offsets(data: bytes, offset: int = 0) -> Iterator[int]:
    """Where each frame begins, from an offset on, as long as one follows the other."""
    while (size := _size(data[offset : offset + HEADER_SIZE])) and offset + size <= len(data):
        yield offset
        offset += size


@lru_cache(maxsize=256)
def _size(header: bytes) -> int:
    frame = read_frame(header)
    return frame.size if frame else 0
