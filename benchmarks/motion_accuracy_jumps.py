"""Simulated sets of jumps to their tables: counts, scenes that mislead, heights, drop-off and rhythm."""

from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.motion_accuracy_made import JUMPING, RATES_HZ, SCENES
from benchmarks.motion_accuracy_spread import NEAT, Row, Spread, share, spread, words
from fullstride.measure.simulate_jumps_drawn import WORN

# --- counts -----------------------------------------------------------------------------------------------


def _counted(rows: Sequence[Row]) -> str:
    exact = sum(row["off"] == 0 for row in rows)
    near = sum(row["off"] is not None and abs(row["off"]) == 1 for row in rows)
    far = sum(row["off"] is not None and abs(row["off"]) > 1 for row in rows)
    split = sum(row.get("split", False) for row in rows)
    none = len(rows) - exact - near - far - split
    return f"{len(rows)} | {exact} | {near} | {far} | {split} | {none} | {share(exact, len(rows))}"


def counts(rows: Sequence[Row]) -> Iterator[str]:
    for tidy, name in NEAT.items():
        for position in WORN:
            own = [row for row in rows if row["tidy"] is tidy and row["position"] == position.value]
            yield f"| {name} | {words(position)} | {_counted(own)} |"
        yield f"| {name} | **all** | {_counted([row for row in rows if row['tidy'] is tidy])} |"


def grid(rows: Sequence[Row], *, tidy: bool) -> Iterator[str]:
    for position in WORN:
        cells = []
        for rate_hz in RATES_HZ:
            own = [
                row
                for row in rows
                if row["tidy"] is tidy and row["position"] == position.value and row["rate_hz"] == rate_hz
            ]
            cells.append(f"{sum(row['off'] == 0 for row in own)} of {len(own)}")
        yield f"| {words(position)} | {' | '.join(cells)} |"


def styles(rows: Sequence[Row]) -> Iterator[str]:
    for asked in JUMPING:
        own = [row for row in rows if row["name"] == asked.value]
        yield f"| {asked.value} | {_counted(own)} |"


def scenes(rows: Sequence[Row]) -> Iterator[str]:
    for name in SCENES:
        own = [row for row in rows if row["name"] == name]
        right, false = sum(row["right"] for row in own), sum(row["false sets"] for row in own)
        yield f"| {name} | {len(own)} | {right} | {false} |"


def made_up(by: dict[str, list[Row]]) -> Iterator[str]:
    for kind, what in (
        ("false sets", "sets of jumps made up, logs of jumping"),
        ("false runs", "bounding runs made up, logs of jumping"),
        ("false runs in bounding", "runs made up beside true ones, logs of bounding"),
    ):
        for tidy, name in NEAT.items():
            own = [row for row in by[kind] if row["tidy"] is tidy]
            yield f"| {what} | {name} | {len(own)} | {sum(row['count'] for row in own)} |"


# --- heights and what else is measured of jumps -------------------------------------------------------------

_HOW = {
    "before": "the usual offset of the place",
    "own": "calibrated on the same kind of jumps",
    "another style": "by a calibration of another kind that does not say so",
    "worn anew": "calibrated, then worn anew, looser or tighter",
}


def heights(rows: Sequence[Row]) -> Iterator[str]:
    fast = [row for row in rows if row["rate_hz"] >= 100.0]
    for how, name in _HOW.items():
        own = [row for row in fast if row["how"] == how]
        refused = sum(bool(row["refused"]) for row in own)
        for what, found in (("set mean", set_means(own)), ("one jump", single_jumps(own))):
            if found is not None:
                yield f"| {name} | {what} | {refused} of {len(own)} | {found.cells(2)} |"
    slow = [row for row in rows if row["rate_hz"] < 100.0 and row["how"] == "own"]
    refused = sum(bool(row["refused"]) for row in slow)
    found = set_means(slow)
    if found is not None:
        yield f"| the second row at 50 Hz | set mean | {refused} of {len(slow)} | {found.cells(2)} |"


_KINDS = {
    ", jumps one by one": ("reset", "pause"),
    ", jumps in one go": ("continuous",),
    ", hops": ("hops",),
}


def height_places(rows: Sequence[Row]) -> Iterator[str]:
    every = tuple(name for names in _KINDS.values() for name in names)
    parts = {("before", ""): every} | {("before", kind): names for kind, names in _KINDS.items()}
    for position in WORN:
        for (how, kind), names in (parts | {("own", ""): every}).items():
            own = [
                row
                for row in rows
                if row["position"] == position.value
                and row["how"] == how
                and row["name"] in names
                and row["rate_hz"] >= 100.0
            ]
            found = set_means(own)
            refused = sum(bool(row["refused"]) for row in own)
            if found is not None:
                name = f"{words(position)}, {'before' if how == 'before' else 'after'}{kind}"
                yield f"| {name} | {refused} of {len(own)} | {found.cells(2)} |"


def set_means(rows: Sequence[Row]) -> Spread | None:
    return spread(row.get("height") for row in rows)


def single_jumps(rows: Sequence[Row]) -> Spread | None:
    return spread(each for row in rows for each in row.get("jumps", ()))


def drops(by: dict[str, list[Row]]) -> Iterator[str]:
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


def refusals(rows: Sequence[Row]) -> Iterator[str]:
    for tidy, name in NEAT.items():
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
            yield f"| {name} | {words(position)} | {len(own)} | {of_all} | {told} |"


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


def others(rows: Sequence[Row]) -> Iterator[str]:
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
                yield f"| {name} | {words(position)} | {found.cells(digits, times)} |"
