"""Files on the disk, all of them or none."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from fullstride.domain.errors import BadUsage


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Writes `files` (name, which may hold a subfolder -> content) into `folder`, which is made if need be.

    Everything is written beside its place first and then moved there, so a full disk or a forbidden
    folder leaves nothing half done and old files as they were. Returns the paths in the order given.

    Raises BadUsage with a sentence when it can't be done, ValueError for a name that leaves the folder.
    """
    for name in files:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ValueError(f"{name} leaves the folder")
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".fullstride-", dir=folder))
    except FileExistsError:
        raise BadUsage(f"{folder} is a file; name a folder to write into") from None
    except OSError as error:
        raise BadUsage(f"{folder} can't be written to ({error.strerror})") from None
    try:
        return _write(folder, staging, files)
    except OSError as error:
        for each in made:  # innermost first
            shutil.rmtree(each, ignore_errors=True)
        raise BadUsage(f"{error.filename or folder} can't be written ({error.strerror})") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _write(folder: Path, staging: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    places: list[tuple[Path, Path]] = []
    for name, content in files.items():
        relative = PurePosixPath(name)
        staged, final = staging / relative, folder / relative
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(content)
        if final.is_dir():
            raise IsADirectoryError(21, "a folder has that name", str(final))
        final.parent.mkdir(parents=True, exist_ok=True)
        places.append((staged, final))
    for staged, final in places:
        staged.replace(final)
    return tuple(final for _, final in places)
