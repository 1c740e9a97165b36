"""Owns reading the two halves: institutions, fragments and labelled sources → cases."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from tests.corpus import numbers
from tests.corpus.markup import filled
from tests.corpus.model import (
    SEVERITY,
    Case,
    DateLabel,
    Institution,
    NearLabel,
    Part,
    PersonalDataLabel,
    RowLabel,
)
from tests.corpus.rendering import rendered

_STREETS = ("Осокоревая", "Плотогонов", "Тальниковая", "Второго Причала", "Кедровый лог", "Землемеров", "Якорная")


LABELS = ("kind", "topic", "owner", "date", "period", "approval")


def institutions(folder: Path) -> dict[str, Institution]:
    """`institutions.txt`: id | type | builder | short name | full name | post of the head | head."""
    lines = (folder / "institutions.txt").read_text(encoding="utf-8").splitlines()
    made = [_institution([cell.strip() for cell in line.split("|")]) for line in lines if line.strip()]
    return {one.id: one for one in made}


def _institution(cells: list[str]) -> Institution:
    key, kind, builder, short, name, post, head = cells
    inn = numbers.inn_of_organisation(key)
    digits = numbers.seeded(key, 6)
    facts = {
        "short": short,
        "name": name,
        "head": head,
        "post": post,
        "inn": inn,
        "kpp": inn[:4] + "01001",
        "ogrn": numbers.ogrn(key),
        "phone": f"8 (391) 200-{digits[:2]}-{digits[2:4]}",
        "email": f"{key}@shkola.example",
        "host": f"{key}.example",
        "address": f"660000, г. Красноярск, ул. {_STREETS[int(digits) % 7]}, д. {int(digits) % 90 + 1}",
    }
    return Institution(
        id=key, type=kind, builder=builder, name=name, short_name=short, post=post, head=head, inn=inn, facts=facts
    )


def read(folder: Path) -> tuple[Case, ...]:
    """All cases of a half, by author file and in the order of writing."""
    known = institutions(folder)
    fragments: dict[str, str] = tomllib.loads((folder / "fragments.toml").read_text(encoding="utf-8"))
    made: list[Case] = []
    for path in sorted(folder.glob("author_*.toml")):
        author: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        made += [_case(raw, author, path, known, fragments) for raw in author["case"]]
    return tuple(made)


def _case(
    raw: dict[str, Any], author: dict[str, Any], path: Path, known: dict[str, Institution], fragments: dict[str, str]
) -> Case:
    whose = known[raw["who"]]
    parts = tuple(_part(part) for part in raw.get("part", ()))
    rows = tuple(dict.fromkeys(row for part in parts for row in part.rows)) or tuple(
        map(row_label, raw.get("rows", ()))
    )
    near = tuple(dict.fromkeys(miss for part in parts for miss in part.near)) or tuple(
        map(near_label, raw.get("near", ()))
    )
    unlabelled = frozenset(key for key in LABELS if raw.get(key) == "?")
    raw = {key: value for key, value in raw.items() if key not in unlabelled}
    return Case(
        id=f"{path.stem.removeprefix('author_')}-{raw['id']}",
        half=path.parent.name,
        author=path.stem,
        institution=whose,
        as_of=raw.get("as_of", author["as_of"]),
        format=raw["format"],
        url=f"https://{whose.facts['host']}{raw['url']}",
        link=raw["link"],
        heading=raw.get("heading", "Наставничество"),
        kind=raw.get("kind", ""),
        topic=raw.get("topic", "teachers"),
        owner=raw.get("owner", "own"),
        approval_date=date_label(raw.get("date", "")),
        period=raw.get("period", ""),
        approval=raw.get("approval", "none"),
        rows=rows,
        near=near,
        parts=parts,
        personal_data=tuple(map(personal_data_label, raw.get("personal_data", ()))),
        legal=tuple(raw.get("legal", ())),
        unlabelled=unlabelled,
        source=_source(raw["body"], whose, fragments),
        wear=tuple(raw.get("wear", ())),
        encoding=raw.get("encoding", "utf-8"),
        build=rendered,
    )


def _source(body: str, whose: Institution, fragments: dict[str, str]) -> str:
    return filled(body, whose.facts, fragments)


def _part(raw: dict[str, Any]) -> Part:
    return Part(
        title=raw["title"],
        kind=raw["kind"].strip("?"),
        rows=tuple(map(row_label, raw.get("rows", ()))),
        near=tuple(map(near_label, raw.get("near", ()))),
    )


def row_label(text: str) -> RowLabel:
    """«1.2 partial no_date,no_approval»."""
    row, verdict, *reasons = text.split()
    return RowLabel(row=row, verdict=verdict, reasons=frozenset(",".join(reasons).split(",")) - {""})


def near_label(text: str) -> NearLabel:
    """«1.3 student_only», or «3.6 federal_only|other_organisation» where either code is right."""
    row, reasons = text.split()
    return NearLabel(row=row, reasons=frozenset(reasons.split("|")))


def date_label(text: str) -> DateLabel | None:
    """«2026-05-28 day approval»; empty when the document has no date."""
    if not text:
        return None
    value, precision, source = text.split()
    return DateLabel(value=date.fromisoformat(value), precision=precision, source=source)


def personal_data_label(text: str) -> PersonalDataLabel:
    """«snils 2»: the severity follows from the kind."""
    kind, count = text.split()
    return PersonalDataLabel(kind=kind, severity=SEVERITY[kind], count=int(count))
