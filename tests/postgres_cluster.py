"""A PostgreSQL of the tests' own: a cluster in a temporary folder, reached through a socket in it, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """The address of a fresh database; PostgreSQL refuses to run as root, so root hands it to its user."""
    folder = Path(tempfile.mkdtemp(prefix="kimc-pg-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER, USER)
        data = folder / "data"
        initdb, pg_ctl = bin_folder / "initdb", bin_folder / "pg_ctl"
        _run([initdb, "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"])
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        control: list[str | Path] = [pg_ctl, "-D", data, "-w"]
        _run([*control, "-l", folder / "log", "-o", options, "start"])
        try:
            yield f"postgresql://{USER}@/postgres?host={folder}"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(words: Sequence[str | Path]) -> None:
    line = list(map(str, words))
    prefix = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    # Its own folder may be closed to that user.
    subprocess.run([*prefix, *line], check=True, capture_output=True, cwd="/", timeout=120)
