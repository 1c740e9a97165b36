"""`--junit F`: institutions as suites and rows as tests, in the form of XML that CI servers show (JUnit)."""

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from audit_rules.model import Finding, Reason, Requirement, Verdict
from crawler.codec import write_bytes
from crawler.items import School
from reports import foreign
from reports.labels import GAPS, VERDICTS
from reports.pieces import reasons, short_name
from reports.results import Results
from reports.row_names import ROW_NAMES


def write_junit(results: Results, path: Path) -> None:
    """A gap is a failure; what could not be checked, is not due or does not apply is skipped and says so. Same
    findings, same bytes.
    """
    write_bytes(path, junit(results))


def junit(results: Results) -> bytes:
    suites = [_suite(results, school) for school in results.schools]
    root = etree.Element("testsuites", {"name": "kimc-audit", **_counts(suites)})
    root.extend(suites)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _suite(results: Results, school: School) -> etree._Element:
    name = foreign.line(short_name(school))
    suite = etree.Element("testsuite", name=name, timestamp=f"{results.as_of}T00:00:00", id=school.id)
    for row, finding in results.of_school(school):
        suite.append(_case(school, row, finding))
    tests = list(suite)
    suite.set("tests", str(len(tests)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in tests)))
    suite.set("errors", "0")
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in tests)))
    return suite


def _counts(suites: Sequence[etree._Element]) -> dict[str, str]:
    return {
        name: str(sum(int(str(suite.get(name))) for suite in suites))
        for name in ("tests", "failures", "errors", "skipped")
    }


def _case(school: School, row: Requirement, finding: Finding) -> etree._Element:
    case = etree.Element("testcase", classname=school.id, name=f"{row.row} {ROW_NAMES[str(row.row)]}", time="0")
    told = foreign.line(reasons(finding), foreign.QUOTE)
    message = f"{VERDICTS[finding.verdict].word}: {told}" if told else VERDICTS[finding.verdict].word
    if finding.verdict in GAPS:
        etree.SubElement(case, "failure", message=message, type=finding.verdict.value).text = _advice(finding)
    elif finding.verdict is not Verdict.MET:
        etree.SubElement(case, "skipped", message=message)
    return case


def _advice(finding: Finding) -> str:
    """What to do, and what was found: a document with personal data is not led to."""
    shown = () if Reason.PERSONAL_DATA in finding.reasons else finding.evidence
    found = (f"Найдено: {foreign.line(item.title)} {foreign.link(item.url)}".strip() for item in shown)
    return "\n".join(filter(None, (foreign.line(finding.recommendation, foreign.QUOTE * 2), *found)))
