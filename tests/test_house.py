"""The house stands: walls, locks, start-up, and nothing in it that does not belong."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from helpers import ROOT

SOURCES = sorted((ROOT / "src").rglob("*.py"))
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]
LONGEST_MODULE = 400


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_a_few_pages_and_says_what_it_is(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= LONGEST_MODULE
    assert text.startswith('"""')


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_is_pinned_by_hash_and_no_host_is_named(lock: Path) -> None:
    text = lock.read_text()
    pins = re.findall(
        r"^([a-z0-9][a-z0-9._-]*)==\S+ \\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)", text, re.M
    )
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.M)) > 0
    assert "://" not in text and "index-url" not in text and "find-links" not in text


def test_both_locks_agree() -> None:
    versions: dict[str, str] = {}
    for lock in LOCKS:
        for name, pin in re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", lock.read_text(), re.M):
            assert versions.setdefault(name, pin) == pin


def test_what_the_project_asks_for_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for lock, wanted in (
        (LOCKS[0], project["project"]["dependencies"]),
        (LOCKS[1], project["dependency-groups"]["dev"]),
    ):
        pinned = set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", lock.read_text(), re.M))
        assert {re.split(r"[<>=! \[]", need)[0].lower() for need in wanted} <= pinned


def test_help_loads_nothing_heavy() -> None:
    """`fullstride --help` answers in a fifth of a second because of what it leaves alone."""
    code = (
        "import sys; from fullstride.main import call; call(['--help']);"
        "print(sorted({'ortools', 'icalendar', 'pydantic', 'numpy', 'yaml', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_lock_of_the_client_names_no_host_and_leaves_no_machine_out() -> None:
    """A lock that was made where a package of another system could not be seen does not install."""
    lock = json.loads((ROOT / "app/package-lock.json").read_text())["packages"]
    assert not [name for name, package in lock.items() if "resolved" in package]
    assert all("integrity" in package for name, package in lock.items() if name)
    for name, package in lock.items():
        for needed in package.get("optionalDependencies", {}):
            assert f"node_modules/{needed}" in lock or f"{name}/node_modules/{needed}" in lock


def test_what_the_client_takes_from_the_program_is_not_stale() -> None:
    made = subprocess.run(
        [sys.executable, "app/made.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout


def test_every_page_of_the_documentation_is_linked_from_its_index() -> None:
    index = (ROOT / "docs/index.md").read_text()
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs").as_posix()
        assert name == "index.md" or f"]({name})" in index, f"docs/index.md does not link to {name}"
