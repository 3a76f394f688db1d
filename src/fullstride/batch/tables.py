"""`runs.parquet`, `efforts.parquet` and `files.parquet`: what an archive holds, for other programs."""

from collections.abc import Mapping, Sequence

import polars as pl

from fullstride.batch.kept import InFolder
from fullstride.batch.parquet import EFFORT_COLUMNS, RUN_COLUMNS, part_schema, write_whole
from fullstride.batch.words import Duplicate


def write_tables(store: InFolder, wanted: Mapping[bytes, str], duplicates: Sequence[Duplicate]) -> None:
    """Writes the three tables of the `wanted` files into the store's folder, by start and by name.

    `runs`: a row a recording, with its `runner` and, where it is not counted, the recording of the same
    run that is (`same_as`). `efforts`: a row an effort, with the `file`, `start` and `same_as` of its
    recording. `files`: a row a file, with the number of its recordings or why it is `unreadable`.
    """
    store.flush()
    ours = pl.LazyFrame(
        {"identity": list(wanted), "runner": list(wanted.values())},
        schema={"identity": pl.Binary(), "runner": pl.String()},
    )
    same = pl.LazyFrame(
        {"file": [each.file for each in duplicates], "same_as": [each.of for each in duplicates]},
        schema={"file": pl.String(), "same_as": pl.String()},
    )
    parts = store.parts()
    scanned = pl.scan_parquet(parts) if parts else pl.LazyFrame(schema=part_schema())
    files = scanned.unique("identity", keep="any").join(ours, on="identity")
    runs = (
        files.select("runner", "runs")
        .explode("runs")
        .filter(pl.col("runs").is_not_null())
        .unnest("runs")
        .join(same, on="file", how="left")
        .sort("start", "file", nulls_last=True)
    )
    efforts = (
        runs.select("runner", "file", "start", "same_as", "efforts")
        .explode("efforts")
        .filter(pl.col("efforts").is_not_null())
        .unnest("efforts")
    )
    write_whole(runs.select("runner", *RUN_COLUMNS, "same_as"), store.folder / "runs.parquet")
    write_whole(
        efforts.select("runner", "file", "start", *EFFORT_COLUMNS, "same_as"),
        store.folder / "efforts.parquet",
    )
    write_whole(
        files.select("file", pl.col("runs").list.len().alias("recordings"), "unreadable").sort("file"),
        store.folder / "files.parquet",
    )
