"""Files and folders that outlive the loss of power, and what is removed for good."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

UNFINISHED = ".unfinished"  # the end of the name of what is not yet whole


def sync_folder(folder: Path) -> None:
    """A new name in `folder` outlives the loss of power; where folders can't be synced it is the system's."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def erase_file(path: Path) -> None:
    """One that is not there is fine."""
    with contextlib.suppress(FileNotFoundError):
        path.chmod(0o600)  # some systems keep what is read-only
        path.unlink()
        sync_folder(path.parent)


@contextlib.contextmanager
def copied_out() -> Iterator[Path]:
    """A file of a name of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="fullstride-") as folder:
        yield Path(folder) / "upload"


def make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
