"""Words to keep: any at all, by the types of their fields, and one full example of each kind.

The full examples are what the fixture stores hold (tests/files/stores): leave them as they are.
"""

import dataclasses
import datetime as dt
import types
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from fullstride.domain.accounts import Account, Grant, Role, Sees
from fullstride.domain.calendar import Day, Demand
from fullstride.domain.corrections import Correction
from fullstride.domain.decision import Change, Decision, Kind, NotMoved, Verb
from fullstride.domain.evidence import Evidence
from fullstride.domain.feeds import Feed, ServiceKey
from fullstride.domain.keeping import KeptPlan, Made, Match, Moved
from fullstride.domain.report import Completion, Form, Pain, PainKind, Report
from fullstride.domain.session import Dose, Grade, Plan, Reason, Session, Status, Week
from made_runs import GOOD, effort

NOON = dt.datetime(2027, 1, 29, 12, tzinfo=dt.timezone(dt.timedelta(hours=1)))
DAY = NOON.date()
RULE = Reason(rule="strides.step", text="Twice clean.", source="The article (Lundstrom)", grade=Grade.ARTICLE)

# What comes from file names may hold bytes that are no text; Python gives each as half of a pair.
letters = st.one_of(st.characters(), st.sampled_from("\0\udc80\udcff"))
# Clocks that readers of ISO 8601 know, and one of seconds as before there were time zones.
zones = st.integers(-14 * 60, 14 * 60).map(lambda m: dt.timezone(dt.timedelta(minutes=m))) | st.just(
    dt.timezone(dt.timedelta(minutes=19, seconds=32))
)
instants = st.datetimes(dt.datetime(2, 1, 1), dt.datetime(9998, 1, 1), timezones=zones)  # noqa: DTZ001


@cache
def any_word(kind: type) -> st.SearchStrategy[Any]:
    """Every value that the type allows, whether or not it makes sense: all must be kept as they are."""
    hints = get_type_hints(kind)
    fields = {field.name: _any(hints[field.name]) for field in dataclasses.fields(kind)}
    return st.builds(kind, **fields)


def _any(hint: Any) -> st.SearchStrategy[Any]:
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(letters, max_size=8),
        int: st.integers(),
        float: st.floats(allow_nan=False),
        bool: st.booleans(),
        dt.date: st.dates(),
        dt.datetime: instants,
        type(None): st.none(),
    }
    if hint in plain:
        return plain[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*map(_any, get_args(hint)))
    if get_origin(hint) is tuple:
        first, *rest = get_args(hint)
        if rest == [...]:
            return st.lists(_any(first), max_size=2).map(tuple)
        return st.tuples(*map(_any, (first, *rest)))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    return any_word(hint)


def report(id: str = "r1", **fields: Any) -> Report:  # noqa: A002
    return dataclasses.replace(FULL_REPORT, id=id, **fields)


def evidence(file: str = "tuesday.fit", **fields: Any) -> Evidence:
    made = Evidence(
        file=file,
        kind="run",
        start=NOON,
        duration_s=2472.0,
        distance_m=8012.5,
        quality=GOOD,
        efforts=(effort("strides", 1500.0, 20.0, 6.9), effort("strides", 1700.0, 20.0, 7.0, rest=180.0)),
    )
    return dataclasses.replace(made, **fields)


def made(sha256: str = "ab" * 32, **fields: str) -> Made:
    before = Made(sha256=sha256, algorithm="measure", version="1", settings='{"plan":null}')
    return dataclasses.replace(before, **fields)


def match(session: str = "strides-1", **fields: Any) -> Match:
    return dataclasses.replace(Match(session=session, sha256="ab" * 32, said_at=NOON, by="runner"), **fields)


def move(id: str = "m1", **fields: Any) -> Moved:  # noqa: A002
    before = Moved(id=id, said_at=NOON, session="strides-1", exercise="strides", to=DAY)
    return dataclasses.replace(before, **fields)


def correction(id: str = "c1", **fields: Any) -> Correction:  # noqa: A002
    before = Correction(
        id=id,
        said_at=NOON,
        sha256="ab" * 32,
        said_by="a1",
        effort=1,
        was_start_s=1700.0,
        was_end_s=1720.0,
        kind="strides",
        start_s=1701.5,
        end_s=1719.0,
    )
    return dataclasses.replace(before, **fields)


def grant(coach: str = "coach-1", **fields: Any) -> Grant:
    before = Grant(coach=coach, said_at=NOON, said_by="a1", sees=Sees.EVERYTHING, changes=True)
    return dataclasses.replace(before, **fields)


def account(id: str = "a1", name: str = "Mia R.", **fields: Any) -> Account:  # noqa: A002
    before = Account(
        id=id, name=name, password_hash="$argon2id$v=19$…", roles=(Role.RUNNER,), created_at=NOON
    )
    return dataclasses.replace(before, **fields)


def feed(id: str = "f1", **fields: Any) -> Feed:  # noqa: A002
    return dataclasses.replace(Feed(id=id, name="Club", sealed="gAAAAAB-club", added_at=NOON), **fields)


def service_key(service: str = "intervals.icu", **fields: Any) -> ServiceKey:
    return dataclasses.replace(ServiceKey(service=service, sealed="gAAAAAB-key", kept_at=NOON), **fields)


def plan(number: int = 1, **fields: Any) -> KeptPlan:
    return dataclasses.replace(FULL_PLAN, number=number, **fields)


FULL_REPORT = Report(
    id="r1",
    said_at=NOON,
    date=DAY,
    session="strides-1",
    completion=Completion.PARTLY,
    sets=1,
    reps=3,
    hard=8,
    form=Form.SLIPPING,
    stopped_by="stop.fade",
    pain=(Pain(place="left shin", level=2, kind=PainKind.BONE, worse_next_morning=True),),
    soreness=4,
    soreness_48h=1,
    sleep_h=6.5,
    recovery_low=True,
    ill=False,
    injured=False,
    cleared=("bone_pain",),
    note="windig, 4 °C — «gut»",
)
_SESSION = Session(
    id="strides-1",
    date=DAY,
    exercise="strides",
    step=2,
    dose=Dose(sets=1, reps=4, work_s=20.0, grade_pct=6.0, note="build-up"),
    rest_s=120,
    effort="fast",
    contacts=0,
    minutes=12,
    beside="Easy 8 km",
    because=(RULE,),
)
FULL_PLAN = KeptPlan(
    number=1,
    made_at=NOON,
    today=DAY,
    plan=Plan(
        status=Status.PLANNED,
        optimal=True,
        solve_s=0.25,
        first=DAY,
        last=DAY + dt.timedelta(days=13),
        season_start=DAY,
        sessions=(_SESSION,),
        weeks=(Week(start=DAY, phase="base", light=False, contacts=0, maximal_days=1, level="low"),),
        title="Marathon, Sunday 18 April 2027",
    ),
    days=(Day(date=DAY, demand=Demand.EASY, title="Easy 8 km", alternatives=(Demand.CROSS,)),),
    profile="[runner]\nborn = 1990\n",
    profile_path="runner.toml",
    books=(("mine.toml", "[exercise.strides]\n"),),
    calendars=("cd" * 32,),
    calendar_paths=("spring.ics",),
    decisions=(
        Decision(
            exercise="strides",
            date=DAY,
            verb=Verb.PROGRESS,
            step=2,
            to_step=3,
            because=RULE,
            say="4 × 20 s, clean twice: 5 × 20 s",
            facts=("clean twice", "soreness 2"),
        ),
    ),
    changes=(Change(kind=Kind.MORE, exercise="strides", was=_SESSION, now=_SESSION, because=(RULE,)),),
    not_moved=(NotMoved(date=DAY, exercise="strides", because=(RULE,)),),
)
