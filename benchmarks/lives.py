"""What a year does to a synthetic runner, and all that they say of it.

Everything follows from one seed. A life only hands things to the program as a runner would: reports (late,
twice, out of order, without answers), recordings and imports.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.life_calendar import DAY, EXERCISES, made_calendar, made_runner
from fullstride.domain.evidence import Evidence, Grading, Measured, Quality, SpeedSource, Verdict
from fullstride.domain.keeping import Made, Match
from fullstride.domain.report import Completion, Form, Pain, PainKind, Report
from fullstride.domain.session import Session


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
