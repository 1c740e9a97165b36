"""A calendar file by RFC 5545: whole days, lines folded at 75 octets, the same events as the same bytes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_PRODUCT = "-//KIMC//kimc-audit//RU"
_OCTETS = 75
_REMIND_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A day by whose end something is to be done; `uid` stays when the rest is told anew."""

    day: date
    uid: str
    summary: str
    description: str
    url: str = ""


def calendar_file(events: Sequence[Event], *, name: str, stamp: date) -> bytes:
    """The file; `stamp` is the day of which the events speak."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _event(event, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in [_folded(line)]).encode()


def _event(event: Event, stamp: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"DESCRIPTION:{_text(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    # A deadline is no meeting: the day stays free.
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(event.summary)}")
    yield from (f"TRIGGER:-P{_REMIND_DAYS}D", "END:VALARM", "END:VEVENT")


def _text(value: str) -> str:
    """A text value: what separates is escaped, a line end becomes two characters (RFC 5545, 3.3.11)."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, escaped)
    return "".join(char for char in plain if char >= " " and char != "\x7f")


def _folded(line: str) -> str:
    """A long line goes on behind a line end and a blank (3.1); no letter is torn into its octets."""
    return "\r\n ".join(_pieces(line))


def _pieces(line: str) -> Iterable[str]:
    piece, room = "", _OCTETS
    for char in line:
        size = len(char.encode())
        if size > room:
            yield piece
            piece, room = "", _OCTETS - 1
        piece, room = piece + char, room - size
    yield piece
