"""What a runner said, each thing once and in order: merged for a session, and by day for the body."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import reduce

from fullstride.domain.report import Pain, Report

_DAY = dt.timedelta(days=1)
PAIN_STOP = "stop.pain"  # the book's rule: sudden sharp pain, or a limp
SORE_AFTER_DAYS = (2, 3)  # "at 48 h": two days later, or the day after that where it was forgotten
_ADDRESS = frozenset(("id", "said_at", "date", "session", "exercise", "cleared", "clock", "corrects"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All reports, and what they say of days: the last word on each day holds.

    `reports` are in the order in which they were said. `pains` keeps each place once a day; a day on which
    the runner was asked and nothing hurt holds ().
    """

    reports: tuple[Report, ...] = ()
    soreness: Mapping[dt.date, int]
    sleep_h: Mapping[dt.date, float]
    recovery_low: Mapping[dt.date, bool]
    pains: Mapping[dt.date, tuple[Pain, ...]]


def said_by_day(reports: Iterable[Report]) -> Said:
    """Steps: drop what was sent twice, order by `said_at`, let the later word on the same thing win."""
    told = once(reports)
    pains: dict[dt.date, dict[str, Pain]] = {}
    for report in told:
        if report.pain is not None:
            of_day = pains.setdefault(report.date, {})
            of_day.update({place_of(pain): pain for pain in report.pain})
    return Said(
        reports=told,
        soreness={day: level for report in told for day, level in _sore_days(report)},
        sleep_h={r.date: r.sleep_h for r in told if r.sleep_h is not None},
        recovery_low={r.date: r.recovery_low for r in told if r.recovery_low is not None},
        pains={day: tuple(of_day[place] for place in sorted(of_day)) for day, of_day in pains.items()},
    )


def once(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Each id once, in the order in which things were said, whatever the order in which they came; of one
    that was corrected the last correction alone."""
    first: dict[str, Report] = {}
    for report in reports:
        other = first.setdefault(report.id, report)
        if other is not report and _sooner(report) < _sooner(other):
            first[report.id] = report
    told = sorted(first.values(), key=lambda report: (report.said_at, report.id))
    last = {report.corrects: report.id for report in told if report.corrects}
    return tuple(one for one in told if one.id not in last and last.get(one.corrects, one.id) == one.id)


def _sooner(report: Report) -> tuple[dt.datetime, str]:
    """Of two that carry one id the one said first stands; of two said at once either, but always the same."""
    return report.said_at, repr(report)


def merge(reports: Iterable[Report]) -> Report | None:
    """One report of all that was said of one session: the later word wins, field by field.

    `date` is the day of the last report that says whether or how it was done. Pains add up by place.
    """
    told = once(reports)
    return reduce(_later, told[1:], told[0]) if told else None


def _later(earlier: Report, later: Report) -> Report:
    news = {
        field.name: value
        for field in fields(later)
        if field.name not in _ADDRESS and (value := getattr(later, field.name)) not in (None, "")
    }
    if later.pain and earlier.pain:
        by_place = {place_of(pain): pain for pain in (*earlier.pain, *later.pain)}
        news["pain"] = tuple(by_place.values())
    date = later.date if says_how_it_went(later) or not says_how_it_went(earlier) else earlier.date
    cleared = tuple(dict.fromkeys((*earlier.cleared, *later.cleared)))
    return replace(earlier, id=later.id, said_at=later.said_at, date=date, cleared=cleared, **news)


def says_how_it_went(report: Report) -> bool:
    """Whether a report speaks of the work itself, not only of the body afterwards."""
    told = (report.completion, report.sets, report.reps, report.hard, report.form, report.contacts_30m)
    return any(each is not None for each in told) or report.stopped_by != ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPain:
    """A pain that nobody has called gone: the day on which it was last spoken of, in which session, "" for
    none. `pain` is None where pain stopped the session and nothing more was said."""

    date: dt.date
    session: str
    pain: Pain | None


def stopped_for_pain(report: Report) -> bool:
    """Whether pain ended the session, and the report does not say where."""
    return report.stopped_by == PAIN_STOP and not any(pain.level for pain in report.pain or ())


def open_pains(reports: Iterable[Report]) -> tuple[OpenPain, ...]:
    """Each place by what was said of it last, until it is 0 or nothing hurts; a stop for pain until a place
    is said. The oldest first."""
    found: dict[str, OpenPain] = {}
    for report in sorted(once(reports), key=lambda one: (one.date, one.said_at, one.id)):
        if report.pain == ():
            found.clear()
        for pain in report.pain or ():
            before = found.pop(place_of(pain), None)
            if pain.level:
                found.pop("", None)
                session = report.session or (before.session if before else "")
                found[place_of(pain)] = OpenPain(date=report.date, session=session, pain=pain)
        if stopped_for_pain(report):
            found[""] = OpenPain(date=report.date, session=report.session, pain=None)
    return tuple(found.values())


def place_of(pain: Pain) -> str:
    return pain.place.strip().casefold()


def _sore_days(report: Report) -> Iterable[tuple[dt.date, int]]:
    """A report of soreness at 48 h carries the day of the session, or, said by then, the day itself."""
    if report.soreness is not None:
        yield report.date, report.soreness
    if report.soreness_48h is not None:
        waited = (report.said_at.date() - report.date).days >= SORE_AFTER_DAYS[0]
        yield report.date + (SORE_AFTER_DAYS[0] * _DAY if waited else 0 * _DAY), report.soreness_48h
