"""An internet of the test's own for the crawling process: names with any addresses, and a way out that can be cut."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

_HOOK = Path(__file__).with_name("hook")


class Net:
    """What the names of `.test` mean to every process started from here on, and whether its network is down."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._file = folder / "net.json"
        self.set({})
        patch.setenv("KIMC_TEST_NET", str(self._file))
        paths = [str(_HOOK), *filter(None, [os.environ.get("PYTHONPATH")])]
        patch.setenv("PYTHONPATH", os.pathsep.join(paths))

    def set(self, names: Mapping[str, Sequence[str]], *, down: bool = False) -> None:
        """Takes effect at once, in running processes too."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps({"names": dict(names), "down": down}), "utf-8")
        fresh.replace(self._file)

    @property
    def connected(self) -> list[str]:
        """«address port» of every connection that was tried, in order."""
        noted = self._file.with_name(f"{self._file.name}.asked")
        return noted.read_text("utf-8").splitlines() if noted.exists() else []
