"""No sentence sends somebody at a browser to a terminal."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fullstride.web.in_browser import in_browser
from helpers import ROOT

CODE = ROOT / "src" / "fullstride"
COMMAND = re.compile(r"\bfullstride ([a-z]+)|(?<![\w.-])--[a-z]")
# Told before there is a browser, or to whoever keeps the server and has its terminal before them.
OF_THE_TERMINAL = (
    "cli/",
    "batch/",
    "web/commands/",
    "web/accounts/opening.py",
    "web/guard.py",
    "web/settings.py",
    "web/workers.py",
    "web/in_browser.py",
    "store/",
    "formats/page_tokens.py",
    "workflows/keeping.py: ? runners are kept here",
)


def _is_command(text: str) -> bool:
    verbs = {
        "plan",
        "adapt",
        "log",
        "do",
        "audit",
        "week",
        "squad",
        "calibrate",
        "measure",
        "trend",
        "doctor",
    }
    return any(not found[1] or found[1] in verbs for found in COMMAND.finditer(text))


def _sentences(file: Path) -> Iterator[str]:
    """Every text of a module that is no docstring; what is filled in reads "?"."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            skipped.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in ast.walk(node)} - {id(node)}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "?" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.value


def _told() -> Iterator[tuple[str, str]]:
    for file in sorted(CODE.rglob("*.py")):
        name = file.relative_to(CODE).as_posix()
        for text in _sentences(file):
            if _is_command(text) and not f"{name}: {text}".startswith(OF_THE_TERMINAL):
                yield name, text
    for file in sorted((CODE / "rules" / "book").glob("*.toml")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if _is_command(line) and not line.startswith("#"):
                yield file.name, line


def test_every_command_that_a_sentence_names_is_said_otherwise_in_a_browser() -> None:
    left = [f"{name}: {text}" for name, text in _told() if _is_command(in_browser(text))]
    assert left == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            "No plan is kept yet; fullstride plan --calendar FILE --keep makes one and keeps it",
            "No plan is kept yet; add your calendar, and one is made",
        ),
        ("2 of 3 reps is --partly, not --done", "2 of 3 reps is a part"),
        (
            "--move 'x 2027-01-14': 2027-01-14 is not between today and the plan's last day, 2027-04-18",
            "2027-01-14 is not between today and the plan's last day, 2027-04-18",
        ),
        ("Your easy 7 km is all.", "Your easy 7 km is all."),
    ],
)
def test_what_is_to_be_done_is_said_as_of_a_page(told: str, said: str) -> None:
    assert in_browser(told) == said
