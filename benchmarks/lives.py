"""Synthetic runners and what a year does to them: seasons of a calendar, and all that they say of it.

Everything follows from one seed. A life only hands things to the program as a runner would: reports (late,
twice, out of order, without answers), recordings, imports, moves, another calendar, another profile.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from fullstride.domain.calendar import Day, Demand, OwnWork
from fullstride.domain.evidence import Evidence, Grading, Measured, Quality, SpeedSource, Verdict
from fullstride.domain.keeping import Made, Match
from fullstride.domain.report import Completion, Form, Pain, PainKind, Report
from fullstride.domain.runner import Gates, Habit, Priority, Race, Runner
from fullstride.domain.session import Session

DAY = dt.timedelta(days=1)
FIRST = dt.date(2026, 12, 14)  # a Monday
YEAR_WEEKS = 52
SHAPES = (
    "rest easy hard easy rest easy long",
    "rest easy hard medium easy easy long",
    "rest easy hard easy easy easy long",
    "easy hard easy medium easy rest long",
    "rest hard easy hard easy easy long",
    "rest hard cross easy hard rest long",
    "rest easy easy rest easy rest long",
    "easy hard easy easy hard easy long",
    "cross easy strides easy rest hard long",
    "rest easy rest easy rest easy easy",
)
KM = {"easy": 9.0, "hard": 12.0, "medium": 15.0, "long": 24.0, "strides": 9.0}
DISTANCES_M = (5000.0, 10000.0, 21097.0, 42195.0, None)
EXERCISES = (
    "strides",
    "squat_jumps",
    "bounding",
    "hill_bounding",
    "hill_sprints",
    "flat_sprints",
    "dynamic_strength",
    "circuit",
)


# ---- the runner and the calendar -------------------------------------------------------------------


def made_runner(chance: random.Random) -> Runner:
    asked: tuple[str, ...] | None = None
    if chance.random() < 0.15:
        asked = tuple(sorted({"strides", *chance.sample(EXERCISES, 3)}))
    return Runner(
        event=chance.choice(("", "800m", "1500m", "5k", "10k", "half", "marathon")),
        born=chance.choice((None, 1962, 1975, 1984, 1991, 1999, 2004, 2012)),
        running_base_weeks=chance.choice((None, None, 0, 4, 12, 60)),
        plyometrics=chance.choice((None, *Habit)),
        strides=chance.choice((None, *Habit)),
        never=frozenset(chance.sample(("mon", "thu", "fri", "sat"), chance.choice((0, 0, 0, 1)))),
        hill=chance.choice((None, True, True, False)),
        gym=chance.choice((None, True, False)),
        exercises=asked,
        pro_strides=chance.random() < 0.15,
        openers=chance.random() < 0.2,
        bounding_first=chance.random() < 0.15,
        gates=chance.choice((Gates(),) * 12 + _GATES),
    )


_GATES = (
    Gates(tendon_pain=3),
    Gates(tendon_pain=6),
    Gates(soreness=5),
    Gates(months_postpartum=2),
    Gates(pregnant=True),
    Gates(covid_days=3),
    Gates(back_from_injury=True),
    Gates(missing_periods=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One season: the plan's first and last day."""

    first: dt.date
    last: dt.date


def made_calendar(chance: random.Random) -> tuple[dict[dt.date, Day], tuple[Stretch, ...]]:
    """A year and some weeks of days, and the seasons in it; most end with a race."""
    days: dict[dt.date, Day] = {}
    stretches: list[Stretch] = []
    start, shape = FIRST - 28 * DAY, chance.choice(SHAPES).split()
    own = chance.choice(("", "", "", "circuit", "hill_sprints", "squat_jumps", "strides"))
    for week in range(YEAR_WEEKS + 34):
        if week % 13 == 0:
            shape = chance.choice(SHAPES).split()
        light = week % 4 == 3
        for offset, word in enumerate(_week(chance, shape, light=light)):
            date = start + (7 * week + offset) * DAY
            km = KM[word] * (0.7 if light else 1.0) * (1 + 0.01 * (week % 13)) if word in KM else None
            days[date] = _day(date, word, km, own if offset == 1 else "")
    monday = FIRST
    while monday < FIRST + 7 * YEAR_WEEKS * DAY:
        weeks = chance.randint(8, 26)
        last = monday + (7 * weeks - 1) * DAY
        if chance.random() < 0.85:
            _race(days, last - chance.choice((0, 0, 0, 1)) * DAY, chance.choice(DISTANCES_M))
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            _race(days, monday + (7 * chance.randint(2, weeks - 2) + 6) * DAY, chance.choice(DISTANCES_M))
        stretches.append(Stretch(first=monday + chance.choice((0, 0, 0, 2, 5)) * DAY, last=last))
        monday += 7 * (weeks + chance.choice((0, 0, 1, 2))) * DAY
    return days, tuple(stretches)


def _week(chance: random.Random, shape: Sequence[str], *, light: bool) -> list[str]:
    words = list(shape)
    if chance.random() < 0.35:
        one, other = chance.sample(range(6), 2)
        words[one], words[other] = words[other], words[one]
    if chance.random() < 0.03:
        words[chance.randrange(6)] = "unknown"
    return ["easy" if word == "hard" and light else word for word in words]


def _day(date: dt.date, word: str, km: float | None, own: str = "") -> Day:
    works = (OwnWork(exercise="strides", text="strides"),) if word == "strides" else ()
    if own and word in ("easy", "cross"):
        works = (*works, OwnWork(exercise=own, text=own, contacts=40 if own in _JUMPS else 0))
    return Day(
        date=date,
        demand=Demand(word),
        title=word,
        distance_m=None if km is None else 1000 * km,
        own=works,
    )


_JUMPS = ("circuit", "squat_jumps")


def _race(days: dict[dt.date, Day], date: dt.date, metres: float | None) -> None:
    days[date] = Day(
        date=date, demand=Demand.RACE, title="Race", distance_m=metres or 10000.0, race_distance_m=metres
    )


def changed_days(days: dict[dt.date, Day], chance: random.Random, today: dt.date, last: dt.date) -> None:
    """The coach changes the calendar from tomorrow on: other days, a race more, a race on another day."""
    kind = chance.choice(("days", "days", "race more", "race moved"))
    races = [date for date in days if today < date <= last and days[date].demand is Demand.RACE]
    if kind == "race more":
        _race(days, today + chance.randint(3, 40) * DAY, chance.choice(DISTANCES_M))
    elif kind == "race moved" and races:
        old = chance.choice(races)
        new = old + chance.choice((-14, -7, -1, 1, 7, 14)) * DAY
        if new > today and new in days:
            days[old], days[new] = replace(days[new], date=old), replace(days[old], date=new)
    else:
        shape = chance.choice(SHAPES).split()
        for offset in range(chance.randint(1, 28)):
            date = today + (1 + offset) * DAY
            if date in days and days[date].demand is not Demand.RACE:
                word = shape[date.weekday()]
                days[date] = _day(date, word, KM.get(word))


def changed_runner(runner: Runner, chance: random.Random, today: dt.date) -> Runner:
    match chance.randrange(6):
        case 0:
            return replace(runner, never=frozenset(chance.sample(("mon", "tue", "fri"), 1)))
        case 1:
            return replace(runner, hill=not runner.hill)
        case 2:
            return replace(runner, exercises=None if runner.exercises else EXERCISES[:4])
        case 3:
            return replace(runner, gates=chance.choice((Gates(), Gates(), *_GATES)))
        case 4:
            race = Race(
                date=today + chance.randint(10, 80) * DAY,
                priority=chance.choice((Priority.A, Priority.B)),
                distance_m=chance.choice(DISTANCES_M),
            )
            return replace(runner, races=(race,))
        case _:
            return replace(runner, gym=not runner.gym, openers=not runner.openers)


# ---- what happens, and what is said of it ----------------------------------------------------------


@dataclass(slots=True)
class Trouble:
    """Something in the body that lasts from `first` to `last`."""

    kind: str  # a PainKind, "ill" or "injured"
    place: str
    first: dt.date
    last: dt.date
    worst: int


@dataclass(slots=True)
class Heard:
    """What reaches the program on one day."""

    reports: list[Report] = field(default_factory=list)
    evidence: list[tuple[Made, Evidence, Match]] = field(default_factory=list)
    imported: bool = False


class Life:
    """One runner's body, habits and manners; `live` gives what the program hears on a day."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.runner = made_runner(self.chance)
        self.days, self.stretches = made_calendar(self.chance)
        self.compliance = self.chance.uniform(0.3, 1.0)
        self.tidy = self.chance.uniform(0.5, 1.0)  # of sessions that are spoken of
        self.candid = self.chance.choice((0.8, 0.95, 0.99))  # of questions that are answered
        self.late = self.chance.choice((0.0, 0.1, 0.4))
        self.hurts = self.chance.choice((0.1, 0.3, 1.0, 2.0))
        self.imports = self.chance.random() < 0.4
        self.troubles: list[Trouble] = []
        self.coming: dict[dt.date, list[Report]] = {}
        self.number = 0
        self.spoken: set[str] = set()

    def live(self, today: dt.date, sessions: Sequence[Session], ahead: Sequence[Session]) -> Heard:
        """A day: `sessions` stand on it in the plan, `ahead` on the next days."""
        heard = Heard()
        self._body(today)
        kept_from = any(one.kind in ("ill", "injured") for one in self._now(today))
        for session in sessions:
            if session.id in self.spoken:
                continue
            self._session(today, session, heard, willing=0.05 if kept_from else self.compliance)
        if ahead and self.chance.random() < 0.01:
            self._session(today, self.chance.choice(list(ahead)), heard, willing=1.0)
        if self.chance.random() < 0.01:
            self._say(
                today,
                today,
                exercise=self.chance.choice(EXERCISES),
                completion=Completion.DONE,
                reps=self.chance.choice((None, 2, 6)),
            )
        if self.chance.random() < 0.15:
            self._say(today, today, sleep_h=self.chance.choice((4.5, 5.5, 6.5, 7.5, 8.0)))
        if self.chance.random() < 0.05:
            self._say(today, today, recovery_low=self.chance.random() < 0.6)
        if self.chance.random() < 0.03:
            self._say(today, today, soreness=self.chance.choice((1, 3, 4, 6, 7, 9)))
        heard.reports += self._arriving(today)
        heard.imported = self.imports and self.chance.random() < 0.25
        return heard

    # ---- the body ----------------------------------------------------------------------------------

    def _now(self, today: dt.date) -> Iterator[Trouble]:
        return (one for one in self.troubles if one.first <= today <= one.last)

    def _body(self, today: dt.date) -> None:
        chance = self.chance
        for kind, a_year, longest in _TROUBLES:
            if chance.random() < self.hurts * a_year / 365:
                last = today + chance.randint(2, longest) * DAY
                place = chance.choice(("Achilles", "knee", "calf", "shin"))
                self.troubles.append(
                    Trouble(kind=kind, place=place, first=today, last=last, worst=chance.randint(1, 9))
                )
        for trouble in self.troubles:
            if trouble.kind in ("ill", "injured"):
                name = "ill" if trouble.kind == "ill" else "injured"
                if today == trouble.first and chance.random() < 0.9:
                    self._say(today, today, **{name: True})
                if today == trouble.last + DAY and chance.random() < 0.9:
                    self._say(today, today, **{name: False})
            elif trouble.first <= today <= trouble.last and chance.random() < 0.4:
                self._say(today, today, pain=(self._pain(trouble, today),))
            elif today == trouble.last + DAY:
                gone = Pain(place=trouble.place, level=0, kind=PainKind(trouble.kind))
                cleared = ("bone_pain",) if trouble.kind == "bone" and chance.random() < 0.8 else ()
                if chance.random() < 0.8:
                    self._say(today, today, pain=(gone,), cleared=cleared)
        self.troubles = [one for one in self.troubles if one.last >= today]

    def _pain(self, trouble: Trouble, today: dt.date) -> Pain:
        whole = max(1, (trouble.last - trouble.first).days)
        share = 1 - (today - trouble.first).days / (whole + 1)
        level = max(0, min(10, round(trouble.worst * share) + self.chance.choice((-1, 0, 0, 1))))
        worse = trouble.kind == "tendon" and self.chance.random() < 0.1
        return Pain(place=trouble.place, level=level, kind=PainKind(trouble.kind), worse_next_morning=worse)

    # ---- one session -------------------------------------------------------------------------------

    def _session(self, today: dt.date, session: Session, heard: Heard, *, willing: float) -> None:
        chance = self.chance
        done = chance.random() < willing
        silent = chance.random() > self.tidy
        on = today
        if done and chance.random() < 0.05:
            on = today + chance.choice((-1, 1, 2)) * DAY
        if done and chance.random() < 0.12:
            self._recording(on, session, heard)
        if silent and chance.random() < 0.5:
            return
        self.spoken.add(session.id)
        if not done:
            if not silent:
                self._say(today, max(on, today), session=session.id, completion=Completion.NOT_DONE)
            return
        told = self._told(session, on)
        first = max(on, today)
        self._say(first, on, session=session.id, **told)
        if chance.random() < self.candid:
            sore = max(0, min(10, round(chance.gauss(2, 1.3))))
            self._say(first + 2 * DAY, on, session=session.id, soreness_48h=sore)
        if chance.random() < 0.02:
            other = chance.choice((Completion.NOT_DONE, Completion.PARTLY, Completion.DONE))
            self._say(first + chance.randint(1, 9) * DAY, on, session=session.id, completion=other)

    def _told(self, session: Session, on: dt.date) -> dict[str, object]:
        chance = self.chance
        partly = chance.random() < 0.1
        told: dict[str, object] = {"completion": Completion.PARTLY if partly else Completion.DONE}
        if partly and chance.random() < 0.7:
            told["sets" if session.dose.sets > 1 else "reps"] = chance.randint(0, 2)
        if partly and chance.random() < 0.4:
            told["stopped_by"] = chance.choice(("stop.form", "stop.slower"))
        told["hard"] = chance.randint(4, 9)
        if chance.random() < self.candid:
            told["form"] = chance.choice((Form.KEPT,) * 12 + (Form.SLIPPING, Form.GONE))
        hurting = [self._pain(one, on) for one in self._now(on) if one.kind not in ("ill", "injured")]
        if chance.random() < self.candid:
            told["pain"] = tuple(hurting)
        if session.exercise == "bounding":
            told["contacts_30m"] = chance.randint(13, 16)
        return told

    def _recording(self, on: dt.date, session: Session, heard: Heard) -> None:
        chance, asked = self.chance, max(session.dose.sets, session.dose.reps)
        done = asked if chance.random() < 0.85 else max(0, asked - 2)
        fade = Measured(value=chance.gauss(0.5, 2), error=1.0) if done > 3 else None
        verdict = Verdict(
            exercise=session.exercise, asked=asked, done=done, say="", session=session.id, fade_pct=fade
        )
        self.number += 1
        sha256 = f"{self.number:064x}"
        found = Evidence(
            file=f"{self.number}.fit",
            kind="run",
            start=dt.datetime.combine(on, dt.time(17), tzinfo=dt.UTC),
            duration_s=3000.0,
            distance_m=9000.0,
            quality=Quality(
                grade=chance.choice((Grading.GOOD, Grading.FAIR, Grading.POOR)), source=SpeedSource.DEVICE
            ),
            verdicts=(verdict,),
        )
        made = Made(sha256=sha256, algorithm="measure", version="1", settings="{}")
        at = dt.datetime.combine(on, dt.time(19), tzinfo=dt.UTC)
        heard.evidence.append((made, found, Match(session=session.id, sha256=sha256, said_at=at, by="day")))

    # ---- saying it ---------------------------------------------------------------------------------

    def _say(self, now: dt.date, date: dt.date, **told: object) -> None:
        """Said on `now`, of `date`; it may arrive later, and twice."""
        chance = self.chance
        self.number += 1
        hour = dt.time(chance.randint(6, 22), chance.randrange(60))
        report = Report(
            id=f"r{self.number}",
            said_at=dt.datetime.combine(now, hour, tzinfo=dt.UTC),
            date=date,
            **told,  # type: ignore[arg-type]
        )
        arrives = now + (chance.randint(1, 14) * DAY if chance.random() < self.late else 0 * DAY)
        self.coming.setdefault(arrives, []).append(report)
        if chance.random() < 0.05:
            self.coming.setdefault(arrives + chance.randint(0, 3) * DAY, []).append(report)

    def _arriving(self, today: dt.date) -> list[Report]:
        here = self.coming.pop(today, [])
        self.chance.shuffle(here)
        return here


_TROUBLES = (  # what, how often a year, and for how many days at most
    ("tendon", 1.5, 25),
    ("bone", 0.25, 40),
    ("muscle", 0.5, 14),
    ("sharp", 0.5, 6),
    ("other", 0.5, 10),
    ("ill", 1.2, 14),
    ("injured", 0.5, 60),
)
