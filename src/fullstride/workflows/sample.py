"""Sample: a runner in the middle of a season, and a squad of four, so that the app can be tried at once.

Today is always in the seventh of the sample calendar's eighteen weeks, on its own weekday: calendar, profiles
and recording are moved by whole weeks. Nothing of it is anybody's; a sample lives in a store of its own.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.report import Completion, Form, Pain, PainKind, Report
from fullstride.domain.session import Session
from fullstride.formats.squad_list import Member
from fullstride.workflows.adapting import Asked, adapt, apply
from fullstride.workflows.importing import import_recordings
from fullstride.workflows.logging import keep_reports
from fullstride.workflows.taking_in import Template, take_in

if TYPE_CHECKING:
    from fullstride.store.contract import Shelf, Store

RUNNER = "Robin"
SQUAD = ("Amara", "Jonas", "Mina", "Teo")
CALENDAR, PROFILE, RUN = "spring-marathon.ics", "runner.toml", "tuesday-run.fit"
FIRST, RAN = dt.date(2026, 12, 14), dt.date(2027, 1, 26)  # of the sample files
WEEKS_BEHIND = 6
TUESDAY, SUNDAY = 1, 6
_DAY = dt.timedelta(days=1)
_MORNING, _EVENING = dt.time(7), dt.time(20, 30)
_ICS_DATE = re.compile(r"(?<=;VALUE=DATE:)\d{8}")
_TOML_DATE = re.compile(r"(?m)(?<=^date = )\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """How a runner lived through the weeks behind, by days since the season began.

    `hard` is how hard work feels, in turn; `words` what else was said on a day; `missed` and `short` are days
    whose work was left out or ended early; after `silent` nothing was said any more.
    """

    profile: str
    hard: tuple[int, ...] = (5, 6, 5, 6, 7)
    words: Mapping[int, Report] = field(default_factory=dict)
    missed: frozenset[int] = frozenset()
    short: frozenset[int] = frozenset()
    silent: int = 10_000


def _said(**words: object) -> Report:
    """Words of a day; which, when and by what id is said where it is known."""
    at = dt.datetime.combine(FIRST, _EVENING, dt.UTC)
    return Report(id="", said_at=at, date=FIRST, **words)  # type: ignore[arg-type]


def _profile(event: str, born: int, base_weeks: int, plyometrics: str, *, hill: bool = True) -> str:
    return (
        f'[runner]\nevent = "{event}"\nborn = {born}\nrunning_base_weeks = {base_weeks}\n'
        f'plyometrics = "{plyometrics}"\n\n[places]\nhill = {str(hill).lower()}\n'
    )


_ACHILLES = Pain(place="left achilles", level=3, kind=PainKind.TENDON)
_BETTER = Pain(place="left achilles", level=0, kind=PainKind.TENDON)
_SHIN = Pain(place="right shin", level=6, kind=PainKind.BONE, worse_next_morning=True)

LIVES: Mapping[str, Life] = {
    RUNNER: Life(
        profile="",
        words={
            9: _said(sleep_h=5.5, note="Late train, short night."),
            17: _said(pain=(_ACHILLES,)),
            23: _said(pain=(_BETTER,)),
            30: _said(soreness=3),
        },
        missed=frozenset({26}),
        short=frozenset({15}),
    ),
    "Amara": Life(profile=_profile("marathon", 1988, 80, "regular"), words={40: _said(pain=(_SHIN,))}),
    "Jonas": Life(profile=_profile("10k", 1994, 40, "some"), hard=(6, 7, 6)),
    "Mina": Life(profile=_profile("half", 2001, 26, "none"), silent=24),
    "Teo": Life(profile=_profile("5k", 1979, 60, "some", hill=False), short=frozenset({33, 36, 40, 43})),
}


def sample_file(name: str) -> Path:
    """A sample file: beside this module in an installed package, in the repository where it is kept."""
    packed = Path(__file__).parent / "examples" / name
    return packed if packed.is_file() else Path(__file__).parents[3] / "examples" / name


def make_sample(store: "Store", folder: Path, *, now: dt.datetime, squad: bool = True) -> None:
    """Puts the sample runner and, unless left out, the squad into a store that is empty; the files that they
    handed in are written into `folder`. The last two days are still to be spoken of.

    Raises UnreadableInput where a sample file is gone.
    """
    from fullstride.formats.fit_shift import shift_fit

    today = now.date()
    first = today - today.weekday() * _DAY - WEEKS_BEHIND * 7 * _DAY
    by = first - FIRST
    folder.mkdir(parents=True, exist_ok=True)
    calendar = folder / CALENDAR
    calendar.write_text(_moved_ics(_read(CALENDAR), by), encoding="utf-8")
    own = _moved_toml(_read(PROFILE), by)
    for name in (RUNNER, *(SQUAD if squad else ())):
        life = LIVES[name]
        profile = folder / f"{name}.toml"
        profile.write_text(life.profile or own, encoding="utf-8")
        begun = _at(first - _DAY, _MORNING, now)
        take_in(
            store,
            Member(name=name, profile=profile),
            Template(calendars=(calendar,), first=first),
            now=begun,
        )
        _live(store.shelf(name), life, first, now)
    run = folder / RUN
    ran = _last_tuesday(today)
    moved = shift_fit(sample_file(RUN).read_bytes(), (ran - RAN) // dt.timedelta(seconds=1), file=RUN)
    run.write_bytes(moved)
    import_recordings(store.shelf(RUNNER), (run,), now=min(_at(ran, _EVENING, now), now))


def _read(name: str) -> str:
    from fullstride.formats.reading import TEXT_LIMIT, read_text

    return read_text(sample_file(name), TEXT_LIMIT)


def _moved_ics(text: str, by: dt.timedelta) -> str:
    def moved(found: re.Match[str]) -> str:
        return f"{dt.datetime.strptime(found[0], '%Y%m%d').replace(tzinfo=dt.UTC) + by:%Y%m%d}"

    return _ICS_DATE.sub(moved, text)


def _moved_toml(text: str, by: dt.timedelta) -> str:
    return _TOML_DATE.sub(lambda found: (dt.date.fromisoformat(found[0]) + by).isoformat(), text)


def _last_tuesday(today: dt.date) -> dt.date:
    """The one before today: it has been run."""
    return today - ((today.weekday() - TUESDAY - 1) % 7 + 1) * _DAY


def _live(shelf: "Shelf", life: Life, first: dt.date, now: dt.datetime) -> None:
    """Day by day: what was planned then is done and told, soreness two days later; Sundays decide."""
    spoken_to = now.date() - 2 * _DAY
    sore: dict[dt.date, list[Session]] = {}
    done = 0
    for number in range((spoken_to - first).days + 1):
        date = first + number * _DAY
        evening = _at(date, _EVENING, now)
        reports = [_sore(session, date) for session in sore.pop(date, [])]
        if number in life.words:
            reports.append(_dated(life.words[number], date))
        for session in _planned(shelf, date):
            reports.append(_report(session, life, number, done))
            done += 1
            sore.setdefault(date + 2 * _DAY, []).append(session)
        if reports and number < life.silent:
            keep_reports(shelf, reports, now=evening)
        if date.weekday() == SUNDAY:
            adapting = adapt(shelf, Asked(), today=date, now=evening + dt.timedelta(minutes=5))
            if adapting.is_news:
                apply(shelf, adapting, now=evening)


def _planned(shelf: "Shelf", date: dt.date) -> Iterator[Session]:
    kept = shelf.plan()
    if kept is not None:
        yield from (one for one in kept.plan.sessions if one.date == date)


def _report(session: Session, life: Life, number: int, done: int) -> Report:
    said = _said(session=session.id)
    if number in life.missed:
        return _dated(said, session.date, completion=Completion.NOT_DONE)
    if number in life.short and session.dose.reps * session.dose.sets > 1:
        return _dated(
            said,
            session.date,
            completion=Completion.PARTLY,
            hard=8,
            form=Form.SLIPPING,
            stopped_by="stop.slower",
            pain=(),
        )
    hard = life.hard[done % len(life.hard)]
    return _dated(said, session.date, completion=Completion.DONE, hard=hard, form=Form.KEPT, pain=())


def _sore(session: Session, date: dt.date) -> Report:
    return _dated(_said(session=session.id), date, soreness_48h=1 + session.dose.sets % 2)


def _dated(report: Report, date: dt.date, **more: object) -> Report:
    return replace(report, date=date, **more)  # type: ignore[arg-type]


def _at(date: dt.date, time: dt.time, now: dt.datetime) -> dt.datetime:
    """That day's morning or evening, never later than now."""
    return min(dt.datetime.combine(date, time, now.tzinfo), now)
