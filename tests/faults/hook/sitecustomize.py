"""A process's own little internet: its names, and whether there is a way out, stand in a file (`nets.py` writes it).

Python imports this by itself where the folder is in PYTHONPATH. Whoever is connected to is noted; beyond the loopback
nobody is.
"""

import errno
import ipaddress
import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

_FILE = os.environ.get("KIMC_TEST_NET", "")
_system = socket.getaddrinfo


def _net() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(_FILE).read_text("utf-8"))
    return found


def _getaddrinfo(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if not name.endswith(".test"):
        return _system(host, port, *args, **kwargs)
    net = _net()
    if net["down"]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    if name not in net["names"]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return [entry for address in net["names"][name] for entry in _system(address, port, *args, **kwargs)]


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host, port = arguments[1][:2]
    if arguments[0].type == socket.SOCK_STREAM:
        with Path(f"{_FILE}.asked").open("a", encoding="utf-8") as asked:
            asked.write(f"{host} {port}\n")
    if not ipaddress.ip_address(host).is_loopback and (arguments[0].type == socket.SOCK_STREAM or _net()["down"]):
        raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))


if _FILE:
    socket.getaddrinfo = _getaddrinfo
    sys.addaudithook(_watch)
