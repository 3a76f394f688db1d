"""What a run means in its week: the same 13 km is one runner's long run and another's Tuesday."""

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fullstride.domain.calendar import Demand, Sure
from fullstride.plan.reading import Reading, amount_text, settle_alone
from fullstride.rules.lexicon import Lexicon

_RUNS = (Demand.EASY, Demand.STRIDES, Demand.MEDIUM, Demand.LONG, Demand.UNKNOWN)
_ENOUGH_RUNS = 3  # fewer known distances tell nothing of what is usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """The runs of a week or of a calendar: the usual one, a median, and the longest, in metres and seconds.

    Usual is None where too few runs tell of it.
    """

    usual_m: float | None
    usual_s: float | None
    longest_m: float
    longest_s: float


def settle(days: Mapping[dt.date, list[Reading]], lexicon: Lexicon) -> dict[dt.date, list[Reading]]:
    """The same runs of the same dates: plain distances, endurance runs and short "long" runs settled.

    Hard runs and races take no part in what is usual and what is longest: nothing gets lighter because
    something hard stands beside it.
    """
    calm: list[Reading] = []
    weeks: dict[dt.date, list[Reading]] = defaultdict(list)
    for date, readings in days.items():
        runs = [reading for reading in readings if reading.demand in _RUNS]
        weeks[_monday(date)] += runs
        calm += runs
    plan, by_week = _sum_up(calm), {monday: _sum_up(week) for monday, week in weeks.items()}
    return {
        date: [_settle_one(reading, by_week[_monday(date)], plan, lexicon) for reading in readings]
        for date, readings in days.items()
    }


def _settle_one(reading: Reading, week: Runs, plan: Runs, lexicon: Lexicon) -> Reading:
    if reading.demand is Demand.LONG and reading.sure is not Sure.GUESS:
        return _short_long(reading, plan, lexicon)
    if not reading.plain and not (reading.demand is Demand.MEDIUM and reading.sure is Sure.LIKELY):
        return reading
    sizes = _compare(reading, week, plan)
    if sizes is None:
        alone = settle_alone(reading, lexicon)
        if alone.plain and alone.demand is Demand.UNKNOWN and reading.says_training and _is_bare_run(reading):
            return replace(alone, demand=Demand.EASY, why="a run, and no word of effort", sure=Sure.GUESS)
        return alone
    size, longest, usually, unit = sizes
    limits = lexicon.settings["week"]
    how = amount_text(reading.distance_m, reading.duration_s)
    if (
        size >= longest
        and size >= limits["long_over_usual"] * usually
        and size >= limits[f"long_at_least_{unit}"]
    ):
        why = f"{how} is the longest run of its week and well above the usual {_usually(usually, unit)}"
        return replace(reading, demand=Demand.LONG, why=why, sure=Sure.LIKELY)
    if size >= lexicon.settings["alone"][f"long_from_{unit}"]:
        return replace(reading, demand=Demand.LONG, why=f"{how} is long for any week", sure=Sure.LIKELY)
    if reading.demand is Demand.MEDIUM:
        return reading
    if size >= limits[f"medium_from_{unit}"]:
        return replace(
            reading, demand=Demand.MEDIUM, why=f"{how}, but not the week's longest", sure=Sure.LIKELY
        )
    why = f"{how}, no word of effort, and not the week's long run"
    return replace(reading, demand=Demand.EASY, why=why, sure=Sure.LIKELY)


def _is_bare_run(reading: Reading) -> bool:
    return reading.distance_m is None and reading.duration_s is None


def _short_long(reading: Reading, plan: Runs, lexicon: Lexicon) -> Reading:
    limits = lexicon.settings["week"]
    sizes = (
        (reading.distance_m, plan.usual_m, limits["short_long_m"]),
        (reading.duration_s, plan.usual_s, limits["short_long_s"]),
    )
    for size, usually, short in sizes:
        if size is None or usually is None:
            continue
        if size < short and size <= limits["short_long_of_usual"] * usually:
            how = amount_text(reading.distance_m, reading.duration_s)
            why = f"called long, but {how} is short even for an easy run of this plan"
            return replace(reading, demand=Demand.EASY, why=why, sure=Sure.LIKELY)
        return reading
    return reading


def _compare(reading: Reading, week: Runs, plan: Runs) -> tuple[float, float, float, str] | None:
    """This run, the week's longest, the usual run, and the unit; None where nothing can be compared.

    Usual is what the calendar or the week itself holds, whichever is less: a plan that grows makes its
    first weeks look short.
    """
    if reading.distance_m is not None and plan.usual_m is not None:
        return reading.distance_m, week.longest_m, min(plan.usual_m, week.usual_m or plan.usual_m), "m"
    if reading.duration_s is not None and plan.usual_s is not None:
        return reading.duration_s, week.longest_s, min(plan.usual_s, week.usual_s or plan.usual_s), "s"
    return None


def _sum_up(runs: Sequence[Reading]) -> Runs:
    far = [run.distance_m for run in runs if run.distance_m is not None]
    long = [run.duration_s for run in runs if run.duration_s is not None]
    return Runs(
        usual_m=statistics.median(far) if len(far) >= _ENOUGH_RUNS else None,
        usual_s=statistics.median(long) if len(long) >= _ENOUGH_RUNS else None,
        longest_m=max(far, default=0),
        longest_s=max(long, default=0),
    )


def _usually(size: float, unit: str) -> str:
    return amount_text(size, None) if unit == "m" else amount_text(None, size)


def _monday(date: dt.date) -> dt.date:
    return dt.date.fromordinal(max(1, date.toordinal() - date.weekday()))
