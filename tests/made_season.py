"""A made-up marathon season in domain words: no solver, no book, no third-party data.

It follows the shape of a real plan (jumps before bounds, light weeks, a half on the way, a taper), so
that pictures and pages drawn from it look as they would for a runner.
"""

import datetime as dt
from collections.abc import Sequence

from fullstride.domain.calendar import Day, Demand, OwnWork, Sure
from fullstride.domain.session import (
    Disliked,
    Dose,
    Grade,
    Phase,
    Plan,
    Reason,
    Session,
    Status,
    Unplaced,
    Week,
    Wish,
)

START = dt.date(2026, 12, 14)
TODAY = dt.date(2027, 1, 29)
_REST, _EASY, _MEDIUM, _LONG, _HARD, _RACE = (
    Demand.REST,
    Demand.EASY,
    Demand.MEDIUM,
    Demand.LONG,
    Demand.HARD,
    Demand.RACE,
)
_TITLES = {
    _REST: "Rest",
    _EASY: "Easy {km} km",
    _MEDIUM: "Medium-long {km} km",
    _LONG: "Long run {km} km",
    _HARD: "Tempo {km} km",
    _RACE: "Race",
}
_USUAL = (_REST, _EASY, _HARD, _MEDIUM, _EASY, _EASY, _LONG)
_LIGHT = (_REST, _EASY, _EASY, _MEDIUM, _EASY, _EASY, _LONG)
_KM = (59, 62, 66, 71, 56, 74, 76, 79, 61, 83, 87, 61, 74, 89, 90, 79, 60, 71)
_SHARES = (0, 0.18, 0.17, 0.18, 0.1, 0.08, 0.29)
_LIGHT_WEEKS = (5, 9, 12)
_RACES = {12: "Half marathon tune-up", 18: "Marathon"}
_TUESDAY = {3: "squat_jumps", 12: "bounding"} | dict.fromkeys(
    (4, 6, 7, 8, 10, 11, 14, 15, 16, 17), "hill_sprints"
)
_FRIDAY = (
    dict.fromkeys((1, 2, 15, 16), "squat_jumps")
    | {3: "hill_sprints"}
    | dict.fromkeys((4, 5, 6, 7, 8, 9, 10, 11, 14), "bounding")
)
_KINDS: dict[str, tuple[Dose, int, str, int, int, int]] = {
    "strides": (Dose(sets=1, reps=6, work_s=20), 80, "relaxed", 0, 10, 80),
    "squat_jumps": (Dose(sets=3, reps=1, work_s=15), 150, "jump_set", 45, 8, 40),
    "bounding": (Dose(sets=1, reps=3, work_m=30), 180, "all_out", 48, 9, 20),
    "hill_bounding": (Dose(sets=1, reps=3, work_m=20), 180, "all_out", 32, 9, 25),
    "hill_sprints": (Dose(sets=1, reps=3, work_s=8, grade_pct=7), 144, "all_out", 0, 8, 30),
    "flat_sprints": (Dose(sets=1, reps=3, work_m=30, note="build-up at 90 %"), 180, "all_out", 0, 9, 10),
    "dynamic_strength": (Dose(sets=2, reps=8), 150, "strength", 0, 20, 90),
    "circuit": (Dose(sets=4, reps=1, work_s=15), 150, "jump_set", 45, 14, 50),
}
FRESH = Reason(
    rule="bounding.before.hard",
    text="The day before is not hard and not long: fresh legs.",
    source="The article (Lundstrom): perfect form requires that the athlete be fresh",
    grade=Grade.ARTICLE,
)
ROOM = Reason(
    rule="bounding.after.long",
    text="The day after is easy: room to recover.",
    source="Our default",
    grade=Grade.DEFAULT,
)
POP = Reason(
    rule="strides.after.hard",
    text="Tomorrow is hard: strides give the legs pop for it.",
    source="The article (Landry): the day before a harder workout",
    grade=Grade.ARTICLE,
)


def made_session(date: dt.date, exercise: str, *, beside: str = "", number: int = 1) -> Session:
    """One session of an exercise at a usual dose, with reasons."""
    dose, rest_s, effort, contacts, minutes, order = _KINDS.get(
        exercise, (Dose(sets=3, reps=1, work_s=10), 120, "all_out", 0, 8, 60)
    )
    return Session(
        id=f"{date.isoformat()}-{exercise}" + ("" if number == 1 else f"-{number}"),
        date=date,
        exercise=exercise,
        step=1,
        dose=dose,
        rest_s=rest_s,
        effort=effort,
        contacts=contacts,
        minutes=minutes,
        beside=beside,
        order=order,
        because=(POP,) if effort == "relaxed" else (FRESH, ROOM),
    )


def marathon_days() -> tuple[Day, ...]:
    """18 weeks of the runner's own calendar, with a half in week 12."""
    days = []
    for number, km in enumerate(_KM, start=1):
        kinds = list(_LIGHT if number in (*_LIGHT_WEEKS, 13) else _USUAL)
        if number in _RACES:
            kinds[2:] = [_MEDIUM, _EASY, _EASY, _EASY, _RACE]
        elif number == 17:
            kinds[3] = _EASY
        for offset, (demand, share) in enumerate(zip(kinds, _SHARES, strict=True)):
            far = round(km * share)
            title = _RACES[number] if demand is _RACE else _TITLES[demand].format(km=far)
            days.append(
                Day(
                    date=START + dt.timedelta(weeks=number - 1, days=offset),
                    demand=demand,
                    title=title,
                    why=f'"{title.split()[0].lower()}" is {demand.value}.',
                    distance_m=far * 1000 if far else None,
                )
            )
    return tuple(days)


def marathon_plan() -> Plan:
    """The season as planned: 62 pieces or so on Tuesdays and Fridays, two of them not loved."""
    titles = {day.date: day.title for day in marathon_days()}
    sessions: list[Session] = []
    weeks: list[Week] = []
    for number, km in enumerate(_KM, start=1):
        start = START + dt.timedelta(weeks=number - 1)
        for date, exercise in (
            (start + dt.timedelta(days=1), _TUESDAY.get(number)),
            (start + dt.timedelta(days=4), _FRIDAY.get(number)),
        ):
            pieces = [one for one in (exercise, "strides") if one is not None]
            sessions += [made_session(date, one, beside=titles[date]) for one in pieces]
        ours = [session for session in sessions if session.date >= start]
        weeks.append(
            Week(
                start=start,
                phase=_phase(number),
                light=number in _LIGHT_WEEKS,
                contacts=sum(session.contacts for session in ours),
                maximal_days=len({one.date for one in ours if one.effort != "relaxed"}),
                level="beginner",
                km=km,
                note="The half is on 7 March, and 7 days are kept clear." if number == 13 else "",
            )
        )
    hills = [one for one in sessions if one.exercise == "hill_sprints" and one.date.weekday() == 1]
    eve = Reason(
        rule="hill_sprints.after.hard",
        text="Rather not the day before hard work; they are new to you then, and no better day was free.",
        source="Our default",
        grade=Grade.DEFAULT,
    )
    waits = Reason(
        rule="bounding.begins",
        text="Bounding begins after three weeks that contain jumps.",
        source="Our default",
        grade=Grade.DEFAULT,
    )
    return Plan(
        status=Status.PLANNED,
        optimal=True,
        solve_s=0.08,
        first=START,
        last=START + dt.timedelta(weeks=18, days=-1),
        season_start=START,
        sessions=tuple(sessions),
        weeks=tuple(weeks),
        disliked=tuple(Disliked(session=one.id, because=eve) for one in hills[:2]),
        unplaced=tuple(
            Unplaced(exercise="bounding", week=week.start, because=(waits,)) for week in weeks[:3]
        ),
        assumptions=("You have run three times a week for eight weeks or more",),
        title="Marathon, Sunday 18 April 2027",
    )


def _phase(number: int) -> Phase:
    for phase, last in ((Phase.BASE, 6), (Phase.BUILD, 12), (Phase.PEAK, 16), (Phase.TAPER, 17)):
        if number <= last:
            return phase
    return Phase.RACE


def long_plan(weeks: int, *, start: dt.date = START) -> tuple[Plan, tuple[Day, ...]]:
    """A calendar and plan of any length, every week the same: for size and for shape."""
    days: list[Day] = []
    sessions: list[Session] = []
    for number in range(weeks):
        monday = start + dt.timedelta(weeks=number)
        for offset, demand in enumerate(_USUAL):
            title = _TITLES[demand].format(km=8)
            days.append(Day(date=monday + dt.timedelta(days=offset), demand=demand, title=title))
        for offset, exercises in ((1, ("hill_sprints", "strides")), (4, ("bounding", "strides"))):
            date = monday + dt.timedelta(days=offset)
            sessions += [made_session(date, exercise, beside="Easy 8 km") for exercise in exercises]
    plan = Plan(
        status=Status.PLANNED,
        optimal=True,
        solve_s=0.2,
        first=start,
        last=start + dt.timedelta(weeks=weeks, days=-1),
        season_start=start,
        sessions=tuple(sessions),
        weeks=tuple(
            Week(
                start=start + dt.timedelta(weeks=number),
                phase=Phase.BASE,
                light=False,
                contacts=48,
                maximal_days=2,
                level="beginner",
            )
            for number in range(weeks)
        ),
    )
    return plan, tuple(days)


def clash_plan() -> Plan:
    """What comes back when the wishes cannot hold together."""
    return Plan(
        status=Status.CLASH,
        optimal=True,
        solve_s=0.01,
        first=START,
        last=START + dt.timedelta(weeks=4, days=-1),
        season_start=START,
        clash=(
            Wish(
                key="week.never mon, tue, fri",
                text="Monday, Tuesday and Friday are never used",
                relax="Free one of them",
            ),
            Wish(
                key="wishes.exercises bounding",
                text="Bounding is wished for by name",
                relax="Leave it out of the wishes",
            ),
        ),
        title="10 km, Sunday 10 January 2027",
    )


HOSTILE_TITLES = (
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 run",
    '<script>alert("x")</script><img src=x onerror=alert(1)>',
    "&lt;b&gt; ]]> --> {{ title }} %s %(x)s ${y}",
    "日本語のとても長いタイトルがここにあります、軽いジョギング十キロ",
    "🏃‍♀️🏃‍♀️🏃‍♀️ Intervalle 👨‍👩‍👧 6 × 800 m ⚠️⚠️⚠️⚠️⚠️⚠️⚠️⚠️",
    "\u202eריצה קלה 10 ק\u05f4מ\u202c ואז מתיחות",
    "a" * 300 + "\n\r\t\u2028two lines",
)


def hostile_days(start: dt.date = START) -> tuple[Day, ...]:
    """A week whose titles try to break the page, the terminal and the columns."""
    kinds = (_EASY, Demand.CROSS, Demand.STRENGTH, Demand.UNKNOWN, Demand.STRIDES, _HARD, _LONG)
    return tuple(
        Day(
            date=start + dt.timedelta(days=offset),
            demand=demand,
            title=title,
            why=f"the words {title} said so",
            sure=Sure.GUESS,
            own=(OwnWork(exercise="hill_sprints", text=title),) if offset == 5 else (),
        )
        for offset, (demand, title) in enumerate(zip(kinds, HOSTILE_TITLES, strict=True))
    )


def hostile_plan(days: Sequence[Day]) -> Plan:
    """A plan over such a week, its own words as hostile."""
    first = days[0]
    return Plan(
        status=Status.PLANNED,
        optimal=False,
        solve_s=0.0,
        first=first.date,
        last=days[-1].date,
        season_start=first.date,
        sessions=(
            made_session(first.date, "bounding", beside=first.title),
            made_session(first.date, "strides", beside=first.title),
            made_session(first.date, "my_own_<b>drill", beside=first.title),
            made_session(days[1].date, "circuit", beside=days[1].title),
        ),
        title=HOSTILE_TITLES[1],
        assumptions=(HOSTILE_TITLES[0],),
    )
