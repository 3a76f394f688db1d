"""Writing an export: all files or none, and what was there before stays whole."""

import os
from pathlib import Path

import pytest

from fullstride.domain.errors import BadUsage
from fullstride.formats.files import write_files
from fullstride.formats.losses import Lost, lost_json


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_files_and_subfolders_are_made_and_named_in_order(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    paths = write_files(out, {"plan.json": b"{}", "fit/a.fit": b"\0"})
    assert paths == (out / "plan.json", out / "fit" / "a.fit")
    assert everything(out) == {"plan.json": b"{}", "fit/a.fit": b"\0"}
    assert sorted(path.name for path in out.iterdir()) == ["fit", "plan.json"]


def test_writing_again_replaces_and_leaves_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_bytes(b"mine")
    write_files(tmp_path, {"plan.json": b"old"})
    write_files(tmp_path, {"plan.json": b"new"})
    assert everything(tmp_path) == {"plan.json": b"new", "mine.txt": b"mine"}


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(b"old")
    (tmp_path / "plan.ics").mkdir()
    with pytest.raises(BadUsage, match=r"plan\.ics can't be written"):
        write_files(tmp_path, {"plan.json": b"new", "plan.ics": b"new"})
    assert everything(tmp_path) == {"plan.json": b"old"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.ics", "plan.json"]


def test_a_folder_made_for_nothing_is_taken_away_again(tmp_path: Path) -> None:
    with pytest.raises(BadUsage):
        write_files(tmp_path / "new" / "out", {"a": b"", "a/b": b""})
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"x")
    with pytest.raises(BadUsage, match="out is a file; name a folder"):
        write_files(tmp_path / "out", {"a": b""})
    with pytest.raises(BadUsage):
        write_files(tmp_path / "out" / "deeper", {"a": b""})
    assert everything(tmp_path) == {"out": b"x"}


@pytest.mark.skipif(os.geteuid() == 0, reason="the keeper of the machine may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(BadUsage, match="can't be written"):
        write_files(tmp_path, {"a": b""})


@pytest.mark.parametrize("name", ["../a", "/a", "b/../../a"])
def test_no_name_leaves_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="leaves the folder"):
        write_files(tmp_path / "out", {name: b""})


def test_a_loss_report_is_a_row_a_session() -> None:
    losses = [Lost(session=f"s{n}", what="the hill", instead="the note says it") for n in range(3)]
    assert lost_json(losses)[0] == {"session": "s0", "what": "the hill", "instead": "the note says it"}
