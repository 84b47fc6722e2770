"""Web addresses that may be opened, and where they lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.review.addresses import web_address


@pytest.mark.parametrize(
    ("typed", "url", "host"),
    [
        ("https://www.city.eu/a?b=c#d", "https://www.city.eu/a?b=c#d", "www.city.eu"),
        ("HTTP://City.EU", "http://city.eu", "city.eu"),
        ("www.city.eu/report", "https://www.city.eu/report", "www.city.eu"),
        ("  https://city.eu:8443/x ", "https://city.eu:8443/x", "city.eu"),
        ("city.eu:8443/x", "https://city.eu:8443/x", "city.eu"),
        ("https://münchen.de/", "https://xn--mnchen-3ya.de/", "xn--mnchen-3ya.de"),
        ("https://bаnk.com", "https://xn--bnk-6cd.com", "xn--bnk-6cd.com"),
        ("https://[::1]/x", "https://[::1]/x", "::1"),
    ],
)
def test_web_addresses_are_taken_and_say_where_they_lead(typed: str, url: str, host: str) -> None:
    found = web_address(typed)
    assert found is not None
    assert (found.url, found.host, found.user) == (url, host, "")


def test_what_stands_before_an_at_sign_does_not_pass_for_the_host() -> None:
    found = web_address("https://bank.com@evil.example/login")
    assert found is not None
    assert (found.host, found.user) == ("evil.example", "bank.com")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ms-msdt:/id x",
        "smb://host/share",
        "data:text/html,x",
        "vbscript:x",
        "https://",
        "https:///path",
        "https://a b.com",
        "\\\\host\\share",
        "C:\\x.exe",
        "https://city.eu:port/",
        "just words",
        "word",
    ],
)
def test_anything_else_is_refused(typed: str) -> None:
    found = web_address(typed)
    assert found is None


@given(st.text(max_size=60))
def test_whatever_is_typed_only_the_web_comes_out(typed: str) -> None:
    found = web_address(typed)
    assert found is None or found.url.startswith(("http://", "https://"))
