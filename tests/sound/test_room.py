import numpy as np

from audiobrief.sound.room import LONG, room


def test_room_is_filled_with_zeros_and_can_be_written() -> None:
    for seconds in (1, LONG + 1):
        samples = room(round(seconds * 100), 100, np.float32)
        assert (len(samples), samples.dtype) == (seconds * 100, np.float32)
        assert not samples.any()
        samples[-1] = 0.5
        assert samples[-1] == 0.5


def test_a_long_sound_lies_on_disk() -> None:
    assert room(100, 8000, np.int32).base is None
    long = room(round((LONG + 1) * 100), 100, np.int32)
    assert isinstance(long.base, np.memmap)
    assert type(long) is np.ndarray


def test_nothing_has_no_room() -> None:
    assert len(room(0, 8000, np.float32)) == 0
