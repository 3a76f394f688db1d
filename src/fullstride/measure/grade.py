"""How steep the ground is, from altitude over distance run."""

from dataclasses import dataclass

import numpy as np

from fullstride.domain.recording import Floats
from fullstride.measure.filters import mean_filter, spread


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeMaker:
    """Settings of the slope: altitude blurred over `blur_s`, rise taken over `base_m` of ground."""

    blur_s: int = 7
    base_m: float = 40.0
    steepest_pct: float = 45.0
    least_unrest_m: float = 0.15  # no altimeter is better than this, however smooth its curve

    def make(self, altitude_m: Floats, speed_mps: Floats) -> tuple[Floats, float | None]:
        """Grade (n,) in per cent and its error, one for all; NaN and None where altitude is unknown.

        Steps: short holes in altitude are bridged; it is blurred; the rise between `base_m` / 2 behind
        and before is divided by the ground between. The error is the altitude's own unrest at a lag
        of ten seconds, which holds real bends of the ground and is therefore on the large side.
        """
        told = np.isfinite(altitude_m)
        if told.sum() < 60 or len(altitude_m) < 60:
            return np.full(len(altitude_m), np.nan), None
        place = np.arange(len(altitude_m))
        height_m = mean_filter(np.interp(place, place[told], altitude_m[told]), self.blur_s)
        ground_m = np.cumsum(speed_mps)
        behind_m = np.maximum(ground_m - self.base_m / 2, ground_m[0])
        ahead_m = np.minimum(ground_m + self.base_m / 2, ground_m[-1])
        # A runner who stands stays on one metre of ground: the tiny slope keeps the ground rising there.
        rising_m = ground_m + 1e-6 * place
        rise_m = np.interp(ahead_m, rising_m, height_m) - np.interp(behind_m, rising_m, height_m)
        grade_pct = 100 * rise_m / np.maximum(ahead_m - behind_m, self.base_m / 4)
        unrest_m = spread((height_m[20:] - 2 * height_m[10:-10] + height_m[:-20]) / np.sqrt(6))
        error_pct = float(100 * np.sqrt(2) * max(unrest_m, self.least_unrest_m) / self.base_m)
        grade_pct = np.clip(grade_pct, -self.steepest_pct, self.steepest_pct)
        return np.where(told, grade_pct, np.nan), error_pct
