"""TCX as recordings: what real exports write, what they leave out, and what damage leaves of them."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.errors import NotARecording, UnreadableInput
from fullstride.domain.recording import Recording, Span
from fullstride.formats import xml_tables
from fullstride.formats.recordings import read_recording_file
from fullstride.formats.tcx import read_tcx

NAMESPACES = (
    'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" '
    'xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"'
)
POINT = (
    "<Trackpoint><Time>{time}</Time><DistanceMeters>{metres}</DistanceMeters><HeartRateBpm><Value>{beats}</Value>"
    "</HeartRateBpm><Extensions><ns3:TPX><ns3:Speed>{speed}</ns3:Speed><ns3:RunCadence>{cadence}</ns3:RunCadence>"
    "</ns3:TPX></Extensions></Trackpoint>\n"
)


def clock(second: float) -> str:
    instant = dt.datetime(2026, 4, 30, 6, 0, tzinfo=dt.UTC) + dt.timedelta(seconds=second)
    return f"{instant:%Y-%m-%dT%H:%M:%S}.{instant.microsecond // 1000:03d}Z"


def point(second: float, **other: object) -> str:
    said = {"metres": 3.0 * second, "beats": 140, "speed": 3.0, "cadence": 85} | other
    return POINT.format(time=clock(second), **said)


def points(first: int, end: int) -> str:
    return "".join(point(second) for second in range(first, end))


def lap(first: int, seconds: float, *tracks: str, trigger: str = "Manual", intensity: str = "Active") -> str:
    inside = "".join(f"<Track>\n{track}</Track>" for track in tracks)
    return (
        f'<Lap StartTime="{clock(first)}"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>'
        f"<DistanceMeters>{3 * seconds}</DistanceMeters><Intensity>{intensity}</Intensity>"
        f"<TriggerMethod>{trigger}</TriggerMethod>{inside}</Lap>\n"
    )


def activity(*laps: str, sport: str = "Running") -> str:
    return (
        f'<Activity Sport="{sport}"><Id>{clock(0)}</Id>{"".join(laps)}<Notes> Six \n strides </Notes>'
        "<Creator><Name>Some Watch</Name></Creator></Activity>"
    )


def tcx(*activities: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase {NAMESPACES}>\n<Activities>'
        f"{''.join(activities)}</Activities></TrainingCenterDatabase>\n"
    ).encode()


def read_one(data: bytes) -> Recording:
    (recording,) = read_tcx(data, "run.tcx")
    return recording


def test_an_activity_is_a_recording_with_its_channels_laps_and_totals() -> None:
    run = read_one(
        tcx(
            activity(
                lap(0, 10, points(0, 10)), lap(10, 5, points(10, 15), trigger="Distance", intensity="Resting")
            )
        )
    )
    assert (run.format, run.sport, run.title, run.device) == ("tcx", "running", "Six strides", "Some Watch")
    assert run.start == dt.datetime(2026, 4, 30, 6, 0, tzinfo=dt.UTC)
    assert run.time_s.tolist() == list(range(15))
    assert set(run.channels) == {"distance_m", "heart_rate_bpm", "speed_mps", "cadence_spm"}
    assert run.channels["cadence_spm"][0] == 170  # the file counts one foot
    assert (run.timer_s, run.distance_m, run.cut, run.pauses) == (15, 45, "", ())
    assert [(each.start_s, each.end_s, each.trigger, each.intensity) for each in run.laps] == [
        (0, 10, "manual", "active"),
        (10, 15, "distance", "rest"),
    ]


def test_cadence_that_counts_both_feet_is_not_doubled() -> None:
    both = "".join(point(second, cadence=172) for second in range(9))
    assert read_one(tcx(activity(lap(0, 9, both)))).channels["cadence_spm"][0] == 172


def test_a_ride_keeps_its_cadence() -> None:
    ride = read_one(tcx(activity(lap(0, 9, points(0, 9)), sport="Biking")))
    assert (ride.sport, ride.channels["cadence_spm"][0]) == ("cycling", 85)


def test_every_activity_is_a_recording_also_in_a_multisport_session() -> None:
    session = (
        f"<TrainingCenterDatabase {NAMESPACES}><Activities><MultiSportSession><FirstSport>"
        f"{activity(lap(0, 5, points(0, 5)), sport='Biking')}</FirstSport><NextSport>"
        f"{activity(lap(5, 5, points(5, 10)))}</NextSport></MultiSportSession>"
        "</Activities></TrainingCenterDatabase>"
    )
    assert [(each.sport, len(each)) for each in read_tcx(session.encode(), "x")] == [
        ("cycling", 5),
        ("running", 5),
    ]


def test_a_stop_between_two_tracks_of_a_lap_is_a_pause() -> None:
    run = read_one(tcx(activity(lap(0, 20, points(0, 10), points(70, 80)))))
    assert run.pauses == (Span(start_s=9, end_s=70),)


def test_a_gap_is_a_pause_only_where_the_lap_counts_less_time_than_it_lasted() -> None:
    paused = read_one(tcx(activity(lap(0, 20, points(0, 10) + points(70, 80)))))
    running = read_one(tcx(activity(lap(0, 79, points(0, 10) + points(70, 80)))))
    assert (paused.pauses, running.pauses) == ((Span(start_s=9, end_s=70),), ())


def test_a_lap_is_where_its_points_are_when_its_start_leaves_pauses_out() -> None:
    run = read_one(tcx(activity(lap(0, 20, points(0, 10) + points(110, 120)), lap(20, 10, points(120, 130)))))
    assert [(each.start_s, each.end_s) for each in run.laps] == [(0, 120), (120, 130)]
    assert run.pauses == (Span(start_s=9, end_s=110),)


def test_points_with_nothing_but_a_time_stay_and_points_without_one_go() -> None:
    bare = f"<Trackpoint><Time>{clock(5)}</Time></Trackpoint>"
    bare += "<Trackpoint><AltitudeMeters>1</AltitudeMeters></Trackpoint>"
    run = read_one(tcx(activity(lap(0, 9, points(0, 5) + bare + points(6, 9)))))
    assert len(run) == 9
    assert np.isnan(run.channels["speed_mps"]).nonzero()[0].tolist() == [5]


def test_unknown_extensions_are_carried_by_their_name_whatever_the_prefix() -> None:
    odd = point(0).replace("<ns3:Speed>", "<q:Balance>51.5</q:Balance><ns3:Speed>")
    run = read_one(tcx(activity(lap(0, 9, odd + points(1, 5)))))
    assert run.extra["Balance"][0] == 51.5 and np.isnan(run.extra["Balance"][1:]).all()


def test_numbers_that_cannot_be_are_not_numbers() -> None:
    odd = "".join(
        point(second, speed=speed, beats=beats)
        for second, (speed, beats) in enumerate(
            [("1e999", 0), ("-3", 900), ("nan", "x"), ("inf", ""), ("3.5", 150)]
        )
    )
    channels = read_one(tcx(activity(lap(0, 9, odd)))).channels
    assert np.isnan(channels["speed_mps"]).tolist() == [True] * 4 + [False]
    assert np.isnan(channels["heart_rate_bpm"]).tolist() == [True] * 4 + [False]


def test_times_that_go_back_are_kept_as_recorded() -> None:
    run = read_one(tcx(activity(lap(0, 9, points(0, 5) + points(2, 4)))))
    assert run.time_s.tolist() == [0, 1, 2, 3, 4, 2, 3]


def test_zones_and_fractions_are_read() -> None:
    data = tcx(activity(lap(0, 3, point(0) + point(1.25))))
    zoned = data.replace(b"T06:00:00.000Z</T", b"T08:00:00+02:00</T").replace(
        b"T06:00:01.250Z", b"T08:00:01,25+0200"
    )
    run = read_one(zoned)
    assert run.time_s.tolist() == [0, 1.25]
    assert (run.start, run.utc_offset_s) == (dt.datetime(2026, 4, 30, 6, 0, tzinfo=dt.UTC), 7200)


def test_an_activity_of_laps_alone_has_no_points_but_its_totals() -> None:
    run = read_one(tcx(activity(lap(0, 600))))
    assert (len(run), run.timer_s, run.distance_m, run.laps[0].end_s) == (0, 600, 1800, 600)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (tcx(), "holds no activity"),
        (
            tcx().replace(b"Activities", b"Courses").replace(b"><", b"><Course><Lap/></Course><", 1),
            "holds a course",
        ),
        (tcx(activity(lap(0, 9, points(0, 9)))).replace(b"2026-", b"x"), "has no time that can be read"),
        (b"<html><body>log in</body></html>", "begins with <html>"),
        (b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><TrainingCenterDatabase/>', "defines entities"),
        (
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><TrainingCenterDatabase/>',
            "defines entities",
        ),
        (b"<TrainingCenterDatabase>" + b"<a>" * 1000, "holds more, or deeper"),
        (b"<TrainingCenterDatabase><Activ", "breaks off at line 1"),
    ],
)
def test_what_is_no_recording_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableInput, match=r"^run\.tcx") as refused:
        read_tcx(data, "run.tcx")
    assert says in str(refused.value) and "\n" not in str(refused.value)


def test_a_file_that_is_cut_off_keeps_what_stands_before_and_says_where() -> None:
    whole = tcx(activity(lap(0, 90, points(0, 90))))
    run = read_one(whole[: whole.index(clock(80).encode())])
    assert len(run) == 80
    assert run.cut == "breaks off at line 84 (the file is cut off); 1 min 19 s were read"


def test_one_damaged_point_costs_no_other() -> None:
    whole = tcx(activity(lap(0, 90, points(0, 90))))
    place = whole.index(clock(40).encode())
    run = read_one(whole[: place - 3] + b"<" + whole[place - 2 :])
    assert 40 not in run.time_s and len(run) == 89
    assert run.cut.startswith("is damaged at line 44 (") and run.cut.endswith("; 1 min 29 s were read")


def test_careless_characters_cost_nothing() -> None:
    whole = tcx(activity(lap(0, 9, points(0, 9)))).replace(
        b" Six \n strides ", b"Run & fun \x0b caf\xe9 &nbsp;"
    )
    run = read_one(whole)
    assert (len(run), run.cut, run.title) == (9, "", "Run & fun café &nbsp;")


ENCODINGS = ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encoding_makes_no_difference(encoding: str) -> None:
    text = tcx(activity(lap(0, 9, points(0, 9)))).decode().replace("Six", "Fünf")
    assert read_one(text.encode(encoding)).title == "Fünf strides"


def test_a_declared_encoding_is_believed() -> None:
    text = tcx(activity(lap(0, 9, points(0, 9)))).decode().replace("Six", "Fünf")
    latin = text.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert read_one(latin).title == "Fünf strides"


def test_space_before_the_declaration_does_no_harm() -> None:
    assert len(read_one(b"  \n " + tcx(activity(lap(0, 9, points(0, 9)))))) == 9


leaves = st.sampled_from(
    ["1", "-2.5", "1e999", "x", "", " 7 ", "3</a><a>4", "&lt;", "<b/>", "5<!-- - -->6", "<![CDATA[8]]>"]
)
tags = st.sampled_from(["AltitudeMeters", "Cadence", "p:Speed", "Extensions", "ns3:Watts", "Odd"])
spaces = st.sampled_from(["", " ", "\n  ", "<!-- <Trackpoint> -->", "text"])


@st.composite
def odd_points(draw: st.DrawFn) -> str:
    parts = [f"<Time>{clock(draw(st.integers(0, 3000)))}</Time>"] if draw(st.integers(0, 5)) else []
    for tag, leaf in draw(st.lists(st.tuples(tags, leaves), max_size=4)):
        parts.append(f"{draw(spaces)}<{tag}>{leaf}</{tag}>")
    opening = draw(st.sampled_from(["<Trackpoint>", "<Trackpoint a='1' b=\"2\">", "<x:Trackpoint >"]))
    closing = "</x:Trackpoint>" if "x:" in opening else "</Trackpoint>"
    broken = draw(st.sampled_from(["", "", "", "", "", "", "", "<", "</Odd>", "&"]))
    return f"{opening}{''.join(parts)}{broken}{closing}{draw(spaces)}"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(odd_points(), st.integers(1, 4)), max_size=8))
def test_lifting_points_out_changes_nothing(odd: list[tuple[str, int]]) -> None:
    """What the parser alone reads of a file that is whole is what is read with the points lifted out."""
    data = tcx(activity(lap(0, 60, points(0, 3) + "".join(each * count for each, count in odd))))
    swift = read_one(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_tables, "lift", lambda data, point: None)
        careful = read_one(data)
    if swift.cut:  # lifted points behind the damage are kept; the parser stops before it
        assert careful.cut and len(careful) <= len(swift) and set(careful.time_s) <= set(swift.time_s)
    else:
        assert_equal(swift, careful)


def assert_equal(one: Recording, other: Recording) -> None:
    assert (one.start, one.laps, one.pauses, one.cut) == (other.start, other.laps, other.pauses, other.cut)
    assert np.array_equal(one.time_s, other.time_s)
    for left, right in ((one.channels, other.channels), (one.extra, other.extra)):
        assert set(left) == set(right)
        assert all(np.array_equal(left[name], right[name], equal_nan=True) for name in left)


def test_lifting_changes_nothing_in_real_files(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = shared_data / "runs" / "no-reps"
    paths = sorted([*runs.glob("*.tcx"), *runs.glob("*.gpx")])
    swift = [read_recording_file(path)[0] for path in paths]
    monkeypatch.setattr(xml_tables, "lift", lambda data, point: None)
    for one, path in zip(swift, paths, strict=True):
        assert_equal(one, read_recording_file(path)[0])


@pytest.mark.parametrize(("run", "other"), [("6782987395", "gpx"), ("6860622783", "tcx")])
def test_the_same_run_is_the_same_from_fit_and_from_text(shared_data: Path, run: str, other: str) -> None:
    runs = shared_data / "runs" / "no-reps"
    (fit,) = read_recording_file(runs / f"sports-alliance__{run}.fit")
    (text,) = read_recording_file(runs / f"sports-alliance__{run}.{other}")
    assert fit.start == text.start and fit.sport == text.sport == "running"
    assert abs(fit.duration_s - text.duration_s) <= 1
    shared = np.intersect1d(fit.time_s, text.time_s)
    assert len(shared) > 0.99 * len(fit)
    mine, yours = (np.searchsorted(each.time_s, shared) for each in (fit, text))
    near = {"latitude_deg": 1e-7, "longitude_deg": 1e-7, "altitude_m": 0.1, "heart_rate_bpm": 0.1}
    near |= {"distance_m": 0.01, "speed_mps": 1e-3, "cadence_spm": 2.1}
    for name in set(near) & set(fit.channels) & set(text.channels):
        apart = np.abs(fit.channels[name][mine] - text.channels[name][yours])
        assert np.nanpercentile(apart, 99) <= near[name], name
    if other == "tcx":
        assert (fit.distance_m, fit.timer_s, fit.pauses) == (text.distance_m, text.timer_s, text.pauses)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_file_it_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(tcx(activity(lap(0, 20, points(0, 10), points(40, 50)))))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(whole)))
        with_what = data.draw(
            st.sampled_from([b"", b"<", b">", b"&", b"\0", b"\xff", b"-1e999", b"</Track>", b"<?points 0?>"])
        )
        whole[at : at + data.draw(st.integers(0, 60))] = with_what
    try:
        found = read_tcx(bytes(whole), "run.tcx")
    except UnreadableInput as refused:
        assert str(refused).startswith("run.tcx") and "\n" not in str(refused)
        return
    for run in found:
        assert run.start is not None and np.isfinite(run.time_s).all()
        assert all(len(values) == len(run) for values in (*run.channels.values(), *run.extra.values()))


@pytest.mark.parametrize("kind", ["Course", "Workout"])
def test_what_was_planned_is_a_sound_file_and_no_recording(kind: str) -> None:
    inside = f"<{kind}s><{kind}><Name>x</Name></{kind}></{kind}s>"
    with pytest.raises(NotARecording):
        read_tcx(f"<TrainingCenterDatabase>{inside}</TrainingCenterDatabase>".encode(), "a.tcx")
