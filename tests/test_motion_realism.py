"""The page that holds simulated logs against real ones is what both are today."""

import json
import sys

import pytest

from helpers import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks import motion_realism as realism


def test_the_page_is_what_the_simulator_does_today() -> None:
    assert realism.PAGE.read_text(encoding="utf-8") == realism.page()


def test_the_kept_figures_are_those_of_the_real_logs() -> None:
    if not realism.recorded.DATA.exists():
        pytest.skip("the motion logs of other people are not beside this repository")
    assert json.loads(json.dumps(realism.real())) == realism.kept()


def test_only_the_ringing_of_a_running_belt_is_apart_from_real_logs() -> None:
    text = realism.PAGE.read_text(encoding="utf-8")
    apart = [line for line in text.splitlines() if "| apart" in line]
    assert [line.split(" | ")[0] for line in apart] == ["| power at 10-20 Hz, %"]
    assert text.index(apart[0]) > text.index("## Running")
