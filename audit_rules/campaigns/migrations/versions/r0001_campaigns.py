"""Campaigns, findings, documents seen, and the journal of decisions, which can only be added to."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_REFUSED = "the journal of decisions can only be added to"


def upgrade() -> None:
    _campaign()
    _finding()
    _sighting()
    _decision()
    _seal("decision")


def _campaign_key() -> "sa.Column[int]":
    return sa.Column("campaign_id", sa.Integer(), nullable=False)


def _of_campaign(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=f"fk_{table}_campaign_id")


def _campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("as_of", sa.String(10), nullable=False),
        sa.Column("rules_version", sa.String(200), nullable=False),
        sa.Column("opened_at", sa.String(32), nullable=False),
        sa.Column("closed_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
        sa.UniqueConstraint("name", name="uq_campaign_name"),
        sa.CheckConstraint("state in ('open', 'in_review', 'final')", name=op.f("ck_campaign_state")),
    )


def _finding() -> None:
    op.create_table(
        "finding",
        _campaign_key(),
        sa.Column("school_id", sa.String(200), nullable=False),
        sa.Column("row", sa.String(8), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "school_id", "row", name="pk_finding"),
        _of_campaign("finding"),
    )


def _sighting() -> None:
    op.create_table(
        "sighting",
        _campaign_key(),
        sa.Column("school_id", sa.String(200), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("is_file", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("first_seen", sa.String(32), nullable=False),
        sa.Column("last_seen", sa.String(32), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "school_id", "address", "sha256", name="pk_sighting"),
        _of_campaign("sighting"),
    )


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        _campaign_key(),
        sa.Column("school_id", sa.String(200), nullable=False),
        sa.Column("row", sa.String(8), nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        _of_campaign("decision"),
    )
    op.create_index("ix_decision_campaign_id", "decision", ["campaign_id"])


def _seal(table: str) -> None:
    """Refuse what would change or remove a line."""
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_sealed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_sealed()"
    )
