"""The long form runs only when it is asked for: `-m full`."""

from pathlib import Path

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "full" in config.getoption("markexpr", default=""):
        return
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and item.get_closest_marker("full"):
            item.add_marker(pytest.mark.skip(reason="long form: -m full"))
