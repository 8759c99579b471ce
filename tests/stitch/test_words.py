"""When words are heard in a track."""

from dataclasses import replace

import numpy as np
import pytest

from audiobrief.choices import Pauses
from audiobrief.model import Audio, Clip, Word
from audiobrief.stitch import stitch
from audiobrief.stitch.music import GAP, Music


def with_words(clip: Clip, *spans: tuple[float, float]) -> Clip:
    words = tuple(
        Word(start=start, end=end, first=4 * place, behind=4 * place + 3)
        for place, (start, end) in enumerate(spans)
    )
    return replace(clip, audio=replace(clip.audio, words=words))


def spans(words) -> list[float]:
    return [time for word in words for time in (word.start, word.end)]


def test_words_lie_where_their_sentence_does(make_clip) -> None:
    clips = [
        with_words(make_clip(before=0.05, seconds=1.0), (0.05, 0.4), (0.4, 1.05)),
        with_words(make_clip(before=0.2, seconds=0.5), (0.2, 0.5), (0.5, 0.7)),
    ]
    track = stitch(clips, Pauses())
    for cue, begun in zip(track.cues, (0.05, 0.2), strict=True):
        first, second = cue.words
        assert first.start == pytest.approx(cue.start, abs=0.01)
        assert first.end == second.start
        assert second.start - cue.start == pytest.approx((0.4, 0.5)[begun == 0.2] - begun, abs=0.01)
        assert second.end == pytest.approx(cue.end, abs=0.01)
        assert (first.first, first.behind) == (0, 3)


def test_what_an_engine_counts_as_word_of_the_silence_around_is_cut(make_clip) -> None:
    clip = with_words(make_clip(before=0.3, behind=0.4), (0.0, 0.1), (0.1, 0.9), (0.9, 1.7))
    (cue,) = stitch([clip], Pauses()).cues
    assert len(cue.words) == 2
    assert (cue.words[0].start, cue.words[-1].end) == (cue.start, cue.end)


def test_words_are_later_by_the_jingle_before_them(make_clip) -> None:
    clip = with_words(make_clip(), (0.05, 0.4), (0.4, 1.05))
    noise = np.random.default_rng(1).standard_normal(16_000).astype(np.float32)
    music = Music(opening=Audio(samples=0.1 * noise, sample_rate=16_000))
    plain, later = (stitch([clip], Pauses(), each).cues[0] for each in (None, music))
    assert spans(later.words) == pytest.approx([time + 1.0 + GAP for time in spans(plain.words)])


def test_words_keep_their_times_at_another_sample_rate_and_level(make_clip) -> None:
    low = with_words(make_clip(sample_rate=16_000), (0.05, 0.4), (0.4, 1.05))
    high = replace(make_clip(sample_rate=24_000), voice="other", level=3.0)
    cue, _ = stitch([low, high], Pauses()).cues
    alone = stitch([low], Pauses()).cues[0]
    assert spans(cue.words) == pytest.approx(spans(alone.words), abs=0.001)
