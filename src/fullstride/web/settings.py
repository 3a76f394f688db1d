"""What a server is started with."""

import ipaddress
from dataclasses import dataclass

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8765


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`store` as every command takes it. `address` is where others reach the server ("https://run.example"),
    "" for this machine alone. `accounts`: everybody signs in; without, there is one runner and no login, who
    with `squad` coaches all others that the store keeps.
    """

    store: str = ""
    runner: str = ""
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    address: str = ""
    accounts: bool = False
    squad: bool = False

    @property
    def is_secure(self) -> bool:
        """Whether what leaves the server is encrypted on its way."""
        return self.address.startswith("https://")


def is_loopback(host: str) -> bool:
    """Whether a server bound there is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
