"""The regional monitoring form of an institution, filled in from what its site shows; what it does not is left open."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audit_rules.model import Evidence, Finding, Reason, Verdict
from crawler.items import School
from reports import foreign
from reports.labels import VERDICTS
from reports.pieces import link
from reports.results import Results
from reports.views import LinkView
from reports.wording import tied

OWN = "заполняет учреждение"
BY_LETTER = "ссылка не приводится, подробности — отдельным письмом"
_THERE = (Verdict.MET, Verdict.PARTIAL, Verdict.OUTDATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A line of the form as `monitoring_form.toml` has it."""

    text: str
    row: str
    words: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    count: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """A line filled in: a link, a number, or who has to fill it in; `told` is what the audit says of the row."""

    number: str
    text: str
    value: LinkView
    told: str


@cache
def indicators() -> tuple[Indicator, ...]:
    """In the order of the form."""
    read = tomllib.loads((files("reports") / "monitoring_form.toml").read_text(encoding="utf-8"))
    return tuple(
        Indicator(
            text=line["text"],
            row=line["row"],
            words=tuple(line.get("words", ())),
            begins=tuple(line.get("begins", ())),
            count=line.get("count", False),
        )
        for line in read["indicator"]
    )


def form_lines(results: Results, school: School) -> tuple[FormLine, ...]:
    """Every indicator once."""
    by_row = {str(row.row): finding for row, finding in results.of_school(school)}
    return tuple(
        FormLine(
            number=str(place),
            text=tied(indicator.text),
            value=_value(results, indicator, by_row[indicator.row]),
            told=f"строка {indicator.row}: {VERDICTS[by_row[indicator.row].verdict].word}",
        )
        for place, indicator in enumerate(indicators(), 1)
    )


def _value(results: Results, indicator: Indicator, finding: Finding) -> LinkView:
    if indicator.count:
        ordered = finding.pairs.ordered if finding.pairs else 0
        return LinkView(text=str(ordered) if ordered else OWN)
    if finding.verdict not in _THERE:
        return LinkView(text=OWN)
    if Reason.PERSONAL_DATA in finding.reasons:
        return LinkView(text=BY_LETTER)
    answers = [item for item in finding.evidence if item.url and _answers(indicator, item)]
    public = [item for item in answers if item.url.partition("!/")[0] not in results.withheld]
    if answers and not public:
        return LinkView(text=BY_LETTER)
    return link(public[0].url, public[0].title) if public else LinkView(text=OWN)


def _answers(indicator: Indicator, evidence: Evidence) -> bool:
    title = foreign.line(evidence.title).casefold()
    held = not indicator.words or any(word in title for word in indicator.words)
    return held and (not indicator.begins or title.startswith(indicator.begins))
