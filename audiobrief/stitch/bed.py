"""Music below speech: quieter where somebody speaks, and up where nobody does for a while."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.model import Audio, Seconds
from audiobrief.sound.fades import faded
from audiobrief.sound.resample import resample
from audiobrief.stitch.join import Stretch
from audiobrief.stitch.music import amplified

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNDER_SPEECH = -21.0
"""LU from speech to the music below it: BBC and ARD ask for 18 to 23."""
IN_PAUSES = -13.0
"""The same where nobody speaks for a while."""
PAUSE: Seconds = 0.6
"""The music does not come up in shorter pauses."""
RAMP: Seconds = 0.25
"""How long it takes to come up and to go down again."""
EDGE: Seconds = 1.0
"""The fade at both ends of the music; so far must be known what comes."""
CHUNK = 1 << 16
"""Samples mixed at a time."""
SEAM: Seconds = 0.05
"""The cross-fade where a short piece begins again."""


def with_bed(
    stretches: Iterable[Stretch], bed: Audio, loudness: float, sample_rate: int
) -> Iterator[Stretch]:
    """The stretches with the music added, from end to end; `loudness` is that of the speech.

    Each is given on once what follows it for a second is there.
    """
    music = _Loop.of(amplified(resample(bed, sample_rate), loudness))
    gain = _Gain()
    waiting: deque[Stretch] = deque()
    done = known = 0
    for stretch in stretches:
        waiting.append(stretch)
        known += len(stretch.samples)
        if stretch.cue:
            gain.duck(stretch.cue.start, stretch.cue.end)
        while known - done - len(waiting[0].samples) >= EDGE * sample_rate:
            head = waiting.popleft()
            yield _mixed(head, done, music, gain, None)
            done += len(head.samples)
            gain.forget(done / sample_rate)
    while waiting:
        head = waiting.popleft()
        yield _mixed(head, done, music, gain, known)
        done += len(head.samples)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Loop:
    """A sound over and over, each time cross-faded into the next."""

    piece: NDArray[np.float32]
    """The sound, faded at both ends."""
    seam: int
    """Samples in which its end and its next beginning are heard together."""
    sample_rate: int

    @classmethod
    def of(cls, audio: Audio) -> _Loop:
        seam = min(round(SEAM * audio.sample_rate), len(audio.samples) // 3)
        return cls(piece=faded(audio, SEAM).samples, seam=seam, sample_rate=audio.sample_rate)

    def between(self, start: int, stop: int) -> NDArray[np.float32]:
        """The samples from one place to another."""
        step = len(self.piece) - self.seam
        places = np.arange(start, stop)
        within = places % step
        samples = self.piece[within]
        ending = (places >= step) & (within < self.seam)
        samples[ending] += self.piece[within[ending] + step]
        return samples


@dataclass(slots=True)
class _Gain:
    """How loud the music is beside speech over time, in LU, as points on a line."""

    spans: list[tuple[Seconds, Seconds]] = field(default_factory=list)
    """Stretches of speech; pauses too short for the music to come up lie inside."""

    def duck(self, start: Seconds, end: Seconds) -> None:
        """Note that somebody speaks."""
        if self.spans and start - self.spans[-1][1] < max(PAUSE, 2 * RAMP):
            self.spans[-1] = self.spans[-1][0], end
        else:
            self.spans.append((start, end))

    def forget(self, time: Seconds) -> None:
        """Keep nothing that does not count any more from a time on."""
        while len(self.spans) > 1 and self.spans[0][1] + RAMP < time:
            del self.spans[0]

    def at(self, times: NDArray[np.float64]) -> NDArray[np.float32]:
        """The factors on the music at some times."""
        places, levels = [], []
        for start, end in self.spans:
            places += [start - RAMP, start, end, end + RAMP]
            levels += [IN_PAUSES, UNDER_SPEECH, UNDER_SPEECH, IN_PAUSES]
        line = np.interp(times, places, levels) if places else np.full(len(times), IN_PAUSES)
        return np.power(10.0, line / 20).astype(np.float32)


def _mixed(stretch: Stretch, start: int, music: _Loop, gain: _Gain, total: int | None) -> Stretch:
    """The stretch that starts at a sample with the music, which ends at `total` where given."""
    samples = stretch.samples.copy()
    edge = round(EDGE * music.sample_rate)
    if total is not None:
        edge = min(edge, total // 2)
    for first in range(0, len(samples), CHUNK):
        part = samples[first : first + CHUNK]
        places = np.arange(start + first, start + first + len(part))
        ends = places if total is None else np.minimum(places, total - 1 - places)
        rise = 0.5 - 0.5 * np.cos(np.pi * np.minimum(ends / max(1, edge), 1.0))
        factor = gain.at(places / music.sample_rate) * rise.astype(np.float32)
        part += music.between(start + first, start + first + len(part)) * factor
    return replace(stretch, samples=samples)
