"""The running city: real requests over the loopback."""

import csv
import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sample_city.server import REGISTRY_COLUMNS, RunningCity, start


@pytest.fixture(scope="module")
def running() -> Iterator[RunningCity]:
    with start() as city:
        yield city


def fetch(url: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.netloc, timeout=10)
    named = {"User-Agent": "visitor/1", **{name.replace("_", "-"): value for name, value in headers.items()}}
    connection.request(method, address.path + (f"?{address.query}" if address.query else ""), headers=named)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_a_home_page_is_served_and_the_visit_is_in_the_log(running: RunningCity) -> None:
    response, body = fetch(running.base_url("sh401"))
    assert response.status == 200
    assert "МАОУ СШ № 401" in body.decode()
    assert running.requests[-1].path == "/"
    assert running.requests[-1].user_agent == "visitor/1"


def test_two_institutions_share_a_host(running: RunningCity) -> None:
    first, second = running.base_url("ds521"), running.base_url("ds522")
    assert urlsplit(first).netloc == urlsplit(second).netloc
    assert fetch(first)[1] != fetch(second)[1]
    assert fetch(urlsplit(first)._replace(path="/").geturl())[0].status == 200


def test_the_alias_shows_the_same_site(running: RunningCity, tmp_path: Path) -> None:
    running.write_registry(tmp_path / "schools.csv")
    with (tmp_path / "schools.csv").open(encoding="utf-8", newline="") as file:
        line = next(line for line in csv.DictReader(file) if line["id"] == "cdt541")
    assert line["aliases"] != line["url"]
    assert fetch(line["aliases"])[1] == fetch(line["url"])[1]


def test_one_site_refuses_and_one_answers_503_to_everything(running: RunningCity) -> None:
    with pytest.raises(ConnectionRefusedError):
        fetch(running.base_url("sh433"))
    for path in ("", "robots.txt", "sveden"):
        assert fetch(running.base_url("ds577") + path)[0].status == 503


def test_head_gives_headers_alone_and_validators_save_the_body(running: RunningCity) -> None:
    url = running.base_url("sh401") + "netcat_files/userfiles/2/rasporyazhenie-r-145.pdf"
    full, body = fetch(url)
    head, nothing = fetch(url, "HEAD")
    assert (head.headers["Content-Length"], nothing) == (str(len(body)), b"")
    assert fetch(url, If_None_Match=full.headers["ETag"])[0].status == 304


def test_a_forbidding_robots_txt_is_served_as_written(running: RunningCity) -> None:
    assert b"Disallow: /nastavnichestvo" in fetch(running.base_url("ds583") + "robots.txt")[1]


def test_the_registry_is_written_as_the_interface_wants_it(running: RunningCity, tmp_path: Path) -> None:
    folder = tmp_path / "папка с пробелом"
    folder.mkdir()
    running.write_registry(folder / "schools.csv")
    with (folder / "schools.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert tuple(lines[0]) == REGISTRY_COLUMNS
    assert all(has_check_digit(line["inn"]) for line in lines)
    assert {line["type"] for line in lines} == {"school", "kindergarten", "supplementary", "methodical_centre"}


def has_check_digit(inn: str) -> bool:
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    return len(inn) == 10 and sum(w * int(d) for w, d in zip(weights, inn, strict=False)) % 11 % 10 == int(inn[9])
