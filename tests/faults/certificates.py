"""Certificates of every distrusted kind, made at the moment."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_NOW = datetime.now(UTC)
_DAY = timedelta(days=1)


def context(kind: str, folder: Path) -> ssl.SSLContext:
    """What a server shows: `selfsigned`, `expired`, `wronghost` or `unknownca`."""
    path = folder / f"{kind}.pem"
    path.write_bytes(_pem(kind))
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(path)
    return made


def _pem(kind: str) -> bytes:
    own = ec.generate_private_key(ec.SECP256R1())
    signer = ec.generate_private_key(ec.SECP256R1()) if kind == "unknownca" else own
    made = _unsigned(kind, own).sign(signer, hashes.SHA256())
    pem = serialization.Encoding.PEM
    key = own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key + made.public_bytes(pem)


def _unsigned(kind: str, own: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "school.test")])
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Unknown CA")]) if kind == "unknownca" else name
    host: x509.GeneralName = x509.IPAddress(ip_address("127.0.0.1"))
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(own.public_key())
        .serial_number(7)
        .not_valid_before(_NOW - 90 * _DAY)
        .not_valid_after(_NOW - _DAY if kind == "expired" else _NOW + 90 * _DAY)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("elsewhere.test") if kind == "wronghost" else host]),
            critical=False,
        )
    )
