"""FIT files become recordings: channels in our units, laps, steps, pauses, and what damage left."""

import datetime as dt
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.errors import NotARecording, UnreadableInput
from fullstride.domain.recording import Recording
from fullstride.formats.fit_recording import fit_kind, read_fit
from made_fit import START, Made

BEGUN = dt.datetime(1989, 12, 31, tzinfo=dt.UTC) + dt.timedelta(seconds=START)
RUNNING, CYCLING, TRANSITION = 1, 2, 3
ACTIVITY, SESSION, LAP, RECORD, EVENT, WORKOUT, STEP, HRV = 34, 18, 19, 20, 21, 26, 27, 78


def read_one(made: Made) -> Recording:
    (recording,) = read_fit(made.file(), "run.fit")
    return recording


def session(made: Made, *, sport: int, start: int = START, elapsed_s: int = 100) -> Made:
    fields = [(253, 4, "uint32"), (2, 4, "uint32"), (5, 1, "enum"), (6, 1, "enum"), (7, 4, "uint32")]
    fields += [(8, 4, "uint32"), (9, 4, "uint32")]
    made.define(5, SESSION, fields)
    end = start + elapsed_s
    return made.pack(5, "IIBBIII", end, start, sport, 4, elapsed_s * 1000, elapsed_s * 990, 40_000)


def with_fields(fields: list[tuple[int, int, str]], codes: str, *rows: tuple[object, ...]) -> Recording:
    """A run whose records are `rows`, a second apart."""
    made = Made().file_id().define(0, RECORD, [(253, 4, "uint32"), *fields])
    for second, row in enumerate(rows):
        made.pack(0, "I" + codes, START + second, *row)
    return read_one(session(made, sport=RUNNING))


def test_a_plain_run_has_its_clock_its_channels_and_its_device() -> None:
    made = session(Made().file_id().records(100), sport=RUNNING)
    made.define(6, ACTIVITY, [(253, 4, "uint32"), (5, 4, "uint32")])
    made.pack(6, "II", START + 100, START + 100 + 2 * 3600 + 4)
    recording = read_one(made)
    assert (recording.start, recording.utc_offset_s) == (BEGUN, 7200)
    assert (recording.sport, recording.sub_sport, recording.device) == ("running", "track", "garmin fr945")
    assert recording.time_s.tolist() == list(range(100))
    assert recording.channels["speed_mps"][:2].tolist() == [3.0, 3.001]
    assert recording.channels["heart_rate_bpm"][0] == 120
    assert (recording.elapsed_s, recording.timer_s, recording.distance_m) == (100, 99, 400)
    assert recording.cut == "" and not recording.laps and not recording.extra


def test_enhanced_fields_win_and_plain_ones_fill_their_holes() -> None:
    recording = with_fields(
        [(6, 2, "uint16"), (73, 4, "uint32"), (2, 2, "uint16"), (78, 4, "uint32")],
        "HIHI",
        (3000, 3100, 3000, 3005),
        (3000, 0xFFFFFFFF, 3000, 0xFFFFFFFF),
    )
    assert recording.channels["speed_mps"].tolist() == [3.1, 3.0]
    assert recording.channels["altitude_m"].tolist() == [101.0, 100.0]
    assert not recording.extra


def test_positions_running_dynamics_and_power_come_in_our_units() -> None:
    fields = [(0, 4, "sint32"), (1, 4, "sint32"), (41, 2, "uint16"), (39, 2, "uint16"), (85, 2, "uint16")]
    fields += [(7, 2, "uint16"), (13, 1, "sint8"), (31, 1, "uint8")]
    recording = with_fields(fields, "iiHHHHbB", (2**30, -(2**29), 2105, 87, 11234, 310, -4, 3))
    told = {name: values[0] for name, values in recording.channels.items()}
    assert told == {
        "latitude_deg": 90.0,
        "longitude_deg": -45.0,
        "contact_time_ms": 210.5,
        "vertical_oscillation_mm": 8.7,
        "step_length_mm": 1123.4,
        "power_w": 310.0,
        "temperature_c": -4.0,
        "horizontal_accuracy_m": 3.0,
    }


@pytest.mark.parametrize(
    ("sport", "cadence", "steps"), [(RUNNING, 88, 177), (CYCLING, 88, 88.5), (RUNNING, 170, 170.5)]
)
def test_cadence_counts_both_feet_of_a_runner(sport: int, cadence: int, steps: float) -> None:
    """A device that writes 170 for a runner has counted both feet itself."""
    made = Made().file_id().define(0, RECORD, [(253, 4, "uint32"), (4, 1, "uint8"), (53, 1, "uint8")])
    made.pack(0, "IBB", START, cadence, 64).pack(0, "IBB", START + 1, cadence, 0xFF)
    recording = read_one(session(made, sport=sport))
    assert recording.channels["cadence_spm"][0] == steps


def test_what_we_have_no_word_for_keeps_its_name_or_number_and_nothing_is_left_out() -> None:
    recording = with_fields(
        [(134, 2, "uint16"), (83, 2, "uint16"), (90, 1, "sint8"), (135, 3, "uint8")],
        "HHbBBB",
        (7, 812, 0x7F, 1, 2, 0xFF),
    )
    assert recording.extra["field_134"].tolist() == [7]
    assert recording.extra["vertical_ratio"].tolist() == [8.12]
    np.testing.assert_array_equal(recording.extra["field_135"], [[1, 2, np.nan]])
    assert "field_90" not in recording.extra


def test_compressed_speed_and_distance_go_on_past_their_256_metres() -> None:
    rows = []
    for second in range(200):
        speed, distance = 412, second * 66 % 4096
        rows.append((speed & 0xFF, speed >> 8 | (distance & 0xF) << 4, distance >> 4))
    recording = with_fields([(8, 3, "byte")], "BBB", *rows)
    np.testing.assert_allclose(recording.channels["speed_mps"], 4.12)
    np.testing.assert_allclose(recording.channels["distance_m"], np.arange(200) * 66 / 16)


def developer_run(*fields: tuple[str, str, str, int], native: bool = False) -> Recording:
    """Developer fields (name, units, base, raw value) beside native contact time, if asked."""
    made = Made().file_id().define(14, 207, [(3, 1, "uint8")]).message(14, b"\0")
    made.define(
        13,
        206,
        [(0, 1, "uint8"), (1, 1, "uint8"), (2, 1, "uint8"), (3, 24, "string"), (8, 14, "string")],
    )
    codes = {"uint16": (0x84, "H", 2), "float32": (0x88, "f", 4)}
    for number, (name, units, base, _) in enumerate(fields):
        made.pack(13, "BBB24s14s", 0, number, codes[base][0], name.encode(), units.encode())
    own = [(253, 4, "uint32"), *([(41, 2, "uint16")] if native else [])]
    made.define(
        0, RECORD, own, developer=[(n, codes[base][2], 0) for n, (_, _, base, _) in enumerate(fields)]
    )
    shape = "I" + "H" * native + "".join(codes[base][1] for _, _, base, _ in fields)
    made.pack(0, shape, START, *([2105] if native else []), *(value for *_, value in fields))
    return read_one(session(made, sport=RUNNING))


def test_developer_fields_become_channels_where_the_watch_has_none_and_extras_where_it_has() -> None:
    fields = (
        ("Speed", "M/S", "float32", 4.5),
        ("Ground Time", "Milliseconds", "uint16", 205),
        ("Vertical Oscillation", "Centimeters", "float32", 7.5),
        ("Cadence", "RPM", "uint16", 90),
        ("Leg Spring Stiffness", "kN/m", "float32", 9.5),
        ("Power", "horses", "uint16", 2),
    )
    alone = developer_run(*fields)
    assert {name: values[0] for name, values in alone.channels.items()} == {
        "footpod_speed_mps": 4.5,
        "contact_time_ms": 205,
        "vertical_oscillation_mm": 75,
        "cadence_spm": 180,
    }
    assert {name: values[0] for name, values in alone.extra.items()} == {
        "Leg Spring Stiffness": 9.5,
        "Power": 2,
    }
    beside = developer_run(*fields, native=True)
    assert beside.channels["contact_time_ms"].tolist() == [210.5]
    assert beside.extra["Ground Time"].tolist() == [205]


def test_laps_steps_repeats_and_pauses_are_told_in_seconds_after_the_first_record() -> None:
    made = Made().file_id().records(60)
    made.define(1, LAP, [(253, 4, "uint32"), (2, 4, "uint32"), (7, 4, "uint32"), (8, 4, "uint32")])
    made.pack(1, "IIII", START + 20, START + 5, 15_500, 15_000)
    made.define(
        1, LAP, [(253, 4, "uint32"), (2, 4, "uint32"), (24, 1, "enum"), (23, 1, "enum"), (71, 2, "uint16")]
    )
    made.pack(1, "IIBBH", START + 40, START + 20, 0, 5, 3).pack(
        1, "IIBBH", START + 50, START + 40, 7, 1, 0xFFFF
    )
    made.define(2, EVENT, [(253, 4, "uint32"), (0, 1, "enum"), (1, 1, "enum")])
    for second, kind in ((0, 0), (10, 4), (14, 0), (30, 1), (31, 4), (35, 0), (60, 9)):
        made.pack(2, "IBB", START + second, 0, kind)
    made.define(3, WORKOUT, [(8, 8, "string")]).message(3, b"8 x 20 s")
    fields = [(254, 2, "uint16"), (1, 1, "enum"), (2, 4, "uint32"), (3, 1, "enum"), (4, 4, "uint32")]
    fields += [(5, 4, "uint32"), (6, 4, "uint32"), (7, 1, "enum"), (0, 8, "string")]
    made.define(4, STEP, fields)
    made.pack(4, "HBIBIIIB8s", 0, 0, 20_000, 0, 0, 5000, 6500, 0, b"stride")
    made.pack(4, "HBIBIIIB8s", 1, 1, 8_000, 2, 0, 0, 0, 1, b"")
    made.pack(4, "HBIBIIIB8s", 2, 6, 0, 2, 8, 0, 0, 0xFF, b"")
    recording = read_one(made)
    laps = [(lap.start_s, lap.end_s, lap.trigger, lap.intensity, lap.step) for lap in recording.laps]
    assert laps == [
        (5, 20.5, "", "", None),
        (20, 40, "manual", "interval", 3),
        (40, 50, "session_end", "rest", None),
    ]
    assert recording.laps[0].timer_s == 15
    assert [(one.start_s, one.end_s) for one in recording.pauses] == [(10, 14), (30, 35)]
    stride, rest, repeat = recording.steps
    assert (stride.name, stride.duration_s, stride.intensity) == ("stride", 20, "active")
    assert (stride.speed_low_mps, stride.speed_high_mps) == (5, 6.5)
    assert (rest.distance_m, rest.duration_s, rest.speed_low_mps) == (80, None, None)
    assert (repeat.repeat_from, repeat.repeat_times, repeat.duration_s) == (0, 8, None)
    assert recording.title == "8 x 20 s"


def test_beats_are_read_in_order_without_the_empty_places() -> None:
    made = Made().file_id().records(3).define(1, HRV, [(0, 6, "uint16")])
    made.pack(1, "HHH", 812, 798, 0xFFFF).pack(1, "HHH", 805, 0xFFFF, 0xFFFF)
    assert read_one(made).rr_s.tolist() == [0.812, 0.798, 0.805]


def test_names_in_a_file_cannot_steer_a_terminal() -> None:
    made = Made().file_id().records(3).define(3, WORKOUT, [(8, 24, "string")])
    made.pack(3, "24s", "\x1b[2J\u202eStrides\n\t".encode())
    assert read_one(made).title == "[2J Strides"


@pytest.mark.parametrize("hint", ["sport", "lap", "workout", "record"])
def test_a_run_cut_off_before_its_session_is_still_known_as_one(hint: str) -> None:
    made = Made().file_id()
    if hint == "sport":
        made.define(1, 12, [(0, 1, "enum")]).message(1, b"\1")
    if hint == "workout":
        made.define(1, WORKOUT, [(4, 1, "enum")]).message(1, b"\1")
    made.define(0, RECORD, [(253, 4, "uint32"), (4, 1, "uint8"), (42, 1, "enum")])
    for second in range(9):
        made.pack(0, "IBB", START + second, 85, 1 if hint == "record" else 0xFF)
    if hint == "lap":
        made.define(1, LAP, [(253, 4, "uint32"), (25, 1, "enum")]).pack(1, "IB", START, 1)
    made.pack(0, "IBB", START + 9, 85, 0xFF)
    (recording,) = read_fit(made.file()[:-4], "run.fit")
    assert recording.sport == "running" and recording.channels["cadence_spm"][0] == 170


def multisport() -> Made:
    made = Made().file_id().records(300).define(1, HRV, [(0, 2, "uint16")]).pack(1, "H", 700)
    made.records(100, start=START + 300).pack(1, "H", 650)
    made.define(2, LAP, [(2, 4, "uint32"), (7, 4, "uint32")])
    made.pack(2, "II", START + 10, 50_000).pack(2, "II", START + 330, 20_000)
    session(made, sport=CYCLING, elapsed_s=280)
    session(made, sport=TRANSITION, start=START + 280, elapsed_s=20)
    return session(made, sport=RUNNING, start=START + 300, elapsed_s=100)


def test_each_sport_of_a_multisport_file_is_a_recording_and_transitions_are_none() -> None:
    bike, run = read_fit(multisport().file(), "triathlon.fit")
    assert (bike.sport, len(bike), run.sport, len(run)) == ("cycling", 280, "running", 100)
    assert run.start == BEGUN + dt.timedelta(seconds=300) and run.time_s[0] == 0
    assert [lap.start_s for lap in bike.laps] == [10] and [lap.start_s for lap in run.laps] == [30]
    assert bike.rr_s.size == 0 and run.rr_s.size == 0


def test_activities_in_a_chain_are_recordings_of_their_own_and_other_files_in_it_are_passed_over() -> None:
    first = Made().file_id().records(30).file()
    settings_file = Made().file_id(kind=2).records(3).file()
    second = Made().file_id().records(50, start=START + 9000).file()
    assert [len(one) for one in read_fit(first + settings_file + second, "chain.fit")] == [30, 50]


def test_a_device_without_a_date_has_seconds_but_no_start() -> None:
    recording = read_one(Made().file_id().records(20, start=500))
    assert recording.start is None and recording.time_s[-1] == 19


def test_a_session_without_records_is_still_told() -> None:
    recording = read_one(session(Made().file_id(), sport=RUNNING))
    assert (len(recording), recording.elapsed_s, recording.start) == (0, 100, BEGUN)


def test_damage_is_said_with_its_place_and_what_was_read() -> None:
    made = Made().file_id().records(3673).message(9, b"junk").records(20)
    (recording,) = read_fit(made.file(), "run.fit")
    assert len(recording) == 3673
    at = len(Made().file_id().records(3673).body) + 14
    assert recording.cut == (
        f"stops at byte {at:,} where a record was expected; 1 h 1 min 12 s were read".replace(",", "\u2009")
        .replace("1 h", "1\u2009h")
        .replace(" min", "\u2009min")
        .replace("12 s", "12\u2009s")
    )


def test_noise_read_between_damage_and_where_it_shows_is_left_out() -> None:
    made = Made().file_id().records(200)
    made.pack(0, "IBH", 3_999_999_999, 1, 2).pack(0, "IBH", 17, 1, 2).message(9, b"junk")
    assert len(read_one(made)) == 200


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"PK\3\4" + bytes(100), "is not a FIT file"),
        (Made().file_id(kind=32).file(), "is not an activity but a monitoring file"),
        (Made().file_id(kind=5).file(), "is not an activity but a workout"),
        (Made().file_id(kind=6).records(9).file(), "is not an activity but a course"),
        (Made().file_id(kind=20).file(), "is not an activity but an activity summary"),
        (Made().file_id().file(), "holds no record and no session"),
        (
            Made().message(3, b"").file(),
            "stops at byte 14 where a record was expected, before the first record",
        ),
    ],
)
def test_what_is_no_recording_is_refused_in_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableInput) as error:
        read_fit(data, "run.fit")
    assert str(error.value) == f"run.fit: {reason}"


@pytest.mark.parametrize("kind", [40, 44, 49, 58, 68, 72, 250])
def test_a_sound_file_of_an_unknown_kind_is_no_recording_and_none_that_was_lost(kind: int) -> None:
    with pytest.raises(
        NotARecording, match=rf"is not an activity but a file of another kind, number {kind}$"
    ):
        read_fit(Made().file_id(kind=kind).file(), "sleep.fit")
    assert len(read_fit(Made().file_id(kind=kind).records(9).file(), "run.fit")[0]) == 9
    with pytest.raises(UnreadableInput, match="stops at byte"):
        read_fit(Made().file_id(kind=kind).records(9).file()[:40], "run.fit")


def test_the_kind_of_a_file_is_known_by_its_beginning() -> None:
    run = Made().file_id().records(5000).file()
    assert fit_kind(run) == fit_kind(run[:100]) == "activity"
    assert fit_kind(Made().file_id(kind=2).file()) == "settings file"
    assert fit_kind(b"") == fit_kind(b"<gpx>" * 10) == fit_kind(Made().records(3).file()) == ""


WHOLE = multisport().file()
RUN = session(Made().file_id().records(120), sport=RUNNING).file()


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(RUN)))
def test_wherever_a_file_is_cut_what_came_before_is_read(end: int) -> None:
    (whole,) = read_fit(RUN, "run.fit")
    try:
        (part,) = read_fit(RUN[:end], "run.fit")
    except UnreadableInput:
        assert end < 58  # nothing but headers and definitions
        return
    assert len(part) == min(120, max(0, (end - 50) // 8))
    np.testing.assert_array_equal(part.time_s, whole.time_s[: len(part)])
    for name, values in part.channels.items():
        np.testing.assert_array_equal(values, whole.channels[name][: len(part)])
    assert (part.cut == "") == (end >= len(RUN) - 2)


def _read_or_refused(data: bytes) -> tuple[Recording, ...]:
    try:
        recordings = read_fit(data, "x.fit")
    except UnreadableInput:
        return ()
    for one in recordings:
        columns = (*one.channels.values(), *one.extra.values())
        assert all(len(values) == len(one) for values in columns)
        assert sum(values.nbytes for values in columns) <= (1 << 20) + 200 * len(data)
    return recordings


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_are_refused_or_read_and_never_an_accident(noise: bytes) -> None:
    _read_or_refused(noise)
    _read_or_refused(RUN[:14] + noise)
    _read_or_refused(RUN[:60] + noise + RUN[60:])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=8))
def test_flipped_bytes_are_refused_or_read_and_never_an_accident(flips: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in flips:
        data[place] = value
    _read_or_refused(bytes(data))


def test_a_file_that_would_swell_is_read_within_its_bounds() -> None:
    """Many rows with few fields each, under definitions that between them name a thousand fields."""
    made = Made().file_id()
    for index in range(4):
        fields = [(number, 1, "uint8") for number in range(100, 240)]
        developer = [(number, 1, index) for number in range(250)]
        made.define(0, RECORD, [(253, 4, "uint32"), *fields], developer=developer)
        made.message(0, struct.pack("<I", START + index) + bytes(390))
    made.define(0, RECORD, [(253, 4, "uint32")])
    for second in range(20_000):
        made.pack(0, "I", START + 10 + second)
    (recording,) = _read_or_refused(made.file())
    assert len(recording) == 20_004
