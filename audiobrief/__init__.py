"""A German news article in, a spoken brief out."""

__version__ = "0.1.0"
