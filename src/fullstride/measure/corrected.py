"""Efforts as the runner says they were: what was found is placed anew where they correct it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fullstride.domain.corrections import Correction
from fullstride.domain.evidence import Effort, FoundBy, Measured
from fullstride.measure.aligning import Placed
from fullstride.measure.describe import Describer
from fullstride.measure.signal import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """`hand_error_s` is how well a hand sets the length of an effort on a screen, one standard deviation;
    `least_share` of the shorter of two that an effort must have in common with where it was, to be it."""

    hand_error_s: float = 1.0
    least_share: float = 0.5
    describer: Describer = field(default_factory=Describer)

    def correct(
        self,
        efforts: Sequence[Effort],
        corrections: Iterable[Correction],
        signal: Signal,
        *,
        top_mps: Measured | None = None,
    ) -> tuple[Effort, ...]:
        """The efforts by all corrections, in the order in which they were said, described anew.

        Steps: each correction finds the effort that it is about by where that was, and moves or removes it;
        one about none adds an effort. What has no more place in the signal goes. Numbers, rests and series
        are then made as for efforts that were found; kinds stay as they were, but where the runner says or
        leaves open what it was.
        """
        placed = [_placed(each) for each in efforts]
        for one in corrections:
            at = self._meant(placed, one)
            if at is not None:
                placed.pop(at)
            if one.removed or one.start_s is None or one.end_s is None:
                continue
            start = max(one.start_s, signal.origin_s)
            end = min(one.end_s, signal.origin_s + len(signal))
            if end - start >= 1.0:
                placed.append(self._by_hand(start, end, one.kind))
        placed.sort(key=lambda each: each.start_s)
        return self.describer.describe(placed, signal, top_mps=top_mps)

    def _meant(self, placed: Sequence[Placed], one: Correction) -> int | None:
        """The effort that a correction is about; None where it is about one that was not found."""
        if one.was_start_s is None or one.was_end_s is None:
            return None
        shares = [_shared(each, one.was_start_s, one.was_end_s) for each in placed]
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        return best if best is not None and shares[best] >= self.least_share else None

    def _by_hand(self, start_s: float, end_s: float, kind: str) -> Placed:
        return Placed(
            start_s=start_s,
            end_s=end_s,
            found_by=FoundBy.HAND,
            confidence=1.0,
            duration_s=Measured(value=end_s - start_s, error=self.hand_error_s),
            kind=kind,
        )


def _placed(effort: Effort) -> Placed:
    return Placed(
        start_s=effort.start_s,
        end_s=effort.end_s,
        found_by=effort.found_by,
        confidence=effort.confidence,
        duration_s=effort.duration_s,
        kind=effort.kind,
    )


def _shared(placed: Placed, start_s: float, end_s: float) -> float:
    """What two stretches have in common, as a share of the shorter."""
    common = min(placed.end_s, end_s) - max(placed.start_s, start_s)
    return common / max(min(placed.end_s - placed.start_s, end_s - start_s), 1e-9)
