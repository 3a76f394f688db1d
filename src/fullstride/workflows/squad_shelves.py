"""Squad on a server: the runners whom a coach may see, looked at, adapted, and given a template."""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fullstride.domain.accounts import Sees
from fullstride.domain.errors import BadUsage, FullstrideError, NoDates, NoPlan
from fullstride.domain.runner import Priority
from fullstride.domain.session import Status
from fullstride.domain.squad import Row, Squad, Unread, in_order
from fullstride.formats.reading import Copy
from fullstride.workflows.adapting import apply
from fullstride.workflows.discretion import Discretion, wishes_as_shown
from fullstride.workflows.keeping import keep_plan, refuse_second
from fullstride.workflows.moving import what_follows
from fullstride.workflows.planning import place
from fullstride.workflows.reading import Given, read
from fullstride.workflows.sources import (
    RULES_NAME,
    calendars,
    given_of,
    profile_runner,
    put_rules,
    set_aside,
)
from fullstride.workflows.squad import look

if TYPE_CHECKING:
    from fullstride.store.contract import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One runner's shelf, how much of it the coach is shown, and whether the coach may change it."""

    shelf: "Shelf"
    everything: bool = True
    changes: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapted:
    """As of SquadAdapted: how many runners have news, and what it is in sum."""

    squad: Squad
    news: int
    changed: int
    changes: int
    verbs: tuple[tuple[str, int], ...]
    not_kept: tuple[Unread, ...] = ()


class Rows:
    """Rows that were worked out, for all threads of a process, for as long as a shelf is the same."""

    def __init__(self, most: int = 2_000) -> None:
        self._most, self._lock = most, threading.Lock()
        self._rows: dict[tuple[str, dt.date], tuple[str, Row]] = {}

    def look(self, shelf: "Shelf", *, today: dt.date) -> Row:
        """As `look`."""
        key, stamp = (shelf.runner, today), shelf.stamp()
        with self._lock:
            known = self._rows.pop(key, None)
            if known is not None and known[0] == stamp:
                self._rows[key] = known  # the last to be dropped
                return known[1]
        row = look(shelf, today=today)
        with self._lock:
            self._rows[key] = (stamp, row)
            while len(self._rows) > self._most:
                del self._rows[next(iter(self._rows))]
        return row


def look_at(seen: Iterable[Seen], *, today: dt.date, rows: Rows | None = None) -> Squad:
    """Everybody's row, by those that are known where they are. One runner's trouble is told and stops nobody
    else's."""
    known = rows or Rows()
    found: list[Row] = []
    unread: list[Unread] = []
    for one in seen:
        try:
            row = known.look(one.shelf, today=today)
        except NoPlan:
            unread.append(Unread.new(one.shelf.runner, changes=one.changes))
            continue
        except FullstrideError as error:
            unread.append(Unread(runner=one.shelf.runner, reason=str(error), changes=one.changes))
            continue
        if not one.everything:
            row = replace(row, notes=(), heard=None, pending=False, shares=Sees.PLAN)
        found.append(replace(row, changes=one.changes))
    return Squad(today=today, rows=in_order(found), unread=_by_name(unread))


def adapt_all(shelves: Sequence["Shelf"], *, keep: bool, now: dt.datetime) -> Adapted:
    """Decides for everybody; with `keep` each runner's new version is kept at once, whole or not at all."""
    unread: list[Unread] = []
    not_kept: list[Unread] = []
    verbs: dict[str, int] = {}
    news = changed = changes = 0
    for shelf in shelves:
        try:
            found = what_follows(shelf, now=now)
        except NoPlan:
            unread.append(Unread.new(shelf.runner))
            continue
        except FullstrideError as error:
            unread.append(Unread(runner=shelf.runner, reason=str(error)))
            continue
        news += found.is_news
        changed += bool(found.changes)
        changes += len(found.changes)
        for decision in found.decisions:
            verbs[decision.verb.value] = verbs.get(decision.verb.value, 0) + 1
        if keep and found.is_news:
            try:
                apply(shelf, found, now=now)
            except FullstrideError as error:
                not_kept.append(Unread(runner=shelf.runner, reason=str(error)))
    troubled = {one.runner for one in unread}
    there = look_at((Seen(shelf=one) for one in shelves if one.runner not in troubled), today=now.date())
    return Adapted(
        squad=replace(there, unread=_by_name([*there.unread, *unread])),
        news=news,
        changed=changed,
        changes=changes,
        verbs=tuple(sorted(verbs.items())),
        not_kept=_by_name(not_kept),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTo:
    """What a runner got, or would get: sessions by exercise, weeks, how often a week's work found no place,
    and by whose rules: "template", "own", or "book" where nobody changed any."""

    runner: str
    exercises: tuple[tuple[str, int], ...]
    weeks: int
    unplaced: int
    rules: str
    puts_away: tuple[str, ...] = ()

    @property
    def sessions(self) -> int:
        return sum(count for _, count in self.exercises)


def refuse_unread(template: Iterable[Copy], *, today: dt.date) -> None:
    """Raises UnreadableInput for a file that nobody can be given; one without dates is laid back from each
    runner's race."""
    for one in template:
        try:
            read(Given(today=today, calendars=(one,)))
        except NoDates:
            continue


def give_template(
    shelf: "Shelf",
    template: Sequence[Copy],
    *,
    rules: str = "",
    keep: bool = True,
    now: dt.datetime,
    first: dt.date | None = None,
    weeks: int | None = None,
    race: dt.date | None = None,
    replace_plan: bool = False,
    by: str = "",
) -> GivenTo:
    """Places the template's season into one runner's weeks by their own profile, and keeps it where that is
    wanted. Their own race stands above the template's, and so do rules that they changed themselves; `rules`
    are for those who changed none. Their own calendars are put aside, `by` whose word.

    What was said of the body holds in it from the first moment, as `adapt` would make it.

    Raises AlreadyKept, BadUsage where their wishes can't hold together, UnreadableInput, Outdated.
    """
    refuse_second(shelf, replace=replace_plan)
    today = now.date()
    ahead = [one.date for one in profile_runner(shelf, today).races if one.priority is Priority.A]
    own_race = min((date for date in ahead if date >= today), default=None)
    given = given_of(shelf, today=today, first=first, weeks=weeks, race=own_race or race)
    whose = "own" if given.books else "template" if rules.strip() else "book"
    if whose == "template":
        given = replace(given, books=(Copy(name=RULES_NAME, data=rules.encode()),))
    placed = place(replace(given, calendars=tuple(template)))
    if placed.plan.status is Status.CLASH:
        shown = wishes_as_shown(placed.plan, Discretion.PROFILE)
        wishes = "; ".join(wish.text.rstrip(".") for wish in shown)
        raise BadUsage(f"The wishes can't hold together: {wishes}")
    plan = placed.plan
    away = calendars(shelf)
    if keep:
        if whose == "template":
            put_rules(shelf, rules, now=now)
        keep_plan(shelf, placed, now=now)
        set_aside(shelf, away, by=by, now=now)
        found = what_follows(shelf, now=now)
        if found.is_news:
            apply(shelf, found, now=now)
        plan = (found.after if found.is_news else found.before).plan
    return GivenTo(
        runner=shelf.runner,
        exercises=tuple(sorted(Counter(one.exercise for one in plan.sessions).items())),
        weeks=len(plan.weeks),
        unplaced=len(plan.unplaced),
        rules=whose,
        puts_away=tuple(feed.name for feed in away),
    )


def _by_name(found: Iterable[Unread]) -> tuple[Unread, ...]:
    return tuple(sorted(found, key=lambda one: one.runner))
