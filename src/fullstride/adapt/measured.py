"""What the logs and videos of one session show of it: how many sets, how many contacts, where it fell off."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fullstride.domain.evidence import (
    Evidence,
    Means,
    Measured,
    MotionEvidence,
    RepVerdict,
    Standing,
    Verdict,
)

_FALLEN = (Standing.HEIGHT_FELL, Standing.BOUNDS_SHORTER)
_WHOLE = 0.5  # an error under this leaves a count the number that it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """All logs of one session together.

    `parts` are sets of jumps, bounding runs or timed runs; `contacts` were counted in them, None where
    nothing countable was; `contacts_30m` is the mean of the runs. `fallen` are the parts, from 1, in which
    the jump height clearly fell (`of_height`) or the bounds clearly got shorter.
    """

    verdict: Verdict
    parts: int
    contacts: int | None = None
    contacts_30m: Measured | None = None
    fallen: tuple[int, ...] = ()
    of_height: bool = True


def counted(session: str, exercise: str, shown: Iterable[Evidence]) -> Counted | None:
    """None where no log or video of it was matched.

    Steps: of two that overlap, the one that began first stands; sets of logs add up, and so do those of
    videos; of the two the one that shows more of the session is taken, on a tie the video, which a phone's
    sensors are compared with.
    """
    own = [(one, verdict) for one in apart(shown) if (verdict := _verdict_of(one, session, exercise))]
    by_means = [_together([pair for pair in own if _means(pair[0]) is means]) for means in _BEST_FIRST]
    found = [one for one in by_means if one is not None]
    most = max(found, key=lambda one: one.parts, default=None)
    if most is None or most.contacts_30m is not None:
        return most
    return replace(most, contacts_30m=next((one.contacts_30m for one in found if one.contacts_30m), None))


def apart(logs: Iterable[Evidence]) -> list[Evidence]:
    """Logs and videos by start, without those that were taken of the same exercise while another of the same
    means ran: the same sets again."""
    kept: list[Evidence] = []
    ends: dict[tuple[Means | None, str], float] = {}
    for one in sorted(logs, key=_began):
        same = _means(one), one.kind
        if one.start is not None and one.motion is not None:
            if _began(one) < ends.get(same, -math.inf):
                continue
            ends[same] = _began(one) + one.duration_s
        kept.append(one)
    return kept


def scaled_contacts(found: Counted, parts_done: int | None, asked: int, *, may_be_part: bool) -> int | None:
    """The contacts of a session of which `parts_done` parts were done, None: as many as asked, or as counted.

    What the logs hold is a part of it or all: the rest is taken to be like them. Where nobody said how many
    were done, and fewer were found than asked, all that were asked count.
    """
    if found.contacts is None or found.parts == 0:
        return None
    done = parts_done if parts_done is not None and not may_be_part else max(found.parts, asked)
    return math.ceil(found.contacts * done / found.parts - 1e-9)


def has_held(now: Measured, before: Measured) -> bool | None:
    """Whether contacts per 30 m fell or held: counts by their number, else only what is beyond the error.

    None where the two can't be told apart.
    """
    error = math.hypot(now.error, before.error)
    if max(now.error, before.error) < _WHOLE:
        return round(now.value) <= round(before.value)
    if abs(now.value - before.value) > error:
        return now.value < before.value
    return None


_BEST_FIRST = (Means.VIDEO, Means.PHONE)


def _verdict_of(evidence: Evidence, session: str, exercise: str) -> Verdict | None:
    if evidence.motion is None:
        return None
    own = [one for one in evidence.verdicts if one.exercise == exercise]
    return next((one for one in own if one.session == session), next(iter(own), None))


def _means(evidence: Evidence) -> Means | None:
    return evidence.motion.means if evidence.motion else None


def _began(evidence: Evidence) -> float:
    return evidence.start.timestamp() if evidence.start is not None else math.inf


def _together(own: Sequence[tuple[Evidence, Verdict]]) -> Counted | None:
    if not own:
        return None
    reps = [rep for _, verdict in own for rep in verdict.reps]
    runs = [run for evidence, verdict in own for run in _contacts_30m(evidence.motion, verdict.reps)]
    contacts = [count for evidence, verdict in own for count in _contacts(evidence.motion, verdict.reps)]
    fallen = [number for number, rep in enumerate(reps, start=1) if set(_FALLEN) & set(rep.standings)]
    first = own[0][1]
    verdict = first if len(own) == 1 else replace(first, done=len(reps), reps=tuple(reps), stop_at=None)
    return Counted(
        verdict=verdict,
        parts=len(reps),
        contacts=sum(contacts) if contacts else None,
        contacts_30m=_mean(runs),
        fallen=tuple(fallen),
        of_height=not any(Standing.BOUNDS_SHORTER in rep.standings for rep in reps),
    )


def _contacts(motion: MotionEvidence | None, reps: Sequence[RepVerdict]) -> list[int]:
    if motion is None:
        return []
    if motion.sets:
        return [motion.sets[rep.effort].count for rep in reps]
    return [motion.bounds[rep.effort].contacts for rep in reps] if motion.bounds else []


def _contacts_30m(motion: MotionEvidence | None, reps: Sequence[RepVerdict]) -> list[Measured]:
    if motion is None or motion.sets or not motion.bounds:
        return []
    runs = [motion.bounds[rep.effort] for rep in reps]
    return [run.contacts_30m for run in runs if run.contacts_30m is not None]


def _mean(runs: Sequence[Measured]) -> Measured | None:
    """With the error of one run: what runs share, the taped distance, no number of them makes smaller."""
    if not runs:
        return None
    return Measured(
        value=sum(run.value for run in runs) / len(runs), error=sum(run.error for run in runs) / len(runs)
    )
