"""A second pair of eyes for plans made again: the prescriptions, worked out anew from the words they are
written in and from what was told, without any of the program's own arithmetic."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fullstride.domain.calendar import Day, Demand
from fullstride.domain.decision import Decision, Verb
from fullstride.domain.evidence import Evidence, Grading
from fullstride.domain.keeping import KeptPlan, Match
from fullstride.domain.report import Completion, Form, PainKind, Report
from fullstride.domain.runner import Habit, Priority, Runner
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
        return Known(
            session=session, state=state, on=on, parts=count, clean=self._clean(said, shown, state, on)
        )

    def _clean(self, said: Sequence[Report], shown: Evidence | None, state: str, on: dt.date) -> bool:
        form = next((one.form for one in reversed(said) if one.form), None)
        felt = [p.level for one in said for p in one.pain or ()]
        felt += [p.level for one in self.reports if one.date == on for p in one.pain or ()]
        asked = any(one.pain is not None for one in (*said, *(r for r in self.reports if r.date == on)))
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
        fade = shown.verdicts[0].fade_pct if shown else None
        limit = 5.0 if shown and shown.quality.grade in (Grading.POOR, Grading.UNFIT) else 3.0
        return (
            state == "done"
            and form is Form.KEPT
            and asked
            and min(felt, default=0) <= 2
            and bool(sore)
            and min(sore) <= 3
            and not any(one.stopped_by for one in said)
            and (fade is None or fade.value < limit)
        )


# ---- the eyes --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Eyes:
    """One plan made again, and all that it must follow from. `findings()` is what a stranger objects to."""

    before: KeptPlan
    after: KeptPlan
    runner: Runner
    days: Mapping[dt.date, Day]
    told: Told
    today: dt.date

    @property
    def until(self) -> dt.date:
        return self.after.plan.until or self.after.plan.first

    def findings(self) -> Iterator[str]:
        known = self.told.known()
        ahead = sorted(
            (one for one in self.after.plan.sessions if one.date >= self.until),
            key=lambda one: (one.date, one.order),
        )
        for look in (
            self._days,
            self._gates,
            self._between,
            self._weeks,
            self._contacts,
            self._doses,
            self._past,
        ):
            for text in look(known, ahead):
                yield f"{look.__name__.strip('_')}: {text}"
        yield from (f"decision: {text}" for text in self._decisions(ahead))

    # ---- days --------------------------------------------------------------------------------------

    def _races(self) -> list[tuple[dt.date, bool, float | None]]:
        named = {one.date: one for one in self.runner.races}
        own = [day for day in self.days.values() if day.demand is Demand.RACE and day.date not in named]
        has_a = any(one.priority is Priority.A for one in self.runner.races)
        final = max((day.date for day in own), default=None)
        found = [(one.date, one.priority is Priority.A, one.distance_m) for one in self.runner.races]
        found += [(day.date, not has_a and day.date == final, day.race_distance_m) for day in own]
        return sorted(found, key=lambda one: one[0])

    def _is_master(self) -> bool:
        return self.runner.born is not None and self.after.plan.first.year - self.runner.born >= 45

    def _hard(self, date: dt.date) -> bool:
        day = self.days.get(date)
        return day is None or day.demand in (Demand.HARD, Demand.RACE, Demand.UNKNOWN)

    def _days(self, known: Sequence[Known], ahead: Sequence[Session]) -> Iterator[str]:
        races = self._races()
        for one in ahead:
            day, what = self.days.get(one.date), one.exercise
            name = f"{what} on {one.date}"
            demand = day.demand.value if day else "unknown"
            fits = demand in ON.get(what, "easy strides").split()
            opens = demand == "hard" and self.runner.openers and what in OPENS
            if not (fits or opens) or any(date == one.date for date, _, _ in races):
                yield f"{name}, a day that is {demand}"
            if WEEKDAYS[one.date.weekday()] in self.runner.never:
                yield f"{name}, a day never to be used"
            if day and any(own.exercise == what for own in day.own):
                yield f"{name}, which holds the runner's own"
            eve = one.date - DAY
            eve_long = eve in self.days and self.days[eve].demand is Demand.LONG
            if eve_long and what in NEVER_AFTER_LONG:
                yield f"{name}, the day after a long run"
            after_hard = NEVER_AFTER_HARD | (MAXIMAL if self._is_master() else frozenset())
            if self._hard(eve) and what in after_hard:
                yield f"{name}, the day after hard work"
            for race, is_a, metres in races:
                away = (race - one.date).days
                least = BEFORE_RACE.get(what, 10)
                if 0 < away < (least if is_a else math.ceil(least / 2)):
                    yield f"{name}, {away} days before a race"
                if away == -1:
                    yield f"{name}, the day after a race"
                clear = 7 if metres is None else 3 if metres <= 10000 else 7 if metres <= 21098 else 14
                if 0 < -away < clear and what in MAXIMAL:
                    yield f"{name}, {-away} days after a race"

    # ---- who must not ------------------------------------------------------------------------------

    def _gates(self, known: Sequence[Known], ahead: Sequence[Session]) -> Iterator[str]:
        shut = list(self._shut())
        for one in ahead:
            for first, end, kept, why in shut:
                if first <= one.date and (end is None or one.date < end) and one.exercise in kept:
                    yield f"{one.exercise} on {one.date} in spite of {why}"

    def _shut(self) -> Iterator[tuple[dt.date, dt.date | None, frozenset[str], str]]:
        """(from, before, exercises, why): what may not stand there by what was told."""
        everything = frozenset(START)
        impact, not_strides = everything - {"dynamic_strength"}, everything - {"strides"}
        told = sorted(self.told.reports, key=lambda one: (one.date, one.said_at))
        for state, name in (("ill", "illness"), ("injured", "injury")):
            words = [one for one in told if getattr(one, state) is not None]
            if words and getattr(words[-1], state):
                yield words[-1].date, None, everything, f"{name} since {words[-1].date}"
        sore = [(one.date, one.soreness) for one in told if one.soreness is not None]
        if sore:
            date, level = sore[-1]
            newer = [
                one
                for one in told
                if one.soreness_48h is not None and one.said_at.date() >= date and one.date + 2 * DAY >= date
            ]
            if level >= 4 and not newer:
                kept = everything if level >= 7 else not_strides
                yield date, date + 2 * DAY, kept, f"soreness {level} on {date}"
        for number, one in enumerate(told):
            for pain in one.pain or ():
                cleared = any(
                    "bone_pain" in later.cleared and later.date >= one.date and later.said_at > one.said_at
                    for later in told
                )
                if pain.kind is PainKind.BONE and pain.level > 0 and not cleared:
                    yield one.date, None, impact, f"bone pain on {one.date}"
                if pain.kind is not PainKind.TENDON:
                    continue
                if pain.level > 5 or pain.worse_next_morning:
                    yield one.date, one.date + 7 * DAY, MAXIMAL, f"a tendon at {pain.level} on {one.date}"
                later_word = any(
                    later.pain == () or any(p.place == pain.place for p in later.pain or ())
                    for later in told[number + 1 :]
                )
                same_day = any(
                    later is not one and later.date == one.date and later.pain is not None for later in told
                )
                if 4 <= pain.level <= 5 and not later_word and not same_day:
                    yield one.date, None, not_strides, f"a tendon at {pain.level} since {one.date}"

    # ---- from one to the next ----------------------------------------------------------------------

    def _own(self, exercise: str | None = None) -> list[tuple[dt.date, str]]:
        return [
            (day.date, own.exercise)
            for day in self.days.values()
            for own in day.own
            if exercise in (None, own.exercise)
        ]

    def _behind(self, known: Sequence[Known]) -> list[tuple[dt.date, str]]:
        """Where work was really done, or may have been."""
        found = [(one.on, one.session.exercise) for one in known if one.state != "not done"]
        return found + [
            (one.date, one.exercise)
            for one in self.told.reports
            if not one.session
            and one.exercise
            and one.completion is Completion.DONE
            and one.date >= self.after.plan.first
        ]

    def _between(self, known: Sequence[Known], ahead: Sequence[Session]) -> Iterator[str]:
        behind = self._behind(known)
        others = [*behind, *self._own()]
        planned = [(one.date, one.exercise) for one in ahead]
        for index, (date, what) in enumerate(planned):
            apart = SPACING.get(what, 2) + (1 if self._is_master() else 0)
            for near, other in [*others, *planned[:index]]:
                gap = abs((date - near).days)
                if other == what and gap < apart and (near, other) != (date, what):
                    yield f"{what} on {near} and {date}"
                if what in MAXIMAL and other in MAXIMAL and gap < 2 and (near, other) != (date, what):
                    yield f"{other} on {near} beside {what} on {date}"

    def _weeks(self, known: Sequence[Known], ahead: Sequence[Session]) -> Iterator[str]:
        by: dict[dt.date, list[tuple[dt.date, str]]] = defaultdict(list)
        fresh = {one.date - one.date.weekday() * DAY for one in ahead}
        for place in {*self._behind(known), *self._own(), *((one.date, one.exercise) for one in ahead)}:
            by[place[0] - place[0].weekday() * DAY].append(place)
        for monday in sorted(fresh):
            runs = sum(
                day.demand not in (Demand.REST, Demand.CROSS, Demand.STRENGTH, Demand.UNKNOWN)
                for offset in range(7)
                if (day := self.days.get(monday + offset * DAY))
            )
            counts: dict[str, int] = defaultdict(int)
            for _, what in by[monday]:
                counts[what] += 1
            for what in {one.exercise for one in ahead if one.date - one.date.weekday() * DAY == monday}:
                most = A_WEEK.get(what, 2)
                if what == "strides" and self.runner.pro_strides:
                    weeks = (monday - self.after.plan.first).days // 7 + 2
                    ready = self.runner.strides is Habit.REGULAR or weeks > 12
                    most = 6 if ready else 3 if runs >= 5 else 2
                if what == "flat_sprints" and self.runner.event in ("800m", "1500m"):
                    most = 2
                if counts[what] > most:
                    yield f"{counts[what]} sessions of {what} in the week of {monday}"
            hard = {date for date, what in by[monday] if what in MAXIMAL}
            planned = {one.date for one in ahead if one.exercise in MAXIMAL}
            if len(hard) > (3 if runs >= 5 else 2) and hard & planned:
                yield f"{len(hard)} maximal days in the week of {monday}"

    def _contacts(self, known: Sequence[Known], ahead: Sequence[Session]) -> Iterator[str]:
        levels = {week.start - week.start.weekday() * DAY: week.level for week in self.after.plan.weeks}
        load: dict[dt.date, float] = defaultdict(float)
        for day in self.days.values():
            load[day.date] += sum(own.contacts for own in day.own)
        for one in known:
            if one.state == "done" or one.state == "silent":
                load[one.on] += contacts(one.session.exercise, one.session.dose)
        ours: dict[dt.date, float] = defaultdict(float)
        for session in ahead:
            count = contacts(session.exercise, session.dose)
            ours[session.date] += count
            cap = CAPS[levels[session.date - session.date.weekday() * DAY]][0]
            if count > cap + 1e-6:
                yield f"{count:g} contacts on {session.date}, over {cap}"
        for date in sorted(date for date, count in ours.items() if count):
            cap = CAPS[levels[date - date.weekday() * DAY]][1]
            window = [date - back * DAY for back in range(7)]
            total = sum(load[day] + ours.get(day, 0.0) for day in window)
            if total > cap + 1e-6:
                yield f"{total:g} contacts in the week to {date}, over {cap}"

    # ---- doses -------------------------------------------------------------------------------------

    def _doses(self, known: Sequence[Known], ahead: Sequence[Session]) -> Iterator[str]:
        rises: dict[dt.date, set[str]] = defaultdict(set)
        steps_back = [
            one.date
            for one in self.told.reports
            for pain in one.pain or ()
            if pain.kind is PainKind.TENDON and (pain.level > 5 or pain.worse_next_morning)
        ]
        for exercise in sorted({one.exercise for one in ahead}):
            behind = sorted(
                (
                    one
                    for one in known
                    if one.session.exercise == exercise and one.state in ("done", "partly")
                ),
                key=lambda one: one.on,
            )
            maybe = [one for one in known if one.session.exercise == exercise and one.state == "silent"]
            coming = [one for one in ahead if one.exercise == exercise]
            yield from self._first_after(exercise, behind, known, coming[0], steps_back)
            yield from self._growth(exercise, behind, maybe, coming)
            line = [(one.on, one.session.step) for one in behind]
            line += [(one.session.date, one.session.step) for one in maybe if one.session.date < self.until]
            line = sorted(line)
            line += [(one.date, one.step) for one in coming]
            for (_, low), (date, high) in pairwise(line):
                if high > low:
                    rises[date - date.weekday() * DAY].add(exercise)
                    if date >= self.until and high > low + 1:
                        yield f"{exercise} on {date} goes from step {low} to {high}"
            for index, one in enumerate(coming):
                if one.rest_s is not None and one.dose.sets * one.dose.reps > 1:
                    if one.rest_s + 1 < rest_s(exercise, one.dose):
                        yield f"{exercise} on {one.date} rests {one.rest_s} s"
                top = 200.0 if exercise == "strides" and self.runner.pro_strides else TOP.get(exercise, 1e9)
                if size(one.dose) > top:
                    yield f"{exercise} on {one.date} is over its ceiling"
                if index and one.step > coming[index - 1].step:
                    below = [s for s in coming[:index] if s.step == coming[index - 1].step and not s.eased]
                    clean = [k for k in behind if k.clean and k.session.step == coming[index - 1].step]
                    if len(below) + len(clean) < 2:
                        yield f"{exercise} on {one.date} steps up after {len(below) + len(clean)} clean"
        apart = 2 if self._is_master() else 1
        for monday in sorted(rises):
            if monday + 6 * DAY < self.until:
                continue
            if len(rises[monday]) > 1 and any(
                one.exercise in rises[monday] and monday <= one.date < monday + 7 * DAY for one in ahead
            ):
                yield f"{' and '.join(sorted(rises[monday]))} step up in the week of {monday}"
            if apart == 2 and monday - 7 * DAY in rises:
                yield f"a step in the week of {monday} and in the one before, at 45 or over"

    def _first_after(
        self,
        exercise: str,
        behind: Sequence[Known],
        known: Sequence[Known],
        first: Session,
        steps_back: Sequence[dt.date],
    ) -> Iterator[str]:
        name = f"{exercise} on {first.date} ({size(first.dose):g}, step {first.step})"
        if not behind:
            if unit(first.dose) == unit_of(exercise) and size(first.dose) > START[exercise] + 1e-6:
                if not any(one.session.exercise == exercise for one in known):
                    yield f"{name} is more than the start dose, and none was done"
            return
        last = behind[-1]
        if first.step > last.session.step + 1:
            yield f"{name} is two steps over the last done, {last.session.step}"
        if first.step > last.session.step:
            at = [one for one in behind if one.session.step == last.session.step and not one.session.eased]
            if len([one for one in at[-2:] if one.clean]) < 2:
                yield f"{name} steps up without two clean sessions"
        own = [
            date
            for date, what in [*self._own(exercise), *self._behind(known)]
            if what == exercise and last.on < date < first.date
        ]
        gap = (first.date - max(own, default=last.on)).days
        usual = max(size(one.session.dose) for one in behind if (last.on - one.on).days <= 30)
        start = START[exercise]
        compares = unit(first.dose) == unit_of(exercise)
        if gap > 28 and compares and size(first.dose) > start + 1e-6:
            yield f"{name} is more than the start dose after {gap} days"
        elif 14 < gap <= 28 and compares and size(first.dose) > max(start, usual / 2) + 1e-6:
            yield f"{name} is more than half of {usual:g} after {gap} days"
        elif 7 < gap <= 14 and not own:
            missed = any(
                one.state == "not done"
                and one.session.exercise == exercise
                and last.on < one.session.date < self.today
                for one in known
            )
            lowest = start + 1e-6 if compares else 0.0
            if missed and first.step >= last.session.step and size(first.dose) > lowest:
                if size(first.dose) >= size(last.session.dose) and not last.session.eased:
                    yield f"{name} takes no step back after {gap} days with one missed"
        for date in steps_back:
            stood = [one for one in behind if one.on <= date]
            if stood and last.on <= date and first.step > max(1, stood[-1].session.step - 2):
                yield f"{name} is not two steps under {stood[-1].session.step} after the tendon of {date}"
        for over, what in self._over():
            if last.on <= over <= self.today and compares and size(first.dose) > start + 1e-6:
                yield f"{name} is more than the start dose after the {what} that was over on {over}"

    def _over(self) -> Iterator[tuple[dt.date, str]]:
        for state in ("ill", "injured"):
            was = state == "injured"
            words = sorted(
                (one for one in self.told.reports if getattr(one, state) is not None),
                key=lambda one: (one.date, one.said_at),
            )
            for one in words:
                if not getattr(one, state) and was:
                    yield one.date, state
                was = bool(getattr(one, state))

    def _growth(
        self, exercise: str, behind: Sequence[Known], maybe: Sequence[Known], coming: Sequence[Session]
    ) -> Iterator[str]:
        done = [(one.on, _as_done(one)) for one in behind]
        done += [(one.session.date, one.session.dose) for one in maybe]
        for one in coming:
            recent = [dose for on, dose in done if 0 < (one.date - on).days <= 30]
            recent = [dose for dose in recent if unit(dose) == unit(one.dose)]
            done.append((one.date, one.dose))
            short = exercise == "strides" and one.dose.work_s == 15
            if not recent or short:
                continue
            most = max(1.3 * size(dose) for dose in recent)
            each = one.dose.work_s or one.dose.work_m
            alike = [dose.sets * dose.reps for dose in recent if (dose.work_s or dose.work_m) == each]
            rep = bool(alike) and one.dose.sets * one.dose.reps <= max(alike) + 1
            start = size(one.dose) <= START[exercise] + 1e-6
            rung = exercise == "squat_jumps" and any(
                size(dose) + 15 + 1e-6 >= size(one.dose) for dose in recent
            )
            if size(one.dose) > most + 1e-6 and not (rep or rung or start):
                yield f"{exercise} on {one.date} is {size(one.dose):g} after {max(map(size, recent)):g}"

    # ---- what is past, and what was decided ----------------------------------------------------------

    def _past(self, known: Sequence[Known], ahead: Sequence[Session]) -> Iterator[str]:
        was = {one.id: one for one in self.before.plan.sessions}
        for one in self.after.plan.sessions:
            known_as = (was.get(one.id), *(s for s in self.told.stood if s.id == one.id))
            is_early = any(s and s.date > one.date and s.dose == one.dose for s in known_as)
            is_told = any(report.session == one.id for report in self.told.reports)
            if one.date < self.until and one not in known_as and not (is_early or is_told):
                yield f"{one.id} of {one.date} is over and was changed"
        ids = [one.id for one in self.after.plan.sessions]
        if len(ids) != len(set(ids)):
            yield "an id stands twice"
        gone = {one.id for one in self.told.stood if one.date < self.until}
        for one in ahead:
            if one.id in gone:
                yield f"{one.id} on {one.date} was another session's"
        spoken = {one.session.id for one in known if one.state != "silent"}
        for id_ in sorted(set(was) - set(ids)):
            if was[id_].date < self.until and was[id_].date != self.today and id_ not in spoken:
                if "not done" not in {one.state for one in known if one.session.id == id_}:
                    yield f"{id_} of {was[id_].date} is gone, and nobody spoke of it"

    def _decisions(self, ahead: Sequence[Session]) -> Iterator[str]:
        for one in self.after.decisions:
            first = next((s for s in ahead if s.exercise == one.exercise), None)
            stepping = one.verb in (Verb.PROGRESS, Verb.HOLD, Verb.REGRESS)
            if stepping and first is not None and first.step != one.to_step:
                yield f"{one.exercise}: {one.verb.value} to {one.to_step}, and {first.step} is next"
            if not stepping:
                yield from self._stands(one, ahead)

    def _stands(self, one: Decision, ahead: Sequence[Session]) -> Iterator[str]:
        for session in ahead:
            if session.exercise == one.exercise and (one.until is None or session.date < one.until):
                yield f"{one.exercise}: {one.verb.value}, and it stands on {session.date}"
                return


def unit_of(exercise: str) -> str:
    if exercise in ("strides", "squat_jumps", "hill_sprints", "circuit"):
        return "s"
    return "reps" if exercise == "dynamic_strength" else "m"


def _as_done(one: Known) -> Dose:
    dose = one.session.dose
    if one.parts is None or one.state == "done":
        return dose
    if dose.sets > 1:
        return Dose(sets=max(1, one.parts), reps=dose.reps, work_s=dose.work_s, work_m=dose.work_m)
    return Dose(sets=1, reps=max(1, one.parts), work_s=dose.work_s, work_m=dose.work_m)
