"""How well documents are understood: `python -m benchmarks.accuracy [PART] [--misses]`, PART of `tests/corpus`.

Every case of `tests/corpus` is read as the product reads it, hung on a site of its own (home page, a page that
holds the link) and judged; what the product says is compared with the labels. Printed are precision and recall with
their 95 % intervals (Wilson), field by field and row by row. `--misses` names each miss of the development half; of
the frozen half and of `second_frozen`, by another hand, only totals may ever be looked at by whoever writes rules.
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from math import sqrt

from audit_rules.audit import Judge
from audit_rules.explain import Explanation, explain
from audit_rules.model import Finding, RowNumber, Verdict
from audit_rules.roadmap import load
from audit_rules.rows import RULES
from audit_rules.site import Site
from crawler.items import (
    Block,
    BlockKind,
    Document,
    Ending,
    Kind,
    Link,
    Reading,
    School,
    SchoolType,
    SiteOutcome,
)
from crawler.reading.child import ReaderPool
from crawler.reading.recognition_cache import RecognitionCache
from crawler.reading.whole import WholeReader
from tests.corpus.build import HALVES, PARTS, cases
from tests.corpus.model import ROWS, Case

HOME, HOLDER = "https://site.example/", "https://site.example/holder"
SAME_KIND = {
    "plan": "roadmap_plan",
    "personal_programme": "personalised_programme",
    "methodical": "methodical_material",
    "deficits": "deficits_analysis",
    "questionnaire": "self_diagnosis",
    "training": "training_proof",
    "community": "club_page",
    "listing": "listing_page",
    "authority_act": "federal_act",
}
SAME_SOURCE = {"own_line": "date_line", "e_signature": "stamp"}
COUNTED = (Verdict.MET, Verdict.PARTIAL, Verdict.OUTDATED)
WORKERS = 2


@dataclass(slots=True)
class Score:
    """Right, wrongly claimed and missed."""

    right: int = 0
    false: int = 0
    missed: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, case: Case, said: str, label: str) -> None:
        """One value against its label; empty says nothing."""
        if said == label:
            self.right += bool(label)
            return
        self.false += bool(said)
        self.missed += bool(label)
        self.misses.append(f"{case.id}: {said or '–'}, а верно {label or '–'}")


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as the product understood it."""

    case: Case
    explanation: Explanation
    findings: dict[str, Finding]


def wilson(right: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not whole:
        return 0.0, 1.0
    share, z = right / whole, 1.96
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


def read_all(chosen: Sequence[Case]) -> Iterator[Reading]:
    """The readings, in order, by as many readers as there are cores."""

    def read(case: Case) -> Reading:
        body = case.content()
        key = hashlib.sha256(body).hexdigest()
        kind = "text/html; charset=utf-8" if case.format == "html" else ""
        return reader.read(body, key=key, url=_address(case), content_type=kind).reading

    with ReaderPool(WORKERS) as readers, ThreadPoolExecutor(WORKERS) as pool:
        reader = WholeReader(readers, RecognitionCache.of_user())
        yield from pool.map(read, chosen)


def _address(case: Case) -> str:
    return case.url if "://" in case.url else HOME + case.url.lstrip("/")


def understood(case: Case, reading: Reading) -> Seen:
    """Judge the one-document site of a case."""
    school = School(
        id="s",
        name=case.institution.name,
        short_name=case.institution.short_name,
        type=SchoolType(case.institution.type),
        inn=case.institution.inn,
        url=HOME,
    )
    document = Document(
        school_id="s",
        url=_address(case),
        kind=Kind.PAGE if case.format == "html" else Kind.FILE,
        sha256=reading.key,
        size=1,
        content_type="",
        fetched_at="2030-01-20T00:00:00Z",
        link_text=case.link,
        place=case.heading,
        context=case.link,
        found_on=HOLDER,
        clicks=2,
        reading=reading.key,
    )
    judge = Judge(load(), case.as_of, "benchmark", _crashed)
    findings = {str(finding.row): finding for finding in judge.findings(_site(school, document, reading))}
    return Seen(case, explain(school, document, reading, case.as_of), findings)


def _crashed(school: str, row: RowNumber, error: Exception) -> None:
    raise error


def _site(school: School, document: Document, reading: Reading) -> Site:
    home = Reading(key="home", format="html", title="Главная", blocks=(_line("Сведения об учреждении"),))
    link = Link(url=document.url, text=document.link_text)
    above = (Block(kind=BlockKind.HEADING, text=document.place, level=2),) if document.place else ()
    holder = Reading(key="holder", format="html", blocks=(*above, replace(_line(document.link_text), links=(link,))))
    pages = [
        Document(
            school_id=school.id,
            url=url,
            kind=Kind.PAGE,
            sha256="0" * 64,
            size=1,
            content_type="text/html",
            fetched_at=document.fetched_at,
            clicks=clicks,
            reading=key,
        )
        for url, key, clicks in ((HOME, "home", 0), (HOLDER, "holder", 1))
    ]
    outcome = SiteOutcome(school_id=school.id, ending=Ending.COMPLETE, pages=2, documents=1, discovered=3)
    readings = {"home": home, "holder": holder, reading.key: reading}
    return Site(school, outcome, (*pages, document), (), readings).shielded()


def _line(text: str) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def fields_of(seen: Iterable[Seen]) -> dict[str, Score]:
    """Kind, topic, owner, date, its source, period, approval."""
    scores = {name: Score() for name in ("kind", "topic", "owner", "date", "date source", "period", "approval")}
    for item in seen:
        for name, (said, label) in _compared(item).items():
            if name not in item.case.unlabelled:
                scores[name].add(item.case, said, label)
    return scores


def _compared(item: Seen) -> dict[str, tuple[str, str]]:
    case, part = item.case, item.explanation.main
    said = dict.fromkeys(("kind", "topic", "owner", "period", "date", "source", "approval"), "")
    if part is not None:
        dated = next(iter(part.dates), None)
        said |= {
            "kind": SAME_KIND.get(part.what, part.what),
            "topic": part.topic.value,
            "owner": {"federal_only": "authority"}.get(part.owner.value, part.owner.value),
            "period": _period(part.period),
            "date": dated.iso if dated else "",
            "source": SAME_SOURCE.get(dated.source.value, dated.source.value) if dated else "",
            "approval": "given" if part.approval.value == "given" else "none",
        }
    label = case.approval_date
    day = "" if label is None or label.precision not in ("day", "month") else label.value.isoformat()
    day = day[:7] if label and label.precision == "month" else day
    result = {
        "kind": (said["kind"], case.kind),
        "topic": (said["topic"], case.topic),
        "owner": (said["owner"], case.owner),
        "date": (said["date"], day),
        "period": (said["period"], case.period),
        "approval": (said["approval"], "none" if case.approval == "none" else "given"),
    }
    if said["date"] == day and label is not None and "header" not in (label.source, said["source"]):
        result["date source"] = (said["source"], label.source)
    return result


def _period(text: str) -> str:
    """«I полугодие 2025» as the labels write it."""
    words = text.split()
    if len(words) != 3 or words[1] != "полугодие":
        return text
    half, years = len(words[0]), words[2].split("-")
    if len(years) == 1:
        return f"{years[0]}-H{half}"
    return f"{years[0]}-H2" if half == 1 else f"{years[1]}-H1"


def rows_of(seen: Iterable[Seen]) -> tuple[dict[str, Score], Score]:
    """For each row whether a document counts; and, of those that do, the verdict with its reasons."""
    ruled = {str(rule.row) for rule in RULES}
    scores = {row: Score() for row in ROWS if row in ruled}
    verdicts = Score()
    for item in seen:
        if "rows" in item.case.unlabelled:
            continue
        labels = {label.row: label for label in item.case.rows}
        for row, score in scores.items():
            finding = item.findings[row]
            counted = finding.verdict in COUNTED
            score.add(item.case, row if counted else "", row if row in labels else "")
            if counted and row in labels:
                told = " ".join([finding.verdict.value, *sorted(reason.value for reason in finding.reasons)])
                label = " ".join([labels[row].verdict, *sorted(labels[row].reasons)])
                verdicts.add(item.case, f"{row} {told}", f"{row} {label}")
    return scores, verdicts


def near_misses_of(seen: Iterable[Seen]) -> Score:
    """Whether a document labelled as a near miss of a row is told as one, with a right reason."""
    score = Score()
    for item in seen:
        for label in item.case.near:
            finding = item.findings.get(label.row)
            if finding is None:
                continue
            told = {miss.reason.value for miss in finding.near_misses}
            wanted = "|".join(sorted(label.reasons))
            score.add(item.case, wanted if told & label.reasons else "|".join(sorted(told)), wanted)
    return score


def personal_data_of(seen: Iterable[Seen]) -> dict[str, Score]:
    """By kind: how many values are found of those that stand there; what was found beyond them is false."""
    scores: dict[str, Score] = {}
    for item in seen:
        if "personal_data" in item.case.unlabelled:
            continue
        found = Counter(
            kind for kind, *_ in {(data.kind.value, data.masked, data.place) for data in item.explanation.personal}
        )
        labels = {label.kind: label.count for label in item.case.personal_data}
        for kind in sorted({*found, *labels}):
            score = scores.setdefault(kind, Score())
            right = min(found[kind], labels.get(kind, 0))
            score.right += right
            score.false += found[kind] - right
            score.missed += labels.get(kind, 0) - right
            if found[kind] != labels.get(kind, 0):
                score.misses.append(f"{item.case.id}: {kind} {found[kind]}, а верно {labels.get(kind, 0)}")
    return scores


def summed(scores: Iterable[Score]) -> Score:
    """All together."""
    whole = Score()
    for score in scores:
        whole.right += score.right
        whole.false += score.false
        whole.missed += score.missed
    return whole


def measure(half: str) -> dict[str, Score]:
    """Every score of a half by its name."""
    chosen = cases(half)
    seen = [understood(case, reading) for case, reading in zip(chosen, read_all(chosen), strict=True)]
    rows, verdicts = rows_of(seen)
    personal = personal_data_of(seen)
    return {
        **fields_of(seen),
        **{f"row {row}": score for row, score in rows.items()},
        "rows": summed(rows.values()),
        "verdicts": verdicts,
        "near misses": near_misses_of(seen),
        **{f"personal {kind}": score for kind, score in sorted(personal.items())},
        "personal data": summed(personal.values()),
    }


def table(half: str, scores: dict[str, Score], *, misses: bool) -> Iterator[str]:
    """What is printed of a half."""
    yield f"{half}: {len(cases(half))} documents"
    yield f"{'':<28}{'right':>6}{'false':>6}{'missed':>7}  precision            recall"
    for name, score in scores.items():
        shares = (_share(score.right, score.right + other) for other in (score.false, score.missed))
        yield f"{name:<28}{score.right:>6}{score.false:>6}{score.missed:>7}  {'  '.join(shares)}"
        if misses:
            yield from (f"      {miss}" for miss in score.misses)


def _share(right: int, whole: int) -> str:
    low, high = wilson(right, whole)
    return f"{right / whole:.3f} [{low:.3f}–{high:.3f}]" if whole else f"{'–':<19}"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy")
    parser.add_argument("half", nargs="?", choices=(*PARTS, "both"), default="both")
    parser.add_argument("--misses", action="store_true", help="of the development half only")
    given = parser.parse_args(arguments)
    for half in HALVES if given.half == "both" else (given.half,):
        scores = measure(half)
        sys.stdout.write(
            "\n".join(table(half, scores, misses=given.misses and half not in ("frozen", "second_frozen"))) + "\n\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
