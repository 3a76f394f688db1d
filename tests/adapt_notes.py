"""A coach's notes: one exercise, what became of its sessions, and what follows.

A session is one of the words clean, partly, stopped, missed or unsaid, with what differs from a clean one
behind it: "clean soreness 5", "partly reps 3", "clean fade 4±1", "clean form ?" for what was not said.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fullstride.adapt.decide import decide
from fullstride.adapt.outcomes import outcomes
from fullstride.adapt.respond import State, respond
from fullstride.adapt.said import said_by_day
from fullstride.domain.decision import Decision
from fullstride.domain.evidence import Evidence, Grading, Measured, Quality, SpeedSource, Verdict
from fullstride.domain.keeping import KeptPlan, Made, Match
from fullstride.domain.report import Completion, Form, Pain, PainKind, Report
from fullstride.domain.runner import Runner
from fullstride.domain.session import Plan, Session
from made_plans import BOOK, plan, session

DAY = dt.timedelta(days=1)
TODAY = dt.date(2027, 3, 15)  # a Monday
APART = 3
CLEAN = {
    "completion": Completion.DONE,
    "form": Form.KEPT,
    "pain": (),
    "soreness_48h": 2,
    "hard": 6,
}


def at(date: dt.date, hour: int = 20) -> dt.datetime:
    return dt.datetime(date.year, date.month, date.day, hour, tzinfo=dt.UTC)


@dataclass(frozen=True, kw_only=True)
class World:
    """A plan, what was said of it and what was recorded; `decisions()` is what follows."""

    sessions: tuple[Session, ...] = ()
    reports: tuple[Report, ...] = ()
    evidence: tuple[tuple[Made, Evidence], ...] = ()
    matches: tuple[Match, ...] = ()
    imported_at: dt.datetime | None = None
    runner: Runner = field(default_factory=Runner)
    today: dt.date = TODAY

    def plan(self) -> Plan:
        ordered = sorted(self.sessions, key=lambda one: (one.date, one.order))
        return plan(*ordered, first=ordered[0].date, last=ordered[-1].date + 30 * DAY)

    def kept(self) -> KeptPlan:
        made = self.plan()
        return KeptPlan(number=1, made_at=at(made.first, 6), today=made.first, plan=made, days=())

    def state(self) -> State:
        found = outcomes(
            [self.kept()],
            self.reports,
            self.evidence,
            self.matches,
            imported_at=self.imported_at,
            today=self.today,
        )
        return respond(found, said_by_day(self.reports), self.runner, BOOK, today=self.today)

    def decisions(self) -> dict[str, Decision]:
        made = decide(self.state(), self.runner, BOOK, self.plan(), today=self.today)
        return {one.exercise: one for one in made}

    def said(self, *reports: Report) -> "World":
        return replace(self, reports=(*self.reports, *reports))


def of_step(exercise: str, dose: str, date: dt.date, number: int) -> Session:
    known, step = BOOK.exercises[exercise], step_of(exercise, dose)
    return session(
        exercise,
        id=f"{exercise}-{number}",
        date=date,
        step=step,
        dose=known.doses()[step - 1],
        contacts=0,
    )


def world(
    exercise: str,
    dose: str,
    done: Sequence[str],
    *,
    back_days: int = APART,
    next_in: int = APART,
    apart: int = APART,
    **fields: object,
) -> World:
    """Sessions of one exercise at one dose, `apart` days apart, and what is said of each in the words above.

    The last was `back_days` ago; one more is to come, `next_in` days after it.
    """
    last = TODAY - back_days * DAY
    dates = [last - apart * (len(done) - place) * DAY for place in range(1, len(done) + 1)]
    made: list[Session] = []
    reports: list[Report] = []
    evidence: list[tuple[Made, Evidence]] = []
    matches: list[Match] = []
    for number, (date, words) in enumerate(zip(dates, done, strict=True), start=1):
        here = of_step(exercise, dose, date, number)
        made.append(here)
        report, verdict, grade = spoken(words, here)
        if report is not None:
            reports.append(report)
        if verdict is not None:
            evidence.append(recorded(here, verdict, grade))
            matches.append(Match(session=here.id, sha256=f"file-{number}", said_at=at(date), by="day"))
    ahead = last + next_in * DAY
    made.append(of_step(exercise, dose, ahead, len(done) + 1))
    return World(
        sessions=tuple(made),
        reports=tuple(reports),
        evidence=tuple(evidence),
        matches=tuple(matches),
        **fields,  # type: ignore[arg-type]
    )


def spoken(words: str, here: Session) -> tuple[Report | None, Verdict | None, Grading]:
    """What one session's words mean: what was said of it and what its recording shows."""
    kind, *rest = words.split()
    told: dict[str, object] = dict(CLEAN)
    verdict: Verdict | None = None
    grade = Grading.GOOD
    match kind:
        case "unsaid":
            return None, None, grade
        case "missed":
            told = {"completion": Completion.NOT_DONE}
        case "partly":
            told["completion"] = Completion.PARTLY
        case "stopped":
            told |= {"completion": Completion.PARTLY, "stopped_by": "stop.form"}
        case "clean":
            pass
    pairs = list(zip(rest[::2], rest[1::2], strict=True))
    for name, value in pairs:
        unknown = value == "?"
        match name:
            case "soreness":
                told["soreness_48h"] = None if unknown else int(value)
            case "pain":
                told["pain"] = (
                    None if unknown else (Pain(place="calf", level=int(value), kind=PainKind.OTHER),)
                )
            case "form":
                told["form"] = None if unknown else Form(value)
            case "hard":
                told["hard"] = None if unknown else int(value)
            case "reps":
                told["reps"] = int(value)
            case "contacts":
                told["contacts_30m"] = None if unknown else int(value)
            case "fade" | "poorfade":
                number, _, error = value.partition("±")
                fade = Measured(value=float(number), error=float(error or 0))
                count = here.dose.reps
                verdict = Verdict(
                    exercise=here.exercise, asked=count, done=count, say="", session=here.id, fade_pct=fade
                )
                grade = Grading.POOR if name == "poorfade" else Grading.GOOD
            case _:
                raise ValueError(name)
    report = Report(
        id=f"report {here.id}",
        said_at=at(here.date + 2 * DAY, 23),
        date=here.date,
        session=here.id,
        **told,  # type: ignore[arg-type]
    )
    return report, verdict, grade


def recorded(here: Session, verdict: Verdict, grade: Grading = Grading.GOOD) -> tuple[Made, Evidence]:
    number = here.id.rpartition("-")[2]
    made = Made(sha256=f"file-{number}", algorithm="measure", version="1", settings="{}")
    found = Evidence(
        file=f"{number}.fit",
        kind="run",
        start=at(here.date, 18),
        duration_s=3000.0,
        distance_m=9000.0,
        quality=Quality(grade=grade, source=SpeedSource.DEVICE),
        verdicts=(verdict,),
    )
    return made, found


def day_report(date: dt.date = TODAY, **fields: object) -> Report:
    told = ",".join(f"{name}={value}" for name, value in fields.items())
    said_at = fields.pop("said_at", at(date, 8))
    return Report(id=f"{date} {told}", said_at=said_at, date=date, **fields)  # type: ignore[arg-type]


def hurts(kind: str, level: int, *, place: str = "Achilles", worse: bool = False) -> tuple[Pain, ...]:
    return (Pain(place=place, level=level, kind=PainKind(kind), worse_next_morning=worse),)


def step_of(exercise: str, dose: str) -> int:
    """The first step whose dose begins as the notes write it: "4x20s"."""
    ladder = BOOK.exercises[exercise].ladder
    return next(step for step, text in enumerate(ladder, start=1) if text.replace(" ", "").startswith(dose))


# A dose of each exercise that may go up and down.
AT = {
    "strides": "4x20s",
    "squat_jumps": "3x20s",
    "bounding": "4x30m",
    "hill_bounding": "4x20m",
    "hill_sprints": "3x8s",
    "flat_sprints": "4x30m",
    "dynamic_strength": "2x8",
}


def clean_twice(exercise: str) -> World:
    return world(exercise, AT[exercise], ["clean", "clean"])


def lines(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if line.strip()]
