"""Runs over time: bounding with a tick a contact, and runs from cone to cone."""

from collections.abc import Sequence

from fullstride.domain.evidence import BoundRun, Measured, TimedRun
from fullstride.formats import figures, run_ink, saying, svg
from fullstride.formats.axes import Scale
from fullstride.formats.plot_parts import Room

MOST_RUNS = 24
_ROW, _TICKS = 50.0, 22.0
_NUMBER_PX = 26.0  # before the line
_STEPS_S = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0, 120.0, 300.0, 600.0)
_MOST_MARKS = 6
_LEAST_APART = 3.0  # px between ticks that can be told apart
Run = BoundRun | TimedRun


def draw_runs(
    runs: Sequence[Run], numbers: Sequence[str], kind: str, room: Room, y: float
) -> tuple[str, float]:
    """A line a run from `y` down, all on one scale of seconds; and where they end."""
    shown = runs[:MOST_RUNS]
    longest = max(max(0.1, one.duration_s.value + one.duration_s.error) for one in shown)
    ends = max(svg.text_width(_counted(one), 13) for one in shown) + 14
    across = Scale(low=0, high=longest, start=room.left + _NUMBER_PX, end=room.right - ends)
    parts = _seconds(across, y, y + _ROW * len(shown))
    for one, number in zip(shown, numbers, strict=False):
        parts += _run(one, number, kind, across, room, y)
        y += _ROW
    y += _TICKS + 14
    for line in _legend(runs, len(runs) - len(shown), room):
        parts.append(svg.text(room.left, y, line, "fs-small fs-ink2"))
        y += 18
    return "".join(parts), y + 8


def _seconds(across: Scale, top: float, base: float) -> list[str]:
    step = next((one for one in _STEPS_S if across.high / one <= _MOST_MARKS), across.high)
    marks = [step * place for place in range(int(across.high / step + 1e-9) + 1)]
    parts: list[str] = []
    for mark in marks:
        parts.append(svg.rule(across(mark), top, across(mark), base, "fs-hair"))
        said = f"{mark:g}" + (f"{figures.THIN}s" if mark == marks[-1] else "")
        parts.append(svg.text(across(mark), base + 17, said, "fs-label fs-ink3", anchor="middle"))
    return parts


def _run(one: Run, number: str, kind: str, across: Scale, room: Room, y: float) -> list[str]:
    """The number, the line with its ticks, its end as soft as its time is sure, and what was measured."""
    line = y + 18
    took = max(0.0, one.duration_s.value)
    end, error = across(took), max(0.0, one.duration_s.error)
    soft = (across(max(0.0, took - error)), min(across(took + error), room.right))
    ticks = [f"M{svg.num(x)} {svg.num(line - 6)}v12" for x in _ticks(one, across)]
    return [
        svg.text(room.left, line + 5, number, "fs-strong fs-ink"),
        f'<g class="{run_ink.colour_class(kind)}"><rect class="fs-soft" x="{svg.num(soft[0])}" '
        f'y="{svg.num(line - 9)}" width="{svg.num(soft[1] - soft[0])}" height="18"/>'
        f'{svg.rule(across(0.0), line, end, line, "fs-rep")}<path class="fs-mean" d="{"".join(ticks)}"/></g>',
        svg.text(end + 12, line + 5, _counted(one), "fs-small fs-ink"),
        svg.text(across(0.0), line + 23, _said(one, room.right - across(0.0)), "fs-label fs-ink2"),
    ]


def _counted(one: Run) -> str:
    """What stands at the end of the line: "18 contacts", "4.21 ± 0.01 s"."""
    if isinstance(one, BoundRun):
        return saying.counted(one.contacts, "contact")
    return figures.with_error(one.duration_s, "s")


def _ticks(one: Run, across: Scale) -> list[float]:
    """Where the contacts were, in px; evenly spread where only their number is known; [] for too many."""
    ends = (across(0.0), across(max(0.0, one.duration_s.value)))
    if isinstance(one, TimedRun):
        return list(ends)
    if one.contacts < 2 or (ends[1] - ends[0]) / (one.contacts - 1) < _LEAST_APART:
        return list(ends)
    return [min(max(across(at), ends[0]), ends[1]) for at in contact_times_s(one)]


def contact_times_s(one: BoundRun) -> list[float]:
    """When each contact was, seconds after the first; evenly spread where only their number is known."""
    if len(one.contacts_s) == one.contacts:
        return [at - one.contacts_s[0] for at in one.contacts_s]
    each = max(0.0, one.duration_s.value) / max(1, one.contacts - 1)
    return [each * place for place in range(one.contacts)]


def _said(one: Run, room_px: float) -> str:
    """ "17.6 ± 0.3 per 30 m, 5.54 ± 0.08 m/s, rest before 3:04", as much as there is room for: no number is
    cut, and the table has them all."""
    parts = [_named(one.mean_mps, "m/s")]
    if isinstance(one, BoundRun):
        rest = f"rest before {figures.seconds(one.rest_before_s)}" if one.rest_before_s else ""
        per_30m = _named(one.contacts_30m, f"per 30{figures.THIN}m")
        parts = [per_30m, *parts, figures.with_error(one.duration_s, "s"), rest]
    said = ""
    for part in parts:
        joined = f"{said}, {part}" if said and part else said or part
        if svg.text_width(joined, 12) <= room_px:
            said = joined
    return said


def _named(measured: Measured | None, unit: str) -> str:
    return figures.with_error(measured, unit) if measured is not None else ""


def _legend(runs: Sequence[Run], left_out: int, room: Room) -> list[str]:
    told: list[str] = []
    bounds = [one for one in runs if isinstance(one, BoundRun)]
    if bounds and all(len(one.contacts_s) == one.contacts for one in bounds):
        told.append("A tick is a contact")
    elif bounds:
        told.append("A tick is a contact: only their number was counted, so they stand evenly")
    if runs:
        told.append("The soft end of a line is the error of its time")
    if left_out:
        are = "is" if left_out == 1 else "are"
        told.append(f"{saying.counted(left_out, 'more run')} {are} counted, and not drawn")
    said = " ".join(saying.sentence(one) for one in told)
    return [line for line in svg.wrap(said, 13, room.right - room.left) if line]
