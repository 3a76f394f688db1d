"""The documentation is true: its blocks run, its pages are whole, its made pages are fresh.

How a block is marked: ` ```console ` runs each `$ ` line in a folder with the examples in it, a folder a
page, and compares what it prints with the lines below; a line of `...` stands for any lines, and at
the end of a line `...` stands for the rest of it. ` ```toml profile ` and ` ```toml book ` must be read
by the program. ` ```text ` and ` ```json ` are shown only, and JSON must be JSON.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import typer

from fullstride.cli.do_faces import KEYS
from fullstride.domain import errors
from fullstride.domain.calendar import Demand
from fullstride.domain.runner import Gates, Race, Runner
from fullstride.formats.profile import parse_profile
from fullstride.main import app
from fullstride.rules.load import OwnBook, load_book
from helpers import ROOT, run_here
from nursery import nursery

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
FENCE = re.compile(r"^```(?P<mark>[^\n]*)\n(?P<body>.*?)^```$", re.M | re.S)
ids = {"ids": lambda page: str(page.relative_to(ROOT))}


def blocks(page: Path) -> list[tuple[str, str]]:
    return [(match["mark"].strip(), match["body"]) for match in FENCE.finditer(page.read_text())]


@pytest.mark.parametrize("page", PAGES, **ids)
def test_every_block_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    """The first page that anybody reads with the program as it is installed, the others with forks of it."""
    programs = () if page.name == "README.md" else (nursery().folder,)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for mark, body in blocks(page):
        if mark == "console":
            _run_console(body, tmp_path, programs)
        elif mark == "toml profile":
            parse_profile(body, str(page))
        elif mark == "toml book":
            load_book([OwnBook(name=str(page), text=body)])
        elif mark.startswith("toml file="):
            (tmp_path / mark.removeprefix("toml file=")).write_text(body)
        elif mark == "json":
            json.loads(body)
        else:
            assert mark == "text", f"a block marked {mark!r} is run by nobody"


def _run_console(body: str, folder: Path, programs: Sequence[Path]) -> None:
    """`programs` are folders where programs are looked for first."""
    for command, expected in re.findall(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", body, re.M):
        if command.startswith("make "):
            subprocess.run(
                ["make", "--dry-run", *command.split()[1:]], cwd=ROOT, check=True, capture_output=True
            )
            continue
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=os.environ
            | {
                "PATH": os.pathsep.join(
                    map(str, (*programs, Path(sys.executable).parent, os.environ["PATH"]))
                ),
                "FULLSTRIDE_STORE": str(folder / "store.sqlite"),
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        printed = done.stdout + done.stderr
        assert "Traceback" not in printed
        if expected.strip():
            assert _fits(printed, expected), f"$ {command}\nprinted\n{printed}\nand the page says\n{expected}"
        else:
            assert done.returncode == 0, f"$ {command}\n{printed}"


def _fits(printed: str, expected: str) -> bool:
    """Whether `printed` is as a page shows it; see the module's docstring for `...`."""
    pattern = ""
    for line in expected.rstrip().split("\n"):
        if line.strip() == "...":
            pattern += r"(?:.*\n)*?"
        elif line.endswith("..."):
            pattern += re.escape(line.removesuffix("...").rstrip()) + r".*\n"
        else:
            pattern += re.escape(line.rstrip()) + r"[ ]*\n"
    return re.fullmatch(pattern, printed.rstrip() + "\n") is not None


@pytest.mark.parametrize("page", PAGES, **ids)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", FENCE.sub("", page.read_text())):
        if "://" not in target:
            name = target.partition("#")[0]
            assert not name or (page.parent / name).exists(), f"{page.name} links to {target}"


@cache
def _builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", DOCS / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_made_pages_are_fresh() -> None:
    assert _builder().stale(_builder().made_pages()) == []


def test_every_rule_has_its_row() -> None:
    page = (DOCS / "reference/rules.md").read_text()
    missing = [rule.id for rule in load_book().rules() if f"`{rule.id}`" not in page]
    assert missing == []


def test_every_command_and_option_has_its_paragraph() -> None:
    page = (DOCS / "reference/commands.md").read_text()
    sections = dict(re.findall(r"^## `fullstride (\w+)[^\n]*\n(.*?)(?=^## |\Z)", page, re.M | re.S))
    commands = typer.main.get_group(app).commands
    assert set(sections) == set(commands)
    shared = page.partition("\n## ")[0]
    for name, command in commands.items():
        for parameter in command.params:
            for option in (option for option in parameter.opts if option.startswith("--")):
                assert f"`{option}" in sections[name] + shared, f"{name} {option}"


def test_every_key_of_the_profile_has_its_paragraph() -> None:
    page = (DOCS / "reference/profile.md").read_text()
    keys = {field.name for word in (Runner, Race, Gates) for field in fields(word)}
    keys |= {"position", "offset_ms", "offset_error_ms", "flight_error_ms", "jumps"}  # of calibrations
    for key in sorted(keys - {"races", "gates", "treat", "distance_m", "calibrations"}):
        assert re.search(rf"^- `{key}`: ", page, re.M), key
    for demand in Demand:
        assert f"`{demand.value}`" in page


def test_every_error_has_its_paragraph() -> None:
    page = (DOCS / "reference/exit-codes.md").read_text()
    for name, value in vars(errors).items():
        if isinstance(value, type) and issubclass(value, errors.FullstrideError):
            assert re.search(rf"^- `{name}`: ", page, re.M), name


def test_every_key_of_a_plan_has_its_row(tmp_path: Path) -> None:
    page = (DOCS / "reference/plan-json.md").read_text()
    asked = ("plan", "--calendar", ROOT / "examples/spring-marathon.ics", "--from", "2026-12-14", "--json")
    plan = json.loads(run_here(*asked, "--out", tmp_path / "out").out)
    keys = {*plan, *plan["sessions"][0], *plan["weeks"][0], *plan["made_with"]}
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


def test_every_key_of_a_guided_session_has_its_row() -> None:
    page = (DOCS / "how-to/do-a-session.md").read_text()
    assert [key for key in KEYS if key.isalpha() and f"`{key}`" not in page] == []


def test_every_operation_and_key_of_the_api_is_explained() -> None:
    """A key in its word's own description, or on a page of the reference."""
    contract = json.loads((ROOT / "app/openapi.json").read_text())
    pages = {page.name: page.read_text() for page in (DOCS / "reference").glob("*.md")}
    operations = {
        f"`{method.upper()} {path.removeprefix('/api/v1')}`"
        for path, told in contract["paths"].items()
        for method in told
    }
    assert [one for one in sorted(operations) if one not in pages["api.md"]] == []
    explained = {key for page in pages.values() for key in re.findall(r"`(\w+)`", page)}
    for name, word in contract["components"]["schemas"].items():
        here = set(re.findall(r"`(\w+)`", word.get("description", "")))
        assert word.get("properties", {}).keys() - explained - here == set(), name
