"""A reading process has no network: a namespace of its own where the kernel allows it, else no sockets in Python."""

import _socket
import ctypes
import os
import socket
import sys
from typing import NoReturn

NAMESPACE = "namespace"
SOCKETS = "sockets"
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_SOCKET_MAKERS = (
    "socket",
    "socketpair",
    "create_connection",
    "create_server",
    "fromfd",
    "getaddrinfo",
    "gethostbyname",
)


def leave_network() -> str:
    """Cut this process and all it will start off the network for good.

    `namespace`: the kernel sees to it, for native code and programs too; `sockets`: Python code alone is kept away.
    To be called before any thread is started: the kernel gives a namespace of users only to a lonely one.
    """
    kept_by = NAMESPACE if _own_network() else SOCKETS
    _deny_sockets()
    return kept_by


def _own_network() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    # Root needs no users of its own; anybody else may have a network only together with them.
    return any(library.unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))


def _deny_sockets() -> None:
    """A fence against libraries that fetch what a document names; its error says so in one line."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise PermissionError("documents are read without a network")

    for name in _SOCKET_MAKERS:
        if hasattr(socket, name):
            setattr(socket, name, refuse)
    # `socket.socket` is a class of its own over this one, which a library may import directly.
    setattr(_socket, "socket", refuse)  # noqa: B010


if __name__ == "__main__":
    # For the doctor, who must stay on the network itself.
    print(leave_network(), flush=True)
    os._exit(0)
