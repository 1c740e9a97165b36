"""How the crawl of a site ends when the site as a whole cannot be had, and by which name every row gets to know it."""

import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.items import Ending, State
from tests.crawler.webs import FAST, Answering, Crawled, Reply, StartWeb, Web, crawl_into, link, page, school

HOME = {
    "503": Reply(status=503),
    "500": Reply(status=500),
    "401": Reply(status=401, body=page("Вход", "Вход")),
    "403": Reply(status=403, body=page("Запрещено", "нельзя")),
    "429": Reply(status=429, headers={"Retry-After": "0"}),
    "429 for long": Reply(status=429, headers={"Retry-After": "1000000000"}),
    "404": Reply(status=404, body=page("Нет", "Нет")),
    "challenge 503": Reply(status=503, body=page("Just a moment...", "Checking your browser")),
    "challenge 200": Reply(body=b"<title>DDoS-Guard</title><script src=/.well-known/ddos-guard/js></script>"),
    "login form": Reply(body=b"<title>\xd0\x92\xd1\x85\xd0\xbe\xd0\xb4</title><form><input type=password></form>"),
    "stub": Reply(body=b"<html><body><h1>It works!</h1></body></html>"),
    "scripts": Reply(body=b"<html><div id=app></div><script src=app.js></script></html>"),
    "empty": Reply(body=b""),
    "no reply": Reply(raw=b""),
    "garbage": Reply(raw=b"\x00\x01\x02 hello\r\n\r\n"),
    "reset": Reply(raw=b"", reset=True),
    "silent": Reply(silent=True),
    "loop": Reply(status=302, headers={"Location": "/"}),
    "long loop": Reply(status=302, headers={"Location": "/a"}),
    "no target": Reply(status=302),
    "to a file": Reply(status=302, headers={"Location": "file:///etc/passwd"}),
    "elsewhere": Reply(status=301, headers={"Location": "http://127.0.0.2:9/"}),
    "moved by markup": Reply(body=b"<meta http-equiv=refresh content='0;url=http://127.0.0.2:9/'>"),
    "no such page": Reply(body=page("Страница не найдена", "Ошибка 404")),
}

EXPECTED = {
    "503": (Ending.UNREACHABLE, "http_error"),
    "500": (Ending.UNREACHABLE, "http_error"),
    "401": (Ending.BLOCKED, "login"),
    "403": (Ending.BLOCKED, "blocked"),
    "429": (Ending.BLOCKED, "blocked"),
    "429 for long": (Ending.BLOCKED, "blocked"),
    "404": (Ending.UNREACHABLE, "http_error"),
    "challenge 503": (Ending.BLOCKED, "blocked"),
    "challenge 200": (Ending.BLOCKED, "blocked"),
    "login form": (Ending.BLOCKED, "login"),
    "stub": (Ending.UNREACHABLE, "http_error"),
    "scripts": (Ending.BLOCKED, "needs_browser"),
    "empty": (Ending.UNREACHABLE, "http_error"),
    "no reply": (Ending.UNREACHABLE, "http_error"),
    "garbage": (Ending.UNREACHABLE, "http_error"),
    "reset": (Ending.UNREACHABLE, "unreachable"),
    "silent": (Ending.TIMED_OUT, "timeout"),
    "loop": (Ending.UNREACHABLE, "http_error"),
    "long loop": (Ending.UNREACHABLE, "http_error"),
    "no target": (Ending.UNREACHABLE, "http_error"),
    "to a file": (Ending.UNREACHABLE, "http_error"),
    "elsewhere": (Ending.UNREACHABLE, "unreachable"),
    "moved by markup": (Ending.UNREACHABLE, "unreachable"),
    "no such page": (Ending.UNREACHABLE, "http_error"),
    "robots forbid": (Ending.ROBOTS, "robots"),
    "robots 503": (Ending.ROBOTS, "robots"),
    "robots silent": (Ending.ROBOTS, "robots"),
    "everything silent": (Ending.TIMED_OUT, "timeout"),
    "refused": (Ending.UNREACHABLE, "unreachable"),
    "no name": (Ending.UNREACHABLE, "dns"),
    "no handshake": (Ending.TLS, "tls"),
    "robots 403": (Ending.COMPLETE, ""),
    "robots elsewhere": (Ending.COMPLETE, ""),
    "robots overruled": (Ending.COMPLETE, ""),
    "untrusted": (Ending.COMPLETE, ""),
    "moved to https": (Ending.COMPLETE, ""),
    "cookie first": (Ending.COMPLETE, ""),
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A certificate that nobody has signed."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "school.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now - timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "both.pem"
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def good(web: Web) -> Web:
    web.html("/", link("/docs/", "Документы"))
    web.html("/docs/", "<h1>Документы</h1>")
    return web


def cookie_first(web: Web) -> Answering:
    """The builders that send a visitor to where he is, with a cookie."""
    ordinary = web.reply("/")
    doorway = Reply(status=302, headers={"Location": "/", "Set-Cookie": "v=1; path=/"})
    return lambda _: ordinary if web.asked() else doorway


@pytest.fixture(scope="module")
def crawled(
    start_web: StartWeb, tmp_path_factory: pytest.TempPathFactory, certificate: ssl.SSLContext
) -> tuple[Crawled, dict[str, Web]]:
    webs: dict[str, Web] = {}
    for name, reply in HOME.items():
        webs[name] = start_web()
        webs[name].pages["/"] = reply
    webs["long loop"].pages["/a"] = Reply(status=302, headers={"Location": "/"})
    for name in ("robots forbid", "robots 503", "robots silent", "robots 403", "robots elsewhere", "robots overruled"):
        webs[name] = good(start_web())
    plain = "text/plain"
    forbid = Reply(type=plain, body=b"User-agent: *\nDisallow: /\n")
    webs["robots forbid"].pages["/robots.txt"] = forbid
    webs["robots overruled"].pages["/robots.txt"] = forbid
    webs["robots 503"].pages["/robots.txt"] = Reply(status=503)
    webs["robots silent"].pages["/robots.txt"] = Reply(silent=True)
    webs["robots 403"].pages["/robots.txt"] = Reply(status=403)
    webs["robots elsewhere"].pages["/robots.txt"] = Reply(status=301, headers={"Location": "/r/robots.txt"})
    webs["robots elsewhere"].pages["/r/robots.txt"] = Reply(type=plain, body=b"User-agent: *\nDisallow: /x\n")
    webs["everything silent"] = start_web()
    webs["everything silent"].missing = Reply(silent=True)
    webs["untrusted"] = good(start_web(certificate))
    moved = webs["moved to https"] = start_web()
    moved.missing = Reply(status=301, headers={"Location": webs["untrusted"].url})
    webs["cookie first"] = good(start_web())
    webs["cookie first"].pages["/"] = cookie_first(webs["cookie first"])
    schools = [school(web.url, _id(name)) for name, web in webs.items()]
    schools = [
        school(one.url, one.id, flags=("ignore_robots",)) if one.id == "robots-overruled" else one for one in schools
    ]
    schools = [
        school(one.url, one.id, aliases=(webs["untrusted"].url,)) if one.id == "moved-to-https" else one
        for one in schools
    ]
    rude = start_web()
    rude.greeting = b"SSH-2.0-OpenSSH_9.2\r\n"
    schools += [
        school("http://127.0.0.1:9/", "refused"),
        school("http://school.invalid/", "no-name"),
        school(f"https://127.0.0.1:{rude.port}/", "no-handshake"),
    ]
    impatient = replace(FAST, timeout=1, at_once=20)
    return crawl_into(tmp_path_factory.mktemp("out"), *schools, options=impatient), webs


def _id(name: str) -> str:
    return name.replace(" ", "-")


Ran = tuple[Crawled, dict[str, Web]]


@pytest.mark.parametrize("name", EXPECTED)
def test_ending_and_reason(crawled: Ran, name: str) -> None:
    outcome = crawled[0].outcomes[_id(name)]
    assert (outcome.ending, outcome.reason) == EXPECTED[name], outcome


def test_closed_site_is_not_asked_for_anything_else(crawled: Ran) -> None:
    for name in ("robots forbid", "robots 503"):
        assert set(crawled[1][name].asked(robots=True)) == {"/robots.txt"}
    assert {(seen.method, seen.path) for seen in crawled[1]["robots silent"].requests} == {
        ("GET", "/robots.txt"),
        ("OPTIONS", "*"),
    }


def test_retry_after_for_ever_is_obeyed(crawled: Ran) -> None:
    assert crawled[1]["429 for long"].asked() == ["/"]


def test_failing_home_page_is_tried_three_times(crawled: Ran) -> None:
    assert crawled[1]["503"].asked() == ["/"] * 3
    assert crawled[1]["403"].asked() == ["/"]


def test_refused_address_is_said_to_be_refused(crawled: Ran) -> None:
    (found,) = crawled[0].links("robots-forbid").values()
    assert (found.state, found.reason) == (State.REFUSED, "robots")


def test_moved_site_wants_an_analyst(crawled: Ran) -> None:
    for name in ("elsewhere", "moved-by-markup"):
        outcome = crawled[0].outcomes[name]
        assert outcome.remarks == ("needs_review",)
        assert "127.0.0.2" in outcome.detail


def test_untrusted_certificate_is_read_and_remarked(crawled: Ran) -> None:
    outcome = crawled[0].outcomes["untrusted"]
    assert outcome.remarks == ("tls_untrusted",)
    assert outcome.pages == 2


def test_site_that_answers_under_its_alias_is_crawled_there(crawled: Ran) -> None:
    found = crawled[0].links("moved-to-https")
    assert found["/docs/"].state is State.READ
    assert found["/docs/"].clicks == 1


def test_permission_to_ignore_robots_is_used(crawled: Ran) -> None:
    assert crawled[1]["robots overruled"].asked(robots=True)[0] == "/"


def test_we_say_who_we_are(crawled: Ran) -> None:
    seen = crawled[1]["cookie first"].requests
    assert {request.headers.get("user-agent") for request in seen} == {"KIMC-MentorAudit/0.1 (+https://kimc.ms)"}
    assert {request.headers.get("accept-language", "ru") for request in seen} == {"ru"}
    assert not any("referer" in request.headers for request in seen)


def test_books_are_kept_for_every_ending(crawled: Ran) -> None:
    for outcome in crawled[0].outcomes.values():
        assert outcome.discovered == len(crawled[0].captures.links(outcome.school_id))
        assert outcome.pages + outcome.documents + outcome.failed + outcome.skipped == outcome.discovered
