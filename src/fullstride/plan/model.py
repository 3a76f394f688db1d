"""The placement problem for the solver: a yes/no variable a place, a posting function a rule.

Each rule between sessions is posted here and checked in `check`, written twice and apart; tests prove
that the twins agree. The solver's own helper module is used directly: the public front door imports
pandas, which takes longer than a season's solving (docs/decisions/0002-solver-helper.md).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model_helper as cp

from fullstride.plan.places import counted_weeks
from fullstride.plan.problem import Key, Place, Problem, prerequisites
from fullstride.rules.words import Exercise

_DAY = dt.timedelta(days=1)
Term = tuple[int, int]  # (variable, coefficient)


@dataclass(slots=True)
class Model:
    """Variables by meaning, around the solver's model. Built once, solved pass by pass."""

    problem: Problem
    proto: cp.CpModelProto = field(default_factory=cp.CpModelProto)
    of: dict[tuple[str, dt.date], int] = field(default_factory=dict)
    by_week: dict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_day: dict[dt.date, list[int]] = field(default_factory=lambda: defaultdict(list))
    begun: dict[Key, int] = field(default_factory=dict)
    holds: dict[Key, int] = field(default_factory=dict)

    def yes_no(self) -> int:
        return self.whole(0, 1)

    def whole(self, low: int, high: int) -> int:
        variable = self.proto.variables.add()
        variable.domain.extend([low, high])
        return len(self.proto.variables) - 1

    def at_most_one(self, variables: Sequence[int]) -> None:
        if len(variables) > 1:
            self.proto.constraints.add().at_most_one.literals.extend(variables)

    def implies(self, one: int, other: int) -> None:
        self.proto.constraints.add().bool_or.literals.extend([-one - 1, other])

    def linear(self, terms: Iterable[Term], low: int, high: int) -> None:
        merged: dict[int, int] = defaultdict(int)
        for variable, coefficient in terms:
            merged[variable] += coefficient
        constraint = self.proto.constraints.add().linear
        constraint.vars.extend(list(merged))
        constraint.coeffs.extend(list(merged.values()))
        constraint.domain.extend([low, high])

    def at_most(self, variables: Sequence[int], most: int) -> None:
        if len(variables) > most:
            if most == 1:
                self.at_most_one(variables)
            else:
                self.linear(((variable, 1) for variable in variables), 0, most)

    def exercise(self, place: Place) -> Exercise:
        return self.problem.ground.book.exercises[place.exercise]


def build(problem: Problem) -> Model:
    """The model with every hard rule posted and no wish yet."""
    model = Model(problem=problem)
    for place in problem.places:
        variable = model.yes_no()
        model.of[place.exercise, place.date] = variable
        model.by_week[place.exercise, place.week].append(variable)
        model.by_day[place.date].append(variable)
    for post in POSTS:
        post(model)
    return model


# ---- hard rules: each posted once, in the order of the book ---------------------------------------


def post_weekly_most(model: Model) -> None:
    for key, variables in model.by_week.items():
        model.at_most(variables, model.problem.most[key])


def post_spacing(model: Model) -> None:
    """Two of a kind keep their distance: in any window of that many days stands at most one."""
    ground = model.problem.ground
    for id_ in model.problem.wanted:
        exercise = ground.book.exercises[id_]
        days = ground.spacing_days(exercise)
        if days < 2 or (exercise.maximal and days <= ground.book.total.not_running.days):
            continue  # maximal work of any kind keeps that distance already
        dates = [place.date for place in model.problem.places if place.exercise == id_]
        for start in dates:
            window = [d for d in dates if start <= d < start + days * _DAY]
            model.at_most_one([model.of[id_, date] for date in window])


def post_maximal_days(model: Model) -> None:
    """One maximal exercise a day, none on two days running, and only so many in a week."""
    maximal: dict[dt.date, list[int]] = defaultdict(list)
    weeks: dict[int, list[int]] = defaultdict(list)
    for place in model.problem.places:
        if model.exercise(place).maximal:
            variable = model.of[place.exercise, place.date]
            maximal[place.date].append(variable)
            weeks[place.week].append(variable)
    apart = model.problem.ground.book.total.not_running.days
    for date in maximal:
        window = [maximal.get(date + offset * _DAY, []) for offset in range(apart)]
        model.at_most_one([variable for day in window for variable in day])
    for week, variables in weeks.items():
        model.at_most(variables, model.problem.maximal_most[week])


def post_jump_days(model: Model) -> None:
    jumps = model.problem.ground.book.total.jump_days.exercises
    for week, most in model.problem.jump_most.items():
        model.at_most([v for id_ in jumps for v in model.by_week.get((id_, week), [])], most)


def post_contacts(model: Model) -> None:
    """In any seven days no more contacts than the level allows, the runner's own included."""
    problem = model.problem
    contacts, season = problem.ground.book.contacts, problem.ground.season
    bearing: dict[dt.date, list[Term]] = defaultdict(list)
    for place in problem.places:
        if place.contacts:
            bearing[place.date].append((model.of[place.exercise, place.date], place.contacts))
    starts = {date - back * _DAY for date in bearing for back in range(contacts.days)}
    marked = bearing.keys() | problem.ground.own_contacts.keys()
    for start in sorted(starts):
        if start not in marked and _level(problem, start) == _level(problem, start + _DAY):
            continue  # the window a day later holds all that this one does
        window = [start + offset * _DAY for offset in range(contacts.days)]
        terms = [term for date in window for term in bearing.get(date, [])]
        own = sum(problem.ground.own_contacts.get(date, 0) for date in window)
        levels = [
            problem.levels[season.week_of(date).index]
            for date in window
            if season.first <= date <= season.last
        ]
        cap = max(0, min(contacts.cap(level)[1] for level in levels) - own)
        if sum(coefficient for _, coefficient in terms) > cap:
            model.linear(terms, 0, cap)


def _level(problem: Problem, date: dt.date) -> str:
    season = problem.ground.season
    return problem.levels[season.week_of(min(max(date, season.first), season.last)).index]


def post_begins(model: Model) -> None:
    """Work that comes first comes first, and one exercise at the most is new in a week."""
    problem = model.problem
    weeks = [week.index for week in problem.ground.season.weeks]
    exercises = [problem.ground.book.exercises[id_] for id_ in problem.wanted]
    needed_first = {id_ for each in exercises for id_ in prerequisites(problem.ground, each)}
    for id_ in problem.wanted:
        _post_begun(model, id_, weeks, counted=id_ in needed_first)
    for id_, exercise in zip(problem.wanted, exercises, strict=True):
        began_alone = min(problem.own_weeks.get(id_, frozenset()), default=len(weeks) + 1)
        for other, needed in prerequisites(problem.ground, exercise).items():
            for there in counted_weeks(problem.ground, other):
                for week in weeks:
                    if (id_, week) in model.begun and week < began_alone:
                        _post_weeks_first(model, (id_, week), other, needed, there)
    _post_new(model, weeks)


def _post_weeks_first(model: Model, key: Key, other: str, needed: int, there: frozenset[int]) -> None:
    """To have begun by that week takes so many earlier weeks of `other`; those `there` hold it already."""
    week = key[1]
    earlier = [
        holds for (id_, v), holds in model.holds.items() if id_ == other and v < week and v not in there
    ]
    terms = [(variable, 1) for variable in earlier] + [(model.begun[key], -needed)]
    model.linear(terms, -sum(v < week for v in there), len(earlier))


def _post_begun(model: Model, id_: str, weeks: Sequence[int], *, counted: bool) -> None:
    """`begun[e, w]`: some week up to w holds the exercise; `holds[e, w]`, where other work counts its
    weeks and w is not one already: week w does."""
    own = model.problem.own_weeks.get(id_, frozenset())
    there = frozenset.intersection(*counted_weeks(model.problem.ground, id_))
    before: int | None = None
    for week in weeks:
        variables = model.by_week.get((id_, week), [])
        if not variables and before is None:
            continue
        begun = model.begun[id_, week] = model.yes_no()
        for variable in variables:
            model.implies(variable, begun)
        if variables and counted and week not in there:
            holds = model.holds[id_, week] = model.yes_no()
            model.linear([(holds, -1), *((variable, 1) for variable in variables)], 0, len(variables))
        came = [(before, 1)] if before is not None else []
        if before is not None:
            model.implies(before, begun)
        if not any(v <= week for v in own):
            model.linear([(begun, -1), *came, *((v, 1) for v in variables)], 0, len(variables) + 1)
        before = begun


def _post_new(model: Model, weeks: Sequence[int]) -> None:
    problem = model.problem
    rule = problem.ground.book.total.new
    for week in weeks:
        new: dict[str, list[Term]] = {}
        for id_ in problem.wanted:
            own = problem.own_weeks.get(id_, frozenset())
            if (id_, week) not in model.begun or any(v <= week for v in own):
                continue
            earlier = model.begun.get((id_, week - 1))
            new[id_] = [(model.begun[id_, week], 1), *([(earlier, -1)] if earlier is not None else [])]
        began = problem.began.get(week, frozenset())
        ids = [*new, *sorted(began - new.keys())]
        together = [id_ for id_ in rule.first_week_together if id_ in ids] if week == 1 else []
        alone = [id_ for id_ in ids if id_ not in together]
        groups = [[*alone, id_] for id_ in together] or [alone]
        for group in groups:
            if len(group) > rule.most:
                terms = [term for id_ in group for term in new.get(id_, [])]
                most = max(0, rule.most - len(began & set(group)))
                model.linear(terms, 0, most)


def post_every_weeks(model: Model) -> None:
    """Work that the event scales down stands in every second or third week only."""
    for id_, every in model.problem.every_weeks.items():
        weeks = [week.index for week in model.problem.ground.season.weeks]
        if every < 2:
            continue
        for start in weeks:
            window = range(start, start + every)
            model.at_most_one([v for week in window for v in model.by_week.get((id_, week), [])])


def post_race_strides(model: Model) -> None:
    """The strides before a race stand once, on the second or the first day before it."""
    ground = model.problem.ground
    for race in ground.season.races:
        near = [
            model.of[place.exercise, place.date]
            for place in model.problem.places
            if model.exercise(place).effort == "relaxed"
            and 0 < (race.date - place.date).days <= max(ground.book.race.strides.days)
        ]
        model.at_most_one(near)


POSTS: tuple[Callable[[Model], None], ...] = (
    post_weekly_most,
    post_spacing,
    post_maximal_days,
    post_jump_days,
    post_contacts,
    post_begins,
    post_every_weeks,
    post_race_strides,
)
