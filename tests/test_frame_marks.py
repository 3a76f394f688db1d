"""Marks made in slow-motion video are read from any spreadsheet's table and from our own JSON."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion import FrameMark, FrameMarks, Seen, Side
from fullstride.formats.frame_marks import is_frame_marks, read_frame_marks

THREE_JUMPS = """\
# fps: 240
# exercise: squat jumps
frame,event
100,take-off
208,landing
400,take-off
509,landing
700,take-off
806,landing
"""


def read(text: str, name: str = "marks.csv") -> FrameMarks:
    return read_frame_marks(text.encode(), name)


def times(marks: FrameMarks) -> list[float]:
    return [round(mark.time_s, 6) for mark in marks.marks]


def said(text: str, name: str = "marks.csv") -> str:
    with pytest.raises(UnreadableInput) as caught:
        read(text, name)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_frames_become_seconds_at_the_cameras_rate() -> None:
    marks = read(THREE_JUMPS)
    assert marks.frames_per_s == 240
    assert marks.exercise == "squat_jumps"
    assert [mark.seen for mark in marks.marks] == [Seen.TAKE_OFF, Seen.LANDING] * 3
    assert times(marks)[:2] == [round(100 / 240, 6), round(208 / 240, 6)]
    assert is_frame_marks(THREE_JUMPS.encode(), "marks.csv")


EVENTS = {
    Seen.TAKE_OFF: ["take-off", "Takeoff", "TAKE OFF", "toe off", "Toe-Off", "to", "Absprung", "décollage"],
    Seen.LANDING: ["landing", "Touchdown", "touch-down", "contact", "TD", "foot strike", "Landung", "appui"],
}


@given(
    frames=st.lists(st.integers(1, 60), min_size=2, max_size=30),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
    rate=st.sampled_from(["240", "239.76", "239,76", "240 fps", "120.0"]),
    by=st.sampled_from(["frame", "s", "ms"]),
    padded=st.booleans(),
    data=st.data(),
)
@settings(max_examples=120, deadline=None)
def test_every_spreadsheets_dialect_says_the_same(
    frames: list[int],
    separator: str,
    encoding: str,
    ends: str,
    rate: str,
    by: str,
    padded: bool,
    data: st.DataObject,
) -> None:
    """Separator, decimal sign, encoding, line ends, headings and the spelling of events are free."""
    fps = float(rate.split()[0].replace(",", "."))
    comma = separator != "," and data.draw(st.booleans())
    at, rows, expected = 0, [], []
    for number, step in enumerate(frames):
        at += step
        seen = Seen.TAKE_OFF if number % 2 == 0 else Seen.LANDING
        value = {"frame": str(at), "s": f"{at / fps:.4f}", "ms": f"{1000 * at / fps:.1f}"}[by]
        cells = [value.replace(".", ",") if comma else value, data.draw(st.sampled_from(EVENTS[seen]))]
        rows.append(separator.join([*cells, ""] if padded else cells))
        expected.append((at / fps, seen))
    heading = {
        "frame": ["Frame", "frame no.", "Bild"],
        "s": ["time (s)", "Time", "t", "Zeit [s]"],
        "ms": ["time_ms", "Time (ms)", "milliseconds"],
    }[by]
    head = separator.join(
        [
            data.draw(st.sampled_from(heading)),
            data.draw(st.sampled_from(["event", "Mark", "Ereignis"])),
            *([""] if padded else []),
        ]
    )
    fact = data.draw(
        st.sampled_from(["# fps: {}", "#FPS = {}", "fps" + separator + "{}", "# Frame rate: {}"])
    )
    text = ends.join([fact.format(rate) + (separator if padded else ""), head, *rows]) + ends
    raw = text.encode(encoding)
    assert is_frame_marks(raw[:4096], "a.csv")
    marks = read_frame_marks(raw, "a.csv")
    assert marks.frames_per_s == fps
    assert [mark.seen for mark in marks.marks] == [seen for _, seen in expected]
    for mark, (time_s, _) in zip(marks.marks, expected, strict=True):
        assert mark.time_s == pytest.approx(time_s, abs=1e-9 if by == "frame" else 1e-4)


def test_times_of_a_slowed_clip_become_true_seconds() -> None:
    text = "# fps: 240\n# played_fps: 30\ntime,event\n3.200,take-off\n6.800,landing\n"
    assert times(read(text)) == [0.4, 0.85]


def test_clocks_and_timecodes_of_players_are_times() -> None:
    text = "# fps: 240\n# played_fps: 30\ntimecode,event\n00:00:03:06,toe off\n00:00:06:24,touch down\n"
    assert times(read(text)) == [0.4, 0.85]
    text = "# fps: 240\ntime,event\n0:01.500,toe off\n0:02.000,touch down\n"
    assert times(read(text)) == [1.5, 2.0]


def test_coarse_times_say_how_fine_they_are() -> None:
    fine = read("# fps: 240\ntime,event\n0.400,take-off\n0.850,landing\n")
    coarse = read("# fps: 240\ntime,event\n0.40,take-off\n0.85,landing\n")
    assert (fine.resolution_s, coarse.resolution_s) == (0.001, 0.01)
    assert any("coarser" in each for each in coarse.taken)
    assert not any("coarser" in each for each in fine.taken)
    assert read(THREE_JUMPS).resolution_s == 0


def test_sets_sides_and_facts_in_columns_are_read() -> None:
    text = (
        "Run;Frame;Event;Foot;fps;distance_m;exercise;date;device\n"
        "1;10;contact;L;120;30 m;bounding;29.01.2027;A phone\n"
        "1;30;toe off;;120;;;;\n"
        "1;60;contact;right;;;;;\n"
        "2;900;left contact;;;;;;\n"
        "2;920;toe off;;;;;;\n"
    )
    marks = read(text)
    assert marks.distance_m == 30
    assert (marks.exercise, marks.device) == ("bounding", "A phone")
    assert marks.start is not None and marks.start.date().isoformat() == "2027-01-29"
    assert [mark.side for mark in marks.marks] == [
        Side.LEFT,
        Side.UNKNOWN,
        Side.RIGHT,
        Side.LEFT,
        Side.UNKNOWN,
    ]
    assert [mark.number for mark in marks.marks] == [1, 1, 1, 2, 2]


def test_a_start_begins_the_next_run() -> None:
    text = "# fps: 60\nframe,event\n10,start\n300,finish\n900,start\n1190,finish\n"
    assert [mark.number for mark in read(text).marks] == [1, 1, 2, 2]


def test_our_json_says_the_same_as_the_table() -> None:
    marks = [
        {"frame": frame, "event": event, "set": 1} for frame, event in ((100, "take-off"), (208, "landing"))
    ]
    data = {"format": "fullstride frame marks", "version": 1, "fps": 240, "marks": marks}
    text = json.dumps(data | {"exercise": "squat_jumps", "start": "2027-01-29T17:30:00+01:00"})
    assert is_frame_marks(text.encode(), "marks.json")
    found = read(text, "marks.json")
    assert found.format == "fullstride"
    assert found.marks == (
        FrameMark(time_s=100 / 240, seen=Seen.TAKE_OFF),
        FrameMark(time_s=208 / 240, seen=Seen.LANDING),
    )
    assert found.start is not None and found.start.utcoffset() is not None


def test_json_that_breaks_off_keeps_what_is_whole() -> None:
    marks = [
        {"frame": frame, "event": "landing" if at % 2 else "take-off"}
        for at, frame in enumerate(range(0, 900, 90))
    ]
    text = json.dumps(
        {"format": "fullstride frame marks", "version": 1, "fps": 240, "marks": marks}, indent=1
    )
    found = read(text[: len(text) * 2 // 3], "marks.json")
    assert 0 < len(found.marks) < len(marks)
    assert "breaks off in line" in found.cut


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("frame,event\n1,take-off\n9,landing\n", "", "# fps: 240"),
        ("# fps: 240\nframe,event\n100,take-off\n90,landing\n", "line 4", "goes back in time after line 3"),
        ("# fps: 240\nframe,event\n1,take-off\n9,landing\n20,landing\n", "line 5", "without a take-off"),
        ("# fps: 240\nframe,event\n1,take-off\n9,take-off\n", "line 4", "without a landing"),
        ("# fps: 240\n# exercise: squat jumps\nframe,event\n9,landing\n", "line 4", "without a take-off"),
        ("# fps: 240\nframe,event\n1,take-off\n1,landing\n", "line 4", "same frame as line 3"),
        ("# fps: 240\nframe,event\n1,take-of\n", "line 3", "did you mean take-off"),
        ("# fps: 240\nframe,event\n1,hello\n9,landing\n", "line 3", "is no event; it can be take-off"),
        ("# fps: 240\nframe,event\n-4,take-off\n9,landing\n", "line 3", "lies before the first"),
        ("# fps: 240\nframe,event\n1.5,take-off\n9,landing\n", "line 3", "no whole number"),
        ("# fps: 240\ntime,event\n1;5,take-off\n", "line 3", "no time"),
        ("# fps: 240\nframe,event\n,take-off\n", "line 3", "names no frame"),
        ("# fps: 240\nframe,event\n5,\n9,landing\n", "line 3", "names no event"),
        ("# fps: 240\ntime,event\n1,234,take-off\n1,684,landing\n", "line 3", "semicolons"),
        ("# fps: many\nframe,event\n1,take-off\n", "line 1", "number of frames a second"),
        ("# fps: 5\nframe,event\n1,take-off\n", "line 1", "from 10 to 2000"),
        ("# fps: 30\n# played_fps: 240\nframe,event\n1,take-off\n", "line 2", "swapped"),
        ("# fps: 30\n# fps: 240\nframe,event\n1,take-off\n", "line 2", "line 1 says"),
        ("# fps: 240\n# exercise: yoga\nframe,event\n1,take-off\n", "line 2", "it can be squat_jumps"),
        ("# fps: 240\n# distance: 30000\nframe,event\n1,take-off\n", "line 2", "taped distance"),
        ("# fps: 240\n# date: 3/4/2027\nframe,event\n1,take-off\n", "line 2", "2027-01-29"),
        ("# fps: 240\nframe,event,side\n1,take-off,up\n", "line 3", "neither left nor right"),
        ("# fps: 240\nframe,event,set\n1,take-off,x\n", "line 3", "no number"),
        ("# fps: 240\nframe,event,set\n1,take-off,2\n9,landing,1\n", "line 4", "goes back to set 1"),
        ("# fps: 240\nframe,event\n", "", "no marks"),
        ("hello\nworld\n", "", "names its columns"),
        ("", "", "is empty"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_sentence_with_its_line(text: str, place: str, word: str) -> None:
    sentence = said(text)
    assert sentence.startswith(f"marks.csv, {place}:" if place else "marks.csv:")
    assert word in sentence


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"version": 2}, "version 1"),
        ({"fps": None}, '"fps": 240'),
        ({"fps": True}, "neither a text nor a number"),
        ({"marks": []}, "no list of marks"),
        ({"marks": ["x"]}, "is no mark"),
        ({"marks": [{"event": "landing"}]}, "names no"),
        ({"marks": [{"frame": -1, "event": "landing"}]}, "whole numbers from 0"),
        ({"marks": [{"frame": 1.5, "event": "landing"}]}, "whole numbers from 0"),
        ({"marks": [{"time_s": float("nan"), "event": "landing"}]}, "seconds from 0"),
        ({"marks": [{"frame": 1, "event": []}]}, "neither a text nor a number"),
        ({"marks": [{"frame": 1, "event": "landing", "set": 0}]}, "numbered from 1"),
        ({"marks": [{"frame": 1, "event": "landing", "side": "up"}]}, "neither left nor right"),
    ],
)  # fmt: skip
def test_json_that_makes_no_sense_names_its_key(change: dict[str, object], word: str) -> None:
    whole = {
        "format": "fullstride frame marks",
        "version": 1,
        "fps": 240,
        "marks": [{"frame": 1, "event": "take-off"}],
    }
    assert word in said(json.dumps(whole | change), "marks.json")


def test_a_table_with_a_lost_quote_is_still_known_and_refused_with_its_line() -> None:
    text = '# fps: 240\nframe,event\n"1,take-off\n9,landing\n'
    assert is_frame_marks(text.encode(), "a.csv")
    assert "line 3" in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "time,x,y,z\n0.0,1,2,3\n",
        '"Time (s)","Acceleration x (m/s^2)"\n0.0,1\n',
        "date,title\n2027-01-29,take off\n",
        "time,event\n10,start\n20,end\n",
        '{"format": "something else"}',
        "",
        "landing\n",
    ],
)
def test_other_tables_are_not_taken_for_marks(text: str) -> None:
    assert not is_frame_marks(text.encode(), "a.csv")


@given(
    cut=st.integers(0, len(THREE_JUMPS)), flips=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)))
)
@settings(max_examples=150, deadline=None)
def test_damaged_files_are_read_or_refused_in_one_sentence(cut: int, flips: list[tuple[int, int]]) -> None:
    raw = bytearray(THREE_JUMPS.encode()[:cut])
    for at, value in flips:
        if raw:
            raw[at % len(raw)] = value
    is_frame_marks(bytes(raw), "a.csv")
    try:
        marks = read_frame_marks(bytes(raw), "a.csv")
    except UnreadableInput as error:
        assert len(str(error)) < 400
    else:
        assert times(marks) == sorted(times(marks))


@given(data=st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_noise_is_refused(data: bytes) -> None:
    assert not is_frame_marks(data, "a.csv")
    with pytest.raises(UnreadableInput):
        read_frame_marks(data, "a.csv")
