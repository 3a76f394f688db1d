"""Sessions of Polar Flow's export as recordings, in both of its namings."""

import copy
import datetime as dt
import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.recording import Recording, Span
from fullstride.formats.polar import read_polar

SECONDS = 30
NAN = math.nan


def channel(kind: str, values: list[float], interval: int = 1000) -> dict[str, Any]:
    return {"type": kind, "intervalMillis": interval, "values": values}


def exercise(**other: Any) -> dict[str, Any]:
    return {
        "startTime": "2026-04-30T08:00:00",
        "stopTime": "2026-04-30T08:00:40",
        "durationMillis": 30_000,
        "distanceMeters": 90.0,
        "timezoneOffsetMinutes": 120,
        "sport": {"id": "1"},
        "samples": {
            "samples": [
                channel("HEART_RATE", [140.0] * SECONDS),
                channel("SPEED", [NAN, NAN] + [10.8] * (SECONDS - 2)),
                channel("DISTANCE", [3.0 * second for second in range(SECONDS)]),
                channel("ALTITUDE", [0, 0, 0, 0] + [183.0] * (SECONDS - 4)),
                channel("CADENCE", [86.0] * SECONDS),
                channel("FORWARD_ACCELERATION", [0.5] * SECONDS),
            ]
        },
        "routes": {
            "route": {
                "startTime": "2026-04-30T08:00:02",
                "wayPoints": [
                    {
                        "longitude": 8.5,
                        "latitude": 47.5,
                        "altitude": 400.0,
                        "elapsedMillis": 1000 * second + 2,
                    }
                    for second in range(10)
                ],
            }
        },
        "laps": {
            "laps": [
                {"splitTimeMillis": 10_000, "durationMillis": 10_000, "distanceMeters": 30.0},
                {"splitTimeMillis": 30_000, "durationMillis": 20_000, "distanceMeters": 60.0},
            ]
        },
        "pauseTimes": [{"startTime": "2026-04-30T08:00:12", "endTime": "2026-04-30T08:00:22"}],
    } | other


def session(*exercises: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {
        "identifier": {"id": "1"},
        "startTime": "2026-04-30T08:00:00",
        "name": "Six strides",
        "timezoneOffsetMinutes": 120,
        "product": {"modelName": "Polar Vantage M"},
        "exercises": list(exercises),
    } | other


def as_file(said: object) -> bytes:
    return json.dumps(said).encode()


def read_one(data: bytes) -> Recording:
    (recording,) = read_polar(data, "session.json")
    return recording


def test_an_exercise_is_a_recording() -> None:
    run = read_one(as_file(session(exercise())))
    assert (run.format, run.sport, run.title, run.device) == (
        "polar",
        "running",
        "Six strides",
        "Polar Vantage M",
    )
    assert run.start == dt.datetime(2026, 4, 30, 6, 0, tzinfo=dt.UTC) and run.utc_offset_s == 7200
    assert run.time_s.tolist() == list(range(SECONDS))
    assert (run.timer_s, run.elapsed_s, run.distance_m) == (30, 40, 90)
    assert [(lap.start_s, lap.end_s, lap.distance_m, lap.trigger) for lap in run.laps] == [
        (0, 10, 30, "manual"),
        (10, 30, 60, "manual"),
    ]
    assert run.pauses == (Span(start_s=12, end_s=22),)


def test_samples_that_were_not_taken_stay_holes_and_speed_is_in_metres() -> None:
    channels = read_one(as_file(session(exercise()))).channels
    assert np.isnan(channels["speed_mps"]).nonzero()[0].tolist() == [0, 1]
    assert channels["speed_mps"][2] == pytest.approx(3.0)
    assert channels["cadence_spm"][0] == 172
    assert set(channels) >= {"heart_rate_bpm", "distance_m", "latitude_deg", "longitude_deg"}


def test_an_altimeter_that_has_not_settled_has_said_nothing() -> None:
    altitude = read_one(as_file(session(exercise()))).channels["altitude_m"]
    assert np.isnan(altitude).nonzero()[0].tolist() == [0, 1, 2, 3]
    sea = exercise(samples={"samples": [channel("ALTITUDE", [0, 0, 0.5, 1.0])]})
    assert read_one(as_file(session(sea))).channels["altitude_m"].tolist() == [0, 0, 0.5, 1]


def test_the_route_has_a_start_of_its_own() -> None:
    latitude = read_one(as_file(session(exercise()))).channels["latitude_deg"]
    assert np.isfinite(latitude).nonzero()[0].tolist() == list(range(2, 12))


def test_a_route_alone_gives_the_times() -> None:
    run = read_one(as_file(session(exercise(samples={}))))
    assert len(run) == 10 and run.start == dt.datetime(2026, 4, 30, 6, 0, 2, 2000, tzinfo=dt.UTC)


def test_unknown_channels_keep_their_name() -> None:
    assert read_one(as_file(session(exercise()))).extra["FORWARD_ACCELERATION"][0] == 0.5


def test_every_exercise_of_a_session_is_a_recording() -> None:
    ride = exercise(sport={"id": "2"})
    assert [each.sport for each in read_polar(as_file(session(ride, exercise())), "x")] == [
        "cycling",
        "running",
    ]


@pytest.mark.parametrize(
    ("number", "sport"),
    [("1", ("running", "")), ("17", ("running", "treadmill")), ("15", ("strength", "")), ("999", ("", ""))],
)
def test_sports_go_by_number(number: str, sport: tuple[str, str]) -> None:
    run = read_one(as_file(session(exercise(sport={"id": number}))))
    assert (run.sport, run.sub_sport) == sport


def old_session() -> dict[str, Any]:
    times = [f"2019-01-18T17:00:{second:02d}.000" for second in range(SECONDS)]
    return {
        "startTime": times[0],
        "exercises": [
            {
                "startTime": times[0],
                "timezoneOffset": 60,
                "duration": "PT1M30.5S",
                "distance": 300.0,
                "sport": "TRAIL_RUNNING",
                "laps": [{"splitTime": "PT30S", "duration": "PT30S", "distance": 100.0}],
                "samples": {
                    "heartRate": [{"dateTime": time, "value": 150} for time in times],
                    "speed": [{"dateTime": time, "value": 14.4} for time in times[1:]]
                    + [{"dateTime": times[0]}],
                    "recordedRoute": [
                        {"dateTime": t, "longitude": 8.5, "latitude": 47.5, "altitude": 9} for t in times
                    ],
                    "rr": [{"duration": "PT0.5S"}, {"duration": "PT0.45S"}],
                },
            }
        ],
    }


def test_the_older_naming_says_the_same_things() -> None:
    run = read_one(as_file(old_session()))
    assert (run.sport, run.sub_sport, run.timer_s, run.distance_m) == ("running", "trail", 90.5, 300)
    assert run.start == dt.datetime(2019, 1, 18, 16, 0, tzinfo=dt.UTC) and run.utc_offset_s == 3600
    assert (len(run), run.rr_s.tolist(), run.laps[0].end_s) == (SECONDS, [0.5, 0.45], 30)
    assert np.isnan(run.channels["speed_mps"][0]) and run.channels["speed_mps"][1] == pytest.approx(4)
    assert run.channels["altitude_m"][0] == 9


def test_an_exercise_without_samples_keeps_its_totals() -> None:
    run = read_one(as_file(session(exercise(samples={}, routes={}))))
    assert (len(run), run.timer_s, run.distance_m) == (0, 30, 90)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{}", "no training session"),
        (b"[1, 2]", "no training session"),
        (b'{"exercises": []}', "holds no exercise"),
        (b'{"exercises": [{}, 3, null]}', "holds no exercise"),
        (b"{" * 100_000, "no training session"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "no JSON that can be read"),
        (b'{"a": 1' + b"0" * 10_000 + b"}", "no training session"),
        (b"hello", "no JSON that can be read"),
    ],
)
def test_other_json_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableInput, match=r"^session\.json") as refused:
        read_polar(data, "session.json")
    assert says in str(refused.value) and "\n" not in str(refused.value)


def test_a_file_that_is_cut_off_keeps_the_samples_before() -> None:
    whole = as_file(session(exercise()))
    run = read_one(whole[: whole.index(b"ALTITUDE")])
    assert len(run) == SECONDS and {"speed_mps", "distance_m"} <= set(run.channels)
    assert run.cut == "breaks off at line 1; 29 s were read"


ODD = st.sampled_from(
    [None, NAN, math.inf, -1, 1e300, 10**400, "x", "1e999", True, [], {}, [[1]], "2026-99-99T00:00:00"]
)


@settings(max_examples=200)
@given(st.data())
def test_whatever_a_session_says_it_is_read_or_refused(data: st.DataObject) -> None:
    said = data.draw(st.sampled_from([session(exercise()), old_session()]))
    for _ in range(data.draw(st.integers(1, 4))):
        holder: Any = said
        while True:
            places = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            if not places:
                break
            place = data.draw(st.sampled_from(places))
            if isinstance(holder[place], dict | list) and data.draw(st.booleans()):
                holder = holder[place]
                continue
            holder[place] = copy.deepcopy(data.draw(ODD))
            break
    try:
        found = read_polar(as_file(said), "session.json")
    except UnreadableInput as refused:
        assert str(refused).startswith("session.json")
        return
    for run in found:
        assert run.start is not None and np.isfinite(run.time_s).all()
        assert all(len(values) == len(run) for values in (*run.channels.values(), *run.extra.values()))
        assert not any(np.isinf(values).any() for values in (*run.channels.values(), *run.extra.values()))
