"""What is said below the picture of a plan: the count, the compromises, the gaps, what was assumed.

A plan of a season leaves hundreds of small gaps; they are told in a few sentences, grouped by exercise
and reason. The plan file holds each of them.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fullstride.domain.session import Phase, Plan, Reason, Session, Status
from fullstride.formats import saying

MAXIMAL_EFFORTS = ("all_out", "jump_set")
MOST_GROUPS = 3
AHEAD = "Weeks ahead are drawn as if all goes well."


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to say. `lead` is set in bold before the text and may be empty."""

    lead: str = ""
    text: str


def remarks(plan: Plan, names: Mapping[str, str], *, ahead: bool = True) -> tuple[Remark, ...]:
    """All that a plan has to say about itself, in the order of weight.

    `names` gives an exercise's name as written inside a sentence. Without `ahead` it is left to the
    caller to say that weeks ahead are drawn as if all goes well.
    """
    if plan.status is Status.CLASH:
        return _clash(plan)
    said = [
        *_count(plan, ahead=ahead),
        *_gap(plan),
        *_disliked(plan, names),
        *_idle_weeks(plan),
        *_unplaced(plan, names),
        *_assumptions(plan),
    ]
    return tuple(said)


def verdict(plan: Plan, *, timed: bool = True) -> str:
    """How the search ended: "18 weeks, proven best in 0.08 s".

    Not `timed` where the same plan must give the same bytes.
    """
    length = saying.counted(len(plan.weeks) or _weeks_between(plan.first, plan.last), "week")
    if plan.status is Status.CLASH:
        return f"{length}, nothing placed"
    if plan.status is Status.OUT_OF_TIME or not plan.optimal:
        return f"{length}, the best found, not proven"
    took = f" in {plan.solve_s:.2f}\u2009s" if timed and plan.solve_s > 0 else ""
    return f"{length}, proven best{took}"


def is_maximal(session: Session) -> bool:
    """Whether a session is one of the maximal exercises, of which a day holds one at most."""
    return session.effort in MAXIMAL_EFFORTS


def week_numbers(plan: Plan) -> Mapping[dt.date, int]:
    """The number of each week, from 1, by the Monday it belongs to."""
    return {monday(week.start): number for number, week in enumerate(plan.weeks, start=1)}


def monday(date: dt.date) -> dt.date:
    """The Monday of the date's week; the first date there is where the calendar begins mid-week."""
    return dt.date.fromordinal(max(1, date.toordinal() - date.weekday()))


def _weeks_between(first: dt.date, last: dt.date) -> int:
    return (monday(last) - monday(first)).days // 7 + 1


def _clash(plan: Plan) -> tuple[Remark, ...]:
    head = Remark(
        lead="Nothing was placed.",
        text="These wishes cannot hold together; changing one of them is enough."
        if len(plan.clash) > 1
        else "One wish cannot be kept.",
    )
    wishes = (
        Remark(lead=saying.sentence(wish.text), text=f"{saying.sentence(wish.relax)} ({wish.key})")
        for wish in plan.clash
    )
    return (head, *wishes)


def _count(plan: Plan, *, ahead: bool) -> list[Remark]:
    if not plan.sessions:
        return [Remark(lead="Nothing was placed.", text="Your calendar stays as it is.")]
    pieces = saying.counted(len(plan.sessions), "piece")
    days = saying.counted(len({session.date for session in plan.sessions}), "day")
    return [Remark(text=f"{pieces} on {days}." + (f" {AHEAD}" if ahead else ""))]


def _gap(plan: Plan) -> list[Remark]:
    if plan.status is not Status.OUT_OF_TIME:
        return []
    text = saying.sentence(plan.gap) or "A longer search may find better places; every rule is kept."
    return [Remark(lead="Not proven best.", text=text)]


def _disliked(plan: Plan, names: Mapping[str, str]) -> list[Remark]:
    by_id = {session.id: session for session in plan.sessions}
    groups: dict[tuple[str, str], list[tuple[Session, Reason]]] = {}
    for place in plan.disliked:
        session = by_id.get(place.session)
        if session is not None:
            groups.setdefault((session.exercise, place.because.rule), []).append((session, place.because))
    places = {session.id for group in groups.values() for session, _ in group}
    if not groups:
        return []
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[1][0][0].date))
    parts = []
    for (exercise, _), found in ordered[:MOST_GROUPS]:
        when = saying.dates(session.date for session, _ in found)
        parts.append(f"{_name(names, exercise)} on {when}. {_said_once([why for _, why in found])}")
    if len(ordered) > MOST_GROUPS:
        parts.append("The rest is told day by day.")
    lead = f"{saying.counted(len(places), 'place')} we do not love:"
    return [Remark(lead=lead, text=" ".join([parts[0], *map(saying.sentence, parts[1:])]))]


def _said_once(reasons: Sequence[Reason]) -> str:
    """The sentence of a group of reasons; one that names a weekday stands for its first date only."""
    return saying.sentence(reasons[0].text)


def _idle_weeks(plan: Plan) -> list[Remark]:
    """Weeks with nothing maximal although the plan has some; race weeks explain themselves."""
    maximal = {monday(session.date) for session in plan.sessions if is_maximal(session)}
    if not maximal:
        return []
    groups: dict[str, list[int]] = {}
    for number, week in enumerate(plan.weeks, start=1):
        if week.phase is Phase.RACE or monday(week.start) in maximal:
            continue
        groups.setdefault(week.note or _first_reason(plan, week.start), []).append(number)
    said = []
    for why, found in sorted(groups.items(), key=lambda item: item[1])[:MOST_GROUPS]:
        verb = "has" if len(found) == 1 else "have"
        head = f"{saying.weeks(found).capitalize()} {verb} nothing maximal"
        said.append(Remark(text=f"{head}: {saying.lower_first(saying.sentence(why))}" if why else f"{head}."))
    return said


def _first_reason(plan: Plan, start: dt.date) -> str:
    for gap in plan.unplaced:
        if monday(gap.week) == monday(start) and gap.because:
            return gap.because[0].text
    return ""


def _assumptions(plan: Plan) -> list[Remark]:
    if not plan.assumptions:
        return []
    first, *others = map(saying.sentence, plan.assumptions)
    return [Remark(lead="Taken for granted:", text=" ".join([saying.lower_first(first), *others]))]


def _unplaced(plan: Plan, names: Mapping[str, str]) -> list[Remark]:
    numbers = week_numbers(plan)
    groups: dict[str, dict[str, list[int]]] = {}
    for gap in plan.unplaced:
        why = gap.because[0].text if gap.because else ""
        number = numbers.get(monday(gap.week))
        if number is not None:
            groups.setdefault(gap.exercise, {}).setdefault(why, []).append(number)
    said = []
    for exercise, reasons in groups.items():
        ordered = sorted(reasons.items(), key=lambda item: (-len(item[1]), item[1]))
        told = [_in_weeks(found, why) for why, found in ordered[:MOST_GROUPS]]
        rest = {number for _, found in ordered[MOST_GROUPS:] for number in found}
        if rest:
            told.append(f"{saying.weeks(rest)}, for other reasons.")
        head = f"No {_name(names, exercise)} in {told[0]}"
        said.append(Remark(text=" ".join([head, *_capital(told[1:])])))
    return said


def _in_weeks(found: Sequence[int], why: str) -> str:
    return (
        f"{saying.weeks(found)}: {saying.lower_first(saying.sentence(why))}"
        if why
        else f"{saying.weeks(found)}."
    )


def _capital(texts: Sequence[str]) -> list[str]:
    return [text[:1].upper() + text[1:] for text in texts]


def _name(names: Mapping[str, str], exercise: str) -> str:
    return names.get(exercise) or exercise.replace("_", " ")
