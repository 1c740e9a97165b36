"""What a crawl has left on the disk: what was committed when it was killed, and whether the end of it is whole."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from fastwarc.warc import ArchiveIterator as FastIterator

from audit_rules.run import audit
from crawler.archive import FILE_NAME as WARC
from crawler.archive import read_body
from crawler.codec import to_data
from crawler.items import School
from crawler.record import FILE_NAME as QUEUE
from crawler.store import Captures

DAY = date(2026, 1, 20)
_ASKED = """
SELECT url FROM urls WHERE asked = 1 AND reason <> 'repeating'
AND (state NOT IN ('pending', 'taken') OR url IN (SELECT url FROM fetched))
"""
_BALANCE = "SELECT (SELECT count(DISTINCT target) FROM edges), (SELECT count(*) FROM urls)"


@dataclass(frozen=True, slots=True)
class Committed:
    """What one site's record held, as a reader of the folder sees it after the kill."""

    asked: frozenset[str]
    """Pages, files, probes, site maps and robots.txt whose answers were committed; percent signs decoded."""
    evidence: frozenset[tuple[str, str, str]]
    """Address, place in the archive and SHA-256 of every page and file."""


NOTHING = Committed(frozenset(), frozenset())


def committed(folder: Path) -> Committed:
    """Read a copy, so that the crawl finds the files as the kill left them; raises when they are no sound record."""
    if not (folder / QUEUE).exists():
        return NOTHING
    with TemporaryDirectory() as scratch:
        for path in folder.glob(f"{QUEUE}*"):
            shutil.copy(path, scratch)
        with closing(sqlite3.connect(Path(scratch) / QUEUE)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'readings'").fetchone():
                return NOTHING
            return _read(folder, database)


def _read(folder: Path, database: sqlite3.Connection) -> Committed:
    notes = dict(database.execute("SELECT name, value FROM meta"))
    discovered, known = database.execute(_BALANCE).fetchone()
    assert discovered == known
    documents = [json.loads(facts) for (facts,) in database.execute("SELECT facts FROM fetched")]
    check_archive(folder / WARC, int(notes.get("archive_end", "0")))
    trips = set(json.loads(notes.get("trips_made", "[]"))) - {url for _, url, _ in json.loads(notes.get("trips", "[]"))}
    robots = {name.removeprefix("robots ") for name in notes if name.startswith("robots ")}
    asked = {url for (url,) in database.execute(_ASKED)} | trips | robots
    return Committed(
        frozenset(map(unquote, asked)),
        frozenset((found["url"], found["warc"], found["sha256"]) for found in documents),
    )


def check_archive(path: Path, end: int) -> None:
    """The first `end` bytes are whole records with right digests, says warcio; the other reader sees as many."""
    if end == 0:
        return
    with TemporaryDirectory() as scratch:
        cut = Path(scratch) / WARC
        with path.open("rb") as stream:
            cut.write_bytes(stream.read(end))
        assert cut.stat().st_size == end
        whole(cut)


def whole(path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as stream:
        seen = 0
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            seen += 1
    with path.open("rb") as stream:
        assert sum(1 for record in FastIterator(stream) if record.reader.read() is not None) == seen


def warcio_check(paths: Iterable[Path]) -> None:
    """The command that anybody would run."""
    script = "import sys; from warcio.cli import main; main(['check', *sys.argv[1:]])"
    subprocess.run([sys.executable, "-c", script, *map(str, paths)], check=True)


def check_end(out: Path, schools: Iterable[School], before: Iterable[Committed]) -> None:
    """Every committed page is still there, at its place, and its bytes are those that were fetched."""
    captures = Captures(out)
    kept = {}
    for school in schools:
        for document in captures.documents(school.id):
            body = read_body(captures.folder(school.id), document)
            assert sha256(body).hexdigest() == document.sha256
            kept[document.url] = (document.url, document.warc, document.sha256)
    lost = {seen for record in before for seen in record.evidence} - set(kept.values())
    assert not lost, sorted(lost)[:5]
    for outcome in captures.outcomes():
        assert outcome.pages + outcome.documents + outcome.failed + outcome.skipped == outcome.discovered
    warcio_check(sorted(out.glob(f"captures/*/{WARC}")))


def told(out: Path, schools: tuple[School, ...]) -> dict[str, bytes]:
    """What the stages leave, without what a kill may change: times, places in the archive, requests made twice."""
    audit(Captures(out), schools, DAY)
    return dict(_files(out, schools))


def _files(out: Path, schools: tuple[School, ...]) -> Iterator[tuple[str, bytes]]:
    captures = Captures(out)
    for name in ("findings.jsonl", "findings.csv"):
        yield name, (out / name).read_bytes()
    for school in schools:
        folder = captures.folder(school.id)
        for name in ("links.jsonl", "readings.jsonl.gz"):
            yield f"{school.id}/{name}", (folder / name).read_bytes()
        documents = [replace(found, fetched_at="", warc="") for found in captures.documents(school.id)]
        yield f"{school.id}/documents.jsonl", json.dumps(to_data(tuple(documents))).encode()
    outcomes = [replace(found, started_at="", finished_at="", requests=0, bytes=0) for found in captures.outcomes()]
    yield "outcomes.jsonl", json.dumps(to_data(tuple(outcomes))).encode()


def litter(out: Path) -> list[str]:
    """Files that a finished crawl should not leave."""
    return [str(path) for path in out.rglob("*.part")] + [name for name in os.listdir(out) if name.endswith(".gone")]
