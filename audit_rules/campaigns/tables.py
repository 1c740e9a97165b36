"""The tables of the database, the same on SQLite and PostgreSQL; moments and days are ISO texts in UTC."""

import json
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Column, Dialect, ForeignKey, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator


class ForeignText(TypeDecorator[str]):
    """Text that came from a site, as ASCII JSON: a NUL or half a surrogate pair would be refused by a database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else json.loads(value)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _campaign_key() -> Column[int]:
    return Column("campaign_id", Integer, ForeignKey("campaign.id"), primary_key=True)


campaign = Table(
    "campaign",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("as_of", String(10), nullable=False),
    Column("rules_version", String(200), nullable=False),
    Column("opened_at", String(32), nullable=False),
    Column("closed_at", String(32), nullable=False),
    CheckConstraint("state in ('open', 'in_review', 'final')", name="state"),
)
finding = Table(
    "finding",
    metadata,
    _campaign_key(),
    Column("school_id", String(200), primary_key=True),
    Column("row", String(8), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("verdict", String(32), nullable=False),
    Column("line", Text, nullable=False),
)
"""`line` is the finding's line of findings.jsonl, in ASCII."""
sighting = Table(
    "sighting",
    metadata,
    _campaign_key(),
    Column("school_id", String(200), primary_key=True),
    Column("address", String(64), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("url", ForeignText, nullable=False),
    Column("is_file", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("first_seen", String(32), nullable=False),
    Column("last_seen", String(32), nullable=False),
    Column("current", Boolean, nullable=False),
)
"""`address` is the SHA-256 of the URL, which may be longer than an index can hold; `current`: seen by the last crawl
that was recorded."""
decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("campaign_id", Integer, ForeignKey("campaign.id"), nullable=False, index=True),
    Column("school_id", String(200), nullable=False),
    Column("row", String(8), nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Column("line", Text, nullable=False),
)
"""The journal: lines are added and never changed (triggers of the first migration); the last of a row counts."""
