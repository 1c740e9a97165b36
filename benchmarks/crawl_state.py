"""What crawls leave, for comparison before and after a change: `python -m benchmarks.crawl_state FILE [--check]`.

The development layouts and the sample city are crawled without a network, one answer after another. FILE gets one line
a site: how many addresses, links and requests, and digests of the order of the requests, of the queue with all its
links and their words, and of the files that the crawl ends with. With --check nothing is written: what differs from
FILE is told, and the exit code is 1 if anything does.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from benchmarks.city_sites import city_sites
from benchmarks.layouts import HALVES, ORIGIN, GeneratedSite, generate
from crawler.answers import Answer, judge
from crawler.items import Reading, School, SchoolType
from crawler.options import CrawlOptions
from crawler.outcome import finish
from crawler.pages import examine, header_charset
from crawler.promise import Promise
from crawler.reading.whole import Whole
from crawler.record import Record
from crawler.services import PROMISE_FILE
from crawler.site_crawl import SiteCrawl
from crawler.store import Captures

_HOME = "http://site.example/"
_DAY = datetime(2026, 1, 20, tzinfo=UTC)
_MOST = 5000
_QUEUE = "SELECT url, state, reason, redirected_to, rank, weight, listing, depth, file FROM urls ORDER BY url"
_LINKS = """
SELECT coalesce(s.url, e.via), t.url, e.way, e.weight, e.relevance, e.weak, e.text, e.place, e.context, e.menu
FROM edges e JOIN urls t ON t.id = e.target LEFT JOIN urls s ON s.id = e.source ORDER BY 1, 2
"""


def state_of(site: GeneratedSite) -> dict[str, Any]:
    """One site's crawl, as comparable data."""
    with TemporaryDirectory() as folder:
        captures = Captures(Path(folder))
        kind = SchoolType.KINDERGARTEN if "ДОУ" in site.short_name else SchoolType.SCHOOL
        school = School(id="s", name=site.name, short_name=site.short_name, type=kind, url=_HOME)
        with Record(captures.folder("s"), clock=lambda: _DAY) as record:
            options = CrawlOptions(pages=_MOST, files=_MOST)
            course = SiteCrawl(school, Promise.from_file(PROMISE_FILE), options, record)
            asked = list(_crawled(course, site))
            queue, links = list(record.frontier.rows(_QUEUE)), list(record.frontier.rows(_LINKS))
            finish(school, record, captures)
        told = [(captures.folder("s") / name).read_text("utf-8") for name in ("links.jsonl", "documents.jsonl")]
    return {
        "counts": [len(queue), len(links), len(asked)],
        "order": _digest(asked),
        "queue": _digest(queue),
        "links": _digest(links),
        "files": [_digest(text) for text in told],
    }


def _crawled(course: SiteCrawl, site: GeneratedSite) -> Iterable[str]:
    while (visit := course.next()) is not None:
        yield f"{visit.purpose} {visit.address}"
        answer = _answer(site, visit.address)
        judged = judge(answer)
        shown = judged.html or (judged.body and answer.status >= 400)
        view = examine(judged.body, header_charset(answer.content_type), answer.url) if shown else None
        fetched = course.answered(visit, answer, judged, view)
        if fetched is not None:
            course.keep(fetched, Whole(reading=Reading(key=fetched.document.reading, format="html")))


def _answer(site: GeneratedSite, url: str) -> Answer:
    parts = urlsplit(url)
    found = site.answer(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    if found is None:
        return Answer(url=url, status=404, headers={"content-type": "text/html"}, raw=b"<h1>404</h1>")
    body = found.body.replace(ORIGIN.encode(), _HOME.rstrip("/").encode())
    return Answer(url=url, status=200, headers={"content-type": found.content_type}, raw=body)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl_state", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--seeds", type=int, nargs="*", default=HALVES["development"])
    parser.add_argument("--no-city", action="store_true")
    chosen = parser.parse_args()
    sites = [*([] if chosen.no_city else city_sites()), *map(generate, chosen.seeds)]
    found = {str(site.seed): state_of(site) for site in sites}
    if not chosen.check:
        chosen.file.write_text("".join(f"{json.dumps({name: found[name]})}\n" for name in found), "utf-8")
        return 0
    known: dict[str, Any] = {}
    for line in chosen.file.read_text("utf-8").splitlines():
        known |= json.loads(line)
    told = [(name, part) for name in found for part in found[name] if known[name][part] != found[name][part]]
    for name, part in told:
        print(f"site {name}: {part} differ: {known[name][part]}, now {found[name][part]}")
    print(f"{len(found)} sites compared, {len(told)} differences")
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())
