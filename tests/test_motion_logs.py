"""Motion logs of phones become the same words, whatever app, unit, separator or language wrote them."""

import datetime as dt
import gzip
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion_log import MotionLog
from fullstride.formats.motion_logs import (
    HEAD,
    holds_motion_log,
    is_motion_log,
    read_motion_log,
    read_motion_log_file,
)
from fullstride.formats.sets import read_log_file, read_sets
from made_motion_logs import (
    EPOCH_S,
    HEADERS,
    Dialect,
    G,
    capture,
    phyphox_time,
    sensor_table,
    standing,
    written,
    zipped,
)

TIME_S, AXES = standing()
PULL = np.tile(AXES[:50].mean(axis=0), (len(AXES), 1))
PULL *= G / np.linalg.norm(PULL[0])

dialects = st.builds(
    Dialect,
    separator=st.sampled_from([",", ";", "\t", "|", " "]),
    comma=st.booleans(),
    unit=st.sampled_from(["m/s^2", "m/s²", "g", "mg"]),
    clock=st.sampled_from(["s", "ms", "us", "µs", "ns"]),
    header=st.sampled_from(sorted(HEADERS)),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    quoted=st.booleans(),
    style=st.sampled_from(["{:.9E}", "{:.7f}", "{:.12g}"]),
    epoch=st.booleans(),
    closed=st.booleans(),
)


@settings(max_examples=120)
@given(dialect=dialects)
def test_a_log_is_the_same_in_every_dialect(dialect: Dialect) -> None:
    assume(dialect.encoding != "cp1252" or dialect.header != "cs")
    blanks = dialect.separator == " "
    assume(not blanks or (dialect.header == "short" and not dialect.quoted and not dialect.closed))
    data = written(TIME_S, AXES, dialect)
    log = read_motion_log(data, "log.csv")
    assert is_motion_log(data[:HEAD], "log.csv")
    exactly = 1.1e-3 if dialect.epoch and dialect.clock == "ms" else 3e-6
    np.testing.assert_allclose(log.time_s - log.time_s[0], TIME_S - TIME_S[0], atol=exactly)
    np.testing.assert_allclose(log.acceleration_mps2, AXES, atol=1e-4)
    assert (log.taken, log.cut) == ((), "")
    if dialect.epoch:
        assert log.start is not None
        assert abs(log.start.timestamp() + log.time_s[0] - EPOCH_S - TIME_S[0]) < 1e-3


@pytest.mark.parametrize(("per_s", "unit"), [(1.0, "s"), (1e3, "ms"), (1e6, "µs"), (1e9, "ns")])
@pytest.mark.parametrize(("per_mps2", "shown"), [(1.0, "m/s²"), (1 / G, "g"), (1000 / G, "mg")])
@pytest.mark.parametrize("header", ["t,x,y,z\n", "", "# walk\n@DATA\n"])
def test_units_that_are_not_named_are_told_from_what_a_phone_reads(
    per_s: float, unit: str, per_mps2: float, shown: str, header: str
) -> None:
    rows = np.column_stack([TIME_S * per_s, AXES * per_mps2])
    log = read_motion_log((header + _rows(rows)).encode(), "log.csv")
    np.testing.assert_allclose(log.acceleration_mps2, AXES, atol=1e-3)
    np.testing.assert_allclose(log.time_s, TIME_S, atol=1e-4)
    assert any(shown in said for said in log.taken) and not any("e+" in said for said in log.taken)
    assert unit == "s" or any(unit in said for said in log.taken)


@pytest.mark.parametrize(
    ("header", "factors"),
    [
        ("t (s),x (g),y (g),z (g)", (1, 1)),
        ("t (s),x (m/s^2),y (m/s^2),z (m/s^2)", (1, 1 / G)),
        ("t (s),x (mg),y (mg),z (mg)", (1, 1)),
        ("t (ms),x (m/s²),y (m/s²),z (m/s²)", (1, 1)),
        ("t (s),x (m/s²),y (m/s²),z (m/s²)", (1000, 1)),
    ],
)
def test_a_unit_that_the_values_deny_is_read_right_and_said(
    header: str, factors: tuple[float, float]
) -> None:
    rows = np.column_stack([TIME_S * factors[0], AXES * factors[1]])
    log = read_motion_log(f"{header}\n{_rows(rows)}".encode(), "log.csv")
    np.testing.assert_allclose(log.acceleration_mps2, AXES, atol=1e-3)
    np.testing.assert_allclose(log.time_s, TIME_S, atol=1e-4)
    assert any("say" in said for said in log.taken)


def test_a_log_whose_decimal_points_a_spreadsheet_lost_is_refused() -> None:
    lost = written(TIME_S, AXES, Dialect(separator=";", style="{:.7f}")).replace(b".", b"")
    with pytest.raises(UnreadableInput, match="which no phone measures"):
        read_motion_log(lost, "log.csv")


def test_where_no_unit_shows_the_runner_is_asked() -> None:
    moves = np.column_stack([TIME_S, AXES - PULL])
    with pytest.raises(UnreadableInput, match=r"write the unit into the header"):
        read_motion_log(f"t,x,y,z\n{_rows(moves)}".encode(), "log.csv")
    counted = np.column_stack([np.arange(len(AXES)), AXES])
    with pytest.raises(UnreadableInput, match=r"steps may only count samples"):
        read_motion_log(f"t,x,y,z\n{_rows(counted)}".encode(), "log.csv")


def test_gravity_is_what_the_names_say() -> None:
    rows = _rows(np.column_stack([TIME_S, AXES]))
    for name, gravity in (
        ("Acceleration {}", True),
        ("Linear Acceleration {}", False),
        ("Lineare Beschleunigung {}", False),
        ("{}", None),
        ("userAcceleration.{}", False),
        ("Acceleration (with g) {}", True),
    ):
        header = ",".join(["Time (s)", *(f"{name.format(axis)} (m/s^2)" for axis in "xyz")])
        assert read_motion_log(f"{header}\n{rows}".encode(), "log.csv").gravity is gravity


def test_other_sensors_and_labels_are_left_alone_and_rotation_is_kept() -> None:
    header = "label,t (s),ax (g),ay (g),az (g),gyro_x (deg/s),gyro_y (deg/s),gyro_z (deg/s),Bx,By,Bz,Latitude"
    rows = "".join(
        f"squat jump,{t:.6f},{x / G:.6f},{y / G:.6f},{z / G:.6f},180,90,0,40,1,2,48.1\n"
        for t, (x, y, z) in zip(TIME_S, AXES, strict=True)
    )
    log = read_motion_log(f"{header}\n{rows}".encode(), "log.csv")
    np.testing.assert_allclose(log.acceleration_mps2, AXES, atol=1e-4)
    np.testing.assert_allclose(log.rotation_radps[0], [np.pi, np.pi / 2, 0])


@pytest.mark.parametrize(
    "moments",
    ["2026-04-30T07:12:{s:09.6f}+02:00", "2026-04-30 07:12:{s:09.6f}", "30.04.2026 07:12:{s:09.6f}",
     "4/30/2026 7:12:{s:06.3f} PM", "07:12:{s:09.6f}", "12:{s:09.6f}", "30-Apr-2026 07:12:{s:06.3f}"],
)  # fmt: skip
def test_clocks_may_be_dates_or_times_of_day(moments: str) -> None:
    rows = "".join(f"{moments.format(s=t)};{x};{y};{z}\n" for t, (x, y, z) in zip(TIME_S, AXES, strict=True))
    log = read_motion_log(f"time;x (m/s²);y (m/s²);z (m/s²)\n{rows}".encode(), "log.csv")
    np.testing.assert_allclose(log.time_s - log.time_s[0], TIME_S - TIME_S[0], atol=1.1e-3)
    zoned = "+02:00" in moments
    assert (log.start is not None, log.utc_offset_s) == (zoned, 7200 if zoned else None)


@pytest.mark.parametrize(
    "above",
    [
        "Device: Pixel 7\nRate (Hz),100\n\n",
        "Serial,1,2,3\nRange (g),16,16,16\n",
        "1,2,3,4\n",
        "sep=,\n",
        "# 9.81,9.81,9.81,9.81\n",
    ],
)
def test_what_stands_above_the_header_is_no_row(above: str) -> None:
    plain = written(TIME_S, AXES, Dialect())
    log = read_motion_log(above.encode() + plain, "log.csv")
    _same(log, read_motion_log(plain, "log.csv"))
    assert is_motion_log(above.encode() + plain, "log.csv")


def test_a_gap_of_days_between_two_parts_hides_no_unit() -> None:
    both = np.concatenate([TIME_S, TIME_S + 3 * 86_400])
    for per_s in (1, 1000):
        rows = _rows(np.column_stack([both * per_s, np.concatenate([AXES, AXES])]))
        log = read_motion_log(f"t,x (m/s²),y (m/s²),z (m/s²)\n{rows}".encode(), "log.csv")
        np.testing.assert_allclose(log.time_s, both, atol=1e-3)


def test_a_phyphox_zip_knows_its_start_its_phone_its_pauses_and_its_rotation() -> None:
    dialect = Dialect(separator=";", comma=True, quoted=False)
    moves = written(TIME_S, AXES, dialect)
    files = {
        "Accelerometer.csv": moves,
        "Gyroscope.csv": moves.replace(b"Acceleration", b"Gyroscope").replace(b"m/s^2", b"rad/s"),
        "meta/device.csv": b'"property";"value"\n"deviceModel";"Pixel 7"\n"deviceManufacturer";"Google"\n',
        "meta/time.csv": phyphox_time(),
    }
    data = zipped(files)
    log = read_motion_log(data, "jumps.zip")
    assert (log.format, log.gravity, log.device) == ("phyphox", True, "Google Pixel 7")
    assert log.start == dt.datetime.fromtimestamp(EPOCH_S, dt.UTC)
    assert log.utc_offset_s == 7200
    assert any("paused at 2.0 s" in said for said in log.taken)
    np.testing.assert_allclose(log.rotation_radps, log.acceleration_mps2)
    assert is_motion_log(data[:HEAD], "jumps.zip") or holds_motion_log(files)


@pytest.mark.parametrize("phone", ["android", "ios", "ios in g", "raw in g"])
def test_a_sensor_logger_zip_is_read_with_gravity_whatever_phone_wrote_it(phone: str) -> None:
    total, moves = sensor_table(TIME_S, AXES), sensor_table(TIME_S, AXES - PULL)
    files = {
        "android": {"TotalAcceleration.csv": total, "Accelerometer.csv": moves},
        "ios": {"Accelerometer.csv": moves, "Gravity.csv": sensor_table(TIME_S + 0.002, PULL)},
        "ios in g": {
            "Accelerometer.csv": sensor_table(TIME_S, (AXES - PULL) / G),
            "Gravity.csv": sensor_table(TIME_S, PULL / G),
        },
        "raw in g": {"AccelerometerUncalibrated.csv": sensor_table(TIME_S, AXES / G)},
    }[phone]
    head = "version,device name,recording epoch time,recording time,recording timezone,platform"
    meta = f"{head}\n3,My phone,1,2026-09-21_15-33-20,Europe/Berlin,{phone}".encode()
    files |= {"Metadata.csv": meta, "Gyroscope.csv": sensor_table(TIME_S, AXES / 10)}
    log = read_motion_log(zipped(files), "log.zip")
    np.testing.assert_allclose(log.acceleration_mps2, AXES, atol=1e-9)
    assert (log.format, log.gravity, log.device) == ("sensor_logger", True, "My phone")
    assert log.start is not None and abs(log.start.timestamp() - EPOCH_S - 0.05) < 1e-3
    np.testing.assert_allclose(log.rotation_time_s, log.time_s, atol=1e-6)
    assert holds_motion_log(files)


def test_sensor_logger_alone_is_told_by_its_file_name() -> None:
    total, moves = sensor_table(TIME_S, AXES), sensor_table(TIME_S, AXES - PULL)
    assert read_motion_log(total, "x/TotalAcceleration.csv").gravity is True
    for name in ("Accelerometer.csv", "Accelerometer (1).csv", "accelerometer-2.csv"):
        assert read_motion_log(moves, name).gravity is False
    for name in ("Gyroscope.csv", "Gravity.csv", "Magnetometer.csv"):
        assert not is_motion_log(total[:HEAD], name)
        with pytest.raises(UnreadableInput, match="acceleration"):
            read_motion_log(total, name)


def test_a_zip_of_several_recordings_is_not_taken_for_one() -> None:
    table, device = written(TIME_S, AXES, Dialect()), b'"property","value"\n'
    for files in (
        {"a/Accelerometer.csv": table, "b/Accelerometer.csv": table, "a/meta/device.csv": device,
         "b/meta/device.csv": device},
        {"a/Accelerometer.csv": sensor_table(TIME_S, AXES), "a/Metadata.csv": b"a,b\n1,2\n",
         "b/TotalAcceleration.csv": sensor_table(TIME_S, AXES), "b/Gravity.csv": sensor_table(TIME_S, PULL)},
    ):  # fmt: skip
        assert holds_motion_log(files)
        with pytest.raises(UnreadableInput, match="holds 2 recordings; unpack it"):
            read_motion_log(zipped(files), "log.zip")


def test_sensor_loggers_json_is_its_zip() -> None:
    rows = []
    for sensor, axes in (("Accelerometer", AXES - PULL), ("Gravity", PULL), ("Gyroscope", AXES)):
        for t, (x, y, z) in zip(TIME_S, axes, strict=True):
            at = {"time": str(round((EPOCH_S + t) * 1e9)), "seconds_elapsed": str(t - 0.05)}
            rows.append({"sensor": sensor, **at, "z": str(z), "y": str(y), "x": str(x)})
    data = json.dumps(rows).encode()
    log = read_motion_log(data, "log.json")
    np.testing.assert_allclose(log.acceleration_mps2, AXES, atol=1e-9)
    assert is_motion_log(data[:HEAD], "log.json") and log.gravity is True
    cut = read_motion_log(data[: len(data) * 5 // 6], "log.json")
    assert len(cut) == len(log) and 0 < len(cut.rotation_time_s) < len(log) and cut.cut


def test_a_log_may_be_packed_and_an_unpacked_one_is_the_same_from_the_disk(tmp_path: Path) -> None:
    data = written(TIME_S, AXES, Dialect())
    path = tmp_path / "log.csv"
    path.write_bytes(data)
    logs = [
        read_motion_log(data, "log.csv"),
        read_motion_log_file(path),
        read_motion_log(gzip.compress(data), "log.csv.gz"),
        read_motion_log(zipped({"my log.csv": data, "notes.txt": b"well done"}), "log.zip"),
    ]
    for log in logs[1:]:
        _same(log, logs[0])


def test_rotation_is_left_where_nobody_wants_it() -> None:
    names = "t (s),x (m/s²),y (m/s²),z (m/s²),gx (rad/s),gy (rad/s),gz (rad/s)\n"
    table = (names + _rows(np.column_stack([TIME_S, AXES, AXES]))).encode()
    turns = table.replace(b"t (s),x (m/s\xc2\xb2),y (m/s\xc2\xb2),z (m/s\xc2\xb2)", b"t (s),bx,by,bz")
    packed = {"Gyroscope.csv": sensor_table(TIME_S, AXES), "Metadata.csv": b"a,b\n1,2\n"}
    for data in (
        table,
        capture(TIME_S, AXES),
        zipped({"A.csv": turns, "B.csv": table, "meta/device.csv": b""}),
        zipped(packed | {"TotalAcceleration.csv": sensor_table(TIME_S, AXES)}),
    ):
        whole, bare = (read_motion_log(data, "log", rotation=wanted) for wanted in (True, False))
        assert len(whole.rotation_time_s) == len(whole) and not len(bare.rotation_time_s)
        _same(bare, replace(whole, rotation_time_s=np.empty(0), rotation_radps=np.empty((0, 3))))


def test_a_large_log_is_read_as_a_small_one(tmp_path: Path) -> None:
    time_s, axes = standing(seconds=600.0)
    data = written(time_s, axes, Dialect(style="{:.15E}"))
    assert len(data) > 5_000_000
    (tmp_path / "log.csv").write_bytes(data)
    log = read_motion_log_file(tmp_path / "log.csv")
    np.testing.assert_allclose(log.time_s, time_s, rtol=1e-14)
    np.testing.assert_allclose(log.acceleration_mps2, axes, rtol=1e-14)


def test_what_is_no_motion_log_is_left_alone() -> None:
    others = [
        b"Activity ID,Activity Date,Activity Name,Elapsed Time,Distance\n1,2026-04-30,Run,1800,5.0\n" * 9,
        b"date,title,distance,duration\n2026-01-01,easy,10,60\n" * 9,
        b"frame,event,number,side\n10,take-off,1,left\n" * 9,
        b"time,lat,lon,ele,hr\n0,48.1,11.2,500,120\n1,48.1,11.2,500,120\n" * 9,
        b"time,ground_force1_vx,ground_force1_vy,ground_force1_vz\n0,1,2,700\n0.001,1,2,700\n" * 9,
        b"time,hip_x,hip_y,hip_z\n0.00,1,2,3\n0.01,1,2,3\n" * 9,
        b"Time[s]\tGRF[N]\n0.0\t-0.0\n" * 9,
        b'{"exportVersion":"1.6","exercises":[]}',
        b"<gpx></gpx>",
        b"\xff\xd8\xff" + bytes(50),
        b"",
    ]
    for data in others:
        assert not is_motion_log(data, "some.csv"), data[:40]
        with pytest.raises(UnreadableInput):
            read_motion_log(data, "some.csv")
    assert not holds_motion_log(["activities.csv", "activities/1.fit.gz", "profile.csv"])


def test_real_phyphox_files_are_read_whole(shared_data: Path) -> None:
    paths = sorted((shared_data / "motion/phyphox390_jump").rglob("*.csv"))
    if not paths:
        pytest.skip("no motion logs in the shared data")
    for path in paths:
        data = path.read_bytes()
        log = read_motion_log_file(path)
        assert is_motion_log(data[:HEAD], path.name)
        assert len(log) == len(data.strip().split(b"\n")) - 1
        assert (log.format, log.gravity, log.taken, log.cut) == ("phyphox", True, (), "")
        assert 59 < log.time_s[-1] < 61
        np.testing.assert_allclose(
            log.acceleration_mps2, np.genfromtxt(path, delimiter=",", skip_header=1)[:, 1:4]
        )


def _rows(values: np.ndarray) -> str:
    return "".join(
        ",".join(f"{value:.9g}" if abs(value) < 1e8 else f"{value:.0f}" for value in row) + "\n"
        for row in values
    )


def _same(one: MotionLog, other: MotionLog) -> None:
    np.testing.assert_array_equal(one.time_s, other.time_s)
    np.testing.assert_array_equal(one.acceleration_mps2, other.acceleration_mps2)
    none = np.empty(0)
    bare = {"time_s": none, "acceleration_mps2": none, "rotation_time_s": none, "rotation_radps": none}
    assert repr(replace(one, **bare)) == repr(replace(other, **bare))


@pytest.mark.parametrize("stored", [True, False])
def test_a_zip_is_a_log_however_long_its_first_table_is(stored: bool, tmp_path: Path) -> None:
    """Only the names of the first 64 kB show in a zip's head, and a minute of samples is longer."""
    time_s, axes = standing(60.0)
    table = sensor_table(time_s, axes)
    for files in (
        {"TotalAcceleration.csv": table, "Metadata.csv": b"version,platform\n3,android\n"},
        {"Gyroscope.csv": table, "Metadata.csv": b"version\n3\n", "TotalAcceleration.csv": table},
        {"Accelerometer.csv": written(time_s, axes, Dialect()), "meta/device.csv": b'"property","value"\n'},
    ):
        packed = tmp_path / "log.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        assert packed.stat().st_size > HEAD
        for log in (read_log_file(packed), read_sets(packed.read_bytes(), "log.zip")):
            assert isinstance(log, MotionLog)
            np.testing.assert_allclose(log.acceleration_mps2, axes, atol=1e-6)
            assert log.gravity is not False
