"""Some sites served by a process of their own, which says of every request when it came and that its answer is out.

`python -m tests.crawler.logged_sites`: the schools as the first JSON line, then a line for each request, until stdin
ends.
"""

import json
import sys
import threading
from contextlib import ExitStack
from urllib.parse import unquote

from crawler.codec import to_data
from crawler.items import School, SchoolType
from sample_city.answers import NOT_FOUND
from sample_city.city import City
from sample_city.sources import SchoolSource
from tests.crawler.webs import Reply, Seen, StartWeb, Web, link, page, school, starting

TAKEN_FROM_THE_CITY = ("sh401", "ds515", "lyc405")
BUDGET = 40
"""Pages that a site is given: fewer than the maze has."""
_SAYING = threading.Lock()


def say(data: object) -> None:
    with _SAYING:
        print(json.dumps(data), flush=True)


class _Told(list[Seen]):
    """What came, told to whoever started us once the answer has been sent."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._origin = url.rstrip("/")

    def append(self, seen: Seen) -> None:
        say({"url": self._origin + seen.path, "began": seen.began, "ended": seen.ended})


class _Decoded(dict[str, Reply]):
    """Clients may percent-encode more or less than a link did; to a server it is one address."""

    def get(self, path: str, default: object = None) -> Reply:
        return super().get(unquote(path), default)  # type: ignore[arg-type]


def city_schools(start_web: StartWeb) -> list[School]:
    """Schools of the sample city with documents of every kind."""
    sources = tuple(one for one in City().schools if one.id in TAKEN_FROM_THE_CITY)
    city = City(schools=sources)
    webs = {host: start_web() for host in city.hosts()}
    city = City(schools=sources, origins={host: web.url.rstrip("/") for host, web in webs.items()})
    for host, answers in city.build().items():
        replies = {
            path: Reply(status=given.status, body=given.body, headers=dict(given.headers))
            for path, given in answers.items()
        }
        webs[host].missing = replies.get(NOT_FOUND, webs[host].missing)
        webs[host].pages = _Decoded({unquote(path): reply for path, reply in replies.items()})  # type: ignore[assignment]
        webs[host].requests = _Told(webs[host].url)
    return [_registered(one, city) for one in sources]


def _registered(source: SchoolSource, city: City) -> School:
    return School(
        id=source.id,
        name=source.name,
        short_name=source.short_name,
        inn=source.inn,
        type=SchoolType(source.type),
        url=f"{city.origin(source.host)}{source.base_path}/",
        aliases=(f"{city.origin(source.alias_host)}/",) if source.alias_host else (),
    )


def maze(web: Web) -> School:
    """More pages than the budget; chains and circles of redirects, site maps within a site map, copies, dead links."""
    for number in range(60):
        web.html(f"/p{number}", f"<h1>Раздел слово{number}x</h1>", link(f"/p{(number * 7) % 60}", "Дальше"))
        web.html(f"/list?page={number}", "<h1>Список</h1>", link(f"/list?page={number + 1}", "Дальше"))
    for number in range(15):
        web.pages[f"/chain{number}"] = Reply(status=302, headers={"Location": f"/chain{number + 1}"})
    web.pages["/circle"] = Reply(status=301, headers={"Location": "/circle2"})
    web.pages["/circle2"] = Reply(status=301, headers={"Location": "/circle"})
    web.pages["/moved"] = Reply(status=301, headers={"Location": "/p3"})
    web.pages["/doc.txt"] = Reply(body="План наставничества. ".encode() * 400, type="text/plain; charset=utf-8")
    web.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /closed\n", type="text/plain")
    maps = "".join(f"<sitemap><loc>{web.url}map{number}.xml</loc></sitemap>" for number in range(3))
    web.pages["/sitemap.xml"] = Reply(body=f"<sitemapindex>{maps}</sitemapindex>".encode(), type="text/xml")
    for number in range(3):
        mapped = f"<urlset><url><loc>{web.url}p{number + 50}</loc></url></urlset>"
        web.pages[f"/map{number}.xml"] = Reply(body=mapped.encode(), type="text/xml")
    special = ("chain0", "circle", "moved", "closed", "dead", "doc.txt", "copy?print=1", "list?page=0")
    web.html(
        "/",
        *(link(f"/{path}", f"Наставничество {path}") for path in special),
        *(link(f"/p{number}", f"Раздел {number}") for number in range(60)),
    )
    return school(web.url, "maze")


def failing(web: Web) -> School:
    """So many pages fail in a row that the crawl gives the site up."""
    for number in range(30):
        web.html(f"/a{number}", f"<h1>Раздел слово{number}y</h1>")
        web.pages[f"/b{number:02}"] = Reply(status=500, body=page("Ошибка"))
    links = [link(f"/b{number:02}", f"Документ {number}") for number in range(30)]
    web.html("/", *links, *(link(f"/a{number}", f"Раздел {number}") for number in range(6)))
    return school(web.url, "failing")


def small(web: Web) -> School:
    """One of each: what can be tried at every single operation on the disk."""
    web.pages["/moved"] = Reply(status=301, headers={"Location": "/plan"})
    web.html("/plan", "<h1>План наставничества педагогов</h1>", link("/plan.txt", "Дорожная карта наставничества 2026"))
    web.pages["/plan.txt"] = Reply(
        body="Дорожная карта наставничества. ".encode() * 9, type="text/plain; charset=utf-8"
    )
    web.pages["/sitemap.xml"] = Reply(
        body=f"<urlset><url><loc>{web.url}plan</loc></url></urlset>".encode(), type="text/xml"
    )
    web.html("/", link("/moved", "Наставничество"), link("/dead", "Приказ о наставничестве"))
    return school(web.url, "small")


def main() -> None:
    with ExitStack() as stack:
        start_web = stack.enter_context(starting())
        schools = city_schools(start_web)
        for fill in (maze, failing, small):
            web = start_web()
            web.requests = _Told(web.url)
            schools.append(fill(web))
        say(to_data(tuple(schools)))
        sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
