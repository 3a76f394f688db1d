"""`fullstride backup FILE`: all that is kept, in one file, while the store is in use."""

from pathlib import Path
from typing import Annotated, Any

import typer

from fullstride.cli import door, options


def backup(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Where the backup goes; in a folder, it is named by the day."),
    ],
    store: options.Store = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Write all that is kept, with every file that was handed in, into one backup."""
    from fullstride.workflows.safekeeping import back_up

    done = back_up(store, file, options.now())

    def screen(style: Any) -> Any:
        from fullstride.cli.kept_screens import backup_screen

        return backup_screen(done, style=style)

    door.answer(
        lambda: {
            "file": str(done.file),
            "bytes": done.bytes,
            "counts": done.counts,
            "missing": list(done.missing),
        },
        screen,
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return door.NO if done.missing else door.YES
