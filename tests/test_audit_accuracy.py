"""What the page says about the audit's accuracy holds when a part of it is made again."""

import re

from benchmarks.audit_accuracy import PAGE, SPRINTED_DAYS_AGO, audited, histories, without_efforts

FEW = 8


def test_the_page_says_what_a_part_of_it_gives_again() -> None:
    table = dict(re.findall(r"^\| ([^|]+) \| \d+ \| ([−\d.]+) %", PAGE.read_text(), re.M))
    said = {name: float(bias.replace("−", "-")) for name, bias in table.items()}
    made = histories(FEW)
    full = [audited(*one.easy, *one.strides, *one.sprints, *one.tests) for one in made]
    tops = [
        100 * (a.top_speed.speed_mps.value / h.truth.top - 1)
        for a, h in zip(full, made, strict=True)
        if a.top_speed
    ]
    lines = [
        100 * (a.critical_speed.speed_mps.value / h.truth.critical - 1)
        for a, h in zip(full, made, strict=True)
        if a.critical_speed
    ]
    assert len(tops) == len(lines) == FEW
    assert abs(sum(tops) / FEW - said["top speed"]) < 2
    assert abs(sum(lines) / FEW - said["critical speed"]) < 2


def test_what_must_not_be_made_up_is_not() -> None:
    for one in histories(FEW):
        striding, easy = audited(*one.easy, *one.strides), audited(*one.easy)
        assert striding.last_max_effort is None and easy.last_max_effort is None
        assert striding.top_speed is None or striding.top_speed.at_least
        assert easy.critical_speed is None


def test_the_last_max_effort_is_found_where_it_was() -> None:
    found = [audited(*one.easy, *one.strides, *one.sprints).last_max_effort for one in histories(FEW)]
    right = sum(last is not None and last.days_ago == SPRINTED_DAYS_AGO for last in found)
    assert right >= FEW - 1


def test_hills_trails_lights_and_long_reps_give_no_max_effort_and_no_top_speed() -> None:
    for true_mps, audit in without_efforts(6):
        assert audit.last_max_effort is None
        assert audit.top_speed is None or audit.top_speed.at_least
        assert audit.top_speed is None or audit.top_speed.speed_mps.value < 1.05 * true_mps
