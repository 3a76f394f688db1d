"""Drawings of recordings, logs and videos as files: SVG or PNG, by the ending of the name."""

from collections.abc import Sequence
from pathlib import Path

from fullstride.formats.files import write_files
from fullstride.formats.motion_plot import MotionPicture, draw_motion
from fullstride.formats.run_plot import RunPicture, draw_run


def keep_plots(pictures: Sequence[RunPicture | MotionPicture], path: Path) -> tuple[Path, ...]:
    """Writes one drawing for each recording: `path`, then `path` with -2, -3, … before its ending.

    All are written, or none. Raises BadUsage when they can't be.
    """
    names = [path.name, *(f"{path.stem}-{n}{path.suffix}" for n in range(2, len(pictures) + 1))]
    files = {
        name: _drawn(picture, path.suffix.lower()) for name, picture in zip(names, pictures, strict=False)
    }
    return write_files(path.parent, files)


def _drawn(picture: RunPicture | MotionPicture, ending: str) -> bytes:
    if ending == ".svg":
        return _svg(picture, for_pixels=False).encode()
    from fullstride.formats.png import write_png

    return write_png(_svg(picture, for_pixels=True))


def _svg(picture: RunPicture | MotionPicture, *, for_pixels: bool) -> str:
    if isinstance(picture, MotionPicture):
        return draw_motion(picture, for_pixels=for_pixels)
    return draw_run(picture, for_pixels=for_pixels)
