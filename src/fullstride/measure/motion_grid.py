"""Values at uneven times drawn on an even grid, whatever the rate they were written at."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from fullstride.domain.recording import Floats


def even_grid(time_s: Floats, rate_hz: float) -> Floats:
    """Instants 1 / `rate_hz` apart, from the first time to the last."""
    count = int(np.floor((time_s[-1] - time_s[0]) * rate_hz + 1e-6)) + 1
    grid: Floats = time_s[0] + np.arange(count) / rate_hz
    return grid


_BLOCK = 50_000  # points of the grid: some megabytes in work, however long the log


def in_blocks(
    way: Callable[[Floats, Floats, Floats], Floats], time_s: Floats, values: Floats, grid_s: Floats
) -> Floats:
    """`cell_means` or `curves` block by block, so that an hour takes no more memory than a few minutes."""
    drawn = np.empty((len(grid_s), values.shape[1]))
    edges = np.linspace(0, len(grid_s), max(len(grid_s) // _BLOCK, 1) + 1).astype(int).tolist()
    for first, end in pairwise(edges):
        part_s = grid_s[first:end]
        # Two samples beyond a point's own neighbours are all that its value hangs on.
        reach_s = part_s[1] - part_s[0] if len(part_s) > 1 else 0.0
        low = int(np.searchsorted(time_s, part_s[0] - reach_s)) - 3
        high = int(np.searchsorted(time_s, part_s[-1] + reach_s)) + 3
        near = slice(max(low, 0), high)
        drawn[first:end] = way(time_s[near], values[near], part_s)
    return drawn


def cell_means(time_s: Floats, values: Floats, grid_s: Floats) -> Floats:
    """For logs denser than the grid: each point is the mean of what was written around it, (len(grid), k).

    `time_s` (n,) rising strictly, `values` (n, k). The mean is the anti-alias filter: at a fifth of the
    grid's rate it keeps 94 %, at the tenth 98 %.
    """
    half_s = (grid_s[1] - grid_s[0]) / 2
    edges = np.clip(np.append(grid_s - half_s, grid_s[-1] + half_s), time_s[0], time_s[-1])
    # Between two samples the integral is a parabola; np.interp would draw a straight line there.
    at = np.clip(np.searchsorted(time_s, edges, side="right") - 1, 0, len(time_s) - 2)
    into = edges - time_s[at]
    step = np.diff(time_s)
    share = into / step[at] / 2
    wide = np.maximum(np.diff(edges), 1e-12)
    means = np.empty((len(grid_s), values.shape[1]))
    for axis in range(values.shape[1]):
        column = np.ascontiguousarray(values[:, axis])
        total = np.concatenate(([0.0], np.cumsum((column[1:] + column[:-1]) * step / 2)))
        low = column[at]
        up_to = total[at] + into * (low + (column[at + 1] - low) * share)
        means[:, axis] = np.diff(up_to) / wide
    return means


def curves(time_s: Floats, values: Floats, grid_s: Floats) -> Floats:
    """For logs thinner than the grid: cubic Hermite pieces through every sample, (len(grid), k).

    A straight line between samples 20 ms apart takes an eighth off a 10 Hz movement; a cubic a hundredth.
    The slope at a sample is that of the parabola through it and its neighbours (uneven steps allowed).
    """
    step = np.diff(time_s)
    at = np.clip(np.searchsorted(time_s, grid_s, side="right") - 1, 0, len(step) - 1)
    width = step[at]
    into = np.clip((grid_s - time_s[at]) / width, 0.0, 1.0)
    bend, turn = (3 - 2 * into) * into**2, width * into * (1 - into)
    drawn = np.empty((len(grid_s), values.shape[1]))
    for axis in range(values.shape[1]):
        column = np.ascontiguousarray(values[:, axis])
        rise = np.diff(column) / step
        slope = np.empty(len(column))
        slope[0], slope[-1] = rise[0], rise[-1]
        slope[1:-1] = (step[1:] * rise[:-1] + step[:-1] * rise[1:]) / (step[1:] + step[:-1])
        low = column[at]
        tilt = slope[at] * (1 - into) - slope[at + 1] * into
        drawn[:, axis] = low + bend * (column[at + 1] - low) + turn * tilt
    return drawn


def crowded_merged(time_s: Floats, values: Floats, least_s: float) -> tuple[Floats, Floats]:
    """Samples closer than `least_s` to the one before averaged with it: their slope would be noise."""
    close = np.diff(time_s) < least_s
    if not close.any():
        return time_s, values
    group = np.concatenate(([0], np.cumsum(~close)))
    count = np.bincount(group)
    merged = np.column_stack([np.bincount(group, values[:, axis]) / count for axis in range(values.shape[1])])
    # Relative times keep their digits where the clock counts from 1970.
    return time_s[0] + np.bincount(group, time_s - time_s[0]) / count, merged
