"""The detectors on real logs: force plates as an ideal sensor, phones in pockets and hands, a sacrum.

They are other people's, in `../shared/data/motion`, never part of this repository.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fullstride.domain.evidence import Refused
from fullstride.domain.motion import Position
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2, MotionLog
from fullstride.domain.recording import Floats
from fullstride.formats.motion_logs import read_motion_log
from fullstride.measure.bounds import BoundFinder, BoundsFound
from fullstride.measure.bounds_steps import StepFinder
from fullstride.measure.calibrating import raw
from fullstride.measure.jumps import JumpFinder
from fullstride.measure.jumps_timing import offset_of
from fullstride.measure.motion import MotionCleaning
from fullstride.measure.motion_kind import MotionKind

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "motion"
Row = dict[str, Any]
PLACES = {
    "front_pocket": Position.FRONT_POCKET,
    "back_pocket": Position.BACK_POCKET,
    "hand": Position.HAND,
}
_IN_THE_AIR = 0.05  # of body weight: under this nobody stands on the plates
_TREADMILL_HZ = 500.0


def all_real() -> dict[str, list[Row]]:
    """Everything that the page says of real logs."""
    return {"plates": plates(), "phones": phones(), "sacrum": sacrum(), "summary": summary()}


# --- squat jumps on two force plates --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _OnPlates:
    person: int
    log: MotionLog
    flights: tuple[tuple[float, float], ...]


def _on_plates() -> list[_OnPlates]:
    """Seven people: the force of the ground over their weight, as a sensor that no body part moves."""
    made = []
    for person, path in enumerate(sorted((DATA / "squatjump_forceplates" / "data").glob("*.csv"))):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        head = next(number for number, line in enumerate(lines) if line.startswith("endheader"))
        names = lines[head + 1].split(",")
        rows = [line.split(",") for line in lines[head + 2 :] if line.strip(",")]
        plates = [
            np.nan_to_num(
                np.array(
                    [[float(row[names.index(f"ground_force{plate}_v{axis}")] or "nan") for row in rows]]
                )[0]
            )
            for plate in (1, 2)
            for axis in "xyz"
        ]
        force = np.column_stack([plates[axis] + plates[axis + 3] for axis in range(3)])
        up = force[:, 1]
        weight = float(np.median(up[up > 100.0]))
        time_s = np.arange(len(force)) / 1000.0
        log = MotionLog(
            format="csv",
            time_s=time_s,
            acceleration_mps2=force / weight * STANDARD_GRAVITY_MPS2,
            gravity=True,
        )
        low = np.concatenate([[0], (up < _IN_THE_AIR * weight).astype(int), [0]])
        edges = np.flatnonzero(np.diff(low))
        flights = tuple(
            (first / 1000.0, end / 1000.0)
            for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
            if 150 < end - first < 700 and first and end < len(up)  # not who steps onto them, or off
        )
        made.append(_OnPlates(person=person, log=log, flights=flights))
    return made


def plates() -> list[Row]:
    """One row a jump on the plates: flights of both, with nothing subtracted from the detector's."""
    made: list[Row] = []
    for one in _on_plates():
        signal = MotionCleaning().clean(one.log)
        found = JumpFinder().find(signal, calibrations=(raw(Position.UNKNOWN),))
        sets = () if isinstance(found, Refused) else found
        jumps = [(jump, bool(each.refused)) for each in sets for jump in each.jumps]
        taken = set()
        for first_s, end_s in one.flights:
            own = [
                place
                for place, (jump, _) in enumerate(jumps)
                if jump.takeoff_s + signal.origin_s < end_s and first_s < jump.landing_s + signal.origin_s
            ]
            taken.update(own)
            seen = jumps[own[0]][0].flight_s if len(own) == 1 else None
            made.append(
                {
                    "person": one.person,
                    "true": round(end_s - first_s, 4),
                    "seen": round(seen.value, 4) if seen is not None else None,
                    "refused": bool(own) and jumps[own[0]][1],
                }
            )
        made.append({"person": one.person, "made_up": len(jumps) - len(taken)})
    return made


def plate_heights(rows: Sequence[Row]) -> dict[str, Floats]:
    """Errors of height in cm: as a phone of unknown place, as one at a belt, and each person with the mean
    offset of the others."""
    jumps = [row for row in rows if row.get("seen") is not None]
    true = np.array([row["true"] for row in jumps])
    seen = np.array([row["seen"] for row in jumps])
    person = np.array([row["person"] for row in jumps])
    longer = seen - true
    left_out = np.array([longer[person != one].mean() for one in person])

    def error(offset_s: float | Floats) -> Floats:
        share: Floats = 100 * STANDARD_GRAVITY_MPS2 / 8 * ((seen - offset_s) ** 2 - true**2)
        return share

    return {
        "belt": error(offset_of(Position.BELT).offset_s),
        "unknown": error(offset_of(Position.UNKNOWN).offset_s),
        "left out": error(left_out),
        "longer": longer,
        "true": 100 * STANDARD_GRAVITY_MPS2 / 8 * true**2,
    }


# --- phones in pockets and hands ------------------------------------------------------------------------


def phones() -> list[Row]:
    """One row a log of a minute of continuous jumping; nobody knows how many jumps there truly were."""
    made: list[Row] = []
    finder = JumpFinder()
    for path in sorted((DATA / "phyphox390_jump" / "test_dir").glob("*/*.csv")):
        position = next(place for name, place in PLACES.items() if name in path.name)
        log = read_motion_log(path.read_bytes(), path.name)
        log = MotionLog(
            format=log.format,
            time_s=log.time_s,
            acceleration_mps2=log.acceleration_mps2,
            gravity=log.gravity,
            position=position,
        )
        signal = MotionCleaning().clean(log)
        found = finder.find(signal, told=True)
        flights, second = max(
            finder.both_counts(signal, told=True), key=lambda one: one[0], default=(0, None)
        )
        kind = MotionKind().tell(signal)
        row: Row = {
            "log": path.stem,
            "rate_hz": round(signal.written_hz),
            "peaks": flights,
            "rhythm": round(second.count, 2) if second else None,
            "clarity": round(second.clarity, 2) if second else None,
            "kind": "asked" if isinstance(kind, Refused) else kind,
            "height": None,
        }
        if isinstance(found, Refused):
            row |= {"counts": [], "refused": found.why}
        else:
            most = max(found, key=lambda one: one.count)
            row |= {"counts": [one.count for one in found]}
            row["refused"] = "; ".join(one.why for one in most.refused)
            if most.height_cm is not None:
                row["height"] = [round(most.height_cm.value, 1), round(most.height_cm.error, 1)]
        made.append(row)
    return made


# --- a runner's sacrum, in place of bounding --------------------------------------------------------------


def sacrum() -> list[Row]:
    """One row a condition of one runner on a treadmill: contacts of the force and of the acceleration."""
    folder = DATA / "running_sacrum_grf" / "data"
    worn, force = (
        np.genfromtxt(folder / name, delimiter=",")
        for name in ("Accelerometer_one_sub.csv", "GRF_one_sub.csv")
    )
    about = np.genfromtxt(folder / "Sub_Info_one_sub.csv", delimiter=",", skip_header=1, usecols=(9, 10))
    size = force.shape[1]
    made: list[Row] = []
    for (speed_mps, slope), row, ground in zip(about, worn, force, strict=True):
        axes = np.column_stack([row[size:], np.zeros(size), row[:size]]) * STANDARD_GRAVITY_MPS2
        log = MotionLog(
            format="csv",
            time_s=np.arange(size) / _TREADMILL_HZ,
            acceleration_mps2=axes,
            gravity=True,
            position=Position.BELT,
        )
        signal = MotionCleaning().clean(log)
        down = np.concatenate([[False], ground > _IN_THE_AIR, [False]])
        edges = np.flatnonzero(np.diff(down.astype(np.int8)))
        whole = (edges[1::2] - edges[::2] > 50) & (edges[::2] > 2) & (edges[1::2] < size - 2)
        starts, ends = edges[::2][whole] / _TREADMILL_HZ, edges[1::2][whole] / _TREADMILL_HZ
        stretches = StepFinder().find(signal)
        peak = np.concatenate([one.peak for one in stretches]) / signal.rate_hz if stretches else np.empty(0)
        came = np.concatenate([one.down for one in stretches]) / signal.rate_hz if stretches else np.empty(0)
        went = np.concatenate([one.up for one in stretches]) / signal.rate_hz if stretches else np.empty(0)
        pairs = []
        for start_s, end_s in zip(starts, ends, strict=True):
            own = np.flatnonzero((peak > start_s - 0.05) & (peak < end_s + 0.05))
            if len(own) == 1:
                pairs.append([round(float(end_s - start_s), 4), round(float((went - came)[own[0]]), 4)])
        inside = (peak > starts[0] - 0.05) & (peak < ends[-1] + 0.05)
        bounds = BoundFinder().find(signal)
        made.append(
            {
                "speed_mps": float(speed_mps),
                "slope": float(slope),
                "contacts": len(starts),
                "found": len(pairs),
                "extra": int(inside.sum()) - len(pairs),
                "pairs": pairs,
                "true_spm": round(60 * (len(starts) - 1) / float(starts[-1] - starts[0]), 2),
                "seen_spm": round(60 / float(np.median(np.diff(came))), 2) if len(came) > 1 else None,
                "mean_spm": round(60 * (len(came[inside]) - 1) / float(came[inside][-1] - came[inside][0]), 2)
                if inside.sum() > 1
                else None,
                "bounds": len(bounds.runs) if isinstance(bounds, BoundsFound) else 0,
            }
        )
    return made


def summary() -> list[Row]:
    """What another group's sacrum showed of 37 runners: contact times only, no signals."""
    path = DATA / "running_sacrum_tc_summary" / "GRF_IMU_data.csv"
    table = np.genfromtxt(path, delimiter=",", names=True)
    return [
        {"runner": int(row["Sub"]), "true": float(row["GRFtc"]), "seen": float(row["IMUtc"])}
        for row in table
        if np.isfinite(row["GRFtc"]) and np.isfinite(row["IMUtc"])
    ]
