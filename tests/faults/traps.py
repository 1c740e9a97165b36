"""T1-T24: sites without end, of monstrous size or strange build, and robots.txt of every kind."""

import gzip

from tests.faults import town
from tests.faults.catalogue import fault
from tests.faults.server import Call


def _links(*addresses: str, text: str = "Далее") -> str:
    return "".join(f'<p><a href="{address}">{text}</a></p>' for address in addresses)


def _with(call: Call, *more: str) -> bytes:
    """The ordinary page with something added to its content."""
    return call.body.replace(b"</body>", "".join(more).encode() + b"</body>")


def _number(path: str) -> int:
    return int("".join(filter(str.isdigit, path)) or 0)


def _endless(name: str, first: str, following: str) -> None:
    """Pages below the home page that lead on and on: `following` gets the number of the next one."""
    stem = first.split("{}")[0]

    async def serve(call: Call) -> None:
        if call.path.startswith(stem):
            after = following.format(_number(call.path) + 1)
            await call.answer(town.page("Список", "<p>Записей нет.</p>", _links(after)), kind=town.HTML)
        elif call.path == town.HOME:
            await call.answer(_with(call, _links(first.format(1))))
        else:
            await call.ordinary()

    fault(name, everywhere=True)(serve)


_endless("T1", "/sobytiya?den={}", "/sobytiya?den={}")
_endless("T1-path", "/sobytiya/2026/{}", "/sobytiya/2026/{}")
_endless("T3", "/arhiv?page={}", "/arhiv?page={}")
_endless("T4", "/razdel/1", "razdel/{}")


@fault("T2", everywhere=True)
async def a_session_in_every_link(call: Call) -> None:
    mark = f"?PHPSESSID=a{sum(call.site.asked.values()):08d}"
    path, known = call.path.partition("?")[0], town.content(call.path.partition("?")[0], has=call.site.has)
    if known is None or known[1] != town.HTML:
        await call.ordinary() if known is None else await call.answer(known[0], kind=known[1])
        return
    marked = known[0].decode()
    for address in (town.HOME, town.SECTION, "/rezhim/"):
        marked = marked.replace(f'href="{address}"', f'href="{address}{mark}&amp;utm_source={path[:3]}"')
    await call.answer(marked, kind=town.HTML)


@fault("T5", everywhere=True)
async def filters_of_filters(call: Call) -> None:
    if call.path.startswith("/katalog"):
        query = call.path.partition("?")[2]
        more = [f"/katalog?{query}&f{number}=1" for number in range(6) if f"f{number}=" not in query]
        await call.answer(town.page("Каталог", *(f"<p>Вид {item}</p>" for item in more), _links(*more)), kind=town.HTML)
    elif call.path == town.HOME:
        await call.answer(_with(call, _links("/katalog?f0=1")))
    else:
        await call.ordinary()


@fault("T6", everywhere=True)
async def copies_of_every_page(call: Call) -> None:
    plain = call.path.partition("?")[0]
    known = town.content(plain, has=call.site.has)
    if known is None or known[1] != town.HTML:
        await call.ordinary()
        return
    copies = [f"{plain}?print=1", f"{plain}?special=1", f"{plain}?tmpl=component"]
    await call.answer(
        known[0].replace(b"</body>", _links(*copies, text="Версия").encode() + b"</body>"), kind=town.HTML
    )


@fault("T7")
async def thousands_of_links(call: Call) -> None:
    await call.answer(_with(call, *(f"<a href=/x/{number}>{number}</a> " for number in range(3_000))))


@fault("T8")
async def page_of_50_MB(call: Call) -> None:
    await call.send(call.head(f"Content-Type: {call.type}"), call.body)
    for _ in range(50):
        await call.send(b"<p>text</p>\n" * 87_400)


@fault("T9-open")
async def fonts_never_closed(call: Call) -> None:
    await call.answer(call.body.replace(b"<h1>", b"<font color=red>" * 2_048 + b"<h1>"))


@fault("T9-255")
async def deeper_than_old_parsers(call: Call) -> None:
    await call.answer(call.body.replace(b"<h1>", b"<div>" * 255 + b"<h1>"))


@fault("T9-deep")
async def a_hundred_thousand_deep(call: Call) -> None:
    await call.answer(call.body.replace(b"<h1>", b"<div>" * 100_000 + b"<h1>"))


@fault("T10")
async def two_hundred_thousand_attributes(call: Call) -> None:
    tag = "<p " + " ".join(f"a{number}=1" for number in range(200_000)) + ">"
    await call.answer(call.body.replace(b"<h1>", tag.encode() + b"</p><h1>"))


@fault("T11")
async def text_that_tires_patterns(call: Call) -> None:
    await call.answer(_with(call, f"<p>{'а' * 100_000}!</p><p>{'наставник ' * 50_000}</p><p>{'1.' * 50_000}</p>"))


@fault("T12", everywhere=True)
async def new_links_at_every_look(call: Call) -> None:
    if call.path.startswith("/n-") or call.path == town.HOME:
        at = sum(call.site.asked.values())
        fresh = [f"/n-{'abcdefghij'[at % 10]}{'klmnopqrst'[at // 10 % 10]}{letter}/" for letter in "uvwxyz"]
        body = town.home() if call.path == town.HOME else town.page("Дальше", f"<p>Слово{call.path[3:6]}</p>")
        await call.answer(body.replace("</body>", _links(*fresh) + "</body>"), kind=town.HTML)
    else:
        await call.ordinary()


@fault("T13")
async def plan_hidden_from_readers(call: Call) -> None:
    plan = f"<h2>{town.PLAN_TITLE}</h2><p>Утверждено приказом директора {town.SCHOOL} от 29.08.2025 № 145-од</p>"
    steps = "<p>1. Подбор пар, сентябрь 2025, директор</p><p>2. Итоги, май 2026, куратор</p>"
    await call.answer(
        _with(call, f'<div style="display:none">{plan}{steps}</div><a style="display:none" href=/x/>x</a>')
    )


def _linked_by(name: str, markup: str) -> None:
    """The home page leads to the section in one uncommon way only."""

    async def serve(call: Call) -> None:
        bare = town.page(
            "Главная", "<p>Добро пожаловать на сайт школы.</p>", markup, menu='<a href="/rezhim/">Режим</a>'
        )
        await call.answer(bare)

    fault(name)(serve)


_linked_by("T14-onclick", f"<span onclick=\"location.href='{town.SECTION}'\">Наставничество</span>")
_linked_by("T14-data", f'<div data-href="{town.SECTION}">Наставничество</div>')
_linked_by("T14-map", f'<map name=m><area href="{town.SECTION}" alt="Наставничество"></map>')
_linked_by("T14-frame", f'<iframe src="{town.SECTION}"></iframe>')
_linked_by("T14-script", '<div class=menu onclick="go(7)">Наставничество</div><script>var menu=[7]</script>')


@fault("T14-base")
async def wrong_base(call: Call) -> None:
    await call.answer(call.body.replace(b"<head>", b'<head><base href="http://old-school.invalid/">'))


@fault("T15")
async def scripts_only(call: Call) -> None:
    await call.answer(
        "<html><head><title>x</title></head><body><div id=app></div><script src=/app.js></script></body></html>"
    )


def _framed(name: str, address: str) -> None:
    async def serve(call: Call) -> None:
        where = address.replace("OTHER", call.site.other)
        await call.answer(town.page("Наставничество", f'<iframe src="{where}" width=900 height=700></iframe>'))

    fault(name)(serve)


_framed("T16-disk", "https://disk.yandex.ru/i/abcdef")
_framed("T16-host", "OTHER/files/2025/a7.pdf")


@fault("T17", everywhere=True)
async def old_site_beside_the_new_one(call: Call) -> None:
    """The registry names both; on the first, the old one, nothing has been changed for years."""
    if call.path == town.HOME:
        told = "<p>Архивная версия, записи прошлых лет больше не обновляются.</p>"
        await call.answer(town.page("Архив", told, menu=f'<a href="{town.SECTION}">Наставничество</a>'))
    elif call.path == town.SECTION:
        await call.answer(town.page("Наставничество", "<p>Раздел наполняется.</p>"))
    else:
        await call.ordinary()


# robots.txt and site maps


def _robots(name: str, body: bytes | str, *lines: str, status: str = "200 OK", kind: str = "text/plain") -> None:
    async def serve(call: Call) -> None:
        if call.path == "/robots.txt":
            await call.answer(body, *lines, status=status, kind=kind)
        else:
            await call.ordinary()

    fault(name, everywhere=True)(serve)


_robots("T18-all", "User-agent: *\nDisallow: /\n")
_robots("T18-part", f"User-agent: *\nDisallow: {town.SECTION}\n")
_robots("T18-files", "User-agent: *\nDisallow: /files/\n")
_robots("T18-other", "User-agent: Googlebot\nDisallow: /\n")
_robots("T19-503", "", status="503 Service Unavailable")
_robots("T19-404", "", status="404 Not Found")
_robots("T19-html", town.page("Ошибка", "<p>Disallow: /</p>"), kind=town.HTML)
_robots("T19-10MB", b"User-agent: *\nDisallow: /x\n" + b"# comment\n" * 1_000_000)
_robots("T19-bom", "\ufeffUser-agent: *\nDisallow: /nastavnichestvo/\n")
_robots("T19-cp1251", "# Школа\nUser-agent: *\nDisallow: /админ\n".encode("cp1251"))
_robots("T20", "User-agent: *\nCrawl-delay: 86400\n")


@fault("T19-silent", everywhere=True)
async def robots_never_answers(call: Call) -> None:
    await (call.silence() if call.path == "/robots.txt" else call.ordinary())


@fault("T19-away", everywhere=True)
async def robots_sent_round_and_round(call: Call) -> None:
    if call.path.startswith("/robots.txt"):
        await call.answer("", f"Location: /robots.txt?{call.path}", status="302 Found")
    else:
        await call.ordinary()


def _sitemap(name: str, body: bytes, *lines: str) -> None:
    async def serve(call: Call) -> None:
        if call.path.startswith("/sitemap"):
            await call.answer(body, *lines, kind="application/xml")
        else:
            await call.ordinary()

    fault(name, everywhere=True)(serve)


def _map_of(tag: str, item: str, addresses: list[str]) -> bytes:
    inside = "".join(f"<{item}><loc>{address}</loc></{item}>" for address in addresses)
    return f'<?xml version="1.0"?><{tag} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</{tag}>'.encode()


_sitemap("T21-gzip", gzip.compress(b" " * 60_000_000, 9), "Content-Encoding: gzip")
_sitemap("T21-index", _map_of("sitemapindex", "sitemap", [f"/sitemap-{number}.xml" for number in range(200)]))
_sitemap("T21-foreign", _map_of("urlset", "url", [f"http://else{number}.invalid/" for number in range(50_000)]))


# Words


@fault("T22")
async def stuffed_with_the_word(call: Call) -> None:
    words = "наставничество педагогов дорожная карта план мероприятий по наставничеству 2025-2026 " * 500
    await call.answer(_with(call, f'<footer style="color:white">{words}</footer>'))


@fault("T23")
async def latin_letters_among_russian(call: Call) -> None:
    text = (
        call.body.decode()
        .replace("Наставнич", "Hаcтавнич")
        .replace("карта", "кapтa")
        .replace("педагог", "педа\u00adгог")
    )
    await call.answer(text)


@fault("T24")
async def another_text_at_every_look(call: Call) -> None:
    await call.answer(_with(call, f"<p>Посетителей сегодня: {call.tries * 7}</p>"))
