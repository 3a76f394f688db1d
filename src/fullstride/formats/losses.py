"""What a target can't hold, and what was done instead. Nothing is dropped silently."""

from collections.abc import Iterable
from dataclasses import dataclass

from fullstride.formats.saying import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """`session` is the id of the session it happened to."""

    session: str
    what: str
    instead: str


def lost_json(losses: Iterable[Lost]) -> list[dict[str, str]]:
    """The loss report as the contract's `lost`."""
    return [{"session": lost.session, "what": lost.what, "instead": lost.instead} for lost in losses]


def say_losses(losses: Iterable[Lost]) -> tuple[str, ...]:
    """The loss report for a person: a sentence a kind of loss, the most frequent first."""
    kinds: dict[tuple[str, str], int] = {}
    for lost in losses:
        kinds[lost.what, lost.instead] = kinds.get((lost.what, lost.instead), 0) + 1
    often = sorted(kinds.items(), key=lambda kind: -kind[1])
    return tuple(
        f"Not held, in {counted(number, 'session')}: {what}. Instead: {instead}."
        for (what, instead), number in often
    )
