"""The client's own checks: its types, and the tests of its parts that need no browser."""

import gzip
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from helpers import ROOT

APP = ROOT / "app"
SHELL_BYTES = 150_000


@pytest.mark.parametrize("script", ["check", "test"])
def test_the_client_passes_its_own_checks(script: str) -> None:
    npm = shutil.which("npm")
    if npm is None or not (APP / "node_modules").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("npm or what it fetches is not here, and under CI the client is checked")
        pytest.skip("npm or what it fetches is not here; make check brings its own")
    done = subprocess.run([npm, "run", script], cwd=APP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_shell_is_small(client: Path) -> None:
    """The shell is what stands before any page is opened, with Today, the player and the report: what a
    runner on the track needs. Other pages are fetched when they are opened, or by the service worker."""
    needed = _with_imports(client, {"index.html", "sw.js"} | _named(client, ("Session", "Report")))
    assert {path.suffix for path in needed} >= {".html", ".css", ".js"}
    assert sum(len(gzip.compress(path.read_bytes())) for path in needed) <= SHELL_BYTES


def _named(client: Path, pages: tuple[str, ...]) -> set[str]:
    built = [path for path in (client / "assets").iterdir() if path.stem.rpartition("-")[0] in pages]
    assert {path.stem.rpartition("-")[0] for path in built} == set(pages)
    return {f"assets/{path.name}" for path in built}


def _with_imports(client: Path, names: set[str]) -> set[Path]:
    """These files and all that they load at once, styles included."""
    found: set[Path] = set()
    waiting = [client / name for name in names]
    while waiting:
        path = waiting.pop()
        if path in found or not path.is_file():
            continue
        found.add(path)
        text = path.read_text()
        once = re.findall(r'(?:from|import)\s*"\./([\w.-]+\.js)"', text)
        linked = re.findall(r'(?:src|href)="/(assets/[\w.-]+)"', text)
        waiting += [client / "assets" / name for name in once] + [client / name for name in linked]
    return found
