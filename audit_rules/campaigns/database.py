"""The database by its URL: how it is opened, brought up to date, and locked for a change."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from audit_rules.campaigns.model import CampaignError

BUSY_MS = 30_000
_MIGRATING = 6_020_401
"""Key of PostgreSQL's advisory lock: two programs do not migrate at once."""


class Database:
    """Campaigns under one URL; every use is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, address: str) -> Self:
        """Connect and bring the tables up to date; CampaignError when that cannot be done."""
        opened = cls(_engine(address))
        try:
            with opened.transaction() as connection:
                _migrate(connection)
        except CommandError as error:
            opened.close()
            raise CampaignError("база записана более новой версией программы") from error
        except CampaignError:
            opened.close()
            raise
        return opened

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All of it or nothing; on SQLite the only writer from its beginning on."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            # The address may hold a password: only the driver's own words are told.
            raise CampaignError(f"база данных: {error.orig}") from error

    def close(self) -> None:
        self._engine.dispose()


def _engine(address: str) -> Engine:
    try:
        url = _url(address)
        engine = create_engine(url, hide_parameters=True)
    except (ArgumentError, SQLAlchemyError, ModuleNotFoundError) as error:
        message = "адрес базы данных не годится; нужно sqlite:///файл или postgresql://пользователь@узел/база"
        raise CampaignError(message) from error
    if url.get_backend_name() == "sqlite":
        if url.database and url.database != ":memory:":
            Path(url.database).absolute().parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _url(address: str) -> URL:
    url = make_url(address)
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise ArgumentError(f"unknown database {url.drivername}")
    return url


def _set_up_sqlite(connection: Any, record: object) -> None:
    # The driver would begin transactions itself, too late and not for tables being made.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
    command.upgrade(migrations(connection), "head")


def migrations(connection: Connection) -> Config:
    """Alembic's configuration for a connection that is open."""
    config = Config()
    config.set_main_option("script_location", "audit_rules.campaigns:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
