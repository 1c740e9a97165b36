"""The calendar of deadlines, read back by the letter of RFC 5545: no reader of it is among the locked packages."""

import re
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from audit_rules.deadlines import Agenda
from reports.ics import Event, calendar_file
from reports.results import read
from reports.school_agenda import events
from tests.reports.invented_city import invented_city

STAMP = date(2026, 1, 20)


def unfolded(data: bytes) -> list[str]:
    """Content lines (3.1): every line ends in CRLF, none is longer than 75 octets, a blank carries one on."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    for line in physical:
        line.decode("utf-8")  # no letter is torn
    return data[:-2].decode().replace("\r\n ", "").split("\r\n")


def value(text: str) -> str:
    """A text value without its escapes (3.3.11)."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", text)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def components(lines: list[str], name: str) -> list[dict[str, str]]:
    """Properties of the components of a name; those of components inside are left out."""
    found: list[dict[str, str]] = []
    open_ones: list[str] = []
    for line in lines:
        head, _, rest = line.partition(":")
        if head == "BEGIN":
            open_ones.append(rest)
            if rest == name:
                found.append({})
        elif head == "END":
            assert open_ones.pop() == rest
        elif open_ones[-1] == name:
            assert head not in found[-1]
            found[-1][head] = rest
    assert not open_ones
    return found


def one(text: str) -> bytes:
    event = Event(day=date(2026, 12, 15), uid="a@b", summary=text, description=text)
    return calendar_file([event], name="Сроки", stamp=STAMP)


@given(st.text(max_size=300))
def test_any_text_comes_back(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in plain if (char >= " " and char != "\x7f") or char == "\n")
    lines = unfolded(one(text.encode("utf-8", "replace").decode()))
    (event,) = components(lines, "VEVENT")
    assert value(event["SUMMARY"]) == kept.encode("utf-8", "replace").decode()


def test_a_schools_deadlines_are_whole_days_of_their_own(tmp_path: Path) -> None:
    results = read(invented_city().write(tmp_path))
    school = results.schools[0]
    agenda = Agenda.on(date(2026, 1, 21))
    data = calendar_file(events(results, school, agenda), name="Сроки", stamp=STAMP)
    lines = unfolded(data)
    (calendar,) = components(lines, "VCALENDAR")
    assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert calendar["PRODID"]
    found = components(lines, "VEVENT")
    assert [event["DTSTART;VALUE=DATE"] for event in found] == [
        "20260615",
        "20260630",
        "20260715",
        "20261215",
        "20270115",
    ]
    assert {event["DTSTAMP"] for event in found} == {"20260120T000000Z"}
    assert len({event["UID"] for event in found}) == len(found)
    assert value(found[1]["SUMMARY"]).startswith("Срок дорожной карты: строки 1.2, 1.3, 1.4")
    assert "1.2 Дорожная карта, план мероприятий: на 20.01.2026 – " in value(found[1]["DESCRIPTION"])
    assert len(components(lines, "VALARM")) == len(found)
    assert data == calendar_file(events(results, school, agenda), name="Сроки", stamp=STAMP)
