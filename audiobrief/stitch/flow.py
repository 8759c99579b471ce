"""Clips in, sound out while they come: what `stitch` makes a track of, for who listens already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from audiobrief.choices import Pauses
from audiobrief.errors import SpeechError
from audiobrief.model import Audio, Clip, Cue
from audiobrief.sound.limit import limit
from audiobrief.stitch import NOTHING
from audiobrief.stitch.balance import balanced, gains
from audiobrief.stitch.cut import at_rate, common_rate, cut
from audiobrief.stitch.join import join
from audiobrief.stitch.level import CEILING, TARGET, evened
from audiobrief.stitch.mix import mixed

if TYPE_CHECKING:
    from audiobrief.stitch.music import Music


def flow(
    clips: Iterable[Clip], pauses: Pauses, music: Music, samples: Sequence[Clip] = ()
) -> Iterator[tuple[Audio, Cue | None]]:
    """The sound bit by bit, each soon after its clip, levelled, with pauses and music.

    Beside each bit stands the sentence that is heard in it, None for silence and music. All bits
    have one sample rate. `samples` are sentences of every voice, where several are
    heard: they are brought to one loudness by these, as nothing is known of who comes last when
    the first is heard. Raises SpeechError as `stitch` does, when it gets there.
    """
    pieces = cut(clips)
    first = next(pieces, None)
    if first is None:
        raise SpeechError(NOTHING)
    examples = list(cut(samples))
    sample_rate = common_rate([first, *examples], music.sample_rates)
    louder = gains([at_rate(example, sample_rate) for example in examples])
    alike = (at_rate(piece, sample_rate) for piece in chain([first], pieces))
    speech = join(balanced(alike, louder), pauses, sample_rate)
    for stretch in mixed(evened(speech, sample_rate), music, TARGET, sample_rate):
        audio = Audio(samples=stretch.samples, sample_rate=sample_rate)
        if music.sample_rates:
            limit(audio, CEILING)
        yield audio, stretch.cue
