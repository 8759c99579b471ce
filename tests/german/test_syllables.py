import pytest

from audiobrief.german.syllables import count_syllables


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Haus", 1),
        ("Abend", 2),
        ("Häuser", 2),
        ("Die Minister reisen heute nach Heidelberg.", 12),
        ("Bayern", 2),
        ("Typ", 1),
        ("Quelle", 2),
        ("Beere", 2),
        ("beendet", 3),
        ("Nation", 2),
        ("Million", 2),
        ("Italien", 4),
        ("Belgien", 3),
        ("Wien", 1),
        ("verdienen", 3),
        ("SPD", 3),
        ("ARD-Chef", 4),
        ("Café", 2),
        ("zweitausendsechsundzwanzig", 7),
        ("", 0),
        ("… – !", 0),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(text: str, count: int) -> None:
    assert count_syllables(text) == count


def test_a_long_line_takes_time_linear_in_its_length() -> None:
    assert count_syllables("ie" * 500_000) == 500_000
    assert count_syllables("B" * 500_000) == 500_000
