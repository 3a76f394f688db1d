"""Each file in files/invalid has one disease, and gives what is readable of it or a sentence on why not."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

import make_invalid
from fullstride.domain.errors import UnreadableInput
from fullstride.formats.archives import Member, members, read_member
from fullstride.formats.recordings import read_recordings
from helpers import run_here

FILES = sorted(make_invalid.FOLDER.iterdir())
PACKED = (".gz", ".zip")
# sound files that hold no run are no loss, so that a folder's history doesn't list them
NO_RECORDINGS = ("settings.fit", "no-points.gpx", "no-times.gpx")
LARGEST_FILE, LARGEST_ALL = 25_000, 400_000  # bytes
LARGEST_READ = 100_000_000  # bytes of a small file's recordings


@dataclass(frozen=True)
class Expected:
    """`records` of each recording, `cut` the start of the sentence on what was lost; `refused` why not."""

    records: tuple[int, ...] = ()
    cut: str = ""
    refused: str = ""


def kept(*records: int, cut: str = "", refused: str = "") -> Expected:
    return Expected(records, cut, refused)


def refused(why: str) -> Expected:
    return Expected(refused=why)


# The sick run has 45 records unless its maker says otherwise; `refused` beside records is told of a
# part of the file, or of another in the same archive.
EXPECTED: dict[str, Expected] = {
    "a-thousand-in-a-chain.fit": kept(45),
    "apple-export-cut-off.zip": kept(
        45, refused="breaks off within 1 045 bytes, before its end; 1 workout was read"
    ),
    "apple-export-nested-without-end.zip": kept(
        45, refused="breaks off within 300 655 bytes, before its end; 1 workout was read"
    ),
    "apple-export-of-empty-elements.zip": kept(
        45, refused="breaks off within 400 640 bytes, before its end; 1 workout was read"
    ),
    "attribute-of-900-kilobytes.gpx.gz": kept(45),
    "bare-ampersands.tcx": kept(45),
    "both-byte-orders.fit": kept(90),
    "byte-order-255.fit": kept(45),
    "channels-with-clocks-of-their-own.json.gz": kept(148213),
    "checksum-missing.fit": kept(45),
    "checksum-wrong.fit": kept(45),
    "clock-jumps-a-century.fit": kept(90),
    "clock-jumps-a-century.gpx": kept(45),
    "clock-jumps-back-a-day.fit": kept(301),
    "clock-jumps-with-every-record.fit": kept(2000),
    "comment-never-closed.gpx": kept(45, cut="is damaged at line 1 (the file is cut off)"),
    "comments-never-closed.gpx.gz": refused("begins as XML and has no element, so it is neither TCX nor GPX"),
    "compressed-times-from-nowhere.fit": kept(45),
    "compressed-times.fit": kept(45),
    "cut-in-half.fit": kept(19, cut="stops at byte 202 in the middle of a record, where the file ends"),
    "cut-in-half.gpx": kept(23, cut="breaks off at line 1 (the file is cut off)"),
    "cut-in-half.json": kept(41, cut="breaks off at line 1"),
    "cut-in-half.tcx": kept(23, cut="breaks off at line 1 (the file is cut off)"),
    "data-size-zero.fit": kept(45, cut="stops at byte 412 without an end, as when a watch switches off"),
    "definition-again-and-again.fit": kept(45),
    "definition-of-255-fields.fit": kept(
        45, cut="stops at byte 410 in the middle of a record, where the file ends"
    ),
    "definition-of-size-zero.fit": kept(5045),
    "definitions-alone.fit": refused("holds no record and no session"),
    "definitions-without-end.fit.gz": kept(
        45, cut="stops at byte 1 500 398 where too many kinds of records are defined, or too often"
    ),
    "developer-field-undescribed.fit": kept(45),
    "developer-speeds-not-numbers.fit": kept(45),
    "eleven-hundred-tracks.gpx.gz": kept(
        *[1] * 1000, cut="holds 1100 recordings, of which the first 1000 were read"
    ),
    "empty.fit": refused("is empty"),
    "entity-bomb.tcx": refused("defines entities of its own, which no recording needs"),
    "entity-from-outside.gpx": refused("defines entities of its own, which no recording needs"),
    "exercises-that-are-none.json": refused("holds no exercise with a start time"),
    "fields-of-size-zero.fit": kept(5045),
    "fit-named-gpx.gpx": kept(45),
    "garmin-list-nested-without-end.zip": kept(45),
    "garmin-list-of-wrong-kinds.zip": kept(45),
    "gpx-that-goes-on-as-zeros.gpx.gz": refused("unpacks to more than 3 MB, which no recording does"),
    "gpx-that-is-html.gpx": refused(
        "is a web page, not a recording; the download may have asked for a login"
    ),
    "gzip-checksum-wrong.gpx.gz": kept(45, cut="breaks off at line 1 (the file is cut off)"),
    "gzip-cut-in-half.gpx.gz": kept(289, cut="breaks off at line 1 (the file is cut off)"),
    "gzip-four-times.gpx.gz": refused("is packed with gzip more than twice"),
    "gzip-header-alone.fit.gz": refused("is packed with gzip, and nothing can be unpacked from it"),
    "gzip-in-two-parts.gpx.gz": kept(45),
    "gzip-with-junk-behind.gpx.gz": kept(45),
    "header-alone.fit": refused(
        "stops at byte 14 without an end, as when a watch switches off, before the f"
    ),
    "header-crc-zero.fit": kept(45),
    "header-of-12-bytes.fit": kept(45),
    "header-size-with-a-flipped-bit.fit": kept(45),
    "interval-of-nothing.json": kept(45),
    "interval-of-years.json": kept(45),
    "interval-of-zero.json": kept(45),
    "junk-behind.fit": kept(45),
    "kml.gpx": refused("is KML, a drawing on a map without times; export TCX, GPX or FIT instead"),
    "laps-outside-of-time.fit": kept(45),
    "last-20-bytes-missing.fit": kept(
        42, cut="stops at byte 386 in the middle of a record, where the file ends"
    ),
    "mark-with-a-flipped-bit.fit": kept(45),
    "misaligned-field.fit": kept(45),
    "name-of-broken-letters.fit": kept(45),
    "nan-speeds.gpx": kept(45),
    "nan-speeds.json": kept(80),
    "nested-without-end.gpx.gz": refused("holds more, or deeper, than any recording does"),
    "nested-without-end.json.gz": refused("is no JSON that can be read"),
    "no-points.gpx": refused("holds no track, so there is nothing that was recorded"),
    "no-times.gpx": refused("has no times, so it is a route or a course, not a recording"),
    "noise-in-the-middle.fit": kept(147, cut="stops at byte 1 226 where a record was expected"),
    "noise.fit": refused("is neither FIT, TCX, GPX nor a Polar session"),
    "nothing-but-brackets.json.gz": refused("is no JSON that can be read"),
    "nothing-but-tags.gpx.gz": refused("holds more tags, and less between them, than any recording does"),
    "numbers-past-all-size.json": kept(45),
    "numbers-past-all-size.tcx": kept(20),
    "one-point.gpx": kept(1),
    "pauses-after-every-point.gpx.gz": kept(3000),
    "pauses-without-end.fit.gz": kept(45),
    "places-off-the-earth.gpx": kept(45),
    "points-twice.tcx": kept(90),
    "prefix-undeclared.gpx": kept(45),
    "records-of-nothing.fit": refused("holds no record and no session"),
    "says-utf-16-and-is-not.tcx": kept(45),
    "settings.fit": refused("is not an activity but a settings file"),
    "stands-still.fit": kept(300),
    "steps-in-a-circle.fit": kept(45),
    "strava-list-of-commas.zip": kept(45),
    "strava-list-of-noise.zip": kept(45),
    "strava-list-quote-never-closed.zip": kept(45),
    "tcx-named-fit.fit": kept(45),
    "time-of-two-bytes.fit": kept(45),
    "times-of-nobody.tcx": kept(0),
    "times-run-backwards.fit": kept(45),
    "times-run-backwards.tcx": kept(45),
    "times-stand-still.fit": kept(45),
    "times-that-are-none.tcx": kept(45),
    "tracks-in-tracks.gpx": kept(45),
    "two-in-a-chain.fit": kept(45, 30),
    "two-to-the-32-records.fit": kept(45, cut="stops at byte 412 where the file ends before its time"),
    "undefined-local-type.fit": kept(45, cut="stops at byte 410 where a record was expected"),
    "utf-16-without-saying-so.tcx": kept(45),
    "year-9999.gpx": refused("has times, but none between 1970 and 2200"),
    "zeros-10-gb.gpx.gz": refused("unpacks to more than 4 MB, which no recording does"),
    "zeros-from-the-middle.fit": kept(19, cut="stops at byte 410 where something else follows"),
    "zeros-in-the-middle.tcx": kept(41, cut="is damaged at line 1 (mismatched tag)"),
    "zeros.fit": refused("is neither FIT, TCX, GPX nor a Polar session"),
    "zip-checksum-wrong.zip": kept(
        45, 45, cut="is damaged inside its zip (its checksum is wrong), so values may be wrong too"
    ),
    "zip-claims-4-gb.zip": refused("claims to unpack from 282 bytes to 4 295 MB, as no recording does"),
    "zip-claims-nothing.zip": refused("is empty"),
    "zip-cut-in-half.zip": kept(
        45,
        14,
        cut="breaks off at line 1 (the file is cut off)",
        refused="is damaged or was cut off; 2 files were found in it",
    ),
    "zip-empty.zip": kept(),  # nothing is in it, and nothing wrong with it
    "zip-entries-beyond-the-end.zip": refused("shares its bytes with another file, as no sound zip does"),
    "zip-entries-overlap.zip": kept(45, refused="shares its bytes with another file, as no sound zip does"),
    "zip-locked.zip": refused("is locked with a password; unpack the zip and name the folder"),
    "zip-name-of-60000-letters.zip.gz": refused(
        "is a zip archive, not one recording; give it to a command that reads archiv"
    ),
    "zip-name-with-nul.zip": kept(45),
    "zip-named-fit.fit": kept(45, 45),
    "zip-names-that-leave.zip": kept(45, refused="has a name that points outside the zip"),
    "zip-of-a-strange-method.zip": refused(
        "is packed in a way we can't unpack (PPMd); unpack the zip and name the fold"
    ),
    "zip-of-zeros.zip": kept(45, refused="claims to unpack from 14589 bytes to 15 MB, as no recording does"),
    "zip-quine-like.zip": refused("is a zip more than 3 zips deep"),
    "zip-same-name-twice.zip": kept(30, refused="is in the zip twice; the later one is read"),
    "zip-table-lost.zip": kept(45, 45, refused="is damaged or was cut off; 2 files were found in it"),
    "zip-table-of-lies.zip": kept(45, 45),
    "zip-twelve-deep.zip": refused("is a zip more than 3 zips deep"),
    "zip64-claims-without-end.zip": kept(
        45, 45, refused="is damaged or was cut off; 2 files were found in it"
    ),
}


@dataclass
class Found:
    records: list[int]
    cuts: list[str]
    sentences: list[str]


def found_in(path: Path) -> Found:
    found = Found([], [], [])
    for member in members(path):
        if not isinstance(member, Member):
            if not member.harmless:
                found.sentences.append(f"{member.name}: {member.why}")
            continue
        try:
            recordings = read_member(member)
        except UnreadableInput as error:
            found.sentences.append(str(error))
        else:
            found.records += [len(recording) for recording in recordings]
            found.cuts += [recording.cut for recording in recordings if recording.cut]
    return found


def test_the_folder_holds_what_is_made_and_what_is_expected_and_stays_small() -> None:
    names = [path.name for path in FILES]
    assert names == sorted(make_invalid.made()) == sorted(EXPECTED)
    sizes = [path.stat().st_size for path in FILES]
    assert max(sizes) < LARGEST_FILE and sum(sizes) < LARGEST_ALL


def test_what_is_not_packed_is_made_again_byte_for_byte() -> None:
    for name, make in make_invalid.made().items():
        if not name.endswith(PACKED) and not name.startswith("zip"):
            assert (make_invalid.FOLDER / name).read_bytes() == make(), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_readable_is_kept_and_the_rest_is_told_in_a_sentence(path: Path) -> None:
    expected, found = EXPECTED[path.name], found_in(path)
    assert tuple(found.records) == expected.records
    assert bool(found.cuts) == bool(expected.cut)
    assert all(each.replace("\u2009", " ").startswith(expected.cut) for each in found.cuts[:1])
    assert bool(found.sentences) == bool(expected.refused)
    for sentence in found.sentences:
        assert path.name in sentence and "\n" not in sentence
    if found.sentences:
        assert expected.refused in found.sentences[0].replace("\u2009", " ")


@pytest.mark.parametrize("name", ["channels-with-clocks-of-their-own.json.gz", "tracks-in-tracks.gpx"])
def test_what_a_small_file_says_never_takes_much_memory(name: str) -> None:
    recordings = read_recordings((make_invalid.FOLDER / name).read_bytes(), name)
    columns = [column for each in recordings for column in (*each.channels.values(), *each.extra.values())]
    assert columns and sum(column.nbytes for column in columns) < LARGEST_READ


@pytest.mark.parametrize("command", ["measure", "audit"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_command_answers_with_an_object_and_sentences(path: Path, command: str) -> None:
    ran = run_here(command, path, "--json", "--jobs", 1)
    answer = json.loads(ran.out)
    assert ran.code in (0, 1, 2) and isinstance(answer, dict)
    assert "fault in this program" not in ran.out + ran.err
    assert all(line.isprintable() and line.endswith(".") for line in ran.err.splitlines())
    for recording in answer["recordings"] if command == "measure" else ():
        assert recording["duration_s"] >= 0 and recording["distance_m"] >= 0


def test_a_folder_of_all_of_them_is_read_as_far_as_it_can_be() -> None:
    ran = run_here("audit", make_invalid.FOLDER, "--json", "--jobs", 1)
    answer = json.loads(ran.out)
    assert ran.code in (0, 1)
    unreadable = {str(Path(each["file"])) for each in answer["unreadable"]}
    for name, expected in EXPECTED.items():
        if expected.refused and not expected.records and name not in NO_RECORDINGS:
            assert any(name in file for file in unreadable), name
