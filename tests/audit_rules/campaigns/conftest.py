"""Each test of the database runs on SQLite and on a real PostgreSQL, on a database of its own."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from reports.parts import postgresql_programs
from tests.postgres_cluster import cluster

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    found = postgresql_programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with cluster(found) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'база.sqlite'}"
    server: str = request.getfixturevalue("postgres")
    name = f"campaigns{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.replace("/postgres?", f"/{name}?")
