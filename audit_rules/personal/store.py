"""`confidential/personal_data.jsonl`: masked findings in a folder of their own that nobody
else on the machine can enter.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from audit_rules.personal.model import PersonalRecord
from crawler.codec import read_lines, write_lines

ONLY_OWNER_ENTERS, ONLY_OWNER_READS = 0o700, 0o600


def confidential_file(root: Path) -> Path:
    """Where the findings stand under an output folder."""
    return root / "confidential" / "personal_data.jsonl"


def read_records(root: Path) -> tuple[PersonalRecord, ...]:
    """All of them, in registry order, then by address and place."""
    return tuple(read_lines(confidential_file(root), PersonalRecord))


def write_records(root: Path, records: Iterable[PersonalRecord]) -> None:
    """Replace the file; closed to others before anything is in it, where the system has such rights."""
    file = confidential_file(root)
    file.parent.mkdir(parents=True, exist_ok=True)
    close_to_others(file.parent, ONLY_OWNER_ENTERS)
    write_lines(file, records)
    close_to_others(file, ONLY_OWNER_READS)


def close_to_others(path: Path, mode: int) -> None:
    """Where the system has such rights."""
    with suppress(OSError):
        path.chmod(mode)
