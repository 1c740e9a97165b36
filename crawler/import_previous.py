"""A new list beside the registry in use: who is who, what the registry knows better, and what has changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from crawler.import_names import base_id
from crawler.items import School
from crawler.registry_columns import Column
from crawler.site_address import display_url, site_scope

# By ИНН first, since it outlives names and addresses; by name last, since a list may hold two schools of one number.
_KEYS: tuple[Callable[[School], object], ...] = (
    lambda school: school.inn,
    lambda school: site_scope(school.url),
    lambda school: base_id(school.name),
)
_DERIVED = (Column.SHORT_NAME, Column.INN, Column.DISTRICT, Column.ALIASES, Column.EMAIL, Column.FLAGS, Column.NOTE)
_SHOWN = 10


def match(schools: Sequence[School], previous: Sequence[School]) -> dict[int, School]:
    """The institution of the previous registry that each of `schools`, by its place, is; each is taken once."""
    found: dict[int, School] = {}
    for key in _KEYS:
        taken = {school.id for school in found.values()}
        free = {key(school): school for school in previous if school.id not in taken and key(school)}
        for place, school in enumerate(schools):
            known = free.get(key(school)) if place not in found else None
            if known is not None and not _contradict(school, known):
                found[place] = free.pop(key(school))
    return found


def merge(school: School, known: School, given: frozenset[Column]) -> School:
    """The list's institution with the registry's id, and with what analysts added there and the list does not fill."""
    kept = {column.value: getattr(known, column) for column in _DERIVED if column not in given}
    filled = {name: value or getattr(school, name) for name, value in kept.items()}
    return replace(school, id=known.id, **filled)


def changes(schools: Sequence[School], previous: Sequence[School]) -> Iterator[str]:
    """What an analyst should confirm before the new list replaces the registry, in Russian."""
    before: Mapping[str, School] = {school.id: school for school in previous}
    if not before:
        return
    for school in schools:
        known = before.get(school.id)
        if known and site_scope(known.url) != site_scope(school.url):
            was, now = display_url(known.url), display_url(school.url)
            yield f"«{school.short_name}»: адрес сайта изменился: был {was}, стал {now}."
        if known and known.name != school.name:
            yield f"«{school.short_name}»: наименование изменилось: было «{known.name}», стало «{school.name}»."
    yield from _listed("Новые учреждения", [school for school in schools if school.id not in before])
    ids = {school.id for school in schools}
    yield from _listed("Есть в прежнем реестре, нет в списке", [school for school in previous if school.id not in ids])


def _contradict(school: School, known: School) -> bool:
    return bool(school.inn and known.inn and school.inn != known.inn) or school.type is not known.type


def _listed(title: str, schools: Sequence[School]) -> Iterator[str]:
    if schools:
        names = ", ".join(school.short_name for school in schools[:_SHOWN])
        more = f" и ещё {len(schools) - _SHOWN}" if len(schools) > _SHOWN else ""
        yield f"{title} ({len(schools)}): {names}{more}."
