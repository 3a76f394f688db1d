"""Sets of jumps side by side: every jump a dot at its height, the set's mean in the band of its error."""

from collections.abc import Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Jump, JumpSet, Measured
from fullstride.formats import figures, run_ink, saying, svg
from fullstride.formats.axes import Scale
from fullstride.formats.motion_numbers import noun
from fullstride.formats.plot_parts import Room
from fullstride.formats.trend_axes import Axis, axis_over

_LEAST_APART = 2.9  # px between the dots of a set; where there are more, a dot is the mean of several
MOST_ROWS = 12
_REFUSED_LINES = 3
_PITCHES = (26.0, 22.0, 18.0, 14.0, 11.0, 9.0, 8.0)  # px from jump to jump, the widest that holds all
_GAP, _LINE, _PLOT, _BARE, _BELOW, _BETWEEN = 56.0, 16.0, 150.0, 64.0, 24.0, 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One set on the page, from `left` px, `wide` px; `head` are the lines above it."""

    one: JumpSet
    number: str
    left: float
    wide: float
    head: tuple[str, ...]


def draw_sets(
    sets: Sequence[JumpSet], numbers: Sequence[str], kind: str, room: Room, y: float
) -> tuple[str, float]:
    """The panels in rows from `y` down, with what their marks mean; and where they end."""
    heads = [_head(one, noun(kind)) for one in sets]
    rows = _rows(sets, numbers, heads, room)
    shown = rows[:MOST_ROWS]
    axis = _axis([panel.one for row in shown for panel in row])
    parts: list[str] = []
    for row in shown:
        top = y + _LINE * max(len(panel.head) for panel in row) + 6
        base = top + (_PLOT if axis else _BARE)
        parts += _row(row, axis, kind, room, (y, top, base))
        y = base + _BELOW + _BETWEEN
    left_out = sum(len(row) for row in rows[MOST_ROWS:])
    for line in _legend(sets, noun(kind), left_out, room):
        parts.append(svg.text(room.left, y, line, "fs-small fs-ink2"))
        y += 18
    return "".join(parts), y + 8


def _head(one: JumpSet, called: str) -> tuple[str, ...]:
    """The mean with its error, the count, the drop-off, where the useful part ended."""
    said = [saying.counted(one.count, called)]
    if one.height_cm is not None:
        said.insert(0, figures.with_error(one.height_cm, "cm"))
    if one.drop_pct is not None:
        said.append(f"drop {figures.with_error(one.drop_pct, '%')}")
    if one.useful is not None:
        said.append(f"useful to {one.useful}")
    return tuple(said)


# ---- where each set stands -------------------------------------------------------------------------


def _rows(
    sets: Sequence[JumpSet], numbers: Sequence[str], heads: Sequence[tuple[str, ...]], room: Room
) -> list[list[Panel]]:
    """The panels in order, as many in a row as fit; a set that is wider than a row is pressed into it."""
    least = [max(svg.text_width(line, 15 if n == 0 else 12) for n, line in enumerate(head)) for head in heads]
    wide = room.right - room.left
    dots = [min(len(one.jumps) or one.count, _most_dots(room)) for one in sets]

    def widths(pitch: float) -> list[float]:
        return [min(wide, max(low, pitch * count)) for low, count in zip(least, dots, strict=True)]

    fitting = (one for one in _PITCHES if sum(widths(one)) + _GAP * (len(sets) - 1) <= wide)
    rows: list[list[Panel]] = []
    at = room.right + 1
    for one, number, head, needs in zip(
        sets, numbers, heads, widths(next(fitting, _PITCHES[-1])), strict=True
    ):
        if not rows or at + needs > room.right:
            rows.append([])
            at = room.left
        rows[-1].append(Panel(one=one, number=number, left=at, wide=needs, head=head))
        at += needs + _GAP
    return rows


def _axis(sets: Sequence[JumpSet]) -> Axis | None:
    """Over every height and band that is drawn; None where no height is known."""
    means = [one.height_cm for one in sets if one.height_cm is not None]
    heights = [jump.height_cm.value for one in sets for jump in one.jumps if jump.height_cm is not None]
    values = [*heights, *(mean.value for mean in means)]
    ends = [mean.value + side * mean.error for mean in means for side in (-1, 1)]
    return axis_over(values, ends) if values else None


# ---- one row ---------------------------------------------------------------------------------------


def _row(
    row: Sequence[Panel], axis: Axis | None, kind: str, room: Room, levels: tuple[float, float, float]
) -> list[str]:
    """Hairlines, then each panel; between two of them the rest. `levels`: heads, top of the plot, base."""
    y, top, base = levels
    parts: list[str] = []
    up = Scale(low=axis.low if axis else 0, high=axis.high if axis else 1, start=base, end=top)
    for mark in axis.marks if axis else ():
        parts.append(svg.rule(room.left, up(mark), room.right, up(mark), "fs-hair"))
        said = f"{axis.say(mark)}" if axis else ""
        parts.append(svg.text(room.left - 8, up(mark) + 4, said, "fs-label fs-ink3", anchor="end"))
    if axis:
        parts.append(svg.text(room.left - 8, top - 12, "cm", "fs-label fs-ink3", anchor="end"))
    for place, panel in enumerate(row):
        for number, line in enumerate(panel.head, 1):
            face = "fs-strong fs-ink" if number == 1 else "fs-label fs-ink2"
            parts.append(svg.text(panel.left, y + _LINE * number - 2, line, face))
        drawn = _panel(panel, kind, up, _most_dots(room)) if axis else ""
        parts.append(drawn or _refused(panel, top, base))
        middle = panel.left + panel.wide / 2
        parts.append(svg.text(middle, base + 17, panel.number, "fs-care-label fs-ink", anchor="middle"))
        if place and panel.one.rest_before_s:
            said = svg.cut(figures.seconds(panel.one.rest_before_s), 12, _GAP)
            parts.append(
                svg.text(panel.left - _GAP / 2, base + 17, said, "fs-label fs-ink3", anchor="middle")
            )
    return parts


def _most_dots(room: Room) -> int:
    return max(1, int((room.right - room.left) / _LEAST_APART))


def _panel(panel: Panel, kind: str, up: Scale, most_dots: int) -> str:
    """The band of the mean, the dots, the mark where the useful part ended; "" where no height is known."""
    one, top, base = panel.one, up.end, up.start
    if one.height_cm is None and not any(jump.height_cm for jump in one.jumps):
        return ""
    groups = _groups(one.jumps, most_dots)
    step = panel.wide / max(1, len(groups))
    parts = [_mean(panel, one.height_cm, kind, up)] if one.height_cm is not None else []
    radius = min(3.2, max(1.5, step * 0.36))
    counted = 0
    for place, group in enumerate(groups):
        x = panel.left + (place + 0.5) * step
        is_after = one.useful is not None and counted >= one.useful
        parts.append(_dot(group, counted, x, radius, up, base, is_after=is_after))
        counted += len(group)
    if one.useful is not None and one.useful < len(one.jumps):
        x = panel.left + one.useful / len(one.jumps) * panel.wide
        parts.append(svg.rule(x, top, x, base, "fs-gap"))
    return "".join(parts)


def _mean(panel: Panel, mean: Measured, kind: str, up: Scale) -> str:
    high, low = up(mean.value + mean.error), up(max(mean.value - mean.error, up.low))
    right = panel.left + panel.wide
    return (
        f'<g class="{run_ink.colour_class(kind)}"><rect class="fs-soft" x="{svg.num(panel.left)}" '
        f'y="{svg.num(high)}" width="{svg.num(panel.wide)}" height="{svg.num(max(0.0, low - high))}"/>'
        f"{svg.rule(panel.left, up(mean.value), right, up(mean.value), 'fs-mean')}</g>"
    )


def _groups(jumps: Sequence[Jump], most: int) -> list[Sequence[Jump]]:
    each = max(1, -(-len(jumps) // most))
    return [jumps[first : first + each] for first in range(0, len(jumps), each)]


def _dot(
    group: Sequence[Jump], before: int, x: float, radius: float, up: Scale, base: float, *, is_after: bool
) -> str:
    """A dot at the height of a jump, or of some; a short stroke at the foot where none was measured."""
    known = [jump.height_cm for jump in group if jump.height_cm is not None]
    called = f"Jump {before + 1}" if len(group) == 1 else f"Jumps {before + 1} to {before + len(group)}"
    if not known:
        return svg.rule(x, base - 5, x, base - 1, "fs-box")
    mean = Measured(value=sum(one.value for one in known) / len(known), error=figures.typical_error(known))
    kind = "fs-after" if is_after else "fs-dot"
    return (
        f'<circle class="{kind}" cx="{svg.num(x)}" cy="{svg.num(up(mean.value))}" r="{svg.num(radius)}">'
        f"<title>{called}: {figures.with_error(mean, 'cm')}</title></circle>"
    )


def _refused(panel: Panel, top: float, base: float) -> str:
    """A dashed outline where the heights would have been."""
    size = f'width="{svg.num(panel.wide)}" height="{svg.num(base - top)}"'
    what = f"{panel.one.refused[0].what}: cannot" if panel.one.refused else "Cannot"
    lines = svg.wrap(f"{what} be said yet", 12, panel.wide - 16)[:_REFUSED_LINES]
    first = (top + base) / 2 + 4 - 8 * (len(lines) - 1)
    place = f'x="{svg.num(panel.left)}" y="{svg.num(top)}" {size} rx="8"'
    middle = panel.left + panel.wide / 2
    return (f'<rect class="fs-bg" {place}/><rect class="fs-refused" {place}/>') + "".join(
        svg.text(middle, first + 16 * number, line, "fs-label fs-ink2", anchor="middle")
        for number, line in enumerate(lines)
    )


def _legend(sets: Sequence[JumpSet], called: str, left_out: int, room: Room) -> list[str]:
    """What a dot, a band and a hollow dot are; and what found no room."""
    told: list[str] = []
    single = figures.typical_error(jump.height_cm for one in sets for jump in one.jumps)
    if single > 0:
        alone = figures.number(single, figures.decimals(single))
        each = max(-(-len(one.jumps) // _most_dots(room)) for one in sets)
        many = f"A dot is the mean of up to {each} {called}s, each"
        dot = many if each > 1 else f"A dot is a {called}, by itself"
        told.append(f"{dot} good to ±{figures.THIN}{alone}{figures.THIN}cm")
        told.append("The band is the set's mean with its error")
    if any(one.useful is not None and one.useful < len(one.jumps) for one in sets):
        told.append("Hollow dots came after the useful part of their set")
    if left_out:
        are = "is" if left_out == 1 else "are"
        told.append(f"{saying.counted(left_out, 'more set')} {are} counted, and not drawn")
    return [
        line
        for line in svg.wrap(" ".join(saying.sentence(one) for one in told), 13, room.right - room.left)
        if line
    ]
