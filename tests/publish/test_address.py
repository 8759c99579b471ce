import pytest

from audiobrief.publish.address import web_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "https://küste.example/straße?q=ü#a",
            "https://xn--kste-0ra.example/stra%C3%9Fe?q=%C3%BC#a",
        ),
        ("https://a.example/a%20b?c=[1]", "https://a.example/a%20b?c=%5B1%5D"),
        ("HTTP://a.example:8080/", "http://a.example:8080/"),
        ('https://a.example/"><b>', "https://a.example/%22%3E%3Cb%3E"),
        ("https://a.example/\u202ex y", "https://a.example/%E2%80%AEx%20y"),
        ("https://a.example/\ud83d", "https://a.example/?"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//a.example/", None),
        ("https://", None),
        ("https://[kaputt/", None),
        ("https://" + "ü" * 70 + ".example/", None),
        ("dpa", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_come_through(text: str | None, expected: str | None) -> None:
    assert web_address(text) == expected
