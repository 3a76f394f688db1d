"""Sets, bounds and timed runs with known numbers, made by hand: for what draws and tells motion evidence."""

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from fullstride.domain.evidence import (
    BoundRun,
    Evidence,
    Grading,
    Jump,
    JumpSet,
    Means,
    Measured,
    MotionEvidence,
    Quality,
    Refused,
    RepVerdict,
    SpeedSource,
    Standing,
    TimedRun,
    Verdict,
)
from fullstride.domain.motion import Position

START = dt.datetime(2027, 1, 26, 17, 12, tzinfo=dt.UTC)
SIGNAL = Quality(grade=Grading.GOOD, source=SpeedSource.NONE, interval_s=0.01)
IN_THE_HAND = Refused(
    what="Height",
    why="the phone was in the hand, and the arms swing it",
    instead="Wear it in a snug belt",
)
NO_TAPE = Refused(
    what="Mean speed", why="nobody said how long the stretch is", instead="Tape it and say --distance 30"
)


def measured(value: float, error: float) -> Measured:
    return Measured(value=value, error=error)


def jump_set(
    count: int,
    start_s: float = 12.0,
    *,
    mean_cm: float = 27.0,
    drop_pct: float = 4.0,
    period_s: float = 1.02,
    **more: Any,
) -> JumpSet:
    """A set whose height falls evenly by `drop_pct`, with a zigzag that every sensor shows."""
    jumps = []
    for number in range(count):
        share = 0.5 - number / max(1, count - 1)
        height = mean_cm * (1 + drop_pct / 100 * share) + (1.2, -0.8, 0.4, -1.1)[number % 4]
        takeoff = start_s + number * period_s
        jumps.append(
            Jump(
                takeoff_s=takeoff,
                landing_s=takeoff + 0.46,
                flight_s=measured(0.46, 0.015),
                height_cm=measured(height, 2.4),
                contact_s=measured(0.56, 0.03) if number else None,
            )
        )
    made = JumpSet(
        start_s=start_s,
        end_s=start_s + count * period_s,
        count=count,
        jumps=tuple(jumps),
        rhythm_s=measured(period_s, 0.012),
        height_cm=measured(mean_cm, 3.1),
        height_spread_cm=1.6,
        drop_pct=measured(drop_pct, 5.2),
        rsi=measured(0.482, 0.061),
    )
    return replace(made, **more)


def refused_set(count: int, start_s: float = 12.0, **more: Any) -> JumpSet:
    """Counted, and nothing else."""
    jumps = tuple(
        Jump(takeoff_s=start_s + 1.02 * number, landing_s=start_s + 1.02 * number + 0.46)
        for number in range(count)
    )
    made = JumpSet(
        start_s=start_s,
        end_s=start_s + 1.02 * count,
        count=count,
        jumps=jumps,
        rhythm_s=measured(1.02, 0.02),
        refused=(IN_THE_HAND,),
    )
    return replace(made, **more)


def motion_evidence(motion: MotionEvidence | None, kind: str = "squat_jumps", **more: Any) -> Evidence:
    made = Evidence(
        file="jumps.zip",
        kind=kind,
        start=START,
        duration_s=412.0,
        distance_m=None,
        quality=SIGNAL,
        motion=motion,
    )
    return replace(made, **more)


def three_sets() -> Evidence:
    """A normal session: the third set fell, and the useful part of it ended early."""
    sets = (
        jump_set(14, 12, mean_cm=27.4, drop_pct=2.6),
        jump_set(15, 150, mean_cm=26.8, drop_pct=4.1, rest_before_s=124.0),
        jump_set(14, 310, mean_cm=25.6, drop_pct=19.0, useful=9, rest_before_s=144.7),
    )
    return motion_evidence(
        MotionEvidence(
            means=Means.PHONE,
            rate_hz=99.8,
            position=Position.BELT,
            sets=sets,
            seen=("The rate varied between 97 and 102 Hz",),
        ),
        device="Pixel 8",
    )


def judged_sets() -> Evidence:
    verdict = Verdict(
        exercise="squat_jumps",
        asked=3,
        done=3,
        say="Three sets as planned; stop the third at 9 jumps next time",
        notes=("The height had fallen by a tenth",),
        care=True,
    )
    return replace(three_sets(), verdicts=(verdict,))


def one_video_set() -> Evidence:
    one = replace(jump_set(3, 1.2), height_cm=measured(29.13, 0.42), drop_pct=None, height_spread_cm=0.9)
    return motion_evidence(
        MotionEvidence(means=Means.VIDEO, rate_hz=240.0, sets=(one,)), file="jumps.csv", start=None
    )


def forty_sets() -> Evidence:
    """300 jumps in one set, and 39 sets more."""
    sets = [jump_set(300, 10, mean_cm=21.0, drop_pct=31.0, useful=80)]
    for number in range(1, 40):
        start = 400.0 + 90 * number
        sets.append(
            jump_set(
                6 + number % 10,
                start,
                mean_cm=22 + number % 5,
                useful=4 if number % 9 == 0 else None,
                rest_before_s=70.0 + number,
            )
        )
    return motion_evidence(
        MotionEvidence(means=Means.PHONE, rate_hz=421.0, position=Position.FRONT_POCKET, sets=tuple(sets))
    )


def hand_held() -> Evidence:
    return motion_evidence(
        MotionEvidence(
            means=Means.PHONE,
            rate_hz=100.0,
            position=Position.HAND,
            sets=(refused_set(12), refused_set(13, 100, rest_before_s=70.0)),
        )
    )


def mixed_sets() -> Evidence:
    """One set was measured, the other only counted."""
    return motion_evidence(
        MotionEvidence(
            means=Means.PHONE,
            rate_hz=100.0,
            position=Position.BELT,
            sets=(jump_set(14), refused_set(13, 150, rest_before_s=120.0)),
        )
    )


def bound_run(contacts: int, start_s: float, duration_s: float, **more: Any) -> BoundRun:
    made = BoundRun(
        start_s=start_s,
        end_s=start_s + duration_s,
        contacts=contacts,
        duration_s=measured(duration_s, 0.06),
        distance_m=30.0,
        contacts_30m=measured(contacts - 0.4, 0.3),
        mean_mps=measured(30 / duration_s, 0.08),
        cadence_spm=measured(60 * (contacts - 1) / duration_s, 2.3),
        contact_s=measured(0.163, 0.022),
        flight_s=measured(0.141, 0.022),
        contact_error_s=0.045,
    )
    return replace(made, **more)


def three_bounds(**more: Any) -> Evidence:
    runs = (
        bound_run(18, 20, 5.42),
        bound_run(17, 210, 5.31, rest_before_s=184.0),
        bound_run(18, 402, 5.77, rest_before_s=187.0),
    )
    motion = MotionEvidence(
        means=Means.PHONE,
        rate_hz=200.0,
        position=Position.BELT,
        bounds=runs,
        left_right_pct=measured(-4.2, 1.3),
    )
    return motion_evidence(replace(motion, **more), kind="bounding")


def counted_bounds() -> Evidence:
    bare = {
        "distance_m": None,
        "contacts_30m": None,
        "mean_mps": None,
        "contact_s": None,
        "flight_s": None,
        "contact_error_s": None,
        "refused": (NO_TAPE,),
    }
    return three_bounds(
        bounds=tuple(bound_run(12 + number, 100 * number, 4.0, **bare) for number in range(3)),
        left_right_pct=None,
    )


def timed_runs() -> Evidence:
    runs = tuple(
        TimedRun(
            start_s=20.0 * number,
            end_s=20.0 * number + time,
            duration_s=measured(time, 0.006),
            distance_m=30.0,
            mean_mps=measured(30 / time, 0.014),
        )
        for number, time in enumerate((4.213, 4.351))
    )
    return motion_evidence(
        MotionEvidence(means=Means.VIDEO, rate_hz=240.0, timed=runs), kind="flat_sprints", file="cones.csv"
    )


def refused_log() -> Evidence:
    """Nothing at all could be said."""
    refused = Refused(
        what="Jumps",
        why="the file holds acceleration without gravity, so falling can't be seen",
        instead="Record the accelerometer with gravity",
    )
    quality = replace(SIGNAL, grade=Grading.UNFIT, why=(refused.why,))
    return motion_evidence(None, kind="motion", refused=(refused,), quality=quality, duration_s=61.0)


def empty_log() -> Evidence:
    return motion_evidence(MotionEvidence(means=Means.PHONE, rate_hz=100.0, position=Position.BELT))


MADE = (
    three_sets,
    judged_sets,
    one_video_set,
    forty_sets,
    hand_held,
    mixed_sets,
    three_bounds,
    counted_bounds,
    timed_runs,
    refused_log,
    empty_log,
)


HOSTILE = (
    'Jumps </title></svg><script>alert(1)</script> &amp; "x" \x00\x1b[31m\u202e\ufffe\ud800' + "long " * 80
)


def hostile(evidence: Evidence) -> Evidence:
    """`evidence` with a text that tries to break out wherever a file has a say."""
    bad = Refused(what=HOSTILE, why=HOSTILE, instead=HOSTILE)
    verdict = Verdict(exercise=HOSTILE, asked=None, done=1, say=HOSTILE, notes=(HOSTILE,), care=True)
    motion = evidence.motion
    if motion is not None:
        motion = replace(
            motion,
            sets=tuple(replace(one, refused=(bad,)) for one in motion.sets),
            bounds=tuple(replace(one, refused=(bad,)) for one in motion.bounds),
            seen=(HOSTILE,),
        )
    return replace(
        evidence,
        motion=motion,
        title=HOSTILE,
        file=HOSTILE,
        kind=HOSTILE,
        device=HOSTILE,
        cut=HOSTILE,
        refused=(bad,),
        verdicts=(verdict,),
        quality=replace(evidence.quality, why=(HOSTILE,)),
    )


# ---- anything at all, for properties ---------------------------------------------------------------

_values = st.floats(-50, 500, allow_nan=False)
_errors = st.sampled_from([0.0, 0.004, 0.06, 1.4, 3.0, 45.0])
_measured = st.builds(lambda value, error: measured(value, error), _values, _errors)
_some = st.none() | _measured


@st.composite
def _sets(draw: st.DrawFn) -> JumpSet:
    count = draw(st.sampled_from([1, 2, 3, 14, 130, 700]))
    one = jump_set(count, draw(st.floats(0, 5000)), mean_cm=draw(st.floats(1, 70)))
    keep = draw(st.sampled_from(["all", "none", "some", "no jumps"]))
    jumps = {
        "all": one.jumps,
        "none": tuple(replace(jump, height_cm=None) for jump in one.jumps),
        "some": tuple(replace(jump, height_cm=None) if n % 3 else jump for n, jump in enumerate(one.jumps)),
        "no jumps": (),
    }[keep]
    return replace(
        one,
        jumps=jumps,
        height_cm=draw(_some),
        drop_pct=draw(_some),
        rhythm_s=draw(_some),
        rsi=draw(_some),
        useful=draw(st.none() | st.integers(0, count)),
        rest_before_s=draw(st.none() | st.floats(0, 9000)),
        refused=draw(st.sampled_from([(), (IN_THE_HAND,)])),
    )


@st.composite
def _bounds(draw: st.DrawFn) -> BoundRun:
    count = draw(st.sampled_from([0, 1, 2, 18, 400]))
    duration = draw(st.sampled_from([0.0, 0.4, 5.4, 61.0]))
    times = tuple(duration * n / max(1, count - 1) for n in range(count))
    return replace(
        bound_run(count, draw(st.floats(0, 900)), max(duration, 0.1)),
        duration_s=Measured(value=duration, error=draw(_errors)),
        contacts_30m=draw(_some),
        mean_mps=draw(_some),
        contact_s=draw(_some),
        contacts_s=draw(st.sampled_from([(), times])),
    )


@st.composite
def any_motion(draw: st.DrawFn) -> Evidence:
    """Evidence with whatever a detector might give: much, little, half of it missing."""
    timed = st.builds(
        lambda start, time, mean: TimedRun(
            start_s=start, end_s=start + 4, duration_s=measured(time, 0.006), mean_mps=mean
        ),
        st.floats(0, 900),
        st.floats(0, 30),
        _some,
    )
    motion = MotionEvidence(
        means=draw(st.sampled_from(list(Means))),
        rate_hz=draw(st.floats(20, 500)),
        position=draw(st.sampled_from(list(Position))),
        calibrated=draw(st.booleans()),
        sets=tuple(draw(st.lists(_sets(), max_size=5))),
        bounds=tuple(draw(st.lists(_bounds(), max_size=3))),
        timed=tuple(draw(st.lists(timed, max_size=3))),
        left_right_pct=draw(_some),
    )
    kind = draw(st.sampled_from(["squat_jumps", "hops", "bounding", "my_own_drill", "motion", ""]))
    verdict = Verdict(
        exercise=kind,
        asked=None,
        done=1,
        say="One was left aside",
        reps=tuple(
            RepVerdict(effort=index, standings=(Standing.HEIGHT_FELL,))
            for index in range(1, len(motion.sets or motion.bounds or motion.timed))
        ),
    )
    return motion_evidence(motion, kind=kind, verdicts=draw(st.sampled_from([(), (verdict,)])))
