"""How everything is drawn, in one place: colours, line tones and one glyph per exercise.

The terminal picture, the HTML page and the printed sheet draw the same line from these tokens. A
glyph's shape decides and its colour helps, so shapes must hold at 15 px in black and white. The tests
recompute the contrasts and the colour differences (also as colour-blind people see them).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fullstride.domain.calendar import Demand


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """How one exercise is drawn.

    `svg` is the inside of an `<svg viewBox="0 0 24 24">` drawn in `currentColor`; `sign` and `plain` are
    one terminal cell each, `ansi` one of the 16 terminal colours ("" for the terminal's own);
    `light` and `dark` are `#rrggbb` for shapes on the page's ground or on a card, never for text.
    """

    svg: str
    sign: str
    plain: str
    ansi: str
    light: str
    dark: str


_STROKED = '<path fill="none" stroke="currentColor" stroke-width="{width}" stroke-linecap="round" d="{d}"/>'


def _strokes(d: str, width: float = 3) -> str:
    return _STROKED.format(width=width, d=d)


GLYPHS: Mapping[str, Glyph] = MappingProxyType(
    {
        "strides": Glyph(
            svg=_strokes("M4.2 19.4 7.8 4.6M10.2 19.4 13.8 4.6M16.2 19.4 19.8 4.6"),
            sign="/",
            plain="/",
            ansi="blue",
            light="#3f89ed",
            dark="#4e8fdd",
        ),
        "squat_jumps": Glyph(
            svg=_strokes("M4.6 12.8 12 4.8 19.4 12.8M5 19.8H19"),
            sign="^",
            plain="^",
            ansi="magenta",
            light="#834f86",
            dark="#b27ca1",
        ),
        "bounding": Glyph(
            svg=_strokes("M2.4 17.6C3.6 4.4 9.4 4.4 12 17 14.6 4.4 20.4 4.4 21.6 17.6"),
            sign="∩",
            plain="n",
            ansi="yellow",
            light="#a63600",
            dark="#f2a05f",
        ),
        "hill_bounding": Glyph(
            svg=_strokes("M2.8 15.6C2.6 4.2 8.4 3.2 12 11.6 12.6 2.4 18.6 1 21.4 8.4")
            + _strokes("M3 21.6 21.4 14.4", 2.4),
            sign="∆",
            plain="N",
            ansi="red",
            light="#621206",
            dark="#db6b5d",
        ),
        "hill_sprints": Glyph(
            svg='<path fill="currentColor" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" '
            'd="M3 19.6H21V5Z"/>',
            sign="▲",
            plain="A",
            ansi="green",
            light="#1d7355",
            dark="#7ed9b0",
        ),
        "flat_sprints": Glyph(
            svg=_strokes("M4.6 4.8 11.8 12 4.6 19.2M12.8 4.8 20 12 12.8 19.2"),
            sign="»",
            plain=">",
            ansi="bright_magenta",
            light="#b37292",
            dark="#d3aac4",
        ),
        "dynamic_strength": Glyph(
            svg=_strokes("M2.4 12H21.6") + _strokes("M7.2 6.2V17.8M16.8 6.2V17.8", 4.4),
            sign="╫",
            plain="+",
            ansi="cyan",
            light="#72972e",
            dark="#f5ee77",
        ),
        "circuit": Glyph(
            svg='<path fill="currentColor" d="M12 1.4a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6Z'
            "M12 16a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6Z"
            "M4.7 8.7a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6Z"
            'M19.3 8.7a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6Z"/>',
            sign="○",
            plain="o",
            ansi="bright_blue",
            light="#47155f",
            dark="#cdb2f9",
        ),
    }
)

# An exercise from a runner's own book: a shape that claims nothing, in the colour of second text.
OTHER = Glyph(
    svg='<path fill="none" stroke="currentColor" stroke-width="2.6" stroke-linejoin="round" '
    'd="M12 3.6 20.4 12 12 20.4 3.6 12Z"/>',
    sign="◇",
    plain="*",
    ansi="",
    light="#4a4f55",
    dark="#b9bdc1",
)


def glyph(exercise: str) -> Glyph:
    """The glyph of an exercise id; a neutral one for exercises that are not among the eight."""
    return GLYPHS.get(exercise, OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How one of the runner's own days is drawn.

    On the page: `height_px` and a `tone` (a key of LIGHT and DARK); `dash` is "" for a solid line, or
    "dotted" or "dashed". In the terminal six cells: `sign` repeated, or `plain` repeated with `letter`
    in the third cell; `short` is the one letter of a narrow terminal; `weight` is "dim", "" or "bold".
    """

    height_px: int
    tone: str
    dash: str = ""
    sign: str
    plain: str
    letter: str = ""
    short: str
    weight: str = "dim"


LINES: Mapping[Demand, Line] = MappingProxyType(
    {
        Demand.REST: Line(height_px=2, tone="edge", dash="dotted", sign="·", plain=".", short="."),
        Demand.EASY: Line(height_px=3, tone="line", sign="─", plain="-", short="e"),
        Demand.MEDIUM: Line(height_px=8, tone="line", sign="━", plain="=", short="m"),
        Demand.LONG: Line(height_px=14, tone="line", sign="▄", plain="=", letter="L", short="L"),
        Demand.HARD: Line(
            height_px=8, tone="line-hard", sign="═", plain="#", letter="H", short="H", weight=""
        ),
        Demand.RACE: Line(height_px=14, tone="ink", sign="█", plain="#", short="R", weight="bold"),
        Demand.CROSS: Line(height_px=3, tone="line", dash="dashed", sign="╌", plain="~", short="x"),
        Demand.STRENGTH: Line(height_px=3, tone="line", dash="dashed", sign="╍", plain=":", short="s"),
        Demand.STRIDES: Line(height_px=3, tone="line", sign="─", plain="-", short="e"),
        Demand.UNKNOWN: Line(
            height_px=3, tone="edge", dash="dashed", sign="╌", plain="?", letter="?", short="?", weight=""
        ),
    }
)

DEMAND_WORDS: Mapping[Demand, str] = MappingProxyType(
    {demand: demand.value for demand in Demand} | {Demand.STRIDES: "easy with strides"}
)

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "bg": "#f7f6f3",
        "surface": "#ffffff",
        "sunk": "#eeede8",
        "ink": "#16191c",
        "ink2": "#4a4f55",
        "ink3": "#656b72",
        "edge": "#7f848a",
        "hair": "#dcdbd5",
        "go": "#0b5c66",
        "care": "#7a5600",
        "care-wash": "#fdf1cd",
        "line": "#cfcec8",
        "line-hard": "#3d4247",
    }
)
DARK: Mapping[str, str] = MappingProxyType(
    {
        "bg": "#101214",
        "surface": "#191c1f",
        "sunk": "#0a0b0d",
        "ink": "#f3f4f2",
        "ink2": "#b9bdc1",
        "ink3": "#939aa0",
        "edge": "#6d747b",
        "hair": "#2c3034",
        "go": "#7fcdd4",
        "care": "#ecc75c",
        "care-wash": "#332b12",
        "line": "#454b51",
        "line-hard": "#b4b9be",
    }
)

GRADE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "A": "the article",
        "T": "a trial or review",
        "P": "coaching practice",
        "D": "our default, yours to change",
    }
)
