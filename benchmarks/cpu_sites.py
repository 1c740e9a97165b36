"""The sites on which processor time is measured: generated pages of some 45 KB with 89 links, served by a process."""

import asyncio
import json
import sys
from random import Random

PAGES, LINKS, MENU, PAGE_BYTES = 150, 89, 25, 45_000
_WORDS = [
    "школа",
    "педагог",
    "приказ",
    "план",
    "занятия",
    "сведения",
    "работа",
    "совет",
    "урок",
    "опыт",
    "класс",
    "кабинет",
    "расписание",
    "родители",
    "ученики",
    "учреждение",
    "образование",
    "деятельность",
    "документ",
    "отчёт",
    "методический",
    "городской",
    "конкурс",
    "итоги",
    "неделя",
    "праздник",
    "библиотека",
    "питание",
    "здоровье",
    "безопасность",
    "проект",
    "команда",
    "результат",
    "поддержка",
    "программа",
    "развитие",
]


def pages_of(site: int, pages: int) -> dict[str, bytes]:
    """Address on its host → HTML; every page can be reached from the first."""
    return {("/" if number == 0 else f"/p{number}"): _page(site, number, pages) for number in range(pages)}


def _page(site: int, number: int, pages: int) -> bytes:
    chance = Random(f"{site} {number}")
    menu = "".join(f'<li class="item"><a href="/p{n}">{_title(site, n)}</a></li>' for n in range(1, MENU + 1))
    # The next page stands on each, so that all are reached; the rest leads anywhere.
    targets = [(number + 1) % pages, *(chance.randrange(1, pages) for _ in range(LINKS - MENU - 1))]
    listed = [_entry(site, target) for target in targets]
    start = (
        f"<!doctype html><html lang=ru><head><meta charset=utf-8><title>Школа {site}: раздел {number}</title></head>"
        f"<body><header><nav><ul>{menu}</ul></nav></header><main><h1>Раздел {number}. {_said(chance, 4)}</h1>"
    )
    parts, size = [start], len(start.encode())
    while size < PAGE_BYTES or listed:
        parts.append(f"<div class='block'><h2>{_said(chance, 3)}</h2><p>{_said(chance, 60)}.</p>")
        parts += ["<ul>", *(listed.pop() for _ in range(min(5, len(listed)))), "</ul></div>"]
        size += sum(len(part.encode()) for part in parts[-8:])
    return "".join([*parts, "</main><footer><p>Адрес и телефон</p></footer></body></html>"]).encode()


def _entry(site: int, target: int) -> str:
    """A page has one title, wherever it is listed."""
    address = f"/p{target}" if target else "/"
    return f'<li><a href="{address}" class="more">{_title(site, target)}</a> <span>Раздел {target}</span></li>'


def _title(site: int, number: int) -> str:
    return _said(Random(f"title {site} {number}"), 4)


def _said(chance: Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()


async def serve(sites: int, pages: int) -> None:
    """Until standard input ends; the ports are the one line said."""
    ports = []
    for site in range(sites):
        answers = {path: _answer(200, body) for path, body in pages_of(site, pages).items()}
        server = await asyncio.get_running_loop().create_server(lambda kept=answers: _Host(kept), "127.0.0.1", 0)  # type: ignore[misc]
        ports.append(server.sockets[0].getsockname()[1])
    print(json.dumps(ports), flush=True)
    await asyncio.to_thread(sys.stdin.buffer.read)


def _answer(status: int, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class _Host(asyncio.Protocol):
    """One connection; nobody here sends a body or asks before he is answered."""

    def __init__(self, answers: dict[str, bytes]) -> None:
        self._answers = answers
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard += data
        if self._heard.endswith(b"\r\n\r\n"):
            path = self._heard.split(b" ", 2)[1].decode()
            self._heard = b""
            self._transport.write(self._answers.get(path) or _answer(404, b""))


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
