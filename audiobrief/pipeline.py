"""The order of the stages, each imported when it is used: no command pays for another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from audiobrief.aside import aside
from audiobrief.briefing.script import presented
from audiobrief.choices import Edition, Extra, Format, Frame
from audiobrief.config import Settings
from audiobrief.errors import ConfigError, NoArticleError, SpeechError
from audiobrief.events import ArticleCleaned, BriefPublished, Listener, Warned, ignore
from audiobrief.finishing import finished, prepared
from audiobrief.framing import framed
from audiobrief.layers import lexicons
from audiobrief.model import Article, Brief, Passage, Role, Seconds, Source, Track, Utterance
from audiobrief.speaking import Cast, find_cast, speak, with_fallback

if TYPE_CHECKING:
    from audiobrief.stitch.music import Music


Text = tuple[Article, Sequence[Utterance]]
"""An article, and what is spoken of it; nothing where that is still to be found out."""
SOON = (
    "audiobrief.publish.encode",
    "audiobrief.publish.mp3.lame",
    "audiobrief.publish.tags",
    "audiobrief.stitch.balance",
    "audiobrief.stitch.chapters",
    "audiobrief.stitch.level",
    "audiobrief.stitch.tape",
    "audiobrief.synthesise.clips",
)
"""What nearly every brief needs once its text is there, loaded while that is made."""
EXAMPLE = """Stadtrat stimmt für Brücke

Görlitz – Der Stadtrat hat am 3. Oktober um 20.15 Uhr mit 27:14 Stimmen beschlossen, 1,5 Mio. Euro
für die Brücke auszugeben, 12 % mehr als 2025. Nach § 5 Abs. 2 sind 30 km/h erlaubt.

(dpa/lar)
"""
"""With what most articles have in them."""
SAMPLE = 3
"""Sentences, the longest, on which a voice's pace is measured: some twenty seconds."""


def make_article(source: Source, settings: Settings, listener: Listener = ignore) -> Article:
    """The article in a source, without the furniture around it; told if it breaks off."""
    from audiobrief.clean import clean

    article = clean(source, offline=settings.offline, allow_private=settings.allow_private)
    listener(ArticleCleaned(article=article))
    if article.cut_short:
        listener(Warned(message=f"{source.name}: the article breaks off (“{article.cut_short}”)"))
    return article


def make_utterances(article: Article, settings: Settings | None = None) -> tuple[Utterance, ...]:
    """The article's sentences in reading order, as spoken.

    What has no word in it, such as a row of asterisks or a smiley, is nothing to speak.
    """
    from audiobrief.normalise import normalise
    from audiobrief.segment import segment

    settings = settings or Settings()
    lexicon = lexicons(settings)
    if article.articles:
        sentences = presented(article, settings.briefing)
    else:
        sentences = framed(tuple(segment(article)), article, settings.frame)
    spoken = (
        normalise(sentence, reading=settings.gender, lexicon=lexicon(sentence.role))
        for sentence in sentences
    )
    return tuple(utterance for utterance in spoken if any(map(str.isalpha, utterance.text)))


def readable(article: Article, settings: Settings) -> tuple[Utterance, ...]:
    """The same; raises NoArticleError where there is nothing to be read aloud."""
    utterances = make_utterances(article, settings)
    if not utterances:
        raise NoArticleError(f"{article.source}: nothing in it can be read aloud; check its text")
    return utterances


def make_brief(source: Source, settings: Settings, listener: Listener = ignore) -> Brief:
    """The finished brief of a source.

    Raises the errors of the stages; whatever is raised, no file is left half-written, and the
    sentences spoken so far are in the cache.
    """
    return _made(partial(make_article, source, settings), settings, listener)


def make_digest(
    sources: Iterable[Source], edition: Edition, settings: Settings, listener: Listener = ignore
) -> Brief:
    """The finished brief of several sources, read one after the other as in a news programme.

    A source without an article is left out; so are an article that comes twice, and all but one
    report of an event. The listener hears of each. Where the settings ask for a length, articles
    are shortened to it by whole thoughts. Raises as `make_brief` does.
    """
    return _made(partial(_gathered, tuple(sources), edition, settings), settings, listener)


def get_ready_for_text() -> None:
    """Load what makes text of a source, and all that its rooms make for themselves on first use."""
    make_utterances(make_article(Source(name="-", content=EXAMPLE.encode()), Settings()))


def _gathered(
    sources: Sequence[Source], edition: Edition, settings: Settings, listener: Listener
) -> Article:
    from audiobrief.briefing.distinct import distinct
    from audiobrief.briefing.gather import gathered, together

    read = partial(make_article, settings=settings, listener=listener)
    articles = gathered(sources, read, listener, strict=edition.strict)
    articles = distinct(articles, listener, keep_duplicates=edition.keep_duplicates)
    return together(edition.title, edition.published, articles)


def _made(find: Callable[[Listener], Article], settings: Settings, listener: Listener) -> Brief:
    """The finished brief of the article that is found, while all else is made ready.

    What is wrong with the settings is told before what is wrong with the article.
    """
    with aside(partial(_read, find, settings), listener) as text:
        return _spoken(text, settings, listener)


def _read(find: Callable[[Listener], Article], settings: Settings, listener: Listener) -> Text:
    article = find(listener)
    if _is_shortened(article, settings):
        return article, ()
    return article, make_utterances(article, settings)


def _spoken(text: Callable[[], Text], settings: Settings, listener: Listener) -> Brief:
    from audiobrief.publish import accompany, publish
    from audiobrief.publish.filename import named_format
    from audiobrief.stitch.music import load_music

    named = named_format(settings.output, settings.encoding.format)
    format_ = named or settings.encoding.format or Format.MP3
    _check_format(settings, format_)
    cast = find_cast(settings, listener)
    spare = with_fallback(settings)
    cast.warm()
    if spare:
        find_cast(spare, ignore)
    music, ready = load_music(settings.frame), prepared(settings, format_)
    for module in SOON:
        import_module(module)
    article, utterances = text()
    try:
        track = _track((article, utterances), cast, settings, listener, music)
    except SpeechError as error:
        if spare is None:
            raise
        # From the beginning: nobody wants to hear two voices take turns by chance.
        listener(Warned(message=f"{error}; {spare.voice} reads the whole article instead"))
        track = _track((article, ()), find_cast(spare, listener), spare, listener, music)
    voices = {cue.voice for cue in track.cues}
    finish = finished(track.article, voices, ready, settings, listener)
    brief = publish(track, settings.output, settings.encoding, finish)
    brief = accompany(brief, settings.extras, settings.labels)
    listener(BriefPublished(brief=brief))
    return brief


def _track(text: Text, cast: Cast, settings: Settings, listener: Listener, music: Music) -> Track:
    from audiobrief.stitch import stitch

    article, utterances = text
    if settings.fit is not None and _is_shortened(article, settings):
        article = _shortened(article, settings.fit - music.duration, cast, settings)
    utterances = utterances or readable(article, settings)
    clips, pauses = speak(utterances, cast, settings, listener, music.duration)
    return replace(stitch(clips, pauses, music), article=article)


def _is_shortened(article: Article, settings: Settings) -> bool:
    """Whether it is a briefing of which less is read, by the pace of who reads it."""
    return bool(article.articles) and settings.fit is not None


def _shortened(whole: Article, wanted: Seconds, cast: Cast, settings: Settings) -> Article:
    """The briefing with as much of each article as is read in that time at the voice's own pace.

    The pace is measured on a few sentences: what remains is for the rate and the pauses.
    """
    from audiobrief.briefing.portions import portioned
    from audiobrief.pacing import heard, lasting, silence
    from audiobrief.stitch import spoken

    own = replace(settings, fit=None, rate=1.0)
    sample = sorted(make_utterances(whole, own), key=lambda u: len(u.text))[-SAMPLE:]
    clips, _ = speak(sample, cast, own, ignore)
    pace = heard(sample, spoken(clips))

    def lasts(article: Article) -> Seconds:
        utterances = make_utterances(article, replace(own, frame=Frame()))
        # Behind all but the whole comes more: the pause is longer than the one at the end.
        more = 0.0 if article.articles else own.pauses.paragraph - own.pauses.article
        return lasting(utterances, pace) + silence(utterances, own.pauses) + more

    return portioned(whole, wanted, lasts)


def _check_format(settings: Settings, wanted: Format) -> None:
    if wanted in {Format.M4A, Format.M4B}:
        from audiobrief.sound.ffmpeg import check_writable

        check_writable()
    holds_sound = settings.extras & {Extra.SINGLE_FILE, Extra.EPUB}
    if holds_sound and wanted is not Format.MP3:
        raise ConfigError(
            f"{' and '.join(sorted(holds_sound))}: holds the sound as MP3, "
            f"but the format is {wanted}; make them with --format mp3"
        )


def make_sample(text: str, settings: Settings, listener: Listener = ignore) -> bytes:
    """An MP3 of a passage, spoken and levelled as it would be in a brief.

    Raises NoArticleError for a text without a word, else the errors of the stages.
    """
    from audiobrief.publish.encode import encoded
    from audiobrief.stitch import stitch

    cast = find_cast(settings, listener)
    plain = replace(settings, fit=None, frame=Frame())
    passage = Passage(role=Role.PARAGRAPH, text=text)
    utterances = make_utterances(Article(source="-", headline="", body=(passage,)), plain)
    if not utterances:
        raise NoArticleError("nothing in this text can be read aloud; give one with words in it")
    clips, pauses = speak(utterances, cast, plain, listener)
    mp3, _ = encoded(stitch(clips, pauses).audio)
    return mp3
