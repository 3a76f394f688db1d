"""SVG drawings as PNG, the same on every machine: the face comes with us, no system library is asked."""

from importlib.util import find_spec
from pathlib import Path

from fullstride.formats import run_ink

_FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf", "SourceSansPro-Bold.ttf")
_LATIN_END = 0x250
_OURS = frozenset("\u2009\u202f–—−×±…“”‘’·")


def write_png(svg: str, *, zoom: float = 2.0) -> bytes:
    """PNG bytes of `svg`, `zoom` times its size in px.

    `svg` is drawn for pixels (`run_plot.draw_run(…, for_pixels=True)`). The system's own faces are
    looked through only where a text needs letters that ours lacks; without such a face they stay boxes.
    """
    import resvg_py

    folder = _face_folder()
    made = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        skip_system_fonts=all(ord(char) < _LATIN_END or char in _OURS for char in svg),
        font_files=[str(folder / face) for face in _FACES],
        sans_serif_family=run_ink.PIXEL_FACE,
        font_family=run_ink.PIXEL_FACE,
    )
    return bytes(made)


def _face_folder() -> Path:
    found = find_spec("font_source_sans_pro")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("font_source_sans_pro")
    return Path(found.origin).parent / "files"
