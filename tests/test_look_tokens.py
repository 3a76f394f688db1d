"""The tables of the look, recomputed from the tokens: contrasts, and colours as others see them.

The small maths is written out here from its publications: WCAG 2 contrast; CIEDE2000 (Sharma, Wu and
Dalal 2005); the dichromat simulations of Brettel, Viénot and Mollon (1997, half planes through anchors
at 475, 575, 485 and 660 nm) on Smith and Pokorny's cones with Vos' (1978) colour matching, and of
Machado, Oliveira and Fernandes (2009, severity 1).
"""

import itertools
import math

import pytest
from rich.cells import cell_len

from fullstride.domain.calendar import Demand
from fullstride.domain.session import Grade
from fullstride.formats.look import DARK, DEMAND_WORDS, GLYPHS, GRADE_WORDS, LIGHT, LINES, OTHER

Vector = tuple[float, float, float]
THEMES = {"light": LIGHT, "dark": DARK}
DEFICIENCIES = ("protan", "deutan", "tritan")

XYZ_OF_RGB = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
LMS_OF_XYZ = ((0.15514, 0.54312, -0.03286), (-0.15514, 0.45684, 0.03286), (0.0, 0.0, 0.01608))
ANCHORS_XYZ = {
    475: (0.13287, 0.11284, 0.9422),
    575: (0.84394, 0.91558, 0.00197),
    485: (0.05699, 0.16987, 0.5864),
    660: (0.16161, 0.061, 0.00001),
}
MACHADO = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# The missing cone, the two that remain (the slope of the second over the first picks the half plane),
# and the anchors below and above the neutral slope.
BRETTEL = {"protan": (0, 1, 2, 575, 475), "deutan": (1, 0, 2, 575, 475), "tritan": (2, 0, 1, 660, 485)}


def times(matrix: tuple[Vector, Vector, Vector], vector: Vector) -> Vector:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def inverse(m: tuple[Vector, Vector, Vector]) -> tuple[Vector, Vector, Vector]:
    columns = (cross(m[1], m[2]), cross(m[2], m[0]), cross(m[0], m[1]))
    determinant = sum(a * b for a, b in zip(m[0], columns[0], strict=True))
    first, second, third = ((columns[0][i], columns[1][i], columns[2][i]) for i in range(3))
    return tuple(tuple(v / determinant for v in row) for row in (first, second, third))  # type: ignore[return-value]


def linear(colour: str) -> Vector:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def clipped(rgb: Vector) -> Vector:
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in rgb)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((times(XYZ_OF_RGB, linear(c))[1] for c in (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: Vector) -> Vector:
    white = times(XYZ_OF_RGB, (1.0, 1.0, 1.0))
    x, y, z = (
        ratio ** (1 / 3) if ratio > (6 / 29) ** 3 else ratio / (3 * (6 / 29) ** 2) + 4 / 29
        for ratio in (value / full for value, full in zip(times(XYZ_OF_RGB, rgb), white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one: Vector, other: Vector) -> float:
    """The colour difference of two CIELAB colours."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    hue = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    delta_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )
    s_l = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    turned = math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2)))
    r_t = -2 * math.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * math.sin(turned)
    by_l, by_c, by_h = (l2 - l1) / s_l, (c2 - c1) / s_c, delta_h / s_h
    return math.sqrt(by_l**2 + by_c**2 + by_h**2 + r_t * by_c * by_h)


def seen_brettel(rgb: Vector, deficiency: str) -> Vector:
    """Projected along the missing cone onto the half plane of its anchor."""
    missing, first, second, below, above = BRETTEL[deficiency]
    cones = times(LMS_OF_XYZ, times(XYZ_OF_RGB, rgb))
    neutral = times(LMS_OF_XYZ, times(XYZ_OF_RGB, (1.0, 1.0, 1.0)))
    is_below = cones[second] * neutral[first] < neutral[second] * cones[first]
    anchor = times(LMS_OF_XYZ, ANCHORS_XYZ[below if is_below else above])
    normal = cross(neutral, anchor)
    kept = list(cones)
    kept[missing] = -(normal[first] * cones[first] + normal[second] * cones[second]) / normal[missing]
    return clipped(times(inverse(XYZ_OF_RGB), times(inverse(LMS_OF_XYZ), (kept[0], kept[1], kept[2]))))


def seen_machado(rgb: Vector, deficiency: str) -> Vector:
    return clipped(times(MACHADO[deficiency], rgb))


def smallest_difference(colours: list[Vector]) -> float:
    return min(ciede2000(lab(one), lab(other)) for one, other in itertools.combinations(colours, 2))


def glyph_colours(theme: str) -> list[str]:
    return [getattr(glyph, theme) for glyph in GLYPHS.values()]


def test_the_colour_difference_agrees_with_its_publication() -> None:
    pairs = (
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
    )
    for one, other, published in pairs:
        assert ciede2000(one, other) == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize("theme", THEMES)
def test_all_text_is_readable(theme: str) -> None:
    tokens = THEMES[theme]
    for text, ground in itertools.product(("ink", "ink2", "ink3", "go"), ("bg", "surface")):
        assert contrast(tokens[text], tokens[ground]) >= 4.5, f"{text} on {ground}"
    assert contrast(tokens["care"], tokens["care-wash"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_shapes_and_outlines_stand_out_from_the_ground(theme: str) -> None:
    tokens = THEMES[theme]
    shapes = [*glyph_colours(theme), getattr(OTHER, theme), *(tokens[name] for name in ("edge", "line-hard"))]
    for shape, ground in itertools.product(shapes, ("bg", "surface")):
        assert contrast(shape, tokens[ground]) >= 3.0, f"{shape} on {ground}"


@pytest.mark.parametrize("theme", THEMES)
def test_pale_lines_become_edge_where_more_contrast_is_wanted(theme: str) -> None:
    tokens = THEMES[theme]
    assert contrast(tokens["line"], tokens["bg"]) < 3.0 <= contrast(tokens["edge"], tokens["bg"])


@pytest.mark.parametrize(
    ("theme", "full", "protan", "deutan", "tritan"),
    [("light", 16.5, 15.1, 14.7, 14.7), ("dark", 13.2, 12.0, 12.0, 12.0)],
)
def test_glyph_colours_stay_apart_for_everyone(
    theme: str, full: float, protan: float, deutan: float, tritan: float
) -> None:
    colours = [linear(colour) for colour in glyph_colours(theme)]
    assert smallest_difference(colours) >= full - 0.7
    for deficiency, least in zip(DEFICIENCIES, (protan, deutan, tritan), strict=True):
        for seen in (seen_brettel, seen_machado):
            found = smallest_difference([seen(colour, deficiency) for colour in colours])
            assert found >= least - 0.7, f"{deficiency} by {seen.__name__}"


def test_every_exercise_has_a_shape_and_signs_of_its_own() -> None:
    for part in ("svg", "sign", "plain", "ansi", "light", "dark"):
        drawn = [getattr(glyph, part) for glyph in (*GLYPHS.values(), OTHER)]
        assert len(set(drawn)) == len(drawn), part


def test_every_demand_can_be_drawn_and_said() -> None:
    assert set(LINES) == set(DEMAND_WORDS) == set(Demand)
    assert set(GRADE_WORDS) == {grade.value for grade in Grade}


def test_plain_signs_are_ascii_and_signs_are_one_cell() -> None:
    for drawn in (*GLYPHS.values(), OTHER, *LINES.values()):
        assert drawn.plain.isascii()
        assert len(drawn.plain) == 1
        assert len(drawn.sign) == cell_len(drawn.sign) == 1


def test_plain_lines_tell_all_demands_apart() -> None:
    drawn = {demand: (line.plain, line.letter) for demand, line in LINES.items()}
    drawn[Demand.RACE] = ("RACE", "")
    del drawn[Demand.STRIDES]  # an easy line with the runner's own strides in brackets
    assert len(set(drawn.values())) == len(drawn)
    letters = [line.short for demand, line in LINES.items() if demand is not Demand.STRIDES]
    assert len(set(letters)) == len(letters)
