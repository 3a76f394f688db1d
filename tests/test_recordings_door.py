"""The door looks at what a file is, whatever it is called, and never unpacks more than a recording."""

import gzip
import json
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.errors import UnreadableInput
from fullstride.formats import recordings
from fullstride.formats.recordings import read_recording_file, read_recordings

POINTS = "".join(
    f'<trkpt lat="47" lon="8.{second:03d}"><time>2026-04-30T06:00:{second:02d}Z</time></trkpt>\n'
    for second in range(60)
)
GPX = f'<?xml version="1.0"?>\n<gpx version="1.1"><trk><trkseg>\n{POINTS}</trkseg></trk></gpx>'.encode()
TCX = b"""<TrainingCenterDatabase><Activities><Activity Sport="Running"><Id>2026-04-30T06:00:00Z</Id>
<Lap StartTime="2026-04-30T06:00:00Z"><TotalTimeSeconds>60</TotalTimeSeconds><Track><Trackpoint>
<Time>2026-04-30T06:00:00Z</Time></Trackpoint></Track></Lap></Activity></Activities></TrainingCenterDatabase>"""
SPEED = {"type": "SPEED", "intervalMillis": 1000, "values": [10.8, 10.8]}
EXERCISE = {"startTime": "2026-04-30T08:00:00", "samples": {"samples": [SPEED]}}
POLAR = json.dumps({"exercises": [EXERCISE]}).encode()
EACH = {"gpx": GPX, "tcx": TCX, "polar": POLAR}


@pytest.mark.parametrize("kind", EACH)
@pytest.mark.parametrize("packed", [0, 1, 2])
def test_content_decides_and_the_name_does_not(kind: str, packed: int, tmp_path: Path) -> None:
    data = EACH[kind]
    for _ in range(packed):
        data = gzip.compress(data)
    path = tmp_path / "activity.fit"
    path.write_bytes(data)
    (run,) = read_recording_file(path)
    assert (run.format, run.cut) == (kind, "")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"PK\x03\x04" + bytes(50), "is a zip archive, not one recording"),
        (b"%PDF-1.7", "is a PDF"),
        (b"<!doctype html><html>", "is a web page"),
        (b"<html><body>", "is a web page"),
        (b'<?xml version="1.0"?><kml/>', "is KML"),
        (b"<HealthData>", "is Apple's whole health export"),
        (b"<svg>", "is XML that begins with <svg>"),
        (b"\x01hello", "is neither FIT, TCX, GPX nor a Polar session; its first bytes are 01 68 65 6c 6c 6f"),
        (b"hello", "what is read of text is a phone's log (columns time, x, y and z,"),
        (b"9.81\n9.79\n9.80\n", "or marks of a video (fps above, columns frame and event)"),
        (b"z\r\n9.81\r\n9.79\r\n", "motion-logs.md and frame-marks.md in docs/reference describe both"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "is an Excel file; export a phone's log as CSV"),
        (b"fps,240\nvideo,what\n456,take-off\n", "is a table, yet no phone's log"),
        (b"t;x;y\r\n1;2;3\r\n", "is a table, yet no phone's log"),
        (b"hello, world", "is neither FIT, TCX, GPX nor a Polar session"),
        (bytes(5000), "is neither FIT, TCX, GPX nor a Polar session"),
        (b'{"weeks": []}', "no training session of Polar"),
        (bytes([14, 32, 0, 0, 0, 0, 0, 0]) + b".FIT", ""),
        (gzip.compress(gzip.compress(gzip.compress(GPX))), "is packed with gzip more than twice"),
        (gzip.compress(b"", mtime=0), "nothing can be unpacked"),
        (b"\x1f\x8b\x08", "nothing can be unpacked"),
        (b"\x1f\x8b" + bytes(100), "nothing can be unpacked"),
    ],
)
def test_anything_else_is_named_for_what_it_is(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableInput, match=r"^some file") as refused:
        read_recordings(data, "some file")
    assert says in str(refused.value) and "\n" not in str(refused.value)


def packed_run(begin: bytes, filler: bytes, megabytes: int) -> bytes:
    packing = zlib.compressobj(6, zlib.DEFLATED, 31)
    filling = filler * (1_000_000 // len(filler))
    return b"".join(
        [packing.compress(begin), *(packing.compress(filling) for _ in range(megabytes)), packing.flush()]
    )


@pytest.mark.parametrize(
    ("begin", "filler"), [(b"", b"\0"), (GPX[:200], b"\0"), (GPX[:200], b"<a>"), (b"{", b" ")]
)
def test_a_bomb_costs_little_and_is_refused(begin: bytes, filler: bytes) -> None:
    bomb = packed_run(begin, filler, 120)
    tracemalloc.start()
    with pytest.raises(UnreadableInput):
        read_recordings(bomb, "bomb.gpx.gz")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 150_000_000


def test_a_bomb_in_a_bomb_is_refused() -> None:
    with pytest.raises(UnreadableInput):
        read_recordings(gzip.compress(packed_run(b"", b"\0", 120)), "bomb.gz")


def test_a_packed_file_that_is_cut_off_keeps_what_can_be_unpacked() -> None:
    long = GPX.replace(
        b"</trkseg>", b"".join(b"<!-- %d -->" % number for number in range(5000)) + b"</trkseg>"
    )
    packed = gzip.compress(long)
    (run,) = read_recordings(packed[: len(packed) * 3 // 4], "run.gpx.gz")
    assert len(run) == 60 and run.cut.startswith("breaks off at line 63")


def test_a_packed_file_with_a_wrong_checksum_is_read_and_says_so() -> None:
    packed = bytearray(gzip.compress(GPX))
    packed[-6] ^= 1
    (run,) = read_recordings(bytes(packed), "run.gpx.gz")
    assert len(run) == 60 and run.cut


def test_a_packing_that_breaks_off_after_a_whole_file_is_said() -> None:
    (run,) = read_recordings(gzip.compress(GPX + b" " * 100_000)[:-9], "run.gpx.gz")
    assert len(run) == 60 and run.cut == "is damaged in its gzip packing, so its end may be missing"


def test_members_of_one_gzip_are_read_as_one() -> None:
    assert len(read_recordings(gzip.compress(GPX[:1000]) + gzip.compress(GPX[1000:]), "x")[0]) == 60


def test_a_file_past_the_limit_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long.gpx"
    path.write_bytes(GPX)
    monkeypatch.setattr(recordings, "RECORDING_LIMIT", 1000)
    with pytest.raises(UnreadableInput, match="is the most that is read"):
        read_recording_file(path)


@settings(max_examples=300)
@given(st.data())
def test_whatever_bytes_come_they_are_read_or_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([GPX, TCX, POLAR, gzip.compress(GPX), gzip.compress(POLAR)]))
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged)))
        damaged[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=12))
    try:
        found = read_recordings(bytes(damaged), "run")
    except UnreadableInput as refused:
        assert str(refused).startswith("run") and "\n" not in str(refused)
    else:
        assert found
