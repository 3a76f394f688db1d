"""Solves a placement problem wish by wish, and turns the answer into dates."""

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ortools.sat.python import cp_model_helper as cp

from fullstride.plan.model import Model, build
from fullstride.plan.problem import Problem
from fullstride.plan.tiers import Tier, tiers

_LARGEST_SUM = 2**61  # a pass's weighted sum, inside the solver's 64 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Solver:
    """Lexicographic solving: as many wishes in one weighted pass as fit, then the next, with what was
    reached kept. One thread and a limit in deterministic work: same problem, same answer.

    `work_limit` for all passes together is in the solver's own deterministic unit, some two to four
    seconds of one core; a season with days of every kind takes a hundredth of it.
    """

    work_limit: float = 3.0

    def solve(self, problem: Problem, *, start: "Placement | None" = None) -> "Placement":
        """The best placement; `start`, of a problem much like this one, only saves time."""
        model = build(problem)
        optimal, gap, spent = True, "", 0.0
        values: list[int] = []
        if start is not None:
            _hint_places(model, start)
        for group in _passes(tiers(model)):
            _minimise(model, group)
            if values:
                _hint(model, values)
            response = self._run(model, self.work_limit - spent)
            spent += response.deterministic_time
            if response.status not in (cp.CpSolverStatus.OPTIMAL, cp.CpSolverStatus.FEASIBLE):
                optimal, gap = False, _say_gap(group, None)
                break
            values = list(response.solution)
            if response.status != cp.CpSolverStatus.OPTIMAL:
                optimal, gap = False, _say_gap(group, response)
                break
            _keep(model, group, values)
        placed = tuple(
            (date, id_) for (id_, date), variable in model.of.items() if values and values[variable]
        )
        return Placement(placed=tuple(sorted(placed)), optimal=optimal, gap=gap)

    def _run(self, model: Model, work_limit: float) -> cp.CpSolverResponse:
        parameters = cp.SatParameters()
        parameters.num_workers = 1
        parameters.random_seed = 1
        parameters.linearization_level = 2  # without it the counting wishes are never proven
        parameters.add_lp_constraints_lazily = False  # a few hundred rows: all at once is tighter
        parameters.max_presolve_iterations = 1  # small models: presolve costs more than it saves
        parameters.cp_model_probing_level = 0
        parameters.symmetry_level = 0
        parameters.catch_sigint_signal = False  # it would be taken for a wish to see the best so far
        parameters.max_deterministic_time = max(0.01, work_limit)
        wrapper = cp.SolveWrapper()
        wrapper.set_parameters(parameters)
        return _solved(wrapper, model)


def _solved(wrapper: cp.SolveWrapper, model: Model) -> cp.CpSolverResponse:
    """Solves beside this thread, which so goes on hearing Ctrl-C; inside the solver Python hears nothing."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        try:
            response: cp.CpSolverResponse = beside.submit(wrapper.solve, model.proto).result()
        except KeyboardInterrupt:
            wrapper.stop_search()
            raise
    return response


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where the sessions stand: (date, exercise id), proven best or not, and then how far from it."""

    placed: tuple[tuple[dt.date, str], ...]
    optimal: bool
    gap: str = ""


def _passes(wishes: Sequence[Tier]) -> list[list[Tier]]:
    """Wishes in order, as many together as one weighted sum holds."""
    groups: list[list[Tier]] = []
    size = _LARGEST_SUM + 1
    for wish in wishes:
        if not wish.terms:
            continue
        if size * (wish.reach + 1) > _LARGEST_SUM:
            groups.append([])
            size = 1
        groups[-1].append(wish)
        size *= wish.reach + 1
    return groups


def _minimise(model: Model, group: Sequence[Tier]) -> None:
    """One weighted sum in which no gain below pays for a loss above."""
    weights: dict[int, int] = {}
    unit = 1
    for tier in reversed(group):
        for variable, coefficient in tier.terms:
            weights[variable] = weights.get(variable, 0) + coefficient * unit
        unit *= tier.reach + 1
    model.proto.clear_objective()
    model.proto.objective.vars.extend(list(weights))
    model.proto.objective.coeffs.extend(list(weights.values()))


def _keep(model: Model, group: Sequence[Tier], values: Sequence[int]) -> None:
    """Hold what was reached. Where nothing is missing that is a bound on each variable alone, which
    the next pass uses far better than one long sum."""
    for tier in group:
        reached = sum(coefficient * values[variable] for variable, coefficient in tier.terms)
        if reached == 0 and all(coefficient > 0 for _, coefficient in tier.terms):
            for variable, _ in tier.terms:
                model.linear([(variable, 1)], 0, 0)
        else:
            model.linear(tier.terms, -tier.reach, reached)


def _hint(model: Model, values: Sequence[int]) -> None:
    model.proto.clear_solution_hint()
    model.proto.solution_hint.vars.extend(list(range(len(values))))
    model.proto.solution_hint.values.extend(list(values))


def _hint_places(model: Model, start: Placement) -> None:
    stood = set(start.placed)
    model.proto.solution_hint.vars.extend(list(model.of.values()))
    model.proto.solution_hint.values.extend([int((date, id_) in stood) for id_, date in model.of])


def _say_gap(group: Sequence[Tier], response: cp.CpSolverResponse | None) -> str:
    """From which wish on the answer is the best found and not the best there is.

    What is still open is less than the weight of each wish above it, so those are proven.
    """
    if response is None:
        return "no plan was found in the time given"
    open_ = response.objective_value - response.best_objective_bound
    unit, first_open = 1, group[-1].name
    for tier in reversed(group):
        if unit <= open_:
            first_open = tier.name
        unit *= tier.reach + 1
    return f"the wish {first_open!r}, and those after it, are the best found in the time given"
