"""Addresses as people write them in lists: mended, bounded by their path, and never inside somebody's network."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.site_address import AddressError, display_url, normalise, site_scope, split_addresses

PUNYCODE = "xn--1-7sb3aeo2d.xn--p1ai"


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("Школа1.рф", f"https://{PUNYCODE}/"),
        ("http://ШКОЛА1.РФ", f"http://{PUNYCODE}/"),
        (f"https://{PUNYCODE.upper()}/", f"https://{PUNYCODE}/"),
        ("http:/школа1.рф", f"http://{PUNYCODE}/"),
        ("htpp://a.example", "http://a.example/"),
        ("https//a.example/", "https://a.example/"),
        ("https:\\\\a.example\\ds5\\", "https://a.example/ds5/"),
        ("//a.example", "https://a.example/"),
        ("www.a.example.", "https://www.a.example/"),
        ("HTTPS://A.EXAMPLE:443/x/../ds5/./#top", "https://a.example/ds5/"),
        ("a.example:8080", "https://a.example:8080/"),
        ("https://a.example/?page_id=975", "https://a.example/?page_id=975"),
        ("https://a.example/Сад 5/", "https://a.example/%D0%A1%D0%B0%D0%B4%205/"),
        ("https://old_site.a.example/", "https://old_site.a.example/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
    ],
)
def test_written_addresses_become_canonical(written: str, url: str) -> None:
    assert normalise(written) == url
    assert normalise(url) == url
    assert normalise(display_url(url)) == url


@pytest.mark.parametrize(
    "written",
    [
        "",
        "-",
        "нет сайта",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://a.example/",
        "mailto:school@a.example",
        "https://user@a.example/",
        "https://user:word@a.example/",
        "a..example",
        "сайт школы",
        "https://",
        "https://a.example:99999/",
        "https://a.example:22/",
        "школa1.рф",  # Latin «a»
        "1.2.3.4.5",
        f"https://{'a' * 64}.example/",
    ],
)
def test_what_is_no_address_of_a_site_is_refused(written: str) -> None:
    with pytest.raises(AddressError, match="правильно: "):
        normalise(written)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127。0。0。1",
        "①②⑦.⓪.⓪.①",
        "127.0.0.1.",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.8",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::1]",
        "[fe80::1]",
        "[fec0::1]",
        "[fd00::1]",
        "[ff02::1]",
        "localhost",
        "LOCALHOST",
        "site.localhost",
        "printer.local",
        "metadata.google.internal",
        "router.lan",
        "intranet",
    ],
)
def test_no_address_inside_a_network_passes(host: str) -> None:
    with pytest.raises(AddressError):
        normalise(f"http://{host}/")


def test_the_demo_may_use_the_loopback() -> None:
    assert normalise("127.1:18101/ds5/", allow_private=True) == "https://127.0.0.1:18101/ds5/"
    assert normalise("http://localhost:18101", allow_private=True) == "http://localhost:18101/"


@pytest.mark.parametrize(
    ("cell", "addresses"),
    [
        ("a.example, b.example", ("a.example", "b.example")),
        ("a.example;b.example\nhttp://c.example/", ("a.example", "b.example", "http://c.example/")),
        ("https:// a.example ;", ("https://a.example",)),
    ],
)
def test_several_addresses_of_one_cell(cell: str, addresses: tuple[str, ...]) -> None:
    assert split_addresses(cell) == addresses


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/", "http://www.a.example/index.php", True),
        ("https://a.example/ds5", "https://a.example/ds5/", True),
        ("https://a.example/ds5/", "https://a.example/ds6/", False),
        ("https://a.example/?id=5", "https://a.example/?id=6", True),
        ("https://a.example/", "https://a.example:8443/", False),
        ("https://a.example/", "https://b.a.example/", False),
    ],
)
def test_a_site_is_a_host_and_a_folder(one: str, other: str, same: bool) -> None:
    assert (site_scope(one) == site_scope(other)) is same


def test_what_people_read_leads_to_the_same_place() -> None:
    assert display_url(f"https://{PUNYCODE}/%D0%A1%D0%B0%D0%B4%205%2F/") == "https://школа1.рф/Сад%205%2F/"
    assert display_url("https://xn--not-punycode-.example/") == "https://xn--not-punycode-.example/"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        url = normalise(text)
    except AddressError:
        return
    assert normalise(url) == url
    assert url.isascii()
    assert url.startswith(("http://", "https://"))
    assert normalise(display_url(url)) == url
