"""Simulated jumps and bounds through the detectors: one row for each set, run, jump or log."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from fullstride.domain.evidence import JumpSet, Measured, Refused
from fullstride.domain.motion import Jumping, Position
from fullstride.measure.bounds import BoundFinder, BoundsFound
from fullstride.measure.calibrating import Calibrated, Calibrating, raw
from fullstride.measure.jumps import JumpFinder
from fullstride.measure.marks import MarkedVideo
from fullstride.measure.motion import MotionCleaning, MotionSignal
from fullstride.measure.motion_kind import MotionKind
from fullstride.measure.simulate_jumps import (
    Act,
    Bounds,
    FalseStart,
    Fumble,
    Jog,
    Jumps,
    JumpScene,
    SimulatedMotion,
    Stand,
    Style,
    TrueBounds,
    TrueSet,
    Walk,
)
from fullstride.measure.simulate_jumps_drawn import WORN, Asked, JumpDraw, draw_mount, draw_phone
from fullstride.measure.simulate_jumps_marks import Camera

Row = dict[str, Any]

JUMPING = (Asked.RESET, Asked.PAUSE, Asked.CONTINUOUS, Asked.HOPS)
RATES_HZ = (50.0, 100.0, 200.0, 400.0)
CAMERAS = (30.0, 60.0, 120.0, 240.0)
BODY = tuple(position for position in WORN if position is not Position.HAND)
# None of the seeds that the detectors' makers looked at lie up here.
FIRST_SEED = 700_000
SCENES: dict[str, tuple[Act, ...]] = {
    "false start: a squat without a jump, then a set": (FalseStart(), Jumps(count=10)),
    "false start with a hop of 60 ms, then a set": (FalseStart(hop_s=0.06), Jumps(count=10)),
    "false start with a hop of 100 ms, then a set": (FalseStart(hop_s=0.1), Jumps(count=10)),
    "a set with a stumble": (Jumps(count=10, stumbles=(4,)),),
    "walking, a set, walking": (Walk(), Stand(), Jumps(count=10), Stand(), Walk()),
    "jogging, a set, jogging": (Jog(), Stand(), Jumps(count=10), Stand(), Jog()),
    "walking only": (Walk(duration_s=60.0),),
    "jogging only": (Jog(steps=160),),
    "running fast only": (Jog(steps=60, contact_s=0.19, flight_s=0.14, speed_mps=5.0),),
    "handling the phone only": (Fumble(duration_s=30.0),),
    "bounding, looked at for jumps": (Bounds(contacts=16),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One simulated log: what is drawn, and in which of the tables it counts."""

    table: str  # drawn, heights, scene
    name: str  # of the style or the scene
    position: Position
    rate_hz: float
    tidy: bool
    seed: int


def cases(sets: int = 12, heights: int = 8, scenes: int = 6) -> tuple[Case, ...]:
    """All logs of the page: `sets` of each style, place, rate and neatness, and so on; no athlete twice."""
    made = [
        ("drawn", asked.value, position, rate_hz, tidy)
        for asked in Asked
        for position in WORN
        for rate_hz in RATES_HZ
        for tidy in (True, False)
        for _ in range(sets)
    ]
    made += [
        ("heights", asked.value, position, rate_hz, True)
        for asked in JUMPING
        for position in BODY
        for rate_hz in RATES_HZ
        for _ in range(heights)
    ]
    made += [
        ("scene", name, position, 100.0, True) for name in SCENES for position in WORN for _ in range(scenes)
    ]
    return tuple(
        Case(table=table, name=name, position=position, rate_hz=rate_hz, tidy=tidy, seed=FIRST_SEED + number)
        for number, (table, name, position, rate_hz, tidy) in enumerate(made)
    )


def rows_of(case: Case) -> list[Row]:
    """What came of one case; each row says what kind of row it is."""
    about = {"name": case.name, "position": case.position.value, "rate_hz": case.rate_hz, "tidy": case.tidy}
    work = {"drawn": _drawn, "heights": _heights, "scene": _scene}[case.table]
    return [about | row for row in work(case)]


# --- one drawn log ----------------------------------------------------------------------------------------


def _drawn(case: Case) -> Iterator[Row]:
    draw = JumpDraw(position=case.position, rate_hz=case.rate_hz, tidy=case.tidy)
    made = draw.draw(Asked(case.name), case.seed).record(case.seed)
    signal = MotionCleaning().clean(made.log)
    kind = MotionKind().tell(signal)
    yield {"row": "kind", "told": "asked" if isinstance(kind, Refused) else kind}
    if made.bounds:
        yield from _bounded(made, signal)
    else:
        yield from _jumped(made, signal)
    if case.tidy and case.rate_hz == RATES_HZ[0]:
        yield from _filmed(made, case.seed)


def _jumped(made: SimulatedMotion, signal: MotionSignal) -> Iterator[Row]:
    found = _sets(JumpFinder().find(signal, told=True))
    bounds = BoundFinder().find(signal, told=True)
    yield {"row": "false runs", "count": len(bounds.runs) if isinstance(bounds, BoundsFound) else 0}
    taken = 0
    for true in made.sets:
        own = [one for one in found if _meet(one, true, signal.origin_s)]
        taken += len(own)
        row: Row = {
            "row": "set",
            "true": true.count,
            "off": own[0].count - true.count if len(own) == 1 else None,
            "split": len(own) > 1,
            "refused": own[0].refused[0].why if own and own[0].refused else "",
        }
        if len(own) == 1 and own[0].count == true.count:
            row |= _sizes(own[0], true)
        yield row
    yield {"row": "false sets", "count": len(found) - taken}


def _bounded(made: SimulatedMotion, signal: MotionSignal) -> Iterator[Row]:
    taped = made.bounds[0].distance_m if len(made.bounds) == 1 else None
    first = made.bounds[0].contacts[0].side
    bounds = BoundFinder().find(signal, distance_m=taped, first_side=first, told=True)
    runs = list(bounds.runs) if isinstance(bounds, BoundsFound) else []
    taken = 0
    for true in made.bounds:
        own = [one for one in runs if _meet(one, true, signal.origin_s)]
        taken += len(own)
        row: Row = {
            "row": "run",
            "true": true.count,
            "off": own[0].contacts - true.count if len(own) == 1 else None,
            "doubted": bool(own)
            and isinstance(bounds, BoundsFound)
            and _doubted(own[0].start_s, bounds.seen),
        }
        if len(own) == 1 and own[0].contacts == true.count:
            one, rate = own[0], 60.0 * (true.count - 1) / true.duration_s
            row["duration"] = _triple(true.duration_s, one.duration_s)
            row["cadence"] = _triple(rate, one.cadence_spm)
            row["contact"] = _triple(true.contact_s, one.contact_s)
            row["flight"] = _triple(true.flight_s, one.flight_s)
            row["speed"] = _triple(true.distance_m / true.duration_s, one.mean_mps)
        yield row
    yield {"row": "false runs in bounding", "count": len(runs) - taken}


def _doubted(start_s: float, seen: Sequence[str]) -> bool:
    """Whether it is said beside a run that it may have more contacts or less."""
    run = f"The run at {int(start_s // 60)}:{int(start_s % 60):02d} may have"
    return any(sentence.startswith(run) and "more or less" in sentence for sentence in seen)


def _filmed(made: SimulatedMotion, seed: int) -> Iterator[Row]:
    """The same jumps or bounds, marked in videos of several frame rates."""
    for frames_per_s in CAMERAS:
        evidence = MarkedVideo().measure(Camera(frames_per_s=frames_per_s).film(made, seed))
        row: Row = {"row": "video", "frames": frames_per_s}
        if isinstance(evidence, Refused):
            yield row | {"refused": evidence.why}
            continue
        for true, one in zip(made.sets, evidence.sets, strict=True):
            row["flights"] = [
                _triple(jump.flight_s, seen.flight_s)
                for jump, seen in zip(true.jumps, one.jumps, strict=True)
            ]
            row["contacts"] = [
                _triple(jump.contact_s, seen.contact_s)
                for jump, seen in zip(true.jumps, one.jumps, strict=True)
                if jump.contact_s is not None
            ]
            row["height"] = _triple(true.height_cm, one.height_cm)
            yield dict(row)
        for true_run, run in zip(made.bounds, evidence.bounds, strict=True):
            row["contact"] = _triple(true_run.contact_s, run.contact_s)
            row["speed"] = _triple(true_run.distance_m / true_run.duration_s, run.mean_mps)
            row["off"] = run.contacts - true_run.count
            yield dict(row)


# --- heights, before and after three filmed jumps -----------------------------------------------------------


def _heights(case: Case) -> Iterator[Row]:
    scene = JumpDraw(position=case.position, rate_hz=case.rate_hz, tidy=True).draw(
        Asked(case.name), case.seed
    )
    act = next(act for act in scene.acts if isinstance(act, Jumps))
    made = scene.record(case.seed)
    signal = MotionCleaning().clean(made.log)
    true = made.sets[0]
    rng = np.random.default_rng([case.seed, 7])
    other = Style.CONTINUOUS if act.style is Style.RESET else Style.RESET
    anew = replace(scene.phone, mount=draw_mount(rng, case.position))
    filmed = {
        "own": replace(scene, acts=_five(act, act.style)),
        "another style": replace(scene, acts=_five(act, other)),
        "worn anew": replace(scene, acts=_five(act, act.style), phone=anew),
    }
    yield {"row": "height", "how": "before"} | _one_height(JumpFinder().find(signal), true)
    for how, one in filmed.items():
        known = calibrated(one, case.position, 10 * case.seed)
        row: Row = {"row": "height", "how": how}
        if isinstance(known, Refused):
            yield row | {"refused": f"no calibration: {known.why}"}
            continue
        own = known.calibration
        if how == "another style":  # as calibrations are that were kept before they said their kind
            own = replace(own, jumping=Jumping.UNKNOWN)
        found = JumpFinder().find(signal, calibrations=(own,))
        yield row | _one_height(found, true)


def _five(act: Jumps, style: Style) -> tuple[Act, ...]:
    five = replace(act, count=5, style=style, drop_pct=0.0, stumbles=())
    if style is Style.RESET:
        five = replace(five, contact_s=0.55)
    return (Stand(), five, Stand())


def calibrated(scene: JumpScene, position: Position, seed: int) -> Calibrated | Refused:
    """A calibration as the how-to asks for it, filmed at 240 frames a second: of five jumps with pauses the
    first three are marked, of five in one go all."""
    made = scene.record(seed)
    paused = made.sets[0].style in (Style.RESET, Style.PAUSE)
    camera = Camera(frames_per_s=240.0, jumps=3 if paused else None)
    video = MarkedVideo().measure(camera.film(made, seed))
    phone = JumpFinder().find(MotionCleaning().clean(made.log), calibrations=(raw(position),))
    if isinstance(video, Refused):
        return video
    if isinstance(phone, Refused):
        return phone
    return Calibrating().calibrate(phone, video.sets, position)


def _one_height(found: tuple[JumpSet, ...] | Refused, true: TrueSet) -> Row:
    sets = _sets(found)
    if len(sets) != 1 or sets[0].count != true.count:
        return {"refused": "not counted right"}
    one = sets[0]
    return {"refused": one.refused[0].why if one.refused else ""} | _sizes(one, true)


def _sizes(one: JumpSet, true: TrueSet) -> Row:
    third = true.count // 3
    drop = None
    if true.count >= 6:
        heights = [jump.height_cm for jump in true.jumps]
        drop = 100 * (1 - float(np.mean(heights[-third:]) / np.mean(heights[:third])))
    return {
        "height": _triple(true.height_cm, one.height_cm),
        "jumps": [
            _triple(jump.height_cm, seen.height_cm)
            for jump, seen in zip(true.jumps, one.jumps, strict=True)
            if seen.height_cm is not None
        ],
        "flights": [
            _triple(jump.flight_s, seen.flight_s)
            for jump, seen in zip(true.jumps, one.jumps, strict=True)
            if seen.flight_s is not None
        ],
        "contacts": [
            _triple(jump.contact_s, seen.contact_s)
            for jump, seen in zip(true.jumps, one.jumps, strict=True)
            if seen.contact_s is not None and jump.contact_s is not None
        ],
        "rhythm": _triple(true.rhythm_s, one.rhythm_s),
        "drop": _triple(drop, one.drop_pct),
    }


# --- scenes made to mislead --------------------------------------------------------------------------------


def _scene(case: Case) -> Iterator[Row]:
    rng = np.random.default_rng([case.seed, 9])
    phone = replace(draw_phone(rng, case.position, tidy=True), rate_hz=case.rate_hz)
    made = JumpScene(acts=(Stand(), *SCENES[case.name], Stand()), phone=phone).record(case.seed)
    signal = MotionCleaning().clean(made.log)
    found = _sets(JumpFinder().find(signal, told=True))
    counts = [one.count for one in found]
    yield {
        "row": "scene",
        "right": counts == [one.count for one in made.sets],
        "false sets": sum(not any(_meet(one, true, signal.origin_s) for true in made.sets) for one in found),
    }


def _sets(found: tuple[JumpSet, ...] | Refused) -> Sequence[JumpSet]:
    return () if isinstance(found, Refused) else found


def _meet(one: Any, true: TrueSet | TrueBounds, origin_s: float) -> bool:
    """Whether what was found and what was done share time."""
    return bool(one.start_s + origin_s < true.end_s and true.start_s < one.end_s + origin_s)


def _triple(true: float | None, seen: Measured | None) -> list[float] | None:
    """Truth, estimate and stated error."""
    if true is None or seen is None or not np.isfinite(true):
        return None
    return [round(float(true), 5), round(seen.value, 5), round(seen.error, 5)]


def told(case: Case) -> Row:
    """The case as it is kept."""
    return asdict(case) | {"position": case.position.value}
