"""What the page says about the trend's truth is within its bounds, and holds when a part is made again."""

import re

import pytest
from benchmarks.trend_calibration import PAGE, WORLDS, World, row

FEW = 300
SLACK = 4.5  # percent: what FEW runners leave open
AGAIN = [WORLDS[at] for at in (0, 2, 7, 11, 12)]
_ROW = re.compile(r"^\| ([^|]+) \| (\d+) % \| ([\d.]+) % \| [^|]+ \| ([\d.]+) % \| ([\d.]+) % \|$", re.M)


def _table() -> dict[str, tuple[float, float, float]]:
    return {
        name: (float(holds), float(more), float(less))
        for name, _, holds, more, less in _ROW.findall(PAGE.read_text(encoding="utf-8"))
    }


def test_the_page_has_a_row_for_every_kind_of_runner() -> None:
    assert set(_table()) == {world.name for world in WORLDS}


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_nine_of_ten_intervals_hold_the_truth_and_nothing_is_made_up(world: World) -> None:
    holds, more, less = _table()[world.name]
    assert 88 <= holds <= 92
    if world.change <= 0:
        assert more <= 5
    if world.change >= 0:
        assert less <= 5


@pytest.mark.parametrize("world", AGAIN, ids=lambda world: world.name)
def test_a_part_of_the_page_made_again_says_the_same(world: World) -> None:
    holds = _table()[world.name][0]
    made = row(world, runners=FEW, seed=1)
    assert abs(100 * made.holds - holds) < SLACK
    if world.change:
        assert made.more > 0.2 and made.less < 0.02
    else:
        assert made.more < 0.05 + SLACK / 100 and made.less < 0.05 + SLACK / 100
    assert made.band != made.band or 0.82 < made.band < 0.98
