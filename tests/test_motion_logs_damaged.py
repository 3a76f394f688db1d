"""Damaged, mutated and hostile motion logs are read right as far as they are whole, or refused at once."""

import gzip
import io
import time
import tracemalloc
import zipfile
from functools import cache

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion_log import MotionLog
from fullstride.formats.motion_logs import HEAD, is_motion_log, read_motion_log
from made_motion_logs import Dialect, capture, phyphox_time, sensor_table, standing, written, zipped

TIME_S, AXES = standing(seconds=2.0)
DIALECTS = {
    "phyphox": Dialect(),
    "german sheet": Dialect(separator=";", comma=True, header="de", newline="\r\n", style="{:.7f}"),
    "google sheet": Dialect(comma=True, header="es", style="{:.7f}"),
    "windows": Dialect(separator="\t", encoding="utf-16", clock="ms"),
    "epochs": Dialect(header="short", unit="g", clock="ns", epoch=True, style="{:.12g}"),
}


@cache
def made(kind: str) -> bytes:
    if kind in DIALECTS:
        return written(TIME_S, AXES, DIALECTS[kind])
    if kind == "capture":
        return capture(TIME_S, AXES)
    if kind == "sensor zip":
        return zipped({"TotalAcceleration.csv": sensor_table(TIME_S, AXES), "Metadata.csv": b"a,b\n1,2\n"})
    return zipped({"Raw Data.csv": made("phyphox"), "meta/time.csv": phyphox_time()})


KINDS = [*DIALECTS, "capture", "sensor zip", "phyphox zip"]


def read(data: bytes, name: str = "log.csv") -> MotionLog | None:
    """The log; None where it is refused, which must be one sentence."""
    try:
        log = read_motion_log(data, name)
    except UnreadableInput as error:
        said = str(error)
        assert said.startswith(name) and "\n" not in said and len(said) < 400, said
        return None
    assert log.acceleration_mps2.shape == (len(log.time_s), 3)
    assert log.rotation_radps.shape == (len(log.rotation_time_s), 3)
    return log


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(share=st.floats(0, 1))
def test_a_log_that_breaks_off_keeps_its_rows_and_none_that_were_not_there(kind: str, share: float) -> None:
    data = made(kind)
    begun = data[: int(share * len(data))]
    log = read(begun)
    if log is None:
        assert share < 0.4 or "zip" in kind
        return
    count = len(log)
    assert count <= len(TIME_S)
    np.testing.assert_allclose(log.time_s - log.time_s[0], TIME_S[:count] - TIME_S[0], atol=1e-5)
    np.testing.assert_allclose(log.acceleration_mps2, AXES[:count], atol=1e-3)
    if kind in ("phyphox", "german sheet"):
        whole = begun.count(b"\n") - 1
        assert count in (whole, whole + 1)
        assert log.cut or count == whole + 1 or begun.endswith(b"\n")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("style", ["{:.9E}", "{:.7f}", "{:.4g}", "{}"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_whole_log_without_a_last_line_end_is_whole(encoding: str, style: str, newline: str) -> None:
    """Whatever the length of its text: of one in UTF-16 half the lengths fill no group of four bytes."""
    for count in range(len(TIME_S) - 4, len(TIME_S)):
        plain = Dialect(style=style, newline=newline)
        text = written(TIME_S[:count].round(6), AXES[:count].round(4), plain).decode()
        for data in (text.encode(encoding), text.rstrip().encode(encoding)):
            log = read(data)
            assert log is not None and log.cut == ""
            # one number that ends early, where numbers end anyhow, may have been cut: nobody knows
            assert len(log) in ((count,) if data.endswith(newline.encode()[-1:]) else (count - 1, count))


def test_a_log_that_was_cut_inside_its_last_number_says_so_where_numbers_end_alike() -> None:
    data = written(TIME_S, AXES, Dialect(style="{:.7f}")).rstrip()
    for lost in range(1, 8):
        log = read(data[:-lost])
        assert log is not None and len(log) == len(TIME_S) - 1
        assert log.cut.startswith(f"stops in the middle of line {len(TIME_S) + 1};"), log.cut
    halves = np.round(AXES * 2) / 2  # their ends are now this and now that
    whole = written(TIME_S, halves, Dialect(style="{:g}")).rstrip()
    log = read(whole[: whole.rindex(b",") + 2])
    assert log is not None and log.cut == "" and len(log) >= len(TIME_S) - 1


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(
    at=st.floats(0, 1),
    count=st.integers(1, 30),
    noise=st.binary(min_size=1, max_size=30),
    cut_out=st.booleans(),
)
@example(at=0.01, count=2, noise=b"?", cut_out=True)  # the first row's decimal comma
def test_damage_anywhere_is_seen_or_does_no_harm_to_the_rest(
    kind: str, at: float, count: int, noise: bytes, cut_out: bool
) -> None:
    data = made(kind)
    place = int(at * len(data))
    hurt = data[:place] + (b"" if cut_out else noise) + data[place + count :]
    is_motion_log(hurt[:HEAD], "log.csv")
    log = read(hurt)
    if log is None or kind not in ("phyphox", "german sheet"):
        return
    # but for the few lines that were hit, every sample is one that was written
    known = log.time_s[np.isfinite(log.time_s)]
    nearest = np.abs(known[:, None] - TIME_S).min(axis=1)
    assert np.count_nonzero(nearest > 1e-6) <= 2 + noise.count(b"\n")
    assert len(log) >= len(TIME_S) - 6 - noise.count(b"\n") or log.cut or log.taken


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("table", ["TotalAcceleration.csv", "Raw Data.csv"])
def test_a_zip_whose_checksum_is_wrong_says_so(table: str, stored: bool) -> None:
    """A bit that fell over inside a zip changes values, and every row may still look like one."""
    packed = io.BytesIO()
    beside = "meta/time.csv" if table == "Raw Data.csv" else "Metadata.csv"
    rows = made("phyphox") if table == "Raw Data.csv" else sensor_table(TIME_S, AXES)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as into:
        into.writestr(table, rows)
        into.writestr(beside, phyphox_time() if table == "Raw Data.csv" else b"a,b\n1,2\n")
    sound = packed.getvalue()
    whole = read(sound, "log.zip")
    assert whole is not None and whole.cut == ""
    seen = 0
    for at in range(300, 2300, 97):
        hurt = read(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :], "log.zip")
        assert hurt is None or hurt.cut
        seen += hurt is not None and "damaged inside its zip" in hurt.cut
    assert seen > 5


def test_a_date_that_cannot_be_is_none() -> None:
    """Where two clocks stand side by side, and damage left few rows in which both can be read."""
    rows = sensor_table(TIME_S, AXES).decode().splitlines()
    for at in range(1, len(rows)):
        time_ns, elapsed, axes = rows[at].split(",", 2)
        rows[at] = f"?,{elapsed},{axes}" if at % 5 < 3 else f"{time_ns},4e14,{axes}"
    log = read("\n".join(rows).encode(), "TotalAcceleration.csv")
    assert log is not None and log.start is None


@settings(max_examples=30)
@given(seed=st.integers(0, 1000), kind=st.sampled_from(["shuffled", "repeated", "backwards", "holes"]))
def test_odd_times_and_holes_stay_as_they_were_written(seed: int, kind: str) -> None:
    noise = np.random.default_rng(seed)
    time_s, axes = TIME_S.copy(), AXES.copy()
    if kind == "shuffled":
        order = noise.permutation(len(time_s))
        time_s, axes = time_s[order], axes[order]
    elif kind == "repeated":
        time_s = np.repeat(time_s[::2], 2)
    elif kind == "backwards":
        time_s = time_s[::-1].copy()
    else:
        axes[noise.random(axes.shape) < 0.1] = np.nan
    log = read(written(time_s, axes, Dialect(unit="g")))
    assert log is not None
    np.testing.assert_allclose(log.time_s, time_s, rtol=1e-8)
    np.testing.assert_allclose(log.acceleration_mps2, axes, rtol=1e-7)


def test_holes_may_be_empty_fields_or_words() -> None:
    text = written(TIME_S, AXES, Dialect(style="{:.7f}")).decode()
    rows = text.split("\n")
    for hole in ("", "NA", "null", "-", "NaN", "#N/A"):
        hurt = [",".join([*row.split(",")[:3], hole]) if 50 < at < 60 else row for at, row in enumerate(rows)]
        log = read("\n".join(hurt).encode())
        assert log is not None and len(log) == len(TIME_S)
        assert np.isnan(log.acceleration_mps2[50:59, 2]).all()
        assert np.isfinite(log.acceleration_mps2[:, :2]).all()


@pytest.mark.parametrize("ended", ["all rows", "not the header", "one row"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_separator_at_the_end_of_rows_hides_no_hole(separator: str, ended: str) -> None:
    """Holes are read by another reader, and so are the logs that are too large for the first."""
    rows = written(TIME_S, AXES, Dialect(separator=separator, style="{:.7f}")).decode().splitlines()
    rows[70] = separator.join([rows[70].split(separator)[0], "", "", ""])
    which = {"all rows": range(len(rows)), "not the header": range(1, len(rows)), "one row": [150]}[ended]
    for at in which:
        rows[at] += separator
    log = read("\n".join(rows).encode())
    assert log is not None and len(log) == len(TIME_S)
    assert np.flatnonzero(np.isnan(log.acceleration_mps2).any(axis=1)).tolist() == [69]


def test_lines_between_the_rows_are_left_out_and_counted() -> None:
    rows = written(TIME_S, AXES, Dialect(style="{:.7f}")).decode().splitlines(keepends=True)
    rows.insert(100, rows[0])  # two logs put together
    rows.insert(120, "paused,here\n")
    rows.insert(140, "\n")
    log = read("".join(rows).encode())
    assert log is not None and len(log) == len(TIME_S)
    assert any(said.startswith("2 lines") for said in log.taken)


def test_decimal_points_and_commas_side_by_side_are_refused_with_the_line() -> None:
    rows = written(TIME_S, AXES, DIALECTS["german sheet"]).decode("utf-8").split("\r\n")
    rows[150] = rows[150].replace(",", ".")
    with pytest.raises(UnreadableInput, match=r"line 151: mixes decimal points and decimal commas"):
        read_motion_log("\r\n".join(rows).encode(), "log.csv")
    both = written(TIME_S, AXES, Dialect(style="{:.7f}")).replace(b".", b",")
    with pytest.raises(UnreadableInput, match="commas set off both"):
        read_motion_log(both, "log.csv")


def test_groups_of_thousands_are_read_right() -> None:
    time_s = TIME_S + 5.0
    rows = [f"{1e3 * t:,.3f};{x:.5f};{y:.5f};{z:.5f}" for t, (x, y, z) in zip(time_s, AXES, strict=True)]
    text = "\n".join(["time (ms);x (m/s^2);y (m/s^2);z (m/s^2)", *rows, ""])
    for spelt in (
        text,
        text.translate(str.maketrans(",.", ".,")),
        text.replace(",", "'"),
        text.replace(",", "\u2019"),
        text.replace(",", "\u202f"),
    ):
        log = read(spelt.encode())
        assert log is not None
        np.testing.assert_allclose(log.time_s, time_s, atol=1e-5)
        np.testing.assert_allclose(log.acceleration_mps2, AXES, atol=1e-4)


@settings(max_examples=200)
@given(
    data=st.binary(max_size=300)
    | st.text(alphabet="0123456789.,;\t\n -+eEx\"'#@()smg", max_size=300).map(str.encode)
)
def test_noise_is_refused_or_read_but_nothing_else(data: bytes) -> None:
    is_motion_log(data, "log.csv")
    read(data)
    read(b"time (s),x (m/s^2),y (m/s^2),z (m/s^2)\n0,0,0,9.8\n" + data)
    read(b'{"format": "fullstride motion capture", "version": 1, "acceleration": [' + data)
    read(b'[{"sensor": "Accelerometer", ' + data)


_MEGABYTE = 1_000_000
_HEADER = b"time (s),x (m/s^2),y (m/s^2),z (m/s^2)\n" + b"0,1,2,9\n" * 30


@pytest.mark.parametrize(
    "data",
    [
        b"," * _MEGABYTE,
        b"\n" * _MEGABYTE,
        b'"' * _MEGABYTE,
        b"\0" * _MEGABYTE,
        b"[" * _MEGABYTE,
        _HEADER + b"," * _MEGABYTE,
        _HEADER + b'",' * (_MEGABYTE // 2),
        _HEADER + b"a,b,c,d\n" * (_MEGABYTE // 8),
        _HEADER + b"1.1.1.1,.,.,.\n" * (_MEGABYTE // 14),
        _HEADER + b"1,2\n" * (_MEGABYTE // 4),
        _HEADER.replace(b",", b";") + b".;.;.;.\n" * (_MEGABYTE // 8),
        b"time,x,y,z\n" + b"zz:zz,1,2,9\n" * (_MEGABYTE // 12),
        b",".join(b"x%d" % at for at in range(_MEGABYTE // 9)) + b"\n",
        b'{"format":"fullstride motion capture","version":1,"acceleration":[' + b"[" * _MEGABYTE,
        b'{"format":"fullstride motion capture",' + b'"acceleration":[[1,2,3,4]],' * (_MEGABYTE // 27),
        b'[{"sensor":"Accelerometer","x":' + b'"1"' * (_MEGABYTE // 3),
        zipped({"Raw Data.csv": b"\n" * 60 * _MEGABYTE, "meta/device.csv": b""}),
        zipped({"xl/workbook.xml": b"<workbook/>"}),
        b"\xd0\xcf\x11\xe0" + bytes(600),
    ],
    ids=range(19),
)
def test_hostile_files_are_refused_at_once(data: bytes) -> None:
    started = time.process_time()
    assert read(data) is None
    assert time.process_time() - started < 5, "a megabyte of it should take a tenth of a second"


_ROWS = _HEADER + b"1.000,0.100,0.200,9.800\n" * (50 * _MEGABYTE // 24)
_CAPTURE = b'{"format":"fullstride motion capture","version":1,"gravity":true,"acceleration":[[0,1,2,9]'


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(_ROWS, 6),
        gzip.compress(_HEADER + b"\n" * 50 * _MEGABYTE, 6),
        gzip.compress(_CAPTURE + b",[0,1,2,9]" * 5 * _MEGABYTE, 6),
        gzip.compress(_CAPTURE + b" " * 50 * _MEGABYTE, 6),
        gzip.compress(
            b'[{"sensor":"Accelerometer","x":"1"}' + b',{"sensor":"Accelerometer"}' * 2 * _MEGABYTE
        ),
        zipped({"Raw Data.csv": _ROWS, "meta/device.csv": b""}),
        zipped({"TotalAcceleration.csv": _ROWS, "Metadata.csv": b""}),
        zipped({"log.csv": _ROWS}),
    ],
    ids=range(8),
)
def test_what_swells_beyond_any_log_is_refused_before_it_is_unpacked(packed: bytes) -> None:
    tracemalloc.start()
    try:
        assert read(packed) is None
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 12 * _MEGABYTE, f"{peak / _MEGABYTE:.0f} MB of 50 MB were taken up"


def test_a_packed_log_is_unpacked_as_it_is_read() -> None:
    noise = np.random.default_rng(1).normal(0, 9, (20_000, 3)).tolist()
    rows = b"".join(b"[0.0, %.3f, %.3f, %.3f],\n" % (x, y, z) for x, y, z in noise)
    rows += b"[16.7, 0.29, 9.78, null]"
    data = capture(TIME_S, AXES).partition(b'"acceleration"')[0]
    data += b'"acceleration": [' + b",".join([rows] * 40) + b"]}"
    packed = gzip.compress(data, 1)
    tracemalloc.start()
    try:
        log = read(packed)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert log is not None and len(log) == 40 * 20_001
    assert np.isnan(log.acceleration_mps2[20_000::20_001, 2]).all() and log.time_s[-1] == 0.0167
    numbers = log.time_s.nbytes + log.acceleration_mps2.nbytes
    assert peak - numbers < 0.75 * len(data), "the text of it was never whole in memory"
