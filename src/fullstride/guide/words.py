"""The script of one session: what is said and when, the same for every face and every file."""

from dataclasses import dataclass

from fullstride.domain.session import Reason, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One effort, from a start to the rest behind it.

    `work_s`, `work_m` and `times` say how much (`times` lifts where neither seconds nor metres do).
    `limit_s` is when the effort is over by itself: the planned seconds, or the most a bound may take;
    None where only the runner knows. `about_s` is how long it will take, for files that want to know.
    """

    number: int  # from 1
    of: int
    label: str  # "Rep 2 of 3", "Set 1 of 2", "Station 3 of 4"
    what: str  # "Bounding"; in a circuit or a gym the move: "Split jumps"
    work_s: float | None = None
    work_m: float | None = None
    times: int = 1
    limit_s: float | None = None
    about_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRule:
    """When to stop for today. `sets`, `effort` and `times` are what the player can count itself."""

    reason: Reason
    say: str
    sets: int | None = None  # form slipping in so many
    effort: int | None = None  # felt harder than this, of 10
    times: int | None = None  # so often


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    sees: str
    do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A session, ready to be led through or written down.

    Warm-up, then for each part: count-in, the effort with at most three cues, form check, rest; stop
    rules; close. `rest_s` is the earliest next start after an effort's end, and the runner decides.
    """

    session: Session
    name: str  # "Bounding"
    style: str  # run | jump | strength
    dose: str  # "3 × 30 m"
    intensity: str
    warm_up: str
    warm_up_min: int
    count_in_s: int
    cues: tuple[str, ...]
    how: tuple[str, ...]
    parts: tuple[Part, ...]
    rest_s: int
    rest_is_ours: bool  # the plan says no rest; this is the rule book's
    recovery: str
    faults: tuple[Fault, ...]
    stop_rules: tuple[StopRule, ...]
    close: str
    needs: str
    notice: str
    place_today: int = 1  # on a day with two sessions: which comes first
    of_today: int = 1
    after: str = ""  # what it follows on the same day: "bounding"
    fit_category: int | None = None
    fit_name: int | None = None
