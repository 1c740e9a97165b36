"""The invented sites of the crawl benchmark keep what they promise: same bytes, evidence clickable, no stray link."""

import hashlib
from functools import cache
from http.client import HTTPConnection

import pytest

from benchmarks.layouts import FAMILIES, HALVES, Answer, GeneratedSite, generate, links, oracle, reachable
from benchmarks.layouts.papers import pdf, word
from benchmarks.layouts.serve import Sites
from benchmarks.layouts.site import HTML

_SHORT = (*HALVES["development"], 108, 109, 110, 111)  # one site of each family
_ALL = (*HALVES["development"], *HALVES["held_out"])
_SITEMAP = {"/sitemap.xml"}

site_of = cache(generate)


_LONG = [pytest.param(seed, marks=pytest.mark.full) for seed in _ALL if seed not in _SHORT]


each_seed = pytest.mark.parametrize("seed", [*_SHORT, *_LONG])


def _digest(site: GeneratedSite) -> str:
    told = hashlib.sha256(repr((site.evidence, site.same, sorted(site.dead), site.name, site.layout)).encode())
    for path, answer in [*site.pages.items(), *site.files.items()]:
        told.update(f"{path} {answer.content_type}".encode() + answer.body)
    return told.hexdigest()


@pytest.mark.parametrize("seed", [1, 103])
def test_a_seed_always_makes_the_same_bytes(seed: int) -> None:
    first = _digest(generate(seed))
    pdf.cache_clear()
    word.cache_clear()
    assert _digest(generate(seed)) == first


def test_all_families_are_met_and_four_only_when_measured() -> None:
    words = [family.word for family in FAMILIES]
    families = {half: {words[seed % len(words)] for seed in seeds} for half, seeds in HALVES.items()}
    assert len(families["held_out"]) == len(words) >= 12
    assert len(families["held_out"] - families["development"]) == 4
    assert len(HALVES["held_out"]) >= 24
    assert not set(HALVES["development"]) & set(HALVES["held_out"])


@each_seed
def test_every_piece_of_evidence_can_be_clicked_to(seed: int) -> None:
    site = site_of(seed)
    assert set(site.targets) <= reachable(site)


@each_seed
def test_every_link_leads_somewhere_except_the_planned_dead_ones(seed: int) -> None:
    site = site_of(seed)
    linked = {link for found in links(site).values() for link in found}
    assert {link for link in linked if site.answer(link) is None} == site.dead


@each_seed
def test_nothing_stands_on_the_site_that_no_link_names(seed: int) -> None:
    site = site_of(seed)
    assert {*site.pages, *site.files} - _SITEMAP == reachable(site)


@each_seed
def test_a_site_has_the_size_of_a_real_one(seed: int) -> None:
    site = site_of(seed)
    assert 150 <= len(site.pages) + len(site.files) <= 900
    assert 8 <= len(site.targets) <= 20
    assert len(site.targets) < oracle(site) < 100


@each_seed
def test_a_second_address_shows_what_the_first_shows(seed: int) -> None:
    site = site_of(seed)
    assert all(site.answer(second) == site.answer(first) for second, first in site.same.items())


def _page(*hrefs: str) -> Answer:
    body = "".join(f'<a href="{href}">x</a>' for href in hrefs)
    return Answer(body=f"<html><body>{body}</body></html>".encode(), content_type=HTML)


def test_the_oracle_shares_a_way_and_takes_the_nearer_spelling() -> None:
    pages = {
        "/": _page("/a/", "/b/"),
        "/a/": _page("one.pdf", "?sid=1", "c/"),
        "/a/?sid=1": _page(),
        "/a/c/": _page("/b/deep/two"),
        "/b/": _page("/far/", "https://else.invalid/"),
        "/far/": _page("/b/deep/two", "/gone"),
        "/b/deep/two": _page(),
    }
    pdf_file = Answer(body=b"%PDF", content_type="application/pdf")
    site = GeneratedSite(
        seed=0,
        layout="by hand",
        name="",
        short_name="",
        pages=pages,
        files={"/a/one.pdf": pdf_file},
        evidence={"1.3": ("/a/one.pdf",), "5.1": ("/b/deep/two",), "3.6": ("/a/",)},
        same={"/a/?sid=1": "/a/"},
        dead=frozenset({"/gone"}),
    )
    assert oracle(site) == len(["/", "/a/", "/a/one.pdf", "/a/c/", "/b/deep/two"])
    assert reachable(site) == {*pages, "/a/one.pdf"}


def test_the_server_gives_the_bytes_and_counts_what_was_asked() -> None:
    site = site_of(2)
    target = site.targets[0]
    with Sites([site, site_of(1)]) as (served, other):
        connection = HTTPConnection("127.0.0.1", served.server.server_port, timeout=10)
        got = []
        for method, path in (("GET", target), ("HEAD", "/"), ("GET", "/robots.txt"), ("GET", "/sitemap.xml")):
            connection.request(method, path)
            response = connection.getresponse()
            got.append((response.status, response.read()))
        connection.close()
    expected = site.answer(target)
    assert expected is not None
    assert got[0] == (200, expected.body)
    assert got[1] == (200, b"")
    assert got[2][0] == 404
    assert served.url.encode() in got[3][1]
    assert served.requests == 2
    assert served.read() == {target, "/sitemap.xml"}
    assert other.log == []
