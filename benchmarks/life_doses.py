"""What sessions hold, judged by the prescriptions' own words: start, growth, steps and gaps."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.life_told import DAY, START, TOP, Known, Told, as_done, rest_s, size, unit, unit_of
from fullstride.domain.report import PainKind
from fullstride.domain.runner import Runner
from fullstride.domain.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Doses:
    """One plan made again: what is known of the sessions behind it, and those from `until` on."""

    runner: Runner
    master: bool
    told: Told
    own: Sequence[tuple[dt.date, str]]  # the runner's own work and what was done, by date
    today: dt.date
    until: dt.date

    def findings(self, known: Sequence[Known], ahead: Sequence[Session]) -> Iterator[str]:
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
                several = one.dose.sets * one.dose.reps > 1
                if several and one.rest_s is not None and one.rest_s + 1 < rest_s(exercise, one.dose):
                    yield f"{exercise} on {one.date} rests {one.rest_s} s"
                top = 200.0 if exercise == "strides" and self.runner.pro_strides else TOP.get(exercise, 1e9)
                if size(one.dose) > top:
                    yield f"{exercise} on {one.date} is over its ceiling"
                if index and one.step > coming[index - 1].step:
                    below = [s for s in coming[:index] if s.step == coming[index - 1].step and not s.eased]
                    clean = [k for k in behind if k.clean_so_far and k.session.step == coming[index - 1].step]
                    if len(below) + len(clean) < 2:
                        yield f"{exercise} on {one.date} steps up after {len(below) + len(clean)} clean"
        apart = 2 if self.master else 1
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
            is_first = not any(one.session.exercise == exercise for one in known)
            compares = unit(first.dose) == unit_of(exercise)
            if is_first and compares and size(first.dose) > START[exercise] + 1e-6:
                yield f"{name} is more than the start dose, and none was done"
            return
        last = behind[-1]
        if first.step > last.session.step + 1:
            yield f"{name} is two steps over the last done, {last.session.step}"
        if first.step > last.session.step:
            at = [one for one in behind if one.session.step == last.session.step and not one.session.eased]
            at = [one for one in at if one.clean or not one.clean_so_far]
            if len([one for one in at[-2:] if one.clean]) < 2:
                yield f"{name} steps up without two clean sessions"
        own = [date for date, what in self.own if what == exercise and last.on < date < first.date]
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
            same = first.step >= last.session.step and size(first.dose) >= size(last.session.dose)
            if missed and same and size(first.dose) > lowest and not last.session.eased:
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
        done = [(one.on, as_done(one)) for one in behind]
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
