"""Every error raised on purpose, and the exit code of its family.

    AudiobriefError            1   anything below, for `except` at the edge
    ├── SourceError            3   a source that cannot be read: missing, binary, no known encoding
    ├── AddressError           4   a web address that does not answer, or answers with an error
    ├── NoArticleError         5   a source was read, but holds no article
    ├── VoiceError             6   a voice that is unknown, wrong in its profile, or not installed
    ├── SpeechError            7   an engine that could not say a sentence
    ├── OutputError            8   a folder or disk that does not take the finished file
    ├── OfflineError           9   a step that needs the network although `--offline` was given
    │   └── EmbargoError       9   a text under embargo that would be sent to a server
    ├── ConfigError           10   a setting that is misspelt or out of range
    ├── AudioFileError        11   a sound file that cannot be read
    ├── FeedError             12   a feed that podcast directories will reject
    ├── FitError              13   a brief that cannot be made as long as asked
    ├── PictureError          14   a picture that cannot be read or shown
    ├── SignatureError        15   a certificate or key that nothing can be signed with
    ├── OutdatedError         16   a brief that no longer matches its article
    └── InternalError         70   a fault of audiobrief's own (EX_SOFTWARE of sysexits.h)

Exit code 2 is the command line's own (a wrong option), 130 an interrupt. A message is one
line that says what happened, to what, and what to do next.
"""

from typing import ClassVar


class AudiobriefError(Exception):
    """What every error of this package is."""

    exit_code: ClassVar[int] = 1


class SourceError(AudiobriefError):
    """A source that cannot be read as text."""

    exit_code = 3


class AddressError(AudiobriefError):
    """A web address that cannot be fetched."""

    exit_code = 4


class NoArticleError(AudiobriefError):
    """A source without an article in it."""

    exit_code = 5


class VoiceError(AudiobriefError):
    """A voice that is not known, not valid or not installed."""

    exit_code = 6


class SpeechError(AudiobriefError):
    """A sentence that an engine could not say."""

    exit_code = 7


class OutputError(AudiobriefError):
    """A file that could not be written whole."""

    exit_code = 8


class OfflineError(AudiobriefError):
    """A step that would leave the machine while that is forbidden."""

    exit_code = 9


class EmbargoError(OfflineError):
    """A text that would leave the machine before it may be published."""


class ConfigError(AudiobriefError):
    """A setting that is not valid."""

    exit_code = 10


class AudioFileError(AudiobriefError):
    """A sound file that cannot be read."""

    exit_code = 11


class FeedError(AudiobriefError):
    """A feed with faults that directories reject."""

    exit_code = 12


class FitError(AudiobriefError):
    """A length that a brief cannot have."""

    exit_code = 13


class PictureError(AudiobriefError):
    """A picture that cannot be used."""

    exit_code = 14


class SignatureError(AudiobriefError):
    """A certificate, a key or a format with which no file can be signed."""

    exit_code = 15


class OutdatedError(AudiobriefError):
    """A brief that says something else than its article."""

    exit_code = 16


class InternalError(AudiobriefError):
    """A fault of our own, told without a traceback."""

    exit_code = 70
