"""The tables of an archive: what their columns are, and words to rows and back.

Polars is loaded by the verbs here (about 0.2 s), never by importing this module.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fullstride.batch.words import FileResult, Likeness, MeasuredRun
from fullstride.domain.evidence import FoundBy, Grading, SpeedSource
from fullstride.domain.history import RunSummary, ShortEffort

if TYPE_CHECKING:
    import polars as pl

# Column -> kind. Units are in the names. `[…]` is a list; times are in UTC; null where nothing is known.
EFFORT_COLUMNS = {
    "kind": "text",
    "start_s": "number",
    "duration_s": "number",
    "best_3s_mps": "number",
    "best_3s_error_mps": "number",
    "grade_pct": "number",
    "found_by": "text",
    "confidence": "number",
}
RUN_COLUMNS = {
    "file": "text",
    "format": "text",
    "kind": "text",
    "sub_sport": "text",
    "title": "text",
    "device": "text",
    "start": "time",
    "date": "date",
    "duration_s": "number",
    "moving_s": "number",
    "distance_m": "number",
    "grade": "text",
    "source": "text",
    "noise_mps": "number",
    "interval_s": "number",
    "has_elevation": "yes or no",
    "channels": "[text]",
    "easy_mps": "number",
    "bin_s": "[number]",
    "bin_m": "[number]",
    "best_mps": "[number]",
    "cut": "text",
}
LIKENESS_COLUMNS = {
    "content": "text",
    "way": "[whole]",
    "pulse": "[whole]",
    "channel_count": "whole",
    "device_speed": "yes or no",
}
_NAMED = {"grade": Grading, "source": SpeedSource, "found_by": FoundBy}


def part_schema() -> "dict[str, pl.DataType]":
    """A part's columns: a row a file, the recordings and their efforts nested in it.

    So a part is one file, and is there as a whole or not at all.
    """
    import polars as pl

    effort = pl.Struct(columns(EFFORT_COLUMNS))
    run = pl.Struct(columns(RUN_COLUMNS) | {"efforts": pl.List(effort)} | columns(LIKENESS_COLUMNS))
    return {"identity": pl.Binary(), "file": pl.String(), "unreadable": pl.String(), "runs": pl.List(run)}


def columns(kinds: Mapping[str, str]) -> "dict[str, pl.DataType]":
    """The types of polars for some kinds of column."""
    import polars as pl

    types: dict[str, pl.DataType] = {
        "text": pl.String(),
        "number": pl.Float64(),
        "whole": pl.Int32(),
        "yes or no": pl.Boolean(),
        "time": pl.Datetime("us", "UTC"),
        "date": pl.Date(),
        "[text]": pl.List(pl.String()),
        "[number]": pl.List(pl.Float64()),
        "[whole]": pl.List(pl.Int32()),
    }
    return {name: types[kind] for name, kind in kinds.items()}


def part_frame(results: Iterable[tuple[bytes, str, FileResult]]) -> "pl.DataFrame":
    """A part's table from (identity, file, result)."""
    import polars as pl

    rows = [
        {
            "identity": identity,
            "file": text(file),
            "unreadable": text(result.unreadable),
            "runs": [_row(run) for run in result.runs],
        }
        for identity, file, result in results
    ]
    return pl.DataFrame(rows, schema=part_schema(), orient="row")


def write_whole(frame: "pl.DataFrame | pl.LazyFrame", path: Path) -> None:
    """Writes Parquet beside its place and moves it there: a reader finds the whole file or none."""
    import polars as pl

    staged = path.with_name(f".{path.name}.unfinished")
    if isinstance(frame, pl.LazyFrame):
        frame.sink_parquet(staged, compression="zstd")
    else:
        frame.write_parquet(staged, compression="zstd")
    staged.replace(path)


def result_of(row: Mapping[str, Any]) -> FileResult:
    """A file's result from its row in a part."""
    return FileResult(runs=tuple(_run(run) for run in row["runs"]), unreadable=row["unreadable"])


def text(value: str) -> str:
    """`value` with half characters spelled out: names of files may hold them, and tables can't."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8")


def _row(run: MeasuredRun) -> dict[str, Any]:
    summary, likeness = run.summary, run.likeness
    row = {name: _cell(getattr(summary, name)) for name in RUN_COLUMNS}
    row["efforts"] = [
        {name: _cell(getattr(effort, name)) for name in EFFORT_COLUMNS} for effort in summary.efforts
    ]
    return row | {
        "content": likeness.content,
        "way": list(likeness.way),
        "pulse": list(likeness.pulse),
        "channel_count": likeness.channels,
        "device_speed": likeness.device_speed,
    }


def _cell(value: Any) -> Any:
    if isinstance(value, str):  # the named grades among them
        return text(str(value))
    if isinstance(value, tuple):
        return [text(each) for each in value] if value and isinstance(value[0], str) else list(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC)
    return value


def _run(row: Mapping[str, Any]) -> MeasuredRun:
    efforts = tuple(ShortEffort(**_words(effort, EFFORT_COLUMNS)) for effort in row["efforts"])
    return MeasuredRun(
        summary=RunSummary(**_words(row, RUN_COLUMNS), efforts=efforts),
        likeness=Likeness(
            content=row["content"],
            way=tuple(row["way"]),
            pulse=tuple(row["pulse"]),
            channels=row["channel_count"],
            device_speed=row["device_speed"],
        ),
    )


def _words(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    words: dict[str, Any] = {}
    for name in names:
        value = row[name]
        if name in _NAMED:
            value = _NAMED[name](value)
        elif isinstance(value, list):
            value = tuple(value)
        elif isinstance(value, dt.datetime):
            value = value.replace(tzinfo=dt.UTC)
        words[name] = value
    return words


def as_kept(run: MeasuredRun) -> MeasuredRun:
    """`run` as it comes back from a table, so that kept and fresh results can't differ."""
    return _run(_row(run))
