"""The journal of decisions: added to, never changed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from audit_rules.campaigns.model import Decision
from audit_rules.campaigns.register import Register
from audit_rules.campaigns.tables import decision
from crawler.codec import from_data, to_data


@dataclass(frozen=True, slots=True)
class Journal:
    """The decisions as one transaction sees them."""

    connection: Connection

    def add(self, name: str, decisions: Sequence[Decision], at: str) -> int:
        """Write down those that say something new; how many. CampaignError when the campaign is final."""
        number = Register(self.connection).changeable(name)
        last = {item.key: item for item in self.all(name)}
        fresh = [item for item in decisions if last.get(item.key) != item]
        lines = [
            {
                "campaign_id": number,
                "school_id": item.school_id,
                "row": str(item.row),
                "recorded_at": at,
                "line": json.dumps(to_data(item)),
            }
            for item in fresh
        ]
        if lines:
            self.connection.execute(insert(decision), lines)
        return len(lines)

    def all(self, name: str) -> tuple[Decision, ...]:
        """Everything ever decided in a campaign, in the order in which it was written down."""
        of_it = decision.c.campaign_id == Register(self.connection).id_of(name)
        rows = self.connection.execute(select(decision.c.line).where(of_it).order_by(decision.c.id))
        return tuple(from_data(Decision, json.loads(line)) for (line,) in rows)
