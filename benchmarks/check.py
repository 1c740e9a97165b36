"""How long `kimc-audit check` takes over a site of 200 pages: `python -m benchmarks.check [--pages 200]`.

The site is the sample city's sh401 with older news of its own until it has so many pages; pauses are off, so what is
measured is the tool. Once with the registry, once without: then the site is asked first who it is.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sample_city.answers import NOT_FOUND
from sample_city.city import City
from sample_city.server import RunningCity, start
from sample_city.sources import News

SCHOOL = "sh401"
_ROOT = Path(__file__).parents[1]
_COMMAND = "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"
_TITLES = ("Осенняя ярмарка", "Турнир по шахматам", "Неделя математики", "Смотр строя и песни", "День открытых дверей")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    with start(city_of(parser.parse_args().pages)) as city, tempfile.TemporaryDirectory() as folder:
        registry = Path(folder) / "schools.csv"
        city.write_registry(registry)
        print(f"{'check':<28}{'pages':>7}{'documents':>11}{'requests':>10}{'seconds':>9}")
        measure("listed in the registry", city, Path(folder), "--schools", str(registry))
        elsewhere = Path(folder) / "elsewhere"
        elsewhere.mkdir()
        measure("says itself who it is", city, elsewhere)


def city_of(pages: int) -> City:
    """The sample city with one institution grown to so many HTML pages."""
    plain = City()
    (school,) = (item for item in plain.schools if item.id == SCHOOL)
    have = sum(_is_page(path, media) for path, media in _answers(plain, school.host))
    more = tuple(_news(number) for number in range(max(0, pages - have)))
    grown = replace(school, news=(*school.news, *more))
    return replace(plain, schools=tuple(grown if item.id == SCHOOL else item for item in plain.schools))


def _answers(city: City, host: str) -> list[tuple[str, str]]:
    return [(path, answer.header("Content-Type")) for path, answer in city.build()[host].items()]


def _is_page(path: str, media: str) -> bool:
    return "html" in media and "?" not in path and path != NOT_FOUND


def _news(number: int) -> News:
    title = f"{_TITLES[number % len(_TITLES)]}, {number // len(_TITLES) + 1}-й тур"
    day = date(2026, 10, 1) - timedelta(days=3 * number)
    text = f"{title} прошла в актовом зале. Участвовали команды пятых и шестых классов, болельщиков было {number + 20}."
    return News(key=f"older-{number}", title=title, date=day.isoformat(), text=text)


def measure(name: str, city: RunningCity, folder: Path, *words: str) -> None:
    """One check in a process of its own."""
    fast = ("--allow-private-addresses", "--delay", "0", "--as-of", "2026-01-20", "--json")
    before, began = len(city.requests), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, "check", city.base_url(SCHOOL), *words, *fast],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env=_environment(),
    )
    seconds = time.monotonic() - began
    told = json.loads(done.stdout)["outcome"]
    asked = len(city.requests) - before
    print(f"{name:<28}{told['pages']:>7}{told['documents']:>11}{asked:>10}{seconds:>9.1f}")


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(_ROOT)}


if __name__ == "__main__":
    main()
