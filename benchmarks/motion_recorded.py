"""The real logs that the simulated ones are held against; other people's, never part of this repository."""

from pathlib import Path

import numpy as np

from benchmarks.motion_shapes import (
    Floats,
    G,
    Places,
    Pushed,
    Rhythmic,
    Stepped,
    evened,
    pushed,
    rhythmic,
    stepped,
)
from fullstride.formats.motion_logs import read_motion_log

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "motion"
JUMPED = {  # jumping on the spot or to the side; the others are another movement, or too uneven to tell
    "back pocket": ("brant/jumping_back_pocket_brant", "sophia/jumping_back_pocket_sophia"),
    "front pocket": (
        "sophia/jumping_front_pocket_sophia",
        "sophia/jumping_side_side_front_pocket_sophia",
        "brant/jumping_side_side_front_pocket_brant",
    ),
    "hand": ("brant/jumping_stationary_hand_brant", "sophia/jumping_stationary_hand_sophia"),
}
RUNNING_HZ = 500.0


def jumped(place: str) -> tuple[Rhythmic, ...]:
    """The phyphox logs of continuous jumping with the phone in this place, less 8 s at either end."""
    made = []
    for name in JUMPED[place]:
        path = DATA / "phyphox390_jump" / "test_dir" / f"{name}.csv"
        log = read_motion_log(path.read_bytes(), path.name)
        time_s = log.time_s - log.time_s[0]
        kept = (time_s > 8.0) & (time_s < time_s[-1] - 8.0)
        magnitude_g = np.linalg.norm(log.acceleration_mps2[kept], axis=1) / G
        made.append(rhythmic(evened(time_s[kept], magnitude_g)))
    return tuple(made)


def squat_jumped() -> tuple[Pushed, ...]:
    """The squat jumps on two force plates, in body weights."""
    made: list[Pushed] = []
    for path in sorted((DATA / "squatjump_forceplates" / "data").glob("*.csv")):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        head = next(number for number, line in enumerate(lines) if line.startswith("endheader"))
        names = lines[head + 1].split(",")
        both = [names.index("ground_force1_vy"), names.index("ground_force2_vy")]
        rows = [line.split(",") for line in lines[head + 2 :] if line.strip(",")]
        force = np.array([sum(float(row[column] or "nan") for column in both) for row in rows])
        force = np.nan_to_num(force)
        made += pushed(force / float(np.median(force[force > 100.0])))
    return tuple(made)


def ran() -> tuple[tuple[float, Stepped], ...]:
    """Level running: speed (m/s) and shape, of each condition."""
    folder = DATA / "running_sacrum_grf" / "data"
    sacrum, force = (
        np.genfromtxt(folder / name, delimiter=",")
        for name in ("Accelerometer_one_sub.csv", "GRF_one_sub.csv")
    )
    about = np.genfromtxt(folder / "Sub_Info_one_sub.csv", delimiter=",", skip_header=1, usecols=(9, 10))
    size = force.shape[1]
    made = []
    for (speed_mps, slope), row, ground in zip(about, sacrum, force, strict=True):
        if slope:
            continue
        starts, ends = _contacts(ground)
        shape = stepped(row[:size], row[size:], ground, RUNNING_HZ, starts, ends)
        made.append((float(speed_mps), shape))
    return tuple(made)


def _contacts(force_g: Floats) -> tuple[Places, Places]:
    down = np.concatenate([[False], force_g > 0.05, [False]])
    edges = np.flatnonzero(np.diff(down.astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    whole = (ends - starts > 50) & (starts > 2) & (ends < len(force_g) - 2)
    return starts[whole], ends[whole]
