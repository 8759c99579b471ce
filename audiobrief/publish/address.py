"""Web addresses as pages, feeds and books may have them."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

RESERVED = "%/:=&?~#+!$,;'@()*"
"""What has a meaning in an address, and stays."""


def web_address(text: str | None) -> str | None:
    """An http(s) address in ASCII, its host in Punycode; None for anything else."""
    try:
        parts = urlsplit(text or "")
        host = parts.netloc.encode("idna").decode()
    except ValueError:  # also for hosts that IDNA does not take
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    return quote(parts._replace(netloc=host).geturl(), safe=RESERVED, errors="replace")
