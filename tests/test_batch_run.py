"""An archive is read once: nothing stops it, nothing is lost, nothing counts twice, nothing grows."""

import datetime as dt
import gc
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fullstride.batch import kept, parquet
from fullstride.batch.engine import Processes
from fullstride.batch.here import Here
from fullstride.batch.kept import InFolder
from fullstride.batch.listing import identify
from fullstride.batch.run import MANY, ArchiveReader
from fullstride.batch.words import ArchiveRun, FileResult, Likeness, MeasuredRun, Progress
from fullstride.domain.errors import BadUsage, Stopped
from fullstride.domain.evidence import FoundBy, Grading, SpeedSource
from fullstride.domain.history import BEST_S, BIN_MPS, RunSummary, ShortEffort
from fullstride.formats.members import Member, Skipped
from helpers import ROOT

START = dt.datetime(2025, 1, 1, 6, tzinfo=dt.UTC)
EFFORT = ShortEffort(
    kind="strides",
    start_s=1800.0,
    duration_s=18.0,
    best_3s_mps=6.6,
    best_3s_error_mps=0.2,
    grade_pct=None,
    found_by=FoundBy.BLIND,
    confidence=0.9,
)


def look(path: Path) -> Iterator[Member | Skipped]:
    for found in sorted(path.rglob("*.run")):
        yield Member(path=found, size=found.stat().st_size)
    for found in sorted(path.rglob("*.jpg")):
        yield Skipped(name=str(found), why="is a picture", harmless=True)
    for found in sorted(path.rglob("*.zip")):
        yield Skipped(name=str(found), why="is no zip")


def work(member: Member) -> FileResult:
    """A file of this archive holds what is to become of it: a day's number, or a mishap."""
    match member.path.read_text().split():
        case ["bad"]:
            return FileResult(unreadable="stops at byte 3")
        case ["die"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["empty"]:
            return FileResult()
        case days:
            return FileResult(runs=tuple(run(member.name, int(day), n) for n, day in enumerate(days)))
    raise AssertionError


def run(name: str, day: int, number: int = 0) -> MeasuredRun:
    return MeasuredRun(
        summary=RunSummary(
            file=f"{name}, recording {number + 1}" if number else name,
            format="fit",
            start=START + dt.timedelta(days=day),
            date=(START + dt.timedelta(days=day)).date(),
            duration_s=3600.0,
            moving_s=3590.0,
            distance_m=10_000.0,
            grade=Grading.GOOD,
            source=SpeedSource.DEVICE,
            interval_s=1.0,
            channels=("speed_mps",),
            bin_s=(0.0, 10.0),
            bin_m=(0.0, 25.5),
            best_mps=(5.5, None),
            efforts=(EFFORT,) * (day % 3),
        ),
        likeness=Likeness(content=f"{day}", way=(125, 250), channels=1, device_speed=True),
    )


def reader(**settings: object) -> ArchiveReader:
    return ArchiveReader(**{"work": work, "look": look, "engine": Here()} | settings)  # type: ignore[arg-type]


def archive(folder: Path, *contents: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(contents):
        (folder / f"{number:04}.run").write_text(str(content))
    return folder


def shown(done: ArchiveRun) -> tuple[object, ...]:
    """All that an archive's answer says of its files, without how it came about."""
    runs = sorted(done.runs(), key=lambda summary: summary.file)
    return runs, done.counted, done.empty, done.unreadable, done.duplicates


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    folder = archive(tmp_path / "runs", 0, "bad", 1, "die", 2, "empty", 3)
    (folder / "x.jpg").touch()
    (folder / "y.zip").touch()
    done = reader(engine=Processes(jobs=2, preload=())).read([folder])
    assert [summary.start for summary in sorted(done.runs(), key=lambda each: each.file)] == [
        START + dt.timedelta(days=day) for day in range(4)
    ]
    assert [(Path(each.file).name, each.reason) for each in done.unreadable] == [
        ("0001.run", "stops at byte 3"),
        ("0003.run", "measuring it was stopped by the system, most likely for want of memory"),
        ("y.zip", "is no zip"),
    ]
    assert done.read == 7 and done.empty == 2 and done.counted == 4


def test_a_run_that_comes_twice_counts_once_and_is_named(tmp_path: Path) -> None:
    done = reader().read([archive(tmp_path, 1, 2, "1 3", 2)])
    assert done.counted == len(list(done.runs())) == 3
    assert [Path(each.file).name for each in done.duplicates] == ["0002.run", "0003.run"]


def test_two_runners_may_run_together(tmp_path: Path) -> None:
    archive(tmp_path / "anna", 1, 1)
    archive(tmp_path / "berta", 1)
    assert reader().read([tmp_path]).counted == 1
    assert reader(by_runner=True).read([tmp_path]).counted == 2


def test_what_two_paths_lead_to_is_read_once(tmp_path: Path) -> None:
    folder = archive(tmp_path / "runs", 1, 2)
    done = reader().read([tmp_path, folder, folder])
    assert done.read == 2 and not done.duplicates


@pytest.mark.parametrize("after", [1, 2, 7, 11])
def test_interrupted_and_taken_up_again_is_as_if_never_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(kept, "FLUSH_FILES", 3)
    folder = archive(tmp_path / "runs", *range(8), "bad", "empty", "3 20", 5)
    whole = reader(keep=tmp_path / "whole").read([folder])

    def stop(progress: Progress) -> None:
        if progress.done >= after:
            raise KeyboardInterrupt

    with pytest.raises(Stopped, match=f"Stopped after {after} of 12 files; the same command goes on"):
        reader(keep=tmp_path / "kept").read([folder], stop)
    resumed = reader(keep=tmp_path / "kept").read([folder])
    assert shown(resumed) == shown(whole)
    assert (resumed.read, resumed.remembered) == (12 - after, after)
    assert tables(tmp_path / "kept") == tables(tmp_path / "whole")
    assert shown(reader().read([folder])) == shown(whole)


def tables(folder: Path) -> list[list[dict[str, object]]]:
    import polars as pl

    return [pl.read_parquet(folder / f"{name}.parquet").to_dicts() for name in ("runs", "efforts", "files")]


_KILLED = """
import sys
from pathlib import Path
from fullstride.batch import kept
from fullstride.batch.engine import Processes
import test_batch_run
kept.FLUSH_FILES = 4
kept.measuring_version = lambda settings: "these"
def tell(progress):
    if not progress.listing:
        print(progress.done, flush=True)
reader = test_batch_run.reader(engine=Processes(jobs=2, preload=()), keep=Path(sys.argv[2]))
reader.read([Path(sys.argv[1])], tell)
"""


def test_killed_at_any_time_what_was_kept_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "measuring_version", lambda settings: "these")
    folder = archive(tmp_path / "runs", *range(60))
    path = os.pathsep.join([str(Path(__file__).parent), str(ROOT / "src")])
    for after in (9, 21):
        program = subprocess.Popen(
            [sys.executable, "-c", _KILLED, str(folder), str(tmp_path / "kept")],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": path},
        )
        assert program.stdout is not None
        for line in program.stdout:
            if int(line) >= after:
                break
        program.kill()
        program.wait()
        program.stdout.close()
    done = reader(keep=tmp_path / "kept").read([folder])
    assert done.remembered >= 24 and done.read == 60 - done.remembered
    assert shown(done) == shown(reader().read([folder]))


def test_only_what_is_new_or_changed_is_read_again(tmp_path: Path) -> None:
    folder = archive(tmp_path / "runs", 1, 2, 3, 4)
    again = reader(keep=tmp_path / "kept")
    assert again.read([folder]).read == 4
    assert again.read([folder]).read == 0
    (folder / "0001.run").write_text("22")
    os.utime(folder / "0002.run", (1, 1))
    (folder / "0003.run").unlink()
    (folder / "new.run").write_text("9")
    done = again.read([folder])
    assert (done.read, done.remembered, done.counted) == (3, 1, 4)
    assert shown(done) == shown(reader().read([folder]))


def test_fresh_and_other_settings_read_everything_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = archive(tmp_path / "runs", 1, 2)
    reader(keep=tmp_path / "kept").read([folder])
    assert reader(keep=tmp_path / "kept", fresh=True).read([folder]).read == 2
    assert reader(keep=tmp_path / "kept", settings="top speed 8").read([folder]).read == 2
    monkeypatch.setattr(kept, "measuring_version", lambda settings: "another program" + settings)
    assert reader(keep=tmp_path / "kept").read([folder]).read == 2


def test_files_of_a_disk_that_was_gone_for_a_while_are_read_when_it_is_back(tmp_path: Path) -> None:
    folder, gone = archive(tmp_path / "runs", 0, 1, 2), tmp_path / "gone"

    def unplugged(member: Member) -> FileResult:
        if folder.exists():
            folder.rename(gone)
        return FileResult(unreadable="can't be opened")

    done = reader(work=unplugged, keep=tmp_path / "kept").read([folder])
    assert len(done.unreadable) == 3 and not done.counted
    gone.rename(folder)
    done = reader(keep=tmp_path / "kept").read([folder])
    assert (done.read, done.remembered, done.counted, done.unreadable) == (3, 0, 3, ())


def test_what_a_crash_of_the_machine_spoiled_is_read_again(tmp_path: Path) -> None:
    folder = archive(tmp_path / "runs", 1, 2, 3)
    reader(keep=tmp_path / "kept").read([folder])
    (part,) = (tmp_path / "kept" / "parts").rglob("*.parquet")
    for spoiled in (b"", part.read_bytes()[:-30], b"PAR1" + bytes(2000) + b"PAR1"):
        part.write_bytes(spoiled)
        part.with_name(f".{part.name}.unfinished").write_bytes(b"half")
        done = reader(keep=tmp_path / "kept").read([folder])
        assert done.read == 3 and done.counted == 3
        (part,) = (tmp_path / "kept" / "parts").rglob("*.parquet")


def test_many_small_parts_become_few_and_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "FLUSH_FILES", 2)
    folder = archive(tmp_path / "runs", *range(40))
    done = reader(keep=tmp_path / "kept").read([folder])
    assert len(list((tmp_path / "kept").rglob("parts/*/*.parquet"))) == 1
    assert shown(done) == shown(reader().read([folder]))
    assert reader(keep=tmp_path / "kept").read([folder]).read == 0


def test_a_few_files_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    done = reader().read([archive(tmp_path / "runs", *range(MANY - 1))])
    assert not (tmp_path / "cache").exists() and done.kept_in == ""


def test_many_are_kept_in_the_users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = archive(tmp_path / "runs", *range(MANY))
    done = reader().read([folder])
    assert Path(done.kept_in).is_relative_to(tmp_path / "cache") and done.counted == MANY
    assert reader().read([folder]).read == 0


def test_a_cache_that_cannot_be_written_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    done = reader().read([archive(tmp_path / "runs", *range(MANY))])
    assert done.counted == len(list(done.runs())) == MANY and done.kept_in == ""


def test_a_folder_that_cannot_be_kept_in_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadUsage, match="is a file"):
        reader(keep=tmp_path / "file").read([tmp_path])


def test_two_calls_do_not_share_a_folder(tmp_path: Path) -> None:
    store = InFolder(tmp_path)
    with pytest.raises(BadUsage, match="in use"):
        InFolder(tmp_path)
    store.close()
    InFolder(tmp_path).close()


def test_a_row_comes_back_as_it_was() -> None:
    odd = run("na\udcffme\x00", 5)
    odd = replace(
        odd, summary=replace(odd.summary, start=None, date=None, easy_mps=float("inf"), title="\ud800")
    )
    frame = parquet.part_frame(
        [(b"i" * 16, "f", FileResult(runs=(run("a", 4), odd))), (b"j", "g", FileResult())]
    )
    first, second = (parquet.result_of(row) for row in frame.iter_rows(named=True))
    assert first.runs == (
        run("a", 4),
        replace(odd, summary=replace(odd.summary, file="na\\udcffme\x00", title="\\ud800")),
    )
    assert second == FileResult()


def test_every_field_of_a_summary_has_its_column() -> None:
    assert set(RunSummary.__dataclass_fields__) == {*parquet.RUN_COLUMNS, "efforts"}
    assert set(ShortEffort.__dataclass_fields__) == set(parquet.EFFORT_COLUMNS)


def test_every_column_has_its_row_in_the_reference() -> None:
    page = (ROOT / "docs/reference/archive-tables.md").read_text()
    own = ["runner", "same_as", "recordings", "unreadable"]
    assert [
        name for name in (*parquet.RUN_COLUMNS, *parquet.EFFORT_COLUMNS, *own) if f"`{name}`" not in page
    ] == []
    assert ", ".join(map(str, BEST_S[:-1])) + f" and {BEST_S[-1]} s" in page
    assert f"from 0 to {BIN_MPS} m/s" in page


def test_the_tables_hold_every_recording_effort_and_file(tmp_path: Path) -> None:
    folder = archive(tmp_path / "runs", "1 2", "bad", 2, "empty")
    reader(keep=tmp_path / "kept").read([folder])
    runs, efforts, files = tables(tmp_path / "kept")
    counted = [Path(row["file"]).name for row in runs if row["same_as"] is None]
    assert counted == ["0000.run", "0000.run, recording 2"]
    assert len(runs) == 3 and len(efforts) == 1 + 2 + 2
    assert [(row["recordings"], row["unreadable"]) for row in files] == [
        (2, ""),
        (0, "stops at byte 3"),
        (1, ""),
        (0, ""),
    ]


def test_tables_of_nothing_have_their_columns(tmp_path: Path) -> None:
    import polars as pl

    reader(keep=tmp_path / "kept").read([archive(tmp_path / "runs")])
    runs = pl.read_parquet(tmp_path / "kept" / "runs.parquet")
    assert runs.columns == ["runner", *parquet.RUN_COLUMNS, "same_as"] and not len(runs)


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    """What stays of a file is its identity and what it is recognised by: about a kilobyte, not its rows."""
    small, large = archive(tmp_path / "small", *range(200)), archive(tmp_path / "large", *range(900))
    peaks: dict[Path, list[int]] = {small: [], large: []}
    for folder in (small, small, large, large):  # the least of each: threads of others allocate as well
        keep = reader(keep=tmp_path / "kept", fresh=True)
        gc.collect()
        tracemalloc.start()
        keep.read([folder])
        peaks[folder].append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (min(peaks[large]) - min(peaks[small])) / 700 < 4000


def test_progress_tells_totals_and_mishaps(tmp_path: Path) -> None:
    told: list[Progress] = []
    reader().read([archive(tmp_path, 1, "bad", 2)], told.append)
    assert [each.total for each in told if each.listing] == [1, 2, 3]
    assert [(each.done, each.unreadable) for each in told if not each.listing] == [(1, 0), (2, 1), (3, 1)]


def test_a_file_is_known_by_place_size_and_time(tmp_path: Path) -> None:
    path = tmp_path / "a.run"
    path.write_text("1")
    first = identify(Member(path=path, size=1))
    assert first == identify(Member(path=path, size=1))
    assert first != identify(Member(path=Path(os.path.relpath(path)), size=1))  # it has another name
    assert first != identify(Member(path=path, size=1, inside=("x.fit",)))
    time.sleep(0.01)
    path.write_text("2")
    assert first != identify(Member(path=path, size=1))
