"""The sample season: always in its seventh week, lived as a season is lived, on whatever day it is opened."""

import datetime as dt
from pathlib import Path

import pytest
from fitdecode import FitDataMessage, FitReader
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.report import Completion
from fullstride.formats.fit_shift import shift_fit
from fullstride.store import open_store
from fullstride.workflows.coming import coming_on
from fullstride.workflows.sample import RUN, RUNNER, SQUAD, make_sample, sample_file
from fullstride.workflows.squad import look

DAY = dt.timedelta(days=1)
MONDAY = dt.date(2028, 2, 28)  # of the week with a leap day


def _noon(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(12), dt.UTC)


@pytest.mark.parametrize("weekday", range(7))
def test_today_is_in_week_seven_with_weeks_behind_it_and_a_run_that_is_matched(
    tmp_path: Path, weekday: int
) -> None:
    today = MONDAY + weekday * DAY
    store = open_store("memory:")
    make_sample(store, tmp_path, now=_noon(today), squad=False)
    shelf = store.shelf(RUNNER)
    kept = shelf.plan()
    assert kept is not None
    assert (today - kept.plan.first).days // 7 == 6
    assert kept.plan.season_start == MONDAY - 42 * DAY
    assert kept.number >= 6, "every Sunday decides"
    said = [report.completion for report in shelf.reports() if report.completion]
    assert said.count(Completion.DONE) > 12
    assert {Completion.PARTLY, Completion.NOT_DONE} <= set(said)
    assert {match.session.split("-")[1] for match in shelf.matches()} == {"hill_sprints", "strides"}
    assert all(report.said_at <= _noon(today) for report in shelf.reports())
    coming = coming_on(shelf, today, today=today)
    assert coming.next is not None
    assert len(coming.due) < 4
    store.close()


def test_the_squad_gives_a_coach_something_to_see(season: Path) -> None:
    store = open_store(str(season / "store.sqlite"))
    assert set(store.runners()) == {RUNNER, *SQUAD}
    rows = {name: look(store.shelf(name), today=dt.date(2027, 1, 29)) for name in SQUAD}
    calls = {name: [note.call.value for note in row.notes] for name, row in rows.items()}
    assert "red flag" in calls["Amara"]
    assert "silent" in calls["Mina"]
    assert calls["Jonas"] == []
    store.close()


def _instants(data: bytes) -> list[dt.datetime]:
    with FitReader(data) as reader:
        return [
            field.value
            for frame in reader
            if isinstance(frame, FitDataMessage)
            for field in frame.fields
            if isinstance(field.value, dt.datetime) and field.name != "local_timestamp"
        ]


@given(days=st.integers(-3000, 3000))
def test_a_shifted_recording_differs_by_its_instants_alone(days: int) -> None:
    data = sample_file(RUN).read_bytes()
    moved = shift_fit(data, days * 86_400)
    assert len(moved) == len(data)
    assert shift_fit(moved, -days * 86_400) == data


def test_every_instant_of_a_shifted_recording_is_moved_as_another_reader_sees_it() -> None:
    data = sample_file(RUN).read_bytes()
    was, now = _instants(data), _instants(shift_fit(data, 7 * 86_400))
    assert len(was) > 4000
    assert [at + 7 * DAY for at in was] == now


@pytest.mark.parametrize("broken", [b"", b"no recording", sample_file(RUN).read_bytes()[:5000]])
def test_what_is_no_whole_recording_is_not_shifted(broken: bytes) -> None:
    with pytest.raises(UnreadableInput):
        shift_fit(broken, 86_400)
