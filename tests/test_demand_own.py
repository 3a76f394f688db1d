"""Max-effort work that a calendar already holds is found, counted, and not mistaken for other work."""

import pytest

from fullstride.domain.calendar import Demand
from fullstride.plan.reading import read_title
from fullstride.rules.lexicon import packaged

FOUND = {
    "8 x 100 m strides": [("strides", 8, 0)],
    "Easy 5 mi + strides": [("strides", None, 0)],
    "Easy run, 4-6 strides": [("strides", 4, 0)],
    "General aerobic + speed 8 mi": [("strides", None, 0)],
    "Recovery + speed 6 mi with 6 x 100 m strides": [("strides", 6, 0)],
    "6 × 10 sec hill sprints + 8 × 100 m strides": [("hill_sprints", 6, 0), ("strides", 8, 0)],
    "Easy 40 min, 6 x 20 s hills": [("hill_sprints", 6, 0)],
    "8 x 12 s steep hill": [("hill_sprints", 8, 0)],
    "45 min locker + Steigerungslauf": [("strides", None, 0)],
    "Dauerlauf 8 km, 5 Steigerungen": [("strides", 5, 0)],
    "Footing + 6 lignes droites": [("strides", 6, 0)],
    "Bergsprints 8 x 10 s": [("hill_sprints", 8, 0)],
    "Strides: 6 x 100 m": [("strides", 6, 0)],
    "HIIT class": [("circuit", None, 60)],
    "Plyo": [("circuit", None, 60)],
    "Bootcamp with Jo": [("circuit", None, 60)],
    "Bounding 3 x 30 m": [("bounding", 3, 48)],
    "Easy run + 4 x 30 m bounding": [("bounding", 4, 64)],
    "Hill bounding": [("hill_bounding", None, 48)],
    "Squat jumps": [("squat_jumps", None, 45)],
    "Bounding 4 x 20 m": [("bounding", 4, 42)],
    "Squat jumps 3 x 12": [("squat_jumps", 3, 36)],
    "3 x 15 s squat jumps": [("squat_jumps", 3, 45)],
    "Track: flying 30s": [("flat_sprints", None, 0)],
    "Gym": [("dynamic_strength", None, 0)],
    "Krafttraining": [("dynamic_strength", None, 0)],
}

NOT_FOUND = (
    "Hill repeats 10 x 60 s",
    "8 x 45 s hill",
    "6 x 800 m",
    "10 km with a sprint finish",
    "Easy run (no strides)",
    "Speed work 10 x 400",
    "Tempo 8 km",
    "Long run",
    "Rest",
    "Jump rope",
)


@pytest.mark.parametrize(("title", "found"), FOUND.items())
def test_own_work_is_found_with_its_reps_and_contacts(
    title: str, found: list[tuple[str, int | None, int]]
) -> None:
    own = read_title(title, packaged()).own
    assert [(work.exercise, work.reps, work.contacts) for work in own] == found


@pytest.mark.parametrize("title", NOT_FOUND)
def test_other_work_is_not_taken_for_it(title: str) -> None:
    assert read_title(title, packaged()).own == ()


def test_hill_repeats_are_hard_and_hill_sprints_beside_an_easy_run_are_strides() -> None:
    assert read_title("Hill repeats 10 x 60 s", packaged()).demand is Demand.HARD
    assert read_title("Easy 40 min, 6 x 20 s hills", packaged()).demand is Demand.STRIDES


def test_own_work_in_the_description_counts_too() -> None:
    own = read_title("Easy 8 km", packaged(), "Finish with 6 x 100 m strides").own
    assert [(work.exercise, work.reps) for work in own] == [("strides", 6)]
