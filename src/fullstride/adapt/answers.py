"""Answers: what reports and profile say to the gates of the rule book, and which of it still holds.

A red flag ends only where the runner clears it by name, later than it was raised. Every other answer ends
when a later one of its kind says so, or when its days are over; days that a gate counts run to their end.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from fullstride.adapt.said import Said, place_of, stopped_for_pain
from fullstride.domain.past import Answered
from fullstride.domain.report import PainKind, Report
from fullstride.domain.runner import Gates, Runner
from fullstride.rules.book import Book
from fullstride.rules.gates import Stop, stops

_NOTHING_SAID = Gates()


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A gate in force, the day its answer was given, and what was said, as a short phrase. `place`: where it
    hurts, as `place_of` tells places apart; "" where that was not said."""

    stop: Stop
    date: dt.date
    fact: str
    clinician: bool
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """An illness or injury that ended on `date`: what comes after begins again."""

    date: dt.date
    what: str  # "illness" or "injury"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsBack:
    """An answer that takes steps back from where an exercise stood on `date`; `until` its days are over."""

    date: dt.date
    until: dt.date | None
    steps: int
    stop: Stop
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """`answered` are the answers that still hold, the profile's among them; `over` and `steps_back` all that
    there ever were."""

    answered: tuple[Answered, ...]
    in_force: tuple[InForce, ...]
    over: tuple[Over, ...]
    steps_back: tuple[StepsBack, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """One answer to one gate; `topic` is what a later answer must speak of to end it, "" for a red flag."""

    date: dt.date
    said_at: dt.datetime | None  # None: of a day, or the profile's
    gates: Gates
    gate: str
    topic: str
    fact: str
    ends: bool = False  # says that it is over
    of_profile: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Steps: read every answer that reports and profile hold; drop what was cleared by name, what a later
    answer to the same took back and what has run its days; tell what ended and what costs steps.

    `told_on` is the day on which the profile's answers were given; None, nobody knows, counts as today.
    """

    runner: Runner
    book: Book
    today: dt.date
    told_on: dt.date | None = None

    def answers(self, said: Said) -> Answers:
        given = sorted(self._given(said), key=_when)
        stops_of = [self._stops(one) if one.gate else () for one in given]
        clearing = [report for report in said.reports if report.cleared]
        held = [
            one
            for place, one in enumerate(given)
            if stops_of[place] and self._holds(place, given, stops_of[place], clearing)
        ]
        over = tuple(self._over(given, said.reports))
        last = max((one.date for one in over if one.what == "injury"), default=None)
        if last is not None:
            held.append(
                _answer("back_from_injury", last, None, "", "back from injury", back_from_injury=True)
            )
        well = max((one.date for one in over if one.what == "illness"), default=None)
        if well is not None:
            held.append(_answer("after_illness", well, None, "", "well again", after_illness=True))
        return Answers(
            answered=tuple(Answered(date=self._counted_from(one), gates=one.gates) for one in held),
            in_force=tuple(force for one in held for force in self._in_force(one)),
            over=over,
            steps_back=tuple(
                StepsBack(date=one.date, until=stop.until, steps=stop.steps_back, stop=stop, fact=one.fact)
                for one, found in zip(given, stops_of, strict=True)
                for stop in found
                if stop.steps_back
            ),
        )

    # ---- reading -----------------------------------------------------------------------------------

    def _given(self, said: Said) -> Iterator[_Answer]:
        yield from self._of_profile()
        for report in said.reports:
            yield from _of_body(report)
            if stopped_for_pain(report):
                yield _answer(
                    "sharp_pain",
                    report.date,
                    report.said_at,
                    "sharp ",
                    "pain stopped the session",
                    sharp_pain=True,
                )
            for pain in report.pain or ():
                yield from _of_pain(report, pain.place, place_of(pain), pain.level, pain.kind)
                if pain.kind is PainKind.TENDON and pain.worse_next_morning:
                    fact = f"{pain.place} worse the next morning"
                    yield _answer(
                        "tendon_next_morning",
                        report.date,
                        report.said_at,
                        f"morning {place_of(pain)}",
                        fact,
                        tendon_worse_next_morning=True,
                    )
        if said.soreness:
            day = max(said.soreness)  # each day's word takes back that of the day before
            level = said.soreness[day]
            yield _answer("soreness", day, None, "soreness", f"soreness {level}", soreness=level)

    def _of_profile(self) -> Iterator[_Answer]:
        """Each of the profile's answers by itself, so that a later report can end it by itself."""
        told = self.runner.gates
        shared = {"covid_days", "symptom_free_days"}
        for field in fields(told):
            value = getattr(told, field.name)
            if (
                field.name == "cleared"
                or value is None
                or value is False
                or field.name == "symptom_free_days"
            ):
                continue
            kept = {name: getattr(told, name) for name in shared} if field.name in shared else {}
            gates = replace(_NOTHING_SAID, cleared=told.cleared, **(kept | {field.name: value}))
            yield _Answer(
                date=self.told_on or self.today,
                said_at=None,
                gates=gates,
                gate=next((n for n, g in self.book.gates.answers.items() if g.when == field.name), ""),
                topic=_PROFILE_TOPICS.get(field.name, ""),
                fact=f"your profile says {field.name.replace('_', ' ')}"
                + ("" if value is True else f" {value}"),
                of_profile=True,
            )

    # ---- what holds --------------------------------------------------------------------------------

    def _stops(self, answer: _Answer) -> tuple[Stop, ...]:
        return self._stops_from(answer, self._counted_from(answer))

    def _stops_from(self, answer: _Answer, first: dt.date) -> tuple[Stop, ...]:
        return stops(replace(self.runner, gates=answer.gates), self.book, first=first)

    def _counted_from(self, answer: _Answer) -> dt.date:
        """The first day of what it keeps free: each new one, while only a word ends it."""
        lasts = any(stop.said for stop in self._stops_from(answer, answer.date))
        return max(answer.date, self.today) if lasts else answer.date

    def _in_force(self, answer: _Answer) -> Iterator[InForce]:
        for stop in self._stops(answer):
            if stop.holds_on(self.today):
                clinician = self.book.gates.answers[stop.name].clinician
                place = answer.topic.partition(" ")[2]
                yield InForce(stop=stop, date=answer.date, fact=answer.fact, clinician=clinician, place=place)

    def _holds(
        self, place: int, given: Sequence[_Answer], found: Sequence[Stop], clearing: Sequence[Report]
    ) -> bool:
        answer = given[place]
        lasting = [stop for stop in found if stop.holds_on(self.today)]
        if not lasting or self._cleared(answer, clearing):
            return False
        if any(self.book.gates.answers[stop.name].clinician for stop in lasting) or not answer.topic:
            return True
        counted = answer.topic.startswith(("tendon", "morning")) and any(stop.ends for stop in lasting)
        return counted or not self._taken_back(place, given)

    def _taken_back(self, place: int, given: Sequence[_Answer]) -> bool:
        """By a later answer; where nobody knows when the profile's was given, by any."""
        answer = given[place]
        others = given if answer.of_profile and self.told_on is None else given[place + 1 :]
        return any(one is not answer and _speaks_of(one.topic, answer.topic) for one in others)

    def _cleared(self, answer: _Answer, reports: Sequence[Report]) -> bool:
        names = {answer.gate, *(f.name for f in fields(Gates) if getattr(answer.gates, f.name))} - {"cleared"}
        return any(
            names & set(report.cleared)
            and (report.date >= answer.date or (answer.of_profile and self.told_on is None))
            and (answer.said_at is None or report.said_at > answer.said_at)
            for report in reports
        )

    # ---- what ended --------------------------------------------------------------------------------

    def _over(self, given: Sequence[_Answer], reports: Sequence[Report]) -> Iterator[Over]:
        for gate, what in (("illness", "illness"), ("injury", "injury")):
            spoken = sorted(
                [
                    (one.date, one.said_at, one.ends)
                    for one in given
                    if one.gate == gate and one.said_at is not None
                ]
                + [(r.date, r.said_at, True) for r in reports if gate in r.cleared],
            )
            was = any(one.gate == gate and one.of_profile for one in given)
            ill = was or what == "injury"  # "over, coming back" says by itself that there was an injury
            for date, _, ends in spoken:
                if ends and ill:
                    yield Over(date=date, what=what)
                ill = not ends


_PAINS = ("tendon", "sharp", "other")
_PROFILE_TOPICS = {
    "tendon_pain": "tendon ",
    "tendon_worse_next_morning": "morning ",
    "sharp_pain": "sharp ",
    "other_pain": "other ",
    "soreness": "soreness",
    "illness": "illness",
    "injured": "injury",
}


def _when(answer: _Answer) -> tuple[dt.date, bool, float, str]:
    said_at = answer.said_at
    return (answer.date, said_at is not None, said_at.timestamp() if said_at else 0.0, answer.fact)


def _answer(
    gate: str,
    date: dt.date,
    said_at: dt.datetime | None,
    topic: str,
    fact: str,
    *,
    ends: bool = False,
    **gates: object,
) -> _Answer:
    told = replace(_NOTHING_SAID, **gates)  # type: ignore[arg-type]
    return _Answer(date=date, said_at=said_at, gates=told, gate=gate, topic=topic, fact=fact, ends=ends)


def _of_body(report: Report) -> Iterator[_Answer]:
    at = (report.date, report.said_at)
    if report.ill is not None:
        fact = "illness" if report.ill else "the illness is over"
        yield _answer("illness", *at, "illness", fact, ends=not report.ill, illness=report.ill)
    if report.injured is not None:
        fact = "an injury" if report.injured else "the injury is over"
        yield _answer("injury", *at, "injury", fact, ends=not report.injured, injured=report.injured)
    if report.pain == ():
        for kind in _PAINS:
            yield _answer("", *at, f"{kind} *", "nothing hurts", ends=True)


def _of_pain(report: Report, place: str, key: str, level: int, kind: PainKind) -> Iterator[_Answer]:
    at, fact = (report.date, report.said_at), f"{place} {level} of 10"
    hurts = f"{place} pain {level} of 10"
    if kind is PainKind.BONE and level > 0:
        yield _answer("bone_pain", *at, "", f"bone pain, {fact}", bone_pain=True)
    if kind is PainKind.TENDON:
        yield _answer("tendon_pain", *at, f"tendon {key}", hurts, ends=level == 0, tendon_pain=level)
    if kind is PainKind.SHARP:
        sharp = level > 0
        yield _answer(
            "sharp_pain", *at, f"sharp {key}", f"sharp pain, {fact}", ends=not sharp, sharp_pain=sharp
        )
    if kind in (PainKind.MUSCLE, PainKind.OTHER):
        yield _answer("other_pain", *at, f"other {key}", hurts, ends=level == 0, other_pain=level)
    if level == 0:  # gone is gone, whatever it was called before
        yield _answer("", *at, f"* {key}", f"{place} no longer hurts", ends=True)


def _speaks_of(topic: str, earlier: str) -> bool:
    """Whether an answer to `topic` takes back one to `earlier`; the profile, and a stop for pain,
    name no place."""
    if not topic or not earlier:
        return False
    kind, _, where = earlier.partition(" ")
    if topic in (earlier, f"{kind} *") or (kind in _PAINS and where and topic == f"* {where}"):
        return True
    return earlier == f"{kind} " and topic.startswith(earlier)


def flags_of(found: Iterable[InForce]) -> tuple[InForce, ...]:
    """What a coach must see first: the gates that block or need a clinician, the weightiest first."""
    heavy = [one for one in found if one.clinician or one.stop.does not in ("go", "level_0")]
    return tuple(sorted(heavy, key=lambda one: (not one.clinician, one.date, one.stop.name)))
