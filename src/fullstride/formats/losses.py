"""What a target can't hold, and what was done instead. Nothing is dropped silently."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """`session` is the id of the session it happened to, `target` the kind of file where it is known."""

    session: str
    what: str
    instead: str
    target: str = ""


def lost_json(losses: Iterable[Lost]) -> list[dict[str, str]]:
    """The loss report as the contract's `lost`."""
    return [
        {"session": lost.session, "what": lost.what, "instead": lost.instead}
        | ({"target": lost.target} if lost.target else {})
        for lost in losses
    ]
