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

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from fullstride import workflows
from fullstride.batch.measure_all import Recordings, measure_all
from fullstride.cli.picture import plan_picture
from fullstride.cli.style import Style
from fullstride.domain.evidence import Measured
from fullstride.domain.motion import Position
from fullstride.domain.session import Grade
from fullstride.formats import look, saying
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
    """The sample's plan as `make run` shows it, as a picture that needs no font from anywhere."""
    placed = _sample_plan()
    plan = replace(placed.plan, solve_s=0.0)  # no time is shown, so that the picture is the same each time
    console = Console(record=True, file=StringIO(), width=80, color_system="standard", highlight=False)
    for line in plan_picture(plan, placed.reading.days, placed.book, today=FIRST, style=Style(colour=True)):
        console.print(line, soft_wrap=True)
    return console.export_svg(title="", theme=_theme(), code_format=SVG, unique_id="plan")


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

    Of the drawing of a run only the words and figures count: its curves may differ in the last digit from one
    processor to the next.
    """
    return [
        name
        for name, text in pages.items()
        if not (DOCS / name).is_file() or _said(name, (DOCS / name).read_text("utf-8")) != _said(name, text)
    ]


def _said(name: str, text: str) -> object:
    return re.findall(r">([^<>]+)<", text) if name == "img/run.svg" else text


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
