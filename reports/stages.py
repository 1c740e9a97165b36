"""The three stages one after another, as the command line and the desk call them: crawl, judge, report."""

import shutil
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from audit_rules import registered_file, roadmap
from audit_rules.calendar import local_day
from audit_rules.campaigns.folder import refuse_final
from audit_rules.enough import question
from audit_rules.judging import usable_cores
from audit_rules.model import Finding, Reason, Verdict
from audit_rules.personal.veil import veiled_text
from audit_rules.registered import Entry
from audit_rules.run import Audited, Crash, audit, judged_captures
from crawler import registry
from crawler.codec import to_data
from crawler.estimate import Estimate, estimate
from crawler.items import School, SiteOutcome
from crawler.options import CrawlOptions
from crawler.promise import Promise
from crawler.pruning import is_pruned
from crawler.run import Progress, crawl, plan
from crawler.store import Captures
from reports import pages
from reports.note_template import TemplateError
from reports.printing import PrintError, print_page

GAPS = (Verdict.PARTIAL, Verdict.OUTDATED, Verdict.MISSING)

EXIT_ALL_FOUND, EXIT_GAPS, EXIT_USAGE, EXIT_UNVERIFIED, EXIT_FAILED = 0, 1, 2, 3, 4


class StageError(Exception):
    """The folder or the files are not what a stage needs; the text is for the user, in Russian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How an audit ended, in numbers."""

    out: Path
    as_of: date
    audited: Audited

    @property
    def exit_code(self) -> int:
        """By `interfaces.md` § 3."""
        if self.audited.crashes:
            return EXIT_FAILED
        if any(finding.verdict in GAPS for finding in self.audited.findings):
            return EXIT_GAPS
        return EXIT_UNVERIFIED if any(map(_is_open, self.audited.findings)) else EXIT_ALL_FOUND

    def as_data(self) -> dict[str, Any]:
        """What `--json` prints."""
        counts = Counter(finding.verdict.value for finding in self.audited.findings)
        return {
            "out": str(self.out),
            "as_of": self.as_of.isoformat(),
            "schools": len({finding.school_id for finding in self.audited.findings}),
            "verdicts": {verdict.value: counts[verdict.value] for verdict in Verdict},
            "exit_code": self.exit_code,
        }


def _is_open(finding: Finding) -> bool:
    """Something could not be checked; an order that need not be on the site (row 3.4) is no such thing."""
    return finding.verdict is Verdict.UNVERIFIED and finding.reasons != (Reason.ASK_FOR_COPY,)


def load_registry(path: Path, *, allow_private: bool = False) -> tuple[School, ...]:
    """The registry, or StageError when there is no such file; RegistryError with every complaint about its lines."""
    if not path.is_file():
        raise StageError(f"нет файла со списком школ: {path}")
    return registry.load(path, allow_private=allow_private)


def crawl_sites(
    schools_file: Path,
    out: Path,
    options: CrawlOptions,
    progress: Callable[[Progress], None],
    stopping: Callable[[], None] | None = None,
) -> tuple[SiteOutcome, ...]:
    """Stage 1; DIR keeps a copy of the registry it was given, once the crawl is not refused."""
    schools = load_registry(schools_file, allow_private=options.allow_private)
    if out.exists() and not out.is_dir():
        raise StageError(f"{out} – файл, а нужна папка результатов")
    refuse_final(out)
    refuse_pruned(out)
    _refuse_previous(options.previous, out)
    plan(schools, Captures(out), options)
    kept = Captures(out).registry
    kept.parent.mkdir(parents=True, exist_ok=True)
    if not (kept.exists() and kept.samefile(schools_file)):
        shutil.copyfile(schools_file, kept)
    return crawl(schools, out, options, promise=promise(), progress=progress, stopping=stopping)


def refuse_pruned(out: Path) -> None:
    """StageError for a folder of which only the evidence is left: it proves its verdicts, nothing else."""
    captures = Captures(out)
    if any(is_pruned(captures, outcome.school_id) for outcome in captures.outcomes()):
        raise StageError(
            f"обход в папке {out} очищен командой prune: в нём остались только доказательства, "
            "оценить или продолжить его нельзя; команды report и evidence работают"
        )


def enough_for(options: CrawlOptions, as_of: date) -> CrawlOptions:
    """A crawl for the audit of one day reads what can change its verdicts."""
    return replace(options, question=question(as_of))


def expected(schools_file: Path, options: CrawlOptions) -> Estimate:
    """What a crawl would take; nobody is asked and nothing is written."""
    schools = load_registry(schools_file, allow_private=options.allow_private)
    chosen = [school for school in schools if not options.only or school.id in options.only]
    known = Captures(Path(options.previous)).outcomes() if options.previous else ()
    return estimate(chosen, options, {outcome.school_id: outcome for outcome in known})


def _refuse_previous(previous: str, out: Path) -> None:
    if not previous:
        return
    if not (Path(previous) / "captures").is_dir():
        raise StageError(f"в папке {previous} нет прошлого обхода; в --previous указывают папку результатов (--out)")
    refuse_pruned(Path(previous))
    if out.exists() and out.samefile(previous):
        raise StageError("в --previous нужна папка прошлого обхода, а не та, куда записывается этот")


def promise() -> Promise:
    """The vocabulary is the rules' own; the crawler is handed it."""
    return Promise.from_data(tomllib.loads((files("audit_rules") / "promise.toml").read_text(encoding="utf-8")))


def crash_line(crash: Crash) -> str:
    """A failed rule, told to the person; what it choked on stays veiled."""
    return f"Сбой правила: {crash.school_id}, строка {crash.row}: {veiled_text(repr(crash.error))}"


def outcome_as_data(outcome: SiteOutcome) -> dict[str, Any]:
    """What `crawl --json` prints of a site."""
    data: dict[str, Any] = to_data(outcome)
    return data


def judge(out: Path, as_of: date, processes: int = 0) -> Judged:
    """Stage 2 over what DIR holds, in so many processes; 0: as many as there are cores."""
    refuse_final(out)
    refuse_pruned(out)
    schools, entries = _given(out)
    return Judged(
        out=out, as_of=as_of, audited=audit(Captures(out), schools, as_of, entries, processes or usable_cores())
    )


def judged_anew(out: Path, as_of: date) -> tuple[Finding, ...]:
    """What the captures under DIR are by the rules of today; nothing is written."""
    refuse_pruned(out)
    schools, entries = _given(out)
    return judged_captures(Captures(out), schools, as_of, entries, usable_cores()).findings


def _given(out: Path) -> tuple[tuple[School, ...], tuple[Entry, ...]]:
    schools = _kept_schools(out)
    kept = out / registered_file.NAME
    return schools, registered_file.load(kept, roadmap.load(), schools) if kept.exists() else ()


def check_registered(given: Path, schools_file: Path, *, allow_private: bool) -> None:
    """Complain about registry.csv before any site is asked."""
    registered_file.load(given, roadmap.load(), load_registry(schools_file, allow_private=allow_private))


def keep_registered(given: Path, out: Path) -> None:
    """DIR keeps a copy of the registry of rows that no site shows, once it is found right."""
    refuse_final(out)
    registered_file.load(given, roadmap.load(), _kept_schools(out))
    kept = out / registered_file.NAME
    if not (kept.exists() and kept.samefile(given)):
        shutil.copyfile(given, kept)


def _kept_schools(out: Path) -> tuple[School, ...]:
    kept = Captures(out).registry
    if not kept.is_file():
        raise StageError(f"в папке {out} нет schools.csv: сначала нужен обход сайтов (crawl)")
    return registry.load(kept, allow_private=True)


def report(
    out: Path,
    *,
    template: Path | None = None,
    previous: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Path:
    """Stage 3; returns the city page. `tell` hears, in Russian, what could not be made."""
    if not (out / "findings.jsonl").is_file():
        raise StageError(f"в папке {out} нет findings.jsonl: сначала нужна оценка (audit)")
    if previous and not (previous / "findings.jsonl").is_file():
        raise StageError(f"в папке {previous} нет прошлой оценки (findings.jsonl)")

    def printed(page: bytes, as_of: str) -> bytes:
        try:
            return print_page(page, as_of)
        except PrintError as error:
            tell(f"Справка в PDF не составлена: {error}; есть spravka.docx и spravka.html.")
            return b""

    try:
        return pages.build(out, template=template, previous=previous, printed=printed)
    except TemplateError as error:
        raise StageError(str(error)) from error


def crawl_again(options: CrawlOptions, out: Path) -> CrawlOptions:
    """For the demonstration: a folder crawled before is crawled anew."""
    return replace(options, new=Captures(out).outcomes_file.exists())


def early(as_of: date, crawled: date) -> bool:
    """Whether an audit's crawl comes before the lawful ten working days for placing documents are over
    (`requirements.md` § 3).
    """
    return crawled.month in (1, 7) and crawled.day < 15 and (as_of.year, as_of.month) == (crawled.year, crawled.month)


def not_captured_yet(as_of: date, outcomes: Sequence[SiteOutcome]) -> bool:
    """Whether the audit's day is later than the capture."""
    days = [local_day(outcome.finished_at) for outcome in outcomes if outcome.finished_at]
    return bool(days) and as_of > max(days)
