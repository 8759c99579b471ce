"""Silence that lasts as long as speech would: for tests and dry runs."""

from __future__ import annotations

import numpy as np

from audiobrief.errors import SpeechError
from audiobrief.german.syllables import count_syllables
from audiobrief.model import Audio, Voice

SAMPLE_RATE = 16_000
SYLLABLES_PER_SECOND = 4.9
"""German newsreaders; a voice's pace is a factor on it."""
LONGEST_SYLLABLE = 6
"""Letters; text with fewer vowels than that is spelled or is in another alphabet."""


class Silent:
    """An engine that says nothing, in the right time."""

    name = "silent"
    version = "2"
    local = True
    audible = False

    def speak(self, text: str, voice: Voice) -> Audio:
        """As many seconds of silence as the text has syllables for."""
        if not any(map(str.isalnum, text)):
            raise SpeechError("there is not one letter to say")
        syllables = max(count_syllables(text), sum(map(str.isalnum, text)) / LONGEST_SYLLABLE)
        seconds = syllables / (SYLLABLES_PER_SECOND * voice.pace * voice.rate)
        samples = np.zeros(max(1, round(seconds * SAMPLE_RATE)), dtype=np.float32)
        return Audio(samples=samples, sample_rate=SAMPLE_RATE)
