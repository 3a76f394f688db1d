"""Plans, sessions and scripts for the tests of everything that gets a plan out."""

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from fullstride.domain.session import Dose, Grade, Plan, Reason, Session, Status
from fullstride.guide.script import write_scripts
from fullstride.guide.words import Script
from fullstride.rules.load import load_book

BOOK = load_book()
MONDAY = dt.date(2027, 1, 25)

FRESH = Reason(
    rule="bounding.before.hard",
    text="Thursday is not hard: fresh legs.",
    source="The article (Lundstrom)",
    grade=Grade.ARTICLE,
)


def session(exercise: str = "bounding", *, day: int = 4, id: str = "", **fields: object) -> Session:  # noqa: A002
    """A session of the exercise's first dose on the `day`-th day from Monday 25 January 2027."""
    known = BOOK.exercises[exercise]
    made = Session(
        id=id or f"{exercise}-1",
        date=MONDAY + dt.timedelta(days=day),
        exercise=exercise,
        step=1,
        dose=known.doses()[0],
        rest_s=180,
        effort=known.effort,
        contacts=48 if known.style == "jump" else 0,
        minutes=16,
        beside="Easy 8 km",
        order=known.order,
        because=(FRESH,),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def plan(*sessions: Session, **fields: object) -> Plan:
    made = Plan(
        status=Status.PLANNED,
        optimal=True,
        solve_s=0.02,
        first=MONDAY,
        last=MONDAY + dt.timedelta(days=83),
        season_start=MONDAY,
        sessions=sessions,
        title="Marathon, Sunday 18 April 2027",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def script(exercise: str = "bounding", **fields: object) -> Script:
    return write_scripts([session(exercise, **fields)], BOOK)[0]


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), include_characters="\n\t"), max_size=60
)
doses = st.one_of(
    st.builds(
        Dose,
        sets=st.integers(1, 3),
        reps=st.integers(1, 6),
        work_s=st.integers(1, 60).map(float),
        grade_pct=st.none() | st.integers(1, 15).map(float),
        note=texts.map(str.strip),
    ),
    st.builds(Dose, sets=st.just(1), reps=st.integers(1, 8), work_m=st.integers(10, 200).map(float)),
    st.builds(Dose, sets=st.integers(1, 4), reps=st.integers(1, 12)),
)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """Any session a plan could hold, of any exercise of the book, with any words beside it."""
    exercise = draw(st.sampled_from(sorted(BOOK.exercises)))
    return session(
        exercise,
        day=draw(st.integers(0, 60)),
        dose=draw(doses),
        rest_s=draw(st.none() | st.integers(0, 600)),
        contacts=draw(st.integers(0, 120)),
        beside=draw(texts),
        opener=draw(st.booleans()),
        because=tuple(
            replace(FRESH, text=draw(texts), source=draw(texts)) for _ in range(draw(st.integers(0, 2)))
        ),
    )


def sessions_lists(most: int = 6) -> st.SearchStrategy[list[Session]]:
    return st.lists(sessions(), max_size=most).map(
        lambda made: [replace(each, id=f"{each.exercise}-{place}") for place, each in enumerate(made)]
    )
