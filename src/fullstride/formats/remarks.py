"""What is said below the picture of a plan: the count, the compromises, the gaps, what was assumed.

A plan of a season leaves hundreds of small gaps; they are told in a few sentences, grouped by exercise,
with the rules that were most often in the way. The plan file holds each of them.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fullstride.domain.session import Phase, Plan, Reason, Session, Status, Unplaced
from fullstride.formats import saying
from fullstride.rules.book import Book

MAXIMAL_EFFORTS = ("all_out", "jump_set")
MOST_GROUPS = 3
_REST_DAY = "a rest day"
AHEAD = "Weeks ahead are drawn as if all goes well."


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to say. `lead` is set in bold before the text and may be empty."""

    lead: str = ""
    text: str


def remarks(plan: Plan, book: Book, *, ahead: bool = True) -> tuple[Remark, ...]:
    """All that a plan has to say about itself, in the order of weight.

    Without `ahead` it is left to the caller to say that weeks ahead are drawn as if all goes well.
    """
    if plan.status is Status.CLASH:
        return _clash(plan)
    said = [
        *_count(plan, ahead=ahead),
        *_gap(plan),
        *_disliked(plan, book),
        *_idle_weeks(plan),
        *_unplaced(plan, book),
        *_advice(plan),
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


def _disliked(plan: Plan, book: Book) -> list[Remark]:
    by_id = {session.id: session for session in plan.sessions}
    groups: dict[tuple[str, str], list[tuple[Session, Reason]]] = {}
    for place in plan.disliked:
        session = by_id.get(place.session)
        if session is not None:
            groups.setdefault((session.exercise, place.because.rule), []).append((session, place.because))
    if not groups:
        return []
    places = {session.id for group in groups.values() for session, _ in group}
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[1][0][0].date))
    parts = []
    for (exercise, _), found in ordered[:MOST_GROUPS]:
        when = saying.dates(session.date for session, _ in found)
        why = _said_once([reason for _, reason in found], book)
        parts.append(f"{exercise_name(book, exercise)} on {when}: {saying.lower_first(saying.sentence(why))}")
    if len(ordered) > MOST_GROUPS:
        parts.append("The rest stands with its sessions.")
    lead = f"{saying.counted(len(places), 'place')} we do not love:"
    return [Remark(lead=lead, text=" ".join([parts[0], *map(saying.sentence, parts[1:])]))]


def _idle_weeks(plan: Plan) -> list[Remark]:
    """Weeks with nothing maximal of ours although the plan has some; race weeks explain themselves."""
    maximal = {monday(session.date) for session in plan.sessions if is_maximal(session)}
    if not maximal:
        return []
    groups: dict[str, list[int]] = {}
    for number, week in enumerate(plan.weeks, start=1):
        if week.phase is not Phase.RACE and monday(week.start) not in maximal:
            groups.setdefault(week.note, []).append(number)
    said = []
    for why, found in sorted(groups.items(), key=lambda item: item[1]):
        has = "has" if len(found) == 1 else "have"
        head = f"{saying.weeks(found).capitalize()} {has} nothing maximal of ours"
        said.append(Remark(text=f"{head}: {saying.lower_first(saying.sentence(why))}" if why else f"{head}."))
    return said


def _unplaced(plan: Plan, book: Book) -> list[Remark]:
    numbers = {monday(week.start): number for number, week in enumerate(plan.weeks, start=1)}
    groups: dict[str, list[Unplaced]] = {}
    for gap in plan.unplaced:
        if monday(gap.week) in numbers:
            groups.setdefault(gap.exercise, []).append(gap)
    placed = {(session.exercise, monday(session.date)) for session in plan.sessions}
    said = []
    for exercise, gaps in groups.items():
        name = exercise_name(book, exercise)
        short = [gap for gap in gaps if (exercise, monday(gap.week)) in placed]
        for head, found in (
            ("No", [gap for gap in gaps if gap not in short]),
            ("Only one session of", short),
        ):
            if found:
                weeks = saying.weeks(numbers[monday(gap.week)] for gap in found)
                why = _in_the_way([reason for gap in found for reason in gap.because], book, exercise)
                said.append(Remark(text=f"{head} {name} in {weeks}" + (f": {why}" if why else ".")))
    return said


def _in_the_way(found: Sequence[Reason], book: Book, exercise: str) -> str:
    """What the days of a week are that hold nothing: "every day is a rest day or not easy"."""
    phrases = _day_phrases(book, exercise)
    counts = Counter(phrases[reason.rule] for reason in found if reason.rule in phrases)
    said = sorted(counts, key=lambda phrase: (phrase != _REST_DAY, -counts[phrase]))
    others: dict[str, list[Reason]] = {}
    for reason in found:
        if reason.rule not in phrases:
            others.setdefault(reason.rule, []).append(reason)
    often = sorted(others.values(), key=lambda reasons: -len(reasons))[:MOST_GROUPS]
    told = [saying.sentence(_said_once(reasons, book)) for reasons in often]
    if said:
        which = "The other days are" if told else "every day is"
        told.append(f"{which} {saying.listed(said, 'or')}.")
    return " ".join([saying.lower_first(told[0]), *told[1:]]) if told else ""


def _day_phrases(book: Book, exercise: str) -> Mapping[str, str]:
    """What a rule about days makes of a day, for the rules that speak of single days."""
    days, race, total = book.days, book.race, book.total
    phrases = {
        days.rest.id: _REST_DAY,
        days.never.id: "kept free by you",
        days.unknown.id: "unclear",
        days.own.id: "holding such work of yours",
        book.plain.id: "the easy run that stays plain",
    }
    phrases |= {rule.id: "too near a race" for rule in (race.gap, race.day, race.after, race.recovery)}
    for rule in (total.one_a_day, total.not_running):
        phrases[rule.id] = "too near our other work"
    for rule in (total.maximal_days, total.jump_days):
        phrases[rule.id] = "in a week that is full"
    known = book.exercises.get(exercise)
    if known is None:
        return phrases
    asks = "neither easy nor cross" if "cross" in known.day.on else "not easy"
    phrases |= {known.day.id: asks, days.opener.id: asks}
    phrases |= {known.spacing.id: "too near our other work", known.race.id: "too near a race"}
    for where, sides in (("the day after", known.before), ("the eve of", known.after)):
        for neighbour, rule in sides.items():
            phrases[rule.id] = f"{where} {'a long run' if neighbour == 'long' else 'hard work'}"
    return phrases


def _said_once(reasons: Sequence[Reason], book: Book) -> str:
    """One sentence for reasons of one rule: their own where they agree, else the rule's."""
    own = reasons[0].text
    rule = book.rule(reasons[0].rule)
    if rule is None or all(reason.text == own for reason in reasons):
        return own
    text = rule.reason().text
    return own if "…" in text else text


def _advice(plan: Plan) -> list[Remark]:
    return [Remark(text=" ".join(map(saying.sentence, plan.advice)))] if plan.advice else []


def _assumptions(plan: Plan) -> list[Remark]:
    return [Remark(text=" ".join(map(saying.sentence, plan.assumptions)))] if plan.assumptions else []


def exercise_name(book: Book, exercise: str) -> str:
    """The name as inside a sentence: "squat jumps"."""
    known = book.exercises.get(exercise)
    return saying.lower_first(known.name) if known else exercise.replace("_", " ")
