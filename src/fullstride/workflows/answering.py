"""What workflows found, as the contract's JSON: the same on the command line and on the web."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fullstride.domain.feeds import Feed
    from fullstride.domain.history import Audit
    from fullstride.domain.keeping import KeptPlan
    from fullstride.domain.report import Report
    from fullstride.domain.session import Violation
    from fullstride.domain.squad import Squad, Unread
    from fullstride.domain.trend import Trend
    from fullstride.guide.words import Script
    from fullstride.plan.explain import Explanation
    from fullstride.plan.moving import MoveJudged
    from fullstride.rules.book import Book
    from fullstride.rules.words import Exercise, Rule
    from fullstride.workflows.adapting import Adapting
    from fullstride.workflows.coming import Coming
    from fullstride.workflows.due import Due
    from fullstride.workflows.looking_back import Work
    from fullstride.workflows.moving import Undone
    from fullstride.workflows.planning import Placed
    from fullstride.workflows.safety import Off
    from fullstride.workflows.season import Season
    from fullstride.workflows.sources import CalendarRead, DayChange
    from fullstride.workflows.squad_shelves import Adapted, GivenTo
    from fullstride.workflows.telling import GuidedTold, Told

Json = dict[str, Any]


def coming_answer(coming: "Coming") -> Json:
    """Days of the kept plan as JSON, for `today` and `week`."""
    from fullstride.formats.adapt_answer import decision_json
    from fullstride.formats.answers import day_json
    from fullstride.formats.coming_answer import script_json
    from fullstride.formats.plan_file import session_json

    status = {id_: outcome.status.value for id_, outcome in coming.outcomes.items()}
    off = {id_: _off_json(one) for id_, one in coming.off.items()}
    return {
        "first": coming.dates[0].isoformat(),
        "last": coming.dates[-1].isoformat(),
        "number": coming.kept.number,
        "days": [day_json(day) for day in coming.days],
        "sessions": [
            script_json(script, status=status.get(script.session.id, "ahead"), off=off.get(script.session.id))
            for script in coming.scripts
        ],
        "next": session_json(coming.next) if coming.next else None,
        "held": [_off_json(one) for one in coming.held],
        "decisions": [decision_json(one) for one in coming.decisions],
        "due": _due_json(coming.due),
    }


def _off_json(off: "Off") -> Json:
    from fullstride.formats.coming_answer import off_json

    return off_json(off.say, off.because, off.until, off.meanwhile)


def season_answer(season: "Season") -> Json:
    """The kept plan as `plan --json` prints it, with what became of its sessions."""
    from fullstride.formats.adapt_answer import decision_json
    from fullstride.formats.plan_file import write_plan
    from fullstride.formats.season_answer import season_day_json, season_session_json, wish_json

    kept = season.kept
    plan = write_plan(kept.plan)
    del plan["solve_s"]
    became = {
        id_: (one.status.value, one.done_on.isoformat() if one.done_on else None)
        for id_, one in season.outcomes.items()
    }
    off = {id_: _off_json(one) for id_, one in season.off.items()}
    return plan | {
        "number": kept.number,
        "made_at": kept.made_at.isoformat(),
        "race": season.race.isoformat() if season.race else None,
        "days": [season_day_json(day) for day in season.days],
        "sessions": [
            season_session_json(
                session, season.book, became.get(session.id, ("ahead", None)), off.get(session.id)
            )
            for session in kept.plan.sessions
        ],
        "others": [{"exercise": one.exercise, "date": one.date.isoformat()} for one in season.others],
        "decisions": [decision_json(one) for one in season.decisions],
        "wishes": [wish_json(one) for one in season.wishes],
    }


def violations_answer(found: "Iterable[Violation]") -> Json:
    """Rules that a plan breaks, as `check --json` prints them."""
    from fullstride.formats import answers

    return answers.violations_answer(found)


def why_answer(explanations: "Sequence[Explanation]") -> Json:
    """As `explain --json` prints it."""
    from fullstride.formats.answers import explain_answer

    return explain_answer(explanations)


def script_answer(script: "Script") -> Json:
    """Everything that leads through one session."""
    from fullstride.formats import season_answer

    return season_answer.script_answer(script)


def scripts_answer(scripts: "Iterable[Script]", *, first: dt.date, last: dt.date, number: int) -> Json:
    """What leads through the sessions of some days; `number` is the version of the plan."""
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "number": number,
        "scripts": [script_answer(script) for script in scripts],
    }


def due_answer(open_questions: "Iterable[Due]") -> Json:
    """What only the runner can say."""
    return {"due": _due_json(open_questions)}


def _due_json(found: "Iterable[Due]") -> list[Json]:
    from fullstride.formats.coming_answer import due_json

    return [
        due_json(one.asks.value, one.session, one.date.isoformat(), one.pain, one.report) for one in found
    ]


def report_answer(report: "Report") -> Json:
    """A report as it is written to a file."""
    from fullstride.formats.report_file import report_json

    return report_json(report)


def told_answer(told: "Told") -> Json:
    """A report as it is kept, whether it is new, and what is doubtful about its day."""
    from fullstride.workflows.telling import doubt_of

    return {"report": report_answer(told.report), "new": told.new, "say": doubt_of(told.report)}


def guided_answer(kept: "GuidedTold") -> Json:
    """What was done, as `do --json` prints it, and the report that it became."""
    from fullstride.formats.done_file import record_json
    from fullstride.workflows.telling import doubt_of

    return {
        "record": record_json(kept.record),
        "report": report_answer(kept.told.report) if kept.told else None,
        "new": kept.told is not None and kept.told.new,
        "say": doubt_of(kept.told.report) if kept.told else "",
    }


def calendars_answer(found: "Iterable[CalendarRead]", aside: "Iterable[Feed]") -> Json:
    """The runner's calendars in a list, and those that lie aside."""
    from fullstride.formats.calendar_answer import put_aside_json

    return {
        "items": [_calendar_answer(one) for one in found],
        "put_aside": [put_aside_json(one) for one in aside],
    }


def _calendar_answer(found: "CalendarRead") -> Json:
    from fullstride.formats.calendar_answer import calendar_json

    calendar = replace(found.calendar, skipped=found.left_out)
    told = calendar_json(found.feed, calendar, found.days, found.error)
    return told | {"runs": found.runs, "few_runs": found.few_runs}


def calendar_detail_answer(found: "CalendarRead") -> Json:
    """One calendar, day by day."""
    from fullstride.formats.calendar_answer import calendar_days_json

    calendar = replace(found.calendar, skipped=found.left_out)
    return _calendar_answer(found) | calendar_days_json(calendar, found.days)


def calendar_kept_answer(found: "CalendarRead", changes: "Iterable[DayChange]") -> Json:
    """A calendar as it is read now, and the days that the plan does not know like that."""
    from fullstride.formats.calendar_answer import day_change_json

    return {
        "calendar": _calendar_answer(found),
        "changes": [day_change_json(one.date, one.was, one.now) for one in changes],
    }


def placed_answer(placed: "Placed", kept: "KeptPlan | None") -> Json:
    """A placed plan as `plan --json` prints it, with the number of the version where it was kept."""
    from fullstride.formats.answers import day_json, problems_json
    from fullstride.formats.plan_file import write_plan

    return write_plan(placed.plan) | {
        "days": [
            day_json(day) for day in placed.reading.days if placed.plan.first <= day.date <= placed.plan.last
        ],
        "problems": problems_json(placed.reading.calendar),
        "kept": kept.number if kept else None,
    }


def profile_answer(text: str, plan: "KeptPlan | None") -> Json:
    """The profile as a form and as its file."""
    from fullstride.formats.profile import parse_profile
    from fullstride.formats.profile_form import form_json
    from fullstride.workflows.sources import profile_version

    form = form_json(parse_profile(text, "your profile"))
    pending = plan is not None and plan.profile != text
    return {"form": form, "toml": text, "pending": pending, "version": profile_version(text)}


def profile_toml(form: Json) -> str:
    """A filled-in form as the profile's file."""
    from fullstride.formats.profile import write_profile
    from fullstride.formats.profile_form import runner_of_form

    return write_profile(runner_of_form(form))


def rules_answer(rules: "Iterable[Rule]", exercise: "Exercise | None") -> Json:
    """Rules as `rules --json` prints them."""
    from fullstride.formats import answers

    return answers.rules_answer(rules, exercise)


def book_words_answer(book: "Book") -> Json:
    """What the book knows by name."""
    from fullstride.formats.answers import rule_json

    return {
        "exercises": [
            {"id": id_, "name": one.name, "step_count": len(one.ladder)}
            for id_, one in book.exercises.items()
        ],
        "gates": [
            {"name": name, "when": gate.when, "text": gate.reason().text, "clinician": gate.clinician}
            for name, gate in book.gates.answers.items()
        ],
        "stops": [rule_json(rule) for rule in book.stop],
        "notice": book.notice,
    }


def adapt_answer(found: "Adapting", *, applied: bool) -> Json:
    """What follows, as `adapt --json` prints it."""
    from fullstride.formats import adapt_answer

    return adapt_answer.adapt_answer(
        found.decisions,
        found.changes,
        found.not_moved,
        applied=applied,
        number=found.after.number if applied else found.before.number,
        notes=found.notes,
        asks=due_answer(found.asks)["due"],
    )


def move_answer(judged: "MoveJudged", in_full: "Adapting | None") -> Json:
    """What the rules say of a session on another day."""
    from fullstride.formats.answers import violations_answer
    from fullstride.formats.reasons import reason_json

    return {
        "never": judged.never,
        "because": [reason_json(reason) for reason in judged.because],
        "breaks": violations_answer(judged.breaks)["violations"],
        "in_full": adapt_answer(in_full, applied=False) if in_full else None,
    }


def undone_answer(found: "Undone") -> Json:
    """The plan without a move."""
    from fullstride.formats.adapt_answer import change_json, not_moved_json

    return {
        "applied": found.applied,
        "number": found.number,
        "changes": [change_json(one) for one in found.changes],
        "not_moved": [not_moved_json(one) for one in found.not_moved],
    }


def trend_answer(found: "Trend") -> Json:
    """What changed, as `trend --json` prints it."""
    from fullstride.formats import trend_answer

    return trend_answer.trend_answer(found)


def audit_answer(found: "Audit", *, duplicates: "Iterable[tuple[str, str]]" = ()) -> Json:
    """What a history shows, as `audit --json` prints it; `duplicates` are (file, same as)."""
    from fullstride.formats import audit_answer

    return audit_answer.audit_answer(found, duplicates=duplicates)


def exposure_answer(found: "Iterable[Work]", *, first: dt.date, last: dt.date) -> Json:
    """Days with the work that they held."""
    days: dict[str, list[Json]] = {}
    for one in found:
        told = {"exercise": one.exercise, "reps": one.reps, "recorded": one.recorded}
        days.setdefault(one.date.isoformat(), []).append(told | {"session": one.session or None})
    listed = [{"date": date, "work": work} for date, work in days.items()]
    return {"first": first.isoformat(), "last": last.isoformat(), "days": listed}


def squad_answer(squad: "Squad") -> Json:
    """A squad as `squad --json` prints it."""
    from fullstride.formats import squad_answer

    return squad_answer.squad_answer(squad)


def squad_adapted_answer(found: "Adapted", *, applied: bool) -> Json:
    """What follows for everybody, as `squad adapt --json` prints it."""
    from fullstride.formats.squad_answer import adapted_answer

    return adapted_answer(
        found.squad,
        applied=applied,
        news=found.news,
        changed=found.changed,
        changes=found.changes,
        verbs=found.verbs,
        not_kept=found.not_kept,
    )


def taken_in_answer(added: "Iterable[GivenTo]", refused: "Iterable[Unread]", *, kept: bool) -> Json:
    """Who got a template, or would get it, and who not and why."""
    from fullstride.formats.squad_answer import unread_json

    return {
        "kept": kept,
        "added": [
            {
                "runner": one.runner,
                "sessions": one.sessions,
                "exercises": dict(one.exercises),
                "weeks": one.weeks,
                "unplaced": one.unplaced,
                "rules": one.rules,
                "puts_away": list(one.puts_away),
            }
            for one in added
        ],
        "not_added": unread_json(refused),
    }
