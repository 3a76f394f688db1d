"""Several readings made one: sorted, without doubles, without what is not training."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fullstride.domain.calendar import Calendar, Entry, Problem, Skipped

MAX_PROBLEMS = 50  # of one file

_ENDS = re.compile(r"^\s*(?:training\s+)?plan\s+(?:ends|starts|begins)\b|^\s*end of (?:the )?plan\b", re.I)
_BANNER = re.compile(r"^\s*(?:training\s+)?week\s+\d+\b(?:\s*(?:of|/)\s*\d+)?\s*(?:$|[-–—:(])", re.I)


def merge(calendars: Iterable[Calendar], problems: Sequence[Problem] = ()) -> Calendar:
    """One calendar of all. Entries stand in order of date, and within a date as the files have them."""
    parts = list(calendars)
    skipped = [s for part in parts for s in part.skipped]
    entries: list[Entry] = []
    for entry in sorted((e for part in parts for e in part.entries), key=lambda e: e.date):
        if _ENDS.search(entry.title) or (_BANNER.search(entry.title) and not entry.description):
            skipped.append(Skipped(title=entry.title, why="a heading, not training", date=entry.date))
        elif not (entry.title or entry.description.strip()):
            skipped.append(Skipped(title="a day without words", why="says nothing", date=entry.date))
        else:
            entries.append(
                entry if entry.title else replace(entry, title=entry.description.strip().split("\n")[0])
            )
    entries = _without_doubles(entries, skipped)
    return Calendar(
        entries=tuple(entries),
        first=entries[0].date if entries else None,
        last=entries[-1].date if entries else None,
        name=next((part.name for part in parts if part.name), ""),
        race_distance=next((part.race_distance for part in parts if part.race_distance), ""),
        skipped=tuple(sorted(skipped, key=lambda s: (s.date or dt.date.max, s.title))),
        problems=(*problems, *(p for part in parts for p in _not_too_many(part.problems))),
    )


def laid_over(calendars: Sequence[Calendar]) -> list[Calendar]:
    """Each calendar without the days that a later one speaks of."""
    taken: set[dt.date] = set()
    left: list[Calendar] = []
    for part in reversed(calendars):
        left.append(replace(part, entries=tuple(one for one in part.entries if one.date not in taken)))
        taken |= {one.date for one in part.entries}
    return left[::-1]


def _not_too_many(problems: Sequence[Problem]) -> Sequence[Problem]:
    """The first problems of a file, and how many more there are."""
    if len(problems) <= MAX_PROBLEMS:
        return problems
    text = f"{len(problems) - MAX_PROBLEMS} more places can't be read; only the first are listed"
    return (*problems[:MAX_PROBLEMS], Problem(file=problems[0].file, place="", text=text))


def _without_doubles(entries: Sequence[Entry], skipped: list[Skipped]) -> list[Entry]:
    by_date: dict[dt.date, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_date[entry.date].append(entry)
    kept: list[Entry] = []
    for same_day in by_date.values():
        kept.extend(_one_day(same_day, skipped))
    return kept


def _one_day(entries: Sequence[Entry], skipped: list[Skipped]) -> list[Entry]:
    seen: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        key = (_key(entry.title), entry.description, entry.distance_m, entry.duration_s, entry.completed)
        if key in seen:
            skipped.append(Skipped(title=entry.title, why="stands twice on this day", date=entry.date))
        else:
            seen[key] = entry
    unique = list(seen.values())
    planned = [e for e in unique if not e.completed]
    kept = list(planned)
    twins = list(planned)
    for done in (e for e in unique if e.completed):
        twin = _planned_twin(done, twins)
        if twin is None:
            kept.append(done)
        else:
            twins.remove(twin)
            why = "the completed double of a planned session"
            skipped.append(Skipped(title=done.title, why=why, date=done.date))
            kept[kept.index(twin)] = replace(
                twin,
                completed=True,
                description=twin.description or done.description,
                distance_m=twin.distance_m or done.distance_m,
                duration_s=twin.duration_s or done.duration_s,
            )
    return kept


def _planned_twin(done: Entry, planned: Sequence[Entry]) -> Entry | None:
    """The planned session that `done` is the record of: the same title, else the same sport."""
    same_title = (p for p in planned if _key(p.title) == _key(done.title) and p.sport == done.sport)
    same_sport = (p for p in planned if done.sport and p.sport == done.sport)
    return next(same_title, None) or next(same_sport, None)


def _key(title: str) -> str:
    return re.sub(r"[^\w]+", " ", title.casefold()).strip()
