"""From a plan to files that other programs, watches and people read."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.calendar import Day
from fullstride.domain.errors import FullstrideError
from fullstride.domain.session import Plan
from fullstride.workflows.planning import Placed, setting_of

if TYPE_CHECKING:
    from fullstride.formats.losses import Lost
    from fullstride.guide.words import Script
    from fullstride.rules.book import Book


class Target(StrEnum):
    """What a plan can be written for, and the name that `--to` knows it by."""

    ICS = "ics"
    FIT = "fit"
    INTERVALS = "intervals"
    HTML = "html"


EVERY_TARGET = tuple(Target)
WORKOUTS = ((Target.FIT, "fit"), (Target.INTERVALS, "txt"))  # one file a session, and its ending


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What was written, what the targets could not hold, and files of sessions that left the plan."""

    files: tuple[Path, ...]
    lost: "tuple[Lost, ...]"
    removed: tuple[Path, ...] = ()


def hand_out(
    plan: Plan,
    days: Sequence[Day],
    book: "Book",
    targets: Sequence[Target],
    folder: Path,
    *,
    now: dt.datetime,
    beside: Mapping[str, bytes] | None = None,
) -> Handed:
    """Writes the plan for every target into `folder`, all files or none; `beside` are further files.

    A calendar that is there already is carried on: what has not changed keeps its bytes, what left the
    plan is marked cancelled, and workouts that an earlier export named are removed. `now` is aware and
    stamps what changed.
    """
    from fullstride.formats.files import write_files
    from fullstride.guide.script import write_scripts

    scripts = write_scripts(plan.sessions, book)
    files: dict[str, bytes] = dict(beside or {})
    lost: list[Lost] = []
    for target in targets:
        made, losses = _written(target, plan, days, book, scripts, folder, now)
        files |= made
        lost += [replace(one, target=target.value) for one in losses]
    earlier = _exported(folder, targets)
    written = write_files(folder, files)
    return Handed(files=written, lost=tuple(lost), removed=_remove(earlier, written))


def keep(placed: Placed, folder: Path, *, now: dt.datetime) -> Handed:
    """Writes the plan itself and every export into `folder`.

    Where an earlier plan stands there, the workouts of its sessions that are gone are removed, so that no
    watch is given them again.
    """
    from fullstride.formats.plan_setting import plan_file

    earlier = _workouts(folder / "plan.json", placed.book)
    handed = hand_out(
        placed.plan,
        placed.reading.days,
        placed.book,
        EVERY_TARGET,
        folder,
        now=now,
        beside={"plan.json": plan_file(placed.plan, setting_of(placed))},
    )
    return replace(handed, removed=handed.removed + _remove(earlier, handed.files))


def _remove(earlier: Sequence[Path], written: Sequence[Path]) -> tuple[Path, ...]:
    """Removes those of `earlier` that were not written again; gives what was removed."""
    removed = tuple(path for path in earlier if path not in written and path.is_file())
    for path in removed:
        path.unlink()
    return removed


def _exported(folder: Path, targets: Sequence[Target]) -> list[Path]:
    """The workouts for `targets` that the events of an earlier export into `folder` name."""
    from fullstride.formats.intervals_text import names_before
    from fullstride.formats.reading import read_bytes

    events = folder / Target.INTERVALS.value / "events.json"
    names = names_before(read_bytes(events)) if events.is_file() else ()
    return [
        folder / target.value / f"{name}.{suffix}"
        for target, suffix in WORKOUTS
        if target in targets
        for name in dict.fromkeys(names)
    ]


def _workouts(plan_json: Path, book: "Book") -> list[Path]:
    """The workout files that belong to a plan file; none where there is no plan that can be read."""
    from fullstride.formats.plan_file import read_plan
    from fullstride.formats.script_text import file_names
    from fullstride.guide.script import write_scripts

    if not plan_json.exists():
        return []
    try:
        scripts = write_scripts(read_plan(plan_json).sessions, book)
    except FullstrideError:
        return []
    return [
        plan_json.parent / target.value / name
        for target, suffix in WORKOUTS
        for name, _ in file_names(scripts, suffix)
    ]


def _written(
    target: Target,
    plan: Plan,
    days: Sequence[Day],
    book: "Book",
    scripts: "Sequence[Script]",
    folder: Path,
    now: dt.datetime,
) -> "tuple[dict[str, bytes], tuple[Lost, ...]]":
    if target is Target.ICS:
        from fullstride.formats.ics_feed import write_feed
        from fullstride.formats.reading import read_bytes

        earlier = folder / "plan.ics"
        previous = read_bytes(earlier) if earlier.exists() else None
        feed = write_feed(plan, scripts, previous, now, str(earlier))
        return {"plan.ics": feed.content}, feed.losses
    if target is Target.FIT:
        from fullstride.formats.fit_workout import write_workouts

        workouts = write_workouts(scripts)
        return {f"fit/{name}": content for name, content in workouts.files.items()}, workouts.losses
    if target is Target.INTERVALS:
        from fullstride.formats.intervals_text import write_intervals

        export = write_intervals(scripts)
        return {f"intervals/{name}": content for name, content in export.files.items()}, export.losses
    from fullstride.formats.page import write_page

    return {"plan.html": write_page(plan, days, book).encode()}, ()
