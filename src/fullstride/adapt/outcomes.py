"""Outcomes: what became of each session that was planned, by what was said and by what was recorded."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from fullstride.adapt.measured import Counted, counted
from fullstride.adapt.said import SORE_AFTER_DAYS, merge, once, said_by_day, says_how_it_went
from fullstride.domain.evidence import Evidence, Grading, Verdict
from fullstride.domain.keeping import KeptPlan, Made, Match, shown_by
from fullstride.domain.report import Completion, Report
from fullstride.domain.session import Dose, Session
from fullstride.rules.dose import parts

_DAY = dt.timedelta(days=1)
Place = tuple[dt.date, str]  # the day it was planned for, the session's id


class Status(StrEnum):
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not done"
    MISSED = "missed"
    NOT_YET_SAID = "not yet said"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A session in force on its day, or, with `session` None, work that no plan asked for.

    `date` is the day it was planned for, `done_on` the day it was done, None where it was not. `said` is
    all that the runner said of it, `soreness_48h` with it from wherever it was told; `verdict` what the
    matched recording shows, of a speed signal as good as `signal`; `counted` what logs of a phone and
    videos show. `count` is how many parts of the dose (reps, or sets where a set is the part) were done,
    where that is known.
    """

    id: str  # the session's, "" for work no plan asked for
    exercise: str
    date: dt.date
    status: Status
    session: Session | None = None
    said: Report | None = None
    verdict: Verdict | None = None
    signal: Grading | None = None
    done_on: dt.date | None = None
    count: int | None = None
    counted: Counted | None = None
    may_be_part: bool = False  # fewer were found in a log than asked, and nobody said how many were done

    @property
    def was_done(self) -> bool:
        return self.status in (Status.DONE, Status.PARTLY)

    @property
    def was_missed(self) -> bool:
        return self.status in (Status.MISSED, Status.NOT_DONE)


def outcomes(
    plans: Sequence[KeptPlan],
    reports: Iterable[Report],
    evidence: Sequence[tuple[Made, Evidence]],
    matches: Iterable[Match],
    *,
    imported_at: dt.datetime | None,
    today: dt.date,
) -> tuple[Outcome, ...]:
    """One for each session that was in force on its day, then one for each piece of other work, by date.

    Steps: of each day take the newest version of the plan that was made by then; give each session the
    reports that name it (its id; where an id stood on several days, the day that the report speaks of) and
    the recording last matched to it; merge, and settle what became of it. What was said holds before what
    was measured. A session of a day that is over counts as missed only where the runner said so, or where
    recordings of later days are here and none of that day is: one that shows nothing of it asks.
    """
    told = once(reports)
    planned = in_force(plans)
    dates = _dates_by_id(planned)
    spoken: dict[Place, list[Report]] = defaultdict(list)
    loose: dict[Place, list[Report]] = defaultdict(list)
    for report in told:
        if report.session in dates:
            spoken[_nearest(dates[report.session], report.date), report.session].append(report)
        elif report.session:
            _recall(report, plans, planned, dates, spoken)
        elif report.exercise:
            loose[report.date, report.exercise].append(report)
    shown = _shown(evidence, matches, dates)
    run_on = {found.start.date() for _, found in evidence if found.start is not None}
    sore = said_by_day(told).soreness
    settle = _Settling(imported_at=imported_at, run_on=frozenset(run_on), sore=sore, today=today)
    made = [
        settle.planned(session, spoken[place], shown.get(place)) for place, session in sorted(planned.items())
    ]
    made += [
        outcome
        for (date, exercise), said in sorted(loose.items())
        if (outcome := settle.unasked(exercise, date, said)) is not None
    ]
    return tuple(sorted(made, key=lambda one: (one.date, one.session.order if one.session else 0, one.id)))


def in_force(plans: Sequence[KeptPlan]) -> dict[Place, Session]:
    """The sessions of every day as the newest plan made by that day has them."""
    ordered = sorted(plans, key=lambda kept: kept.number)
    found: dict[Place, Session] = {}
    for place, kept in enumerate(ordered):
        later = [one.today for one in ordered[place + 1 :]]
        until = min(later, default=dt.date.max)
        for session in kept.plan.sessions:
            if kept.today <= session.date < until:
                found[session.date, session.id] = session
    return found


def _dates_by_id(planned: Mapping[Place, Session]) -> dict[str, list[dt.date]]:
    dates: dict[str, list[dt.date]] = defaultdict(list)
    for date, id_ in sorted(planned):
        dates[id_].append(date)
    return dates


def _nearest(dates: Sequence[dt.date], day: dt.date) -> dt.date:
    """The day itself, else the last before it, else the first after it."""
    return max((date for date in dates if date <= day), default=dates[0])


def _recall(
    report: Report,
    plans: Sequence[KeptPlan],
    planned: dict[Place, Session],
    dates: dict[str, list[dt.date]],
    spoken: dict[Place, list[Report]],
) -> None:
    """A session that was in force on no day, but that the runner speaks of: as it was planned last."""
    newest = sorted(plans, key=lambda kept: -kept.number)
    named = (session for kept in newest for session in kept.plan.sessions if session.id == report.session)
    session = next(named, None)
    if session is not None:
        planned[session.date, session.id] = session
        dates[session.id] = [session.date]
        spoken[session.date, session.id].append(report)


def _shown(
    evidence: Sequence[tuple[Made, Evidence]], matches: Iterable[Match], dates: Mapping[str, list[dt.date]]
) -> dict[Place, list[Evidence]]:
    """The recordings that show each session: the one matched last, and the logs that stand beside it. One
    file may hold several."""
    by_file: dict[str, list[Evidence]] = defaultdict(list)
    for made, found in evidence:
        by_file[made.sha256].append(found)
    of_place: dict[Place, list[Match]] = defaultdict(list)
    for match in sorted(matches, key=lambda one: (one.said_at, one.sha256)):
        days = dates.get(match.session, [])
        if days and match.sha256:
            here = by_file.get(match.sha256, [])
            started = next((one.start.date() for one in here if one.start is not None), days[-1])
            days = [_nearest(days, started)]
        for day in days:
            of_place[day, match.session].append(match)
    files = {place: shown_by(here).get(place[1], ()) for place, here in of_place.items()}
    return {
        place: [found for sha256 in shas for found in by_file.get(sha256, [])]
        for place, shas in files.items()
        if shas
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settling:
    imported_at: dt.datetime | None
    run_on: frozenset[dt.date]
    sore: Mapping[dt.date, int]
    today: dt.date

    def planned(
        self, session: Session, reports: Sequence[Report], shown: Sequence[Evidence] | None
    ) -> Outcome:
        said = merge(reports)
        verdict, signal = _verdict(session, [one for one in shown or () if one.motion is None])
        by_log = counted(session.id, session.exercise, shown or ())
        if by_log is not None and (verdict is None or verdict.done == 0):
            verdict, signal = by_log.verdict, None
        count = _count_said(said, session.dose)
        status = _status_said(said, count, parts(session.dose))
        by_hand = status is not None
        if status is None:
            status = _status_seen(session, verdict)
        if (
            count is None
            and verdict is not None
            and verdict.done
            and (not by_hand or status is Status.PARTLY)
        ):
            count = verdict.done
        if status is None:
            status = self._silent(session, matched=shown is not None)
        done = status in (Status.DONE, Status.PARTLY)
        is_of_log = by_log is not None and verdict is by_log.verdict
        done_on = (said.date if said and by_hand else _day_of(shown, session.date)) if done else None
        return Outcome(
            id=session.id,
            exercise=session.exercise,
            date=session.date,
            status=status,
            session=session,
            said=self._with_soreness(said, done_on),
            verdict=verdict,
            signal=signal,
            done_on=done_on,
            count=count if done else None,
            counted=by_log if done else None,
            may_be_part=is_of_log and not by_hand and status is Status.PARTLY,
        )

    def unasked(self, exercise: str, date: dt.date, reports: Sequence[Report]) -> Outcome | None:
        """None where the reports name an exercise, but not that anything was done."""
        said = merge(reports)
        if said is None or not says_how_it_went(said) or said.completion is Completion.NOT_DONE:
            return None
        counts = [number for number in (said.sets, said.reps) if number is not None]
        if 0 in counts:
            return None
        return Outcome(
            id="",
            exercise=exercise,
            date=date,
            status=Status.PARTLY if said.completion is Completion.PARTLY else Status.DONE,
            said=self._with_soreness(said, date),
            done_on=date,
            count=max(counts, default=None),
        )

    def _with_soreness(self, said: Report | None, done_on: dt.date | None) -> Report | None:
        """The soreness of the second or third day after stands in where it was not told of the session."""
        if done_on is None or (said is not None and said.soreness_48h is not None):
            return said
        days = [done_on + after * _DAY for after in SORE_AFTER_DAYS]
        level = next((self.sore[day] for day in days if day in self.sore), None)
        if level is None:
            return said
        if said is None:
            instant = dt.datetime.combine(days[0], dt.time(), tzinfo=dt.UTC)
            said = Report(id="", said_at=instant, date=done_on)
        return replace(said, soreness_48h=level)

    def _silent(self, session: Session, *, matched: bool) -> Status:
        if session.date >= self.today:
            return Status.AHEAD
        complete = self.imported_at is not None and self.imported_at.date() > session.date
        if complete and not matched and session.date not in self.run_on:
            return Status.MISSED
        return Status.NOT_YET_SAID


def _status_said(said: Report | None, count: int | None, asked: int) -> Status | None:
    if said is None:
        return None
    if said.completion is Completion.NOT_DONE or count == 0:
        return Status.NOT_DONE
    if said.completion is Completion.PARTLY or (count is not None and count < asked):
        return Status.PARTLY
    return Status.DONE if said.completion is Completion.DONE or count is not None else None


def _status_seen(session: Session, verdict: Verdict | None) -> Status | None:
    """None where no recording shows it, or shows nothing of it: then the runner is asked."""
    if verdict is None or verdict.done == 0:
        return None
    return Status.DONE if verdict.done >= parts(session.dose) else Status.PARTLY


def _count_said(said: Report | None, dose: Dose) -> int | None:
    """How many parts of the dose were done by the runner's word; None where that was not told."""
    if said is None:
        return None
    sets, reps = said.sets, said.reps
    if dose.work_s is None and dose.work_m is None:  # lifts: a set is the part
        if reps is not None and reps < dose.reps:
            return 0 if reps == 0 else min(sets if sets is not None else dose.sets, dose.sets - 1)
        return sets
    if dose.sets > 1:
        return sets if sets is not None else reps
    if reps is None:
        return sets if sets is None or sets != 1 or dose.reps == 1 else None
    return reps * (1 if sets is None else sets)


def _verdict(session: Session, shown: Sequence[Evidence]) -> tuple[Verdict | None, Grading | None]:
    """What the recording says of this session: by its id, else of its exercise."""
    found = [(verdict, one.quality.grade) for one in shown for verdict in one.verdicts]
    named = [pair for pair in found if pair[0].session == session.id]
    alike = [pair for pair in found if pair[0].exercise == session.exercise]
    verdict, grade = next(iter(named or alike), (None, None))
    return verdict, grade


def _day_of(shown: Sequence[Evidence] | None, planned: dt.date) -> dt.date:
    return next((one.start.date() for one in shown or () if one.start is not None), planned)


def ahead(found: Iterable[Outcome], today: dt.date) -> Iterator[Outcome]:
    """The sessions from `today` on that nobody has spoken of yet."""
    return (one for one in found if one.session and one.status is Status.AHEAD and one.date >= today)
