"""What is in a finished sound file."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from math import inf, log10
from pathlib import Path

import numpy as np

from audiobrief.choices import Format
from audiobrief.errors import AudioFileError
from audiobrief.model import Audio, Seconds, marker
from audiobrief.publish.containers import told_bit_rate, told_digest
from audiobrief.publish.kind import MIMES, format_of
from audiobrief.publish.mp3.info import Info
from audiobrief.publish.mp3.stream import Stream, find_stream
from audiobrief.publish.signing.manifest import Signature, read_signature
from audiobrief.publish.told import Told, read_told
from audiobrief.sound.whole import check_whole

MOMENTS = 20
"""A second, for which the level is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A sound file as it is, judged by its decoded sound."""

    path: Path
    format: Format
    duration: Seconds
    """From the samples that a gapless player plays."""
    sample_rate: int
    """Hz"""
    channels: int
    bit_rate: int
    """bit/s, the mean of all sound."""
    size: int
    """Bytes, tags and all."""
    loudness: float
    """Integrated, in LUFS."""
    true_peak: float
    """dBTP"""
    loudness_range: float
    """LU"""
    info: Info | None
    """What the frame in front of an MP3 says; None where there is no such frame."""
    intact: bool | None
    """Whether the sound is as it was made; None where the file has no checksum of it."""
    told: Told
    """What it says of itself."""
    signature: Signature | None
    """By whom it is said to be made; None where nobody signed it."""
    levels: tuple[float, ...]
    """dBFS of every twentieth of a second, its channels together; -inf for silence."""

    @property
    def marker(self) -> str:
        """The player's text before it starts: `00:00 / 02:18`."""
        return marker(self.duration)


def examine(path: Path, trusted: str = "") -> Report:
    """What is in a sound file: its clock, its format, its tags, its level, who signed it.

    `trusted` are certificates in PEM of those who may vouch for a signer. Raises AudioFileError
    for a file that is missing, of no known format, or cut short.
    """
    from audiobrief.sound.loudness import integrated_loudness, loudness_range, true_peak

    data = _read(path)
    format_ = format_of(BytesIO(data)) or Format.MP3
    try:
        stream = find_stream(data) if format_ is Format.MP3 else None
        check_whole(data)
        channels = _decoded(data[stream.start if stream else 0 :])
    except AudioFileError as error:
        raise AudioFileError(f"{path}: {error}") from error
    duration = channels[0].duration
    return Report(
        path=path,
        format=format_,
        duration=duration,
        sample_rate=channels[0].sample_rate,
        channels=len(channels),
        bit_rate=_bit_rate(path, format_, stream) or round(8 * len(data) / duration),
        size=len(data),
        loudness=integrated_loudness(*channels),
        true_peak=true_peak(*channels),
        loudness_range=loudness_range(*channels),
        info=stream.info if stream else None,
        intact=_intact(path, data, format_, stream),
        told=read_told(path, duration),
        signature=read_signature(data, MIMES[format_], trusted),
        levels=_levels(channels),
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AudioFileError(f"{path}: cannot be read ({error.strerror or error})") from error


def _decoded(stream: bytes) -> tuple[Audio, ...]:
    from audiobrief.sound.files import decode_channels

    try:
        return decode_channels(stream)
    except MemoryError as error:  # decoders make room for as many frames as a header claims
        raise AudioFileError("is damaged, its header claims hours of sound") from error


def _bit_rate(path: Path, format_: Format, stream: Stream | None) -> int:
    return stream.bit_rate if stream else told_bit_rate(path, format_)


def _intact(path: Path, data: bytes, format_: Format, stream: Stream | None) -> bool | None:
    if stream:
        return stream.info.intact if stream.info else None
    wanted = told_digest(path) if format_ is Format.FLAC else None
    if wanted is None:
        return None
    from audiobrief.sound.files import pcm_digest

    return pcm_digest(data) == wanted


def _levels(channels: tuple[Audio, ...]) -> tuple[float, ...]:
    powers = np.sum([np.square(each.samples) for each in channels], axis=0)
    starts = np.arange(0, len(powers), max(1, channels[0].sample_rate // MOMENTS))
    if not len(starts):
        return ()
    sums = np.add.reduceat(powers, starts, dtype=np.float64)
    lengths = np.diff(np.append(starts, len(powers)))
    means = (float(mean) for mean in sums / lengths)
    return tuple(10 * log10(mean) if mean else -inf for mean in means)
