"""Campaigns in the database: the same on SQLite and PostgreSQL."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from audit_rules.campaigns.database import Database, migrations
from audit_rules.campaigns.journal import Journal
from audit_rules.campaigns.model import CampaignError, CampaignState
from audit_rules.campaigns.register import Register
from audit_rules.campaigns.standing import last
from audit_rules.model import Verdict
from tests.audit_rules.campaigns.small_audit import decision, evidence, file, finding, gone, sha

PLAN = "https://a.example/plan.pdf"
HOSTILE = "https://a.example/\udc80\x00/" + "д" * 9000
FINDINGS = [
    finding("b", "1.2", Verdict.MET, evidence(PLAN, "plan")),
    finding("a", "4.10", Verdict.MISSING),
    finding("a", "4.1", Verdict.MET, replace(evidence(HOSTILE, "x"), quote="\x00 \ud800")),
]
JOURNAL_CHANGES = ("UPDATE decision SET line = '{}'", "DELETE FROM decision")


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    opened = Database.open(address)
    yield opened
    opened.close()


@pytest.fixture
def reviewed(database: Database) -> Database:
    with database.transaction() as connection:
        register = Register(connection)
        register.open("2026-01", "2026-01-19T00:00:00Z")
        register.record("2026-01", FINDINGS, [file("b", PLAN, "plan")])
        register.move("2026-01", CampaignState.IN_REVIEW, "2026-01-20T00:00:00Z")
    return database


def test_the_migrations_make_exactly_the_tables_of_the_program(database: Database) -> None:
    with database.transaction() as connection:
        command.check(migrations(connection))


def test_findings_come_back_as_they_were_recorded(reviewed: Database) -> None:
    with reviewed.transaction() as connection:
        assert list(Register(connection).findings("2026-01")) == FINDINGS
        (campaign,) = Register(connection).all()
    assert (campaign.as_of, campaign.rules_version) == ("2026-01-20", FINDINGS[0].rules_version)


def test_what_is_recorded_survives_the_program(reviewed: Database, address: str) -> None:
    reviewed.close()
    again = Database.open(address)
    with again.transaction() as connection:
        assert len(Register(connection).findings("2026-01")) == len(FINDINGS)
    again.close()


def test_a_final_campaign_refuses_every_change(reviewed: Database) -> None:
    with reviewed.transaction() as connection:
        register = Register(connection)
        register.move("2026-01", CampaignState.FINAL, "2026-02-01T00:00:00Z")
        assert register.get("2026-01").closed_at == "2026-02-01T00:00:00Z"
        for change in (
            lambda: register.record("2026-01", FINDINGS, []),
            lambda: Journal(connection).add("2026-01", [decision("b", "1.2", None, Verdict.MET)], "now"),
            lambda: register.move("2026-01", CampaignState.OPEN, "now"),
            lambda: register.move("2026-01", CampaignState.FINAL, "now"),
        ):
            with pytest.raises(CampaignError, match="закрыта"):
                change()


def test_no_state_is_left_out_and_none_comes_back(database: Database) -> None:
    with database.transaction() as connection:
        register = Register(connection)
        register.open("2026-01", "now")
        with pytest.raises(CampaignError, match="уже есть"):
            register.open("2026-01", "now")
        with pytest.raises(CampaignError, match="ещё нет результатов"):
            register.move("2026-01", CampaignState.IN_REVIEW, "now")
        register.record("2026-01", FINDINGS, [])
        with pytest.raises(CampaignError, match="порядок"):
            register.move("2026-01", CampaignState.FINAL, "now")
        with pytest.raises(CampaignError, match="есть: 2026-01"):
            register.get("2026-07")


def test_an_audit_of_two_dates_is_refused(database: Database) -> None:
    with database.transaction() as connection:
        Register(connection).open("2026-01", "now")
        with pytest.raises(CampaignError, match="на одну дату"):
            Register(connection).record("2026-01", [FINDINGS[0], replace(FINDINGS[1], as_of="2026-02-01")], [])


def test_first_and_last_seen_span_campaigns_and_replacements(database: Database) -> None:
    moments = ("2026-01-19T02:00:00Z", "2026-01-21T02:00:00Z", "2026-07-16T02:00:00Z")
    with database.transaction() as connection:
        register = Register(connection)
        register.open("2026-01", "now")
        register.record("2026-01", FINDINGS, [file("b", PLAN, "old", moments[0]), file("b", HOSTILE, "x", moments[0])])
        register.record("2026-01", FINDINGS, [file("b", PLAN, "old", moments[1])])
        assert [item.url for item in register.seen("2026-01")] == [PLAN]
        register.open("2026-07", "now")
        later = [replace(item, as_of="2026-07-20") for item in FINDINGS]
        register.record("2026-07", later, [file("b", PLAN, "new", moments[2]), gone("b", HOSTILE)])
        known = {(item.url, item.sha256): (item.first_seen, item.last_seen) for item in register.known()}
    assert known == {
        (PLAN, sha("old")): (moments[0], moments[1]),
        (HOSTILE, sha("x")): (moments[0], moments[0]),
        (PLAN, sha("new")): (moments[2], moments[2]),
    }


def test_the_journal_keeps_every_decision_and_the_last_counts(reviewed: Database) -> None:
    first = decision("b", "1.2", Verdict.PARTIAL, Verdict.MET, "plan")
    second = replace(first, verdict=Verdict.OUTDATED)
    withdrawn = replace(first, verdict=None)
    with reviewed.transaction() as connection:
        journal = Journal(connection)
        assert [journal.add("2026-01", [item], "now") for item in (first, first, second)] == [1, 0, 1]
        assert last(journal.all("2026-01")) == {first.key: second}
        journal.add("2026-01", [withdrawn], "now")
        assert journal.all("2026-01") == (first, second, withdrawn)
        assert last(journal.all("2026-01")) == {}


@pytest.mark.parametrize("change", JOURNAL_CHANGES)
def test_the_database_itself_refuses_to_change_the_journal(reviewed: Database, change: str) -> None:
    with reviewed.transaction() as connection:
        Journal(connection).add("2026-01", [decision("b", "1.2", None, Verdict.MET)], "now")
    with pytest.raises(CampaignError, match="only be added to"), reviewed.transaction() as connection:
        connection.execute(text(change))
    with reviewed.transaction() as connection:
        assert len(Journal(connection).all("2026-01")) == 1


def test_a_step_that_fails_leaves_nothing_behind(reviewed: Database) -> None:
    def fail_half_way() -> None:
        with reviewed.transaction() as connection:
            Register(connection).record("2026-01", FINDINGS[:1], [])
            Register(connection).get("нет такой")

    with pytest.raises(CampaignError):
        fail_half_way()
    with reviewed.transaction() as connection:
        assert len(Register(connection).findings("2026-01")) == len(FINDINGS)


def test_two_analysts_at_once_lose_no_decision(reviewed: Database, address: str) -> None:
    failed: list[BaseException] = []

    def decide(row: str) -> None:
        own = Database.open(address)
        try:
            with own.transaction() as connection:
                Journal(connection).add("2026-01", [decision("b", row, Verdict.MET, Verdict.MISSING)], "now")
        except BaseException as error:
            failed.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=decide, args=(f"{section}.{place}",)) for section in (1, 3) for place in (2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with reviewed.transaction() as connection:
        assert len(Journal(connection).all("2026-01")) == 4


def test_a_campaign_being_changed_cannot_be_made_final_meanwhile(postgres: str) -> None:
    """On SQLite the whole file has one writer; PostgreSQL holds the campaign's line."""
    one, other = Database.open(postgres), Database.open(postgres)
    with one.transaction() as connection:
        Register(connection).open("2026-01", "now")

    def change_beside() -> None:
        with other.transaction() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
            Register(connection).changeable("2026-01")

    with one.transaction() as connection:
        Register(connection).changeable("2026-01")
        with pytest.raises(CampaignError, match="lock timeout"):
            change_beside()
    one.close()
    other.close()


def test_a_database_of_a_later_program_is_left_alone(database: Database, address: str) -> None:
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CampaignError, match="более новой версией"):
        Database.open(address)


@pytest.mark.parametrize("address", ["mysql://host/base", "не адрес"])
def test_an_address_that_is_no_database_is_refused_in_russian(address: str) -> None:
    with pytest.raises(CampaignError, match="адрес базы данных"):
        Database.open(address)


def test_a_password_is_in_no_complaint(tmp_path: Path) -> None:
    with pytest.raises(CampaignError) as told:
        Database.open(f"postgresql://user:s3cret@/base?host={tmp_path}")
    assert "s3cret" not in str(told.value)


def test_sqlite_writes_ahead(tmp_path: Path) -> None:
    opened = Database.open(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with opened.transaction() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
    opened.close()
