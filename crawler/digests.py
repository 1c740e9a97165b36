"""The one digest by which bodies are known (pure)."""

import hashlib


def sha256(body: bytes) -> str:
    """Of a body with its packing undone, as hex digits."""
    return hashlib.sha256(body).hexdigest()
