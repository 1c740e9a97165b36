"""How long `kimc-audit audit` takes over a captured city: `python -m benchmarks.audit [--schools 400] [--sites 40]`.

Generated sites are crawled from the loopback, each up to 100 pages and 20 documents, and read; every one is then copied
under other numbers, names of people, hosts and hashes until there are so many institutions. The captures lie ready when
the clock starts, as after a crawl. Audited is by the command itself, in one process and in two, each in rounds; all
files that it writes must be the same bytes. Memory is the most that the command or one of its processes ever held.
"""

import argparse
import gzip
import hashlib
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.crawl import school_of
from benchmarks.layouts import AS_OF, generate
from benchmarks.layouts.serve import Sites
from benchmarks.layouts.words import person
from crawler.codec import dump_line, from_data
from crawler.items import School, SiteOutcome
from crawler.options import CrawlOptions
from crawler.promise import Promise
from crawler.run import crawl
from crawler.services import PROMISE_FILE
from crawler.store import Captures

ROOT = Path(__file__).resolve().parents[1]
_COMMAND = "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"
PAGES, FILES = 100, 20
FIRST_SEED = 1000
GOAL = 60.0
_NUMBER = re.compile(r"(?<=№ )\d{3}(?!\d)|(?<=№\\u00a0)\d{3}(?!\d)")
_PERSON = re.compile(r"[А-Я][а-я]{3,} [А-Я]\. ?[А-Я]\.")
_HASH = re.compile(r"[0-9a-f]{64}")
_PARTS = ("documents.jsonl", "links.jsonl", "readings.jsonl.gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One audit."""

    seconds: float
    written: str
    """A hash of all that it wrote."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.audit", description=__doc__)
    parser.add_argument("--schools", type=int, default=400)
    parser.add_argument("--sites", type=int, default=40, help="generated, the others are copies of them")
    parser.add_argument("--rounds", type=int, default=2)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        crawled, city = Path(folder) / "crawled", Path(folder) / "city"
        schools = crawl_sites(range(FIRST_SEED, FIRST_SEED + min(chosen.sites, chosen.schools)), crawled)
        copy_sites(crawled, schools, city, chosen.schools)
        shutil.rmtree(crawled)
        print(size_of(city))
        runs: dict[int, list[Run]] = {1: [], 2: []}
        for _ in range(chosen.rounds):
            for processes, told in runs.items():
                told.append(audited(city, processes))
    print("\n".join(table(runs)))


# The city


def crawl_sites(seeds: Sequence[int], out: Path) -> list[School]:
    options = CrawlOptions(delay=0, patience=0.01, allow_private=True, pages=PAGES, files=FILES, at_once=4)
    with Sites([generate(seed) for seed in seeds]) as served:
        schools = [school_of(one) for one in served]
        crawl(schools, out, options, promise=Promise.from_file(PROMISE_FILE))
    return schools


def copy_sites(crawled: Path, schools: Sequence[School], city: Path, wanted: int) -> None:
    """A registry, outcomes and captures of so many institutions."""
    outcomes = {outcome.school_id: outcome for outcome in Captures(crawled).outcomes()}
    cast = [(schools[number % len(schools)], number) for number in range(wanted)]
    city.mkdir()
    told: list[SiteOutcome] = []
    lines = ["id,name,short_name,type,url"]
    with ProcessPoolExecutor() as pool:
        jobs = [(crawled, city, dump_line(one), dump_line(outcomes[one.id]), number) for one, number in cast]
        for school, outcome in pool.map(copy_site, jobs):
            lines.append(
                ",".join(
                    (
                        school.id,
                        f'"{_quoted(school.name)}"',
                        f'"{_quoted(school.short_name)}"',
                        school.type.value,
                        school.url,
                    )
                )
            )
            told.append(outcome)
    (city / "schools.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    Captures(city).write_outcomes(told)


def _quoted(cell: str) -> str:
    return cell.replace('"', '""')


def copy_site(job: tuple[Path, Path, str, str, int]) -> tuple[School, SiteOutcome]:
    """One institution's captures under another number, with other people and bytes."""
    crawled, city, school_line, outcome_line, number = job
    school = from_data(School, json.loads(school_line))
    disguise = Disguise(school, number)
    source, target = Captures(crawled).folder(school.id), Captures(city).folder(disguise.school_id)
    target.mkdir(parents=True)
    for name in _PARTS:
        lines = "".join(disguise.put_on(line) for line in _lines(source / name))
        path, data = target / name, lines.encode("utf-8", "surrogatepass")
        path.write_bytes(gzip.compress(data, 1, mtime=0) if name.endswith(".gz") else data)
    return from_data(School, json.loads(disguise.put_on(school_line))), from_data(
        SiteOutcome, json.loads(disguise.put_on(outcome_line))
    )


def _lines(path: Path) -> Iterator[str]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", errors="surrogatepass", newline="\n") as stream:
        yield from stream


class Disguise:
    """What tells a copy from its original: id, host, numbers, people, hashes."""

    def __init__(self, school: School, number: int) -> None:
        self.school_id = f"c{number}"
        self._school, self._number = school, number
        self._rng = random.Random(number)
        self._people: dict[str, str] = {}

    def put_on(self, text: str) -> str:
        text = text.replace(self._school.url, f"http://s{self._number}.example/")
        text = text.replace(f'"{self._school.id}"', f'"{self.school_id}"')
        text = _NUMBER.sub(lambda found: str((int(found[0]) + 7 * self._number) % 900 + 100), text)
        text = _HASH.sub(lambda found: hashlib.sha256(f"{found[0]}{self._number}".encode()).hexdigest(), text)
        return _PERSON.sub(lambda found: self._person(found[0]), text)

    def _person(self, known: str) -> str:
        return self._people.setdefault(known, person(self._rng))


def size_of(city: Path) -> str:
    captures = Captures(city)
    outcomes = captures.outcomes()
    pages, files = (sum(getattr(one, name) for one in outcomes) for name in ("pages", "documents"))
    count = len(outcomes)
    return f"{count} institutions, {pages / count:.0f} pages and {files / count:.0f} documents each on average"


# The audits


def audited(city: Path, processes: int) -> Run:
    began = time.monotonic()
    command = ["audit", "--out", str(city), "--as-of", AS_OF.isoformat(), "--processes", str(processes)]
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, *command],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    seconds = time.monotonic() - began
    if done.returncode not in (0, 1, 3):
        raise SystemExit(done.stderr[-2000:])
    return Run(seconds=seconds, written=hash_of(city))


def hash_of(city: Path) -> str:
    """Of everything that an audit writes."""
    written = (*sorted(city.glob("findings.*")), *sorted((city / "confidential").iterdir()))
    return hashlib.sha256(b"".join(path.read_bytes() for path in written)).hexdigest()


def table(runs: dict[int, list[Run]]) -> Iterator[str]:
    yield f"{'processes':<12}{'seconds':>9}{'least':>9}{'most':>9}"
    for processes, told in runs.items():
        times = [run.seconds for run in told]
        yield f"{processes:<12}{median(times):>9.1f}{min(times):>9.1f}{max(times):>9.1f}"
    two = median(run.seconds for run in runs[2])
    hashes = {run.written for told in runs.values() for run in told}
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    yield f"in two processes: {two:.1f} s (goal <= {GOAL:.0f}: {'kept' if two <= GOAL else 'MISSED'})"
    yield f"bytes written: {'the same' if len(hashes) == 1 else 'THEY DIFFER'}; most memory of a process {most} MB"


if __name__ == "__main__":
    main()
