"""Writes the pages and pictures of the documentation that are made from the program itself.

`python docs/build.py` writes them, `python docs/build.py --check` says which are stale and exits 1.
"""

import argparse
import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from fullstride import workflows
from fullstride.batch.measure_all import Recordings, measure_all
from fullstride.cli.picture import plan_picture
from fullstride.cli.style import Style
from fullstride.domain.evidence import Measured
from fullstride.domain.motion import Position
from fullstride.domain.recording import Floats
from fullstride.domain.session import Grade
from fullstride.formats import look, plot_parts, saying, svg
from fullstride.formats.motion_plot import MotionPicture, draw_motion
from fullstride.formats.run_plot import RunPicture, draw_run
from fullstride.measure.simulate_jumps import Jumps, JumpScene, Stand, Walk
from fullstride.rules.book import Book
from fullstride.rules.load import load_book
from fullstride.rules.words import Exercise, Rule
from fullstride.workflows.motion import measure_motion

DOCS = Path(__file__).resolve().parent
EXAMPLES = DOCS.parent / "examples"
FIRST = dt.date(2026, 12, 14)
SAMPLE_TOP = Measured(value=7.3, error=0.2)
# A bare sheet: no window around it, and no font to fetch.
SVG = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
<rect width="{width}" height="{height}" rx="14" fill="#101214"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def made_pages() -> dict[str, str]:
    """Every made file by its name below docs/."""
    return {
        "reference/rules.md": "\n".join(rules_page(load_book())) + "\n",
        "img/plan.svg": plan_picture_svg(),
        "img/run.svg": run_picture_svg(),
        "img/jump.svg": jump_picture_svg(),
        "img/jumps.svg": jumps_picture_svg(),
    }


@cache
def _sample_plan() -> workflows.Placed:
    return workflows.place(
        workflows.Given(
            today=FIRST,
            first=FIRST,
            calendars=(EXAMPLES / "spring-marathon.ics",),
            profile=EXAMPLES / "runner.toml",
        )
    )


def run_picture_svg() -> str:
    """The sample recording, held against the plan of its day, as `measure --plot` draws it."""
    asked = workflows.Asked(sessions=_sample_plan().plan.sessions, top_mps=SAMPLE_TOP)
    recordings = Recordings(paths=(EXAMPLES / "tuesday-run.fit",), asked=asked, today=FIRST)
    [found] = measure_all(recordings).measurements
    return draw_run(RunPicture(evidence=found.evidence, trace=found.trace, book=load_book()))


def jumps_picture_svg() -> str:
    """Three simulated sets of squat jumps, the last of which falls, as `measure --plot` draws them."""
    stand, walk = Stand(duration_s=3.0), Walk(duration_s=150.0)
    sets = (Jumps(count=15, height_cm=27.0), Jumps(count=15, height_cm=26.5), Jumps(count=15, drop_pct=26.0))
    scene = JumpScene(acts=tuple(act for one in sets for act in (stand, one, stand, walk)))
    told = {"title": "Squat jumps, simulated", "device": "", "exercise": "squat_jumps"}
    log = replace(scene.record(2).log, position=Position.BELT, **told)
    evidence = measure_motion(log, file="squat-jumps.csv", book=load_book())
    return draw_motion(MotionPicture(evidence=evidence, book=load_book()))


def plan_picture_svg() -> str:
    """The sample's plan as `make demo` shows it, as a picture that needs no font from anywhere."""
    placed = _sample_plan()
    plan = replace(placed.plan, solve_s=0.0)  # no time is shown, so that the picture is the same each time
    console = Console(record=True, file=StringIO(), width=80, color_system="standard", highlight=False)
    for line in plan_picture(plan, placed.reading.days, placed.book, today=FIRST, style=Style(colour=True)):
        console.print(line, soft_wrap=True)
    return console.export_svg(title="", theme=_theme(), code_format=SVG, unique_id="plan")


def jump_picture_svg() -> str:
    """A simulated squat jump as a phone in a belt feels it, and how long its flight is by each threshold."""
    from fullstride.measure.jumps_upright import Upright
    from fullstride.measure.motion import MotionCleaning
    from fullstride.measure.simulate_jumps import Jumps, JumpScene, Stand
    from fullstride.measure.simulate_jumps import Style as Way
    from fullstride.measure.simulate_phone import Phone

    one = Jumps(count=3, style=Way.RESET, height_cm=22.0, scatter_cm=0.0)
    made = JumpScene(acts=(Stand(), one, Stand()), phone=Phone(rate_hz=200.0)).record(4)
    signal = MotionCleaning().clean(made.log)
    jump = made.sets[0].jumps[1]
    time_s = np.arange(len(signal)) / signal.rate_hz + signal.origin_s - jump.takeoff_s
    shown = (time_s > -0.55) & (time_s < jump.flight_s + 0.55)
    pull_g = Upright().pull(signal)
    return _jump_svg(time_s[shown], signal.magnitude_g[shown], pull_g[shown], jump.flight_s)


def _jump_svg(time_s: Floats, felt_g: Floats, pull_g: Floats, flight_s: float) -> str:
    left, right, top, ground, most_g = 76.0, 936.0, 64.0, 300.0, 4.0
    x = left + (time_s - time_s[0]) / (time_s[-1] - time_s[0]) * (right - left)

    def across(at_s: float) -> float:
        return float(np.interp(at_s, time_s, x))

    def down(value_g: Floats | float) -> Floats:
        return ground - np.clip(value_g, 0.0, most_g) / most_g * (ground - top)

    air = across(flight_s) - across(0.0)
    parts = [
        svg.text(24, 32, "One squat jump, felt by a phone in a belt (simulated)", "fs-strong fs-ink"),
        f'<rect class="fs-band" x="{across(0.0):.1f}" y="{top:.0f}" width="{air:.1f}" '
        f'height="{ground - top:.0f}"/>',
        svg.text(across(flight_s / 2), top + 16, "in the air", "fs-label fs-ink2", anchor="middle"),
        *(
            svg.rule(left, float(down(level)), right, float(down(level)), "fs-hair")
            for level in (0.0, 1.0, 2.0, 3.0)
        ),
        *(
            svg.text(left - 8, float(down(level)) + 4, f"{level:.0f} g", "fs-label fs-ink3", anchor="end")
            for level in (0.0, 1.0, 2.0, 3.0)
        ),
        f'<polyline class="fs-line" stroke-opacity=".4" points="{_points(x, down(felt_g))}"/>',
        svg.text(across(-0.2), top + 46, "push-off", "fs-label fs-ink2", anchor="middle"),
        svg.text(across(flight_s + 0.2), top + 46, "landing", "fs-label fs-ink2", anchor="middle"),
        f'<polyline class="fs-line" points="{_points(x, down(pull_g))}"/>',
    ]
    said = ["A squat jump as a phone feels it."]
    y = ground + 34
    spans = [("truly in the air", 0.0, flight_s)]
    spans += [
        (f"felt under {level:g} g", *_under(time_s, pull_g, level, flight_s / 2)) for level in (1.0, 0.5)
    ]
    for name, begin_s, end_s in spans:
        long_s = end_s - begin_s
        words = f"{name}: {long_s:.2f} s, {122.6 * long_s**2:.0f} cm"
        said.append(f"{saying.sentence(words)}")
        begin, wide = across(begin_s), across(end_s) - across(begin_s)
        parts += [
            f'<rect class="fs-dot" x="{begin:.1f}" y="{y - 9:.0f}" width="{wide:.1f}" height="8" rx="4"/>',
            svg.text(across(flight_s) + 24, y, words, "fs-small fs-ink"),
        ]
        if name != spans[0][0]:
            level = float(down(float(name.split()[2])))
            parts += [
                f'<circle class="fs-dot" cx="{across(at):.1f}" cy="{level:.1f}" r="4"/>'
                for at in (begin_s, end_s)
            ]
        y += 26
    return plot_parts.document("".join(parts), y, " ".join(said), for_pixels=False)


def _points(x: Floats, y: Floats) -> str:
    return " ".join(f"{one:.1f},{other:.1f}" for one, other in zip(x, y, strict=True))


def _under(time_s: Floats, pull_g: Floats, level_g: float, inside_s: float) -> tuple[float, float]:
    """Where the pull crosses a level, on either side of an instant in flight."""
    at = int(np.searchsorted(time_s, inside_s))
    first = int(np.flatnonzero(pull_g[:at] >= level_g)[-1])
    last = at + int(np.flatnonzero(pull_g[at:] >= level_g)[0])
    begin = np.interp(-level_g, -pull_g[first : first + 2], time_s[first : first + 2])
    end = np.interp(level_g, pull_g[last - 1 : last + 1], time_s[last - 1 : last + 1])
    return float(begin), float(end)


def _theme() -> TerminalTheme:
    """The sixteen colours of a terminal in the product's own dark tones; rich wants them as numbers."""
    tones = {shape.ansi: shape.dark for shape in look.GLYPHS.values()}
    names = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
    normal = [_numbers(tones.get(name, look.DARK["ink"])) for name in names]
    bright = [_numbers(tones.get(f"bright_{name}", look.DARK["ink"])) for name in names]
    return TerminalTheme(_numbers(look.DARK["bg"]), _numbers(look.DARK["ink"]), normal, bright)


def _numbers(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def rules_page(book: Book) -> Iterator[str]:
    """*The rules and their evidence*, made from the loaded book."""
    yield "# The rules and their evidence"
    yield ""
    yield "Made from the rule book by `make docs`, not written by hand. The program plans by these rules"
    yield "and by nothing else; `fullstride rules ID` shows one of them."
    yield ""
    yield f"> {book.notice}"
    yield ""
    yield "Each rule has a grade:"
    yield ""
    for grade in Grade:
        yield f"- **{grade.value}** {look.GRADE_WORDS[grade.value]}"
    yield ""
    yield "## The exercises"
    rules = list(book.rules())
    for exercise in sorted(book.exercises.values(), key=lambda one: one.name):
        yield from _exercise(exercise, [rule for rule in rules if rule.id.startswith(f"{exercise.id}.")])
    yield from ("", "## What holds for all of them", "")
    own = tuple(f"{exercise}." for exercise in book.exercises)
    yield from _table(rule for rule in rules if not rule.id.startswith(own))
    yield from ("", "## The article, statement by statement", "")
    yield 'The program grew from one article, "Speed Development For Distance Runners" (PodiumRunner).'
    yield from ("", "| | It says | The program | Rules |", "| --- | --- | --- | --- |")
    for said in book.says:
        ids = ", ".join(f"`{rule}`" for rule in said.rules)
        yield f"| {said.id} | {_cell(said.text)} | {_cell(said.does)} | {ids} |"


def _exercise(exercise: Exercise, rules: Sequence[Rule]) -> Iterator[str]:
    yield from ("", f"### {exercise.name}", "")
    yield f"`{exercise.id}`: {exercise.intensity}. Needs: {_lower(exercise.needs)}"
    if exercise.how:
        yield ""
        yield from (f"{number}. {step}" for number, step in enumerate(exercise.how, start=1))
    yield ""
    yield f"- Cues: {'; '.join(_lower(cue) for cue in exercise.cues)}"
    yield f"- Warm-up: {exercise.warm_up}"
    yield f"- Doses: {', '.join(exercise.ladder)}"
    for fault in exercise.faults:
        yield f"- {saying.sentence(f'{fault.sees}: {fault.do}')}"
    yield ""
    yield from _table(rules)


def _table(rules: Iterable[Rule]) -> Iterator[str]:
    yield "| Rule | Says | Grade | Source |"
    yield "| --- | --- | --- | --- |"
    for rule in rules:
        yield f"| `{rule.id}` | {_cell(rule.reason().text)} | {rule.grade.value} | {_cell(rule.source)} |"


def _cell(text: str) -> str:
    return saying.sentence(text).replace("|", "\\|")


def _lower(text: str) -> str:
    return saying.lower_first(text)


def stale(pages: dict[str, str]) -> list[str]:
    """Names of the made files that differ from what is committed.

    Of the drawings of a run and of a jump only the words and figures count: their curves may differ in the
    last digit from one processor to the next.
    """
    return [
        name
        for name, text in pages.items()
        if not (DOCS / name).is_file() or _said(name, (DOCS / name).read_text("utf-8")) != _said(name, text)
    ]


def _said(name: str, text: str) -> object:
    return re.findall(r">([^<>]+)<", text) if name in ("img/run.svg", "img/jump.svg") else text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, say what is stale")
    check = parser.parse_args().check
    pages = made_pages()
    old = stale(pages)
    for name in old:
        if check:
            sys.stdout.write(f"docs/{name} is stale; make docs writes it again.\n")
        else:
            (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
            (DOCS / name).write_text(pages[name], encoding="utf-8")
            sys.stdout.write(f"docs/{name} was written.\n")
    return 1 if check and old else 0


if __name__ == "__main__":
    sys.exit(main())
