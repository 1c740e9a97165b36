"""Which certificate authorities are trusted: the system's, and those of a file one names (the national CA).

OpenSSL takes its list from the file that `SSL_CERT_FILE` names when a crawl's process begins; both lists are joined
for it. The national root stands in no system and in no library: whoever wants it gets it from its publisher.
"""

import os
import ssl
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID

SETTING = "KIMC_AUDIT_CA"


class AuthorityError(ValueError):
    """The named file holds no certificates; the text says why, in Russian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One certificate of the file."""

    name: str
    valid_till: datetime


def authorities(path: Path) -> tuple[Authority, ...]:
    """The certificates of a PEM file; AuthorityError when there are none."""
    try:
        found = x509.load_pem_x509_certificates(path.read_bytes())
    except OSError as error:
        raise AuthorityError(f"{path}: файл не открыть ({error.strerror})") from error
    except ValueError as error:
        raise AuthorityError(f"{path}: нет сертификатов в виде PEM") from error
    return tuple(Authority(name=_name(item), valid_till=item.not_valid_after_utc) for item in found)


def trust(path: Path, folder: Path) -> None:
    """Let this process trust the certificates of `path` besides those it trusts anyway."""
    authorities(path)
    known = ssl.get_default_verify_paths().cafile or _library()
    joined = folder / "authorities.pem"
    joined.write_bytes(b"\n".join(Path(name).read_bytes() for name in (known, str(path)) if name))
    os.environ["SSL_CERT_FILE"] = str(joined)


def _library() -> str:
    try:
        import certifi
    except ImportError:
        return ""
    return certifi.where()


def _name(item: x509.Certificate) -> str:
    found = item.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else item.subject.rfc4514_string()
