"""Room for the samples of a long sound."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from audiobrief.model import Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

Sample = TypeVar("Sample", bound=np.generic)

LONG: Seconds = 1200.0
"""Sounds that last longer lie on disk, in a file without a name that goes when they go."""


def room(count: int, sample_rate: int, kind: type[Sample]) -> NDArray[Sample]:
    """Zeros for so many samples: in memory, or on disk where they last over 20 minutes."""
    if count <= LONG * sample_rate:
        return np.zeros(count, kind)
    with TemporaryFile() as file:
        # A plain array over the file: libraries in C do not take the subclass.
        return np.asarray(np.memmap(file, kind, "w+", shape=(count,)))
