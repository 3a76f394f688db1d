"""What is kept of a recording: all of its time, its true bests, its day, whatever was recorded."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.history import BEST_S, BIN_MPS, BINS, OTHER, RUN
from fullstride.domain.recording import Recording
from fullstride.measure.history import local_date, summarise
from fullstride.measure.signal import Cleaning

START = dt.datetime(2026, 12, 1, 7, tzinfo=dt.UTC)


def recorded(speed: object, sport: str = "running", **channels: object) -> Recording:
    values = np.asarray(speed, dtype=float)
    found = {"speed_mps": values} | {name: np.asarray(one, dtype=float) for name, one in channels.items()}
    return Recording(
        format="fit", sport=sport, start=START, time_s=np.arange(len(values), dtype=float), channels=found
    )


def test_an_even_run_is_all_in_one_bin_and_as_fast_over_every_duration() -> None:
    found = summarise(Cleaning().clean(made := recorded(np.full(2000, 3.05))), (), made)
    assert found.kind == RUN and found.moving_s == pytest.approx(2000, abs=2)
    place = int(3.05 / BIN_MPS)
    assert found.bin_s[place] == found.moving_s and len(found.bin_s) == place + 1
    assert found.bin_m[place] == pytest.approx(3.05 * found.moving_s)
    for seconds, best in zip(BEST_S, found.best_mps, strict=True):
        assert best == (pytest.approx(3.05, abs=0.01) if seconds < 2000 else None)


def test_the_best_of_a_duration_is_the_fastest_stretch_of_that_length() -> None:
    speed = np.full(1500, 3.0)
    speed[600:720] = 5.0
    found = summarise(Cleaning().clean(made := recorded(speed)), (), made)
    assert found.best(60) == pytest.approx(5.0, abs=0.02)
    assert found.best(120) == pytest.approx(5.0, abs=0.05)
    assert found.best(180) == pytest.approx((120 * 5 + 60 * 3) / 180, abs=0.05)


def test_downhill_is_no_best_effort() -> None:
    speed = np.full(1500, 3.0)
    speed[600:660] = 6.0
    level, falling = np.full(1500, 100.0), np.full(1500, 100.0)
    falling[600:660] -= np.cumsum(np.full(60, 6.0 * 0.08))
    falling[660:] = falling[659]
    flat = summarise(Cleaning().clean(made := recorded(speed, altitude_m=level)), (), made)
    down = summarise(Cleaning().clean(made := recorded(speed, altitude_m=falling)), (), made)
    assert (flat.best(20) or 0) > 5.8
    assert (down.best(20) or 0) < 5.0


@pytest.mark.parametrize(
    ("sport", "speed", "kind"),
    [
        ("running", 3.0, RUN),
        ("", 3.0, RUN),
        ("trail_running", 3.0, RUN),
        ("Cycling", 8.0, "cycling"),
        ("running", 9.0, OTHER),
        ("", 9.0, OTHER),
    ],
)
def test_a_ride_is_no_run_whatever_it_is_called(sport: str, speed: float, kind: str) -> None:
    made = recorded(np.full(1200, speed), sport=sport)
    assert summarise(Cleaning().clean(made), (), made).kind == kind


@pytest.mark.parametrize(
    ("start", "offset_s", "east_deg", "day"),
    [
        (dt.datetime(2026, 6, 2, 1, tzinfo=dt.UTC), -5 * 3600, None, 1),
        (dt.datetime(2026, 6, 2, 1, tzinfo=dt.UTC), None, -75.0, 1),
        (dt.datetime(2026, 6, 2, 1, tzinfo=dt.UTC), None, None, 2),
        (dt.datetime(2026, 6, 2, 20, tzinfo=dt.UTC), None, 150.0, 3),
        (dt.datetime(2026, 6, 2, 1, tzinfo=dt.timezone(dt.timedelta(hours=9))), None, -75.0, 2),
    ],
)
def test_the_day_is_that_of_the_runners_own_clock(
    start: dt.datetime, offset_s: int | None, east_deg: float | None, day: int
) -> None:
    place = {} if east_deg is None else {"longitude_deg": np.array([np.nan, east_deg])}
    made = Recording(format="fit", start=start, utc_offset_s=offset_s, channels=place)
    assert local_date(made) == dt.date(2026, 6, day)


def test_without_a_clock_there_is_no_day() -> None:
    assert local_date(Recording(format="gpx")) is None


@given(
    st.lists(st.floats(allow_nan=True, allow_infinity=True, width=32), max_size=300),
    st.sampled_from(["running", "", "cycling", "x" * 50]),
)
@settings(max_examples=100, deadline=None)
def test_any_speeds_give_a_whole_summary(speed: list[float], sport: str) -> None:
    made = recorded(speed, sport=sport)
    found = summarise(Cleaning().clean(made), (), made)
    assert len(found.bin_s) == len(found.bin_m) <= BINS
    assert len(found.best_mps) == len(BEST_S)
    told = [*found.bin_s, *found.bin_m, *(best for best in found.best_mps if best is not None)]
    assert all(np.isfinite(value) and value >= 0 for value in told)
    assert found.moving_s == pytest.approx(sum(found.bin_s), abs=0.1)


def test_a_file_that_breaks_off_is_not_as_long_as_it_says() -> None:
    whole = recorded(np.full(200, 3.0))
    told = replace(whole, distance_m=1000.0)
    assert summarise(Cleaning().clean(told), (), told).distance_m == 1000.0
    cut = replace(told, cut="breaks off at line 3")
    assert summarise(Cleaning().clean(cut), (), cut).distance_m == pytest.approx(600, abs=10)
