"""How often something may be tried, counted in the store so that all workers count together.

Guessing is slowed for each name from each address, for each name from everywhere, and for each address. A
device that signed in before, and an address that somebody signed in from lately, have a budget of their own,
which nobody else can spend: an attacker can't lock the one out who belongs here.
"""

import datetime as dt
import hashlib
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from fullstride.store import Attempts
from fullstride.web.problems import Refusal

WINDOW = dt.timedelta(minutes=15)
DEVICE_IS_KNOWN = dt.timedelta(days=180)
ADDRESS_IS_KNOWN = dt.timedelta(days=30)
IPV6_SITE_BITS = 64  # whoever has one address of it has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    """How many tries there are in a quarter of an hour."""

    known: int = 20  # from a device, or an address, that is known for the name
    pair: int = 10  # one name from one address
    name: int = 30  # one name from everywhere
    address: int = 60  # one address, whatever the name
    links: int = 30  # links tried from one address


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """Somebody tries to sign in by a name (`account` "" where it is nobody's), from an address, with a device
    ("" for a new one)."""

    name: str
    account: str
    address: str
    device: str

    @property
    def _as_device(self) -> str:
        return f"device/{_short(self.device)}/{self.account}"

    @property
    def _as_pair(self) -> str:
        return f"pair/{_short(self.name)}/{site_of(self.address)}"

    def spend(self, attempts: Attempts, budgets: Budgets, now: dt.datetime) -> None:
        """Counts this try. Raises Refusal where there were too many."""
        own = self._own(attempts, now)
        keys = (
            [(own, budgets.known)]
            if own
            else [
                (f"try/{self._as_pair}", budgets.pair),
                (f"try/name/{_short(self.name)}", budgets.name),
                (f"try/address/{site_of(self.address)}", budgets.address),
            ]
        )
        spend(attempts, keys, now)

    def succeeded(self, attempts: Attempts, now: dt.datetime) -> None:
        """Device and address are known from now on, and begin anew."""
        attempts.forget([f"try/{self._as_device}", f"try/{self._as_pair}"])
        attempts.add([f"known/{self._as_device}"], now, DEVICE_IS_KNOWN)
        attempts.add([f"known/{self._as_pair}"], now, ADDRESS_IS_KNOWN)

    def _own(self, attempts: Attempts, now: dt.datetime) -> str:
        """The budget that is theirs alone, "" where neither device nor address is known."""
        if not self.account:
            return ""
        mine = [key for key in (self._as_device if self.device else "", self._as_pair) if key]
        known = attempts.tallies([f"known/{key}" for key in mine], now)
        return next((f"try/{key}" for key, tally in zip(mine, known, strict=True) if tally.count), "")


def spend(attempts: Attempts, keys: Sequence[tuple[str, int]], now: dt.datetime) -> None:
    """Counts one try for each key. Raises Refusal, and says when to come again, where one had too many."""
    tallies = attempts.add([key for key, _ in keys], now, WINDOW)
    over = [tally.until for tally, (_, most) in zip(tallies, keys, strict=True) if tally.count > most]
    if over:
        wait_s = max(1, int((max(over) - now).total_seconds()) + 1)
        minutes = max(1, round(wait_s / 60))
        raise Refusal(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"Too many tries; come again in {minutes} min",
            again_s=wait_s,
        )


def site_of(address: str) -> str:
    """What counts as one address: of IPv6 the whole site."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return _short(address)
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found), IPV6_SITE_BITS), strict=False))
    return str(found)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
