"""Rows of single sets, runs and jumps to the tables of docs/reference/motion-accuracy.md."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.motion_accuracy_made import CAMERAS, JUMPING, RATES_HZ, SCENES
from benchmarks.motion_accuracy_real import plate_heights
from fullstride.domain.motion import Position
from fullstride.measure.simulate_jumps_drawn import WORN

Row = dict[str, Any]
Triple = list[float]
POCKETS = (Position.BELT, Position.FRONT_POCKET, Position.BACK_POCKET)
_NEAT = {True: "by the protocol", False: "anything"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One thing that was asked for, what came of it, and whether that is enough."""

    asked: str
    came: str
    reached: bool

    def cells(self) -> str:
        return f"| {'reached' if self.reached else '**missed**'} | {self.asked} | {self.came} |"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Estimates against the truth: bias and sd of the differences, and how many lie within the errors."""

    number: int
    bias: float
    sd: float
    stated: float
    within_1: float
    within_2: float

    def cells(self, digits: int, times: float = 1.0) -> str:
        size = " | ".join(
            f"{times * value:{sign}.{digits}f}"
            for value, sign in ((self.bias, "+"), (self.sd, ""), (self.stated, ""))
        )
        return f"{self.number} | {size} | {self.within_1:.0f} % | {self.within_2:.0f} %"


def spread(triples: Iterable[Triple | None]) -> Spread | None:
    """None of fewer than ten."""
    table = np.array([one for one in triples if one is not None])
    if len(table) < 10:
        return None
    off = table[:, 1] - table[:, 0]
    share = np.abs(off) / table[:, 2]
    return Spread(
        number=len(table),
        bias=float(off.mean()),
        sd=float(off.std(ddof=1)),
        stated=float(np.median(table[:, 2])),
        within_1=float(100 * (share <= 1).mean()),
        within_2=float(100 * (share <= 2).mean()),
    )


def interval(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share in percent, exact (Clopper and Pearson 1934)."""
    from scipy.stats import beta

    low = beta.ppf(0.025, right, of - right + 1) if right else 0.0
    high = beta.ppf(0.975, right + 1, of - right) if right < of else 1.0
    return 100 * float(low), 100 * float(high)


def share(right: int, of: int) -> str:
    if not of:
        return "– | –"
    low, high = interval(right, of)
    return f"{100 * right / of:.1f} % | {low:.1f} to {high:.1f} %"


def tables(made: Sequence[Row], real: dict[str, list[Row]]) -> dict[str, str]:
    """Every table of the page, by its name in the text."""
    by: dict[str, list[Row]] = {}
    for row in made:
        by.setdefault(row["row"], []).append(row)
    done = {
        "counts": _counts(by["set"]),
        "grid_tidy": _grid(by["set"], tidy=True),
        "grid_any": _grid(by["set"], tidy=False),
        "styles": _styles(by["set"]),
        "scenes": _scenes(by["scene"]),
        "false": _false(by),
        "heights": _heights(by["height"]),
        "height_places": _height_places(by["height"]),
        "drops": _drops(by),
        "refusals": _refusals(by["set"]),
        "others": _others(by["set"]),
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


# --- counts -----------------------------------------------------------------------------------------------


def _counted(rows: Sequence[Row]) -> str:
    exact = sum(row["off"] == 0 for row in rows)
    near = sum(row["off"] is not None and abs(row["off"]) == 1 for row in rows)
    far = sum(row["off"] is not None and abs(row["off"]) > 1 for row in rows)
    split = sum(row.get("split", False) for row in rows)
    none = len(rows) - exact - near - far - split
    return f"{len(rows)} | {exact} | {near} | {far} | {split} | {none} | {share(exact, len(rows))}"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    for tidy, name in _NEAT.items():
        for position in WORN:
            own = [row for row in rows if row["tidy"] is tidy and row["position"] == position.value]
            yield f"| {name} | {_words(position)} | {_counted(own)} |"
        yield f"| {name} | **all** | {_counted([row for row in rows if row['tidy'] is tidy])} |"


def _grid(rows: Sequence[Row], *, tidy: bool) -> Iterator[str]:
    for position in WORN:
        cells = []
        for rate_hz in RATES_HZ:
            own = [
                row
                for row in rows
                if row["tidy"] is tidy and row["position"] == position.value and row["rate_hz"] == rate_hz
            ]
            cells.append(f"{sum(row['off'] == 0 for row in own)} of {len(own)}")
        yield f"| {_words(position)} | {' | '.join(cells)} |"


def _styles(rows: Sequence[Row]) -> Iterator[str]:
    for asked in JUMPING:
        own = [row for row in rows if row["name"] == asked.value]
        yield f"| {asked.value} | {_counted(own)} |"


def _scenes(rows: Sequence[Row]) -> Iterator[str]:
    for name in SCENES:
        own = [row for row in rows if row["name"] == name]
        right, false = sum(row["right"] for row in own), sum(row["false sets"] for row in own)
        yield f"| {name} | {len(own)} | {right} | {false} |"


def _false(by: dict[str, list[Row]]) -> Iterator[str]:
    for kind, what in (
        ("false sets", "sets of jumps made up, logs of jumping"),
        ("false runs", "bounding runs made up, logs of jumping"),
        ("false runs in bounding", "runs made up beside true ones, logs of bounding"),
    ):
        for tidy, name in _NEAT.items():
            own = [row for row in by[kind] if row["tidy"] is tidy]
            yield f"| {what} | {name} | {len(own)} | {sum(row['count'] for row in own)} |"


# --- heights and what else is measured of jumps -------------------------------------------------------------

_HOW = {
    "before": "the usual offset of the place",
    "own": "calibrated on the same kind of jumps",
    "another style": "calibrated on another kind of jumps",
    "worn anew": "calibrated, then worn anew, looser or tighter",
}


def _heights(rows: Sequence[Row]) -> Iterator[str]:
    fast = [row for row in rows if row["rate_hz"] >= 100.0]
    for how, name in _HOW.items():
        own = [row for row in fast if row["how"] == how]
        refused = sum(bool(row["refused"]) for row in own)
        for what, found in (("set mean", _means(own)), ("one jump", _singles(own))):
            if found is not None:
                yield f"| {name} | {what} | {refused} of {len(own)} | {found.cells(2)} |"
    slow = [row for row in rows if row["rate_hz"] < 100.0 and row["how"] == "own"]
    refused = sum(bool(row["refused"]) for row in slow)
    found = _means(slow)
    if found is not None:
        yield f"| the second row at 50 Hz | set mean | {refused} of {len(slow)} | {found.cells(2)} |"


def _height_places(rows: Sequence[Row]) -> Iterator[str]:
    for position in WORN:
        for how in ("before", "own"):
            own = [
                row
                for row in rows
                if row["position"] == position.value and row["how"] == how and row["rate_hz"] >= 100.0
            ]
            found = _means(own)
            refused = sum(bool(row["refused"]) for row in own)
            if found is not None:
                name = f"{_words(position)}, {'before' if how == 'before' else 'after'}"
                yield f"| {name} | {refused} of {len(own)} | {found.cells(2)} |"


def _means(rows: Sequence[Row]) -> Spread | None:
    return spread(row.get("height") for row in rows)


def _singles(rows: Sequence[Row]) -> Spread | None:
    return spread(each for row in rows for each in row.get("jumps", ()))


def _drops(by: dict[str, list[Row]]) -> Iterator[str]:
    before = [row.get("drop") for row in by["set"] if row["tidy"]]
    after = [row.get("drop") for row in by["height"] if row["how"] == "own"]
    high = [
        row.get("drop")
        for row in by["set"]
        if row["tidy"] and row.get("height") is not None and row["height"][0] >= 15.0
    ]
    loose = [row.get("drop") for row in by["set"] if not row["tidy"]]
    for name, triples in (
        ("by the protocol, usual offset", before),
        ("by the protocol, calibrated", after),
        ("anything, usual offset", loose),
        ("by the protocol, usual offset, jumps of 15 cm and more", high),
    ):
        found = spread(triples)
        if found is not None:
            yield f"| {name} | {found.cells(1)} |"


def _refusals(rows: Sequence[Row]) -> Iterator[str]:
    for tidy, name in _NEAT.items():
        for position in WORN:
            own = [
                row
                for row in rows
                if row["tidy"] is tidy and row["position"] == position.value and row["off"] is not None
            ]
            why = Counter(_short(row["refused"]) for row in own if row["refused"])
            told = "; ".join(f"{reason} ({number})" for reason, number in why.most_common(3)) or "–"
            refused = sum(why.values())
            of_all = f"{100 * refused / max(len(own), 1):.0f} %"
            yield f"| {name} | {_words(position)} | {len(own)} | {of_all} | {told} |"


def _short(why: str) -> str:
    for start, short in (
        ("a hand", "in the hand"),
        ("the rhythm", "rhythm unclear"),
        ("the sensor clips", "clipped"),
        ("over whole jumps", "mean is not 1 g"),
        ("the phone is never still", "never still"),
    ):
        if why.startswith(start):
            return short
    return why.replace("|", "/")


def _others(rows: Sequence[Row]) -> Iterator[str]:
    tidy = [row for row in rows if row["tidy"]]
    for name, key, digits, times in (
        ("one flight, ms", "flights", 0, 1000.0),
        ("one contact between jumps, ms", "contacts", 0, 1000.0),
        ("rhythm, ms", "rhythm", 1, 1000.0),
    ):
        for position in WORN:
            own = [row for row in tidy if row["position"] == position.value]
            triples = [
                each for row in own for each in (row.get(key) or () if key != "rhythm" else [row.get(key)])
            ]
            found = spread(triples)
            if found is not None:
                yield f"| {name} | {_words(position)} | {found.cells(digits, times)} |"


# --- bounding ---------------------------------------------------------------------------------------------


def _runs(rows: Sequence[Row]) -> Iterator[str]:
    for tidy, name in _NEAT.items():
        for position in WORN:
            own = [row for row in rows if row["tidy"] is tidy and row["position"] == position.value]
            exact = sum(row["off"] == 0 for row in own)
            near = sum(row["off"] is not None and abs(row["off"]) == 1 for row in own)
            far = sum(row["off"] is not None and abs(row["off"]) > 1 for row in own)
            counted = exact + near + far
            none = len(own) - counted
            yield (
                f"| {name} | {_words(position)} | {len(own)} | {exact} | {near} | {far} | {none} | "
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
                yield f"| {name} | {_words(position)} | {found.cells(digits, times)} |"


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
        for tidy, neat in _NEAT.items():
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
    for tidy, name in _NEAT.items():
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
    for what, found in (("a set's mean", _means(own)), ("a single jump", _singles(own))):
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


def _words(position: Position) -> str:
    return position.value.replace("_", " ")
