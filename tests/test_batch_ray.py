"""On a cluster, too, every file comes back exactly once, whatever happens to the machines."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fullstride.batch.ray_engine import OnRay
from fullstride.domain.errors import BadUsage
from helpers import ROOT

QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(Path(__file__).parent), str(ROOT / "src")])
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | QUIET | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_node_killed_at_work_costs_no_file_and_none_counts_twice() -> None:
    done = _python("-m", "ray_cluster")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])
    back = answer["back"]
    assert answer["killed_at"] is not None and answer["killed_at"] < len(back) - 20
    assert sorted(each["item"] for each in back) == list(range(240))
    lost = {each["item"]: each["lost"] for each in back if each["lost"]}
    assert set(lost) == {50, 90}
    assert "KeyError" in lost[50] and "ended the process" in lost[90]
    assert len({each["on"] for each in back if each["on"]}) == 2


def test_without_ray_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(BadUsage, match=r"fullstride\[cluster\]"):
        list(OnRay().outcomes(str, [1]))


def test_ray_is_not_loaded_before_it_is_used() -> None:
    assert importlib.util.find_spec("ray") is not None
    done = _python("-c", "import sys, fullstride.batch.ray_engine; print('ray' in sys.modules)")
    assert done.stdout.strip() == "False"


def test_a_cluster_that_is_not_there_is_told_in_a_sentence() -> None:
    done = _python(
        "-c",
        "from fullstride.batch.ray_engine import OnRay\n"
        "from fullstride.domain.errors import BadUsage\n"
        "try: list(OnRay(address='127.0.0.1:1').outcomes(str, [1]))\n"
        "except BadUsage as error: print('told:', error)\n",
    )
    assert "told: --address 127.0.0.1:1" in done.stdout, done.stderr
