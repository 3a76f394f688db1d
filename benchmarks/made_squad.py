"""A made-up squad in a real store: a template, a profile for each, and weeks of reports behind everybody.

Sixteen runners are lived through week by week, each with a story of their own; where more are wanted, the
same sixteen lives are put on more shelves under other names. The same arguments give the same squad.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fullstride.domain.report import Completion, Form, Pain, PainKind, Report
from fullstride.domain.session import Session
from fullstride.formats.squad_list import Member
from fullstride.store import Shelf, Store, open_store
from fullstride.workflows.held import HeldShelf
from fullstride.workflows.squad import adapt_runner, keep_adapted
from fullstride.workflows.taking_in import Template, take_in

FIRST, TODAY = dt.date(2026, 12, 14), dt.date(2027, 1, 29)
WEEKS = 18
_DAY = dt.timedelta(days=1)
_USUAL = ("Rest", "Easy 8 km", "Tempo 10 km", "Easy 12 km", "Easy 8 km", "Easy 6 km", "Long run 18 km")
_HARD = (
    "Rest",
    "Intervals 10 km",
    "Tempo 10 km",
    "Intervals 10 km",
    "Tempo 8 km",
    "Long run 20 km",
    "Race pace 12 km",
)
_AWAY = ("Rest",) * 7

Saying = Callable[[Session, dt.date], Report | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One life: who, and what becomes of each session (None: not a word of it)."""

    name: str
    event: str
    says: Saying
    weeks: dict[int, tuple[str, ...]]
    extra: str = ""


def _done(session: Session, day: dt.date, **more: object) -> Report:
    fields: dict[str, object] = {
        "completion": Completion.DONE,
        "form": Form.KEPT,
        "pain": (),
        "hard": 6,
        "soreness_48h": 2,
    }
    return Report(
        id=f"{session.id}-said",
        said_at=dt.datetime.combine(day, dt.time(19), dt.UTC),
        date=day,
        session=session.id,
        **(fields | more),  # type: ignore[arg-type]
    )


def _well(session: Session, day: dt.date) -> Report | None:
    return _done(session, day)


def _achilles(session: Session, day: dt.date) -> Report | None:
    if day != dt.date(2027, 1, 26):
        return _done(session, day)
    hurts = Pain(place="achilles", level=6, kind=PainKind.TENDON, worse_next_morning=True)
    return _done(session, day, pain=(hurts,))


def _shin(session: Session, day: dt.date) -> Report | None:
    if day < dt.date(2027, 1, 25):
        return _done(session, day)
    return _done(session, day, pain=(Pain(place="shin", level=4, kind=PainKind.BONE),))


def _stops(session: Session, day: dt.date) -> Report | None:
    if session.exercise == "strides" or day < dt.date(2027, 1, 11):
        return _done(session, day)
    return _done(session, day, completion=Completion.PARTLY, form=Form.GONE, stopped_by="stop.form")


def _misses(session: Session, day: dt.date) -> Report | None:
    if day < dt.date(2027, 1, 18):
        return _done(session, day)
    return _done(session, day, completion=Completion.NOT_DONE, form=None, pain=None, hard=None)


def _silent(session: Session, day: dt.date) -> Report | None:
    return _done(session, day) if day < dt.date(2027, 1, 11) else None


def _races_strides(session: Session, day: dt.date) -> Report | None:
    return _done(session, day, hard=9 if session.exercise == "strides" else 7)


def _forgets(session: Session, day: dt.date) -> Report | None:
    return _done(session, day) if day < dt.date(2027, 1, 13) or session.exercise == "strides" else None


def _ill(session: Session, day: dt.date) -> Report | None:
    if day < dt.date(2027, 1, 26):
        return _done(session, day)
    return _done(session, day, completion=Completion.NOT_DONE, form=None, pain=None, hard=None, ill=True)


_JUMPS = 'plyometrics = "some"\n'
STORIES = (
    Story(name="Amara Okoye", event="1500m", says=_achilles, weeks={}, extra=_JUMPS),
    Story(name="Jonas Lindqvist", event="10k", says=_stops, weeks={}, extra=_JUMPS),
    Story(name="Priya Raman", event="half", says=_well, weeks=dict.fromkeys(range(5, WEEKS), _HARD)),
    Story(name="Tom Whelan", event="marathon", says=_silent, weeks=dict.fromkeys((4, 5), _AWAY)),
    Story(name="Mei Tanaka", event="5k", says=_races_strides, weeks={}),
    Story(name="Luis Herrera", event="800m", says=_misses, weeks={}, extra=_JUMPS),
    Story(name="Ines Duarte", event="10k", says=_shin, weeks={}),
    Story(name="Sofia Berg", event="half", says=_forgets, weeks={}),
    Story(name="Karl Weiss", event="marathon", says=_ill, weeks={}),
    Story(name="Anna Kowalczyk", event="half", says=_well, weeks={}, extra=_JUMPS),
    Story(name="David Osei", event="marathon", says=_well, weeks={}),
    Story(name="Freya Nilsen", event="5k", says=_well, weeks={}, extra=_JUMPS),
    Story(name="Bo Chen", event="10k", says=_well, weeks={}),
    Story(name="Grace Mwangi", event="marathon", says=_well, weeks={}, extra=_JUMPS),
    Story(name="Noor Haddad", event="half", says=_well, weeks={}),
    Story(name="Élodie Martin", event="1500m", says=_well, weeks={}, extra=_JUMPS),
)


def make_squad(
    folder: Path,
    store: str,
    *,
    runners: int | None = None,
    stories: Sequence[Story] = STORIES,
    today: dt.date = TODAY,
) -> None:
    """Files in `folder`, everybody's shelf in `store`, adapted each Monday before `today`."""
    members = write_files(folder, stories)
    template = Template(calendars=(folder / "template.csv",))
    kept = open_store(store)
    try:
        for member, story in zip(members, stories, strict=True):
            take_in(kept, member, template, now=_at(FIRST, 6))
            _live(kept.shelf(member.name), story, today)
        if runners is not None:
            lives = [HeldShelf(kept.shelf(member.name)) for member in members]
            for number in range(len(stories), runners):
                _copy(kept, lives[number % len(lives)], f"Runner {number:04d}")
    finally:
        kept.close()


def write_files(folder: Path, stories: Sequence[Story] = STORIES) -> list[Member]:
    """The template, a profile for each story and, for some, a calendar of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "template.csv").write_text(_calendar({}))
    members = []
    for number, story in enumerate(stories):
        chance = random.Random(number)
        profile = folder / f"{story.name}.toml"
        profile.write_text(
            f'[runner]\nevent = "{story.event}"\nborn = {chance.randint(1985, 2002)}\n'
            f'running_base_weeks = {chance.randint(20, 60)}\nstrides = "some"\n{story.extra}'
            "\n[places]\nhill = true\ngym = false\n"
        )
        own = folder / f"{story.name}.csv" if story.weeks else None
        if own is not None:
            own.write_text(_calendar(story.weeks))
        members.append(Member(name=story.name, profile=profile, calendar=own))
    return members


def _calendar(weeks: dict[int, tuple[str, ...]]) -> str:
    lines = ["date,title"]
    for week in range(WEEKS):
        for offset, title in enumerate(weeks.get(week, _USUAL)):
            day = FIRST + (7 * week + offset) * _DAY
            last = week == WEEKS - 1 and offset == 6
            lines.append(f"{day},{'Race: half marathon' if last else title}")
    return "\n".join(lines) + "\n"


def _live(shelf: Shelf, story: Story, today: dt.date) -> None:
    monday = FIRST
    while monday <= today:
        if monday > FIRST:
            adapted = adapt_runner(shelf, today=monday, now=_at(monday, 6))
            if adapted.to_keep is not None:
                keep_adapted(shelf, adapted.to_keep, now=_at(monday, 6))
        shelf.add_reports(list(_week(shelf, story, monday, min(monday + 7 * _DAY, today))))
        monday += 7 * _DAY


def _week(shelf: Shelf, story: Story, first: dt.date, end: dt.date) -> Iterator[Report]:
    kept = shelf.plan()
    for session in kept.plan.sessions if kept else ():
        if first <= session.date < end and (said := story.says(session, session.date)) is not None:
            yield said


def _copy(store: Store, source: Shelf, to: str) -> None:
    store.add_runner(to)
    shelf = store.shelf(to)
    for original in source.originals():
        shelf.add_original(original.name, source.read_original(original.sha256), original.kept_at)
    for plan in source.plans():
        shelf.add_plan(plan)
    shelf.add_reports(source.reports())


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), dt.UTC)
