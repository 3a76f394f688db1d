"""Motion in words: the count first, each number with its error and its worth, each refusal once."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from fullstride.domain.evidence import Evidence, Means, MotionEvidence, RepVerdict, Standing, Verdict
from fullstride.domain.motion import Position
from fullstride.formats import motion_words as words
from fullstride.formats.motion_numbers import listed, numbers
from fullstride.formats.motion_table import motion_tables, part_numbers
from fullstride.rules.load import load_book
from made_motion import (
    IN_THE_HAND,
    any_motion,
    counted_bounds,
    empty_log,
    forty_sets,
    hand_held,
    judged_sets,
    jump_set,
    measured,
    mixed_sets,
    motion_evidence,
    one_video_set,
    refused_log,
    three_bounds,
    three_sets,
    timed_runs,
)

BOOK = load_book()


def plain(text: str) -> str:
    return text.replace("\u2009", " ")


def told(evidence: Evidence) -> str:
    return plain(" ".join(numbers(evidence)))


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (three_sets(), "3 sets of squat jumps: 14, 15 and 14 jumps"),
        (one_video_set(), "1 set of squat jumps: 3 jumps"),
        (forty_sets(), "40 sets of squat jumps: 6 to 300 jumps each, 714 in all"),
        (three_bounds(), "3 runs of bounding over 30 m: 18, 17 and 18 contacts"),
        (counted_bounds(), "3 runs of bounding: 12, 13 and 14 contacts"),
        (timed_runs(), "2 runs from cone to cone over 30 m: 4.213 and 4.351 ± 0.006 s"),
        (empty_log(), ""),
        (refused_log(), ""),
    ],
)
def test_what_was_found_is_one_sentence_with_the_count(evidence: Evidence, said: str) -> None:
    assert plain(words.found(evidence, BOOK)) == said


def test_one_hop_is_a_hop_and_a_log_of_nobody_knows_what_names_no_exercise() -> None:
    hops = MotionEvidence(means=Means.PHONE, rate_hz=100.0, sets=(jump_set(1),))
    evidence = motion_evidence(hops, kind="hops")
    assert words.found(evidence, BOOK) == "1 set of hops: 1 hop"
    assert "A hop every" in told(evidence)
    assert "hops" in {column.head for column in motion_tables(evidence, BOOK)[0].columns}
    assert words.found(motion_evidence(hops, kind="motion"), BOOK) == "1 set: 1 jump"


def test_a_phones_height_and_rsi_are_for_trends_and_a_videos_are_measured() -> None:
    said = told(three_sets())
    assert said.startswith("Height 27, 27 and 26 ± 3 cm, a trend number: compare it with your own sets")
    assert "RSI 0.48 ± 0.06, trend only." in said
    assert "The last third of a set against its first: −3, −4 and −19 ± 5 % in height." in said
    assert "The useful part ended after jump 9 of set 3." in said


def test_a_rhythm_is_told_no_finer_than_a_runner_can_use() -> None:
    fine = replace(jump_set(120), rhythm_s=measured(0.49050, 0.00018))
    motion = MotionEvidence(means=Means.PHONE, rate_hz=421.0, sets=(fine,))
    assert "A jump every 0.490 ± 0.002 s." in plain(" ".join(numbers(motion_evidence(motion))))


def test_a_video_says_what_its_height_comes_from() -> None:
    said = told(one_video_set())
    assert said.startswith("Height 29.1 ± 0.4 cm, from the time in the air.")
    assert "height over time on the ground." in said and "trend" not in said


def test_bounding_says_what_is_worth_what() -> None:
    said = told(three_bounds())
    assert "Contact 163 ± 22 ms and flight 141 ± 22 ms, an estimate from the trunk and no measurement" in said
    assert "; one contact alone is good to 45 ms." in said
    assert "no measurement" not in told(three_bounds(means=Means.VIDEO))
    assert "The left foot was on the ground 4 ± 1 % longer than the right, all runs together." in said
    assert "Nobody has validated a phone for bounding" in said


def test_what_a_verdict_says_itself_is_not_said_again() -> None:
    assert "useful part" not in told(judged_sets())


def test_one_error_serves_a_list_and_a_value_that_all_share_is_said_once() -> None:
    three = [measured(27.4, 3.0), measured(26.6, 3.2), measured(25.6, 2.9)]
    assert plain(listed(three, "cm")) == "27, 27 and 26 ± 3 cm"
    assert plain(listed([measured(1.021, 0.02)] * 3, "s")) == "1.02 ± 0.02 s"
    assert plain(listed([measured(float(n), 0.3) for n in range(9)], "")) == "0.0 to 8.0 ± 0.3"
    assert plain(listed([measured(163.0, 0.0), None], "ms")) == "163 ms"
    assert listed([None], "cm") == ""


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (three_sets(), "Phone at the belt, 100 Hz, good for counts and trends"),
        (hand_held(), "Phone in the hand, 100 Hz, good for counting only"),
        (one_video_set(), "Video, 240 frames a second, good for timing each jump"),
        (three_bounds(), "Phone at the belt, 200 Hz, good for counts and times"),
        (timed_runs(), "Video, 240 frames a second, good for timing a run"),
        (empty_log(), "Phone at the belt, 100 Hz, too little to count"),
        (refused_log(), "Nothing measured, the reason is below"),
    ],
)
def test_the_means_are_told_and_what_they_are_good_for(evidence: Evidence, said: str) -> None:
    assert plain(", ".join(words.means(evidence))) == said


def test_it_is_said_whether_the_offset_is_the_runners_own() -> None:
    evidence = three_sets()
    assert "three jumps marked in slow-motion video would give your own" in words.how(evidence)[0]
    assert evidence.motion is not None
    own = replace(evidence, motion=replace(evidence.motion, calibrated=True))
    assert words.how(own)[0].startswith("Your own offset")
    assert not any("offset" in one for one in words.how(one_video_set()))
    assert "The rate varied between 97 and 102 Hz." in words.how(evidence)


def test_a_refusal_is_told_once_and_names_the_sets_it_is_missing_in() -> None:
    assert words.refusals(hand_held()) == (IN_THE_HAND,)
    assert [one.what for one in words.refusals(mixed_sets())] == ["Height, set 2"]
    assert len(words.refusals(refused_log())) == 1
    assert words.how(refused_log()) == ()  # not said twice


def test_reasons_that_differ_only_in_their_numbers_are_told_once() -> None:
    sets = tuple(
        replace(jump_set(5, 60.0 * n), refused=(replace(IN_THE_HAND, why=f"the phone felt 1.{n} g"),))
        for n in range(4)
    )
    motion = MotionEvidence(means=Means.PHONE, rate_hz=100.0, sets=(*sets, jump_set(5, 300)))
    [one] = words.refusals(motion_evidence(motion))
    assert one.what == "Height, sets 1 to 4"
    assert one.why == "the phone felt 1.0 g (set 1; the others alike)"


def test_a_log_that_gave_nothing_says_why_and_one_without_a_reason_says_so() -> None:
    assert words.says(refused_log(), BOOK).startswith("The file holds acceleration without gravity")
    assert words.says(empty_log(), BOOK) == "Nothing was found that could be counted."


def test_what_is_to_be_acted_on_comes_first() -> None:
    evidence = judged_sets()
    calm = replace(evidence.verdicts[0], say="Something calm", care=False)
    assert words.says(replace(evidence, verdicts=(calm, *evidence.verdicts)), BOOK).startswith("Three sets")


def test_where_nothing_was_asked_a_list_says_what_was_counted() -> None:
    evidence = judged_sets()
    unasked = replace(evidence.verdicts[0], say="3 sets of squat jumps found", asked=None, care=False)
    assert words.says(replace(evidence, verdicts=(unasked,)), BOOK).endswith("14, 15 and 14 jumps.")
    asked = replace(unasked, asked=3, say="3 sets of squat jumps, as asked")
    assert words.says(replace(evidence, verdicts=(asked,)), BOOK) == "3 sets of squat jumps, as asked."


def test_it_is_called_by_its_exercise_and_its_day_or_by_its_file() -> None:
    assert words.title(three_sets(), BOOK) == "Squat jumps, Tuesday 26 January 2027"
    assert words.title(one_video_set(), BOOK) == "jumps.csv"
    assert words.title(replace(one_video_set(), file="/home/me/logs/jumps.csv"), BOOK) == "jumps.csv"
    assert words.title(replace(three_sets(), title="On the grass"), BOOK).startswith("On the grass, ")


# ---- tables ----------------------------------------------------------------------------------------


def test_a_table_has_a_row_a_set_its_errors_in_the_heads_and_no_empty_column() -> None:
    [table] = motion_tables(three_sets(), BOOK)
    heads = {column.key: plain(column.error) for column in table.columns}
    assert heads["height"] == "± 3 cm"
    assert heads["count"] == ""
    assert len(table.rows) == 3
    assert table.rows[2].verdict == (("useful to jump 9", False),)
    [bare] = motion_tables(hand_held(), BOOK)
    assert not {"height", "drop", "rsi", "spread"} & {column.key for column in bare.columns}
    assert [row.verdict[0][0] for row in bare.rows] == ["counted only", "counted only"]
    assert motion_tables(refused_log(), BOOK) == ()


def test_sets_are_numbered_as_the_verdict_counts_them() -> None:
    evidence = three_sets()
    reps = tuple(RepVerdict(effort=index, standings=(Standing.HEIGHT_FELL,)) for index in (1, 2))
    verdict = Verdict(exercise="squat_jumps", asked=None, done=2, say="Two sets", reps=reps)
    judged = replace(evidence, verdicts=(verdict,))
    [table] = motion_tables(judged, BOOK)
    assert [row.number for row in table.rows] == ["–", "1", "2"]
    assert table.rows[0].verdict == (("left aside", False),)
    assert table.rows[1].verdict == (("height fell", True),)
    assert judged.motion is not None
    assert part_numbers(judged, judged.motion.sets) == ("–", "1", "2")


@settings(max_examples=100)
@given(any_motion())
def test_any_motion_can_be_told_and_no_measured_number_goes_without_its_error(evidence: Evidence) -> None:
    motion = evidence.motion
    assert motion is not None
    for said in numbers(evidence):
        assert said[0].isupper() or said[0].isdigit() or said[0] in "−"
        assert said.endswith(".")
        assert not re.search(r"\b(nan|inf)\b", said)
    heights = [one.height_cm for one in motion.sets if one.height_cm is not None]
    if heights and any(one.error > 0 for one in heights):
        assert "±" in numbers(evidence)[0]
    for table in motion_tables(evidence, BOOK):
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert words.says(evidence, BOOK)
    assert words.facts(evidence, BOOK)


@given(any_motion())
def test_what_was_counted_can_be_added_up(evidence: Evidence) -> None:
    motion = evidence.motion
    assert motion is not None
    total = sum(one.count for one in motion.sets) + sum(one.contacts for one in motion.bounds)
    assert sum(count for _, count in words.counted(evidence)) == total + len(motion.timed)


@pytest.mark.parametrize("position", list(Position))
def test_every_position_has_its_words(position: Position) -> None:
    motion = MotionEvidence(means=Means.PHONE, rate_hz=100.0, position=position)
    assert words.means(motion_evidence(motion))[0].startswith("Phone")
