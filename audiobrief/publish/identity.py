"""What tells one article from another."""

from __future__ import annotations

from hashlib import sha256

from audiobrief.model import Article


def identity(article: Article) -> str:
    """The same text for the same article, even when it is corrected at its address.

    An article from standard input has no address: there, its words make the difference. Only
    a digest is given, for the path of a file on somebody's disk is nobody else's business.
    """
    known = article.url or article.source
    if known == "-":
        known = "\n".join([article.headline, article.lead or "", *(p.text for p in article.body)])
    # A file name that is no text in the system's encoding comes as lone surrogates.
    return sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:32]
