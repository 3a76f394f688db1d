"""What a target can't hold, and what was done instead. Nothing is dropped silently."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """`session` is the id of the session it happened to."""

    session: str
    what: str
    instead: str


def lost_json(losses: Iterable[Lost]) -> list[dict[str, str]]:
    """The loss report as the contract's `lost`."""
    return [{"session": lost.session, "what": lost.what, "instead": lost.instead} for lost in losses]
