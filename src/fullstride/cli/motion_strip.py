"""Sets of jumps as strips of heights, bounding and timed runs as lines of seconds, one terminal line each."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from fullstride.cli.cells import Brush
from fullstride.domain.evidence import BoundRun, JumpSet, TimedRun
from fullstride.formats import figures, saying
from fullstride.formats.axes import Scale
from fullstride.formats.motion_numbers import noun
from fullstride.formats.motion_plot_runs import contact_times_s
from fullstride.formats.trend_axes import Axis, axis_over

_BLOCKS, _PLAIN = "▁▂▃▄▅▆▇█", ".:-=+*%#"
_LEAST = 12  # cells for a strip, before what stands at its right is left to the table
_GAP = 2
Run = BoundRun | TimedRun


def set_strips(sets: Sequence[JumpSet], numbers: Sequence[str], kind: str, brush: Brush) -> list[Text]:
    """A cell a jump, as high as its height; at the right the set's mean; below, what the cells stand for.

    A long set is pressed together, a cell the mean of its jumps. Where the useful part ended stands a bar;
    a set without heights is dashed.
    """
    heights = [jump.height_cm.value for one in sets for jump in one.jumps if jump.height_cm is not None]
    # no strip is taller than what the heights are good to, or it would draw their error as ups and downs
    means = [one.height_cm for one in sets if one.height_cm is not None]
    around = [max(0.0, mean.value + side * mean.error) for mean in means for side in (-1, 1)]
    axis = axis_over(heights, around) if heights else None
    ends = [_mean(one) for one in sets]
    first, room, shown = _room(numbers, ends, brush)
    lines = []
    for one, number, end in zip(sets, numbers, shown, strict=True):
        strip = Text(number.rjust(first), "bold").append(" " * _GAP)
        strip.append_text(_heights(one, axis, room, kind, brush))
        lines.append(_ended(strip, end, brush))
    return [*lines, *(_meaning(sets, noun(kind), axis, first + _GAP, brush) if axis else [])]


def run_strips(runs: Sequence[Run], numbers: Sequence[str], kind: str, brush: Brush) -> list[Text]:
    """Lines as long as the runs, all on one scale, with a mark a contact; at the right what was counted."""
    ends = [_counted(one) for one in runs]
    first, room, shown = _room(numbers, ends, brush)
    longest = max(max(one.duration_s.value, 0.1) for one in runs)
    across = Scale(low=0, high=longest, start=0, end=room - 1)
    lines = []
    for one, number, end in zip(runs, numbers, shown, strict=True):
        strip = Text(number.rjust(first), "bold").append(" " * _GAP)
        strip.append(_line(one, across, brush), brush.colour(kind))
        lines.append(_ended(strip, end, brush))
    return lines


def _room(numbers: Sequence[str], ends: Sequence[str], brush: Brush) -> tuple[int, int, Sequence[str]]:
    """Cells of the number, cells of the strip, and what stands at the right where there is room for it."""
    first = max(cell_len(number) for number in numbers) + 1
    last = max(cell_len(brush.style.words(end)) for end in ends)
    room = brush.style.width - first - _GAP - last - _GAP
    if room >= _LEAST:
        return first, room, ends
    return first, brush.style.width - first - _GAP, [""] * len(ends)


def _ended(strip: Text, end: str, brush: Brush) -> Text:
    safe = brush.style.words(end)
    if safe:
        strip.append(" " * max(_GAP, brush.style.width - strip.cell_len - cell_len(safe)))
        strip.append(safe, "not bold")
    return strip


# ---- jumps -----------------------------------------------------------------------------------------


def _mean(one: JumpSet) -> str:
    return figures.with_error(one.height_cm, "cm") if one.height_cm is not None else "not measured"


def _heights(one: JumpSet, axis: Axis | None, room: int, kind: str, brush: Brush) -> Text:
    jumps = len(one.jumps) or one.count
    cells = max(1, min(jumps, room - 1))  # one cell is kept for the bar
    if axis is None or not any(jump.height_cm for jump in one.jumps):
        return Text(("-" if brush.style.ascii else "╌") * cells, "dim")
    drawn = Text()
    for cell in range(cells):
        first, last = cell * jumps // cells, max((cell + 1) * jumps // cells, cell * jumps // cells + 1)
        is_after = one.useful is not None and first >= one.useful
        if is_after and (cell - 1) * jumps // cells < (one.useful or 0):
            drawn.append("|" if brush.style.ascii else "│", "dim")
        known = [jump.height_cm.value for jump in one.jumps[first:last] if jump.height_cm is not None]
        drawn.append(_block(known, axis, brush), "dim" if is_after else brush.colour(kind))
    return drawn


def _block(known: Sequence[float], axis: Axis, brush: Brush) -> str:
    if not known:
        return " "
    ramp = _PLAIN if brush.style.ascii else _BLOCKS
    share = (sum(known) / len(known) - axis.low) / ((axis.high - axis.low) or 1.0)
    return ramp[min(len(ramp) - 1, max(0, int(share * len(ramp))))]


def _meaning(sets: Sequence[JumpSet], called: str, axis: Axis, indent: int, brush: Brush) -> list[Text]:
    """ "▁ 20 cm, █ 35 cm; a jump by itself ± 2 cm; behind │ it was no longer useful"."""
    ramp = _PLAIN if brush.style.ascii else _BLOCKS
    said = f"{ramp[0]} {axis.say(axis.low)}{figures.THIN}cm, {ramp[-1]} {axis.say(axis.high)}{figures.THIN}cm"
    single = figures.typical_error(jump.height_cm for one in sets for jump in one.jumps)
    if single > 0:
        alone = figures.number(single, figures.decimals(single))
        said += f"; a {called} by itself ±{figures.THIN}{alone}{figures.THIN}cm"
    if any(one.useful is not None and one.useful < len(one.jumps) for one in sets):
        said += f"; behind {'|' if brush.style.ascii else '│'} the useful part had ended"
    return [Text(" " * indent + line, "dim") for line in brush.style.wrap(said, brush.style.width - indent)]


# ---- runs ------------------------------------------------------------------------------------------


def _counted(one: Run) -> str:
    took = figures.with_error(one.duration_s, "s")
    return f"{saying.counted(one.contacts, 'contact')}, {took}" if isinstance(one, BoundRun) else took


def _line(one: Run, across: Scale, brush: Brush) -> str:
    dash, tick = ("-", "+") if brush.style.ascii else ("─", "┼")
    last = max(1, round(across(max(0.0, one.duration_s.value))))
    cells = [dash] * (last + 1)
    cells[0] = cells[-1] = tick
    if isinstance(one, BoundRun) and one.contacts <= last:
        for at in contact_times_s(one):
            cells[min(last, max(0, round(across(at))))] = tick
    return "".join(cells)
