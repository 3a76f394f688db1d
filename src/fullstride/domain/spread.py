"""Where the time of one run went, by speed: what a history needs beside the efforts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """As in RunSummary: `bin_s` and `bin_m` by speed, `best_mps` by duration, the rest by its own name."""

    sub_sport: str = ""
    format: str = ""
    moving_s: float = 0.0
    has_elevation: bool = False
    bin_s: tuple[float, ...] = ()
    bin_m: tuple[float, ...] = ()
    best_mps: tuple[float | None, ...] = ()
