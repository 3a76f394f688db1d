"""Real recordings in an archive: the same run counts once in whatever file, clock or state it comes."""

import contextlib
import datetime as dt
import gzip
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fullstride.batch.run import ArchiveReader
from fullstride.batch.words import ArchiveRun
from fullstride.batch.work import measure_member
from helpers import EXAMPLES

RUN = EXAMPLES / "tuesday-run.fit"
CALL = "from fullstride.main import main; main()"


def read(folder: Path) -> ArchiveRun:
    return ArchiveReader(work=measure_member).read([folder])


def kept(done: ArchiveRun) -> list[str]:
    return [Path(summary.file).name for summary in done.runs()]


def test_a_packed_copy_and_a_cut_one_count_once(tmp_path: Path) -> None:
    data = RUN.read_bytes()
    (tmp_path / "a-packed.fit.gz").write_bytes(gzip.compress(data))
    (tmp_path / "b-cut.fit").write_bytes(data[: len(data) // 2])
    (tmp_path / "c-other-name.bin").write_bytes(data)
    (tmp_path / "d.fit").write_bytes(data)
    (tmp_path / "e-broken.fit").write_bytes(data[:20])
    (tmp_path / "notes.txt").write_text("legs felt good")
    done = read(tmp_path)
    assert done.counted == 1 and len(kept(done)) == 1 and "cut" not in kept(done)[0]
    assert any("which is complete" in duplicate.why for duplicate in done.duplicates)
    assert [Path(each.file).name for each in done.unreadable] == ["e-broken.fit"]


@pytest.mark.parametrize("shift_h", [0, 2, -7])
def test_the_same_run_as_fit_tcx_and_gpx_counts_once_whatever_zone_was_misread(
    shared_data: Path, tmp_path: Path, shift_h: int
) -> None:
    for name in ("6782987395.fit", "6782987395.gpx", "6860622783.fit", "6860622783.tcx"):
        path = shared_data / "runs/no-reps" / f"sports-alliance__{name}"
        if path.suffix == ".fit":
            shutil.copy(path, tmp_path)
        else:
            (tmp_path / path.name).write_text(_moved(path.read_text(), shift_h))
    done = read(tmp_path)
    assert sorted(kept(done)) == ["sports-alliance__6782987395.fit", "sports-alliance__6860622783.fit"]
    assert all((f"{abs(shift_h)} h" in duplicate.why) == bool(shift_h) for duplicate in done.duplicates)


def _moved(text: str, hours: int) -> str:
    def later(match: re.Match[str]) -> str:
        return (dt.datetime.fromisoformat(match[0]) + dt.timedelta(hours=hours)).isoformat()

    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", later, text)


def test_of_other_peoples_runs_none_is_taken_for_another(shared_data: Path) -> None:
    done = read(shared_data / "runs")
    assert done.counted == 28 and len(done.duplicates) == 2 and not done.unreadable


def test_ctrl_c_ends_in_a_sentence_and_nothing_is_left_running(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    for number in range(400):
        shutil.copy(RUN, tmp_path / "runs" / f"{number:03}.fit")
    program = subprocess.Popen(
        [sys.executable, "-c", CALL, "audit", tmp_path / "runs", "--keep", tmp_path / "kept", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a terminal sends Ctrl-C to all processes of a group
    )
    while not (tmp_path / "kept" / "manifest.json").exists():
        assert program.poll() is None
        time.sleep(0.02)
    os.killpg(program.pid, signal.SIGINT)
    out, err = program.communicate(timeout=60)
    assert program.returncode == 130 and out == ""
    assert re.fullmatch(r"Stopped after \d+ of 400 files; the same command goes on from there\.\n", err), err
    until = time.monotonic() + 10
    while _alive(program.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _alive(program.pid)


def _alive(group: int) -> list[str]:
    """The processes of a group that have not ended; who has and was not yet cleared away counts as ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group, *_ = stat.read_text().rpartition(")")[2].split()
            if int(its_group) == group and state not in "ZX":
                found.append(stat.parent.name)
    return found
