"""What directories will reject in a podcast feed, ours or anybody's."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from uuid import UUID

from audiobrief.publish.feed import ITUNES, LONGEST_TEXT
from audiobrief.publish.feed.finding import (
    KNOWN_SPACES,
    Finding,
    Findings,
    each,
    error,
    needed,
    own,
    rules,
    shown,
    warning,
)
from audiobrief.publish.feed.tree import Broken, Element, read_tree
from audiobrief.publish.feed.values import (
    ending,
    is_address,
    is_count,
    is_date,
    is_duration,
    is_email,
    is_language,
)

PICTURES = frozenset({"jpg", "jpeg", "png"})
COUNTS = ("season", "episode")
ONCE = ("itunes:image", "itunes:duration", "itunes:explicit", "itunes:author")


def check(data: bytes) -> tuple[Finding, ...]:
    """Every fault of a feed, in the order of its lines; none means that directories take it.

    After the RSS profile, Apple's requirements and Podcasting 2.0. Nothing is fetched: whether
    the files are there, and how large the artwork is, cannot be told.
    """
    root = read_tree(data)
    if isinstance(root, Broken):
        return (error(root.line, f"no reader can open it: {root.reason}"),)
    channel = root.first("channel")
    if root.name != "rss" or channel is None:
        return (error(root.line, "it is no RSS feed: no <rss> with a <channel> in it"),)
    found = chain(_root(root), _spaces(channel), _channel(channel), _items(channel))
    return tuple(sorted(found, key=lambda finding: finding.line))


def _root(root: Element) -> Findings:
    if root.attributes.get("version") != "2.0":
        yield error(root.line, 'the version of <rss> is not "2.0"')
    channel = root.first("channel")
    for extra in root.children:
        if extra is not channel:
            yield error(extra.line, f"<{shown(extra)}> stands beside the one <channel>")


def _spaces(channel: Element) -> Findings:
    """Names that RSS does not have, and namespaces that are nearly right."""
    for element in [channel, *channel.all("item")]:
        allowed, many = rules()["elements"][element.name], rules()["elements"]["many"]
        for child in element.children:
            space, _, name = child.name.rpartition(" ")
            if not space and name not in allowed:
                yield error(child.line, f"RSS has no <{name}> in <{element.name}>")
            elif space not in KNOWN_SPACES and "itunes" in space.lower():
                yield error(child.line, f"the namespace of iTunes is {ITUNES}, not {space}")
        counts = Counter(child.name for child in element.children if " " not in child.name)
        for name in (name for name, count in counts.items() if count > 1 and name not in many):
            line = list(element.all(name))[1].line
            yield error(line, f"<{element.name}> has more than one <{name}>")


def _channel(channel: Element) -> Findings:
    for name in ("title", "link", "description"):
        yield from needed(channel, name, "RSS asks for one")
    for name in ("language", "itunes:image", "itunes:category", "itunes:explicit"):
        yield from needed(channel, name, "Apple Podcasts asks for one")
    yield from each(channel, "link", is_address, "a web address")
    yield from each(channel, "language", is_language, "a language tag such as de")
    yield from each(
        channel, "itunes:type", rules()["words"]["type"].__contains__, "episodic or serial"
    )
    yield from each(channel, "podcast:guid", _is_uuid, "a UUID")
    for name in ("pubDate", "lastBuildDate"):
        yield from each(channel, name, is_date, "a date of RFC 822")
    for owner in channel.all(own("itunes:owner")):
        yield from each(owner, "itunes:email", is_email, "an e-mail address")
    yield from each(channel, "itunes:new-feed-url", is_address, "a web address")
    yield from _categories(channel)
    yield from _common(channel)
    yield from _shut(channel, "complete", "directories look for no new episode")
    yield from _self(channel)
    if channel.first(own("itunes:author")) is None:
        yield warning(channel.line, "no <itunes:author>: directories show no name")
    if channel.first("item") is None:
        yield error(channel.line, "no <item>: Apple Podcasts asks for one episode at least")


def _self(channel: Element) -> Findings:
    links = [link for link in channel.all(own("atom:link")) if link.attributes.get("rel") == "self"]
    if not links:
        yield warning(
            channel.line, 'no <atom:link rel="self">: the feed cannot tell its own address'
        )
    for link in links:
        if not is_address(link.attributes.get("href", "")):
            yield error(link.line, "<atom:link> has no web address in href")


def _categories(channel: Element) -> Findings:
    known = rules()["categories"]
    for category in channel.all(own("itunes:category")):
        name = category.attributes.get("text", "")
        if name not in known:
            yield error(category.line, f"'{name}' is no category of Apple Podcasts")
        for below in category.all(own("itunes:category")):
            text = below.attributes.get("text", "")
            if text not in known.get(name, ()):
                yield error(below.line, f"'{text}' is no category below '{name}'")


def _common(parent: Element) -> Findings:
    """What is the same in a channel and in an item."""
    words = rules()["words"]
    for explicit in parent.all(own("itunes:explicit")):
        if explicit.text in words["explicit_old"]:
            yield warning(
                explicit.line, f"<itunes:explicit> is '{explicit.text}', now true or false"
            )
        elif explicit.text not in words["explicit"]:
            yield error(explicit.line, f"<itunes:explicit> is '{explicit.text}', not true or false")
    for image in parent.all(own("itunes:image")):
        href = image.attributes.get("href", "")
        if not is_address(href):
            yield error(image.line, "<itunes:image> has no web address in href")
        elif ending(href) not in PICTURES:
            yield error(image.line, f"the artwork {href} is no JPEG or PNG by its name")
    for name in ("description", "itunes:summary"):
        for element in parent.all(own(name)):
            if len(element.text) > LONGEST_TEXT:
                yield warning(
                    element.line, f"<{name}> is longer than the {LONGEST_TEXT} letters shown"
                )
    yield from _repeated(parent)
    yield from _shut(parent, "block", "directories do not list it")


def _repeated(parent: Element) -> Findings:
    for name in ONCE:
        for extra in list(parent.all(own(name)))[1:]:
            yield warning(extra.line, f"<{name}> stands twice: players take one of them")


def _shut(parent: Element, name: str, effect: str) -> Findings:
    """What somebody may have switched on long ago."""
    for element in parent.all(own(f"itunes:{name}")):
        if element.text.casefold() == "yes":
            yield warning(element.line, f"<itunes:{name}> is '{element.text}': {effect}")


def _items(channel: Element) -> Findings:
    seen: dict[tuple[str, str], int] = {}
    for item in channel.all("item"):
        yield from _item(item)
        guid, enclosure = item.first("guid"), item.first("enclosure")
        marks = [("guid", guid.text if guid else "")]
        marks.append(("enclosure", enclosure.attributes.get("url", "") if enclosure else ""))
        for mark in marks:
            if mark[1] and mark in seen:
                yield error(item.line, f"the {mark[0]} '{mark[1]}' stands in line {seen[mark]} too")
            seen.setdefault(mark, item.line)


def _item(item: Element) -> Findings:
    yield from needed(item, "title", "Apple Podcasts asks for one")
    yield from needed(item, "guid", "without one, a changed address makes it a new episode")
    yield from needed(item, "pubDate", "players sort by it")
    yield from each(item, "pubDate", is_date, "a date of RFC 822")
    yield from each(item, "link", is_address, "a web address")
    yield from each(item, "itunes:duration", is_duration, "a number of seconds")
    kinds = rules()["words"]["episodeType"]
    yield from each(item, "itunes:episodeType", kinds.__contains__, f"one of {', '.join(kinds)}")
    for name in COUNTS:
        yield from each(item, f"itunes:{name}", is_count, "a number from 1")
    if item.first(own("itunes:duration")) is None:
        yield warning(item.line, "no <itunes:duration>: players cannot tell how long it is")
    for guid in item.all("guid"):
        if guid.attributes.get("isPermaLink", "true") == "true" and not is_address(guid.text):
            yield error(guid.line, 'the <guid> is no address: it needs isPermaLink="false"')
    yield from _common(item)
    yield from _enclosure(item)
    yield from _beside(item)


def _enclosure(item: Element) -> Findings:
    enclosure = item.first("enclosure")
    if enclosure is None:
        yield error(item.line, "<item> has no <enclosure>: there is nothing to play")
        return
    url, types = enclosure.attributes.get("url", ""), rules()["enclosures"]
    if not is_address(url):
        yield error(enclosure.line, f"the enclosure's url '{url[:60]}' is no web address in ASCII")
    elif (kind := ending(url)) not in types:
        yield error(enclosure.line, f"Apple Podcasts does not take files that end in '.{kind}'")
    elif (media := enclosure.attributes.get("type", "")) not in types[kind]:
        yield error(enclosure.line, f"the enclosure's type '{media}' is not {types[kind][0]}")
    if not is_count(length := enclosure.attributes.get("length", "")):
        yield error(enclosure.line, f"the enclosure's length '{length}' is no number of bytes")


def _beside(item: Element) -> Findings:
    """Transcripts and chapters."""
    for name, many in (("transcript", "transcripts"), ("chapters", "chapters")):
        types = rules()[many]["types"]
        for element in item.all(own(f"podcast:{name}")):
            if not is_address(element.attributes.get("url", "")):
                yield error(element.line, f"<podcast:{name}> has no web address in url")
            if (media := element.attributes.get("type", "")) not in types:
                yield error(element.line, f"the type '{media}' of <podcast:{name}> is not known")


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
