"""Campaigns in the database: opened, filled with an audit's findings and documents, reviewed, made final."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, select, update

from audit_rules.campaigns.model import Campaign, CampaignError, CampaignState, Known, Seen
from audit_rules.campaigns.tables import campaign, finding, sighting
from audit_rules.model import Finding
from crawler.codec import from_data, to_data

_NAME = re.compile(r"[0-9A-Za-zА-Яа-яЁё][0-9A-Za-zА-Яа-яЁё ._-]{0,63}")
_ORDER = tuple(CampaignState)


@dataclass(frozen=True, slots=True)
class Register:
    """The campaigns as one transaction sees them."""

    connection: Connection

    def all(self) -> tuple[Campaign, ...]:
        """From the earliest audit to the latest, those without findings last."""
        rows = self.connection.execute(select(campaign)).all()
        return tuple(_campaign(row) for row in sorted(rows, key=lambda row: (row.as_of or "9999", row.id)))

    def get(self, name: str) -> Campaign:
        return _campaign(self._row(name))

    def id_of(self, name: str) -> int:
        return int(self._row(name).id)

    def open(self, name: str, at: str) -> Campaign:
        """A new campaign; CampaignError when there is one of that name."""
        if not _NAME.fullmatch(name):
            raise CampaignError(f"имя кампании «{name}» не годится; нужны буквы, цифры и дефис, например 2026-01")
        if any(known.name == name for known in self.all()):
            raise CampaignError(f"кампания {name} уже есть")
        values = {"name": name, "state": CampaignState.OPEN.value, "as_of": "", "rules_version": ""}
        self.connection.execute(insert(campaign).values(**values, opened_at=at, closed_at=""))
        return self.get(name)

    def changeable(self, name: str) -> int:
        """Its id, held against everybody else to the end of the transaction; CampaignError when it is final."""
        found = self.connection.execute(select(campaign).where(campaign.c.name == name).with_for_update()).one_or_none()
        row = found if found is not None else self._row(name)
        if row.state == CampaignState.FINAL:
            raise CampaignError(f"кампания {name} закрыта: её итоги не меняются")
        return int(row.id)

    def move(self, name: str, state: CampaignState, at: str) -> Campaign:
        """On to the next state; CampaignError for any other, or when nothing was recorded."""
        number, now = self.changeable(name), self.get(name)
        if _ORDER.index(state) != _ORDER.index(now.state) + 1:
            raise CampaignError(f"кампания {name}: порядок – открыта, на проверке, закрыта; шаг пропустить нельзя")
        if not now.as_of:
            raise CampaignError(f"в кампании {name} ещё нет результатов аудита")
        closed = at if state is CampaignState.FINAL else ""
        changed = update(campaign).where(campaign.c.id == number).values(state=state.value, closed_at=closed)
        self.connection.execute(changed)
        return self.get(name)

    def record(self, name: str, findings: Sequence[Finding], seen: Iterable[Seen]) -> Campaign:
        """Put an audit in the place of the one recorded before; what was seen before is kept as history."""
        number = self.changeable(name)
        as_of = _only(name, {item.as_of for item in findings})
        rules = _only(name, {item.rules_version for item in findings})
        self.connection.execute(delete(finding).where(finding.c.campaign_id == number))
        lines = [_finding_line(number, place, item) for place, item in enumerate(findings)]
        self.connection.execute(insert(finding), lines)
        self._record_seen(number, seen)
        changed = update(campaign).where(campaign.c.id == number)
        self.connection.execute(changed.values(as_of=as_of, rules_version=rules))
        return self.get(name)

    def findings(self, name: str) -> tuple[Finding, ...]:
        """The machine's, in the order of findings.jsonl."""
        chosen = select(finding.c.line).where(finding.c.campaign_id == self.id_of(name)).order_by(finding.c.place)
        return tuple(from_data(Finding, json.loads(line)) for (line,) in self.connection.execute(chosen))

    def seen(self, name: str) -> tuple[Seen, ...]:
        """What the crawl recorded last saw."""
        of_it = and_(sighting.c.campaign_id == self.id_of(name), sighting.c.current)
        rows = self.connection.execute(select(sighting).where(of_it)).all()
        found = (
            Seen(
                school_id=row.school_id,
                url=row.url,
                sha256=row.sha256,
                is_file=row.is_file,
                gone=row.gone,
                seen_at=row.last_seen,
            )
            for row in rows
        )
        return tuple(sorted(found, key=lambda item: (item.school_id, item.url, item.sha256)))

    def known(self) -> tuple[Known, ...]:
        """First and last seen of everything, over all campaigns."""
        address = (sighting.c.school_id, sighting.c.url, sighting.c.sha256)
        moments = (func.min(sighting.c.first_seen), func.max(sighting.c.last_seen))
        rows = self.connection.execute(select(*address, *moments).where(~sighting.c.gone).group_by(*address)).all()
        found = (
            Known(school_id=school, url=url, sha256=sha256, first_seen=first, last_seen=last)
            for school, url, sha256, first, last in rows
        )
        return tuple(sorted(found, key=lambda item: (item.school_id, item.url, item.first_seen)))

    def _record_seen(self, number: int, seen: Iterable[Seen]) -> None:
        of_it = sighting.c.campaign_id == number
        rows = self.connection.execute(select(sighting).where(of_it)).all()
        kept = {_place(row): dict(row._mapping) | {"current": False} for row in rows}
        for item in seen:
            line = _seen_line(number, item)
            place = (item.school_id, line["address"], item.sha256)
            before = kept.get(place, line)
            line["first_seen"] = min(before["first_seen"], item.seen_at)
            line["last_seen"] = max(before["last_seen"], item.seen_at)
            kept[place] = line
        self.connection.execute(delete(sighting).where(of_it))
        if kept:
            self.connection.execute(insert(sighting), list(kept.values()))

    def _row(self, name: str) -> Row[Any]:
        found = self.connection.execute(select(campaign).where(campaign.c.name == name)).one_or_none()
        if found is None:
            names = ", ".join(known.name for known in self.all()) or "пока ни одной"
            raise CampaignError(f"нет кампании {name}; есть: {names}")
        return found


def _campaign(row: Row[Any]) -> Campaign:
    return Campaign(
        name=row.name,
        state=CampaignState(row.state),
        as_of=row.as_of,
        rules_version=row.rules_version,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def _only(name: str, values: set[str]) -> str:
    if len(values) != 1:
        raise CampaignError(f"кампания {name}: оценка должна быть одна, на одну дату и по одним правилам")
    return values.pop()


def _finding_line(number: int, place: int, item: Finding) -> dict[str, Any]:
    return {
        "campaign_id": number,
        "school_id": item.school_id,
        "row": str(item.row),
        "place": place,
        "verdict": item.verdict.value,
        "line": json.dumps(to_data(item), separators=(",", ":")),
    }


def _place(row: Row[Any]) -> tuple[str, str, str]:
    return row.school_id, row.address, row.sha256


def _seen_line(number: int, item: Seen) -> dict[str, Any]:
    return {
        "campaign_id": number,
        "school_id": item.school_id,
        "address": hashlib.sha256(item.url.encode("utf-8", "surrogatepass")).hexdigest(),
        "sha256": item.sha256,
        "url": item.url,
        "is_file": item.is_file,
        "gone": item.gone,
        "first_seen": item.seen_at,
        "last_seen": item.seen_at,
        "current": True,
    }
