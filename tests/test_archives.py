"""Files, folders and zips as sources of recordings: all that is readable is read, and nothing is trusted."""

import gzip
import os
import pickle
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fullstride.domain.errors import NotARecording, UnreadableInput
from fullstride.formats.archives import Member, Skipped, member_bytes, members, read_member
from fullstride.formats.zip_sources import BytesSource, InflatedSource
from fullstride.formats.zips import Zip
from made_archives import fit, gpx, unpacked, zipped


def listed(path: Path) -> tuple[list[Member], list[Skipped]]:
    found = list(members(path))
    return (
        [each for each in found if isinstance(each, Member)],
        [each for each in found if isinstance(each, Skipped)],
    )


def names(path: Path) -> list[str]:
    return [each.name.removeprefix(f"{path}/") for each in listed(path)[0]]


def whys(path: Path) -> dict[str, str]:
    return {each.name.removeprefix(f"{path}/"): each.why for each in listed(path)[1]}


RUNS = {"b/two.gpx": gpx(2), "a/one.fit": fit(3), "b/three.gpx.gz": gzip.compress(gpx(4)), "c.dat": fit(5)}
LENGTHS = {"a/one.fit": 3, "b/three.gpx.gz": 4, "b/two.gpx": 2, "c.dat": 5}


def test_a_file_is_an_archive_of_itself_whatever_its_name(tmp_path: Path) -> None:
    for name in ("run.fit", "run.jpg", "run"):
        path = tmp_path / name
        path.write_bytes(fit(3))
        (member,) = listed(path)[0]
        assert member.name == str(path) and len(read_member(member)[0]) == 3


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        next(members(tmp_path / "nothing"))


@pytest.mark.parametrize("form", ["folder", "zip", "stored", "streamed", "zip in zip", "three deep"])
def test_a_folder_and_a_zip_give_the_same_recordings_in_the_order_of_names(tmp_path: Path, form: str) -> None:
    files = {**RUNS, "photo.jpg": b"\xff\xd8", "notes.txt": b"x", "list.json": b'{"days": []}'}
    if form == "folder":
        path = unpacked(tmp_path / "runs", files)
    else:
        method = zipfile.ZIP_STORED if form == "stored" else zipfile.ZIP_DEFLATED
        data = zipped(files, method, streamed=form == "streamed")
        if form in ("zip in zip", "three deep"):
            data = zipped({"inner.zip": data})
        if form == "three deep":
            data = zipped({"middle.zip": data}, zipfile.ZIP_STORED)
        path = tmp_path / "runs.zip"
        path.write_bytes(data)
    found, skipped = listed(path)
    inside = {"zip in zip": "inner.zip/", "three deep": "middle.zip/inner.zip/"}.get(form, "")
    assert [each.name for each in found] == [f"{path}/{inside}{name}" for name in LENGTHS]
    assert [len(read_member(each)[0]) for each in found] == list(LENGTHS.values())
    assert [each.size for each in found] == [len(files[name]) for name in LENGTHS]
    assert [(each.why, each.harmless) for each in skipped] == [
        ("holds 1 .jpg, 1 .json and 1 .txt files without a recording", True)
    ]


def test_members_travel_to_other_processes_and_are_small(tmp_path: Path) -> None:
    (tmp_path / "runs.zip").write_bytes(zipped(RUNS))
    for member in listed(tmp_path)[0]:
        packed = pickle.dumps(member)
        assert len(packed) < 500
        assert member_bytes(pickle.loads(packed)) == RUNS[member.inside[-1]]


def test_errors_travel_home_whole() -> None:
    for kind in (UnreadableInput, NotARecording):
        error = pickle.loads(pickle.dumps(kind("a.zip", "byte 3", "stops")))
        assert type(error) is kind and (error.file, error.place, error.reason) == ("a.zip", "byte 3", "stops")


def test_hidden_files_links_that_go_round_and_pipes_are_left_alone(tmp_path: Path) -> None:
    unpacked(
        tmp_path,
        {
            "top.fit": fit(),
            "a/run.fit": fit(),
            "a/.hidden.fit": fit(),
            ".git/x.fit": fit(),
            "__MACOSX/._run.fit": b"x",
        },
    )
    (tmp_path / "a/round").symlink_to(tmp_path / "a")
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "a/away.fit").symlink_to(tmp_path / "gone.fit")
    os.mkfifo(tmp_path / "a/pipe.fit")
    assert names(tmp_path) == ["a/run.fit", "top.fit"]
    assert whys(tmp_path)["a/away.fit"] == "is a link that leads nowhere"


def test_a_folder_of_any_depth_is_walked(tmp_path: Path) -> None:
    made = [tmp_path / "d"]
    for _ in range(1100):  # deeper than Python's stack
        made[-1].mkdir()
        made.append(made[-1] / "d")
    made[-1].write_bytes(fit())
    try:
        assert len(names(tmp_path)) == 1
    finally:  # too deep for those who tidy up
        made.pop().unlink()
        while made:
            made.pop().rmdir()


def test_junk_of_file_managers_in_a_zip_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "runs.zip"
    path.write_bytes(
        zipped({"a.fit": fit(), "__MACOSX/._a.fit": b"x", ".DS_Store": b"x", "d/.DS_Store": b"x"})
    )
    assert names(path) == ["a.fit"] and not whys(path)


@pytest.mark.parametrize(
    "name", ["../run.fit", "a/../../run.fit", "/etc/run.fit", "C:\\run.fit", "..\\run.fit"]
)
def test_names_that_lead_out_of_the_zip_are_not_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "runs.zip"
    path.write_bytes(zipped({name: fit(), "good.fit": fit()}))
    assert names(path) == ["good.fit"]
    assert list(whys(path).values()) == ["has a name that points outside the zip"]


def test_names_are_read_as_they_were_meant(tmp_path: Path) -> None:
    path = tmp_path / "runs.zip"
    whole = zipped({"x1.gpx": gpx(), "y22.gpx": gpx(), "w\\in.gpx": gpx()})
    whole = whole.replace(b"x1.gpx", "ä.gpx".encode()[:6]).replace(b"y22.gpx", b"\x84bc.gpx")
    path.write_bytes(whole)
    assert names(path) == ["w/in.gpx", "ä.gpx", "äbc.gpx"]
    assert all(read_member(each) for each in listed(path)[0])


def test_a_zip_under_another_name_is_still_a_zip(tmp_path: Path) -> None:
    unpacked(
        tmp_path, {"activity.fit": zipped({"1_ACTIVITY.fit": fit(3)}), "download": zipped({"x.gpx": gpx(4)})}
    )
    found = listed(tmp_path)[0]
    assert [len(read_member(each)[0]) for each in found] == [3, 4]
    assert [len(read_member(each)[0]) for each in listed(tmp_path / "activity.fit")[0]] == [3]


def test_a_file_that_is_no_activity_is_told_from_one_that_is_broken(tmp_path: Path) -> None:
    unpacked(tmp_path, {"c.fit.gz": gzip.compress(fit(kind=2)), "b.fit": fit(kind=2), "a.fit": b"nothing"})
    broken, *sound = listed(tmp_path)[0]
    for member in sound:
        with pytest.raises(NotARecording, match="is not an activity but a settings file"):
            read_member(member)
    with pytest.raises(UnreadableInput) as caught:
        read_member(broken)
    assert not isinstance(caught.value, NotARecording)


def reason(path: Path) -> str:
    """Why the only member can't be read."""
    (member,) = listed(path)[0]
    with pytest.raises(UnreadableInput) as caught:
        read_member(member)
    return caught.value.reason


def test_a_bomb_is_refused_by_its_claim(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open("zeros.fit", "w") as file:
        for _ in range(300):
            file.write(bytes(1 << 20))
    assert "MB" in reason(path)


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_claims(tmp_path: Path) -> None:
    whole = zipped({"a.fit": bytes(50 << 20)})
    path = tmp_path / "lie.zip"
    path.write_bytes(whole.replace(struct.pack("<I", 50 << 20), struct.pack("<I", 999)))
    (member,) = listed(path)[0]
    assert len(member_bytes(member)) == 999


def test_a_nested_bomb_and_one_that_holds_itself_end(tmp_path: Path) -> None:
    inner = zipped({"a.fit": bytes(40 << 20)})
    for _ in range(6):
        inner = zipped({f"{each}.zip": inner for each in "abcd"})
    (tmp_path / "deep.zip").write_bytes(inner)
    found, skipped = listed(tmp_path / "deep.zip")
    assert not found and {each.why for each in skipped} == {"is a zip more than 3 zips deep"}
    assert len(skipped) == 4**3


def test_many_zips_that_swell_are_stopped_together(tmp_path: Path) -> None:
    stored = zipped(
        {f"{each}.gpx": b"".join(bytes(400) + bytes([n % 251]) for n in range(5000)) for each in "ab"}, 0
    )
    (tmp_path / "wide.zip").write_bytes(zipped({f"{each:02}.zip": stored for each in range(40)}))
    found, skipped = listed(tmp_path / "wide.zip")
    assert found and {each.why for each in skipped} == {"unpacks to far more than the zip around it can hold"}


def test_files_that_share_bytes_are_refused(tmp_path: Path) -> None:
    whole = bytearray(zipped({"a.fit": fit(50), "b.fit": fit(60)}, zipfile.ZIP_STORED))
    table = whole.index(b"PK\x01\x02")
    second = whole.index(b"PK\x01\x02", table + 4)
    whole[second + 42 : second + 46] = struct.pack("<I", 10)
    (tmp_path / "overlap.zip").write_bytes(whole)
    assert names(tmp_path) == ["overlap.zip/a.fit"]
    assert "shares its bytes" in whys(tmp_path)["overlap.zip/b.fit"]


def with_field(whole: bytes, local: int, central: int, value: int) -> bytes:
    """The first file's two-byte field changed, at its place in both headers."""
    changed = bytearray(whole)
    for sign, place in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        at = changed.index(sign) + place
        changed[at : at + 2] = struct.pack("<H", value)
    return bytes(changed)


def test_locked_and_strangely_packed_files_say_what_to_do(tmp_path: Path) -> None:
    whole = zipped({"a.fit": fit()})
    path = tmp_path / "a.zip"
    path.write_bytes(with_field(whole, 6, 8, 1))
    assert "password" in reason(path)
    path.write_bytes(with_field(whole, 8, 10, 9))
    assert "deflate64" in reason(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wrong_checksum_keeps_the_recording_and_says_so(tmp_path: Path, method: int) -> None:
    whole = bytearray(zipped({"a.gpx": gpx(400), "b.gpx": gpx(3)}, method))
    for place in (14, whole.index(b"PK\x01\x02") + 16):
        whole[place] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(whole)
    damaged, sound = (read_member(each)[0] for each in listed(tmp_path)[0])
    assert len(damaged) == 400 and "checksum" in damaged.cut
    assert len(sound) == 3 and not sound.cut


@pytest.mark.parametrize("place", [8, 10, 16, 17, 24, 25, 27])
def test_a_hit_in_the_table_of_contents_is_mended_by_the_file_s_own_header(
    tmp_path: Path, place: int
) -> None:
    """Flags, method, checksum and size stand in both."""
    whole = bytearray(zipped({"a.gpx": gpx(400)}))
    whole[whole.index(b"PK\x01\x02") + place] ^= 0x21
    (tmp_path / "a.zip").write_bytes(whole)
    (run,) = (read_member(each)[0] for each in listed(tmp_path)[0])
    assert len(run) == 400 and not run.cut


def test_a_file_that_breaks_off_inside_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    content = b"".join(
        struct.pack("<I", zlib.crc32(bytes([each % 251, each // 251]))) for each in range(9000)
    )
    whole = bytearray(zipped({"a.bin": b"<gpx" + content, "b.fit": fit()}))
    whole[20_000] ^= 0xFF
    whole[20_001:20_200] = bytes(199)
    packed = Zip(BytesSource(bytes(whole)), "a.zip")
    data = packed.read("a.bin")
    assert data[:15_000] == (b"<gpx" + content)[:15_000]
    assert "damaged inside its zip" in packed.wounds("a.bin", data)
    assert packed.read("b.fit") == fit() and not packed.wounds("b.fit", fit())


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("nested", [False, True])
def test_a_zip_that_was_cut_off_gives_what_came_before(tmp_path: Path, streamed: bool, nested: bool) -> None:
    whole = zipped({f"{each:02}.gpx": gpx(60 + each) for each in range(30)}, streamed=streamed)
    if nested:
        whole = zipped({"in.zip": whole}, zipfile.ZIP_STORED if streamed else zipfile.ZIP_DEFLATED)
    path = tmp_path / "cut.zip"
    path.write_bytes(whole[: len(whole) // 2])
    found, skipped = listed(path)
    assert 10 < len(found) < 20
    assert any("was cut off" in each.why and not each.harmless for each in skipped)
    assert [len(read_member(each)[0]) for each in found[:-1]] == list(range(60, 59 + len(found)))


def test_an_archive_that_claims_four_milliards_of_files_is_searched(tmp_path: Path) -> None:
    whole = bytearray(zipped({"a.fit": fit(3)}))
    end = whole.index(b"PK\x05\x06")
    whole[end + 8 : end + 20] = b"\xff" * 12
    (tmp_path / "a.zip").write_bytes(whole)
    assert [len(read_member(each)[0]) for each in listed(tmp_path)[0]] == [3]


def test_the_later_of_two_files_with_one_name_is_read(tmp_path: Path) -> None:
    whole = zipped({"a.gpx": gpx(3), "b.gpx": gpx(4)})
    (tmp_path / "a.zip").write_bytes(whole.replace(b"b.gpx", b"a.gpx"))
    assert [len(read_member(each)[0]) for each in listed(tmp_path)[0]] == [4]
    assert "twice" in whys(tmp_path)["a.zip/a.gpx"]


def test_archives_of_other_kinds_are_named(tmp_path: Path) -> None:
    unpacked(tmp_path, {"runs.tar.gz": b"\x1f\x8b", "runs.7z": b"7z", "empty.zip": b"", "text.zip": b"hello"})
    found = whys(tmp_path)
    assert set(found) == {"runs.tar.gz", "runs.7z", "empty.zip", "text.zip"}
    assert "unpack it" in found["runs.7z"]


def test_a_zip_that_changes_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.gpx": gpx(3)}))
    assert len(read_member(listed(path)[0][0])[0]) == 3
    path.write_bytes(zipped({"a.gpx": gpx(4), "b.gpx": gpx(5)}))
    assert [len(read_member(each)[0]) for each in listed(path)[0]] == [4, 5]


def test_a_member_that_vanished_is_a_sentence(tmp_path: Path) -> None:
    unpacked(tmp_path, {"a.zip": zipped({"a.gpx": gpx()}), "b.gpx": gpx()})
    found = listed(tmp_path)[0]
    (tmp_path / "a.zip").write_bytes(zipped({"other.gpx": gpx()}))
    (tmp_path / "b.gpx").unlink()
    for member in found:
        with pytest.raises(UnreadableInput, match=r"isn't in the zip any more|there is no such file"):
            read_member(member)


@example(b"", 1, [(42598, 1)])  # the last bytes wait in the inflater when its input is used up
@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=2000),
    st.integers(1, 400),
    st.lists(st.tuples(st.integers(0, 1 << 22), st.integers(1, 5000))),
)
def test_any_place_of_a_deflated_source_is_what_was_packed(
    seed: bytes, times: int, reads: list[tuple[int, int]]
) -> None:
    content = b"".join(seed + bytes([each % 256]) * (each % 7) for each in range(times * 20))
    packer = zlib.compressobj(wbits=-15)
    source = InflatedSource(BytesSource(packer.compress(content) + packer.flush()), len(content))
    source._every = 1000  # saved states closer than in use
    for offset, count in reads:
        place = offset % (len(content) + 10)
        assert source.at(place, count) == content[place : place + count]


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_all_before_a_hit_in_a_deflated_source_is_read(place: float) -> None:
    content = b"".join(struct.pack("<I", zlib.crc32(struct.pack("<I", each))) for each in range(90_000))
    packer = zlib.compressobj(wbits=-15)
    packed = bytearray(packer.compress(content) + packer.flush())
    at = int(place * len(packed))
    packed[at : at + 400] = b"\xff" * 400
    source = InflatedSource(BytesSource(bytes(packed)), len(content))
    whole = zlib.decompressobj(-15).decompress(bytes(packed[:at]))
    assert source.at(0, len(content))[: len(whole) - 300] == whole[:-300]
    assert source.at(len(whole) - 5000, 4000) == whole[-5000:-1000]
    assert source.at(10, 50) == content[10:60]


@settings(max_examples=150, deadline=None)
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8),
    keep=st.floats(0, 1),
    streamed=st.booleans(),
)
def test_a_mutated_zip_gives_recordings_or_sentences(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[float, int]], keep: float, streamed: bool
) -> None:
    whole = bytearray(zipped({"a.fit": fit(), "in.zip": zipped(RUNS), "b.gpx": gpx()}, streamed=streamed))
    for place, value in changes:
        whole[int(place * (len(whole) - 1))] = value
    path = tmp_path_factory.mktemp("mutated") / "a.zip"
    path.write_bytes(whole[: max(1, int(keep * len(whole)))])
    for member in listed(path)[0]:
        try:
            assert read_member(member)
        except UnreadableInput as error:
            assert error.reason


def test_a_large_folder_claims_nothing_but_names(tmp_path: Path) -> None:
    """No file with a known ending is opened to be listed."""
    unpacked(tmp_path, {"a.fit": b"", "b.gpx": b"", "c.tcx.gz": b""})
    for path in tmp_path.iterdir():
        path.chmod(0)
    assert names(tmp_path) == ["a.fit", "b.gpx", "c.tcx.gz"]
