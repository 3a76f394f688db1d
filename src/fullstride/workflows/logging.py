"""Log: what a runner says becomes reports on their shelf, each once, however often it is sent."""

import datetime as dt
import difflib
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from fullstride.domain.errors import BadUsage
from fullstride.domain.keeping import KeptPlan
from fullstride.domain.report import Completion, Report
from fullstride.domain.session import Dose, Session
from fullstride.rules.dose import parts
from fullstride.workflows.keeping import sessions_ever

if TYPE_CHECKING:
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

MOST_NEAR = 3
LATEST_DAYS = 7  # an exercise named without a day is the last one of so many days
OF_A_SESSION = ("sets", "reps", "hard", "form", "contacts_30m", "stopped_by")
OF_EACH = ("completion", "soreness_48h")
_APART = ("id", "said_at", "date", "session", "exercise")
_DAY, _TICK, _MINUTE = dt.timedelta(days=1), dt.timedelta(microseconds=1), dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The sessions that the runner's words mean, and the day; none for a report on a day. `named`: a session
    was named, not only its day."""

    sessions: tuple[Session, ...]
    date: dt.date
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Reports as they are on the shelf, and how many of them were new."""

    reports: tuple[Report, ...]
    new: int


# ---- which session is meant ------------------------------------------------------------------------


def meant(plans: Sequence[KeptPlan], words: str, *, date: dt.date | None, today: dt.date) -> Meant:
    """What "2027w04-bounding-1", "2027-01-29", "today", "bounding 2027-01-29" or "bounding" mean.

    Without words it is `date`, or today. `date` is otherwise the day on which it was done, where that is
    not the plan's. Raises BadUsage where no session is meant, naming near ones, and for days to come.
    """
    if date is not None and date > today:
        raise BadUsage(f"{date} is yet to come; a report speaks of today or earlier")
    sessions = sessions_ever(plans)
    if not words.strip():
        day = date or today
        return Meant(sessions=_on(plans, day), date=day, named=False)
    if words.strip() in sessions:
        found: tuple[Session, ...] = (sessions[words.strip()],)
    else:
        found, named = _by_words(plans, words, today)
        if not found and named is not None:
            return Meant(sessions=(), date=_not_ahead(named, today))
    only_a_day = all(_day(word, today) for word in words.split())
    return Meant(sessions=found, date=date or min(found[0].date, today), named=not only_a_day)


def _by_words(
    plans: Sequence[KeptPlan], words: str, today: dt.date
) -> tuple[tuple[Session, ...], dt.date | None]:
    """The sessions of a day, of an exercise on a day, or the last one of an exercise; and the day named."""
    dates = [day for word in words.split() if (day := _day(word, today))]
    rest = "_".join(word for word in words.lower().replace("-", "_").split() if not _day_like(word, today))
    if len(dates) > 1:
        raise BadUsage(f"{words!r} names two days; one report speaks of one day")
    day = dates[0] if dates else None
    if not rest:
        return _on(plans, day or today), day
    if day is not None:
        found = tuple(session for session in _on(plans, day) if session.exercise == rest)
    else:
        found = _latest(plans, rest, today)
    if not found:
        raise BadUsage(no_session(plans, words.strip(), day or today))
    return found, day


def _day(word: str, today: dt.date) -> dt.date | None:
    if word.lower() in ("today", "yesterday"):
        return today if word.lower() == "today" else today - _DAY
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        return None


def _day_like(word: str, today: dt.date) -> bool:
    return _day(word.replace("_", "-"), today) is not None


def _not_ahead(day: dt.date, today: dt.date) -> dt.date:
    if day > today:
        raise BadUsage(f"There is nothing of ours on {day}, and it is yet to come")
    return day


def _on(plans: Sequence[KeptPlan], day: dt.date) -> tuple[Session, ...]:
    """The sessions of a day in the last plan; where it has none, those that an earlier one had there."""
    if not plans:
        return ()
    now = {session.id for session in plans[-1].plan.sessions}
    here = [session for session in plans[-1].plan.sessions if session.date == day]
    gone = [one for one in sessions_ever(plans).values() if one.date == day and one.id not in now]
    return tuple(sorted(here or gone, key=lambda session: (session.order, session.id)))


def _latest(plans: Sequence[KeptPlan], exercise: str, today: dt.date) -> tuple[Session, ...]:
    if not plans:
        return ()
    lately = [
        session
        for session in plans[-1].plan.sessions
        if session.exercise == exercise and today - LATEST_DAYS * _DAY <= session.date <= today
    ]
    return (max(lately, key=lambda session: session.date),) if lately else ()


def no_session(plans: Sequence[KeptPlan], words: str, day: dt.date) -> str:
    """A sentence that names sessions near to what was meant."""
    sessions = sessions_ever(plans)
    if not sessions:
        return f"There is no session {words!r}: no plan is kept yet; fullstride plan --keep keeps one"
    alike = difflib.get_close_matches(words, sessions, n=MOST_NEAR, cutoff=0.8)
    near = sorted(sessions.values(), key=lambda one: (abs((one.date - day).days), one.date, one.order))
    shown = [sessions[each] for each in alike] or near[:MOST_NEAR]
    named = ", ".join(f"{one.id} ({one.date})" for one in shown)
    return f"There is no session {words!r}; near it are {named}"


# ---- from words to reports -------------------------------------------------------------------------


def reports_of(draft: Report, about: Meant, book: "Book") -> tuple[Report, ...]:
    """The reports that a draft makes: one for the one session that is meant, one for a day without any;
    where a day has several, one for each and one for the day.

    Raises BadUsage where it can't be told which session is spoken of, where the counts contradict what is
    said of them, and for a rule or gate that the book does not hold.
    """
    draft = known_in_book(replace(draft, date=about.date), book)
    if not about.sessions:
        _refuse_sessionless(draft)
        return (draft,)
    if not about.named and not _speaks_of_a_session(draft):
        return (draft,)
    if len(about.sessions) == 1:
        return (_counted(replace(draft, session=about.sessions[0].id), about.sessions[0]),)
    told = [name.replace("_", "-") for name in OF_A_SESSION if getattr(draft, name) not in (None, "")]
    if told:
        named = " or ".join(session.id for session in about.sessions)
        what = told[0].removesuffix("-30m")
        raise BadUsage(f"That day has {len(about.sessions)} sessions; say of which --{what} is: {named}")
    each = Report(
        id=draft.id,
        said_at=draft.said_at,
        date=draft.date,
        completion=draft.completion,
        soreness_48h=draft.soreness_48h,
    )
    made = [replace(each, session=session.id) for session in about.sessions]
    of_the_day = replace(draft, completion=None, soreness_48h=None)
    wanted = [one for one in (*made, of_the_day) if says_something(one)]
    return tuple(
        replace(one, id=f"{draft.id}/{number}" if draft.id and number > 1 else draft.id)
        for number, one in enumerate(wanted, start=1)
    )


def says_something(report: Report) -> bool:
    """Whether anything was said, beyond of what and when."""
    told = (getattr(report, field.name) for field in fields(report) if field.name not in _APART)
    return any(value is not None and value != "" and value != () for value in told) or report.pain == ()


def _speaks_of_a_session(draft: Report) -> bool:
    return any(getattr(draft, name) not in (None, "") for name in (*OF_EACH, *OF_A_SESSION))


def _refuse_sessionless(draft: Report) -> None:
    if draft.exercise:
        if draft.completion is None and draft.sets is None and draft.reps is None:
            raise BadUsage(f"Say how much of {draft.exercise} was done: --done, --reps N or --sets N")
        return
    if _speaks_of_a_session(draft):
        raise BadUsage(
            f"There is nothing of ours on {draft.date}; name the session that was done, "
            "by its id or its date; fullstride week shows them"
        )


def known_in_book(draft: Report, book: "Book") -> Report:
    """The report with stop rules and gates by the names that the book has for them. Raises BadUsage."""
    stops = {name: rule.id for rule in book.stop for name in (rule.id, rule.id.partition(".")[2])}
    gates = {name: name for name in book.gates.answers}
    names = {name: name for name in book.exercises}
    return replace(
        draft,
        exercise=_in_book("exercise", draft.exercise, names) if draft.exercise else "",
        stopped_by=_in_book("stop rule", draft.stopped_by, stops) if draft.stopped_by else "",
        cleared=tuple(_in_book("gate", name, gates) for name in draft.cleared),
    )


def _in_book(what: str, name: str, known: Mapping[str, str]) -> str:
    word = name.strip().lower().replace(" ", "_").replace("-", "_")
    if word in known:
        return known[word]
    listed = ", ".join(dict.fromkeys(known.values()))
    raise BadUsage(f"{name!r} is no {what} of the book; those are {listed}")


def _counted(report: Report, session: Session) -> Report:
    """The report with its counts in the dose's own unit, and what was done where the counts say it."""
    report = _own_unit(report, session.dose)
    counts = (("reps", report.reps, session.dose.reps), ("sets", report.sets, session.dose.sets))
    told = [(name, did, asked) for name, did, asked in counts if did is not None]
    if not told:
        return report
    if report.completion is None:
        whole = all(did >= asked for _, did, asked in told)
        none = any(did == 0 for _, did, _ in told)
        done = Completion.DONE if whole else Completion.NOT_DONE if none else Completion.PARTLY
        return replace(report, completion=done)
    for name, did, asked in told:
        if report.completion is Completion.DONE and did < asked:
            raise BadUsage(f"{did} of {asked} {name} is --partly, not --done")
        if report.completion is Completion.NOT_DONE and did > 0:
            raise BadUsage(f"{did} of {asked} {name} is --partly, not --not-done")
    return report


def _own_unit(report: Report, dose: Dose) -> Report:
    """Squat jumps 3 x 15 s are counted in sets and strides 4 x 20 s in reps, whichever word was used."""
    if parts(dose) == dose.sets and dose.reps == 1 and report.sets is None and report.reps is not None:
        return replace(report, sets=report.reps, reps=None) if dose.sets > 1 else report
    if dose.sets == 1 and report.reps is None and report.sets is not None and dose.reps > 1:
        return replace(report, reps=report.sets, sets=None)
    return report


# ---- onto the shelf --------------------------------------------------------------------------------


def keep_reports(shelf: "Shelf", reports: Sequence[Report], *, now: dt.datetime) -> Kept:
    """Keeps reports that were said now, all or none.

    One without an id gets one from its words and the minute, so that the same command twice is one report;
    said again after something else was said of it, it is a new one. What is said last stands last, also
    where the clock was set back.
    """
    before = shelf.reports()
    instant = max([now, *(report.said_at + _TICK for report in before)])
    named = [_named(report, before, now) for report in reports]
    stamped = [
        next((old for old in before if old.id == one.id), replace(one, said_at=instant + place * _TICK))
        for place, one in enumerate(named)
    ]
    return Kept(reports=tuple(stamped), new=shelf.add_reports(stamped))


def _named(report: Report, before: Sequence[Report], now: dt.datetime) -> Report:
    if report.id:
        return report
    known = {one.id for one in before}
    same = [one for one in before if (one.session, one.date) == (report.session, report.date)]
    again = 0
    while True:
        id_ = _digest(report, now, again)
        if id_ not in known or same[-1].id == id_:
            return replace(report, id=id_)
        again += 1


def _digest(report: Report, now: dt.datetime, again: int) -> str:
    told = [getattr(report, field.name) for field in fields(report) if field.name not in ("id", "said_at")]
    minute = now.replace(second=0, microsecond=0).isoformat()
    text = json.dumps([minute, again, *map(str, told)], ensure_ascii=True)
    return f"said-{hashlib.sha256(text.encode()).hexdigest()[:20]}"
