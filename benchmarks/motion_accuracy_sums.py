"""Rows of single sets, runs and jumps to the tables of docs/reference/motion-accuracy.md."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks import motion_accuracy_jumps as jumps
from benchmarks.motion_accuracy_made import CAMERAS, JUMPING
from benchmarks.motion_accuracy_real import plate_heights
from benchmarks.motion_accuracy_spread import NEAT, Row, Triple, interval, share, spread, words
from fullstride.domain.motion import Position
from fullstride.measure.simulate_jumps_drawn import WORN

POCKETS = (Position.BELT, Position.FRONT_POCKET, Position.BACK_POCKET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One thing that was asked for, what came of it, and whether that is enough."""

    asked: str
    came: str
    reached: bool

    def cells(self) -> str:
        return f"| {'reached' if self.reached else '**missed**'} | {self.asked} | {self.came} |"


def tables(made: Sequence[Row], real: dict[str, list[Row]]) -> dict[str, str]:
    """Every table of the page, by its name in the text."""
    by: dict[str, list[Row]] = {}
    for row in made:
        by.setdefault(row["row"], []).append(row)
    done = {
        "counts": jumps.counts(by["set"]),
        "grid_tidy": jumps.grid(by["set"], tidy=True),
        "grid_any": jumps.grid(by["set"], tidy=False),
        "styles": jumps.styles(by["set"]),
        "scenes": jumps.scenes(by["scene"]),
        "false": jumps.made_up(by),
        "heights": jumps.heights(by["height"]),
        "height_places": jumps.height_places(by["height"]),
        "drops": jumps.drops(by),
        "refusals": jumps.refusals(by["set"]),
        "others": jumps.others(by["set"]),
        "runs": _runs(by["run"]),
        "run_numbers": _run_numbers(by["run"]),
        "video": _video(by["video"]),
        "video_refused": _video_refused(by["video"]),
        "kinds": _kinds(by["kind"]),
    }
    lines = {name: "\n".join(each) for name, each in done.items()} | _real(real)
    goals = [*_made_goals(by), *_real_goals(real)]
    lines["goals"] = "\n".join(goal.cells() for goal in sorted(goals, key=lambda one: one.reached))
    lines["sets"] = str(len(by["set"]))
    jumping = [row for row in by["kind"] if row["name"] != "bounds"]
    bounding = [row for row in by["kind"] if row["name"] == "bounds"]
    lines["kinds_wrong"] = str(
        sum(row["told"] == "bounding" for row in jumping)
        + sum(row["told"] == "squat_jumps" for row in bounding)
    )
    lines["logs"] = str(len(by["kind"]))
    return lines


# --- bounding ---------------------------------------------------------------------------------------------


def _runs(rows: Sequence[Row]) -> Iterator[str]:
    for tidy, name in NEAT.items():
        for position in WORN:
            own = [row for row in rows if row["tidy"] is tidy and row["position"] == position.value]
            exact = sum(row["off"] == 0 for row in own)
            near = sum(row["off"] is not None and abs(row["off"]) == 1 for row in own)
            far = sum(row["off"] is not None and abs(row["off"]) > 1 for row in own)
            counted = exact + near + far
            none = len(own) - counted
            said = sum(bool(row["off"]) and row["doubted"] for row in own)
            yield (
                f"| {name} | {words(position)} | {len(own)} | {exact} | {near} | {far} | {said} | {none} | "
                f"{share(exact, counted)} |"
            )


def _run_numbers(rows: Sequence[Row]) -> Iterator[str]:
    for position in WORN:
        own = [row for row in rows if row["position"] == position.value]
        for name, key, digits, times in (
            ("time, first to last contact, ms", "duration", 0, 1000.0),
            ("step rate, 1/min", "cadence", 1, 1.0),
            ("mean speed over the tape, m/s", "speed", 2, 1.0),
            ("contact, mean of a run, ms", "contact", 0, 1000.0),
            ("flight, mean of a run, ms", "flight", 0, 1000.0),
        ):
            found = spread(row.get(key) for row in own)
            if found is not None:
                yield f"| {name} | {words(position)} | {found.cells(digits, times)} |"


# --- video and kinds ----------------------------------------------------------------------------------------


def _video(rows: Sequence[Row]) -> Iterator[str]:
    pick: dict[str, Callable[[Row], list[Triple | None]]] = {
        "one flight of a jump, ms": lambda row: row.get("flights", []),
        "one contact between jumps, ms": lambda row: row.get("contacts", []),
        "height, mean of a set, cm": lambda row: [row.get("height")],
        "contact of bounds, mean of a run, ms": lambda row: [row.get("contact")],
        "speed of bounds, m/s": lambda row: [row.get("speed")],
    }
    for name, of in pick.items():
        for frames in CAMERAS:
            own = [row for row in rows if row["frames"] == frames]
            found = spread(each for row in own for each in of(row))
            if found is not None:
                times = 1000.0 if name.endswith("ms") else 1.0
                digits = 1 if times > 1 else 2
                yield f"| {name} | {frames:.0f} | {found.cells(digits, times)} |"


def _video_refused(rows: Sequence[Row]) -> Iterator[str]:
    for frames in CAMERAS:
        own = [row for row in rows if row["frames"] == frames]
        jumps = [row for row in own if row["name"] != "bounds"]
        bounds = [row for row in own if row["name"] == "bounds"]
        heights = sum(row.get("height") is None for row in jumps)
        contacts = sum(row.get("contact") is None for row in bounds)
        yield f"| {frames:.0f} | {heights} of {len(jumps)} | {contacts} of {len(bounds)} |"


def _kinds(rows: Sequence[Row]) -> Iterator[str]:
    names = ("squat_jumps", "bounding", "asked")
    for asked in (*(one.value for one in JUMPING), "bounds"):
        for tidy, neat in NEAT.items():
            told = Counter(row["told"] for row in rows if row["name"] == asked and row["tidy"] is tidy)
            cells = " | ".join(str(told[one]) for one in names)
            yield f"| {asked} | {neat} | {sum(told.values())} | {cells} |"


# --- real logs ----------------------------------------------------------------------------------------------


def _real(real: dict[str, list[Row]]) -> dict[str, str]:
    errors = plate_heights(real["plates"])
    names = {
        "left out": "with the mean offset of the other six",
        "belt": "with the usual offset of a belt",
        "unknown": "with that of an unknown place",
    }
    plates = [
        f"| {name} | {len(errors[key])} | {errors[key].mean():+.2f} | {errors[key].std(ddof=1):.2f} | "
        f"{errors[key].min():+.1f} to {errors[key].max():+.1f} |"
        for key, name in names.items()
    ]
    jumps = [row for row in real["plates"] if "true" in row]
    return {
        "plates": "\n".join(plates),
        "plate_jumps": str(len(jumps)),
        "plate_found": str(sum(row["seen"] is not None for row in jumps)),
        "plate_made_up": str(sum(row.get("made_up", 0) for row in real["plates"])),
        "plate_longer": f"{1000 * errors['longer'].mean():+.0f} ± {1000 * errors['longer'].std(ddof=1):.0f}",
        "plate_low": f"{errors['true'].min():.0f}",
        "plate_high": f"{errors['true'].max():.0f}",
        "phones": "\n".join(_phones(real["phones"])),
        "sacrum": "\n".join(_sacrum(real)),
        "sacrum_bounds": str(sum(row["bounds"] > 0 for row in real["sacrum"])),
    }


def _phones(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        apart = f"{row['rhythm'] - row['peaks']:+.2f}" if row["rhythm"] is not None else "–"
        clear = f"{row['clarity']:.2f}" if row["clarity"] is not None else "–"
        rhythm = f"{row['rhythm']:.2f}" if row["rhythm"] is not None else "–"
        told = " and ".join(str(one) for one in row["counts"]) or "none"
        height = f"{row['height'][0]} ± {row['height'][1]} cm" if row["height"] else "refused"
        name, peaks, why = row["log"].replace("_", " "), row["peaks"] or "–", row["refused"] or "–"
        counted = f"{peaks} | {rhythm} | {apart} | {clear} | {told}"
        yield f"| {name} | {row['rate_hz']} | {counted} | {height} | {why} |"


def _sacrum(real: dict[str, list[Row]]) -> Iterator[str]:
    rows = real["sacrum"]
    pairs = np.array([pair for row in rows for pair in row["pairs"]])
    found, contacts = (sum(row[name] for row in rows) for name in ("found", "contacts"))
    yield f"| contacts found | {found} of {contacts} | |"
    yield f"| contacts made up | {sum(row['extra'] for row in rows)} | |"
    yield f"| contact, one step | {_agreement(pairs)}"
    means = np.array([np.mean(row["pairs"], axis=0) for row in rows])
    yield f"| contact, mean of 5 s | {_agreement(means)}"
    level = np.array([pair for row in rows if not row["slope"] for pair in row["pairs"]])
    yield f"| contact, one step, level only | {_agreement(level)}"
    rates = [row["mean_spm"] - row["true_spm"] for row in rows]
    yield (
        f"| step rate, mean of 5 s | {statistics.fmean(rates):+.1f} ± {statistics.stdev(rates):.1f} 1/min | "
        f"largest {max(abs(each) for each in rates):.1f} |"
    )
    table = np.array([[row["true"], row["seen"]] for row in real["summary"]])
    yield f"| *Alcantara 2021: contact, mean of a speed, 37 other runners* | {_agreement(table)}"


def _agreement(pairs: np.ndarray) -> str:
    off = 1000 * (pairs[:, 1] - pairs[:, 0])
    reach = 1.96 * off.std(ddof=1)
    related = np.corrcoef(pairs.T)[0, 1]
    return (
        f"{off.mean():+.0f} ms, limits of agreement {off.mean() - reach:+.0f} to {off.mean() + reach:+.0f} "
        f"| r {related:.2f}, n {len(pairs)} |"
    )


# --- what was asked -----------------------------------------------------------------------------------------


def _made_goals(by: dict[str, list[Row]]) -> Iterator[Goal]:
    for tidy, name in NEAT.items():
        for where, places in (
            ("all five places", [place.value for place in WORN]),
            ("belt and pockets", [place.value for place in POCKETS]),
        ):
            own = [row for row in by["set"] if row["tidy"] is tidy and row["position"] in places]
            exact = sum(row["off"] == 0 for row in own)
            low, high = interval(exact, len(own))
            yield Goal(
                asked=f"simulated sets, {name}, {where}, 50 to 400 Hz: counted exactly in 99.5 % or more",
                came=f"{exact} of {len(own)}: {100 * exact / len(own):.2f} % "
                f"(95 % interval {low:.1f} to {high:.1f})",
                reached=exact / len(own) >= 0.995,
            )
    own = [row for row in by["height"] if row["how"] == "own" and row["rate_hz"] >= 100.0]
    for what, found in (("a set's mean", jumps.set_means(own)), ("a single jump", jumps.single_jumps(own))):
        if found is not None:
            yield Goal(
                asked=f"height of {what} after calibration, simulated, 100 Hz and more: bias within 0.5 cm, "
                "SD 1.2 cm or less",
                came=f"{found.bias:+.2f} ± {found.sd:.2f} cm over {found.number}",
                reached=abs(found.bias) <= 0.5 and found.sd <= 1.2,
            )


def _real_goals(real: dict[str, list[Row]]) -> Iterator[Goal]:
    left_out = plate_heights(real["plates"])["left out"]
    yield Goal(
        asked="height on force plates as an ideal sensor, leaving one person out: SD 0.9 cm or less",
        came=f"{left_out.mean():+.2f} ± {left_out.std(ddof=1):.2f} cm over {len(left_out)} jumps",
        reached=float(left_out.std(ddof=1)) <= 0.9,
    )
    rows = real["phones"]
    agree = [row for row in rows if row["rhythm"] is not None and abs(row["rhythm"] - row["peaks"]) <= 1]
    yield Goal(
        asked="14 real logs of a minute of jumping: counts by peaks and by rhythm within one jump",
        came=f"{len(agree)} of {len(rows)}; for the others no count is told",
        reached=len(agree) == len(rows),
    )
    hand = [row for row in rows if "_hand_" in row["log"]]
    counted = sum(bool(row["counts"]) for row in hand)
    heights = sum(row["height"] is not None for row in hand)
    yield Goal(
        asked="of these, held in the hand: a count, and no height",
        came=f"{counted} of {len(hand)} counted, {heights} heights given",
        reached=counted == len(hand) and not heights,
    )
    contacts = sum(row["contacts"] for row in real["sacrum"])
    found = sum(row["found"] for row in real["sacrum"])
    extra = sum(row["extra"] for row in real["sacrum"])
    yield Goal(
        asked="contacts of one runner at the sacrum, in place of bounding: 99 % or more found",
        came=f"{found} of {contacts}, {extra} made up",
        reached=found / contacts >= 0.99,
    )
