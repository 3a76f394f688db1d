"""One run counts once, whatever files it came in, and the best of them is the one that counts."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.batch.duplicates import Candidate, SameRun
from fullstride.batch.likeness import likeness
from fullstride.domain.recording import Recording

MORNING = 1_750_000_000.0
WAY = (31, 62, 94, 125, 156, 187, 219, 250)
PULSE = (121, 140, 144, 150, 149, 151, 155, 162)
RUN = Candidate(
    file="a.fit",
    content="one",
    format="fit",
    start_s=MORNING,
    duration_s=3600.0,
    distance_m=10_000.0,
    interval_s=1.0,
    channels=8,
    device_speed=True,
    way=WAY,
    pulse=PULSE,
)


def other(**changed: object) -> Candidate:
    return replace(RUN, **{"file": "b.gpx", "content": "two", "format": "gpx"} | changed)  # type: ignore[arg-type]


def found(*candidates: Candidate) -> dict[str, str]:
    return {duplicate.file: duplicate.of for duplicate in SameRun().find(candidates)}


@pytest.mark.parametrize(
    "again",
    [
        other(content="one", start_s=None),
        other(),
        other(start_s=MORNING + 8, duration_s=3590.0, distance_m=10_350.0),
        other(start_s=MORNING + 240, duration_s=3360.0, distance_m=9_500.0),
        other(distance_m=None),
        other(duration_s=700.0, cut=True, distance_m=1_100.0),
        other(start_s=MORNING + 600, duration_s=2900.0, distance_m=8_000.0),
        other(start_s=MORNING + 7200),
        other(start_s=MORNING - 5.5 * 3600 + 2, duration_s=3601.0),
        other(start_s=MORNING + 3600, pulse=()),
        other(start_s=MORNING + 3600, format="fit"),
        other(start_s=MORNING + 3600, way=()),
        other(kind="walking", start_s=MORNING + 1),
    ],
    ids=lambda run: f"{run.start_s}-{run.duration_s:g}-{run.kind}",
)
def test_the_same_run_is_recognised(again: Candidate) -> None:
    assert found(RUN, again) == {"b.gpx": "a.fit"}


@pytest.mark.parametrize(
    "different",
    [
        other(start_s=MORNING + 86_400),
        other(start_s=MORNING + 3700),
        other(start_s=MORNING + 7200, pulse=tuple(beats + 6 for beats in PULSE)),
        other(start_s=MORNING + 7200, way=(20, 50, 80, 125, 160, 190, 219, 250)),
        other(start_s=MORNING + 7200, way=(), pulse=()),
        other(start_s=MORNING + 7200, format="fit", pulse=()),
        other(start_s=MORNING + 7230),
        other(start_s=MORNING + 7200, duration_s=3660.0),
        other(start_s=MORNING + 15 * 3600),
        other(start_s=MORNING - 3000, duration_s=4000.0),
        other(start_s=MORNING - 40_000, duration_s=80_000.0, distance_m=30_000.0),
        other(runner="somebody else"),
        other(start_s=None),
        other(kind="cycling", way=(1, 2, 3, 4, 5, 6, 7, 250), distance_m=30_000.0),
        other(start_s=MORNING + 90, duration_s=60.0),
    ],
    ids=lambda run: f"{run.start_s}-{run.duration_s:g}-{run.runner}",
)
def test_different_runs_are_left_alone(different: Candidate) -> None:
    assert found(RUN, different) == {}


def test_short_reps_recorded_one_by_one_are_different_runs() -> None:
    reps = [other(file=f"{n}", content=f"{n}", start_s=MORNING + 90 * n, duration_s=60.0) for n in range(10)]
    assert found(*reps) == {}


def test_the_same_session_every_day_is_not_one() -> None:
    days = [other(file=f"{n}", content=f"{n}", start_s=MORNING + 86_400 * n) for n in range(300)]
    assert found(*days) == {}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (other(file="z"), other(cut=True, channels=20)),
        (other(file="z"), other(duration_s=2000.0, distance_m=5_600.0, channels=20)),
        (other(file="z", channels=3), other(device_speed=False, channels=12)),
        (other(file="z", channels=9), other(interval_s=0.5)),
        (other(file="z"), other(interval_s=5.0, format="fit")),
        (other(file="z", format="fit"), other(format="tcx", duration_s=3630.0)),
        (other(file="z", format="tcx"), other(format="gpx", duration_s=3630.0)),
        (other(file="z", duration_s=3630.0), other()),
        (other(file="a"), other(file="b")),
    ],
)
def test_the_best_one_is_kept(better: Candidate, worse: Candidate) -> None:
    worse = replace(worse, content="three")
    assert found(better, worse) == found(worse, better) == {worse.file: better.file}


def test_what_equals_a_copy_equals_the_original() -> None:
    begun = other(file="b", content="b", start_s=MORNING + 600, duration_s=3000.0, distance_m=8_300.0)
    later = other(file="c", content="c", start_s=MORNING + 1000, duration_s=3600.0, distance_m=10_000.0)
    assert found(RUN, later) == {}
    assert found(RUN, begun, later) == {"b": "a.fit", "c": "a.fit"}


def test_a_course_is_the_same_by_distance_and_by_positions_though_a_smoothed_speed_is_not() -> None:
    time_s = np.arange(3600.0)
    speed_mps = np.where(time_s % 700 < 200, 5.0, 2.5)
    distance_m = np.cumsum(speed_mps)
    smoothed_mps = np.convolve(speed_mps, np.ones(30) / 30, "same") + np.where(time_s < 1800, 0.3, 0.0)
    watch = Recording(format="fit", time_s=time_s, channels={"distance_m": distance_m})
    phone = Recording(
        format="gpx",
        time_s=time_s,
        channels={
            "speed_mps": smoothed_mps,
            "latitude_deg": 48 + np.degrees(distance_m / 6_371_000.0),
            "longitude_deg": np.full(3600, 11.5),
        },
    )
    assert likeness(watch).way == likeness(phone).way
    still = replace(phone, channels={**phone.channels, "latitude_deg": np.full(3600, 48.0)})
    assert likeness(still).way  # a track without way: the speed it is, then


def test_it_is_said_what_sets_a_copy_apart() -> None:
    copies = [
        other(file="x", content="one"),
        other(file="y", cut=True),
        other(file="z", start_s=MORNING - 7200),
    ]
    said = [duplicate.why for duplicate in SameRun().find([RUN, *copies])]
    assert said == [
        "same run as a.fit, value for value",
        "same run as a.fit, which is complete",
        "same run as a.fit, its clock 2 h behind",
    ]


recorded = st.lists(
    st.builds(
        Candidate,
        file=st.just(""),
        content=st.uuids().map(str),
        runner=st.sampled_from(["", "", "anna"]),
        format=st.sampled_from(["fit", "tcx", "gpx", "other"]),
        kind=st.sampled_from(["run", "run", "cycling"]),
        start_s=st.none() | st.integers(0, 40).map(lambda n: MORNING + 900.0 * n),
        duration_s=st.sampled_from([0.0, 600.0, 3000.0, 3600.0, 3605.0]),
        distance_m=st.none() | st.sampled_from([0.0, 8_000.0, 10_000.0]),
        interval_s=st.none() | st.sampled_from([1.0, 4.0]),
        channels=st.integers(0, 3),
        device_speed=st.booleans(),
        cut=st.booleans(),
        way=st.sampled_from([(), WAY, WAY[::-1]]),
        pulse=st.sampled_from([(), PULSE]),
    ),
    max_size=8,
)
copied = st.lists(st.integers(0, 7), max_size=4)


def named(runs: list[Candidate], copies: list[int]) -> list[Candidate]:
    """Every run in a file of its own, some of them copied value for value."""
    both = [*runs, *(runs[place] for place in copies if place < len(runs))]
    return [replace(run, file=f"{place}") for place, run in enumerate(both)]


@given(recorded, copied, st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing_and_every_group_keeps_one(
    distinct: list[Candidate], copies: list[int], random: Random
) -> None:
    runs = named(distinct, copies)
    shuffled = list(runs)
    random.shuffle(shuffled)
    duplicates = SameRun().find(runs)
    assert SameRun().find(shuffled) == duplicates
    left_out = {duplicate.file for duplicate in duplicates}
    runner = {run.file: run.runner for run in runs}
    for duplicate in duplicates:
        assert duplicate.of not in left_out
        assert runner[duplicate.of] == runner[duplicate.file]
    for runner_, content in {(run.runner, run.content) for run in runs}:
        same = [run for run in runs if (run.runner, run.content) == (runner_, content)]
        assert sum(run.file not in left_out for run in same) <= 1
    assert SameRun().find([run for run in runs if run.file not in left_out]) == ()
