"""Two cities at once, as parallel tests start them: neither takes the other's ports, the silent ones least of all."""

import socket

import pytest

from sample_city.server import LOOPBACK, start


def test_a_silent_host_stays_silent_beside_another_city() -> None:
    with start() as first, start() as second:
        ports = [origin.rpartition(":")[2] for city in (first, second) for origin in city.city.origins.values()]
        assert len(ports) == len(set(ports))
        for host in first.city.silent_hosts():
            port = int(first.city.origins[host].rpartition(":")[2])
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((LOOPBACK, port), timeout=2)
