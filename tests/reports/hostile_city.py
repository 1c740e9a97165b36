"""The invented city with one school whose site writes what a site should not."""

from dataclasses import replace

from audit_rules.model import Evidence, Finding, NearMiss, Reason, Searched, Unread, Verdict
from tests.reports.invented_city import City, invented_city

SCHOOL = "sh907"
WORD = "ж" * 1_000_000
TEXTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    '=HYPERLINK("http://evil.example","план")',
    "+7-3",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "план\x00\x0b\x1b[31m",
    "план\u202egnp.exe",
    "\ud800 половина знака",
    "]]></style><b>жирно",
    WORD,
)
ADDRESSES = (
    "javascript:alert(document.domain)",
    "data:text/html,<script>alert(1)</script>",
    'https://sh907.example/"onmouseover="alert(1)',
    "https://sh907.example/'><script>alert(1)</script>",
    "https://sh907.example/" + "a" * 5000,
    "vbscript:msgbox",
    "file:///etc/passwd",
)


def hostile_city() -> City:
    """Every hostile text as title, quote, section, link text and advice; every hostile address wherever one stands."""
    city = invented_city()
    met = replace(
        city.finding(SCHOOL, "1.2"),
        verdict=Verdict.MET,
        evidence=tuple(_evidence(place, text) for place, text in enumerate(TEXTS)),
    )
    missing = replace(
        city.finding(SCHOOL, "1.3"),
        verdict=Verdict.MISSING,
        reasons=(Reason.STUDENT_ONLY,),
        near_misses=tuple(
            NearMiss(url=_address(place), title=text, reason=Reason.STUDENT_ONLY) for place, text in enumerate(TEXTS)
        ),
        searched=Searched(pages=3, documents=2, sections=TEXTS),
        recommendation=" ".join(TEXTS),
    )
    return city.with_finding(met).with_finding(missing).with_finding(_unverified(city))


def _unverified(city: City) -> Finding:
    unread = tuple(Unread(url=_address(place), text=text, reason="timeout") for place, text in enumerate(TEXTS))
    return replace(
        city.finding(SCHOOL, "1.4"),
        verdict=Verdict.UNVERIFIED,
        reasons=(Reason.TIMEOUT,),
        searched=Searched(pages=1, documents=1, unread=unread),
    )


def _evidence(place: int, text: str) -> Evidence:
    return Evidence(
        url=_address(place),
        found_on=_address(place + 1),
        clicks=1,
        title=text,
        quote=text,
        date="2025-12-01",
        date_precision="day",
        date_source="approval",
        period=text[:50],
    )


def _address(place: int) -> str:
    return ADDRESSES[place % len(ADDRESSES)] + ("" if place < len(ADDRESSES) else f"?{place}")
