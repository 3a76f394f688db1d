"""The guided session drawn for a terminal: one number, one line, three cues, the keys."""

import math

from rich.text import Text

from fullstride.cli.style import Style
from fullstride.formats.look import glyph
from fullstride.formats.saying import clock as clock_words
from fullstride.formats.saying import rest
from fullstride.guide.player import PAIN, Ending, Phase, State
from fullstride.guide.record import record
from fullstride.guide.showing import Showing, why_stopped
from fullstride.guide.words import Script

MARGIN = 2
_DIGITS = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", "███", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    ":": (" ", "█", " ", "█", " "),
}
FORM_KEYS = "k kept   s slipping   g gone"


def frame(showing: Showing, script: Script, style: Style, notice: str = "", *, rows: int = 24) -> list[Text]:
    """The whole screen as at most `rows` lines; `notice` is what the last key brought."""
    lines = _frame(showing, script, style, notice, big=True)
    if len(lines) > rows:
        lines = _frame(showing, script, style, notice, big=False)
    if len(lines) > rows:
        lines = [line for line in lines if line.plain.strip()]
    return lines[:rows]


def _frame(showing: Showing, script: Script, style: Style, notice: str, *, big: bool) -> list[Text]:
    width = style.width - 2 * MARGIN
    lines = [_head(showing, script, style, width), Text()]
    if showing.care:
        lines += [Text(line, style="bold") for line in style.wrap(showing.care, width)] + [Text()]
    if showing.clock_s is not None:
        lines += [*_big(_clock(showing), width if big else 0, style), Text()]
    if showing.caption:
        lines.append(Text(style.words(showing.caption)))
    if (bar := _line(showing, style, width)) is not None:
        lines += [bar, _scale(showing, style, width)]
    lines.append(Text())
    bold = "bold" if showing.phase in (Phase.WAIT, Phase.COUNT_IN, Phase.EFFORT) else ""
    for words in showing.lines:
        lines += [Text(line, style=bold) for line in style.wrap(words, width)]
    if showing.asks:
        felt = "" if showing.felt is None else f"{showing.felt} of 10"
        lines += [Text(), _question(f"{showing.asks}: how was the form?", showing.form, FORM_KEYS)]
        lines.append(_question(f"{showing.asks}: how hard was it?", felt, "1 to 9, 0 for 10"))
    lines += [Text(), _button(showing), Text(_keys(showing), style="dim")]
    lines += [Text(), Text(style.words(notice))] if notice else []
    pad = Text(" " * MARGIN)
    return [Text(), *(pad + line for line in lines)]


def summary(state: State, style: Style) -> list[str]:
    """What was done, said after the screen is closed."""
    done, script = record(state), state.script
    ended = {
        Ending.COMPLETE: "Done",
        Ending.EARLY: "Ended early",
        Ending.STOPPED: "Stopped",
        Ending.INTERRUPTED: "Interrupted",
    }[done.ending or Ending.INTERRUPTED]
    lines = [f"{ended}: {script.name} {script.dose}, {done.done} of {done.parts} done."]
    if why := why_stopped(state):
        lines.append(why)
    if done.stopped_by is not None and done.stopped_by.rule == PAIN:
        lines.append('Say where and how bad: fullstride log --pain "left calf 4 sharp".')
    answers = [effort.form.value for effort in done.efforts if effort.form]
    if answers:
        said = [f"{word} in {answers.count(word)}" for word in dict.fromkeys(answers)]
        lines.append(f"Form: {', '.join(said)}.")
    if done.ending is Ending.COMPLETE:
        lines.append(script.close)
    return [line for text in lines for line in style.wrap(text, style.width)]


def told(showing: Showing, script: Script, style: Style) -> list[str]:
    """The same as `frame` for a pipe or a plain terminal: a few lines when something changes."""
    head = f"{showing.title}. {showing.place}."
    if showing.phase is Phase.WAIT and showing.opens is not None:
        told_lines = [head, f"Rest {rest(script.rest_s)}, {showing.caption}.", *showing.lines]
    else:
        told_lines = [head, *([f"{showing.caption}."] if showing.caption else []), *showing.lines]
    if showing.care:
        told_lines.insert(1, showing.care)
    if showing.asks and not showing.form:
        told_lines.append(f"{showing.asks}: how was the form? kept, slipping or gone.")
    if showing.asks and showing.felt is None:
        told_lines.append(f"{showing.asks}: how hard was it? A number from 0 to 10.")
    if showing.button:
        told_lines.append(f"[Enter] {showing.button}")
    return [line for text in told_lines for line in style.wrap(text, style.width)]


def _head(showing: Showing, script: Script, style: Style, width: int) -> Text:
    drawn = glyph(script.session.exercise)
    sign = drawn.plain if style.ascii else drawn.sign
    title = style.words(showing.title)
    place = style.words(showing.place)
    room = max(1, width - len(sign) - 1 - len(title) - len(place))
    head = Text(sign, style=drawn.ansi if style.colour else "")
    head.append(f" {title}", style="bold")
    head.append(" " * room + place, style="")
    return head


def _clock(showing: Showing) -> str:
    """Down to the earliest start it is rounded up, so that it never promises too early a start."""
    seconds = showing.clock_s or 0.0
    down = showing.opens is not None or showing.phase is Phase.COUNT_IN
    whole = math.ceil(seconds - 1e-6) if down else int(seconds)
    return str(whole) if showing.phase is Phase.COUNT_IN else clock_words(max(0, whole))


def _big(text: str, width: int, style: Style) -> list[Text]:
    if width < 6 * len(text):
        return [Text(text, style="bold")]
    ink = "#" if style.ascii else "█"
    rows = []
    for row in range(5):
        wide = ("  ".join("".join(cell * 2 for cell in _DIGITS[digit][row]) for digit in text)).rstrip()
        rows.append(Text(wide.replace("█", ink), style="bold"))
    return rows


def _line(showing: Showing, style: Style, width: int) -> Text | None:
    """How far along: solid behind, a mark where the rest may end, dotted as long as you like."""
    end_s = _end_s(showing)
    if not end_s:
        return None
    solid, ahead, free, mark, here = "=-.|o" if style.ascii else "━─┄┃●"
    place = min(width - 1, round(showing.done_s / end_s * (width - 1)))
    marked = None if showing.mark_s is None else round(showing.mark_s / end_s * (width - 1))
    open_end = showing.track_s is None
    cells = [
        solid if cell < place else free if open_end and marked is not None and cell > marked else ahead
        for cell in range(width)
    ]
    if marked is not None:
        cells[min(width - 1, marked)] = mark
    cells[place] = here
    return Text("".join(cells))


def _end_s(showing: Showing) -> float | None:
    if showing.track_s is not None:
        return showing.track_s
    return None if showing.mark_s is None else showing.mark_s * 1.4


def _scale(showing: Showing, style: Style, width: int) -> Text:
    end_s = _end_s(showing) or 1.0
    if showing.mark_s is None:
        left, right = "0", style.words(_scale_words(showing, showing.track_s or 0.0))
        return Text(left + right.rjust(width - len(left)), style="dim")
    marked = style.words(_scale_words(showing, showing.mark_s))
    at = round(showing.mark_s / end_s * (width - 1))
    cells = "0".ljust(max(2, at - len(marked) // 2)) + marked
    right = "as long as you like" if showing.track_s is None else _scale_words(showing, showing.track_s)
    right = style.words(right)
    room = width - len(cells)
    return Text(cells + (right.rjust(room) if len(right) + 1 < room else ""), style="dim")


def _scale_words(showing: Showing, seconds: float) -> str:
    if showing.phase in (Phase.EFFORT, Phase.COUNT_IN):
        return f"{seconds:g} s"
    return clock_words(round(seconds))


def _question(question: str, answer: str, keys: str) -> Text:
    line = Text(f"{question}  ", style="dim")
    line.append(f"{answer}   " if answer else "", style="bold")
    line.append(keys, style="dim" if answer else "")
    return line


def _button(showing: Showing) -> Text:
    if showing.button:
        return Text(f"[Enter] {showing.button}", style="bold")
    if showing.opens is not None and showing.mark_s is not None:
        return Text(f"opens at {clock_words(round(showing.mark_s))}", style="dim")
    return Text()


def _keys(showing: Showing) -> str:
    if showing.phase is Phase.STOPPED:
        return "b take it back"
    if showing.phase is Phase.LAST:
        return "r redo   x sharp pain"
    if showing.phase is Phase.WARM_UP:
        return "n skip   e end   x sharp pain"
    return "p pause   r redo   n skip   e end   x sharp pain"
