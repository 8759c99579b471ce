"""Spaces at which no line ends."""

import pytest

from audiobrief.publish.bound import bound


@pytest.mark.parametrize(
    "text",
    [
        "Am 16._November um 10.30_Uhr, so §_41 des Gesetzes.",
        "Rund 1,9_Mrd. Euro, 57_% und 94_Millionen Menschen.",
        "Das sind z._B. 12_km oder u._a. 5_Grad, d._h. wenig.",
        "Im Jahr 2027 Menschen zu zählen, endet um 8. Er kam als 3. Reiter.",
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str) -> None:
    assert bound(text.replace("_", " ")) == text.replace("_", "\N{NO-BREAK SPACE}")
