"""A German news article in, a spoken brief out."""

from audiobrief.config import Settings, load_settings
from audiobrief.errors import AudiobriefError
from audiobrief.model import Article, Brief, Source
from audiobrief.pipeline import make_article, make_brief, make_utterances

__version__ = "0.1.0"

__all__ = [
    "Article",
    "AudiobriefError",
    "Brief",
    "Settings",
    "Source",
    "load_settings",
    "make_article",
    "make_brief",
    "make_utterances",
]
