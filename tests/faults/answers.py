"""N24-N50: well-formed answers that are not the page: redirects, statuses, walls, certificates, charsets, types."""

import codecs
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.faults import town
from tests.faults.catalogue import fault
from tests.faults.server import Call

# Redirects


async def _send_to(call: Call, where: str, *lines: str, status: str = "302 Found") -> None:
    await call.answer("", f"Location: {where}", *lines, status=status)


@fault("N24", everywhere=True)
async def redirect_loop(call: Call) -> None:
    loop = {call.site.target: "/moved/a", "/moved/a": call.site.target}
    await (_send_to(call, loop[call.path]) if call.path in loop else call.ordinary())


@fault("N24-chain", everywhere=True)
async def redirect_25_times(call: Call) -> None:
    if call.path == call.site.target:
        await _send_to(call, "/moved/1")
    elif call.path.startswith("/moved/") and call.path != "/moved/25":
        await _send_to(call, f"/moved/{int(call.path[7:]) + 1}")
    else:
        await call.ordinary()


@fault("N25")
async def redirect_that_wants_its_cookie(call: Call) -> None:
    if "seen=1" in call.headers.get("cookie", ""):
        await call.ordinary()
    else:
        await _send_to(call, call.path, "Set-Cookie: seen=1; path=/")


@fault("N26-https", everywhere=True)
async def moved_to_https(call: Call) -> None:
    await _send_to(call, call.site.other + call.path, status="301 Moved Permanently")


@fault("N26-new", everywhere=True)
async def moved_to_the_schools_new_address(call: Call) -> None:
    await _send_to(call, call.site.other + call.path, status="301 Moved Permanently")


@fault("N27", everywhere=True)
async def moved_to_somebody_else(call: Call) -> None:
    await _send_to(call, call.site.other + "/casino", status="301 Moved Permanently")


@fault("N28-cp1251")
async def location_in_cp1251(call: Call) -> None:
    await call.send(
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /moved/", "школа".encode("cp1251"), b"\r\n\r\n"
    )


@fault("N28-relative")
async def location_relative(call: Call) -> None:
    steps = "../" * (call.site.target.count("/") - 1)
    await _send_to(call, f"{steps}moved/here")


@fault("N28-spaces")
async def location_with_spaces(call: Call) -> None:
    await _send_to(call, "/moved/to this page")


@fault("N28-missing")
async def location_missing(call: Call) -> None:
    await call.answer("", status="302 Found")


def _leads_out(name: str, where: str) -> None:
    async def send(call: Call) -> None:
        await _send_to(call, where)

    fault(name)(send)


for _name, _where in {
    "N29-file": "file:///etc/hostname",
    "N29-data": "data:text/html,<h1>x</h1>",
    "N29-script": "javascript:alert(1)",
    "N29-ftp": "ftp://127.0.0.1/plan.pdf",
}.items():
    _leads_out(_name, _where)


@fault("N30")
async def refresh_into_the_disk(call: Call) -> None:
    marks = "".join(f'<meta http-equiv=refresh content="0;url={url}">' for url in ("file:///etc/hostname", "data:,x"))
    await call.answer(call.body.replace(b"<head>", b"<head>" + marks.encode()))


# Statuses


def _status(name: str, status: str, *lines: str, times: int = 99, everywhere: bool = False) -> None:
    async def refuse(call: Call) -> None:
        if call.tries > times:
            await call.ordinary()
        else:
            await call.answer(town.page("Ошибка", f"<p>{status}</p>"), *lines, status=status, kind=town.HTML)

    fault(name, everywhere=everywhere)(refuse)


_status("N31-401", "401 Unauthorized", 'WWW-Authenticate: Basic realm="x"')
_status("N31-403", "403 Forbidden")
_status("N31-all", "403 Forbidden", everywhere=True)
_status("N32-seconds", "429 Too Many Requests", "Retry-After: 1", times=1)
_status(
    "N32-date",
    "429 Too Many Requests",
    f"Retry-After: {format_datetime(datetime.now(UTC) - timedelta(hours=1))}",
    times=1,
)
_status("N32-absent", "429 Too Many Requests", times=1)
_status("N32-always", "429 Too Many Requests", "Retry-After: 0")
_status("N32-ages", "429 Too Many Requests", "Retry-After: 1000000000")
_status("N33-500", "500 Internal Server Error")
_status("N33-502", "502 Bad Gateway")
_status("N33-503", "503 Service Unavailable", "Retry-After: 0")
_status("N33-504", "504 Gateway Timeout")
_status("N33-520", "520 Unknown")
_status("N33-526", "526 Invalid SSL Certificate")
_status("N33-once", "503 Service Unavailable", "Retry-After: 1", times=1)
_status("N50-204", "204 No Content")
_status("N50-206", "206 Partial Content", "Content-Range: bytes 0-9/9000")
_status("N50-304", "304 Not Modified")
_status("N50-999", "999 Denied")


@fault("N31-agent", everywhere=True)
async def forbidden_to_us(call: Call) -> None:
    if "KIMC" in call.headers.get("user-agent", "") and call.path != "/robots.txt":
        await call.answer("", status="403 Forbidden")
    else:
        await call.ordinary()


@fault("N50-1xx")
async def interim_answers_first(call: Call) -> None:
    await call.send(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")
    await call.ordinary()


# Pages that stand in for the page


def _instead(name: str, title: str, *content: str, head: tuple[str, ...] = (), everywhere: bool = False) -> None:
    body = f"<html><head><title>{title}</title></head><body>{''.join(content)}</body></html>"

    async def stand_in(call: Call) -> None:
        if call.path == "/robots.txt":
            await call.ordinary()
        else:
            await call.answer(body, *head, kind=town.HTML)

    fault(name, everywhere=everywhere)(stand_in)


_instead(
    "N34-guard", "DDoS-Guard", "<script src=/.well-known/ddos-guard/check.js></script>", head=("Server: ddos-guard",)
)
_instead("N34-cloud", "Just a moment...", "<p>Checking your browser before accessing the site.</p>")
_instead("N34-browser", "Проверка браузера", "<h1>Проверка браузера</h1><p>Это займёт несколько секунд.</p>")
_instead("N34-captcha", "Вы не робот?", "<form><p>Подтвердите, что вы не робот</p><input name=captcha></form>")
_instead("N34-cookie", "", "<script>document.cookie='a=1';location.reload()</script>")
_instead("N34-all", "Антибот", "<p>Проверяем ваш браузер, подождите.</p>", everywhere=True)
_instead("N35", "Страница не найдена", "<h1>Ошибка 404</h1><p>Запрошенная страница не существует.</p>")
_instead("N36-parked", "Домен припаркован", "<p>Домен припаркован. Срок регистрации домена истёк.</p>")
_instead("N36-stopped", "Сайт приостановлен", "<h1>Сайт приостановлен</h1><p>Обратитесь к хостингу для оплаты.</p>")
_instead("N36-works", "Apache", "<h1>It works!</h1>")
_instead("N37-login", "Вход", "<h1>Вход</h1><form><input name=u><input type=password name=p><button>Войти</form>")
_instead("N37-works", "Сайт", "<h1>Сайт находится в разработке</h1><p>Скоро мы откроемся.</p>")
_instead(
    "N46",
    "Доступ ограничен",
    "<p>Доступ к информационному ресурсу ограничен на основании Федерального закона № 149-ФЗ.</p>",
)


# Certificates and protocols


def _behind(name: str, tls: str) -> None:
    async def serve(call: Call) -> None:
        await call.ordinary()

    fault(name, tls=tls)(serve)


for _kind in ("selfsigned", "expired", "wronghost", "unknownca"):
    _behind(f"N38-{_kind}", _kind)


@fault("N39-refused", wordless=True)
async def no_cipher_in_common(call: Call) -> None:
    await call.reader.read(600)
    await call.send(b"\x15\x03\x03\x00\x02\x02\x28")


@fault("N40-plain", wordless=True)
async def http_where_tls_is_expected(call: Call) -> None:
    await call.reader.read(600)
    await call.send(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@fault("N40-tls", wordless=True)
async def tls_where_http_is_expected(call: Call) -> None:
    await call.reader.read(600)
    await call.send(b"\x15\x03\x01\x00\x02\x02\x46")


@fault("N41", wordless=True)
async def http2_only(call: Call) -> None:
    await call.reader.read(600)
    await call.send(b"\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64", b"\x00\x00\x08\x07" + bytes(13))


@fault("N42")
async def over_ipv6_only(call: Call) -> None:
    await call.ordinary()


# Charsets and types


def _written_in(name: str, charset: str, *, header: str, meta: str = "", mark: bytes = b"") -> None:
    async def answer(call: Call) -> None:
        text = call.body.decode()
        text = text.replace("<head>", f'<head><meta charset="{meta}">') if meta else text
        kind = f"text/html; charset={header}" if header else "text/html"
        await call.answer(mark + text.encode(charset, "replace"), kind=kind)

    fault(name)(answer)


_written_in("N47-header", "utf-8", header="koi8-r")
_written_in("N47-meta", "utf-8", header="", meta="windows-1251")
_written_in("N47-none", "cp1251", header="")
_written_in("N47-utf16", "utf-16-le", header="", mark=codecs.BOM_UTF16_LE)
_written_in("N47-cp866", "cp866", header="")


@fault("N47-twice")
async def encoded_twice(call: Call) -> None:
    await call.answer(call.body.decode("latin-1").encode("utf-8"))


@fault("N48")
async def two_charsets_in_one_page(call: Call) -> None:
    lines = call.body.decode().split("\n")
    await call.answer(
        b"\n".join(line.encode("cp1251" if number % 2 else "utf-8", "replace") for number, line in enumerate(lines))
    )


@fault("N48-lost")
async def letters_lost_for_good(call: Call) -> None:
    mangled = "".join(
        "\ufffd" if letter > "\u0400" and number % 3 else letter for number, letter in enumerate(call.body.decode())
    )
    await call.answer(mangled)


def _called(name: str, kind: str) -> None:
    async def answer(call: Call) -> None:
        await call.answer(call.body, kind=kind)

    fault(name)(answer)


_called("N49-plain", "text/plain")
_called("N49-octets", "application/octet-stream")
_called("N49-html", "text/html")
_called("N49-none", "")
