"""What a server is started with."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from fullstride.domain.errors import BadUsage

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8765
_PORTS = {"http": 80, "https": 443}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`store` as every command takes it. `address` is where others reach the server ("https://run.example"),
    "" for this machine alone. `accounts`: everybody signs in; without, there is one runner and no login, who
    with `squad` coaches all others that the store keeps.
    `proxies`: whose word on where a request came from is believed, as addresses or ranges of them.
    """

    store: str = ""
    runner: str = ""
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    address: str = ""
    accounts: bool = False
    squad: bool = False
    proxies: tuple[str, ...] = ()

    @property
    def is_secure(self) -> bool:
        """Whether what leaves the server is encrypted on its way."""
        return self.address.startswith("https://")

    @property
    def is_open(self) -> bool:
        """Whether others than this machine reach it, themselves or through a proxy."""
        return bool(self.address or self.proxies) or not is_loopback(self.host)

    @property
    def hosts(self) -> frozenset[str] | None:
        """The names by which it may be asked; None for any: it is open and was not told its name."""
        if self.address:
            return LOOPBACK | {self.host, urlsplit(self.address).hostname or ""}
        return None if self.is_open else LOOPBACK | {self.host}


def read_address(text: str) -> str:
    """An address by which others reach a server, as browsers write it: "https://run.example".

    Raises BadUsage for anything else; "" stays as it is.
    """
    if not text:
        return ""
    try:
        parts = urlsplit(text.strip().rstrip("/"))
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    bare = not (parts.path or parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme not in _PORTS or not parts.hostname or not bare:
        raise BadUsage(f"--address {text}: write it like https://run.example, and no more")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, _PORTS[parts.scheme]) else "")


def is_loopback(host: str) -> bool:
    """Whether a server bound there is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
