"""Colours of a card: an outlet's own, with letters that can be read on it."""

from __future__ import annotations

from colorsys import hls_to_rgb
from hashlib import sha256

CONTRAST = 7.0
"""Of letters and ground, to 1: WCAG 2.2 AAA; AA asks for 4.5 and for 3 of large letters."""
WHITE = "#ffffff"
NEUTRAL = 0.6, 0.12
"""Hue and saturation where no outlet is known: slate."""
SATURATION = 0.55
TINT = 0.86
"""Lightness of the letters that stand back."""


def ground(outlet: str | None) -> str:
    """The dark colour of an outlet: the same for ever, another for most other outlets."""
    hue, saturation = _tone(outlet)
    lightness = next(
        step / 100
        for step in range(40, 0, -1)
        if contrast(_colour(hue, step / 100, saturation), tint(outlet)) >= CONTRAST
    )
    return _colour(hue, lightness, saturation)


def tint(outlet: str | None) -> str:
    """The light colour that goes with it."""
    hue, saturation = _tone(outlet)
    return _colour(hue, TINT, saturation)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _tone(outlet: str | None) -> tuple[float, float]:
    if not outlet:
        return NEUTRAL
    digest = sha256(outlet.casefold().encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:2]) / 65536, SATURATION


def _colour(hue: float, lightness: float, saturation: float) -> str:
    return "#" + "".join(
        f"{round(255 * part):02x}" for part in hls_to_rgb(hue, lightness, saturation)
    )


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    threshold = 0.04045  # of sRGB (IEC 61966-2-1)
    return float(part / 12.92 if part <= threshold else ((part + 0.055) / 1.055) ** 2.4)
