"""Apple Health's export: one XML of gigabytes, and a GPX for the route of each workout.

The XML holds millions of samples first and the workouts last, so it is walked twice: from its first workout
on for the workouts, then from the start for the samples that fall into the running ones. Neither walk keeps
anything else. Its document type, which several versions of iOS write wrongly, is never read: no entity is
declared, expanded or fetched.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from fullstride.formats.apple_samples import SampleCollector
from fullstride.formats.apple_words import Samples, Workout
from fullstride.formats.apple_workouts import TooMuch, WorkoutCollector
from fullstride.formats.file_trees import Tree
from fullstride.formats.members import Skipped
from fullstride.formats.zip_sources import Source, stream

_FIRST = b"<Workout "
_ROOT, _END = b"<HealthData>", b"</HealthData>"
_MOVING = ("speed_mps", "distance_m")


class AppleExport:
    """The export whose list is `name` in `tree`. `left_out` is complete once `workouts` has ended."""

    def __init__(self, tree: Tree, name: str) -> None:
        self._tree = tree
        self._source: Source = tree.source(name)
        self._folder = name.rpartition("/")[0]
        self._shown = f"{tree.name}/{name}"
        self.left_out: list[Skipped] = []

    def workouts(self) -> Iterator[tuple[Workout, str]]:
        """Each workout that can be measured, and the name of its route in the tree ("" without one)."""
        listed = self._listed()
        runs = [workout for workout, _ in listed if workout.sport == "running"]
        samples = self._samples(runs)
        still: Counter[str] = Counter()
        for workout, route in listed:
            found = self._route(route)
            if route and not found:
                why = f"names the route of workout {workout.number}, {route}, which the export doesn't hold"
                self.left_out.append(Skipped(name=self._shown, why=why))
            complete = replace(workout, route=bool(found), samples=samples.pop(workout.number, {}))
            if found or any(channel in complete.samples for channel in _MOVING):
                yield complete, found
            elif workout.sport == "running":
                said = f"workout {workout.number} ({workout.start:%Y-%m-%d %H:%M})"
                why = f"holds neither route nor speeds of {said}"
                self.left_out.append(Skipped(name=self._shown, why=why))
            else:
                still[workout.sport.replace("_", " ") or "unnamed"] += 1
        if still:
            said = ", ".join(f"{sport} {count}" for sport, count in sorted(still.items()))
            why = f"lists {still.total()} workouts of other kinds without a route ({said})"
            self.left_out.append(Skipped(name=self._shown, why=why, harmless=True))

    def _listed(self) -> list[tuple[Workout, str]]:
        collector = WorkoutCollector()
        size, tail, waiting, parser = 0, b"", b"", None
        for piece in stream(self._source):
            size += len(piece)
            tail = (tail + piece)[-200:]
            if parser is None:
                piece = waiting + piece
                at = piece.find(_FIRST)
                if at < 0:
                    waiting = piece[-len(_FIRST) :]
                    continue
                parser = collector.parser()
                parser.feed(_ROOT)
                piece = piece[at:]
            try:
                parser.feed(piece)
                collector.fed(size)
            except TooMuch:
                tail = b""
                break
        if _END not in tail:
            count = len(collector.found)
            read = f"{count} {'workout was' if count == 1 else 'workouts were'} read"
            why = f"breaks off within {_thousands(size)} bytes, before its end; {read}"
            self.left_out.append(Skipped(name=self._shown, why=why))
        return collector.found

    def _samples(self, runs: list[Workout]) -> dict[int, dict[str, Samples]]:
        if not runs:
            return {}
        collector = SampleCollector(runs)
        for piece in stream(self._source):
            collector.feed(piece)
        return collector.chosen()

    def _route(self, named: str) -> str:
        """The file that the list means, whatever folder it says: its own name beside the list."""
        file = named.replace("\\", "/").rpartition("/")[2]
        prefix = f"{self._folder}/" if self._folder else ""
        for name in (f"{prefix}workout-routes/{file}", f"{prefix}{file}"):
            if file and name in self._tree.files:
                return name
        return ""


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\u2009")
