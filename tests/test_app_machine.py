"""The player on the phone and the player here are twins: the same events make the same session."""

import dataclasses
import datetime as dt
import json
import os
import random
import shutil
import subprocess
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

import made_plans as made
from fullstride.domain.session import Dose
from fullstride.guide.player import Act, Event, State, apply, begin, settle
from fullstride.guide.showing import show
from helpers import ROOT

APP = ROOT / "app"
START = dt.datetime(2027, 1, 29, 17, 30, tzinfo=dt.UTC)
WALKS, LONGEST = 240, 40
GAPS_S = (0, 0.4, 1, 4.999, 5, 5.001, 6, 8, 10, 15, 20, 30, 100, 179.999, 180, 200, 400, -3)
SCRIPTS = (
    made.script("bounding"),
    made.script("strides", dose=Dose(sets=1, reps=3, work_s=20.0), rest_s=80),
    made.script("flat_sprints", rest_s=120),
    made.script("hill_sprints", dose=Dose(sets=1, reps=1, work_s=8.0)),
    made.script("dynamic_strength"),
    made.script("squat_jumps", dose=Dose(sets=3, reps=1, work_s=12.5)),
    made.script("circuit"),
)


@pytest.fixture
def node() -> str:
    """Node with the client's packages. Without them the test is skipped; under CI it fails."""
    found = shutil.which("node")
    if found and (APP / "node_modules" / "vitest").is_dir():
        return found
    if os.environ.get("CI") == "true":
        pytest.fail("the client's packages are not installed, and under CI its machine is compared")
    pytest.skip("the client's packages are not installed; npm ci in app does it")


def test_the_phone_makes_of_the_same_events_the_same_session(node: str, tmp_path: Path) -> None:
    """After each event, some time later, and on the screen."""
    dice = random.Random(6)
    path = tmp_path / "walks.json"
    path.write_text(json.dumps([_walk(dice) for _ in range(WALKS)]), encoding="utf-8")
    ran = subprocess.run(
        [node, "node_modules/vitest/vitest.mjs", "run", "src/player/twins.test.ts"],
        cwd=APP,
        env=os.environ | {"FULLSTRIDE_TWINS": str(path), "TZ": "UTC", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
    assert "1 passed" in ran.stdout


def _walk(dice: random.Random) -> dict[str, Any]:
    """Random events through the player here: what it made of each, and what it showed a while later."""
    script = dice.choice(SCRIPTS)
    acts = [*[Act.GO] * dice.choice([4, 12, 30]), *Act]
    state, at = begin(script, START), START
    events, looks, states, settled, shown = [], [], [], [], []
    for _ in range(dice.randint(1, LONGEST)):
        gap_s = dice.choice(GAPS_S) if dice.random() < 0.8 else round(dice.uniform(0, 400), 3)
        at += dt.timedelta(seconds=gap_s)
        act = dice.choice(acts)
        event = Event(
            act=act,
            at=at,
            value=dice.randint(-1, 11) if act is Act.FELT else None,
            began=at - dt.timedelta(seconds=dice.choice(GAPS_S)) if act is Act.RECORDED else None,
        )
        state = apply(state, event)
        look = at + dt.timedelta(seconds=dice.choice(GAPS_S))
        events.append(_told(event))
        looks.append(_ms(look))
        states.append(_state(state))
        settled.append(_state(settle(state, look)))
        shown.append(_plain(show(state, look)))
    return {
        "script": _plain(script),
        "opened": _ms(START),
        "events": events,
        "looks": looks,
        "states": states,
        "settled": settled,
        "shown": shown,
    }


def _told(event: Event) -> dict[str, Any]:
    told = {"act": event.act.value, "at": _ms(event.at)}
    if event.began is not None:
        told["began"] = _ms(event.began)
    return told if event.value is None else told | {"value": event.value}


def _state(state: State) -> dict[str, Any]:
    told: dict[str, Any] = _plain(state)
    return {key: value for key, value in told.items() if key != "script"}


def _ms(instant: dt.datetime) -> float:
    ms = instant.timestamp() * 1000
    return round(ms, 3) if ms % 1 else int(ms)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return round(value.timestamp() * 1000)
    return value.isoformat() if isinstance(value, dt.date) else value
