"""A session that pain stopped is never one without pain: what is written, decided and asked afterwards."""

from dataclasses import replace
from pathlib import Path

import pytest

from adapt_notes import DAY, TODAY, World, at, day_report, hurts, world
from fullstride.adapt.said import OpenPain, open_pains
from fullstride.domain.decision import Verb
from fullstride.domain.report import Completion, Pain, PainKind, Report
from living import Living, living

PLACE = Pain(place="left calf", level=4, kind=PainKind.SHARP)


def _stopped(days_ago: int, **fields: object) -> World:
    """Strides, of which the last were stopped for pain so many days ago."""
    here = world("strides", "4x20s", ["clean", "clean"], back_days=days_ago, next_in=days_ago + 2)
    *before, last = here.reports
    told = replace(
        last,
        said_at=at(last.date),
        completion=Completion.PARTLY,
        pain=None,
        soreness_48h=None,
        stopped_by="stop.pain",
        **fields,  # type: ignore[arg-type]
    )
    return replace(here, reports=(*before, told))


@pytest.mark.parametrize("later", [None, "nothing", "place"])
def test_no_word_afterwards_makes_it_a_session_with_pain_0(later: str | None) -> None:
    here = _stopped(4)
    if later is not None:
        pain = () if later == "nothing" else (PLACE,)
        here = here.said(day_report(TODAY - 4 * DAY, pain=pain, said_at=at(TODAY - 4 * DAY, 22)))
    here = here.said(day_report(TODAY, pain=()))  # gone by now
    decision = here.decisions()["strides"]
    assert decision.verb is Verb.HOLD
    assert "stopped for pain the last time" in decision.say
    assert "stopped for pain" in decision.facts[-1]
    assert "pain 0" not in decision.facts[-1]
    assert ("where it hurts and how badly" in decision.facts[-1]) == (later is None)
    assert ("pain 4 (left calf)" in decision.facts[-1]) == (later == "place")


def test_it_stops_everything_as_sudden_sharp_pain_does_until_it_is_gone() -> None:
    decision = _stopped(1).decisions()["strides"]
    assert (decision.verb, decision.because.rule) == (Verb.BLOCK, "gate.sharp_pain")
    assert "pain stopped the session" in decision.say
    gone = _stopped(1).said(day_report(TODAY, pain=()))
    assert gone.decisions()["strides"].verb is Verb.HOLD
    still = _stopped(1).said(day_report(TODAY, pain=(PLACE,)))
    assert "left calf 4 of 10" in still.decisions()["strides"].say


def test_a_place_is_open_until_it_is_0_or_nothing_hurts() -> None:
    stop = Report(
        id="a", said_at=at(TODAY, 18), date=TODAY, session="strides-1", stopped_by="stop.pain", pain=None
    )
    assert open_pains([stop]) == (OpenPain(date=TODAY, session="strides-1", pain=None),)
    told = day_report(TODAY, pain=(PLACE,), said_at=at(TODAY, 19))
    assert open_pains([told, stop]) == (OpenPain(date=TODAY, session="", pain=PLACE),)
    better = day_report(TODAY + DAY, pain=(replace(PLACE, place="Left calf ", level=1),))
    assert [(one.date, one.pain and one.pain.level) for one in open_pains([stop, told, better])] == [
        (TODAY + DAY, 1)
    ]
    assert open_pains([stop, told, better, day_report(TODAY + 2 * DAY, pain=hurts("other", 0))]) != ()
    for end in ((), (replace(PLACE, level=0),)):
        assert open_pains([stop, told, better, day_report(TODAY + 2 * DAY, pain=end)]) == ()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Living:
    return living(tmp_path, monkeypatch).keep()


def test_the_next_days_ask_for_the_place_by_its_name_until_it_is_gone(kept: Living) -> None:
    kept.on("2026-12-18").run("log", "--partly", "--sets", 1, "--stopped-by", "pain", "--form", "kept")
    (question,) = [one for one in kept.answer("today")["due"] if one["asks"] == "pain"]
    assert (question["exercise"], question["pain"]) == ("squat_jumps", None)
    assert "Pain stopped Squat jumps 3 × 15" in kept.run("today").out
    kept.run("log", "--pain", "left calf 4 sharp")
    assert not [one for one in kept.answer("today")["due"] if one["asks"] == "pain"]
    (question,) = [one for one in kept.on("2026-12-19").answer("today")["due"] if one["asks"] == "pain"]
    assert question["pain"] == {"place": "left calf", "level": 4, "kind": "sharp"}
    assert "Left calf, 4 of 10 on Friday 18 December: how is it now?" in kept.run("today").out
    kept.run("log", "--pain", "left calf 2 sharp")
    (question,) = [one for one in kept.on("2026-12-20").answer("today")["due"] if one["asks"] == "pain"]
    assert question["pain"]["level"] == 2
    kept.run("log", "--pain", "left calf 0 sharp")
    assert not [one for one in kept.on("2026-12-21").answer("today")["due"] if one["asks"] == "pain"]
