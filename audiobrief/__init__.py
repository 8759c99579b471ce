"""A German news article in, a spoken brief out."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # the name that type checkers know; `typing` takes as long as all of this

if TYPE_CHECKING:
    from audiobrief.choices import Edition
    from audiobrief.config import Settings, load_settings
    from audiobrief.errors import AudiobriefError
    from audiobrief.model import Article, Brief, Source
    from audiobrief.pipeline import make_article, make_brief, make_digest, make_utterances
    from audiobrief.streaming import stream_brief

__version__ = "0.1.0"

__all__ = [
    "Article",
    "AudiobriefError",
    "Brief",
    "Edition",
    "Settings",
    "Source",
    "load_settings",
    "make_article",
    "make_brief",
    "make_digest",
    "make_utterances",
    "stream_brief",
]

_HOMES = {
    "Article": "model",
    "AudiobriefError": "errors",
    "Brief": "model",
    "Edition": "choices",
    "Settings": "config",
    "Source": "model",
    "load_settings": "config",
    "make_article": "pipeline",
    "make_brief": "pipeline",
    "make_digest": "pipeline",
    "make_utterances": "pipeline",
    "stream_brief": "streaming",
}


def __getattr__(name: str) -> object:
    """A public name, from its module on first use: a stage alone starts without the others."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"audiobrief.{_HOMES[name]}"), name)
