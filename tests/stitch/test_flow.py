"""Sound that comes while it is being spoken, beside the track that is made of the same clips."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from audiobrief.choices import Pauses
from audiobrief.errors import SpeechError
from audiobrief.model import Audio, Boundary, Clip, Track
from audiobrief.sound.loudness import integrated_loudness, true_peak
from audiobrief.stitch import stitch
from audiobrief.stitch.flow import flow
from audiobrief.stitch.level import OPENING, STEP
from audiobrief.stitch.music import Music

MakeClip = Callable[..., Clip]
NO_MUSIC = Music()


@pytest.fixture
def clips(make_clip: MakeClip) -> list[Clip]:
    """Twelve sentences, some 3 dB louder than others."""
    return [
        make_clip(
            f"Satz {'i' * n}.",
            boundary=list(Boundary)[n % 6],
            seconds=1.5 + n % 3,
            level=0.3 + 0.06 * (n % 3),
        )
        for n in range(12)
    ]


def heard(clips: list[Clip], music: Music = NO_MUSIC, samples: tuple[Clip, ...] = ()) -> Audio:
    bits = [audio for audio, _ in flow(clips, Pauses(), music, samples)]
    assert len({bit.sample_rate for bit in bits}) == 1
    whole = np.concatenate([bit.samples for bit in bits])
    return Audio(samples=whole, sample_rate=bits[0].sample_rate)


def gains(track: Track, stream: Audio) -> NDArray[np.float64]:
    """By how many dB each sentence is louder in the stream than in the track."""
    rate = stream.sample_rate
    spans = [slice(round(c.start * rate), round(c.end * rate)) for c in track.cues]
    ratios = [
        np.dot(stream.samples[s], track.audio.samples[s]) / np.dot(*2 * [track.audio.samples[s]])
        for s in spans
    ]
    return 20 * np.log10(ratios)


def test_all_is_heard_at_its_time(clips: list[Clip]) -> None:
    track, stream = stitch(clips, Pauses()), heard(clips)
    assert len(stream.samples) == len(track.audio.samples)
    assert np.corrcoef(stream.samples, track.audio.samples)[0, 1] > 0.995


def test_it_is_as_loud_as_a_track_and_nowhere_clipped(clips: list[Clip]) -> None:
    stream = heard(clips)
    assert integrated_loudness(stream) == pytest.approx(-19, abs=0.5)
    assert true_peak(stream) <= -1.9


def test_the_gain_moves_too_slowly_to_be_heard(make_clip: MakeClip) -> None:
    """A voice that gets louder and louder all the time."""
    clips = [make_clip(f"Satz {n}.", seconds=2.5, level=0.1 * 1.1**n) for n in range(12)]
    louder = np.diff(gains(stitch(clips, Pauses()), heard(clips)))
    assert np.abs(louder).max() <= STEP + 0.1  # the limiter takes off a little too
    assert louder.sum() < -0.5


def test_each_sentence_is_heard_before_the_next_but_one_is_spoken(clips: list[Clip]) -> None:
    spoken: list[Clip] = []

    def speak() -> Iterator[Clip]:
        for clip in clips:
            spoken.append(clip)
            yield clip

    behind: list[int] = []
    done, length = 0, 0.0
    for audio, cue in flow(speak(), Pauses(), NO_MUSIC):
        done, length = done + (cue is not None), length + audio.duration
        if cue and length > OPENING + 3:
            behind.append(len(spoken) - done)
    assert len(behind) > 5
    assert set(behind) == {0}


def test_the_beginning_waits_for_a_few_seconds_at_most(clips: list[Clip]) -> None:
    coming = iter(clips)
    next(flow(coming, Pauses(), NO_MUSIC))
    waited = len(clips) - len(list(coming))
    assert waited <= 3


def chord(seconds: float, sample_rate: int = 22050) -> Audio:
    time = np.arange(round(seconds * sample_rate)) / sample_rate
    samples = (0.2 * sum(np.sin(2 * np.pi * f * time) for f in (262, 330, 392))).astype(np.float32)
    return Audio(samples=samples, sample_rate=sample_rate)


@pytest.mark.parametrize(
    "music",
    [
        Music(opening=chord(2.0)),
        Music(closing=chord(1.0)),
        Music(bed=chord(7.0)),
        Music(opening=chord(2.0), closing=chord(2.0), bed=chord(60.0)),
    ],
)
def test_music_lies_where_it_lies_in_a_track(clips: list[Clip], music: Music) -> None:
    track, stream = stitch(clips, Pauses(), music), heard(clips, music)
    assert len(stream.samples) == len(track.audio.samples)
    assert np.corrcoef(stream.samples, track.audio.samples)[0, 1] > 0.99
    assert integrated_loudness(stream) == pytest.approx(track.loudness, abs=0.5)
    assert true_peak(stream) <= -1.9


def test_a_jingle_is_heard_while_the_first_sentences_are_spoken(clips: list[Clip]) -> None:
    coming = iter(clips)
    opening, cue = next(flow(coming, Pauses(), Music(opening=chord(2.0))))
    assert cue is None
    assert opening.duration == pytest.approx(2.0, abs=0.001)
    assert len(list(coming)) == len(clips) - 1


def test_voices_are_brought_to_one_loudness_by_a_sentence_of_each(make_clip: MakeClip) -> None:
    loud = [replace(make_clip(f"Satz {n}.", seconds=3.0), voice="a") for n in range(4)]
    faint = replace(
        make_clip("Leise.", seconds=3.0, level=0.1, sample_rate=24000), voice="b", level=-3.0
    )
    clips = [*loud, faint]
    track = stitch(clips, Pauses())
    stream = heard(clips, samples=(loud[0], faint))
    assert stream.sample_rate == track.audio.sample_rate == 24000
    assert np.ptp(gains(track, stream)) < 0.4


def test_a_dry_run_stays_silent(as_clip: MakeClip) -> None:
    silence = as_clip(np.zeros(40000, np.float32))
    stream = heard([silence] * 5)
    assert stream.duration > 12
    assert not stream.samples.any()


def test_a_silent_clip_among_others_ends_the_stream(clips: list[Clip], as_clip: MakeClip) -> None:
    broken = [*clips[:6], as_clip(np.zeros(16000, np.float32), text="Das fehlt."), *clips[6:]]
    with pytest.raises(SpeechError, match=r"Das fehlt.*silent"):
        list(flow(broken, Pauses(), NO_MUSIC))


def test_nothing_spoken_is_an_error() -> None:
    with pytest.raises(SpeechError, match="no sentence was spoken"):
        next(flow([], Pauses(), NO_MUSIC))
