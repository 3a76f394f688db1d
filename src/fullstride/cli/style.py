"""What this terminal can show: width, colour, which characters; and text made safe for it.

The plain version of everything (`--ascii`, a locale or terminal that can't show more) holds the same
facts as the full one. Colour is bold and dim plus the 16 colours, and nothing depends on it.
"""

import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import IO

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from fullstride.formats.saying import without_controls

WIDEST = 80
NARROWEST = 24
LONGEST_TEXT = 2000  # of one calendar text; what is longer is nobody's title

_PLAIN = str.maketrans(
    {
        "×": "x",
        "–": "-",
        "—": "-",
        "−": "-",
        "·": "-",
        "…": "...",
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": "'",
        "’": "'",
        "→": "->",
        "±": "+/-",
        "≥": ">=",
        "≤": "<=",
        "½": "1/2",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
    }
)
_RIGHT_TO_LEFT = ("R", "AL")
_AFTER_RIGHT_TO_LEFT = "\u200e"  # keeps the columns behind it in their order


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """`width` in cells, at most 80; `ascii` for the plain drawing; `encoding` of what is written."""

    width: int = WIDEST
    ascii: bool = False
    colour: bool = False
    encoding: str = "utf-8"

    def words(self, text: str) -> str:
        """`text` without control characters or line breaks, in characters that can be written.

        Thin spaces become plain ones: terminals draw them badly.
        """
        safe = " ".join(without_controls(text[:LONGEST_TEXT]).split())
        if self.ascii or not _can_write(safe, self.encoding):
            safe = safe.translate(_PLAIN)
        if _can_write(safe, self.encoding):
            return safe
        apart = unicodedata.normalize("NFKD", safe)
        bare = "".join(char for char in apart if not unicodedata.combining(char))
        return bare.encode(self.encoding, "replace").decode(self.encoding)

    def cut(self, text: str, width: int) -> str:
        """`text` in exactly `width` cells: padded, or cut with an ellipsis."""
        safe = self.words(text)
        mark = _right_to_left_end(safe)
        more = "..." if self.ascii or not _can_write("…", self.encoding) else "…"
        if cell_len(safe) > width:
            room = max(0, width - cell_len(more))
            safe = set_cell_size(safe, room).rstrip() + more if room else more[:width]
        return safe + mark + " " * max(0, width - cell_len(safe))

    def wrap(self, text: str, width: int) -> list[str]:
        """`text` in lines of at most `width` cells, broken at plain spaces; thin ones hold a unit."""
        lines: list[str] = []
        line = ""
        for word in text[:LONGEST_TEXT].split(" "):
            rest = self.words(word)
            while cell_len(rest) > width:
                if line:
                    lines.append(line)
                    line = ""
                head = set_cell_size(rest, width).rstrip() or rest[0]
                lines.append(head)
                rest = rest[len(head) :]
            joined = f"{line} {rest}" if line else rest
            if cell_len(joined) > width:
                lines.append(line)
                joined = rest
            line = joined
        return [*lines, line] if line or not lines else lines

    def console(self, file: IO[str] | None = None) -> Console:
        """A console that keeps to this style: no colour when there is none, never a guess of its own."""
        return Console(
            file=file,
            width=self.width,
            color_system="standard" if self.colour else None,
            force_terminal=self.colour,
            no_color=not self.colour,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )


def detect(
    *,
    stream: IO[str],
    environ: Mapping[str, str] | None = None,
    ascii_wanted: bool = False,
    columns: int | None = None,
) -> Style:
    """The style that fits `stream` and the environment.

    Plain drawing: `--ascii`, a locale or stream that is not UTF-8, a terminal without the characters
    (TERM=dumb, the Linux console) or a Chinese, Japanese or Korean locale, where the characters of the
    line may be drawn double. No colour: NO_COLOR, TERM=dumb, or a stream that is no terminal.
    """
    env = os.environ if environ is None else environ
    encoding = _encoding(stream, env)
    terminal = env.get("TERM", "")
    locale = _locale(env)
    plain = (
        ascii_wanted
        or encoding != "utf-8"
        or terminal in ("dumb", "linux")
        or locale[:3] in ("ja_", "ko_", "zh_")
    )
    is_terminal = stream.isatty()
    if columns is None:
        columns = _columns(stream, env) if is_terminal or "COLUMNS" in env else WIDEST
    return Style(
        width=min(WIDEST, max(NARROWEST, columns)),
        ascii=plain,
        colour=is_terminal and not env.get("NO_COLOR") and terminal != "dumb",
        encoding="ascii" if ascii_wanted else encoding,
    )


def drawn(lines: Iterable[Text], style: Style) -> str:
    """Lines as one string, with the escape codes of the style and nothing else."""
    page = StringIO()
    console = style.console(page)
    for line in lines:
        console.print(line, soft_wrap=True)
    return page.getvalue()


def paragraph(lead: str, text: str, style: Style, *, indent: int = 0) -> list[Text]:
    """A bold lead and what follows it, wrapped as one paragraph, each line `indent` cells in."""
    joint = " " if lead and text and text[0] not in ",.;:" else ""
    margin = " " * indent
    lines = [Text(margin + line) for line in style.wrap(f"{lead}{joint}{text}", style.width - indent)]
    left = len(style.words(lead))
    for line in lines:
        if left <= 0:
            break
        line.stylize("bold", indent, min(indent + left, len(line)))
        left -= len(line) - indent + 1
    return lines


def _encoding(stream: IO[str], env: Mapping[str, str]) -> str:
    """ "utf-8", or the name of a smaller encoding. A C locale says ASCII even where Python says more."""
    named = (getattr(stream, "encoding", None) or "utf-8").lower().replace("_", "-")
    locale = _locale(env)
    codeset = locale.partition(".")[2].partition("@")[0].lower().replace("-", "").replace("_", "")
    if locale in ("C", "POSIX"):
        return "ascii"
    if codeset and codeset != "utf8":
        return "ascii" if named in ("utf-8", "utf8") else named
    return "utf-8" if named in ("utf-8", "utf8", "utf-8-sig", "cp65001") else named


def _locale(env: Mapping[str, str]) -> str:
    return env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or ""


def _columns(stream: IO[str], env: Mapping[str, str]) -> int:
    stated = env.get("COLUMNS", "")
    if stated.isdigit() and int(stated) > 0:
        return int(stated)
    try:
        return os.get_terminal_size(stream.fileno()).columns or WIDEST
    except (OSError, ValueError):
        return WIDEST


def _can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _right_to_left_end(text: str) -> str:
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text):
        return _AFTER_RIGHT_TO_LEFT
    return ""
