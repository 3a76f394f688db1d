"""The prescriptions as a stranger reads them, and what was told of each session: for judging plans without
any of the program's own arithmetic."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Evidence, Grading
from fullstride.domain.keeping import Match
from fullstride.domain.report import Completion, Form, Report
from fullstride.domain.session import Dose, Session

DAY = dt.timedelta(days=1)
MAXIMAL = frozenset(("squat_jumps", "bounding", "hill_bounding", "hill_sprints", "flat_sprints", "circuit"))
JUMPS = frozenset(("squat_jumps", "bounding", "hill_bounding", "circuit"))
START = {  # volume of the start dose: seconds, metres or repetitions
    "strides": 80.0,
    "squat_jumps": 45.0,
    "bounding": 90.0,
    "hill_bounding": 40.0,
    "hill_sprints": 16.0,
    "flat_sprints": 90.0,
    "dynamic_strength": 16.0,
    "circuit": 60.0,
}
TOP = {
    "strides": 120.0,
    "squat_jumps": 90.0,
    "bounding": 150.0,
    "hill_bounding": 150.0,
    "hill_sprints": 120.0,
}
SPACING = {"strides": 1, "flat_sprints": 3}
A_WEEK = {"strides": 2, "bounding": 1, "hill_bounding": 1, "flat_sprints": 1, "dynamic_strength": 3}
BEFORE_RACE = {"strides": 1, "flat_sprints": 6, "hill_sprints": 5}
ON = {
    "strides": "easy strides",
    "squat_jumps": "easy cross strides",
    "dynamic_strength": "easy cross hard strides strength",
    "circuit": "easy cross strides",
}
OPENS = frozenset(("strides", "squat_jumps", "bounding", "hill_bounding", "hill_sprints", "flat_sprints"))
NEVER_AFTER_LONG = frozenset(("squat_jumps", "bounding", "hill_bounding", "flat_sprints", "circuit"))
NEVER_AFTER_HARD = frozenset(("bounding", "hill_bounding", "flat_sprints"))
CAPS = {
    "level_0": (30, 60),
    "beginner": (60, 120),
    "intermediate": (90, 180),
    "advanced": (120, 240),
    "youth": (50, 100),
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def size(dose: Dose) -> float:
    return dose.sets * dose.reps * (dose.work_s or dose.work_m or 1.0)


def unit(dose: Dose) -> str:
    return "s" if dose.work_s is not None else "m" if dose.work_m is not None else "reps"


def contacts(exercise: str, dose: Dose) -> float:
    if exercise in ("squat_jumps", "circuit"):
        return size(dose)
    return size(dose) * 16 / 30 if exercise in ("bounding", "hill_bounding") else 0.0


def rest_s(exercise: str, dose: Dose) -> float:
    rep = dose.work_s or 10.0
    if exercise == "strides":
        return min(180.0, max(60.0, 4 * rep))
    if exercise in ("squat_jumps", "circuit"):
        return min(300.0, max(120.0, 10 * rep))
    if exercise in ("bounding", "hill_bounding"):
        return 180.0
    return min(480.0, max(120.0, 18 * rep)) if exercise == "hill_sprints" else 120.0


# ---- what was told ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A session that stood on a day that is over or today, and what is known of it."""

    session: Session
    state: str  # done, partly, not done, silent
    on: dt.date
    parts: int | None
    clean: bool
    clean_so_far: bool  # the soreness of two days later may still be to come


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that had reached the program, and the sessions that stood on their days."""

    reports: Sequence[Report]
    evidence: Mapping[str, Evidence]
    matches: Sequence[Match]
    stood: Sequence[Session]
    imported: dt.date | None
    today: dt.date

    def known(self) -> list[Known]:
        by: dict[str, list[Report]] = defaultdict(list)
        seen: set[str] = set()
        for one in sorted(self.reports, key=lambda each: (each.said_at, each.id)):
            if one.id not in seen:
                by[one.session].append(one)
                seen.add(one.id)
        shown = {one.session: self.evidence[one.sha256] for one in self.matches}
        return [self._one(session, by.get(session.id, []), shown.get(session.id)) for session in self.stood]

    def _one(self, session: Session, said: Sequence[Report], shown: Evidence | None) -> Known:
        asked = max(session.dose.sets, session.dose.reps) if session.dose.sets == 1 else session.dose.sets
        whole = next((one.completion for one in reversed(said) if one.completion), None)
        counts = [n for one in said for n in (one.sets, one.reps) if n is not None]
        count = counts[-1] if counts else None
        verdict = shown.verdicts[0] if shown else None
        state = "silent"
        if whole is Completion.NOT_DONE or count == 0:
            state = "not done"
        elif whole is Completion.PARTLY or (count is not None and count < asked):
            state = "partly"
        elif whole is Completion.DONE:
            state = "done"
        elif verdict is not None and verdict.done:
            state = "done" if verdict.done >= asked else "partly"
            count = verdict.done
        if state == "silent" and self.imported and self.imported > session.date:
            run_on = {one.start.date() for one in self.evidence.values() if one.start is not None}
            state = "silent" if session.date in run_on or shown else "not done"
        how = [one for one in said if one.completion or one.form or one.hard is not None]
        on = how[-1].date if how else session.date
        if not how and shown is not None and shown.start is not None:
            on = shown.start.date()
        fine, sore = self._fine(said, shown, state, on), self._sore(said, on)
        return Known(
            session=session,
            state=state,
            on=on,
            parts=count,
            clean=fine and bool(sore) and min(sore) <= 3,
            clean_so_far=fine and (min(sore) <= 3 if sore else self.today < on + 2 * DAY),
        )

    def _fine(self, said: Sequence[Report], shown: Evidence | None, state: str, on: dt.date) -> bool:
        form = next((one.form for one in reversed(said) if one.form), None)
        felt = [p.level for one in said for p in one.pain or ()]
        felt += [p.level for one in self.reports if one.date == on for p in one.pain or ()]
        asked = any(one.pain is not None for one in (*said, *(r for r in self.reports if r.date == on)))
        fade = shown.verdicts[0].fade_pct if shown else None
        limit = 5.0 if shown and shown.quality.grade in (Grading.POOR, Grading.UNFIT) else 3.0
        return (
            state == "done"
            and form is Form.KEPT
            and asked
            and min(felt, default=0) <= 2
            and not any(one.stopped_by for one in said)
            and (fade is None or fade.value < limit)
        )

    def _sore(self, said: Sequence[Report], on: dt.date) -> list[int]:
        """What was told of the legs two days later."""
        sore = [one.soreness_48h for one in said if one.soreness_48h is not None]
        sore += [
            level
            for one in self.reports
            if one.date in (on + 2 * DAY, on + 3 * DAY) and (level := one.soreness) is not None
        ]
        sore += [
            level
            for one in self.reports
            if one.date in (on, on + DAY) and (level := one.soreness_48h) is not None
        ]
        return sore


def unit_of(exercise: str) -> str:
    if exercise in ("strides", "squat_jumps", "hill_sprints", "circuit"):
        return "s"
    return "reps" if exercise == "dynamic_strength" else "m"


def as_done(one: Known) -> Dose:
    dose = one.session.dose
    if one.parts is None or one.state == "done":
        return dose
    if dose.sets > 1:
        return Dose(sets=max(1, one.parts), reps=dose.reps, work_s=dose.work_s, work_m=dose.work_m)
    return Dose(sets=1, reps=max(1, one.parts), work_s=dose.work_s, work_m=dose.work_m)
