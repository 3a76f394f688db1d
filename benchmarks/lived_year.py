"""One synthetic runner's year on a shelf in memory: told, adapted and judged by several eyes."""

import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache

from benchmarks.life_calendar import DAY, FIRST, YEAR_WEEKS, Stretch, changed_days, changed_runner
from benchmarks.life_eyes import Eyes
from benchmarks.life_told import Told
from benchmarks.lives import Life
from fullstride.domain.calendar import Day, Demand
from fullstride.domain.errors import FullstrideError
from fullstride.domain.keeping import KeptPlan
from fullstride.domain.report import Report
from fullstride.domain.runner import Gates, Runner
from fullstride.domain.session import Session, Status
from fullstride.plan.check import check_plan
from fullstride.plan.make import make_plan
from fullstride.rules.book import Book
from fullstride.rules.load import load_book
from fullstride.store.memory import MemoryShelf, MemoryStore
from fullstride.workflows.adapting import Adapting, adapt_renewed, apply
from fullstride.workflows.renewing import Renewed


@dataclass(slots=True)
class Found:
    """What came of one or more years."""

    adapts: int = 0
    changed: int = 0
    sessions: int = 0
    cpu_s: float = 0.0
    slowest_s: float = 0.0
    decisions: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    notebook: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        self.adapts += other.adapts
        self.changed += other.changed
        self.sessions += other.sessions
        self.cpu_s += other.cpu_s
        self.slowest_s = max(self.slowest_s, other.slowest_s)
        self.decisions += other.decisions
        self.wrong += other.wrong


@cache
def _book() -> Book:
    return load_book()


class Year:
    """One runner's year on a shelf in memory."""

    def __init__(self, seed: int, *, weeks: int = YEAR_WEEKS) -> None:
        self.seed, self.weeks = seed, weeks
        self.life = Life(seed)
        self.chance = random.Random(seed + 10**6)
        self.runner: Runner = self.life.runner
        self.days = self.life.days
        self.version = 0
        store = MemoryStore()
        store.add_runner("me")
        self.shelf: MemoryShelf = store.shelf("me")
        self.stood: list[Session] = []
        self.over = FIRST - DAY  # the last day lived
        self.ends = FIRST  # the season's last day, as it began
        self.has_changed = False  # calendar or profile, since the season began
        self.found = Found()

    def live(self) -> Found:
        begun = time.process_time()
        end = FIRST + 7 * self.weeks * DAY
        for stretch in self.life.stretches:
            if stretch.first < end and not self._season(stretch, end):
                break
        self.found.cpu_s = time.process_time() - begun
        return self.found

    # ---- a season ----------------------------------------------------------------------------------

    def _season(self, stretch: Stretch, end: dt.date) -> bool:
        today = max(stretch.first, self.over + DAY)
        if today + 14 * DAY > stretch.last:
            return True
        self._begin(replace(stretch, first=today))
        self.stood, self.has_changed, self.ends = [], False, stretch.last
        due = today + self.chance.randint(1, 10) * DAY
        while today < end and today <= (last := self._kept().plan.last):
            near = [one for one in self._kept().plan.sessions if today < one.date <= today + 3 * DAY]
            adapts = today >= due
            early = adapts and self.chance.random() < 0.5
            if early and not self._adapt(today):
                return False
            here = [one for one in self._kept().plan.sessions if one.date == today]
            self._hear(today, here, near)
            if adapts and not early and not self._adapt(today):
                return False
            if adapts:
                due = today + self.chance.choice((1, 2, 3, 4, 5, 7, 7, 8, 10, 21)) * DAY
            self._change(today, last)
            self.stood += [one for one in self._kept().plan.sessions if one.date == today]
            self.found.sessions += len(here)
            today += DAY
        self.over = today - DAY
        return True

    def _kept(self) -> KeptPlan:
        kept = self.shelf.plan()
        assert kept is not None
        return kept

    def _begin(self, stretch: Stretch) -> None:
        first, last = stretch.first, stretch.last
        days = self._seen(first, last)
        plan = make_plan(days, self.runner, _book(), first=first, last=last)
        if plan.status is Status.CLASH:
            self.runner = replace(self.runner, exercises=None, never=frozenset())
            plan = make_plan(days, self.runner, _book(), first=first, last=last)
        before = self.shelf.plan()
        self.shelf.add_plan(
            KeptPlan(
                number=before.number + 1 if before else 1,
                made_at=_at(first, 5),
                today=first,
                plan=plan,
                days=days,
                profile=self._profile(),
            )
        )
        self._note(f"{first}  {plan.title}: {len(plan.sessions)} sessions planned; {self._who()}")

    def _seen(self, first: dt.date, last: dt.date) -> tuple[Day, ...]:
        return tuple(
            self.days[date] for date in sorted(self.days) if first - 28 * DAY <= date <= last + 7 * DAY
        )

    def _profile(self) -> str:
        """The gates of the runner as TOML, for the day on which they were answered."""
        gates = self.runner.gates
        said = [(one.name, getattr(gates, one.name)) for one in fields(gates) if one.name != "cleared"]
        lines = [f"{name} = {str(told).lower()}" for name, told in said if told not in (None, False)]
        return "\n".join((f"# {self.version}", "[gates]", *lines))

    # ---- a day -------------------------------------------------------------------------------------

    def _hear(self, today: dt.date, here: Sequence[Session], near: Sequence[Session]) -> None:
        heard = self.life.live(today, here, near)
        self.shelf.add_reports(heard.reports)
        for made, evidence, match in heard.evidence:
            self.shelf.add_evidence(made, evidence, _at(today, 20))
            self.shelf.add_match(match)
        if heard.imported:
            self.shelf.add_import(_at(today, 21))
        for report in heard.reports:
            self._note(f"{today}    said: {_brief(report)}")

    def _change(self, today: dt.date, last: dt.date) -> None:
        if self.chance.random() < 0.015:
            self.has_changed = True
            changed_days(self.days, self.chance, today, last)
        if self.chance.random() < 0.008:
            self.has_changed = True
            self.runner = changed_runner(self.runner, self.chance, today)
            self.version += 1

    def _adapt(self, today: dt.date) -> bool:
        """One adapt, kept and judged; False where it raised."""
        before = self._kept()
        moves = self._moves(before, today)
        made = self._adapted(before, today, moves, hour=8)
        if made is None:
            return False
        self._judge(made, today)
        apply(self.shelf, made, now=_at(today, 9))
        again = self._adapted(self._kept(), today, (), hour=10)
        if again is not None and (again.changes or again.is_news or _others(again, made)):
            self._wrong(today, f"again (moves {moves}): {_news(again, made)}")
        self._write(made, today)
        self.found.adapts += 1
        self.found.changed += bool(made.changes)
        self.found.decisions.update(one.verb.value for one in made.decisions)
        return True

    def _adapted(
        self, before: KeptPlan, today: dt.date, moves: Sequence[str], *, hour: int
    ) -> Adapting | None:
        begun = time.process_time()
        try:
            made = adapt_renewed(
                self.shelf,
                before,
                self._renewed(before, today),
                moves=moves,
                today=today,
                now=_at(today, hour),
            )
        except FullstrideError as error:
            self._wrong(today, f"refused: {error}")
            return None
        except (ArithmeticError, AssertionError, LookupError, TypeError, ValueError) as error:
            self._wrong(today, f"raised: {type(error).__name__}: {error}")
            return None
        self.found.slowest_s = max(self.found.slowest_s, time.process_time() - begun)
        return made

    def _renewed(self, before: KeptPlan, today: dt.date) -> Renewed:
        first, last = before.plan.first, before.plan.last
        races = [date for date in self.days if self.days[date].demand is Demand.RACE and first <= date]
        races = [date for date in races if today <= date <= self.ends + 21 * DAY]
        if races and max(races) > last:
            last = max(races) + (6 - max(races).weekday()) * DAY
        days = {day.date: day for day in self._seen(first, last)}
        then = {day.date: day for day in before.days if day.date < today}
        return Renewed(
            book=_book(),
            runner=self.runner,
            days=tuple(day for _, day in sorted((days | then).items())),
            last=last,
            profile=self._profile(),
            profile_path="",
            books=(),
            calendars=(),
            calendar_paths=(),
            laid_back=(),
            originals=(),
            notes=(),
        )

    def _moves(self, before: KeptPlan, today: dt.date) -> tuple[str, ...]:
        ahead = [one for one in before.plan.sessions if today < one.date <= today + 14 * DAY]
        if not ahead or self.chance.random() > 0.1:
            return ()
        done = {report.session for report in self.shelf.reports()}
        one = self.chance.choice(ahead)
        to = one.date + self.chance.choice((-2, -1, 1, 2, 3)) * DAY
        inside = today <= to <= before.plan.last
        return (f"{one.id}={to}",) if inside and one.id not in done else ()

    # ---- judging -----------------------------------------------------------------------------------

    def _judge(self, made: Adapting, today: dt.date) -> None:
        after, days = made.after, made.after.days
        plan, until = after.plan, after.plan.until or after.plan.first
        unasked = [one for one in made.state.done if not one.session]
        for one in check_plan(plan, days, self.runner, _book(), answered=made.state.answered, done=unasked):
            self._wrong(today, f"check: {one.date} {one.because.rule}: {one.because.text}")
        stranger = replace(self.runner, gates=Gates())
        whole = plan if self.has_changed else replace(plan, until=None)
        knows_not = {"total.maximal_days"} if self.runner.gates != Gates() else set()
        for one in check_plan(whole, days, stranger, _book(), done=unasked):
            if one.date >= until and one.because.rule not in knows_not:
                self._wrong(today, f"stranger: {one.date} {one.because.rule}: {one.because.text}")
        imported = self.shelf.imported_at()
        spoken = {report.session for report in self.shelf.reports()}
        spoken |= {match.session for match in self.shelf.matches()}
        over = {one.id for one in plan.sessions if one.date == today < until}
        stood = {one.id for one in self.stood}
        here = [one for one in made.before.plan.sessions if one.date == today and one.id in spoken | over]
        planned = {one.id: one for one in (*plan.sessions, *made.before.plan.sessions)}
        early = [one for one in planned.values() if one.date != today and one.id in spoken]
        told = Told(
            reports=self.shelf.reports(),
            evidence={made_.sha256: evidence for made_, evidence in self.shelf.evidence()},
            matches=self.shelf.matches(),
            stood=[*self.stood, *(one for one in (*here, *early) if one.id not in stood)],
            imported=imported.date() if imported else None,
            today=today,
        )
        eyes = Eyes(
            before=made.before,
            after=after,
            runner=self.runner,
            days={day.date: day for day in days},
            told=told,
            today=today,
        )
        for text in eyes.findings():
            self._wrong(today, text)

    def _wrong(self, today: dt.date, text: str) -> None:
        self.found.wrong.append(f"{self.seed} {today} {text}")
        self._note(f"{today} !! {text}")

    # ---- the notebook ------------------------------------------------------------------------------

    def _who(self) -> str:
        one = self.runner
        said = f"{one.event or 'no event'}, born {one.born}, base {one.running_base_weeks}, "
        return said + f"jumps {one.plyometrics}, gates {one.gates if one.gates != Gates() else 'none'}"

    def _write(self, made: Adapting, today: dt.date) -> None:
        self._note(f"{today}  adapt: {len(made.changes)} changes, {len(made.asks)} questions")
        for decision in made.decisions:
            self._note(f"{today}      {decision.verb.value:<9}{decision.say}")

    def _note(self, text: str) -> None:
        self.found.notebook.append(text)


def _at(date: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(hour), tzinfo=dt.UTC)


def _brief(report: Report) -> str:
    names: tuple[str, ...] = (
        "session",
        "exercise",
        "completion",
        "sets",
        "reps",
        "hard",
        "form",
        "stopped_by",
        "pain",
    )
    names += ("soreness", "soreness_48h", "sleep_h", "recovery_low", "ill", "injured", "cleared")
    told = [(name, getattr(report, name)) for name in names]
    said = ", ".join(f"{name} {value}" for name, value in told if value not in (None, "", ()))
    return f"of {report.date}: {said}"


def _others(again: Adapting, made: Adapting) -> bool:
    return bool(set(again.decisions) - set(made.decisions))


def _news(again: Adapting, made: Adapting) -> str:
    """What the second of two adapts on the same things says that the first did not."""
    changes = [
        f"{one.kind.value} {one.exercise} {one.was and one.was.date} {one.now and one.now.date}"
        for one in again.changes
    ]
    told = [one.say for one in again.decisions if one not in made.decisions]
    was = [one.say for one in made.decisions if one not in again.decisions]
    not_moved = [f"{one.exercise} {one.date}" for one in again.not_moved]
    return f"{changes[:3]}, says {told[:1]} was {was[:1]}, not moved {not_moved}"
