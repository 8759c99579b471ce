import pytest

from audiobrief.publish.mp3.checksum import crc16


def bitwise(data: bytes) -> int:
    state = 0
    for byte in data:
        state ^= byte
        for _ in range(8):
            state = state >> 1 ^ 0xA001 if state & 1 else state >> 1
    return state


def test_the_standard_check_value() -> None:
    assert crc16(b"123456789") == 0xBB3D


@pytest.mark.parametrize("size", [0, 1, 2, 3, 15, 16, 17, 255, 256, 257, 5000])
def test_lanes_side_by_side_give_the_same_as_one_bit_after_the_other(size: int) -> None:
    data = bytes(n * n * 7 % 251 for n in range(size))
    assert crc16(data) == bitwise(data)
