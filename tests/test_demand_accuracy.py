"""The page of figures is what the lexicon does today, and today's lexicon meets what was aimed at."""

import importlib.util
import sys
from types import ModuleType

import pytest

from fullstride.rules.lexicon import packaged
from helpers import ROOT


def _benchmark() -> ModuleType:
    path = ROOT / "benchmarks" / "reading_accuracy.py"
    spec = importlib.util.spec_from_file_location("reading_accuracy", path)
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reading_accuracy = _benchmark()


@pytest.fixture
def titles() -> None:
    if not reading_accuracy.TITLES.exists():
        pytest.skip("the labelled titles of other people's plans are not beside this repository")


def test_the_page_is_fresh(titles: None) -> None:
    assert reading_accuracy.PAGE.read_text(encoding="utf-8") == reading_accuracy.page()


def test_every_family_is_read_well_and_no_hard_day_lightly(titles: None) -> None:
    scores = {
        name: reading_accuracy.score(rows, packaged()) for name, rows in reading_accuracy.families().items()
    }
    for name, found in scores.items():
        assert found.right >= 0.9 * found.rows, name
        assert found.unknown <= 0.1 * found.rows, name
    whole = reading_accuracy.total(list(scores.values()))
    assert whole.dangerous <= 0.015 * whole.demanding
    assert whole.right >= 0.95 * (whole.rows - whole.unknown)


def test_every_family_was_looked_at_once() -> None:
    looks = reading_accuracy.first_looks()
    assert set(reading_accuracy.FAMILIES) <= set(looks)
