"""Which addresses of the network may be asked for something that a user named.

A server that fetches what it is told to can be made to reach what only it can reach: itself, the house's
router, a cloud's own service. So only public addresses are asked, in whatever disguise another may come.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence

from fullstride.domain.errors import BadUsage

Resolve = Callable[[str, int], Sequence[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IPv6 that holds an IPv4 address, and where in it (RFC 4291, 6052, 3056): the one inside counts.
_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_6TO4 = ipaddress.IPv6Network("2002::/16")
_EVERYDAY = ipaddress.IPv6Network("2000::/3")  # all IPv6 that was ever given out (RFC 4291)
# Beside what Python knows as not global: private translation (RFC 8215), Teredo, documentation, the benchmark
# and relay ranges, each named here so that no version of Python decides.
_NEVER = tuple(
    map(
        ipaddress.ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
            *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
            *("2001::/23", "2001:db8::/32", "3fff::/20", "64:ff9b:1::/48"),
        ),
    )
)


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, as the system knows them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def allowed_addresses(
    host: str, port: int, resolve: Resolve, may_ask: Callable[[str], bool]
) -> Sequence[str]:
    """The addresses of a name, all of which may be asked. Raises BadUsage for one that may not, and for none.

    One that is not is enough: a name with both kinds is made to be asked until it answers with the other.
    """
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError):
        found = ()
    if not found:
        raise BadUsage(f"{host} is not known as a name of a server")
    if not all(may_ask(address) for address in found):
        raise BadUsage(f"{host} is not on the public internet, and only that is read")
    return found


def is_public(address: str) -> bool:
    """Whether an address may be asked; False for what is none."""
    try:
        found: Address = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.scope_id is not None:
            return False
        inside = _inside(found)
        if inside is None and found not in _EVERYDAY:
            return False
        found = inside or found
    never = any(found in network for network in _NEVER if network.version == found.version)
    return found.is_global and not (found.is_multicast or never)


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _MAPPED or address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    if address in _6TO4:
        return ipaddress.IPv4Address(int(address) >> 80 & 0xFFFF_FFFF)
    return None
