"""The rules in their order, and the loop over them."""

from __future__ import annotations

import re
from functools import cache

from audiobrief.choices import GenderReading
from audiobrief.normalise import (
    abbreviations,
    acronyms,
    dates,
    genders,
    glued,
    law,
    marks,
    measures,
    money,
    ordinals,
    phones,
    ranges,
    roman,
    scores,
    shares,
    times,
    web,
    years,
)
from audiobrief.normalise.change import Change
from audiobrief.normalise.rule import Rule, apply

# What looks like anything else inside comes first: an address is full of dots and slashes.
_ADDRESSES = (
    acronyms.spell_acronym,
    web.spell_mail,
    web.spell_web,
    web.spell_file,
    web.spell_handle,
    phones.spell_book,
    phones.spell_account,
    phones.spell_telephone,
    phones.spell_short_number,
    phones.spell_postcode,
)
# Weekdays look for the number behind them, so they go first. Times before dates (20.15 Uhr is no
# day), dates before ordinals and ranges (3.-5. Oktober).
_CALENDAR = (
    ordinals.spell_glued_ordinal,
    dates.spell_weekday,
    times.spell_duration,
    times.spell_clock_with_seconds,
    times.spell_race_time,
    times.spell_clock,
    dates.spell_iso_date,
    dates.spell_date_range,
    dates.spell_date,
    dates.spell_numeric_date,
    dates.spell_month,
    years.spell_season,
    times.spell_bare_clock,
)
# Law before ordinals (Art. 5), names of rulers before Roman ordinals (Ludwig XIV. starb).
_ORDINALS = (
    law.spell_following,
    law.spell_paragraph,
    law.spell_law_part,
    law.spell_file_number,
    roman.spell_ruler,
    roman.spell_roman_ordinal,
    roman.spell_roman_number,
    ordinals.spell_minute,
    ordinals.spell_added_time,
    ordinals.spell_ordinal,
    ordinals.spell_final_ordinal,
)
# Words with numbers in them before the numbers by themselves; the dash of a range before what it
# measures; money before units (5 Mio. Euro), units before plain numbers.
_AMOUNTS = (
    marks.spell_age_and_club,
    measures.spell_arc_minute,
    marks.spell_comparison,
    scores.spell_score_in_word,
    scores.spell_score,
    scores.spell_line_up,
    web.spell_version_letter,
    years.spell_decade,
    glued.spell_odds,
    glued.spell_sum,
    glued.spell_number_adjective,
    glued.spell_hanging_number,
    glued.spell_number_er,
    glued.spell_ordinal_word,
    ranges.spell_range,
    measures.spell_sign,
    scores.spell_times_in_word,
    scores.spell_times,
    scores.spell_so_many_times,
    measures.spell_percent_point,
    measures.spell_kilometre_stone,
    glued.spell_percent_word,
    glued.spell_number_word,
    money.spell_money,
    money.spell_money_sign_first,
    measures.spell_scaled_measure,
    measures.spell_measure,
    money.spell_large_number,
    measures.spell_unit,
    shares.spell_unit_of_fraction,
    shares.spell_fraction_sign,
    shares.spell_fraction,
    law.spell_number_letter,
    glued.spell_number_behind_letters,
    glued.spell_number_before_letters,
)
# Abbreviations see numbers beside them (20 Mio.), so numbers go last; signs have no rule behind.
_REST = (
    abbreviations.spell_street,
    abbreviations.spell_bracketed,
    abbreviations.spell_abbreviation,
    abbreviations.spell_stopless,
    web.spell_version,
    marks.spell_birth,
    years.spell_year,
    marks.spell_number,
    marks.spell_digits,
    acronyms.spell_place,
    acronyms.spell_per,
    marks.spell_shared_end,
    marks.spell_choice,
    marks.spell_slash,
    marks.spell_divider,
    marks.spell_mark,
)


@cache
def rules(reading: GenderReading) -> tuple[Rule, ...]:
    """Every rule in its order."""
    return (
        *_ADDRESSES,
        *genders.gender_rules(reading),
        *_CALENDAR,
        *_ORDINALS,
        *_AMOUNTS,
        *_REST,
    )


def spelled(text: str, reading: GenderReading) -> tuple[str, tuple[Change, ...]]:
    """The spoken form of a printed text, and what was changed on the way."""
    text = marks.without_pictures(marks.plain_digits(text))
    said, changes = apply(rules(reading), text)
    return (said if "  " in text else re.sub(" {2,}", " ", said)), changes
