"""Who wrote an article, read from a line as it is printed."""

from __future__ import annotations

import re

LONGEST = 240
"""Characters of the longest line that is read for names."""

_PREFIX = re.compile(
    r"\s*[|•·–-]*\s*(?:(?:ein|eine)\s+)?(?:(?:gast)?(?:kommentar|beitrag|artikel|analyse|kolumne|glosse|essay|interview"
    r"|reportage|bericht|rezension|kritik|meinung|leitartikel|text|protokoll|porträt|recherche"
    r"|autor|autoren|autorin|autorinnen"
    r"|redaktion|aufgezeichnet|kommentiert|geschrieben|verfasst|fragen|zusammengestellt))?"
    r"\s*(?::|(?:von|by)\s*:?)\s*",
    re.IGNORECASE,
)
_CAPITALS = r"A-ZÄÖÜÁÀÂÅÆÇČĆĐÉÈÊËÍÎÏŁÑÓÔØŚŠÚÛÝŽŻŞİ"
_WORD = rf"[{_CAPITALS}][\w’'.-]*\.?"
_PARTICLE = (
    r"(?:von|van|der|de|den|del|della|di|da|dos|la|le|al|el|bin|ben|zu|zum|zur|ter|ten|y|e|vom)"
)
_NAME = re.compile(rf"(?:(?:{_PARTICLE})\s+)?{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_WORD}){{1,3}}")
_TITLES = re.compile(r"\b(?:Prof|Dr|Dipl|Mag|h\. ?c|phil|med|jur|Ing)\.\s*")
_SPLIT = re.compile(
    r"\s*(?:,|;|/|\||&|•|·|\bund\b|\bsowie\b|\bmit\b|\baus\b|\bin\b|\(|\)| [–-] )\s*"
)
_DATE = re.compile(
    r"\s*[,|•·–-]*\s*(?:\d{1,2}\.\s?\d{1,2}\.|\d{1,2}\.\s[A-ZJF]\w{2,8}\.?\s\d{4}|\d{4}-\d{2}).*$",
    re.DOTALL,
)
# Words of a byline that are no part of a name: what somebody is, or where.
_ROLE = re.compile(
    r"redakt|korrespondent|reporter|autor|volont|journalist|chef|leiter|ressort|büro|team|agentur|online|zeitung|nachrichten"
    r"|dpa|afp|reuters|uhr|stand|freie|praktikant|experte|kolumnist|gast|mitarbeit|herausgeber|professor|desk|news|tv|verlag|studio"
    r"|jahre|prozent|euro|gmbh|foto|bild|video|quelle|lesezeit|minuten|politik|wirtschaft|sport|kultur",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\s*[(\[]?\s*quellen?\s*:\s*(?P<credit>\S.{0,160}?)\s*[)\]]?\s*", re.IGNORECASE | re.DOTALL
)
_AGENCIES = re.compile(
    r"\s*[(\[]?(?P<credit>(?:\w{2,8}\s*[/,+]\s*)*(?:dpa|afp|rtr|reuters|sid|epd|kna|apa|ap|sda|dts)(?:[-/,+][\w.-]{1,20}){0,5})[)\]]?\s*",
    re.IGNORECASE,
)


def authors(text: str) -> tuple[str, ...]:
    """The names of people in a byline: without agencies, desks, towns and what they are."""
    line = _DATE.sub("", _TITLES.sub("", text[:LONGEST]))
    prefix = _PREFIX.match(line)
    rest = line[prefix.end() :] if prefix else line
    parts = (part.strip(" .:*") for part in _SPLIT.split(rest))
    names = (part for part in parts if _NAME.fullmatch(part) and not _ROLE.search(part))
    return tuple(dict.fromkeys(names))


def is_byline(text: str) -> bool:
    """Whether a line says `von` somebody and little else."""
    if len(text) > LONGEST:
        return False
    prefix = _PREFIX.match(text)
    return bool(prefix and prefix.end() and authors(text) and only_names(text[prefix.end() :]))


def credit(text: str) -> str | None:
    """The agencies and desks of a source line: `ntv.de, lar/AFP` for `Quelle: ntv.de, lar/AFP`."""
    line = text.strip()
    if len(line) > LONGEST:
        return None
    match = _CREDIT.fullmatch(line) or _AGENCIES.fullmatch(line)
    return match["credit"] if match else None


def only_names(rest: str) -> bool:
    """Whether at most a few words beside names, roles and towns are left: no sentence."""
    line = _DATE.sub("", _TITLES.sub("", rest))
    lowered = [word for word in line.split() if word[:1].islower() and len(word) > 3]  # noqa: PLR2004
    return len(lowered) <= 1 and not line.rstrip().endswith(("?", "!"))
