"""The client's own checks: its types, and the tests of its parts that need no browser."""

import gzip
import os
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


def test_the_whole_shell_is_small(client: Path) -> None:
    shell = [path for path in client.rglob("*") if path.suffix in (".html", ".css", ".js")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in shell) <= SHELL_BYTES
