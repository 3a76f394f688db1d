"""A runner's own calibration: how much longer a phone shows the flights that a video shows too."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, stdev
from types import MappingProxyType

from fullstride.domain.evidence import Jump, JumpSet, Measured, Refused, jumping_of
from fullstride.domain.motion import Calibration, Jumping, Position
from fullstride.measure.jump_pairs import JumpPairing, Pair
from fullstride.measure.marks_error import Marking, height_cm

KINDS: Mapping[Jumping, str] = MappingProxyType(
    {
        Jumping.ONE_BY_ONE: "jumps one by one",
        Jumping.IN_ONE_GO: "jumps in one go",
        Jumping.HOPS: "hops",
        Jumping.UNKNOWN: "jumps",
    }
)


def raw(position: Position) -> Calibration:
    """What a finder is given to show flights as the phone saw them, with nothing subtracted."""
    return Calibration(position=position, offset_s=0.0, offset_error_s=0.0, flight_error_s=0.0, jumps=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Phone and video, jump by jump: `bias` is the mean of phone less video with the error of that mean,
    `low` and `high` are between what the next jump's difference lies with 95 %, were the two to differ as
    these jumps do (limits of agreement, wide for few jumps as Student's t has it)."""

    bias: Measured
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """`pairs` in the order of time. `flights_s` compares what the phone saw with the video, in seconds;
    `heights_cm` what it said before it was calibrated, None where it said nothing."""

    calibration: Calibration
    pairs: tuple[Pair, ...]
    flights_s: Agreement
    heights_cm: Agreement | None
    said_cm: tuple[float | None, ...]  # the phone's heights before, one a pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrating:
    """Steps: pair the jumps of both, which must be of one kind (`jumping_of`); the mean of phone less video
    is the offset of that kind, what single jumps differ from it is the scatter. Three jumps tell little of
    their scatter, so it is drawn towards a usual one that counts as `usual_weight` jumps (the conjugate prior
    of a variance); the offset's error is the standard deviation of Student's t with the degrees of freedom of
    both, and the habit of the person who marked on top, which no number of jumps takes away. What the video
    itself scatters is taken out of the phone's.

    Needs: sets whose flights had nothing subtracted (`raw`). Units: seconds. `usual_scatter_s` is what a
    phone's flights differ by from jump to jump in pockets and at belts (15 ms over 27 sets of continuous
    jumping, of which some is the jumps' own). Refuses a phone in the hand, an offset that no place on the
    body makes, and a scatter that no offset helps.
    """

    pairing: JumpPairing = field(default_factory=JumpPairing)
    marking: Marking = field(default_factory=Marking)
    usual_scatter_s: float = 0.012
    usual_weight: int = 4
    offsets_s: tuple[float, float] = (-0.15, 0.25)
    most_scatter_s: float = 0.05

    def calibrate(
        self,
        phone: Sequence[JumpSet],
        video: Sequence[JumpSet],
        position: Position,
        *,
        before: Sequence[JumpSet] = (),
        date: dt.date | None = None,
        device: str = "",
    ) -> Calibrated | Refused:
        """`before` are the phone's sets as measured without a calibration, to show what one is worth."""
        if position in (Position.HAND, Position.UNKNOWN):
            return _no_place(position)
        pairs = self.pairing.pair(phone, video)
        if isinstance(pairs, Refused):
            return pairs
        kinds = _kinds(pairs, phone)
        if len(kinds) > 1:
            return _refused(
                f"marked are {_listed(kinds)}, and a phone shows each kind differently",
                "Mark jumps of one kind; the other has a calibration of its own.",
            )
        longer = [pair.longer_s for pair in pairs]
        offset_s, scatter_s = fmean(longer), stdev(longer)
        if not self.offsets_s[0] <= offset_s <= self.offsets_s[1]:
            return _refused(
                f"the phone would show flights {1000 * offset_s:.0f} ms longer than the video, as none does",
                "Look whether fps is the camera's rate, and whether both show the same set.",
            )
        if scatter_s > self.most_scatter_s:
            return _refused(
                f"from jump to jump phone and video differ by {1000 * scatter_s:.0f} ms, so no offset helps",
                "Look at the marks, and wear the phone in a snug belt.",
            )
        said = _said_before(pairs, before)
        told = [(cm, height_cm(_flight_s(pair.video))) for cm, pair in zip(said, pairs, strict=True) if cm]
        return Calibrated(
            calibration=self._calibration(pairs, kinds[0], position, date, device),
            pairs=pairs,
            flights_s=agreement(longer),
            heights_cm=agreement([one - other for one, other in told]) if len(told) > 1 else None,
            said_cm=said,
        )

    def _calibration(
        self,
        pairs: Sequence[Pair],
        jumping: Jumping,
        position: Position,
        date: dt.date | None,
        device: str,
    ) -> Calibration:
        longer = [pair.longer_s for pair in pairs]
        number = len(longer)
        freedom = self.usual_weight + number - 1
        usual = self.usual_weight * self.usual_scatter_s**2
        variance = (usual + (number - 1) * stdev(longer) ** 2) / freedom
        student = math.sqrt(freedom / (freedom - 2))
        marked = fmean(pair.video.flight_s.error if pair.video.flight_s else 0.0 for pair in pairs)
        of_video = max(0.0, marked**2 - self.marking.habit_s**2)
        return Calibration(
            position=position,
            offset_s=fmean(longer),
            offset_error_s=math.hypot(student * math.sqrt(variance / number), self.marking.habit_s),
            flight_error_s=math.sqrt(max(variance - of_video, variance / 4)),
            jumps=number,
            date=date,
            device=device,
            jumping=jumping,
        )


def agreement(differences: Sequence[float]) -> Agreement:
    """Of two differences or more: their mean, and where the next one lies with 95 %."""
    from scipy.special import stdtrit

    number = len(differences)
    mean, spread = fmean(differences), stdev(differences)
    reach = float(stdtrit(number - 1, 0.975)) * spread * math.sqrt(1 + 1 / number)
    error = spread / math.sqrt(number)
    return Agreement(bias=Measured(value=mean, error=error), low=mean - reach, high=mean + reach)


def unlike(sets: Sequence[JumpSet], calibrations: Sequence[Calibration]) -> tuple[str, ...]:
    """Of which of these kinds of jumps no calibration of the place is, in a sentence; () where all are."""
    missing = sorted({jumping_of(one.jumps) for one in sets if not one.calibrated})
    if not calibrations or not missing:
        return ()
    own = _listed(sorted({one.jumping for one in calibrations}))
    return (f"Your calibration here is of {own}; {_listed(missing)} would need one of their own",)


def _listed(kinds: Sequence[Jumping]) -> str:
    return " and ".join(KINDS[one] for one in kinds)


def _kinds(pairs: Sequence[Pair], phone: Sequence[JumpSet]) -> list[Jumping]:
    """How the jumps of the phone's sets follow each other from which any was marked."""
    marked = {id(pair.phone) for pair in pairs}
    sets = [one for one in phone if any(id(jump) in marked for jump in one.jumps)]
    return sorted({jumping_of(one.jumps) for one in sets})


def _said_before(pairs: Sequence[Pair], before: Sequence[JumpSet]) -> tuple[float | None, ...]:
    """The heights of the same jumps as they were before; jumps are found again by where they are."""
    known = [jump for one in before for jump in one.jumps]
    found: list[float | None] = []
    for pair in pairs:
        middle_s = (pair.phone.takeoff_s + pair.phone.landing_s) / 2
        same = next((jump for jump in known if jump.takeoff_s <= middle_s <= jump.landing_s), None)
        found.append(same.height_cm.value if same is not None and same.height_cm is not None else None)
    return tuple(found)


def _flight_s(jump: Jump) -> float:
    return jump.flight_s.value if jump.flight_s is not None else math.nan


def _no_place(position: Position) -> Refused:
    if position is Position.HAND:
        return _refused(
            "a phone in the hand moves by itself, so its flights are not the runner's",
            "Wear it in a snug belt at the lower back.",
        )
    return _refused("where the phone was worn is not said", "Name it, as in --position belt.")


def _refused(why: str, instead: str) -> Refused:
    return Refused(what="Calibration", why=why, instead=instead)
