"""Exports of Strava and Garmin: what their lists say joins the recordings, whatever the language."""

import csv
import datetime as dt
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.errors import NotARecording
from fullstride.formats.archives import Member, Skipped, members, read_member
from fullstride.formats.garmin_export import read_list as read_summaries
from fullstride.formats.strava_archive import read_list
from fullstride.formats.strava_names import date_written, sport_named
from made_archives import START_FIT, UTC, fit, gpx, unpacked, zipped
from made_fit import Made

START = dt.datetime(2026, 4, 30, 5, 12, tzinfo=UTC)


def strava_list(
    rows: list[list[str]], header: str = "Activity ID,Activity Date,Activity Name,Activity Type"
) -> bytes:
    """Two columns have the same name, as in the real one; the file is column 12."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*header.split(","), "Distance", *"abcdefg", "Filename", "Elapsed Time", "Distance"])
    for row in rows:
        writer.writerow([*row[:4], "10.01", *[""] * 7, row[4], "3600", "10012.5"])
    return text.getvalue().encode()


ROWS = [
    ["11", "Apr 30, 2026, 5:12:00 AM", "Strides, at last", "Run", "activities/911.gpx.gz"],
    ["12", "Apr 30, 2026, 6:12:00 PM", "Zum See", "Radfahrt", "activities/912.fit.gz"],
    ["13", "May 1, 2026, 6:12:00 PM", "Gone", "Run", "activities/913.tcx.gz"],
    ["14", "May 1, 2026, 8:00:00 PM", "By hand", "Run", ""],
]
STRAVA = {
    "activities.csv": strava_list(ROWS),
    "activities/911.gpx.gz": gzip.compress(gpx(4)),
    "activities/912.fit.gz": gzip.compress(fit(3)),
    "activities/950.gpx": gpx(2),
    "routes/1.gpx": b"<gpx/>",
    "media/1.jpg": b"x",
    "profile.csv": b"a,b",
}


@pytest.mark.parametrize("form", ["zip", "folder", "zip with a folder", "folder among others"])
def test_a_strava_archive_gives_its_files_with_titles_and_sports(tmp_path: Path, form: str) -> None:
    inside = "" if form in ("zip", "folder") else "export_77/"
    files = {inside + name: content for name, content in STRAVA.items()}
    path = tmp_path / "strava"
    if form.startswith("zip"):
        path.write_bytes(zipped(files))
    else:
        unpacked(path, files | ({"other/run.gpx": gpx(9)} if inside else {}))
    found = list(members(path))
    runs = [each for each in found if isinstance(each, Member)]
    shown = [(each.name.rpartition("/")[2], each.title, each.sport, each.start) for each in runs]
    assert shown[:3] == [
        ("911.gpx.gz", "Strides, at last", "running", START),
        ("912.fit.gz", "Zum See", "cycling", START.replace(hour=18)),
        ("950.gpx", "", "", None),
    ]
    recordings = [read_member(each)[0] for each in runs[:3]]
    assert [(len(each), each.title, each.sport) for each in recordings] == [
        (4, "Strides, at last", "running"),
        (3, "Zum See", "cycling"),
        (2, "", ""),
    ]
    skipped = [each for each in found if isinstance(each, Skipped)]
    assert [each.name.rpartition("/")[2] for each in skipped if not each.harmless] == ["913.tcx.gz"]
    assert any("1 .gpx" in each.why and "1 .jpg" in each.why for each in skipped if each.harmless)


def test_files_that_were_unpacked_since_keep_their_hints(tmp_path: Path) -> None:
    files = {"activities.csv": STRAVA["activities.csv"], "activities/911.gpx": gpx(3)}
    found = [each for each in members(unpacked(tmp_path, files)) if isinstance(each, Member)]
    assert [each.title for each in found] == ["Strides, at last"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Apr 30, 2026, 7:00:00 AM", (4, 30, 7)),
        ("Apr 30, 2026, 12:00:00 AM", (4, 30, 0)),
        ("Apr 30, 2026, 7:00:00\u202fPM", (4, 30, 19)),
        ("30.04.2026, 07:00:00", (4, 30, 7)),
        ("30 avr. 2026 à 07:00:00", (4, 30, 7)),
        ("1 juil. 2026 à 07:00:00", (7, 1, 7)),
        ("1 juin 2026, 07:00:00", (6, 1, 7)),
        ("30 de abr. de 2026, 07:00:00", (4, 30, 7)),
        ("30 dic 2026, 7:00:00", (12, 30, 7)),
        ("30 kwi 2026, 07:00:00", (4, 30, 7)),
        ("2026/04/30 7:00:00", (4, 30, 7)),
        ("2026年4月30日 07:00:00", (4, 30, 7)),
        ("2026. 4. 30. 오후 7:00:00", (4, 30, 19)),
        ("30/04/2026, 07:00:00", (4, 30, 7)),
        ("4/30/2026, 7:00:00 AM", (4, 30, 7)),
    ],
)
def test_dates_are_read_in_the_language_of_the_account(written: str, read: tuple[int, int, int]) -> None:
    month, day, hour = read
    assert date_written(written) == dt.datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", "soon", "03/04/2026, 07:00:00", "99 abr 2026", "31 Feb 2026, 7:00:00 AM", "7"]
)
def test_a_date_that_may_mean_two_days_or_none_is_no_hint(written: str) -> None:
    assert date_written(written) is None


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(written: str) -> None:
    assert date_written(written) is None or date_written(written)
    assert isinstance(sport_named(written), str)


def test_sports_are_known_in_many_languages() -> None:
    runs = [
        "Run",
        "Laufen",
        "Course à pied",
        "Carrera",
        "Corrida",
        "Corsa",
        "Hardlopen",
        "Bieg",
        "Løpetur",
        "Berglauf",
        "ラン",
        "跑步",
        "Trail Run",
    ]
    assert {sport_named(each) for each in runs} == {"running"}
    assert sport_named("Snorkel") == ""


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\0", b'"' * 1000, b"a,b\n1,2\n", b"activities", ("x" * 300_000).encode(), b"\0" * 50],
)
def test_what_is_no_list_is_none(data: bytes) -> None:
    assert read_list(data) is None


def test_the_list_is_read_by_position_even_without_its_header() -> None:
    body = strava_list(ROWS).split(b"\r\n", 1)[1]
    listed = read_list(body)
    assert listed and listed["activities/911.gpx.gz"].title == "Strides, at last"


def test_a_watch_without_a_clock_takes_the_start_that_the_list_says(tmp_path: Path) -> None:
    no_clock = Made().file_id().records(30, start=1000).file()
    path = tmp_path / "strava.zip"
    path.write_bytes(
        zipped({"activities.csv": strava_list(ROWS[1:2]), "activities/912.fit.gz": gzip.compress(no_clock)})
    )
    (member,) = (each for each in members(path) if isinstance(each, Member))
    (run,) = read_member(member)
    assert run.start == dt.datetime(2026, 4, 30, 18, 12, tzinfo=UTC) and len(run) == 30


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_that_a_spreadsheet_saved_again_is_the_same_list(encoding: str, separator: str) -> None:
    text = io.StringIO()
    rows = csv.reader(
        io.StringIO(strava_list([[*ROWS[1][:2], "Läufe;\nan der Spree", *ROWS[1][3:]]]).decode())
    )
    csv.writer(text, delimiter=separator).writerows(rows)
    listed = read_list(text.getvalue().encode(encoding))
    assert listed and listed["activities/912.fit.gz"].title == "Läufe; an der Spree"
    assert listed["activities/912.fit.gz"].sport == "cycling"


def test_a_quote_that_nobody_closed_costs_the_rows_behind_it() -> None:
    listed = read_list(strava_list(ROWS[:2]) + b'15,"' + b"x" * 200_000)
    assert listed and set(listed) == {"activities/911.gpx.gz", "activities/912.fit.gz"}


SUMMARY = [
    {
        "summarizedActivitiesExport": [
            {"activityId": 1, "name": "6 × 20 s", "beginTimestamp": START_FIT.timestamp() * 1000 + 2000},
            {"activityId": 2, "name": "Elsewhere", "startTimeGmt": START_FIT.timestamp() * 1000 + 90_000},
            {"activityId": 3, "name": None, "beginTimestamp": "x"},
            "odd",
        ]
    }
]


@pytest.mark.parametrize("form", ["zip", "stored", "folder", "part of the folder"])
def test_a_garmin_export_gives_activities_with_titles_from_its_nested_zips(tmp_path: Path, form: str) -> None:
    uploads = {"me_1.fit": fit(3), "me_2.fit": fit(kind=15), "me_3.fit": fit(4, start=1_000_500_000)}
    files = {
        "DI_CONNECT/DI-Connect-Fitness/me_0_summarizedActivities.json": json.dumps(SUMMARY).encode(),
        "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip": zipped(uploads),
        "DI_CONNECT/DI-Connect-Wellness/sleep.json": b'{"exercises": []}',
        "customer_data/customer.json": b"{}",
    }
    path = tmp_path / "garmin"
    if form in ("zip", "stored"):
        path.write_bytes(zipped(files, zipfile.ZIP_STORED if form == "stored" else zipfile.ZIP_DEFLATED))
    else:
        unpacked(path, files)
        path = path / "DI_CONNECT/DI-Connect-Uploaded-Files" if form.startswith("part") else path
    runs = [each for each in members(path) if isinstance(each, Member)]
    assert [each.inside[-1] for each in runs] == ["me_1.fit", "me_2.fit", "me_3.fit"]
    assert [each.title for each in read_member(runs[0])] == ["6 × 20 s"]
    with pytest.raises(NotARecording, match="monitoring"):
        read_member(runs[1])
    assert [each.title for each in read_member(runs[2])] == [""]


@pytest.mark.parametrize(
    "data", [b"", b"[", b"[" * 100_000, b"3", b'{"summarizedActivitiesExport": 3}', b"[[]]"]
)
def test_a_list_that_cannot_be_read_gives_no_titles(data: bytes) -> None:
    assert read_summaries(data) == {}


def test_polar_sessions_are_told_from_the_other_files_of_their_export(tmp_path: Path) -> None:
    session = b'{"exportVersion": "1.6", "name": "Run", "exercises": []}'
    files = {
        "training-session-2026-04-30-1-a.json": session,
        "activity-2026-04-30-a.json": b'{"date": "2026-04-30"}',
        "renamed.json": session,
    }
    (tmp_path / "polar.zip").write_bytes(zipped(files))
    found = [each.inside[-1] for each in members(tmp_path / "polar.zip") if isinstance(each, Member)]
    assert found == ["renamed.json", "training-session-2026-04-30-1-a.json"]
