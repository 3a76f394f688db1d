"""Real plans that other people wrote, where they are beside the repository: each reads to its days."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from fullstride.domain.calendar import Calendar
from fullstride.domain.errors import UnreadableInput
from fullstride.formats.calendars import read_calendar

PLANS = Path(__file__).resolve().parents[2] / "shared" / "data" / "calendars" / "plans"
NOT_PLANS = {"calendar-hack_plan-schema.json", "mts_programs.json", "manifest.csv"}
RACE = dt.date(2027, 4, 18)
# Entries where a plan is not seven of them a week: rest days unwritten, or key sessions only.
SPARSE = {
    "daniel-vera-g_daniels_2Q.csv": 37,
    "exerciseplan2gcal_5k210k.js": 33,
    "quick-plan_ultra80k.csv": 79,
    "yesnoj_half_1h40.yaml": 32,
    "yesnoj_marathon_3h15.yaml": 47,
    "BenRStutzman_Training_plan.txt": 127,
    "mts_dave_advanced_half.json": 77,
}

pytestmark = pytest.mark.skipif(not PLANS.is_dir(), reason="the real plans are not beside this repository")


def read(path: Path) -> Calendar:
    return read_calendar([path], race=RACE, first=dt.date(2026, 11, 23), last=dt.date(2027, 6, 1))


def plans() -> list[Path]:
    return sorted(p for p in PLANS.iterdir() if p.name not in NOT_PLANS) if PLANS.is_dir() else []


def weeks_in_manifest() -> dict[str, int]:
    with (PLANS / "manifest.csv").open(encoding="utf-8") as file:
        return {row["file"]: int(row["weeks"] or 0) for row in csv.DictReader(file)}


@pytest.mark.parametrize("path", plans(), ids=lambda path: path.name)
def test_a_real_plan_reads_to_the_right_number_of_days(path: Path) -> None:
    calendar = read(path)
    expected = SPARSE.get(path.name) or weeks_in_manifest()[path.name] * 7
    if not expected:  # the manifest leaves the weeks of some plans open: whole weeks, then
        assert len(calendar.entries) % 7 == 0 and len(calendar.entries) >= 56
    else:
        assert len(calendar.entries) == expected
    assert all(entry.title for entry in calendar.entries)
    assert not any("{" in entry.title + entry.description for entry in calendar.entries)


@pytest.mark.parametrize("path", plans(), ids=lambda path: path.name)
def test_a_real_plan_without_dates_has_something_on_its_race_date(path: Path) -> None:
    if path.suffix == ".txt":
        pytest.skip("this one has dates of its own")
    assert any(entry.date == RACE for entry in read(path).entries)


@pytest.mark.parametrize("name", sorted(NOT_PLANS))
def test_what_is_no_plan_is_refused(name: str) -> None:
    with pytest.raises(UnreadableInput):
        read(PLANS / name)


def test_the_plan_without_a_year_starts_on_a_monday_in_the_nearest_year() -> None:
    calendar = read(PLANS / "BenRStutzman_Training_plan.txt")
    assert calendar.entries[0].date == dt.date(2028, 12, 11)
    assert "have no year" in calendar.problems[0].text
