"""Sound files of the kinds that FFmpeg's libraries read, and MP4 written. Hides av."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from audiobrief.errors import AudioFileError, ConfigError
from audiobrief.model import Audio, Chapter, Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

INSTALL = "pip install 'audiobrief[m4a]'"
KINDS = {
    4: {b"ftyp": "mov"},
    0: {
        b"\x1aE\xdf\xa3": "matroska",
        b"0&\xb2u": "asf",
        b"\xff\xf1": "aac",
        b"\xff\xf9": "aac",
        b"\x0bw": "ac3",
        b"#!AMR": "amr",
        b"wvpk": "wv",
        b"MAC ": "ape",
        b"TTA": "tta",
    },
}
"""By what stands at a place in a file, FFmpeg's name for its kind. Only these are read: others,
such as playlists, name further files and addresses."""
MICROSECONDS = 1_000_000
"""FFmpeg's unit for the time of a file."""
FRAME = 1024
"""Samples of each channel in a frame of AAC; LC has one of silence in front."""
CHUNK = 64 * FRAME
LAYOUTS = {1: "mono", 2: "stereo"}


def check_writable() -> None:
    """Nothing where MP4 files can be written; raises ConfigError elsewhere."""
    try:
        import av  # noqa: F401 - found out before anything is spoken
    except ImportError as error:
        raise ConfigError(f"M4A and M4B need a library more: {INSTALL}") from error


def kind_of(data: bytes) -> str | None:
    """FFmpeg's name for what a file is; None for what is not for it to read."""
    for place, kinds in KINDS.items():
        for mark, kind in kinds.items():
            if data[place : place + len(mark)] == mark:
                return kind
    return None


def encode(
    audio: Audio, channels: int, bit_rate: int, brand: str, chapters: Sequence[Chapter] = ()
) -> bytes:
    """The sound as AAC in an MP4 file that plays from its first bytes on.

    It lasts exactly as long as the sound in players that heed where it begins (an edit list):
    what is too short for whole frames is made up in front, which all of them leave out, and
    not behind, which some play. Chapters stand in it both as Nero and as QuickTime have them.
    `bit_rate` is in kbit/s; `brand` is what the file calls itself.
    """
    from tempfile import TemporaryDirectory

    import av

    rate = audio.sample_rate
    lead = -(len(audio.samples) + FRAME) % FRAME
    options = {"movflags": "faststart", "movie_timescale": str(rate), "brand": brand.ljust(4)}
    with TemporaryDirectory() as folder:  # what is moved to the front is read again by name
        path = Path(folder) / "sound.m4a"
        with av.open(path, "w", format="ipod", options=options) as file:
            stream = file.add_stream("aac", rate=rate)
            stream.layout, stream.bit_rate = LAYOUTS[channels], 1000 * bit_rate
            file.set_chapters([_mark(number, each, rate) for number, each in enumerate(chapters)])
            for start, samples in _pieces(audio.samples, lead):
                planes = np.ascontiguousarray(np.stack([samples] * channels))
                frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout=LAYOUTS[channels])
                frame.sample_rate, frame.pts = rate, start
                file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
        return path.read_bytes()


def decode(data: bytes) -> tuple[Audio, ...]:
    """The sound of a file channel by channel, without what its edit list leaves out.

    Raises AudioFileError for what cannot be read.
    """
    with _opened(data) as (file, stream):
        planes = _decoded(file, stream)
        if stream.duration:  # as decoders give the last frame whole, the rest is cut here
            planes = planes[:, : round(stream.duration * stream.time_base * stream.rate)]
        return tuple(
            Audio(samples=plane, sample_rate=stream.rate) for plane in np.ascontiguousarray(planes)
        )


def duration(data: bytes) -> Seconds:
    """How long a file says it lasts; 0 where it does not. Raises AudioFileError."""
    with _opened(data) as (file, stream):
        if stream.duration:
            return float(stream.duration * stream.time_base)
        return (file.duration or 0) / MICROSECONDS


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[Any, Any]]:
    """A file and the first sound in it."""
    try:
        import av
    except ImportError as error:
        raise AudioFileError(f"to read a file of this kind: {INSTALL}") from error
    try:
        with av.open(io.BytesIO(data), format=kind_of(data)) as file:
            yield file, file.streams.audio[0]
    except (av.FFmpegError, IndexError, ValueError, EOFError) as error:
        raise AudioFileError("this is no sound in a form that can be read") from error


def _decoded(file: Any, stream: Any) -> NDArray[np.float32]:  # noqa: ANN401 - av comes late
    import av

    plain = av.AudioResampler(format="fltp")
    pieces = [
        piece.to_ndarray() for frame in file.decode(stream) for piece in plain.resample(frame)
    ]
    return np.concatenate(pieces or [np.zeros((1, 0), np.float32)], axis=1)


def _pieces(samples: NDArray[np.float32], lead: int) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """The sound piece by piece, each with the time it begins at, some silence in front."""
    if lead:
        yield -lead, np.zeros(lead, np.float32)
    for start in range(0, len(samples), CHUNK):
        yield start, samples[start : start + CHUNK]


def _mark(number: int, chapter: Chapter, rate: int) -> Any:  # noqa: ANN401 - a table of av's
    from fractions import Fraction

    return {
        "id": number,
        "start": round(chapter.start * rate),
        "end": round(chapter.end * rate),
        "time_base": Fraction(1, rate),
        "metadata": {"title": chapter.title},
    }
