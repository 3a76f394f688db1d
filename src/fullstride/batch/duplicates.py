"""Which recordings of one runner show the same run, and which of them is the best.

Nobody runs twice at once: two recordings whose times overlap are of one run, whatever file they came in
and whatever each says of distance. What is left are copies whose clock was misread by whole time zones.
"""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fullstride.batch.words import Duplicate, MeasuredRun

FORMATS = ("fit", "tcx", "polar", "apple", "gpx")  # who keeps more of what a watch knew comes first
FIRST_CLOCK = dt.datetime(2000, 6, 1, tzinfo=dt.UTC)  # before it, a watch's clock was not set
LEAST_S = 300.0  # a shorter one is too little to be recognised by its course


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What recordings are compared by. `file` names it and no two have the same name.

    `start_s` is the POSIX time of the first record, None without a believable clock; the rest is as in
    RunSummary and Likeness. Only recordings of the same `runner` are compared.
    """

    file: str
    content: str
    runner: str = ""
    format: str = ""
    kind: str = "run"
    start_s: float | None = None
    duration_s: float = 0.0
    distance_m: float | None = None
    interval_s: float | None = None
    channels: int = 0
    device_speed: bool = False
    cut: bool = False
    way: tuple[int, ...] = ()
    pulse: tuple[int, ...] = ()


def candidate(run: MeasuredRun, runner: str = "") -> Candidate:
    """What `run` is compared by."""
    summary, likeness = run.summary, run.likeness
    believable = summary.start is not None and summary.start >= FIRST_CLOCK
    return Candidate(
        file=summary.file,
        content=likeness.content,
        runner=runner,
        format=summary.format,
        kind=summary.kind,
        start_s=summary.start.timestamp() if believable and summary.start else None,
        duration_s=summary.duration_s,
        distance_m=summary.distance_m,
        interval_s=summary.interval_s,
        channels=likeness.channels,
        device_speed=likeness.device_speed,
        cut=bool(summary.cut),
        way=likeness.way,
        pulse=likeness.pulse,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SameRun:
    """Finds recordings of the same run; the settings are what two of them may differ by.

    Two show the same run when
    1. all that was recorded is the same (`content`); or
    2. their times overlap by `overlap` of the shorter one, which is at least `shortest` of the longer
       and not of a clearly different mean speed (`speed_ratio`); or one of them is the readable beginning
       of a damaged file, and both start within `start_s`; or
    3. they start whole quarters of an hour apart, at most `zones_h` hours (a time zone misread), and all
       else agrees: starts within `zone_start_s` of that, durations within `zone_duration` and
       `zone_start_s`, and the way covered in each eighth of the time (`way_step`, in 1/250) or the pulse
       in each eighth (`pulse_bpm`); a pulse that both have must always agree. Files of one format are
       most likely of one watch, whose zone nobody misread, and half an hour on a treadmill is like any
       other: there the pulse must be known.
    Different kinds of sport are the same run only by 1, or where start, duration and way are equal.

    Sameness is passed on: what equals a copy equals the original. The best of a group is counted: a
    complete one before one that covers less than `complete` of the longest, then the watch's own speed,
    more channels, finer sampling, the format that keeps more, the longer one, and the name.
    The answer does not depend on the order of the candidates.
    """

    overlap: float = 0.8
    shortest: float = 0.5
    speed_ratio: float = 1.25
    start_s: float = 120.0
    zones_h: float = 14.0
    zone_start_s: float = 5.0
    zone_duration: float = 0.005
    way_step: int = 3
    pulse_bpm: int = 2
    complete: float = 0.9

    def find(self, candidates: Iterable[Candidate]) -> tuple[Duplicate, ...]:
        """Those that are not to be counted, by name, each with the one that is."""
        by_runner: dict[str, list[Candidate]] = {}
        for each in candidates:
            by_runner.setdefault(each.runner, []).append(each)
        found: list[Duplicate] = []
        for ours in by_runner.values():
            found += self._of_one_runner(sorted(ours, key=_by_start))
        return tuple(sorted(found, key=lambda duplicate: duplicate.file))

    def _of_one_runner(self, runs: Sequence[Candidate]) -> list[Duplicate]:
        groups = _Groups(len(runs))
        firsts: dict[str, int] = {}  # of each content, so that a thousand copies are compared once
        for place, run in enumerate(runs):
            groups.join(firsts.setdefault(run.content, place), place)
        timed = [place for place in firsts.values() if runs[place].start_s is not None]
        self._join_overlapping(runs, timed, groups)
        self._join_misread_zones(runs, timed, groups)
        return [each for group in groups.all() if len(group) > 1 for each in self._told(runs, group)]

    def _join_overlapping(self, runs: Sequence[Candidate], timed: Sequence[int], groups: "_Groups") -> None:
        going: list[int] = []  # those that have not ended when the next one starts
        for place in timed:
            begun = _start(runs[place])
            going = [each for each in going if _end(runs[each]) > begun]
            for other in going:
                if not groups.joined(other, place) and self._overlapping(runs[other], runs[place]):
                    groups.join(other, place)
            going.append(place)

    def _overlapping(self, one: Candidate, other: Candidate) -> bool:
        shared = min(_end(one), _end(other)) - max(_start(one), _start(other))
        short, long = sorted((one, other), key=lambda run: run.duration_s)
        if shared <= 0 or shared < self.overlap * short.duration_s:
            return False
        if one.kind != other.kind:
            return abs(_start(one) - _start(other)) <= self.zone_start_s and self._same_course(one, other)
        if short.cut and abs(_start(one) - _start(other)) <= self.start_s:
            return True
        return short.duration_s >= self.shortest * long.duration_s and self._like_speeds(one, other)

    def _like_speeds(self, one: Candidate, other: Candidate) -> bool:
        speeds = [
            run.distance_m / run.duration_s for run in (one, other) if run.distance_m and run.duration_s > 0
        ]
        return len(speeds) < 2 or max(speeds) <= self.speed_ratio * min(speeds)

    def _join_misread_zones(self, runs: Sequence[Candidate], timed: Sequence[int], groups: "_Groups") -> None:
        """Compares runs of like duration only: durations in buckets wider than the leeway of any of them."""
        buckets: dict[int, list[int]] = {}
        for place in timed:
            if runs[place].duration_s < LEAST_S:
                continue
            bucket = int(math.log(runs[place].duration_s) / math.log(1.02))
            for near in (bucket - 1, bucket, bucket + 1):
                for other in reversed(buckets.get(near, ())):
                    if _start(runs[place]) - _start(runs[other]) > self.zones_h * 3600 + self.zone_start_s:
                        break
                    if not groups.joined(other, place) and self._zones_apart(runs[other], runs[place]):
                        groups.join(other, place)
            buckets.setdefault(bucket, []).append(place)

    def _zones_apart(self, one: Candidate, other: Candidate) -> bool:
        apart = _start(other) - _start(one)
        quarters = round(apart / 900)
        if one.format == other.format and not (one.pulse and other.pulse):
            return False
        return (
            quarters != 0
            and abs(apart - quarters * 900) <= self.zone_start_s
            and self._same_course(one, other)
        )

    def _same_course(self, one: Candidate, other: Candidate) -> bool:
        """Whether duration, way and pulse leave no doubt that both are recordings of one course."""
        if abs(one.duration_s - other.duration_s) > self._duration_leeway_s(one.duration_s):
            return False
        checks = []
        if one.way and other.way:
            checks.append(_close(one.way, other.way, self.way_step) and self._like_speeds(one, other))
        if one.pulse and other.pulse:
            checks.append(_close(one.pulse, other.pulse, self.pulse_bpm))
        return bool(checks) and all(checks)

    def _duration_leeway_s(self, duration_s: float) -> float:
        return max(self.zone_start_s, self.zone_duration * duration_s)

    def _told(self, runs: Sequence[Candidate], group: Sequence[int]) -> list[Duplicate]:
        longest = max(runs[place].duration_s for place in group)
        best, *others = sorted((runs[place] for place in group), key=lambda run: self._rank(run, longest))
        return [
            Duplicate(file=other.file, of=best.file, why=f"same run as {best.file}{_difference(best, other)}")
            for other in others
        ]

    def _rank(self, run: Candidate, longest_s: float) -> tuple[object, ...]:
        return (
            run.cut,
            run.duration_s < self.complete * longest_s,
            not run.device_speed,
            -run.channels,
            round(run.interval_s, 1) if run.interval_s is not None else 1e9,
            FORMATS.index(run.format) if run.format in FORMATS else len(FORMATS),
            -run.duration_s,
            run.file,
        )


class _Groups:
    """Places that belong together, and whatever belongs to either (union-find)."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def top(self, place: int) -> int:
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def joined(self, one: int, other: int) -> bool:
        return self.top(one) == self.top(other)

    def join(self, one: int, other: int) -> None:
        self._above[self.top(one)] = self.top(other)

    def all(self) -> list[list[int]]:
        groups: dict[int, list[int]] = {}
        for place in range(len(self._above)):
            groups.setdefault(self.top(place), []).append(place)
        return list(groups.values())


def _difference(best: Candidate, other: Candidate) -> str:
    """What a runner would want to know about why one was taken, as a sentence's end."""
    if best.content == other.content:
        return ", value for value"
    if other.cut and not best.cut:
        return ", which is complete"
    if best.start_s is not None and other.start_s is not None:
        apart_h = round((other.start_s - best.start_s) / 900) / 4
        if (
            abs(apart_h) >= 0.25
            and abs(other.start_s - best.start_s) > min(best.duration_s, other.duration_s) / 2
        ):
            return f", its clock {abs(apart_h):g} h {'behind' if apart_h < 0 else 'ahead'}"
    return ""


def _by_start(run: Candidate) -> tuple[float, str]:
    return (run.start_s if run.start_s is not None else -1e18, run.file)


def _start(run: Candidate) -> float:
    assert run.start_s is not None
    return run.start_s


def _end(run: Candidate) -> float:
    return _start(run) + run.duration_s


def _close(one: Sequence[int], other: Sequence[int], by: int) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= by for a, b in zip(one, other, strict=True))
