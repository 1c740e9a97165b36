"""The register of faults: name → who answers, and how the server has to be set up for it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.server import Handler


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """`tls` names the certificate the server shows (`certificates.py`)."""

    handler: Handler
    everywhere: bool = False
    wordless: bool = False
    tls: str = ""


FAULTS: dict[str, Fault] = {}


def fault(
    name: str, *, everywhere: bool = False, wordless: bool = False, tls: str = ""
) -> Callable[[Handler], Handler]:
    """Enter a handler under the number the catalogue of faults gives it, with a word where one number has several."""

    def enter(handler: Handler) -> Handler:
        assert name not in FAULTS, name
        FAULTS[name] = Fault(handler=handler, everywhere=everywhere, wordless=wordless, tls=tls)
        return handler

    return enter
