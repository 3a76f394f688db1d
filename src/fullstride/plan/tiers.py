"""The wishes for the solver: each as a sum to be made small, in the order of the book.

The twin of `wishes`, which counts the same things on a finished placement.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fullstride.plan.model import Model, Term
from fullstride.plan.problem import Key, Place, race_stride_days, urgency

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One wish, as a sum to be made small, and the largest value that it can reach."""

    name: str
    terms: tuple[Term, ...]
    reach: int


def tiers(model: Model) -> list[Tier]:
    """The wishes in their order, each as a sum to be made small."""
    wanted = {id_: urgency(model.problem, id_) for id_ in model.problem.wanted}
    return [
        _chosen(model),
        *_minima(model),
        _race_strides(model),
        _plain(model),
        _sum(model, "disliked", lambda place: place.dislikes),
        _sum(model, "second sessions", lambda _: -1),
        _preferred(model),
        _changed(model),
        _regular(model),
        _sum(model, "earlier date", lambda place: place.date.weekday() * wanted[place.exercise]),
    ]


def _tier(name: str, terms: Sequence[Term], reach: int) -> Tier:
    return Tier(name=name, terms=tuple(term for term in terms if term[1]), reach=reach)


def _sum(model: Model, name: str, weight: Callable[[Place], int]) -> Tier:
    """A sum over the places that are taken. Its reach counts no more of them than a week may hold."""
    terms = []
    by_week: dict[Key, list[int]] = defaultdict(list)
    for place in model.problem.places:
        terms.append((model.of[place.exercise, place.date], weight(place)))
        by_week[place.exercise, place.week].append(abs(weight(place)))
    reach = sum(sum(sorted(each)[-model.problem.most[key] :]) for key, each in by_week.items())
    return _tier(name, terms, reach)


def _chosen(model: Model) -> Tier:
    """Places that the runner asked for, as far as they are open at all."""
    terms = [(model.of[place], -1) for place in model.problem.chosen if place in model.of]
    return _tier("your own moves", terms, len(terms))


def _changed(model: Model) -> Tier:
    """Places of the plan before that are still taken."""
    terms = [(model.of[place], -1) for place in sorted(model.problem.before) if place in model.of]
    return _tier("least change", terms, len(terms))


def _minima(model: Model) -> list[Tier]:
    """What is missing to the weekly minimum, exercise by exercise."""
    problem = model.problem
    found = []
    for id_ in problem.wanted:
        terms: list[Term] = []
        reach = 0
        for week in problem.ground.season.weeks:
            variables = model.by_week.get((id_, week.index), [])
            least = min(problem.least[id_, week.index], len(variables))
            if least == 0:
                continue
            missing = model.whole(0, least)
            model.linear([(missing, 1), *((v, 1) for v in variables)], least, len(variables) + least)
            terms.append((missing, 1))
            reach += least
        if terms:
            found.append(_tier(f"minimum {id_}", terms, reach))
    return found


def _race_strides(model: Model) -> Tier:
    """Races without strides on one of the last days before them."""
    terms: list[Term] = []
    for dates in race_stride_days(model.problem).values():
        missing = model.yes_no()
        near = [model.of[place] for place in dates]
        model.linear([(missing, 1), *((variable, 1) for variable in near)], 1, len(near) + 1)
        terms.append((missing, 1))
    return _tier("strides before a race", terms, len(terms))


def _plain(model: Model) -> Tier:
    """Weeks in which no easy run is left plain."""
    terms: list[Term] = []
    for dates in model.problem.easy_days.values():
        if not dates or any(not model.by_day.get(date) for date in dates):
            continue
        plain = []
        for date in dates:
            free = model.yes_no()
            plain.append(free)
            for variable in model.by_day[date]:
                model.at_most_one([free, variable])
        crowded = model.yes_no()
        model.linear([(crowded, 1), *((free, 1) for free in plain)], 1, len(plain) + 1)
        terms.append((crowded, 1))
    return _tier("one easy run plain", terms, len(terms))


def _both(model: Model, first: int, second: int) -> int:
    """A variable that is 1 only when both are; pulled up by its wish."""
    both = model.yes_no()
    model.implies(both, first)
    model.implies(both, second)
    return both


def _preferred(model: Model) -> Tier:
    likes = _sum(model, "preferred", lambda place: -place.likes)
    terms, reach = list(likes.terms), likes.reach
    for place in model.problem.places:
        beside = model.exercise(place).beside
        for other in beside.exercises if beside else ():
            partner = model.of.get((other, place.date))
            if beside is not None and partner is not None:
                both = _both(model, model.of[place.exercise, place.date], partner)
                terms.append((both, -beside.weight))
                reach += beside.weight
    return _tier("preferred", terms, reach)


def _regular(model: Model) -> Tier:
    terms: list[Term] = []
    by_week: Counter[Key] = Counter()
    for place in model.problem.places:
        again = (place.exercise, place.date + 7 * _DAY)
        if again in model.of:
            both = _both(model, model.of[place.exercise, place.date], model.of[again])
            terms.append((both, -1))
            by_week[place.exercise, place.week] += 1
    reach = sum(min(count, model.problem.most[key]) for key, count in by_week.items())
    return _tier("same weekday", terms, reach)
