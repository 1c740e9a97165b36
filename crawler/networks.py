"""Which IP addresses belong to the public internet: the table behind every refusal to go inside somebody's network."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Own tables: `ipaddress.is_global` of older 3.11 releases calls NAT64, 6to4 and 192.88.99.0/24 global.
_INSIDE_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # the control address of a public cloud's machines
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# IPv6 the other way round: only global unicast is open, so that translation prefixes (64:ff9b::/96), fc00::/7,
# fe80::/10, addresses that carry an IPv4 one (::ffff:0:0/96) and the rest need no line.
_OPEN_V6 = IPv6Network("2000::/3")
_INSIDE_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )  # Teredo lies in the first
)


def is_public(address: IPv4Address | IPv6Address | str) -> bool:
    """Whether a numeric address may be connected to; text that is no address raises ValueError."""
    number = ip_address(address) if isinstance(address, str) else address
    if isinstance(number, IPv4Address):
        return not any(number in block for block in _INSIDE_V4)
    return number in _OPEN_V6 and not any(number in block for block in _INSIDE_V6)


def parse_ipv4(host: str) -> IPv4Address | None:
    """The IPv4 address that a host means by the URL standard's spellings («127.1», «0x7f.1»), None for a name.

    Raises ValueError when the host ends in a number and yet is no address: no resolver could agree on what it means.
    """
    parts = host.rstrip(".").split(".")
    if not _is_number(parts[-1]):
        return None
    if len(parts) > 4:
        raise ValueError(f"not an IPv4 address: {host!r}")
    numbers = [_number(part) for part in parts]
    last = numbers.pop()
    if any(number > 255 for number in numbers) or last >= 256 ** (4 - len(numbers)):
        raise ValueError(f"not an IPv4 address: {host!r}")
    return IPv4Address(sum(number << (8 * (3 - place)) for place, number in enumerate(numbers)) + last)


def _is_number(part: str) -> bool:
    return part.isascii() and (part.isdigit() or part[:2].lower() == "0x")


def _number(part: str) -> int:
    if not (part.isascii() and part.isalnum()):
        raise ValueError(f"not a number: {part!r}")
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    return int(part, 8 if len(part) > 1 and part.startswith("0") else 10)
