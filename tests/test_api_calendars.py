"""Calendars, profile and rules over the API, and the season that is placed from them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import Response

from fullstride.domain.errors import BadUsage
from fullstride.formats.reading import Copy
from helpers import EXAMPLES
from living import CALENDAR, PROFILE
from made_api import ME, Served, refused, served

FILE = {"Content-Type": "application/octet-stream"}
PASTED = b"Monday, January 4: rest\nTuesday, January 5: 5 x 1000 m\nWednesday, January 6: 8 km easy\n"


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(tmp_path, monkeypatch, with_plan=False) as one:
        yield one


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(tmp_path, monkeypatch) as one:
        yield one


def _calendar(here: Served, id_: str, data: bytes, name: str) -> Response:
    response: Response = here.client.put(
        f"{ME}/calendars/{id_}", content=data, params={"name": name}, headers=FILE
    )
    return response


def _told(response: Response) -> Any:
    assert response.status_code == 200, response.text
    return response.json()


def test_a_new_runner_hands_in_calendar_and_profile_and_gets_the_plan_of_the_command_line(
    empty: Served, tmp_path: Path
) -> None:
    told = _told(_calendar(empty, "spring", CALENDAR.read_bytes(), "spring-marathon.ics"))
    assert told["calendar"]["days"] > 100
    assert told["changes"] == []
    _told(empty.put("/profile/toml", {"toml": PROFILE.read_text()}))

    dry = _told(empty.post("/plans", {}))
    assert (dry["status"], dry["kept"]) == ("planned", None)
    refused(empty.client.get(f"{ME}/season"), 404)

    placed = _told(empty.post("/plans", {"keep": True}))
    assert placed["kept"] == 1
    told_there = empty.life.answer("plan", "--calendar", CALENDAR, "--profile", PROFILE)
    for key in ("status", "sessions", "weeks", "unplaced", "advice", "assumptions", "problems", "title"):
        assert placed[key] == told_there[key], key
    assert empty.get("/season")["number"] == 1

    assert "is kept for me already" in refused(empty.post("/plans", {"keep": True}), 409)
    assert _told(empty.post("/plans", {"keep": True, "replace": True}))["kept"] == 2


def test_without_anything_to_plan_in_the_sentence_says_so(empty: Served) -> None:
    assert "no calendar to plan in" in refused(empty.post("/plans", {"keep": True}), 400)


def test_wishes_that_can_not_hold_together_are_an_answer_and_keep_nothing(empty: Served) -> None:
    _calendar(empty, "spring", CALENDAR.read_bytes(), "spring.ics")
    form = empty.get("/profile")["form"]
    never = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    _told(empty.put("/profile", form | {"never": never, "exercises": ["strides"]}))
    placed = _told(empty.post("/plans", {"keep": True}))
    assert (placed["status"], placed["kept"]) == ("clash", None)
    assert {"key", "text", "relax"} == placed["clash"][0].keys()


def test_calendars_are_listed_with_how_each_is_read(empty: Served) -> None:
    _calendar(empty, "spring", CALENDAR.read_bytes(), "spring-marathon.ics")
    _calendar(empty, "pasted", PASTED, "pasted.txt")
    one, two = empty.get("/calendars")["items"]
    assert (one["id"], one["name"], one["error"]) == ("spring", "spring-marathon.ics", "")
    assert (two["days"], two["first"]) == (3, "2027-01-04")
    detail = empty.get("/calendars/pasted")
    assert [day["demand"] for day in detail["read"]] == ["rest", "hard", "easy"]
    there = empty.life.answer("calendar", EXAMPLES / "pasted.txt")
    assert there["days"][0].keys() == detail["read"][0].keys()
    refused(empty.client.get(f"{ME}/calendars/other"), 404)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"<html></html>", b"nothing of any kind"])
def test_what_is_no_calendar_is_refused_and_not_kept(empty: Served, data: bytes) -> None:
    assert refused(_calendar(empty, "a", data, "/root/a.ics"), 422).startswith("a.ics")
    assert empty.get("/calendars")["items"] == []


def test_a_changed_calendar_says_which_days_the_plan_does_not_know_like_that(kept: Served) -> None:
    (own,) = kept.get("/calendars")["items"]
    assert (own["id"], own["name"]) == ("plan-1", "spring-marathon.ics")
    changed = CALENDAR.read_bytes().replace(b"Easy 8 km", b"Long run 30 km", 1)
    assert changed != CALENDAR.read_bytes()
    told = _told(_calendar(kept, "plan-1", changed, "spring-marathon.ics"))
    assert told["changes"]
    for change in told["changes"]:
        assert change["was"] != change["now"]
    assert kept.post("/calendars/plan-1/reread").json()["changes"] == told["changes"]
    assert len(kept.get("/calendars")["items"]) == 1


def test_a_second_calendar_brings_the_plans_own_along_and_can_go_again(kept: Served) -> None:
    _calendar(kept, "extra", PASTED, "pasted.txt")
    assert [one["id"] for one in kept.get("/calendars")["items"]] == ["plan-1", "extra"]
    assert kept.client.delete(f"{ME}/calendars/extra").status_code == 204
    refused(kept.client.delete(f"{ME}/calendars/extra"), 404)
    assert [one["id"] for one in kept.get("/calendars")["items"]] == ["plan-1"]


def test_a_calendar_from_an_address_is_fetched_again_and_its_address_is_never_told(kept: Served) -> None:
    served_there = [PASTED]
    asked: list[str] = []

    def fetch(address: str) -> Copy:
        asked.append(address)
        if not served_there:
            raise BadUsage("club.example did not answer")
        return Copy(name="club.txt", data=served_there[-1])

    kept.client.app.state.fetch = fetch  # type: ignore[attr-defined]
    address = "https://club.example/feed?key=secret"
    told = _told(kept.put("/calendars/club/address", {"url": address}))
    assert told["calendar"]["from_address"]
    served_there.append(PASTED + b"Thursday, January 7: 12 km long run\n")
    again = _told(kept.post("/calendars/club/reread"))
    assert again["calendar"]["days"] == told["calendar"]["days"] + 1
    served_there.clear()
    assert "did not answer" in refused(kept.post("/calendars/club/reread"), 400)
    (_, club) = kept.get("/calendars")["items"]
    assert (club["days"], club["error"]) == (again["calendar"]["days"], "club.example did not answer")
    assert asked == [address] * 3
    assert "secret" not in kept.client.get(f"{ME}/calendars").text


def test_an_address_is_refused_where_nobody_reads_addresses(kept: Served) -> None:
    kept.client.app.state.fetch = None  # type: ignore[attr-defined]
    said = refused(kept.put("/calendars/club/address", {"url": "https://club.example/plan.ics"}), 501)
    assert "hand the calendar in as a file" in said
    refused(kept.put("/calendars/club/address", {"url": "file:///etc/passwd"}), 422)


def test_the_profile_is_the_same_as_form_and_as_file(kept: Served) -> None:
    profile = kept.get("/profile")
    assert profile["toml"] == PROFILE.read_text()
    assert not profile["pending"]
    changed = profile["form"] | {"born": 1980, "races": [{"date": "2027-04-18", "distance": "marathon"}]}
    told = _told(kept.put("/profile", changed))
    assert (told["form"]["born"], told["pending"]) == (1980, True)
    assert kept.get("/profile") == told
    again = _told(kept.put("/profile/toml", {"toml": told["toml"]}))
    assert again["form"] == told["form"]


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"born": 2090}, 422, "runner.born"),
        ({"exercises": ["striding"]}, 422, "wishes.exercises"),
        ({"races": [{"date": "2027-04-18", "distance": "long"}]}, 422, "distance"),
        ({"born": 1.5}, 422, "born"),
        ({"unknown": 1}, 422, "unknown"),
        ({"treat": {"Fartlek": "fast"}}, 422, "treat"),
        ({"gates": {"tendon_pain": 11}}, 422, "tendon pain"),
    ],
)
def test_a_profile_that_is_wrong_is_refused_by_its_key(
    kept: Served, change: dict[str, Any], status: int, said: str
) -> None:
    form = kept.get("/profile")["form"]
    assert said in refused(kept.put("/profile", form | change), status)
    assert not kept.get("/profile")["pending"]


def test_own_rules_are_kept_where_the_book_takes_them(kept: Served) -> None:
    assert kept.get("/book") == {"toml": "", "pending": False}
    text = (EXAMPLES / "coach.toml").read_text()
    told = _told(kept.put("/book", {"toml": text}))
    assert told == {"toml": text, "pending": True}
    assert "your rules" in refused(kept.put("/book", {"toml": "[exercise.bounding]\nmaximum = 3"}), 422)
    assert kept.get("/book")["toml"] == text


def test_a_kept_plan_is_held_against_what_is_true_now(kept: Served) -> None:
    """As `check` judges a plan: also by answers and rules that came after it was made, from today on."""
    assert kept.get("/season/check") == {"violations": []}
    sessions = kept.get("/season")["sessions"]
    _told(kept.put("/profile/toml", {"toml": f"{PROFILE.read_text()}\n[gates]\npregnant = true\n"}))
    broken = kept.get("/season/check")["violations"]
    assert {one["rule"] for one in broken} and {one["date"] for one in broken} <= {
        one["date"] for one in sessions
    }
    kept.life.on(sessions[-1]["date"])
    assert len(kept.get("/season/check")["violations"]) < len(broken)


def test_a_profile_that_was_changed_elsewhere_is_not_written_over(kept: Served) -> None:
    seen = kept.get("/profile")
    mine = {"If-Match": f'"{seen["version"]}"'}
    first = _told(kept.client.put(f"{ME}/profile", json=seen["form"] | {"born": 1980}, headers=mine))
    assert first["version"] != seen["version"]
    second = kept.client.put(f"{ME}/profile", json=seen["form"] | {"born": 1990}, headers=mine)
    assert "was changed elsewhere" in refused(second, 409)
    late = kept.client.put(f"{ME}/profile/toml", json={"toml": seen["toml"]}, headers=mine)
    assert "was changed elsewhere" in refused(late, 409)
    assert kept.get("/profile")["form"]["born"] == 1980
    _told(kept.put("/profile/toml", {"toml": seen["toml"]}))


def test_rules_are_those_that_the_command_prints(kept: Served) -> None:
    assert kept.get("/rules", under="bounding") == kept.life.answer("rules", "bounding")
    refused(kept.client.get(f"{ME}/rules?under=nothing"), 400)
    words = kept.get("/words")
    assert "strides" in {one["id"] for one in words["exercises"]}
    assert words["gates"]
    assert words["stops"]


UNDATED = b"Monday: rest\nTuesday: 5 x 1000 m\nWednesday: 8 km easy\nSunday: race\n"
NO_DATES = "urn:fullstride:no-dates"


def _kind(response: Response) -> str:
    kind: str = response.json()["type"]
    return kind


def test_a_plan_without_dates_asks_for_its_day_and_is_laid_back_from_it(empty: Served) -> None:
    asked = _calendar(empty, "own", UNDATED, "plan.txt")
    said = refused(asked, 422)
    assert _kind(asked) == NO_DATES
    assert "say when its race, or its last day, is" in said
    assert "--" not in said
    assert empty.get("/calendars")["items"] == []

    day = {"name": "plan.txt", "race": "2027-02-07"}
    told = _told(empty.client.put(f"{ME}/calendars/own", content=UNDATED, params=day, headers=FILE))
    assert (told["calendar"]["race"], told["calendar"]["last"]) == ("2027-02-07", "2027-02-07")
    later = _told(empty.post("/calendars/own/reread", {"race": "2027-02-14"}))
    assert (later["calendar"]["race"], later["calendar"]["last"]) == ("2027-02-14", "2027-02-14")
    # one that is handed in anew keeps its day, and a plan made from it can be made again without it
    assert _told(_calendar(empty, "own", UNDATED, "plan.txt"))["calendar"]["last"] == "2027-02-14"
    assert _told(empty.post("/plans", {"keep": True}))["status"] == "planned"
    assert empty.client.delete(f"{ME}/calendars/own").status_code == 204
    (again,) = empty.get("/calendars")["items"]
    assert (again["id"], again["last"], again["error"]) == ("plan-1", "2027-02-14", "")
    assert empty.client.get(f"{ME}/adapt").status_code == 200


def test_two_plans_without_dates_have_each_a_day_of_their_own(empty: Served) -> None:
    for id_, day in (("one", "2027-02-07"), ("two", "2027-03-07")):
        told = {"name": "plan.txt", "race": day}
        _told(empty.client.put(f"{ME}/calendars/{id_}", content=UNDATED, params=told, headers=FILE))
    assert [one["last"] for one in empty.get("/calendars")["items"]] == ["2027-02-07", "2027-03-07"]
    placed = _told(empty.post("/plans", {"keep": True}))
    assert {day["date"] for day in placed["days"] if day["demand"] == "race"} == {"2027-02-07", "2027-03-07"}


def test_an_address_that_gives_a_plan_without_dates_asks_for_its_day_too(kept: Served) -> None:
    club = Copy(name="club.txt", data=UNDATED)
    kept.client.app.state.fetch = lambda _: club  # type: ignore[attr-defined]
    address = {"url": "https://club.example/plan"}
    assert _kind(kept.put("/calendars/club/address", address)) == NO_DATES
    told = _told(kept.put("/calendars/club/address", address | {"race": "2027-02-07"}))
    assert told["calendar"]["last"] == "2027-02-07"
    again = _told(kept.post("/calendars/club/reread", {"race": "2027-02-14"}))
    assert again["calendar"]["last"] == "2027-02-14"
    assert _told(kept.post("/calendars/club/reread"))["calendar"]["last"] == "2027-02-14"


FAMILY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//family//EN
{}
END:VCALENDAR
"""


def _ics(*events: tuple[str, str]) -> bytes:
    told = [
        f"BEGIN:VEVENT\nUID:{number}\nDTSTART;VALUE=DATE:{date}\nSUMMARY:{title}\nEND:VEVENT"
        for number, (date, title) in enumerate(events)
    ]
    return FAMILY.format("\n".join(told)).encode()


def test_a_calendar_without_running_says_so_of_itself(empty: Served) -> None:
    errands = (("20270104", "Dentist"), ("20270106", "Run errands"), ("20270108", "Birthday of Kim"))
    told = _told(_calendar(empty, "family", _ics(*errands), "family.ics"))["calendar"]
    assert (told["runs"], told["few_runs"], told["skipped"]) == (0, True, 3)
    assert [one["title"] for one in empty.get("/calendars/family")["left_out"]] == [
        title for _, title in errands
    ]
    mixed = (*errands, ("20270105", "5 x 1000 m"), ("20270107", "Easy run 8 km"), ("20270110", "Long run"))
    told = _told(_calendar(empty, "family", _ics(*mixed), "family.ics"))["calendar"]
    assert (told["runs"], told["few_runs"]) == (3, False)
    told = _told(_calendar(empty, "pasted", PASTED, "pasted.txt"))["calendar"]
    assert (told["runs"], told["few_runs"]) == (2, False)


def test_what_is_only_to_be_known_is_no_place_that_could_not_be_read(empty: Served) -> None:
    utc = _ics(("20270104", "Easy run")).replace(b";VALUE=DATE:20270104", b":20270104T070000Z")
    assert _told(_calendar(empty, "utc", utc, "utc.ics"))["calendar"]["problems"] == 0
    (said,) = empty.get("/calendars/utc")["unread"]
    assert said["place"] == "" and "UTC" in said["text"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/recordings/abc", 422, "There is nothing at this address."),
        ("/today?on=someday", 422, "'on' is no date."),
        ("/recordings?limit=0", 422, "'limit' is less than 1."),
    ],
)
def test_an_address_that_is_none_is_told_in_a_sentence_and_its_detail_beside_it(
    empty: Served, path: str, status: int, said: str
) -> None:
    response = empty.client.get(ME + path)
    assert refused(response, status) == said
    assert response.json()["place"] and response.json()["reason"]


def test_what_was_sent_wrongly_is_named_in_the_sentence(empty: Served) -> None:
    assert refused(empty.put("/profile", {"born": 1066}), 422) == "'born' is less than 1900."
    assert "'surprise' is not known here" in refused(empty.put("/profile", {"surprise": 1}), 422)
    broken = empty.client.post(f"{ME}/plans", content=b"{", headers={"Content-Type": "application/json"})
    assert "can't be read" in refused(broken, 422)
