"""The last step: no digit and no sign is left, whatever stood in the text."""

from __future__ import annotations

import re
import unicodedata

from audiobrief.normalise.cardinals import NUMBER, cardinal, digits, number, whole
from audiobrief.normalise.context import after, before
from audiobrief.normalise.inflection import gender, one
from audiobrief.normalise.lists import either, mapping, words
from audiobrief.normalise.rule import Match, rule

_CLOSING = '.,;:!?)"“”«»'
_HYPHENS = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2012": "–", "\ufe63": "-", "\uff0d": "-"}
)
_AGED = re.compile(r"(?<=\d)[ \u00a0]?[–-](?=[jJ]ährig)")  # `die 14 –Jährige` of bad copies
_LONGEST_NUMBER = 15  # longer runs are codes and are said digit by digit


@rule("number", NUMBER)
def spell_number(found: Match) -> str:
    """What no other rule has taken: `1.234`, `2,5`, `007`, `1 Haus`."""
    following = found.string[found.end() : found.end() + 1]
    if found[0] == "1" and following in {" ", "\u00a0"}:
        noun = next(iter(after(found)), "")
        if noun[:1].isupper() and (of := gender(noun)):
            return one(before(found), of)
    if len(found[0]) > _LONGEST_NUMBER and found[0].isdecimal():
        return digits(found[0])
    return number(found[0])


@rule("number", r"\d+")
def spell_digits(found: Match) -> str:
    """Digits stuck to other marks: `1.2.3.4.5`, `a1:2`."""
    left, right = (
        found.string[max(0, found.start() - 1) : found.start()],
        found.string[found.end() : found.end() + 1],
    )
    said = (
        digits(found[0])
        if len(found[0]) > _LONGEST_NUMBER or found[0][0] == "0"
        else cardinal(whole(found[0]))
    )
    return (" " if left.isalnum() else "") + said + (" " if right.isalnum() else "")


@rule("sign", r"\*(?= ?\d)", needs="*")
def spell_birth(found: Match) -> str:
    """`(* 1950)`."""
    return "geboren" if found.string.startswith(" ", found.end()) else "geboren "


@rule("sign", r"([<>])(?=\s?-?\d)", needs="<>")
def spell_comparison(found: Match) -> str:
    """`< 5`, `>10`; elsewhere these only enclose."""
    gap = "" if found.string.startswith(" ", found.end()) else " "
    word = next(iter(before(found)), "")
    compared = word.isalnum() and (len(word) == 1 or word[0].isdigit())  # x > 3
    fewer, more = ("kleiner", "größer") if compared else ("weniger", "mehr")
    return f"{fewer if found[1] == '<' else more} als{gap}"


@rule("slash", r"(?<=\(\d\d)/(?=[A-ZÄÖÜ])", needs="/")
def spell_age_and_club(_found: Match) -> str:
    """`(27/SCC Berlin)`."""
    return ", "


@rule("slash", r"(?<=[^\W\d_])-/(?=[^\W\d_])", needs="/")
def spell_shared_end(_found: Match) -> str:
    """`Viren-/Spamschutz`."""
    return "- und "


@rule(
    "slash",
    lambda: rf"(?<=[^\W\d_])/(?=(?:{either(words('grammar', 'choices'))})(?!\w))",
    needs="/",
)
def spell_choice(_found: Match) -> str:
    """`der Leser/die Leserin`, `seiner/ihrer`."""
    return " oder "


@rule("sign", r"\s?/\s?", needs="/")
def spell_slash(_found: Match) -> str:
    """`CDU/CSU`, `dpa/AFP`: a short breath."""
    return " "


@rule("sign", r"(?:\s|(?<!\w))\+{2,}\s?|\s\|\s", needs="+|")
def spell_divider(found: Match) -> str:
    """`+++ Bahn streikt +++`, `Interview | Der Rat`: what only parts one thing from the next."""
    inside = found.start() > 0 and found.end() < len(found.string)
    return " – " if inside else ""


@rule("sign", lambda: rf"\s?(?:{either(mapping('signs', 'said'))})\s?", needs="")
def spell_mark(found: Match) -> str:
    """Signs with a name: `&`, `+`, `=`, `%`, `€` ..."""
    said = mapping("signs", "said")[found[0].strip()]
    left = found.string[max(0, found.start() - 1) : found.start()]
    start = " " if left and (found[0][0].isspace() or left not in '([„“»"') else ""
    rest = found.string[found.end() : found.end() + 1]
    glued = (
        not rest
        or rest in _CLOSING
        or rest in mapping("signs", "said")
        or (rest == "-" and not found[0][-1].isspace())
    )
    opens = rest == '"' and found.string[found.end() + 1 : found.end() + 2].isalnum()
    end = "" if glued and not (rest and found[0][-1].isspace()) and not opens else " "
    return f"{start}{said}{end}" if said else start


def plain_digits(text: str) -> str:
    """The text with every kind of digit as one of 0 to 9, and odd letters and hyphens plain."""
    if text.isascii():
        return text
    return _AGED.sub("-", "".join(_plain(character) for character in text.translate(_HYPHENS)))


def _plain(character: str) -> str:
    if character < "\u00b2":
        return character
    if character in "²³":
        return character  # units know them: m²
    figure = unicodedata.digit(character, None)
    if figure is not None:
        return str(figure)
    kind = unicodedata.category(character)
    if (
        kind == "Nl"
        or (kind == "No" and character < "\u2150")
        or (kind == "So" and "\u2460" <= character <= "\u24ff")
    ):
        return unicodedata.normalize("NFKC", character) if character not in "½¼¾" else character
    return character


def without_pictures(text: str) -> str:
    """The text without emoji, dingbats and control characters."""
    return (
        re.sub(r" {2,}", " ", "".join(each for each in text if not _is_picture(each))).strip()
        if any(map(_is_picture, text))
        else text
    )


def _is_picture(character: str) -> bool:
    if character < "\u00a0":
        return character < " " and character not in "\t\n"
    if character in "°©®™":
        return False
    return unicodedata.category(character) in {
        "So",
        "Co",
        "Cn",
        "Cf",
        "Mn",
        "Me",
        "Cs",
        "Cc",
    } and not unicodedata.combining(character)
