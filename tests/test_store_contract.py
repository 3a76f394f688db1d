"""One contract for every store: in memory, in SQLite, on a PostgreSQL server."""

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest

from fullstride.domain.errors import BadUsage, Outdated, StoreTrouble, UnknownRunner
from fullstride.domain.feeds import Feed, ServiceKey
from fullstride.store import Shelf, Store
from kept_words import NOON, evidence, made, match, move, plan, report

pytest_plugins = "opened_stores"
Opening = Callable[[], Store]
HOUR = dt.timedelta(hours=1)


def test_a_runner_is_added_once_and_all_are_listed_by_name(store: Store) -> None:
    assert [store.add_runner(name) for name in ("Zoë", "Mia", "Zoë", "anna")] == [True, True, False, True]
    assert store.runners() == ("Mia", "Zoë", "anna")


def test_a_name_is_the_same_however_its_letters_are_composed(store: Store) -> None:
    store.add_runner("Zoe\u0308")
    assert not store.add_runner("Zo\u00eb")
    assert store.shelf("Zoe\u0308").runner == store.shelf("Zo\u00eb").runner == "Zo\u00eb"


@pytest.mark.parametrize("name", ["", "  ", " Mia", "Mia\n", "M\0ia", "M\ud800", "\u200b", "m" * 81])
def test_a_name_that_is_none_is_refused(store: Store, name: str) -> None:
    with pytest.raises(BadUsage):
        store.add_runner(name)
    assert store.runners() == ()


def test_an_unknown_runner_is_told_with_those_there_are(store: Store) -> None:
    with pytest.raises(UnknownRunner, match="nothing is kept for anybody yet"):
        store.shelf("Mia")
    store.add_runner("Jo")
    with pytest.raises(UnknownRunner, match="those there are: Jo"):
        store.shelf("Mia")


def test_a_new_shelf_is_empty(shelf: Shelf) -> None:
    assert shelf.reports() == shelf.originals() == shelf.evidence() == shelf.matches() == shelf.moves() == ()
    assert shelf.plans() == () and shelf.plan() is None and shelf.imported_at() is None


def test_what_was_added_is_there_in_every_word_when_opened_again(opening: Opening) -> None:
    store = opening()
    store.add_runner("Mia")
    shelf = store.shelf("Mia")
    original = shelf.add_original("spring.ics", b"BEGIN:VCALENDAR", NOON)
    shelf.add_reports([report()])
    shelf.add_evidence(made(), evidence(), NOON)
    shelf.add_match(match())
    shelf.add_move(move())
    shelf.add_import(NOON)
    shelf.add_plan(plan())

    again = opening().shelf("Mia")
    assert again.originals() == (original,)
    assert again.read_original(original.sha256) == b"BEGIN:VCALENDAR"
    assert again.reports() == (report(),)
    assert again.evidence() == ((made(), evidence()),)
    assert again.matches() == (match(),)
    assert again.moves() == (move(),)
    assert again.imported_at() == NOON
    assert again.plans() == (plan(),) and again.plan() == plan()


def test_the_same_report_twice_is_one_and_the_first_word_stays(shelf: Shelf) -> None:
    assert shelf.add_reports([report("a"), report("b"), report("a", note="later")]) == 2
    assert shelf.add_reports([report("b", note="later"), report("c")]) == 1
    assert shelf.reports() == (report("a"), report("b"), report("c"))
    assert shelf.add_reports([]) == 0


def test_reports_come_in_the_order_in_which_they_were_said(shelf: Shelf) -> None:
    utc = dt.UTC
    late = report("a", said_at=NOON + HOUR)
    first = report("z", said_at=(NOON - HOUR).astimezone(utc))
    same = [report(id_, said_at=NOON) for id_ in ("é", "B", "a2", "🏃")]
    shelf.add_reports([late, *same, first])
    assert [each.id for each in shelf.reports()] == ["z", "B", "a2", "é", "🏃", "a"]


def test_a_stamp_is_another_after_every_change_and_the_same_without_one(shelf: Shelf) -> None:
    seen = {shelf.stamp()}
    feed = Feed(id="f", name="club", sealed="x", added_at=NOON)
    key = ServiceKey(service="elsewhere", sealed="x", kept_at=NOON)
    for change in (
        lambda: shelf.add_reports([report("a")]),
        lambda: shelf.add_original("run.fit", b"run", NOON),
        lambda: shelf.add_evidence(made(), evidence(), NOON),
        lambda: shelf.add_match(match()),
        lambda: shelf.add_move(move("m")),
        lambda: shelf.add_import(NOON),
        lambda: shelf.put_feed(feed),
        lambda: shelf.feed_read("f", NOON, error="It did not answer"),
        lambda: shelf.put_service_key(key),
        lambda: shelf.remove_feed("f"),
    ):
        change()
        assert shelf.stamp() == shelf.stamp()
        assert shelf.stamp() not in seen
        seen.add(shelf.stamp())
    shelf.add_reports([report("a")])
    assert shelf.stamp() in seen


def test_reports_are_kept_all_or_none(shelf: Shelf) -> None:
    for wrong, error in (
        (report("nul\0"), BadUsage),
        (report("half \ud800"), BadUsage),
        (report("x" * 501), BadUsage),
        (report("no zone", said_at=dt.datetime(2027, 1, 1)), ValueError),  # noqa: DTZ001
    ):
        with pytest.raises(error):
            shelf.add_reports([report("good"), wrong])
    assert shelf.reports() == ()


def test_a_file_is_kept_once_by_its_content(shelf: Shelf) -> None:
    data = bytes(range(256)) * 40
    first = shelf.add_original("run.fit", data, NOON)
    assert first.sha256 == hashlib.sha256(data).hexdigest() and first.size_bytes == len(data)
    assert shelf.add_original("copy.fit", data, NOON + HOUR) == first
    empty = shelf.add_original("caf\udce9.fit", b"", NOON - HOUR)  # a name that is no UTF-8
    assert shelf.originals() == (empty, first)
    assert shelf.read_original(first.sha256) == data and shelf.read_original(empty.sha256) == b""


def test_a_file_that_was_never_kept_is_told(shelf: Shelf) -> None:
    with pytest.raises(StoreTrouble, match="hand it in again"):
        shelf.read_original("ab" * 32)


def test_evidence_made_by_the_same_is_kept_once_and_the_last_made_otherwise_is_given(shelf: Shelf) -> None:
    first, second = evidence(title="first"), evidence(title="second")
    assert shelf.add_evidence(made(), first, NOON)
    assert not shelf.add_evidence(made(), second, NOON)
    assert shelf.evidence() == ((made(), first),)
    newer = made(version="2")
    # Whatever the clock said: what came last was made last.
    assert shelf.add_evidence(newer, second, NOON - HOUR)
    assert shelf.evidence() == ((newer, second),)
    assert shelf.add_evidence(made(settings="{}" * 5000), first, NOON)
    assert shelf.evidence() == ((made(settings="{}" * 5000), first),)


def test_evidence_comes_by_the_start_of_its_recording_and_without_a_clock_last(shelf: Shelf) -> None:
    starts = [None, NOON + HOUR, NOON, NOON.astimezone(dt.UTC) - HOUR]
    for index, start in enumerate(starts):
        shelf.add_evidence(made(sha256=f"{index:064}"), evidence(start=start), NOON)
    other = made(sha256=f"{2:064}", algorithm="jumps")
    shelf.add_evidence(other, evidence(start=NOON), NOON)
    assert [m.sha256[-1] + m.algorithm[0] for m, _ in shelf.evidence()] == ["3m", "2j", "2m", "1m", "0m"]


def test_matches_are_given_as_they_were_said_and_never_twice(shelf: Shelf) -> None:
    taken_back = match(sha256="", said_at=NOON + HOUR)
    for each in (taken_back, match(), taken_back, match(by="day"), match()):
        shelf.add_match(each)
    assert shelf.matches() == (match(), match(by="day"), taken_back)


def test_moves_are_kept_once_by_their_id(shelf: Shelf) -> None:
    assert shelf.add_move(move("b")) and shelf.add_move(move("a", said_at=NOON - HOUR))
    assert not shelf.add_move(move("b", to=NOON.date() + dt.timedelta(days=1)))
    assert shelf.moves() == (move("a", said_at=NOON - HOUR), move("b"))


def test_imports_reach_as_far_as_the_last_of_them(shelf: Shelf) -> None:
    for at in (NOON, NOON + HOUR, NOON - HOUR, NOON + HOUR):
        shelf.add_import(at)
    assert shelf.imported_at() == NOON + HOUR


def test_plans_are_numbered_and_one_that_is_not_next_changes_nothing(shelf: Shelf) -> None:
    with pytest.raises(Outdated):
        shelf.add_plan(plan(2))
    shelf.add_plan(plan(1))
    for number in (0, 1, 3):
        with pytest.raises(Outdated, match="version 1 is kept"):
            shelf.add_plan(plan(number))
    shelf.add_plan(plan(2, profile="# other\n"))
    assert shelf.plans() == (plan(1), plan(2, profile="# other\n"))
    assert shelf.plan() == plan(2, profile="# other\n")


def test_a_shelf_sees_its_own_runner_and_no_other(store: Store) -> None:
    store.add_runner("Mia")
    store.add_runner("Jo")
    mia, jo = store.shelf("Mia"), store.shelf("Jo")
    original = mia.add_original("run.fit", b"run", NOON)
    mia.add_reports([report()])
    mia.add_evidence(made(), evidence(), NOON)
    mia.add_match(match())
    mia.add_move(move())
    mia.add_import(NOON)
    mia.add_plan(plan())
    assert jo.reports() == jo.originals() == jo.evidence() == jo.matches() == jo.moves() == jo.plans() == ()
    assert jo.plan() is None and jo.imported_at() is None
    with pytest.raises(StoreTrouble):
        jo.read_original(original.sha256)
    # The same ids are another's own, and the same file is kept for each.
    assert jo.add_reports([report()]) == 1 and jo.add_move(move())
    assert jo.add_evidence(made(), evidence(title="Jo's"), NOON)
    jo.add_plan(plan())
    assert jo.add_original("mine.fit", b"run", NOON).name == "mine.fit"
    assert mia.originals() == (original,)


def test_two_that_have_it_open_see_each_others_words(opening: Opening) -> None:
    one, other = opening(), opening()
    one.add_runner("Mia")
    theirs = other.shelf("Mia")
    one.shelf("Mia").add_reports([report("a")])
    theirs.add_reports([report("b")])
    assert {each.id for each in one.shelf("Mia").reports()} == {"a", "b"}
    one.shelf("Mia").add_plan(plan(1))
    with pytest.raises(Outdated):
        theirs.add_plan(plan(1))


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreTrouble, match="closed"):
        store.runners()
