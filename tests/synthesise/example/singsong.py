"""A voice that sings every sentence on one note."""

import numpy as np

from audiobrief.errors import SpeechError
from audiobrief.model import Audio, Voice


class Singsong:
    """One short note for every letter."""

    name = "singsong"
    version = "1"  # another one whenever the same text may sound otherwise
    local = True  # the text stays on this machine
    audible = True

    def speak(self, text: str, voice: Voice) -> Audio:
        """The text as notes of the height in hertz that the profile gives as its model."""
        letters = sum(map(str.isalnum, text))
        if not letters:
            raise SpeechError("there is not one letter to sing")
        seconds = letters / (14 * voice.pace * voice.rate)
        time = np.arange(round(seconds * 16_000)) / 16_000
        wave = 0.3 * np.sin(2 * np.pi * float(voice.model) * time)
        return Audio(samples=wave.astype(np.float32), sample_rate=16_000)
