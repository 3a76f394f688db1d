"""What a simulated scene is made of, and what is known to be true of it. The units are in the names."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from fullstride.domain.motion import Side


class Style(StrEnum):
    """What is done between two jumps of a set."""

    RESET = "reset"  # land, stand up, stand, squat, jump
    PAUSE = "pause"  # land into the squat, hold it, jump
    CONTINUOUS = "continuous"  # land and jump in one movement
    HOPS = "hops"  # stiff, on the spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    duration_s: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    duration_s: float = 10.0
    steps_hz: float = 1.8
    strength_mps2: float = 2.0
    knock_mps2: float = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Jog:
    steps: int = 30
    contact_s: float = 0.27
    flight_s: float = 0.09
    speed_mps: float = 2.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Fumble:
    """The phone is being handled: started, stopped, put into the pocket, taken out."""

    duration_s: float = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseStart:
    """A squat from which nobody jumps, and after it a little hop of `hop_s` in the air, 0 for none."""

    hop_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Jumps:
    """A set. `height_cm` is the mean of the first jumps; the last is `drop_pct` lower, single ones scatter.

    `contact_s` is the time on the ground of continuous jumping and hops, `pause_s` how long is stood (RESET)
    or held in the squat (PAUSE). `stumbles` are the numbers, from 0, of jumps that are landed badly.
    """

    count: int = 15
    style: Style = Style.CONTINUOUS
    height_cm: float = 25.0
    drop_pct: float = 0.0
    scatter_cm: float = 1.2
    contact_s: float = 0.55
    contact_scatter: float = 0.05
    pause_s: float = 0.5
    depth_m: float = 0.30
    stumbles: tuple[int, ...] = ()
    sharpness: float = 0.12  # share of the landing's momentum that is taken in the first knock


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A bounding run: `approach` running steps, the bounds, `run_out` running steps.

    `right_pct` is how much longer the right foot is on the ground than the left. `speed_mps` is the mean
    speed from the first contact to the last.
    """

    contacts: int = 16
    contact_s: float = 0.18
    flight_s: float = 0.26
    scatter: float = 0.05
    fade: float = 0.0  # share of the flight lost from the first bound to the last
    right_pct: float = 0.0
    speed_mps: float = 5.0
    first_side: Side = Side.LEFT
    approach: int = 4
    run_out: int = 5
    sharpness: float = 0.12


Act = Stand | Walk | Jog | Fumble | FalseStart | Jumps | Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueJump:
    """In the air [takeoff_s, landing_s). `contact_s` is the time on the ground before it, None at first."""

    takeoff_s: float
    landing_s: float
    contact_s: float | None = None

    @property
    def flight_s(self) -> float:
        return self.landing_s - self.takeoff_s

    @property
    def height_cm(self) -> float:
        return 122.583125 * self.flight_s**2


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueSet:
    style: Style
    jumps: tuple[TrueJump, ...]

    @property
    def count(self) -> int:
        return len(self.jumps)

    @property
    def start_s(self) -> float:
        return self.jumps[0].takeoff_s

    @property
    def end_s(self) -> float:
        return self.jumps[-1].landing_s

    @property
    def height_cm(self) -> float:
        return float(np.mean([jump.height_cm for jump in self.jumps]))

    @property
    def rhythm_s(self) -> float:
        """The mean time from one take-off to the next; NaN of a single jump."""
        return (self.jumps[-1].takeoff_s - self.start_s) / (self.count - 1) if self.count > 1 else np.nan


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueContact:
    """On the ground [start_s, end_s), then in the air for `flight_s` (after the last one as well)."""

    start_s: float
    end_s: float
    flight_s: float
    side: Side

    @property
    def contact_s(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueBounds:
    """`duration_s` and `distance_m` are from the first touching down to the last."""

    contacts: tuple[TrueContact, ...]
    distance_m: float

    @property
    def count(self) -> int:
        return len(self.contacts)

    @property
    def start_s(self) -> float:
        return self.contacts[0].start_s

    @property
    def end_s(self) -> float:
        return self.contacts[-1].end_s

    @property
    def duration_s(self) -> float:
        return self.contacts[-1].start_s - self.contacts[0].start_s

    @property
    def contact_s(self) -> float:
        return float(np.mean([contact.contact_s for contact in self.contacts]))

    @property
    def flight_s(self) -> float:
        """The mean flight between two bounds; the one after the last leads into the run-out."""
        return float(np.mean([contact.flight_s for contact in self.contacts[:-1]]))
