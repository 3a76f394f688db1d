"""GPX as recordings: 1.0 and 1.1, every maker's extensions, and what is no recording."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.recording import Recording, Span
from fullstride.formats.gpx import read_gpx


def clock(second: int) -> str:
    return (
        f"{dt.datetime(2026, 4, 30, 6, 0, tzinfo=dt.UTC) + dt.timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}"
    )


def point(second: int, inside: str = "", lat: object = 47.5, lon: object = 8.5) -> str:
    return f'<trkpt lat="{lat}" lon="{lon}"><ele>400</ele><time>{clock(second)}</time>{inside}</trkpt>\n'


def points(first: int, end: int, inside: str = "") -> str:
    return "".join(point(second, inside) for second in range(first, end))


def track(*segments: str, kind: str = "running", name: str = "Morning") -> str:
    inside = "".join(f"<trkseg>\n{segment}</trkseg>" for segment in segments)
    return f"<trk><name>{name}</name><type>{kind}</type>{inside}</trk>"


def gpx(*tracks: str, version: str = "1.1") -> bytes:
    space = f"http://www.topografix.com/GPX/{version.replace('.', '/')}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<gpx creator="A watch" version="{version}" xmlns="{space}">'
        f"<metadata><name>Not the title</name><time>{clock(0)}</time></metadata>{''.join(tracks)}</gpx>"
    ).encode()


def read_one(data: bytes) -> Recording:
    (recording,) = read_gpx(data, "run.gpx")
    return recording


def test_a_track_is_a_recording() -> None:
    run = read_one(gpx(track(points(0, 9))))
    assert (run.format, run.sport, run.title, run.device) == ("gpx", "running", "Morning", "A watch")
    assert run.start == dt.datetime(2026, 4, 30, 6, 0, tzinfo=dt.UTC)
    assert run.time_s.tolist() == list(range(9))
    assert {name: values[0] for name, values in run.channels.items()} == {
        "latitude_deg": 47.5,
        "longitude_deg": 8.5,
        "altitude_m": 400,
    }


def test_every_track_is_a_recording_of_its_own() -> None:
    assert [len(each) for each in read_gpx(gpx(track(points(0, 5)), track(points(9, 12))), "x")] == [5, 3]


def test_the_time_between_two_segments_is_a_pause() -> None:
    run = read_one(gpx(track(points(0, 5), "", points(60, 65))))
    assert run.pauses == (Span(start_s=4, end_s=60),)


@pytest.mark.parametrize(
    ("extension", "channel", "value"),
    [
        ("<ns3:TrackPointExtension><ns3:hr>150</ns3:hr></ns3:TrackPointExtension>", "heart_rate_bpm", 150),
        (
            "<gpxtpx:TrackPointExtension><gpxtpx:cad>85</gpxtpx:cad></gpxtpx:TrackPointExtension>",
            "cadence_spm",
            170,
        ),
        ("<gpxdata:cadence>85</gpxdata:cadence>", "cadence_spm", 170),
        ("<gpxdata:hr>150</gpxdata:hr>", "heart_rate_bpm", 150),
        ("<gpxtpx:atemp>21.5</gpxtpx:atemp>", "temperature_c", 21.5),
        ("<power>250</power>", "power_w", 250),
        ("<speed>3.25</speed>", "speed_mps", 3.25),
        ("<heartrate>150</heartrate>", "heart_rate_bpm", 150),
        (
            "<speed>3.25</speed><course>90</course><hAcc>4.5</hAcc><vAcc>3</vAcc>",
            "horizontal_accuracy_m",
            4.5,
        ),
    ],
)
def test_extensions_are_known_by_tag_even_without_a_declared_prefix(
    extension: str, channel: str, value: float
) -> None:
    run = read_one(gpx(track(points(0, 9, f"<extensions>{extension}</extensions>"))))
    assert run.channels[channel].tolist() == [value] * 9 and run.cut == ""


def test_what_has_no_channel_keeps_its_own_name() -> None:
    run = read_one(gpx(track(points(0, 9, "<hdop>1.5</hdop><extensions><course>90</course></extensions>"))))
    assert {name: values[0] for name, values in run.extra.items()} == {"hdop": 1.5, "course": 90}


def test_gpx_1_0_has_its_speed_outside_extensions() -> None:
    run = read_one(gpx(track(points(0, 9, "<course>1</course><speed>2.5</speed>")), version="1.0"))
    assert run.channels["speed_mps"][0] == 2.5


def test_a_distance_since_the_point_before_is_no_distance_since_the_start() -> None:
    steps = "".join(point(second, f"<distance>{3 + second % 2}</distance>") for second in range(9))
    total = "".join(point(second, f"<distance>{3 * second}</distance>") for second in range(9))
    assert "distance_m" not in read_one(gpx(track(steps))).channels
    assert read_one(gpx(track(total))).channels["distance_m"][-1] == 24


@pytest.mark.parametrize(
    ("said", "sport", "sub_sport"),
    [
        ("Running", "running", ""),
        ("running", "running", ""),
        ("Run", "running", ""),
        ("9", "running", ""),
        ("1", "cycling", ""),
        ("trail_running", "running", "trail"),
        ("TrailRun", "running", "trail"),
        ("VIRTUAL RUN", "running", "virtual"),
        ("treadmill_running", "running", "treadmill"),
        ("Biking", "cycling", ""),
        ("Nordic Ski", "nordic_ski", ""),
        ("Other", "", ""),
        ("77", "", ""),
        ("", "", ""),
    ],
)
def test_the_sport_is_read_as_makers_write_it(said: str, sport: str, sub_sport: str) -> None:
    run = read_one(gpx(track(points(0, 2), kind=said)))
    assert (run.sport, run.sub_sport) == (sport, sub_sport)


def test_times_without_a_zone_are_utc_and_zones_are_kept() -> None:
    bare = read_one(gpx(track(points(0, 3))).replace(b"00Z</time><", b"00</time><"))
    ahead = read_one(
        gpx(track(points(0, 3))).replace(b"T06:", b"T11:").replace(b"Z</time>", b".5+05:30</time>")
    )
    assert bare.start == dt.datetime(2026, 4, 30, 6, 0, tzinfo=dt.UTC)
    assert ahead.start == dt.datetime(2026, 4, 30, 5, 30, 0, 500_000, tzinfo=dt.UTC)
    assert (bare.utc_offset_s, ahead.utc_offset_s) == (None, 19_800)


@pytest.mark.parametrize("place", [("900", "8"), ("47", "-181"), ("nan", "8"), ("47", "1e999"), ("", "8")])
def test_a_place_that_is_nowhere_is_none(place: tuple[str, str]) -> None:
    run = read_one(gpx(track(points(0, 3) + point(3, lat=place[0], lon=place[1]))))
    assert np.isnan(run.channels["latitude_deg"]).tolist() == [False] * 3 + [True]
    assert np.isnan(run.channels["longitude_deg"]).tolist() == [False] * 3 + [True]


def test_a_name_may_be_character_data_and_points_in_comments_are_none() -> None:
    odd = gpx(track(points(0, 3), name="<![CDATA[Six <strides>]]>"), f"<!-- {track(points(50, 60))} -->")
    run = read_one(odd)
    assert (run.title, len(run)) == ("Six <strides>", 3)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html><html><head></head></html>", "begins with <html>"),
        (gpx(), "holds no track"),
        (gpx("<rte><rtept lat='1' lon='2'/></rte>"), "holds no track"),
        (gpx(track(points(0, 9))).replace(b"2026", b"0001"), "none between 1970 and 2200"),
        (gpx(track('<trkpt lat="1" lon="2"/>')), "has no times, so it is a route"),
        (gpx(track("x" * 33_000_000)), "longer than any recording"),
        (gpx(f"<!-- {'-' * 33_000_000} -->"), "longer than any recording"),
    ],
)
def test_what_is_no_recording_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableInput, match=r"^run\.gpx") as refused:
        read_gpx(data, "run.gpx")
    assert says in str(refused.value) and "\n" not in str(refused.value)


def test_marks_that_stand_in_the_file_itself_are_no_points() -> None:
    own = gpx(track(points(0, 5) + "<?points 0?><?points 7?>" + points(5, 9)))
    assert len(read_one(own)) == 9
    swallowed = own.replace(b"</trkpt>", b"</trkpt><?x <", 1)  # up to the first mark's end
    assert len(read_one(swallowed)) == 5


def test_a_document_type_alone_does_no_harm() -> None:
    typed = gpx(track(points(0, 9))).replace(
        b"<gpx", b'<!DOCTYPE gpx SYSTEM "http://example.org/x.dtd"><gpx', 1
    )
    assert len(read_one(typed)) == 9


@settings(max_examples=100)
@given(st.integers(0, 2000))
def test_wherever_a_file_is_cut_the_points_before_are_kept(at: int) -> None:
    whole = gpx(track(points(0, 20)))
    before = whole[:at].count(b"</trkpt>")
    if not before:
        with pytest.raises(UnreadableInput):
            read_gpx(whole[:at], "run.gpx")
        return
    run = read_one(whole[:at])
    assert len(run) == before and (at >= len(whole)) == (run.cut == "")


@settings(max_examples=100)
@given(st.integers(300, 1900), st.integers(0, 255))
def test_a_flipped_byte_costs_at_most_the_point_it_is_in(at: int, value: int) -> None:
    whole = bytearray(gpx(track(points(0, 20))))
    first, last = whole.index(b"<trkpt"), whole.rindex(b"</trkpt>")
    whole[first + at % (last - first)] = value
    try:
        run = read_one(bytes(whole))
    except UnreadableInput:
        assert at % (last - first) < 100  # the first point is where the shape is learnt
        return
    assert len(run) >= 18
