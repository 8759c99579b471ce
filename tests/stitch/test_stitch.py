import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from math import inf
from time import process_time

import numpy as np
import pytest

from audiobrief.choices import Pauses
from audiobrief.errors import SpeechError
from audiobrief.model import Audio, Boundary, Clip, Track
from audiobrief.sound.limit import limit
from audiobrief.sound.loudness import integrated_loudness, true_peak
from audiobrief.stitch import level, stitch
from audiobrief.synthesise import find_voice, load_engine

MakeClip = Callable[..., Clip]
BOUNDARIES = list(Boundary)
RATES = [16000, 22050, 24000, 44100]


@pytest.fixture
def clips(make_clip: MakeClip) -> list[Clip]:
    """One clip for each boundary, with silence of many lengths around its speech."""
    return [
        make_clip(
            f"Satz {'i' * n}.", boundary=b, before=0.01 * n, behind=0.1 * n, seconds=1 + n / 7
        )
        for n, b in enumerate(BOUNDARIES)
    ]


def place(track: Track, clip: Clip) -> float:
    """Where in a track the middle of a clip's sound is, by correlation, as its start in s."""
    found, wanted = track.audio.samples, clip.audio.samples
    middle = wanted[len(wanted) // 4 : len(wanted) // 2]
    size = 1 << (len(found) + len(middle)).bit_length()
    spectrum = np.fft.rfft(found, size) * np.conj(np.fft.rfft(middle, size))
    lag = int(np.argmax(np.fft.irfft(spectrum, size)[: len(found)]))
    return (lag - len(wanted) // 4) / track.audio.sample_rate


def test_the_pauses_lie_between_the_speech_and_not_between_the_clips(clips: list[Clip]) -> None:
    pauses = Pauses(
        sentence=0.3, paragraph=0.7, kicker=0.4, headline=0.9, lead=1.1, crosshead=0.6, article=0.5
    )
    track = stitch(clips, pauses)
    for earlier, later in pairwise(track.cues):
        boundary = earlier.utterance.sentence.boundary
        assert later.start - earlier.end == pytest.approx(pauses.after(boundary), abs=1 / 16000)
    assert track.audio.duration - track.cues[-1].end == pytest.approx(0.5, abs=1 / 16000)


def test_every_cue_tells_when_its_speech_is_heard(clips: list[Clip]) -> None:
    track = stitch(clips, Pauses())
    assert [c.utterance for c in track.cues] == [c.utterance for c in clips]
    for n, (cue, clip) in enumerate(zip(track.cues, clips, strict=True)):
        start = place(track, clip) + 0.01 * n
        assert cue.start == pytest.approx(start, abs=0.01)
        assert cue.end == pytest.approx(start + 1 + n / 7, abs=0.01)


@pytest.mark.parametrize("pause", [0.0, 0.001, 0.01, 0.0137])
def test_pauses_shorter_than_the_margins_push_nothing_together(
    clips: list[Clip], pause: float
) -> None:
    track = stitch(clips, Pauses(**dict.fromkeys(BOUNDARIES, pause)))
    for earlier, later in pairwise(track.cues):
        assert pause - 1 / 16000 <= later.start - earlier.end <= max(pause, 0.016) + 1 / 16000


def test_three_thousand_cues_do_not_drift(make_clip: MakeClip) -> None:
    clip = make_clip(seconds=0.1, before=0, behind=0, sample_rate=22050)
    track = stitch([clip] * 3000, Pauses(sentence=0.1))
    heard = np.abs(track.audio.samples) > 0
    # The fade's first sample is zero; the pause before it is 2205 samples long.
    starts = np.flatnonzero(~heard[:-1] & heard[1:])
    starts = starts[np.diff(starts, prepend=-4000) > 2000]
    assert [round(c.start * 22050) for c in track.cues] == starts.tolist()


def test_joining_takes_time_linear_in_the_clips(make_clip: MakeClip) -> None:
    clip = make_clip(seconds=0.05, before=0, behind=0, sample_rate=8000)

    def cost(count: int) -> float:
        start = process_time()
        stitch([clip] * count, Pauses(sentence=0.02))
        return process_time() - start

    cost(10)
    # Ten times the clips: ten times the time, where a quadratic way takes a hundred times.
    assert cost(3000) < 30 * cost(300) + 0.2


@pytest.mark.parametrize("sample_rate", RATES)
def test_no_joint_steps_further_than_the_speech_itself(as_clip: MakeClip, sample_rate: int) -> None:
    """Clips that begin and end in full swing, as engines' do."""
    time = np.arange(sample_rate) / sample_rate
    swing = (0.8 * np.cos(2 * np.pi * 200 * time)).astype(np.float32)
    track = stitch([as_clip(swing, sample_rate)] * 5, Pauses(**dict.fromkeys(BOUNDARIES, 0.0)))
    samples = track.audio.samples
    steps = np.abs(np.diff(samples, prepend=0, append=0))
    own = np.abs(np.diff(samples[sample_rate // 4 : sample_rate // 2])).max()
    assert steps.max() <= own * 1.01


def test_clips_of_many_rates_play_at_the_highest(make_clip: MakeClip) -> None:
    clips = [make_clip(f"Satz {'o' * n}.", sample_rate=rate) for n, rate in enumerate(RATES)]
    track = stitch(clips, Pauses())
    assert track.audio.sample_rate == 44100
    assert [c.end - c.start for c in track.cues] == [pytest.approx(1, abs=0.02)] * len(RATES)
    assert place(track, clips[-1]) + 0.05 == pytest.approx(track.cues[-1].start, abs=0.01)


def test_a_clip_keeps_its_times_at_any_rate(make_clip: MakeClip) -> None:
    clip = make_clip(sample_rate=16000)
    own = stitch([clip], Pauses()).cues[0]
    higher = stitch([clip, make_clip(sample_rate=44100)], Pauses()).cues[0]
    assert higher.start == pytest.approx(own.start, abs=0.0005)
    assert higher.end == pytest.approx(own.end, abs=0.0005)


def test_a_rate_that_mp3_does_not_know_becomes_the_next_one(make_clip: MakeClip) -> None:
    assert stitch([make_clip(sample_rate=20000)], Pauses()).audio.sample_rate == 22050


@pytest.mark.parametrize("level", [0.01, 0.3, 1.5])
@pytest.mark.parametrize("sample_rate", [16000, 44100])
def test_every_brief_is_as_loud_as_every_other(
    make_clip: MakeClip, level: float, sample_rate: int
) -> None:
    clips = [make_clip(f"Satz {'e' * n}.", level=level, sample_rate=sample_rate) for n in range(4)]
    track = stitch(clips, Pauses())
    assert track.loudness == pytest.approx(-19, abs=0.1)
    assert integrated_loudness(track.audio) == pytest.approx(track.loudness, abs=0.01)
    assert true_peak(track.audio) <= -1


def test_peaks_are_limited_and_the_loudness_still_reached(as_clip: MakeClip) -> None:
    """Speech so peaky that gain alone would clip it."""
    chance = np.random.default_rng(2)
    samples = (0.01 * chance.standard_normal(48000)).astype(np.float32)
    samples[::400] += chance.choice([-0.5, 0.5], 120).astype(np.float32)
    track = stitch([as_clip(samples)] * 3, Pauses())
    assert track.loudness == pytest.approx(-19, abs=0.3)
    assert true_peak(track.audio) <= -1


def test_what_the_limiter_takes_off_a_voice_is_known_before(
    as_clip: MakeClip, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited: list[float] = []
    monkeypatch.setattr(
        level, "limit", lambda audio, ceiling: limited.append(ceiling) or limit(audio, ceiling)
    )
    espeak = load_engine("espeak")
    sentences = ("Der Rat tagt.", "Rund um die Brücke ruhte der Verkehr.", "Keiner wurde verletzt.")
    said = [espeak.speak(text, find_voice("espeak"), ()) for text in sentences]
    track = stitch([as_clip(audio.samples, audio.sample_rate) for audio in said], Pauses())
    assert len(limited) == 1
    assert track.loudness == pytest.approx(-19, abs=0.1)


def test_peaks_are_limited_where_the_loudness_is_right_already(as_clip: MakeClip) -> None:
    time = np.arange(16000) / 16000
    samples = (0.3 * np.sin(2 * np.pi * 300 * time)).astype(np.float32)
    samples[::1600] = 1.0
    quiet = stitch([as_clip(samples)], Pauses())
    gain = np.float32(10 ** ((-19 - integrated_loudness(as_clip(samples).audio)) / 20))
    track = stitch([as_clip(samples * gain)], Pauses())
    for limited in (quiet, track):
        assert true_peak(limited.audio) <= -1
        assert limited.loudness == pytest.approx(-19, abs=0.1)


def test_a_dry_run_of_silent_clips_keeps_its_length(as_clip: MakeClip) -> None:
    silence = np.zeros(16000, np.float32)
    track = stitch([as_clip(silence)] * 3, Pauses(sentence=0.5))
    assert track.audio.duration == 4.5
    assert track.loudness == -inf
    assert not track.audio.samples.any()
    assert [c.end - c.start for c in track.cues] == [1.0] * 3


@pytest.mark.parametrize(
    ("samples", "reason"),
    [
        ([], "empty"),
        ([0.0] * 16000, "silent"),
        ([0.1, float("nan")] * 100, "no numbers"),
        ([0.1, float("inf")] * 100, "no numbers"),
        ([100.0, -32768.0] * 100, "32768"),
    ],
)
def test_a_clip_that_cannot_be_used_is_named(
    make_clip: MakeClip, as_clip: MakeClip, samples: list[float], reason: str
) -> None:
    bad = as_clip(np.array(samples, np.float32), text="Der Fahrplan gilt ab Montag. " * 9)
    with pytest.raises(SpeechError, match=f"“Der Fahrplan gilt ab Montag.*{reason}") as raised:
        stitch([make_clip(), bad], Pauses())
    assert len(str(raised.value)) < 200
    assert "\n" not in str(raised.value)


def test_no_clip_at_all_is_an_error() -> None:
    with pytest.raises(SpeechError, match="no sentence"):
        stitch([], Pauses())


def test_the_clips_are_left_as_they_were(make_clip: MakeClip) -> None:
    clip = make_clip()
    before = clip.audio.samples.copy()
    stitch(iter([clip, clip]), Pauses())
    assert np.array_equal(clip.audio.samples, before)


def test_the_same_clips_make_the_same_samples(clips: list[Clip]) -> None:
    first, second = stitch(clips, Pauses()), stitch(clips, Pauses())
    assert np.array_equal(first.audio.samples, second.audio.samples)
    assert isinstance(first.audio, Audio)


def test_no_more_than_three_copies_of_the_sound_are_held(make_clip: MakeClip) -> None:
    clip = make_clip("Satz " * 20, seconds=10.0, behind=0.0, level=2.0)
    clips = (clip_of(clip) for _ in range(12))
    tracemalloc.start()
    try:
        track = stitch(clips, Pauses())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 3 * track.audio.samples.nbytes


def clip_of(clip: Clip) -> Clip:
    samples = clip.audio.samples.copy()
    return replace(clip, audio=Audio(samples=samples, sample_rate=clip.audio.sample_rate))


def test_a_brief_of_more_than_twenty_minutes_is_levelled_too(make_clip: MakeClip) -> None:
    clip = make_clip(seconds=30.0, sample_rate=8000)
    track = stitch([clip] * 40, Pauses(sentence=1.0))
    assert track.audio.duration > 1200
    assert track.loudness == pytest.approx(-19, abs=0.1)
    assert true_peak(track.audio) <= -1
