"""Apple Health exports: every workout that can be measured becomes a recording, the list is walked twice."""

import datetime as dt
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.recording import Lap, Recording, Span
from fullstride.formats.apple_values import instant
from fullstride.formats.archives import Member, Skipped, members, read_member
from made_archives import (
    UTC,
    apple_list,
    apple_route,
    apple_sample,
    apple_time,
    apple_workout,
    gpx,
    unpacked,
    zipped,
)

START = dt.datetime(2026, 4, 30, 5, 12, tzinfo=UTC)
FILE = "route_2026-04-30_7.12am.gpx"
LIST = "apple_health_export/export.xml"
ROUTE = f"apple_health_export/workout-routes/{FILE}"


def exported(tmp_path: Path, *elements: str, routes: int = 60, name: str = LIST, **more: str) -> Path:
    files = {
        name: apple_list(*elements, **more),
        "apple_health_export/export_cda.xml": b"<ClinicalDocument/>",
    }
    if routes:
        files[ROUTE] = gpx(routes, START)
    path = tmp_path / "export.zip"
    path.write_bytes(zipped(files))
    return path


def read(path: Path) -> tuple[list[Recording], list[Skipped]]:
    found = list(members(path))
    return (
        [each for member in found if isinstance(member, Member) for each in read_member(member)],
        [each for each in found if isinstance(each, Skipped) and not each.harmless],
    )


def speeds(seconds: int, start_s: int = 0, kind: str = "RunningSpeed", unit: str = "km/hr") -> list[str]:
    """A sample over every three seconds: 10.8 km/h, and 0.1 more each time."""
    return [
        apple_sample(kind, unit, 10.8 + each / 30, start_s + each, start_s + each + 3)
        for each in range(0, seconds, 3)
    ]


def test_a_run_has_its_route_and_the_samples_at_the_route_s_times(tmp_path: Path) -> None:
    path = exported(
        tmp_path,
        *speeds(60),
        *(apple_sample("HeartRate", "count/min", 120 + each, each) for each in range(0, 60, 5)),
        apple_sample("StepCount", "count", 15, 10, 15),
        apple_sample("RunningPower", "W", 250, 10, 12),
        apple_sample("RunningGroundContactTime", "ms", 240, 10, 12),
        apple_sample("RunningVerticalOscillation", "cm", 8.5, 10, 12),
        apple_sample("RunningStrideLength", "m", 1.1, 10, 12),
        apple_sample("HeartRate", "count/min", 60, 4000),  # after the run
        apple_sample("BodyMass", "kg", 70, 10),
        apple_workout(apple_route(FILE), more='totalDistance="2.5" totalDistanceUnit="km"'),
    )
    (run,), skipped = read(path)
    assert not skipped
    assert (run.format, run.sport, run.start, len(run)) == ("apple", "running", START, 60)
    assert run.device == "Apple Watch (Watch6,2)"
    assert (run.distance_m, run.elapsed_s, run.timer_s, run.utc_offset_s) == (2500.0, 600.0, 600.0, 7200)
    fast = run.channels["speed_mps"] * 3.6
    assert np.flatnonzero(np.isfinite(fast)).tolist() == list(range(1, 60, 3))  # the second of each three
    assert np.allclose(fast[[1, 4, 7]], [10.8, 10.9, 11.0], atol=1e-4)
    heart = run.channels["heart_rate_bpm"]
    assert heart[0] == 120 and heart[5] == 125 and np.isnan(heart[1]) and np.isfinite(heart).sum() == 12
    assert np.flatnonzero(run.channels["cadence_spm"] == 180).tolist() == [12]
    assert run.channels["power_w"][11] == 250 and run.channels["contact_time_ms"][11] == 240
    assert run.channels["vertical_oscillation_mm"][11] == pytest.approx(85)
    assert run.channels["step_length_mm"][11] == pytest.approx(1100)
    assert np.isfinite(run.channels["latitude_deg"]).all()


def test_statistics_of_newer_exports_and_laps_pauses_and_the_zone_are_read(tmp_path: Path) -> None:
    event = '<WorkoutEvent type="HKWorkoutEventType{}" date="{}" {}/>'
    workout = apple_workout(
        '<MetadataEntry key="HKTimeZone" value="America/New_York"/>',
        event.format("Pause", apple_time(100), ""),
        event.format("Resume", apple_time(130), ""),
        event.format("Lap", apple_time(0), 'duration="1.5" durationUnit="min"'),
        event.format("Lap", apple_time(90), 'duration="2" durationUnit="min"'),
        event.format("Segment", apple_time(0), 'duration="5" durationUnit="min"'),
        event.format("Segment", apple_time(0), 'duration="8.2" durationUnit="min"'),
        '<WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="1.5" unit="mi"/>',
        f'<WorkoutActivity uuid="A">{event.format("Lap", apple_time(50), "")}</WorkoutActivity>',
        apple_route(FILE),
    )
    (run,), _ = read(exported(tmp_path, workout))
    assert run.distance_m == pytest.approx(2414.016)
    assert run.pauses == (Span(start_s=100, end_s=130),)
    assert run.laps == (Lap(start_s=0, end_s=90), Lap(start_s=90, end_s=210))
    assert run.utc_offset_s == -4 * 3600


def test_a_route_that_starts_late_shifts_what_the_list_says(tmp_path: Path) -> None:
    lap = (
        f'<WorkoutEvent type="HKWorkoutEventTypeLap" date="{apple_time(0)}" duration="1" durationUnit="min"/>'
    )
    path = exported(
        tmp_path,
        apple_sample("HeartRate", "count/min", 150, 0),
        apple_workout(lap, apple_route(FILE), start_s=-10),
    )
    (run,), _ = read(path)
    assert run.start == START and run.laps == (Lap(start_s=0, end_s=60),)
    assert run.channels["heart_rate_bpm"][0] == 150


def test_a_speed_in_the_route_stands_and_the_watch_s_is_kept_beside_it(tmp_path: Path) -> None:
    route = gpx(60, START, "<extensions><speed>2.5</speed><hAcc>4</hAcc></extensions>")
    files = {LIST: apple_list(*speeds(60), apple_workout(apple_route(FILE))), ROUTE: route}
    (run,), _ = read(unpacked(tmp_path, files))
    assert np.allclose(run.channels["speed_mps"], 2.5)
    assert run.extra["watch_speed_mps"][1] == pytest.approx(3.0)


def test_a_treadmill_run_has_the_times_of_its_speeds(tmp_path: Path) -> None:
    indoor = '<MetadataEntry key="HKIndoorWorkout" value="1"/>'
    (run,), skipped = read(exported(tmp_path, *speeds(300, 5), apple_workout(indoor), routes=0))
    assert not skipped and (run.sport, run.sub_sport, len(run)) == ("running", "treadmill", 100)
    assert run.start == START + dt.timedelta(seconds=6.5) and run.time_s[1] == 3
    assert np.isfinite(run.channels["speed_mps"]).all()


def test_distances_alone_make_a_recording_and_only_one_source_counts(tmp_path: Path) -> None:
    walked = [apple_sample("DistanceWalkingRunning", "km", 0.01, each, each + 3) for each in range(0, 90, 3)]
    phone = [apple_sample("DistanceWalkingRunning", "km", 0.5, each, each + 1, "Phone") for each in range(90)]
    (run,), _ = read(exported(tmp_path, *walked, *phone, apple_workout(), routes=0))
    assert run.channels["distance_m"][0] == 0
    assert run.channels["distance_m"][-1] == pytest.approx(300)
    assert run.time_s[-1] == 90


def test_workouts_of_other_sports_are_listed_with_their_sport_and_the_empty_ones_counted(
    tmp_path: Path,
) -> None:
    path = exported(
        tmp_path,
        apple_workout(apple_route(FILE), kind="Cycling"),
        apple_workout(kind="TraditionalStrengthTraining", start_s=9000, end_s=9600),
        apple_workout(start_s=20000, end_s=20600),
    )
    found = list(members(path))
    (ride,) = [each for each in found if isinstance(each, Member)]
    assert (ride.sport, ride.start) == ("cycling", START) and read_member(ride)[0].sport == "cycling"
    why = {each.harmless: each.why for each in found if isinstance(each, Skipped)}
    assert why[False] == "holds neither route nor speeds of workout 3 (2026-04-30 12:45)"
    assert any("traditional strength training 1" in each.why for each in found if isinstance(each, Skipped))


def test_a_route_no_workout_names_is_read_on_its_own_and_one_that_is_missing_is_said(tmp_path: Path) -> None:
    path = exported(tmp_path, apple_workout(apple_route("elsewhere.gpx")))
    found, skipped = read(path)
    assert [each.format for each in found] == ["gpx"]
    assert any("elsewhere.gpx" in each.why for each in skipped)


def test_a_route_reference_cannot_leave_the_export(tmp_path: Path) -> None:
    unpacked(
        tmp_path,
        {"secret.gpx": gpx(9), "x/export.xml": apple_list(apple_workout(apple_route("../../secret.gpx")))},
    )
    found = [each for each in members(tmp_path / "x") if isinstance(each, Member)]
    assert not found


@pytest.mark.parametrize("form", ["zip", "zip in zip", "folder", "file", "other name"])
def test_zip_folder_and_the_list_itself_give_the_same(tmp_path: Path, form: str) -> None:
    name = "apple_health_export/Exportación.XML" if form == "other name" else LIST
    files = {name: apple_list(*speeds(60), apple_workout(apple_route(FILE))), ROUTE: gpx(60, START)}
    path = tmp_path / "it"
    if form == "folder":
        unpacked(path, files)
    elif form == "file":
        path = unpacked(path, files) / LIST
    else:
        path.write_bytes(zipped({"in.zip": zipped(files)} if form == "zip in zip" else files))
    (run,), skipped = read(path)
    assert (len(run), run.format, skipped) == (60, "apple", [])


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE HealthData [<!ATTLIST Broken ]]>",  # as some versions of iOS write it
        '<!DOCTYPE HealthData [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE HealthData SYSTEM "file:///etc/hostname">',
        " ",
    ],
)
def test_the_document_type_is_never_believed(tmp_path: Path, doctype: str) -> None:
    path = exported(tmp_path, "&b;", *speeds(60), apple_workout(apple_route(FILE)), doctype=doctype)
    (run,), _ = read(path)
    assert run.channels["speed_mps"][1] == pytest.approx(3.0)


def test_a_list_that_breaks_off_keeps_the_workouts_before(tmp_path: Path) -> None:
    path = exported(
        tmp_path,
        *speeds(60),
        apple_workout(apple_route(FILE)),
        '<Workout workoutActivityType="HKWorkoutActivityTypeRunning" startDa',
        end="",
    )
    (run,), (skipped,) = read(path)
    assert len(run) == 60
    assert "before its end; 1 workout was read" in skipped.why


def test_elements_without_end_end_the_list(tmp_path: Path) -> None:
    path = exported(tmp_path, *speeds(60), apple_workout(apple_route(FILE)), "<a>" * 100_000)
    (run,), (skipped,) = read(path)
    assert len(run) == 60 and "before its end" in skipped.why


def test_a_zip_that_breaks_off_within_the_list_keeps_the_routes(tmp_path: Path) -> None:
    noise = [
        apple_sample("HeartRate", "count/min", 60 + each * 7919 % 97, each * 7) for each in range(30_000)
    ]
    whole = zipped({ROUTE: gpx(60, START), LIST: apple_list(*noise, apple_workout(apple_route(FILE)))})
    (tmp_path / "export.zip").write_bytes(whole[: len(whole) // 2])
    found, skipped = read(tmp_path / "export.zip")
    assert [len(each) for each in found] == [60]
    assert any("was cut off" in each.why for each in skipped) and any(
        "before its end" in each.why for each in skipped
    )


def test_an_unreadable_route_leaves_what_the_watch_measured(tmp_path: Path) -> None:
    files = {LIST: apple_list(*speeds(60), apple_workout(apple_route(FILE))), ROUTE: b"<html>"}
    (run,), _ = read(unpacked(tmp_path / "a", files))
    assert len(run) == 20 and "route that can't be read" in run.cut
    files[LIST] = apple_list(apple_workout(apple_route(FILE)))
    with pytest.raises(UnreadableInput):
        read(unpacked(tmp_path / "b", files))


def test_many_workouts_have_names_of_their_own_and_stay_small(tmp_path: Path) -> None:
    runs = range(40)
    path = exported(
        tmp_path,
        *(each for run in runs for each in speeds(60, run * 700)),
        *(apple_workout(start_s=run * 700, end_s=run * 700 + 600) for run in runs),
        routes=0,
    )
    found = [each for each in members(path) if isinstance(each, Member)]
    assert len({each.name for each in found}) == len(runs)
    assert found[3].name.endswith("export.xml, workout 4")
    assert max(len(pickle.dumps(each)) for each in found) < 5000
    assert all(len(read_member(pickle.loads(pickle.dumps(each)))[0]) == 20 for each in found)


def test_the_list_is_never_held_whole(tmp_path: Path) -> None:
    """Memory stays flat in the size of the list: 24 MB of it pass, and 10 at most are held."""
    import tracemalloc

    path = tmp_path / "export.zip"
    later = "\n".join(
        apple_sample("HeartRate", "count/min", each * 7919 % 97, 5000 + each) for each in range(4000)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open(LIST, "w") as file:
        file.write(apple_list(*speeds(60), end=""))
        for _ in range(24_000_000 // len(later)):
            file.write(later.encode())
        file.write(apple_workout().encode() + b"</HealthData>")
    tracemalloc.start()
    (run,), _ = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(run) == 20 and peak < 10_000_000


def test_instants_are_aware_or_none() -> None:
    assert instant("2026-04-30 07:12:00 +0200") == START
    assert instant("2026-04-30 07:12:00") is None and instant("soon") is None


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=20)), min_size=1, max_size=6),
    st.floats(0.2, 1),
)
def test_a_mutated_list_gives_recordings_or_sentences(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[float, bytes]], keep: float
) -> None:
    whole = bytearray(
        apple_list(*speeds(30), apple_workout(apple_route(FILE)), apple_workout(start_s=900, end_s=999))
    )
    for place, value in changes:
        at = int(place * (len(whole) - 1))
        whole[at : at + len(value)] = value
    folder = tmp_path_factory.mktemp("mutated")
    files = {
        "x/export.xml": bytes(whole[: int(keep * len(whole))]),
        f"x/workout-routes/{FILE}": gpx(9, START),
    }
    for member in members(unpacked(folder, files)):
        if isinstance(member, Member):
            try:
                assert read_member(member)
            except UnreadableInput as error:
                assert error.reason
