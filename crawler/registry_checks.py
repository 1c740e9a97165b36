"""Institutions beside one another: what two of them may not share, and what to know about a registry before a crawl."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

from crawler.items import Flag, School
from crawler.registry_columns import Column
from crawler.site_address import display_host, display_url, site_scope

# «-zheleznogorsk-r04.gosweb.gosuslugi.ru»: the address names the town, and r04 is the whole region, not the city.
_GOSWEB_TOWN = re.compile(r"-(?P<town>[a-z]+)-r(?P<region>\d+)\.gosweb\.gosuslugi\.ru$")
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What must be an institution's own, as far as its cells could be read."""

    id: str = ""
    inn: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()

    @classmethod
    def of_values(cls, values: Mapping[Column, Any]) -> "Identity":
        """From cells read one by one, where an unreadable one is absent."""
        return cls(**{name: values[Column(name)] for name in cls.__slots__ if Column(name) in values})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two institutions, by place in the sequence given, that share what may not be shared."""

    earlier: int
    later: int
    column: Column
    value: str

    def message(self, earlier_place: str) -> str:
        """Russian, for the later of the two."""
        if self.column is Column.ID:
            return f"код «{self.value}» уже стоит: {earlier_place}; правильно: у каждого учреждения свой код"
        if self.column is Column.INN:
            return f"ИНН {self.value} уже стоит: {earlier_place}; правильно: одна строка на организацию"
        return (
            f"сайт {display_url(self.value)} уже указан: {earlier_place}; правильно: одна строка на сайт; "
            "если у учреждений общий адрес, каждому — свой раздел, например https://портал.рф/ds5/"
        )


def clashes(identities: Sequence[Identity]) -> Iterator[Clash]:
    """Every institution that repeats an earlier one's id, ИНН or site."""
    seen: dict[tuple[str, str], int] = {}
    for later, identity in enumerate(identities):
        for column, key, value in _own(identity):
            earlier = seen.setdefault(key, later)
            if earlier != later:
                yield Clash(earlier=earlier, later=later, column=column, value=value)


def _own(identity: Identity) -> Iterator[tuple[Column, tuple[str, str], str]]:
    if identity.id:
        yield Column.ID, ("id", identity.id), identity.id
    if identity.inn:
        yield Column.INN, ("inn", identity.inn), identity.inn
    if identity.url:
        yield Column.URL, site_scope(identity.url), identity.url
    for alias in identity.aliases:
        yield Column.ALIASES, site_scope(alias), alias


def notes(schools: Sequence[School]) -> tuple[str, ...]:
    """What is no error and should be known before a crawl, in Russian."""
    return (
        *_shared_hosts(schools),
        *_other_towns(schools),
        *_permissions(schools),
        *_gaps(schools),
    )


def _shared_hosts(schools: Sequence[School]) -> Iterator[str]:
    by_host: defaultdict[str, list[School]] = defaultdict(list)
    for school in schools:
        by_host[site_scope(school.url)[0]].append(school)
    for host, sharing in by_host.items():
        if len(sharing) > 1:
            where = display_host(host)
            yield f"На одном адресе {where} несколько учреждений, различаются разделом: {_named(sharing)}."
            yield from _nested_sites(sharing)


def _nested_sites(sharing: Sequence[School]) -> Iterator[str]:
    for outer, inner in combinations(sorted(sharing, key=lambda school: site_scope(school.url)), 2):
        if site_scope(inner.url)[1].startswith(site_scope(outer.url)[1]):
            yield (
                f"Сайт «{inner.short_name}» лежит внутри сайта «{outer.short_name}» ({display_url(outer.url)}): "
                "страницы одного могут попасть в проверку другого."
            )


def _other_towns(schools: Sequence[School]) -> Iterator[str]:
    for school in schools:
        found = _GOSWEB_TOWN.search(urlsplit(school.url).hostname or "")
        if found and (found["town"], found["region"]) != ("krasnoyarsk", "04"):
            yield f"Адрес {display_url(school.url)} («{school.short_name}») называет другой город: чей это сайт?"


def _permissions(schools: Sequence[School]) -> Iterator[str]:
    free = [school for school in schools if Flag.IGNORE_ROBOTS in school.flags]
    if free:
        yield f"Отметка ignore_robots требует письменного разрешения учреждения: {_named(free)}."


def _gaps(schools: Sequence[School]) -> Iterator[str]:
    for column, words in ((Column.INN, "ИНН"), (Column.DISTRICT, "район"), (Column.EMAIL, "адрес почты")):
        without = [school for school in schools if not getattr(school, column)]
        if without:
            yield f"Не указан {words} ({len(without)} из {len(schools)}): {_named(without)}."


def _named(schools: Iterable[School]) -> str:
    names = [school.short_name for school in schools]
    more = f" и ещё {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
