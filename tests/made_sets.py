"""Sets of jumps, bounding runs and hops as a phone or a video shows them, made without either."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace

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
    SpeedSource,
)
from fullstride.domain.motion import Position
from fullstride.domain.session import Session
from fullstride.measure.judge_motion import MotionJudge
from fullstride.rules.load import load_book

BOOK = load_book()
EVEN = (25.0, 26.0, 25.0, 24.0, 25.0, 26.0, 25.0, 24.0, 25.0, 25.0, 26.0, 24.0, 25.0, 24.0, 25.0)
FALLING = tuple(26.0 - 0.5 * number for number in range(15))


def jump_set(
    heights: Sequence[float] = EVEN,
    *,
    start_s: float = 5.0,
    rhythm_s: float = 1.0,
    error_cm: float = 1.1,
    rest_s: float | None = None,
    contact_s: float | None = None,
    common_cm: float = 1.0,
) -> JumpSet:
    """`error_cm` is what a single jump is uncertain by, `common_cm` what all of them are."""
    jumps = tuple(
        Jump(
            takeoff_s=start_s + number * rhythm_s,
            landing_s=start_s + number * rhythm_s + 0.4,
            height_cm=Measured(value=height, error=math.hypot(error_cm, common_cm)),
            contact_s=Measured(value=contact_s, error=0.01) if contact_s and number else None,
        )
        for number, height in enumerate(heights)
    )
    third = len(heights) // 3
    mean = sum(heights) / len(heights)
    drop = None
    if third:
        first, last = sum(heights[:third]) / third, sum(heights[-third:]) / third
        drop = Measured(value=100 * (1 - last / first), error=100 * error_cm * math.sqrt(2 / third) / first)
    rsi = Measured(value=mean / 100 / contact_s, error=0.1) if contact_s else None
    return JumpSet(
        start_s=jumps[0].takeoff_s,
        end_s=jumps[-1].landing_s,
        count=len(jumps),
        jumps=jumps,
        rhythm_s=Measured(value=rhythm_s, error=0.01),
        height_cm=Measured(value=mean, error=math.hypot(error_cm / math.sqrt(len(heights)), common_cm)),
        height_spread_cm=error_cm,
        drop_pct=drop,
        rsi=rsi,
        rest_before_s=rest_s,
    )


def jumped(*sets: Sequence[float], rest_s: float = 155.0, means: Means = Means.PHONE) -> MotionEvidence:
    made = []
    at_s = 5.0
    for number, heights in enumerate(sets):
        made.append(jump_set(heights, start_s=at_s, rest_s=rest_s if number else None))
        at_s = made[-1].end_s + rest_s
    return MotionEvidence(means=means, rate_hz=100.0, position=Position.BELT, sets=tuple(made))


def bounded(
    *contacts: int,
    distance_m: float | None = 30.0,
    error: float = 0.3,
    lasts_s: float = 6.0,
    rest_s: float = 185.0,
    means: Means = Means.PHONE,
) -> MotionEvidence:
    runs = tuple(
        BoundRun(
            start_s=number * 200.0,
            end_s=number * 200.0 + lasts_s,
            contacts=count,
            duration_s=Measured(value=lasts_s, error=0.05),
            distance_m=distance_m,
            contacts_30m=Measured(value=count * 30 / distance_m, error=error) if distance_m else None,
            rest_before_s=rest_s if number else None,
        )
        for number, count in enumerate(contacts)
    )
    return MotionEvidence(means=means, rate_hz=100.0, position=Position.BELT, bounds=runs)


def log(
    motion: MotionEvidence,
    exercise: str,
    start: dt.datetime,
    *sessions: Session,
    file: str = "sets.csv",
    device: str = "",
    lasts_s: float = 600.0,
) -> Evidence:
    """As a log is measured: judged against `sessions`."""
    motion, verdicts = MotionJudge(book=BOOK).judge(motion, exercise, sessions)
    return Evidence(
        file=file,
        kind=exercise,
        start=start,
        duration_s=lasts_s,
        distance_m=None,
        quality=Quality(grade=Grading.GOOD, source=SpeedSource.NONE),
        verdicts=verdicts,
        device=device,
        motion=motion,
    )


def hopped(*heights_and_contacts: tuple[float, float]) -> MotionEvidence:
    """Ten hops and the jump before them: heights in cm, the contact before each in s."""
    made = jump_set([28.0, *(height for height, _ in heights_and_contacts)], rhythm_s=0.6, contact_s=0.2)
    jumps = [made.jumps[0]]
    for jump, (_, contact_s) in zip(made.jumps[1:], heights_and_contacts, strict=True):
        jumps.append(replace(jump, contact_s=Measured(value=contact_s, error=0.005)))
    return MotionEvidence(means=Means.VIDEO, rate_hz=240.0, sets=(replace(made, jumps=tuple(jumps)),))
