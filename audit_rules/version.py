"""The version that every finding is stamped with: it changes when any rule, word or row changes."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

RELEASE = "0.1.0"
_NO_RULES = "campaigns"
"""Keeps findings and compares them: what changes there changes no verdict."""


@cache
def rules_version() -> str:
    """Release and a digest of the package's own sources and data, campaigns and line ends apart."""
    digest = hashlib.sha256()
    for name, content in sorted(_sources(files("audit_rules"), "")):
        digest.update(name.encode() + b"\0" + content.replace(b"\r\n", b"\n") + b"\0")
    return f"{RELEASE}+{digest.hexdigest()[:12]}"


def _sources(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in folder.iterdir():
        if item.is_dir() and item.name != _NO_RULES:
            found += _sources(item, f"{prefix}{item.name}/")
        elif item.name.endswith((".py", ".toml")):
            found.append((prefix + item.name, item.read_bytes()))
    return found
