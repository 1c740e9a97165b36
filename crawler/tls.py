"""Certificates: checked first; a site whose certificate nobody trusts is read all the same, and that is said."""

from typing import Any

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]


@implementer(IOpenSSLClientConnectionCreator)
class _AnyCertificate:
    """A TLS connection that accepts every certificate and old protocols; nothing secret ever travels on it."""

    def __init__(self, hostname: bytes) -> None:
        self._hostname = hostname
        self._context = SSL.Context(SSL.SSLv23_METHOD)
        self._context.set_cipher_list(b"ALL:@SECLEVEL=0")
        self._context.set_min_proto_version(SSL.TLS1_VERSION)
        # Old servers renegotiate the old way.
        self._context.set_options(0x4)

    def clientConnectionForTLS(self, tls_protocol: Any) -> SSL.Connection:  # noqa: N802 (Twisted's name)
        connection = SSL.Connection(self._context, None)
        connection.set_app_data(tls_protocol)
        if not self._hostname.replace(b".", b"").isdigit():
            connection.set_tlsext_host_name(self._hostname)
        return connection


@implementer(IPolicyForHTTPS)
class _AnyCertificates:
    def creatorForNetloc(self, hostname: bytes, port: int) -> _AnyCertificate:  # noqa: N802 (Twisted's name)
        return _AnyCertificate(hostname)


class UncheckedTlsHandler(HTTP11DownloadHandler):
    """Scrapy's handler without certificate checks, for the second try only."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._contextFactory: Any = _AnyCertificates()
