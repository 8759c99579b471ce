"""Web and mail addresses, handles, hashtags, file names."""

from __future__ import annotations

import re

from audiobrief.normalise.cardinals import cardinal, digits
from audiobrief.normalise.lists import either, mapping, words
from audiobrief.normalise.rule import Match, rule

_LABEL = r"[^\W_](?:[\w-]{0,62})"
_LONGEST_CARDINAL = 4


def _address(text: str) -> str:
    """Letters stay as they are; marks are named, numbers said."""
    text = re.sub(r"\d+", lambda found: f" {_figure(found[0])} ", text)
    for mark, said in mapping("web", "marks").items():
        text = text.replace(mark, f" {said} ")
    return " ".join(text.split())


def _figure(printed: str) -> str:
    return (
        digits(printed)
        if len(printed) > _LONGEST_CARDINAL or printed[0] == "0"
        else cardinal(int(printed))
    )


@rule("mail", rf"(?<![\w.+-])[\w.+-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,5}}", needs="@")
def spell_mail(found: Match) -> str:
    """`redaktion@beispiel.de`."""
    return _address(found[0])


@rule(
    "web",
    lambda: (
        rf"(?<![\w.@])(?:(?:https?|ftp)://)?(?:{_LABEL}\.){{1,6}}(?:"
        rf"{either(words('web', 'domains'))})(?![\w-]|\.\w)(?P<path>/[^\s\"“”»«<>()]{{0,300}})?"
        rf"|(?<!\w)(?:https?|ftp)://[^\s\"“”»«<>()]{{1,300}}"
    ),
    needs=".:",
)
def spell_web(found: Match) -> str | None:
    """`www.beispiel.de/wetter`: without the scheme, as nobody says it."""
    text = re.sub(r"^(?:https?|ftp)://", "", found[0])
    stop = re.search(r"[.,;:!?/]*$", text)
    tail = stop[0].replace("/", "") if stop else ""
    return _address(text[: stop.start()] if stop else text) + tail


@rule("handle", r"(?<![\w@])([@#])(?=[^\W_])([\w]+(?:\.\w+)?)", needs="@#")
def spell_handle(found: Match) -> str:
    """`@bundestag`, `#Wahl2025`."""
    if found[1] == "#" and found[2].isdecimal():
        return f"Nummer {found[2]}"
    named = re.sub(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])|(?<=[^\W\d_])(?=\d)", " ", found[2]).replace(
        "_", " "
    )
    return f"{'at' if found[1] == '@' else 'Hashtag'} {named.replace('.', ' Punkt ')}"


@rule(
    "file",
    lambda: rf"(?<![\w.])([\w-]{{1,60}})\.({either(words('web', 'files'))})(?!\w)",
    needs=".",
)
def spell_file(found: Match) -> str:
    """`bericht.pdf`."""
    return f"{_address(found[1])} Punkt {found[2].upper()}"


@rule("version", r"(?<![\w.])[vV]\.?(?=\d{1,3}\.\d)")
def spell_version_letter(_found: Match) -> str:
    """`v3.2.1`."""
    return "Version "


@rule("version", r"(?<![\w.,:/-])\d{1,3}(?:\.\d{1,4}){1,4}(?![\w:/]|[.,]\d|-\d)")
def spell_version(found: Match) -> str | None:
    """`iOS 17.2`, `Industrie 4.0`, `192.168.1.1`."""
    parts = found[0].split(".")
    thousands = len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])  # noqa: PLR2004
    if thousands and (len(parts) < 4 or int(parts[0]) == 0):  # noqa: PLR2004
        return None
    network = len(parts) == 4  # noqa: PLR2004  an address of the internet protocol
    say = digits if network else _figure
    return " Punkt ".join(say(part) for part in parts)
