"""Triage: what about a runner calls for the coach, by the squad's part of the rule book."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from fullstride.adapt import triage_words as words
from fullstride.adapt.answers import InForce
from fullstride.adapt.clean import line, stopped_early
from fullstride.adapt.outcomes import Outcome, Status
from fullstride.adapt.respond import GO, State, weight
from fullstride.adapt.said import Said, place_of
from fullstride.adapt.words import all_off, until
from fullstride.domain.calendar import Day, Demand
from fullstride.domain.decision import Decision, Verb
from fullstride.domain.evidence import Standing
from fullstride.domain.report import Pain, PainKind
from fullstride.domain.session import Plan, Reason, Session
from fullstride.domain.session import Status as PlanStatus
from fullstride.domain.squad import Call, Note
from fullstride.rules.book import Book
from fullstride.rules.words import Exercise

_DAY = dt.timedelta(days=1)
_TAKES = {Demand.EASY, Demand.STRIDES}
_SAID_BY = {  # what need not be said beside another
    Call.UNSAID: {Call.SILENT},
    Call.BEGUN_AGAIN: {Call.MISSED, Call.GAP, Call.LONG_GAP},
    Call.GAP: {Call.SILENT},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All that is looked at of one runner.

    `since` is the day on which the season's first plan was made; `heard` the last day with a word or a
    recording, None for never; `level_then` the contact level that the plan of the rule's days ago held.
    """

    state: State
    said: Said
    decisions: tuple[Decision, ...]
    plan: Plan
    days: tuple[Day, ...]
    since: dt.date
    heard: dt.date | None
    level_then: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """Steps: hold the runner against each line of the book's `squad` part, in its order; tell for each that
    holds the fact and what the decisions did about it. A line that another one already says is left out."""

    book: Book
    today: dt.date

    def notes(self, seen: Seen) -> tuple[Note, ...]:
        """The weightiest first; none where everything goes as planned."""
        found: dict[Call, Note] = {}
        for note in self._lines(seen):
            found.setdefault(note.call, note)
        for call, said_by in _SAID_BY.items():
            if said_by & found.keys():
                found.pop(call, None)
        return tuple(sorted(found.values(), key=lambda note: note.call.weight))

    def _lines(self, seen: Seen) -> Iterator[Note]:
        gates = [one for one in seen.state.in_force if one.stop.does not in (*GO, "hold")]
        yield from self._kept_from(seen, gates)
        yield from self._pain(seen, gates)
        yield from self._missed(seen)
        yield from self._stepped_back(seen)
        yield from self._silent(seen)
        if not any(one.clinician or one.stop.name not in self.book.squad.blocked.quiet for one in gates):
            yield from self._gap(seen)
            yield from self._nothing_placed(seen)
        yield from self._too_hard(seen)
        yield from self._begun_again(seen)
        yield from self._unsaid(seen)
        yield from self._level(seen)

    # ---- gates and pain ----------------------------------------------------------------------------

    def _kept_from(self, seen: Seen, gates: Sequence[InForce]) -> Iterator[Note]:
        rules = self.book.squad
        for force in sorted(gates, key=lambda one: (one.date, one.stop.name), reverse=True):
            if force.stop.name in (*rules.pain.gates, *rules.blocked.quiet) and not force.clinician:
                continue
            call = Call.RED_FLAG if force.clinician else Call.BLOCKED
            yield self._note(call, words.gate_fact(force, self.today), self._off(seen, [force]), force)

    def _pain(self, seen: Seen, gates: Sequence[InForce]) -> Iterator[Note]:
        rule = self.book.squad.pain
        strong = [one for one in gates if one.stop.name in rule.gates]
        holding = [one for one in seen.state.in_force if one.stop.does == "hold"]
        facts = self._pain_facts(seen, strong, flagged=any(one.clinician for one in gates))
        if not facts:
            return
        if strong:
            heaviest = max(strong, key=weight)
            yield self._note(Call.PAIN, " ".join(facts), self._off(seen, strong), heaviest)
        elif holding:
            yield self._note(Call.PAIN, " ".join(facts), "The ladders wait.", holding[0])
        else:
            yield Note(
                call=Call.PAIN,
                fact=" ".join(facts),
                did="No session with it counts as clean, so nothing steps up.",
                because=line(self.book, "forward").reason(),
            )

    def _pain_facts(self, seen: Seen, strong: Sequence[InForce], *, flagged: bool) -> list[str]:
        """Every place that keeps something off or hurt enough of late, the worst first; then what names no
        place."""
        rule = self.book.squad.pain
        told: dict[str, list[tuple[dt.date, Pain]]] = defaultdict(list)
        for day in sorted(seen.said.pains):
            for pain in seen.said.pains[day]:
                if not (flagged and pain.kind is PainKind.BONE):  # it is the red flag
                    told[place_of(pain)].append((day, pain))
        holds = {one.place for one in strong}
        since = self.today - rule.days * _DAY
        found = []
        for place, history in told.items():
            recent = [pair for pair in history if pair[0] > since]
            hurt = any(pain.level >= rule.level for _, pain in recent) and recent[-1][1].level >= rule.level
            if place in holds or hurt:
                found.append(recent or history[-1:])
        found.sort(key=lambda pairs: max(pain.level for _, pain in pairs), reverse=True)
        unnamed = [one for one in strong if one.place not in told]
        return [
            *(words.pain_fact(pairs, self.today) for pairs in found),
            *dict.fromkeys(words.gate_fact(one, self.today) for one in unnamed),
        ]

    def _note(self, call: Call, fact: str, did: str, force: InForce) -> Note:
        return Note(call=call, fact=fact, did=did, because=force.stop.reason)

    def _off(self, seen: Seen, gates: Sequence[InForce]) -> str:
        """Which work these gates keep from the runner, until when, and what stays."""
        decided = [one.exercise for one in seen.decisions]
        known = concerned(seen.state, seen.plan, self.book, decided)
        off = [
            (one, max(by, key=weight))
            for one in known
            if (by := [force for force in gates if force.stop.blocks(one)])
        ]
        told = all_off(off, known, seen.state.blocked)
        return told or f"All that it speaks of is off {until(max(gates, key=weight))}."

    # ---- what was done and said --------------------------------------------------------------------

    def _missed(self, seen: Seen) -> Iterator[Note]:
        rule = self.book.squad.missed
        by_day: dict[dt.date, list[Outcome]] = defaultdict(list)
        for one in seen.state.outcomes:
            if one.session is not None and one.date < self.today:
                by_day[one.date].append(one)
        told = [
            (day, all(one.was_missed for one in here))
            for day, here in sorted(by_day.items(), reverse=True)
            if any(one.was_done or one.was_missed for one in here)
        ]
        missed = [day for day, _ in takewhile(lambda pair: pair[1], told)]
        if len(missed) >= rule.times and (self.today - missed[0]).days <= rule.days:
            did, because = self._what_follows(seen)
            fact = words.missed(sorted(missed))
            yield Note(call=Call.MISSED, fact=fact, did=did, because=because or rule.reason())

    def _what_follows(self, seen: Seen) -> tuple[str, Reason | None]:
        """What the decisions made of it: steps back, else the doses as they were."""
        back = [one for one in seen.decisions if one.verb is Verb.REGRESS]
        if back:
            return words.backs([(self.book.exercises[one.exercise], one) for one in back]), back[0].because
        return "The doses stay as they were.", line(self.book, "hold").reason()

    def _stepped_back(self, seen: Seen) -> Iterator[Note]:
        """One exercise stopped early time after time; or whatever came last, whichever exercise it was."""
        rule, own = self.book.squad.stepped_back, {one.exercise: one for one in seen.decisions}
        known = [one for one in seen.state.outcomes if one.was_done and one.exercise in self.book.exercises]
        done = sorted(known, key=lambda one: (one.done_on or one.date, one.date))
        maximal = [one for one in done if self.book.exercises[one.exercise].maximal]
        alike = [[one for one in done if one.exercise == id_] for id_ in own]
        for sessions in (*alike, maximal):
            ended = list(takewhile(lambda one: bool(stopped_early(one)), reversed(sessions)))
            last = ended[0].done_on or ended[0].date if ended else dt.date.min
            if len(ended) < rule.times or (self.today - last).days > rule.days:
                continue
            stop = next((one.say for one in self.book.stop if one.id == stopped_early(ended[0])), "")
            named = [self.book.exercises[id_] for id_ in dict.fromkeys(one.exercise for one in ended)]
            follows = [(one, own[one.id]) for one in named if one.id in own]
            back = [pair for pair in follows if pair[1].verb is Verb.REGRESS]
            because = [pair[1].because for pair in (*back, *follows)]
            yield Note(
                call=Call.STEPPED_BACK,
                fact=words.stopped(named, len(ended), stop),
                did=words.backs(back) if back else words.stays(follows),
                because=because[0] if because else line(self.book, "stopped").reason(),
            )

    def _silent(self, seen: Seen) -> Iterator[Note]:
        rule = self.book.squad.silent
        last = seen.heard or seen.since
        waiting = [
            one
            for one in seen.state.outcomes
            if one.status is Status.NOT_YET_SAID and last <= one.date < self.today
        ]
        days = (self.today - last).days
        if days >= rule.days and waiting:
            yield Note(
                call=Call.SILENT,
                fact=words.silent(days, last, ever=seen.heard is not None),
                did=words.wait(len(waiting)),
                because=line(self.book, "hold").reason(),
            )

    def _gap(self, seen: Seen) -> Iterator[Note]:
        rules = self.book.squad
        maximal = {id_ for id_, one in self.book.exercises.items() if one.maximal}
        theirs = [one for one in seen.state.outcomes if one.exercise in maximal]
        done = [one.done_on for one in theirs if one.was_done and one.done_on]
        last = max(done, default=seen.since)
        asked = any(last < one.date < self.today and not one.was_done for one in theirs)
        days = (self.today - last).days
        if not asked or days <= rules.gap.days:
            return
        following = min(
            (one for one in seen.plan.sessions if one.exercise in maximal and one.date >= self.today),
            key=lambda one: (one.date, one.order),
            default=None,
        )
        because = rules.gap.reason()
        if following is not None:
            own = [one.because for one in seen.decisions if one.exercise == following.exercise]
            because = own[0] if own else because
        yield Note(
            call=Call.LONG_GAP if days > rules.long_gap.days else Call.GAP,
            fact=words.no_max(days, ever=bool(done)),
            did=words.again(self._named(following), following),
            because=because,
        )

    def _named(self, session: Session | None) -> str:
        known = self.book.exercises.get(session.exercise) if session else None
        return known.name if known else ""

    def _nothing_placed(self, seen: Seen) -> Iterator[Note]:
        rule, plan = self.book.squad.nothing_placed, seen.plan
        end = self.today + rule.days * _DAY
        if self.today > plan.last:
            fact = f"The season ended on {words.date(plan.last)}."
            did = "Nothing is planned until the next one begins."
            yield Note(call=Call.NOTHING_PLACED, fact=fact, did=did, because=rule.reason())
            return
        if plan.status is PlanStatus.CLASH:
            fact = "Not all that is wished for can hold together: nothing is placed."
            did = " ".join(f"{wish.text.rstrip('.')}." for wish in plan.clash[:2])
            yield Note(call=Call.NOTHING_PLACED, fact=fact, did=did, because=rule.reason())
            return
        races = any(day.demand is Demand.RACE and self.today <= day.date <= end for day in seen.days)
        ahead = [one.date for one in plan.sessions if one.date >= self.today]
        following = min(ahead, default=None)
        if races or end > plan.last or (following is not None and following < end):
            return
        named = (
            reason
            for one in plan.unplaced
            if self.today - 7 * _DAY < one.week < end
            for reason in one.because
        )
        because = _most_common(named) or rule.reason()
        asked = [day.demand for day in seen.days if self.today <= day.date < (following or plan.last + _DAY)]
        if _TAKES.isdisjoint(asked):
            fact, did = words.no_easy_day(following), "Nothing is placed there."
        else:
            fact, did = words.nothing_until(following), because.text
        yield Note(call=Call.NOTHING_PLACED, fact=fact, did=did, because=because)

    def _too_hard(self, seen: Seen) -> Iterator[Note]:
        rule = self.book.squad.too_hard
        done = [one for one in seen.state.outcomes if one.exercise == rule.exercise and one.was_done]
        last = sorted(done, key=lambda one: one.done_on or one.date)[-rule.sessions :]
        exercise = self.book.exercises.get(rule.exercise)
        if exercise is None or len(last) < rule.sessions or not all(map(self._was_too_hard, last)):
            return
        own = [one for one in seen.decisions if one.exercise == rule.exercise]
        stays = words.next_dose(exercise, own[0]) if own else ""
        yield Note(
            call=Call.TOO_HARD,
            fact=words.too_hard(exercise, rule.sessions),
            did=f"{stays} A word about “{exercise.cues[-1].lower()}” may help.".strip(),
            because=own[0].because if own else rule.reason(),
        )

    def _was_too_hard(self, outcome: Outcome) -> bool:
        rule = self.book.squad.too_hard
        if outcome.said is not None and outcome.said.hard is not None and outcome.said.hard >= rule.effort:
            return True
        reps = outcome.verdict.reps if outcome.verdict else ()
        fast = sum(Standing.TOO_HARD in rep.standings for rep in reps)
        return bool(reps) and fast >= rule.share * len(reps)

    def _begun_again(self, seen: Seen) -> Iterator[Note]:
        rules = self.book.squad.begun_again.rules
        back = [
            one
            for one in seen.decisions
            if one.verb is Verb.REGRESS and one.because.rule in rules and _was_away(seen, one.exercise)
        ]
        if back:
            named = [(self.book.exercises[one.exercise], one) for one in back]
            fact = words.layoff(back[0])
            yield Note(call=Call.BEGUN_AGAIN, fact=fact, did=words.backs(named), because=back[0].because)

    def _unsaid(self, seen: Seen) -> Iterator[Note]:
        rule = self.book.squad.unsaid
        open_ = [
            one
            for one in seen.state.outcomes
            if one.status is Status.NOT_YET_SAID
            and one.date < self.today
            and (self.today - one.date).days <= self.book.squad.missed.days
        ]
        if len(open_) >= rule.sessions:
            days = sorted({one.date for one in open_})
            yield Note(
                call=Call.UNSAID,
                fact=f"{len(open_)} sessions not spoken of since {words.date(days[0])}.",
                did="Nothing steps up until they are.",
                because=line(self.book, "hold").reason(),
            )

    def _level(self, seen: Seen) -> Iterator[Note]:
        order, now = self.book.contacts.levels, seen.state.level
        if now in order and seen.level_then in order and order.index(now) > order.index(seen.level_then):
            cap = self.book.contacts.cap(now)
            yield Note(
                call=Call.LEVEL,
                fact=f"The contact level rose to {now.replace('_', ' ')}.",
                did=f"Up to {cap[0]} contacts a session from here.",
                because=self.book.level_up.reason(),
            )


def concerned(state: State, plan: Plan, book: Book, told: Iterable[str]) -> list[Exercise]:
    """The exercises that a runner has to do with: those ahead, and those that a gate keeps from them, of what
    was done or decided about (`told`). In the book's order."""
    ahead = {one.exercise for one in plan.sessions if one.date >= state.today}
    kept_from = {id_ for id_ in (*state.standings, *told) if id_ in state.blocked}
    return [exercise for id_, exercise in book.exercises.items() if id_ in ahead | kept_from]


def _was_away(seen: Seen, exercise: str) -> bool:
    """Whether a gap was the runner's own; the plan may leave an exercise out for weeks by itself."""
    standing = seen.state.standings.get(exercise)
    if standing is None:
        return False
    lowered = standing.lowered
    return standing.footing.missed or (lowered is not None and lowered.over is not None)


def _most_common(reasons: Iterable[Reason]) -> Reason | None:
    """The reason that most days have, by its rule."""
    found = list(reasons)
    counts = Counter(one.rule for one in found)
    return max(found, key=lambda one: counts[one.rule], default=None)
