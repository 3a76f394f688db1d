"""Wishing: where the runner wants sessions, and which they leave out; what of that still holds."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fullstride.domain.errors import BadUsage
from fullstride.domain.keeping import KeptPlan, Moved, held_to
from fullstride.domain.session import Session
from fullstride.workflows.logging import no_session

if TYPE_CHECKING:
    from fullstride.adapt.respond import State
    from fullstride.store.contract import Shelf

Place = tuple[dt.date, str]  # (date, exercise id)


def left_by(before: KeptPlan, moved: Sequence[Moved]) -> set[Place]:
    """Where sessions stand that the runner wants elsewhere: nobody asks for these places any more."""
    ids = {one.session for one in moved}
    return {(one.date, one.exercise) for one in before.plan.sessions if one.id in ids}


def wishes_of(shelf: "Shelf") -> tuple[Moved, ...]:
    """What the runner still wants of this season's sessions."""
    begun = max((one.made_at for one in shelf.plans() if _begins(one)), default=None)
    return tuple(one for one in held_to(shelf.moves()) if begun is None or one.said_at >= begun)


def _begins(kept: KeptPlan) -> bool:
    """Whether a version begins a season: nothing lies behind it, and nothing led to it."""
    return kept.plan.until is None and not kept.changes


def still_held(shelf: "Shelf", wanted: Sequence[Moved]) -> tuple[Moved, ...]:
    """What was wanted before, without what is taken back now."""
    back = {one.undoes for one in wanted}
    return tuple(one for one in wishes_of(shelf) if one.id not in back)


def still_asked(held: Sequence[Moved], before: KeptPlan, today: dt.date) -> tuple[Place, ...]:
    """Moves of earlier days that are still ahead and that the last plan held to."""
    places = dict.fromkeys((one.to, one.exercise) for one in held if one.to is not None and one.to >= today)
    stands = {(session.date, session.exercise) for session in before.plan.sessions}
    return tuple(place for place in places if place in stands)


def left_out(held: Sequence[Moved], today: dt.date, wished: Sequence[Place]) -> tuple[Place, ...]:
    """Places ahead that hold nothing because the runner left it out, and wants nothing else there."""
    places = ((one.on, one.exercise) for one in held if one.to is None and one.on and one.on >= today)
    return tuple(place for place in dict.fromkeys(places) if place not in wished)


# ---- moves in the runner's own words ---------------------------------------------------------------


def read_move(text: str, before: KeptPlan, state: "State", today: dt.date, now: dt.datetime) -> Moved:
    """ "2027w02-bounding-1=2027-01-14", or "bounding 2027-01-14": which session shall go where."""
    left, separator, right = text.rpartition("=") if "=" in text else text.strip().rpartition(" ")
    to = _date(right)
    if to is None or not separator or not left.strip():
        raise BadUsage(f"--move {text!r}: write a session and a date, like 'bounding 2027-01-14'")
    plan = before.plan
    if not today <= to <= plan.last:
        raise BadUsage(f"--move {text!r}: {to} is not between today and the plan's last day, {plan.last}")
    session = _meant(left.strip(), to, before, state, today)
    said = f"{session.id} {to} {now.replace(second=0, microsecond=0).isoformat()}"
    return Moved(
        id=f"move-{hashlib.sha256(said.encode()).hexdigest()[:20]}",
        said_at=now,
        session=session.id,
        exercise=session.exercise,
        to=to,
        on=session.date,
        number=before.number + 1,
    )


def _meant(words: str, to: dt.date, before: KeptPlan, state: "State", today: dt.date) -> Session:
    """The session ahead that is meant: by its id, by exercise and day, or the nearest one of an exercise."""
    gone = {one.id for one in state.outcomes if one.session is not None and one.was_done}
    ahead = [one for one in before.plan.sessions if one.date >= today and one.id not in gone]
    if named := [one for one in ahead if one.id == words]:
        return named[0]
    days = [day for word in words.split() if (day := _date(word))]
    exercise = "_".join(word for word in words.lower().replace("-", "_").split() if not _is_day(word))
    fits = [one for one in ahead if not exercise or one.exercise == exercise]
    if days:
        fits = [one for one in fits if one.date == days[0]]
        if len(fits) > 1:
            named_both = " or ".join(one.id for one in fits)
            raise BadUsage(f"--move {words!r}: two sessions stand there; say which, {named_both}")
    fits = [one for one in fits if abs((one.date - to).days) < 7] if exercise and not days else fits
    if not fits or not (exercise or days):
        raise BadUsage(no_session((before,), words, to))
    return min(fits, key=lambda one: (abs((one.date - to).days), one.date))


def _date(word: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(word.strip())
    except ValueError:
        return None


def _is_day(word: str) -> bool:
    return _date(word.replace("_", "-")) is not None
