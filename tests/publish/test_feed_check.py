from pathlib import Path

import pytest

from audiobrief.publish.feed.check import check
from audiobrief.publish.feed.finding import Severity


@pytest.fixture
def good(golden: Path) -> str:
    return (golden / "feed.xml").read_text(encoding="utf-8")


def told(text: str) -> str:
    return "\n".join(f"{f.line} {f.severity}: {f.message}" for f in check(text.encode()))


def test_a_good_feed_has_no_fault(good: str) -> None:
    assert told(good) == ""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('version="2.0"', 'version="0.91"', '2 error: the version of <rss> is not "2.0"'),
        ("</channel>", "</channel><channel/>", "error: <channel> stands beside the one <channel>"),
        ("<title>Nordwind am Morgen</title>", "", "3 error: <channel> has no <title>"),
        ("Nordwind am Morgen", " ", "4 error: <title> is empty"),
        ("<language>de-DE</language>", "", "<channel> has no <language>: Apple"),
        ("de-DE", "deutsch!", "7 error: <language> is 'deutsch!', which is not a language tag"),
        ("<link>https://nordwind.example/<", "<link>nordwind.example<", "not a web address"),
        ("<copyright>", "<copyright/><copyright>", "<channel> has more than one <copyright>"),
        ("<copyright>Nordwind</copyright>", "<rights/>", "RSS has no <rights> in <channel>"),
        (
            "Tue, 17 Nov 2026 06:00:00",
            "Mon, 17 Nov 2026 06:00:00",
            "9 error: <pubDate> is 'Mon, 17",
        ),
        ("Tue, 17 Nov 2026 05:30:00 GMT", "2026-11-17T05:30:00Z", "not a date of RFC 822"),
        ("16 Nov 2026 05:30 GMT", "31 Nov 2026 05:30 GMT", "not a date of RFC 822"),
        ("16 Nov 2026 05:30 GMT", "16 Nov 26 05:30 GMT", "not a date of RFC 822"),
        ("16 Nov 2026 05:30 GMT", "16 Nov 2026 25:30 GMT", "not a date of RFC 822"),
        ("16 Nov 2026 05:30 GMT", "16 November 2026 05:30 GMT", "not a date of RFC 822"),
        ('rel="self"', 'rel="hub"', '3 warning: no <atom:link rel="self">'),
        ("https://nordwind.example/feed.xml", "/feed.xml", "<atom:link> has no web address"),
        ("<itunes:author>Redaktion Nordwind</itunes:author>", "", "warning: no <itunes:author>"),
        ("ton@nordwind.example", "ton at nordwind", "not an e-mail address"),
        ("<itunes:type>episodic", "<itunes:type>daily", "not episodic or serial"),
        ("<itunes:explicit>false", "<itunes:explicit>nein", "is 'nein', not true or false"),
        (
            "<itunes:explicit>false",
            "<itunes:explicit>clean",
            "warning: <itunes:explicit> is 'clean'",
        ),
        ("https://nordwind.example/bild.jpg", "bild.jpg", "<itunes:image> has no web address"),
        ("bild.jpg", "bild.webp", "is no JPEG or PNG by its name"),
        (
            '<itunes:image href="https://nordwind.example/bild.jpg"/>',
            "",
            "no <itunes:image>: Apple",
        ),
        ('text="News"', 'text="Nachrichten"', "'Nachrichten' is no category of Apple Podcasts"),
        ('text="Daily News"', 'text="Books"', "'Books' is no category below 'News'"),
        ("917393e3-1b1e", "917393e3", "not a UUID"),
        ("Das Wichtigste", "Lang" * 1001, "warning: <description> is longer than the 4000"),
        ("<title>Deich hält der Flut stand</title>", "", "18 error: <item> has no <title>"),
        ("nordwind-1", "", "22 error: <guid> is empty"),
        ('<guid isPermaLink="false">', "<guid>", "it needs isPermaLink="),
        ("nordwind-1", "https://nordwind.example/faehre", "stands in line 18 too"),
        (
            "faehre.m4a?x=1",
            "deich.mp3",
            "the enclosure 'https://nordwind.example/deich.mp3' stands",
        ),
        ("<enclosure", "<podcast:x", "<item> has no <enclosure>: there is nothing to play"),
        ("https://nordwind.example/deich.mp3", "deich.mp3", "is no web address in ASCII"),
        ("nordwind.example/deich.mp3", "nordwind.example/der deich.mp3", "no web address in ASCII"),
        ("nordwind.example/deich.mp3", "nordwind.example/dünen.mp3", "no web address in ASCII"),
        ("deich.mp3", "deich.ogg", "Apple Podcasts does not take files that end in '.ogg'"),
        ('type="audio/mpeg"', 'type="audio/mp3"', "type 'audio/mp3' is not audio/mpeg"),
        ('length="1104384"', 'length="1 MB"', "length '1 MB' is no number of bytes"),
        ('length="1104384"', 'length="0"', "length '0' is no number of bytes"),
        ("<itunes:duration>138", "<itunes:duration>2 min", "not a number of seconds"),
        ("<itunes:duration>138", "<itunes:duration>00:00", "not a number of seconds"),
        ("<itunes:type>", "<itunes:block>Yes</itunes:block><itunes:type>", "do not list it"),
        ("<itunes:season>2", "<itunes:block>yes</itunes:block><itunes:season>2", "not list it"),
        ("<itunes:type>", "<itunes:complete>Yes</itunes:complete><itunes:type>", "no new episode"),
        (
            "<itunes:type>",
            "<itunes:new-feed-url>neu</itunes:new-feed-url><itunes:type>",
            "is 'neu'",
        ),
        ("<itunes:type>", "<itunes:author>Wir</itunes:author><itunes:type>", "stands twice"),
        ("<itunes:duration>138</itunes:duration>", "", "warning: no <itunes:duration>"),
        ("<itunes:episodeType>full", "<itunes:episodeType>teaser", "not one of full, trailer"),
        ("<itunes:season>2", "<itunes:season>0", "not a number from 1"),
        ("https://nordwind.example/deich.vtt", "deich.vtt", "<podcast:transcript> has no web"),
        ('type="text/vtt"', 'type="vtt"', "type 'vtt' of <podcast:transcript> is not known"),
        ("application/json+chapters", "application/json", "of <podcast:chapters> is not known"),
        ("<content:encoded>", "<image/><content:encoded>", "RSS has no <image> in <item>"),
        ("podcast-1.0.dtd", "Podcast-1.0.dtd", "the namespace of iTunes is http://www.itunes"),
        ("</item>", "", "error: no reader can open it: mismatched tag"),
        ("&amp;", "&", "6 error: no reader can open it: not well-formed"),
        ("&amp;", "&auml;", "no reader can open it: undefined entity"),
        ("UTF-8", "UTF-88", "no reader can open it: unknown encoding"),
        ("<rss", '<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss', "it declares an entity of its own"),
        ("<channel>", "<kanal>", "mismatched tag"),
    ],
)
def test_a_fault_is_told_with_its_line(good: str, old: str, new: str, fault: str) -> None:
    assert old in good
    assert fault in told(good.replace(old, new))


def test_a_feed_without_episodes_is_refused(good: str) -> None:
    start, end = good.index("<item>"), good.rindex("</item>") + len("</item>")
    assert "no <item>: Apple Podcasts asks for one" in told(good[:start] + good[end:])


@pytest.mark.parametrize("data", [b"", b"\0\0", b"kein Feed", b"ID3\x03" + bytes(100), b"<a/>" * 2])
def test_what_is_no_xml_is_told(data: bytes) -> None:
    (finding,) = check(data)
    assert finding.severity is Severity.ERROR
    assert "no reader can open it" in finding.message


@pytest.mark.parametrize(
    "text", ["<html><body/></html>", '<feed xmlns="http://www.w3.org/2005/Atom"/>', "<rss/>"]
)
def test_what_is_no_rss_is_told(text: str) -> None:
    assert told(text) == "1 error: it is no RSS feed: no <rss> with a <channel> in it"


def test_a_feed_in_another_encoding_is_read(good: str) -> None:
    latin = good.replace("UTF-8", "ISO-8859-1").encode("iso-8859-1")
    assert check(latin) == ()


@pytest.mark.parametrize(
    "text",
    [
        "<a>" * 300_000,
        "<rss><channel>" + "<item/>" * 20_000 + "</channel></rss>",
        "<rss>" + "<a/>" * 100_000 + "<channel/></rss>",
        "<rss><channel><link>" + "h" * 1_000_000 + "</link></channel></rss>",
        '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "&d;&d;">]><a>&b;</a>',
    ],
)
def test_a_megabyte_of_malice_is_no_trouble(text: str) -> None:
    assert check(text.encode())


def test_findings_come_in_the_order_of_the_lines(good: str) -> None:
    broken = good.replace("audio/mpeg", "audio/x").replace("de-DE", "?").replace("full", "halb")
    lines = [finding.line for finding in check(broken.encode())]
    assert len(lines) == 3
    assert lines == sorted(lines)
