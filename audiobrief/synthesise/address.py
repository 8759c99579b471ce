"""Where a speech server is, and whether that is this machine."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

API = "/v1"


def fault_of(address: str, *, with_key: bool = False) -> str | None:
    """What is wrong with a server's address, None for nothing.

    A key goes to another machine by https only, where nobody on the way can read it.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port  # a port out of range is found here
    except ValueError:
        return "is no valid web address"
    if parts.scheme not in ("http", "https") or not host:
        return "allowed is a web address, as http://127.0.0.1:8880 or https://speech.example.org"
    if parts.username or parts.password:
        return "must not hold a name or a password: name the variable with the key as key_env"
    if parts.query or parts.fragment:
        return "must end before any ? and #"
    if with_key and parts.scheme == "http" and not on_this_machine(address):
        return "must begin with https:// where key_env is given: all on the way could read the key"
    return None


def on_this_machine(address: str) -> bool:
    """Whether what is sent there stays here."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def endpoint(address: str, path: str) -> str:
    """The address of one of the API's calls; `address` may end in /v1 or not."""
    parts: SplitResult = urlsplit(address)
    base = parts.path.rstrip("/").removesuffix(API)
    return parts._replace(path=f"{base}{API}{path}").geturl()
