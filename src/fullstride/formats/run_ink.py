"""The inks of a run's drawing: classes from the tokens of the look, in light and in dark."""

from collections.abc import Mapping

from fullstride.formats.look import DARK, GLYPHS, LIGHT, OTHER, Glyph, glyph

WIDTH = 960.0
LEFT, RIGHT = 56.0, 936.0  # of the plots
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, Inter, "Source Sans Pro", "Liberation Sans", sans-serif'
PIXEL_FACE = "Source Sans Pro"  # comes as a wheel, so that no system face is needed
_SIZES = {"title": (28, 650), "say": (18, 620), "strong": (15, 600), "body": (15, 400), "small": (13, 400)}
_SIZES |= {"label": (12, 500), "care-label": (12, 650)}


def style_sheet(*, for_pixels: bool = False) -> str:
    """CSS of every class that the drawing uses. It follows the reader's own colour scheme.

    `for_pixels` leaves that and the system's faces out. No custom properties: programs that turn SVG
    into pixels do not know them.
    """
    font = f'"{PIXEL_FACE}", sans-serif' if for_pixels else FONT
    faces = "".join(
        f".fs-{name}{{font-size:{size}px;font-weight:{_weight(weight, for_pixels)}}}"
        for name, (size, weight) in _SIZES.items()
    )
    shape = (
        f".fs text{{font-family:{font};font-variant-numeric:tabular-nums}}"
        f"{faces}"
        ".fs-line{fill:none;stroke-width:1.2;stroke-linejoin:round}"
        ".fs-hair{fill:none;stroke-width:1}.fs-box{fill:none;stroke-width:1.2}"
        ".fs-refused{fill:none;stroke-width:1.2;stroke-dasharray:4 3}"
        ".fs-gap{fill:none;stroke-width:2;stroke-linecap:round;stroke-dasharray:.1 5}"
        ".fs-rep{fill:none;stroke:currentColor;stroke-width:3;stroke-linejoin:round;stroke-linecap:round}"
        ".fs-maybe{stroke-dasharray:2 5}"
        ".fs-mean{fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round}"
        ".fs-soft{fill:currentColor;fill-opacity:.18}.fs-after{stroke-width:1.2}"
        ".fs-bold{font-weight:700}"
    )
    sheet = shape + _colours(LIGHT, {name: one.light for name, one in _shapes().items()})
    if not for_pixels:
        inks = _colours(DARK, {name: one.dark for name, one in _shapes().items()})
        sheet += f"@media screen and (prefers-color-scheme:dark){{{inks}}}"
    return sheet


def _weight(weight: int, for_pixels: bool) -> int:
    """Programs that turn SVG into pixels know only whole hundreds."""
    return -(-weight // 100) * 100 if for_pixels else weight


def _shapes() -> Mapping[str, Glyph]:
    return {**GLYPHS, "other": OTHER}


def _colours(tokens: Mapping[str, str], shapes: Mapping[str, str]) -> str:
    ink, ink2, ink3, edge = tokens["ink"], tokens["ink2"], tokens["ink3"], tokens["edge"]
    fills = {
        "bg": tokens["bg"],
        "wash": tokens["care-wash"],
        "ink": ink,
        "ink2": ink2,
        "dot": ink2,
        "after": tokens["bg"],
        "ink3": ink3,
        "care": tokens["care"],
    }
    strokes = {"line": ink2, "hair": tokens["hair"], "box": edge, "refused": edge, "gap": edge, "after": ink2}
    return (
        "".join(f".fs-{name}{{fill:{colour}}}" for name, colour in fills.items())
        + "".join(f".fs-{name}{{stroke:{colour}}}" for name, colour in strokes.items())
        + f".fs-band{{fill:{ink};fill-opacity:.12}}.fs-area{{fill:{ink3};fill-opacity:.3}}"
        + "".join(f".fs-c-{name}{{color:{colour}}}" for name, colour in shapes.items())
    )


def colour_class(kind: str) -> str:
    return f"fs-c-{kind if kind in GLYPHS else 'other'}"


def glyph_at(kind: str, x: float, y: float, size: float) -> str:
    """The glyph of an exercise with its middle at (x, y)."""
    corner = f"translate({x - size / 2:.1f} {y - size / 2:.1f}) scale({size / 24:.4g})"
    return f'<g class="{colour_class(kind)}" transform="{corner}">{glyph(kind).svg}</g>'
