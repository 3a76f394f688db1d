"""What the steps of a structured workout ask, read as structure and not as text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fullstride.domain.calendar import Demand, OwnWork, Step, StepKind

_SHORTEST_RUN_M, _SHORTEST_RUN_S = 800, 300
_EASY = (Demand.EASY, Demand.REST, Demand.CROSS)
_HARD = (Demand.HARD, Demand.RACE)
_INTERVALS = 3  # so many pieces of work that are not strides are a session of repetitions


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the steps say; `demand` None where they leave it open. Totals in metres and seconds."""

    demand: Demand | None
    why: str = ""
    own: tuple[OwnWork, ...] = ()
    distance_m: float | None = None
    duration_s: float | None = None


def shape_of(steps: tuple[Step, ...], says: Callable[[str], Demand], limits: Mapping[str, float]) -> Shape:
    """The shape of a workout; `says` reads the words of one step (its target and its note)."""
    metres = sum(step.times * (step.distance_m or 0) for step in steps)
    seconds = sum(step.times * (step.duration_s or 0) for step in steps)
    work = [step for step in steps if step.kind is StepKind.WORK]
    strides = [step for step in work if _is_stride(step, limits)]
    running = [step for step in work if step not in strides]
    demand, why = _demand(running, strides, [says(f"{step.target} {step.note}".strip()) for step in running])
    reps = sum(step.times for step in strides)
    own = (OwnWork(exercise="strides", text=f"{reps} short steps", reps=reps),) if strides else ()
    return Shape(
        demand=demand,
        why=why,
        own=own,
        distance_m=metres if metres >= _SHORTEST_RUN_M else None,
        duration_s=seconds if seconds >= _SHORTEST_RUN_S else None,
    )


def _demand(running: list[Step], strides: list[Step], words: list[Demand]) -> tuple[Demand | None, str]:
    if any(word in _HARD for word in words):
        return Demand.HARD, "its steps hold work above easy"
    easy = all(word in _EASY for word in words)
    if not easy and (any(step.times > 1 for step in running) or len(running) >= _INTERVALS):
        return Demand.HARD, "its steps repeat"
    if strides:
        return Demand.STRIDES, "its short steps are strides"
    if running and easy:
        return Demand.EASY, "all its steps are easy"
    return None, ""


def _is_stride(step: Step, limits: Mapping[str, float]) -> bool:
    if step.times < 2:
        return False
    if step.duration_s is not None:
        return step.duration_s <= limits["stride_to_s"]
    return step.distance_m is not None and step.distance_m <= limits["stride_to_m"]
