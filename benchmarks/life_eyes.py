"""A second pair of eyes for plans made again: the prescriptions, worked out anew from the words they are
written in and from what was told."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.life_doses import Doses
from benchmarks.life_told import (
    A_WEEK,
    BEFORE_RACE,
    CAPS,
    DAY,
    MAXIMAL,
    NEVER_AFTER_HARD,
    NEVER_AFTER_LONG,
    ON,
    OPENS,
    SPACING,
    START,
    WEEKDAYS,
    Known,
    Told,
    contacts,
)
from fullstride.domain.calendar import Day, Demand
from fullstride.domain.decision import Decision, Verb
from fullstride.domain.keeping import KeptPlan
from fullstride.domain.report import Completion, PainKind
from fullstride.domain.runner import Habit, Priority, Runner
from fullstride.domain.session import Session


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

    def _days(self, _: Sequence[Known], ahead: Sequence[Session]) -> Iterator[str]:
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

    def _gates(self, _: Sequence[Known], ahead: Sequence[Session]) -> Iterator[str]:
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

    def _own(self) -> list[tuple[dt.date, str]]:
        return [(day.date, own.exercise) for day in self.days.values() for own in day.own]

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

    def _doses(self, known: Sequence[Known], ahead: Sequence[Session]) -> Iterator[str]:
        doses = Doses(
            runner=self.runner,
            master=self._is_master(),
            told=self.told,
            own=[*self._own(), *self._behind(known)],
            today=self.today,
            until=self.until,
        )
        yield from doses.findings(known, ahead)

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
        spoken |= {one.session for one in self.told.reports}
        for id_ in sorted(set(was) - set(ids)):
            over = was[id_].date < self.until and was[id_].date != self.today
            states = {one.state for one in known if one.session.id == id_}
            if over and id_ not in spoken and "not done" not in states:
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
