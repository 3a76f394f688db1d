"""Which recordings on a shelf are of one run, and which of them counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Evidence, FoundBy, SpeedSource

_LOOKED_BACK = 8  # groups that may still be going when the next recording begins
FORMATS = ("fit", "tcx", "polar", "apple", "gpx")  # who keeps more of what a watch knew comes first


@dataclass(frozen=True, slots=True, kw_only=True)
class SameRun:
    """Finds recordings whose times overlap: nobody runs twice at once. As an archive on disk is looked
    through, by what a shelf keeps of each.

    Two show the same run when their times overlap by `overlap` of the shorter one, which is at least
    `shortest` of the longer and not of a clearly different mean speed (`speed_ratio`); or when one of them
    is the readable beginning of a damaged file and both start within `start_s`; or when they begin within
    `start_s` and are no more than `breath_s` long. Sports are told apart. One that the runner corrected by
    hand counts, else a complete one before one that covers less than `complete` of the longest, then the
    watch's own speed, finer sampling, the format that keeps more, the longer one, and the name.
    """

    overlap: float = 0.8
    shortest: float = 0.5
    speed_ratio: float = 1.25
    start_s: float = 120.0
    breath_s: float = 60.0
    complete: float = 0.9

    def find(self, recordings: Sequence[Evidence]) -> dict[int, int]:
        """Places of those that are not to be counted, each with the place of the one that is.

        Logs of a phone and recordings without a date are never the same as another.
        """
        timed = [place for place, one in enumerate(recordings) if one.motion is None and one.start]
        timed.sort(key=lambda place: (_begun(recordings[place]), recordings[place].file))
        groups: list[list[int]] = []
        for place in timed:
            one = recordings[place]
            same = next(
                (
                    group
                    for group in reversed(groups[-_LOOKED_BACK:])
                    if any(self._is_same(recordings[other], one) for other in group)
                ),
                None,
            )
            if same is None:
                groups.append([place])
            else:
                same.append(place)
        found: dict[int, int] = {}
        for group in groups:
            longest_s = max(recordings[place].duration_s for place in group)
            best = min(group, key=lambda place: self._rank(recordings[place], longest_s))
            found |= {place: best for place in group if place != best}
        return found

    def _is_same(self, one: Evidence, other: Evidence) -> bool:
        if one.kind != other.kind:
            return False
        apart_s = abs(_begun(one) - _begun(other))
        shared_s = min(_ended(one), _ended(other)) - max(_begun(one), _begun(other))
        short, long = sorted((one, other), key=lambda each: each.duration_s)
        if long.duration_s <= self.breath_s:
            return apart_s <= self.start_s and shared_s >= 0
        if shared_s <= 0 or shared_s < self.overlap * short.duration_s:
            return False
        if short.cut and apart_s <= self.start_s:
            return True
        return short.duration_s >= self.shortest * long.duration_s and self._like_speeds(one, other)

    def _like_speeds(self, one: Evidence, other: Evidence) -> bool:
        speeds = [
            each.distance_m / each.duration_s
            for each in (one, other)
            if each.distance_m and each.duration_s > 0
        ]
        return len(speeds) < 2 or max(speeds) <= self.speed_ratio * min(speeds)

    def _rank(self, one: Evidence, longest_s: float) -> tuple[bool, bool, bool, float, int, float, str]:
        format_ = one.spread.format if one.spread else ""
        return (
            all(effort.found_by is not FoundBy.HAND for effort in one.efforts),
            one.duration_s < self.complete * longest_s,
            one.quality.source not in (SpeedSource.DEVICE, SpeedSource.FOOTPOD),
            one.quality.interval_s or float("inf"),
            FORMATS.index(format_) if format_ in FORMATS else len(FORMATS),
            -one.duration_s,
            one.file,
        )


def counted(recordings: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], tuple[tuple[str, str], ...]]:
    """Each run once, and (file, same as) of those that are left out for it."""
    left_out = SameRun().find(recordings)
    kept = tuple(one for place, one in enumerate(recordings) if place not in left_out)
    told = sorted((recordings[place].file, recordings[best].file) for place, best in left_out.items())
    return kept, tuple(told)


def _begun(evidence: Evidence) -> float:
    return evidence.start.timestamp() if evidence.start else 0.0


def _ended(evidence: Evidence) -> float:
    return _begun(evidence) + evidence.duration_s
