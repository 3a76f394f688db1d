"""The client's own checks: its types, and the tests of its parts that need no browser."""

import os
import shutil
import subprocess

import pytest

from helpers import ROOT

APP = ROOT / "app"


@pytest.mark.parametrize("script", ["check", "test"])
def test_the_client_passes_its_own_checks(script: str) -> None:
    npm = shutil.which("npm")
    if npm is None or not (APP / "node_modules").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("npm or what it fetches is not here, and under CI the client is checked")
        pytest.skip("npm or what it fetches is not here; make check brings its own")
    done = subprocess.run([npm, "run", script], cwd=APP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
