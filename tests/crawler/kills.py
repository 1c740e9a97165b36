"""kill -9 at random moments of a real crawl, again and again: `python -m tests.crawler.kills --kills 100 --seed 1`.

The sites are served by a process of their own that logs every request. The crawling process leads a group of its own
and is killed whole; the next one goes on, until the crawl ends. Moments are drawn from a seed: so many requests seen by
the server, or so many sites ended, and a little later; or some time after the start.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import IO
from urllib.parse import unquote

from audit_rules.enough import question
from crawler.codec import from_data
from crawler.items import School
from crawler.run import AlreadyFinishedError, errand, plan
from crawler.store import Captures
from tests.crawler import after_kill
from tests.crawler.after_kill import Committed
from tests.crawler.logged_sites import BUDGET
from tests.crawler.webs import FAST, PROMISE

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 1, 20)
OPTIONS = replace(FAST, pages=BUDGET, at_once=3, patience=0.001, question=question(AS_OF))
MOMENTS = ("requests", "requests", "requests", "start", "outcome", "end")
_LONGEST = 120.0


class Told:
    """The JSON lines that a process says, as they come; all processes of a scene share one condition."""

    def __init__(self, stream: IO[bytes], news: threading.Condition) -> None:
        self.lines: list[dict[str, object]] = []
        self.ended = False
        self._stream = stream
        self._news = news
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        for line in self._stream:
            with self._news:
                self.lines.append(json.loads(line))
                self._news.notify_all()
        with self._news:
            self.ended = True
            self._news.notify_all()


@dataclass(kw_only=True)
class Sites:
    """The served sites and every request they have seen."""

    schools: tuple[School, ...]
    log: Told
    news: threading.Condition

    def asked_after(self, moment: float) -> list[str]:
        with self.news:
            return [unquote(str(line["url"])) for line in self.log.lines if float(str(line["began"])) > moment]


@contextmanager
def serving() -> Iterator[Sites]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crawler.logged_sites"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    news = threading.Condition()
    try:
        schools = tuple(from_data(School, data) for data in json.loads(process.stdout.readline()))
        log = Told(process.stdout, news)
        yield Sites(schools=schools, log=log, news=news)
    finally:
        process.stdin.close()
        process.wait(30)
        log.thread.join(30)
        process.stdout.close()


class Worker:
    """The crawling process of one life, the first of a group of its own."""

    def __init__(self, out: Path, sites: Sites) -> None:
        errand = job(out, sites.schools)
        self._news = sites.news
        self._process = subprocess.Popen(
            [sys.executable, "-m", "crawler.work"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(errand)
        self._process.stdin.flush()
        self.told = Told(self._process.stdout, sites.news)

    def wait(self, until: Callable[[], bool], seconds: float) -> None:
        """Until something holds, the process has ended, or so long."""
        with self._news:
            self._news.wait_for(lambda: self.told.ended or until(), seconds)

    @property
    def outcomes(self) -> int:
        return sum(1 for line in self.told.lines if line.get("outcome"))

    def kill(self) -> int:
        """Returns the exit code, -9 unless it had ended before."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        code = self._process.wait()
        self.told.thread.join()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with suppress(OSError):
                stream.close()
        return code


def job(out: Path, schools: tuple[School, ...]) -> bytes:
    """What the command line would start a worker with: the sites that have no outcome yet."""
    due = plan(schools, Captures(out), OPTIONS)
    return errand(due, schools, out, OPTIONS, promise=PROMISE, at=datetime(2026, 1, 20, 5, 0, tzinfo=UTC))


@dataclass(kw_only=True)
class Count:
    """What the kills came to."""

    kills: Counter[str] = field(default_factory=Counter)
    crawls: int = 0
    committed: int = 0
    """Answers committed at the kills, over all of them."""
    seconds: float = 0.0


class Scene:
    """One seed: crawls into fresh folders, each killed some times, until the kills are used up."""

    def __init__(self, sites: Sites, folder: Path, seed: int) -> None:
        self._sites = sites
        self._folder = folder
        self._random = Random(seed)
        self.count = Count()
        began = time.monotonic()
        self._crawl(folder / "whole", 0)
        self._usual = len(sites.asked_after(began))
        self._whole = after_kill.told(folder / "whole", sites.schools)

    def run(self, kills: int) -> Count:
        began = time.monotonic()
        while (left := kills - self.count.kills.total()) > 0:
            out = self._folder / f"killed{self.count.crawls}"
            records = self._crawl(out, min(left, self._random.randint(4, 12)))
            self.count.crawls += 1
            after_kill.check_end(out, self._sites.schools, records)
            told = after_kill.told(out, self._sites.schools)
            different = [name for name in self._whole if told[name] != self._whole[name]]
            assert not different, (out, different)
            assert not after_kill.litter(out)
        self.count.seconds = time.monotonic() - began
        return self.count

    def _crawl(self, out: Path, kills: int) -> list[Committed]:
        """One crawl, killed at most so often; returns what was committed at each kill."""
        records: list[Committed] = []
        began = killed = time.monotonic()
        before = frozenset[str]()
        while True:
            try:
                worker = Worker(out, self._sites)
            except AlreadyFinishedError:
                return records
            moment = self._random.choice(MOMENTS) if kills else ""
            self._wait(worker, moment, began)
            code = worker.kill()
            again = before & set(self._sites.asked_after(killed))
            assert not again, (out, moment, sorted(again))
            if code == 0:
                return records
            assert code == -signal.SIGKILL, code
            killed, kills = time.monotonic(), kills - 1
            records += [after_kill.committed(Captures(out).folder(one.id)) for one in self._sites.schools]
            before = frozenset().union(*(record.asked for record in records))
            self.count.kills[moment] += 1
            self.count.committed += len(before)

    def _wait(self, worker: Worker, moment: str, began: float) -> None:
        """Until the moment drawn, and a little longer."""
        seen = len(self._sites.log.lines)
        more, later = self._random.randint(1, 40), self._random.uniform(0, 0.05)
        if moment == "requests":
            worker.wait(lambda: len(self._sites.log.lines) >= seen + more, _LONGEST)
        elif moment == "outcome":
            number = self._random.randint(1, 3)
            worker.wait(lambda: worker.outcomes >= number, _LONGEST)
        elif moment == "end":
            last = self._usual - self._random.randint(0, 4)
            worker.wait(lambda: len(self._sites.asked_after(began)) >= last, _LONGEST)
        elif moment == "start":
            later = self._random.uniform(0, 1.5)
        else:
            later = _LONGEST
        worker.wait(lambda: False, later)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.crawler.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with serving() as sites, TemporaryDirectory() as folder:
        scene = Scene(sites, Path(folder), chosen.seed)
        count = scene.run(chosen.kills)
    print(f"kills {count.kills.total()} {dict(count.kills)} in {count.crawls} crawls, {count.seconds:.0f} s")
    print(f"answers committed at the kills {count.committed}; lost 0, asked again 0, findings equal")


if __name__ == "__main__":
    main()
