"""Gender forms: `Bürger*innen`, `Leser:innen`, `BürgerInnen`, `der*die`."""

from __future__ import annotations

from audiobrief.choices import GenderReading
from audiobrief.normalise.lists import mapping
from audiobrief.normalise.rule import Match, Rule, rule

_MARK = r"[*:_·•/]-?"


def gender_rules(reading: GenderReading) -> tuple[Rule, ...]:
    """The rules for gender forms, for one way to read them."""

    def say(found: Match) -> str | None:
        return _say(found, reading)

    nouns = rule(
        "gender",
        rf"(?<![\w@])(?P<stem>[A-ZÄÖÜ][\w-]{{1,60}}?)(?:{_MARK}(?P<low>innen|in)"
        r"|\((?P<paren>innen|inn(?=\)en)|in)\)(?:en)?"
        r"|(?<=er|or|nt|st|at|ur|og|eg|ol|in|rt)(?P<high>Innen|In(?![\w-])))(?P<tail>-?[a-zäöü-]{0,30})(?!\w)",
        needs="*:_·•/(I",
    )(say)
    return nouns, spell_pair, spell_suffix


def _say(found: Match, reading: GenderReading) -> str | None:
    stem, tail = found["stem"], found["tail"]
    form = "in" if (found["low"] or found["paren"] or found["high"]).lower() == "in" else "innen"
    if tail and not tail.startswith("-"):
        return None
    if reading is GenderReading.GAP:
        return f"{stem} {form}{tail}"
    if reading is GenderReading.FEMININE or tail:
        return f"{stem}{form}{tail}"
    if form == "in":
        return f"{stem}in oder {mapping('genders', 'singular').get(stem, stem)}"
    return f"{stem}innen und {_masculine(stem)}"


def _masculine(stem: str) -> str:
    """The masculine plural that goes with the stem of a feminine one."""
    for end, plural in mapping("genders", "plural").items():
        if stem.endswith((end, end.lower())):
            return stem[: len(stem) - len(end)] + (plural if stem.endswith(end) else plural.lower())
    if stem.endswith(("er", "el", "en")):
        return stem
    return stem + "en"


@rule(
    "gender",
    r"(?<!\w)(?P<first>der|die|den|dem|des|Der|Die|ein|Ein|einer"
    r"|eine)(?:[*:/_])(?P<second>die|der|das|den|dem|des|eine|einer"
    r"|einem|einen)(?!\w)",
    needs="*:/_",
)
def spell_pair(found: Match) -> str:
    """`der*die`, `die/der`."""
    return f"{found['first']} oder {found['second']}"


@rule(
    "gender",
    r"(?<!\w)(?P<stem>[A-Za-zÄÖÜäöüß]{2,40}?)(?P<own>e[rnms]?)?[*:_]"
    r"(?P<end>[rnmse]|er|en|em|es|ne)(?!\w)",
    needs="*:_",
)
def spell_suffix(found: Match) -> str | None:
    """`jede*r`, `ein*e`, `Beschäftigte*r`: both forms in full."""
    stem, own, end = found["stem"], found["own"] or "", found["end"]
    if ":" in found[0] and found["stem"][0].isupper() and not own:
        return None
    other = own + end if own in {"", "e"} and len(end) == 1 else end
    again = stem.lower() if stem.lower() in mapping("genders", "articles") else stem
    return f"{stem}{own} oder {again}{other}"
