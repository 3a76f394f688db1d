"""The page of how well jumps and bounds are measured is what the detectors do today."""

import json
import sys

import pytest

from helpers import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks import motion_accuracy as accuracy
from benchmarks.motion_accuracy_made import rows_of

FEW = 12


def test_the_page_is_what_is_kept() -> None:
    assert accuracy.PAGE.read_text(encoding="utf-8") == accuracy.page(accuracy.kept()["tables"])


def test_some_of_the_simulated_logs_have_the_same_answers_today() -> None:
    sample = accuracy.kept()["sample"]
    assert len(sample) > FEW
    for one in sample[:: max(len(sample) // FEW, 1)]:
        again = json.loads(json.dumps(rows_of(accuracy.case_of(one["case"]))))
        assert _alike(again, one["rows"]), (one["case"], again)


def test_the_figures_of_the_real_logs_are_those_of_today() -> None:
    if not accuracy.recorded.DATA.exists():
        pytest.skip("the motion logs of other people are not beside this repository")
    assert _alike(json.loads(json.dumps(accuracy.recorded.all_real())), accuracy.kept()["real"])


def test_what_was_missed_is_said_first() -> None:
    text = accuracy.PAGE.read_text(encoding="utf-8")
    goals = [line for line in text.splitlines() if line.startswith(("| **missed**", "| reached"))]
    assert goals
    assert goals == sorted(goals, key=lambda line: "**missed**" not in line)
    assert text.index(goals[0]) < text.index("## Sets of jumps")


def _alike(one: object, other: object) -> bool:
    """The same but for the last digits, in which processors differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return one == pytest.approx(other, rel=1e-3, abs=2e-3)
    return one == other
