"""`--junit`: what a CI server reads of an audit."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from audit_rules.model import Reason, Verdict
from reports import results
from reports.cli import main
from reports.junit import junit
from tests.reports.invented_city import City, invented_city

FORM = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:attributeGroup name="counts">
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
  </xs:attributeGroup>
  <xs:complexType name="told" mixed="true">
    <xs:attribute name="message" type="xs:string" use="required"/>
    <xs:attribute name="type" type="xs:string"/>
  </xs:complexType>
  <xs:element name="testsuites"><xs:complexType>
    <xs:sequence><xs:element name="testsuite" minOccurs="1" maxOccurs="unbounded"><xs:complexType>
      <xs:sequence><xs:element name="testcase" minOccurs="1" maxOccurs="unbounded"><xs:complexType>
        <xs:choice minOccurs="0"><xs:element name="failure" type="told"/><xs:element name="skipped" type="told"/>
        </xs:choice>
        <xs:attribute name="classname" type="xs:string" use="required"/>
        <xs:attribute name="name" type="xs:string" use="required"/>
        <xs:attribute name="time" type="xs:decimal"/>
      </xs:complexType></xs:element></xs:sequence>
      <xs:attribute name="name" type="xs:string" use="required"/>
      <xs:attribute name="id" type="xs:string"/>
      <xs:attribute name="timestamp" type="xs:dateTime" use="required"/>
      <xs:attributeGroup ref="counts"/>
    </xs:complexType></xs:element></xs:sequence>
    <xs:attribute name="name" type="xs:string"/>
    <xs:attributeGroup ref="counts"/>
  </xs:complexType></xs:element>
</xs:schema>
"""
"""The form that Jenkins, GitLab and GitHub's reporters have in common."""
GAPS = (Verdict.PARTIAL, Verdict.OUTDATED, Verdict.MISSING)


def told(city: City, folder: Path) -> etree._Element:
    return etree.fromstring(junit(results.read(city.write(folder))))


def test_rows_are_tests_and_the_counts_are_those_of_the_findings(tmp_path: Path) -> None:
    city = invented_city()
    root = told(city, tmp_path / "out")
    etree.XMLSchema(etree.XML(FORM)).assertValid(root)
    verdicts = Counter(item.verdict for item in city.findings)
    gaps = sum(verdicts[verdict] for verdict in GAPS)
    assert {str(name): str(value) for name, value in root.attrib.items()} == {
        "name": "kimc-audit",
        "tests": str(len(city.findings)),
        "failures": str(gaps),
        "errors": "0",
        "skipped": str(len(city.findings) - gaps - verdicts[Verdict.MET]),
    }
    for suite in root:
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))


def test_what_could_not_be_checked_is_skipped_with_its_reason_and_never_fails(tmp_path: Path) -> None:
    city = invented_city()
    root = told(city, tmp_path / "out")
    cases = {(case.get("classname"), str(case.get("name")).partition(" ")[0]): case for case in root.iter("testcase")}
    for finding in city.findings:
        case = cases[finding.school_id, str(finding.row)]
        assert (case.find("failure") is not None) == (finding.verdict in GAPS)
        if finding.verdict is Verdict.UNVERIFIED:
            skipped = case.find("skipped")
            assert skipped is not None
            assert len(str(skipped.get("message"))) > len("не удалось проверить: ")


def test_a_document_with_personal_data_is_not_led_to(tmp_path: Path) -> None:
    city = invented_city()
    leaks = [item for item in city.findings if Reason.PERSONAL_DATA in item.reasons]
    assert leaks
    written = junit(results.read(city.write(tmp_path / "out"))).decode()
    assert not [item for item in leaks if item.evidence[0].url in written]


def test_texts_of_sites_cannot_break_the_file(tmp_path: Path) -> None:
    city = invented_city()
    gap = next(
        item for item in city.findings if item.verdict is Verdict.PARTIAL and Reason.PERSONAL_DATA not in item.reasons
    )
    evil = replace(gap.evidence[0], title="]]><x>\x00\x0b\ud800&amp;" + "ы" * 100_000, url="javascript:alert(1)")
    root = told(city.with_finding(replace(gap, evidence=(evil,))), tmp_path / "out")
    etree.XMLSchema(etree.XML(FORM)).assertValid(root)
    assert not root.xpath("//x")
    assert "javascript" not in etree.tostring(root, encoding="unicode")


def test_the_command_leaves_it_even_where_there_are_gaps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = invented_city().write(tmp_path / "out")
    assert main(["audit", "--out", str(out), "--as-of", "2026-01-20", "--junit", str(tmp_path / "ci" / "j.xml")]) in (
        1,
        3,
    )
    capsys.readouterr()
    etree.XMLSchema(etree.XML(FORM)).assertValid(etree.parse(tmp_path / "ci" / "j.xml").getroot())
