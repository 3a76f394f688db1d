"""The look's colours as custom properties of a page, in both schemes; paper takes the light ones."""

from fullstride.formats.look import DARK, GLYPHS, LIGHT, OTHER


def tokens() -> str:
    """CSS: every token as `--name`, every exercise's colour as `--c-name` and class `c-name`."""
    shapes = {**GLYPHS, "other": OTHER}
    light = _properties({**LIGHT, **{f"c-{name}": shape.light for name, shape in shapes.items()}})
    dark = _properties({**DARK, **{f"c-{name}": shape.dark for name, shape in shapes.items()}})
    classes = "".join(f".c-{name}{{color:var(--c-{name})}}" for name in shapes)
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme: dark){{:root{{{dark}}}}}\n{classes}\n"
    )


def _properties(named: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in named.items())
