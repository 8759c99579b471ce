"""Compressed answers of web servers, unpacked with a limit on what may come out."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

import brotli

ACCEPTED = "gzip, deflate, br"
"""What a request says it takes."""

_STEP = 65_536


class _Unpacker(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]: ...


def unpack(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The unpacked content in small pieces, so that a reader can stop where it grows too long.

    Raises ValueError for content that is not what its encoding says, or of an unknown encoding.
    """
    unpacker = _unpacker(encoding.strip().lower())
    for chunk in chunks:
        yield from unpacker.feed(chunk)


def _unpacker(encoding: str) -> _Unpacker:
    if encoding in ("", "identity"):
        return _Plain()
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _Zlib()
    if encoding == "br":
        return _Brotli()
    raise ValueError(f"unknown content encoding {encoding}")


class _Plain:
    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data


class _Zlib:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # 32: gzip or zlib, as it comes
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            try:
                out = self._inner.decompress(data, _STEP)
            except zlib.error as error:
                if self._begun:
                    raise ValueError(f"broken compressed content ({error})") from error
                # Some servers send deflate without the zlib header that the standard asks for.
                self._inner, self._begun = zlib.decompressobj(wbits=-zlib.MAX_WBITS), True
                continue
            self._begun = True
            yield out
            if self._inner.eof:
                return
            data = self._inner.unconsumed_tail


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            yield self._inner.process(data, output_buffer_limit=_STEP)
            while not self._inner.can_accept_more_data():
                yield self._inner.process(b"", output_buffer_limit=_STEP)
        except brotli.error as error:
            raise ValueError(f"broken compressed content ({error})") from error
