"""Between two sessions: what follows, written as a coach writes it down."""

from dataclasses import replace

import pytest

from adapt_notes import DAY, TODAY, at, clean_twice, day_report, hurts, lines, step_of, world
from fullstride.domain.decision import Verb
from fullstride.domain.report import Completion, Report
from fullstride.domain.runner import Gates, Habit, Runner
from made_plans import BOOK

# exercise, dose of the step, sessions in order -> verb, dose that follows
FORWARD_OR_HOLD = """
strides     4x20s  clean, clean                    -> progress 5x20s
strides     4x20s  clean                           -> hold     4x20s
strides     4x20s  clean, partly                   -> hold     4x20s
strides     4x20s  clean, clean reps 3             -> hold     4x20s
strides     4x20s  clean, clean fade 2.5±0.3       -> progress 5x20s
strides     4x20s  clean, clean fade 3±0.3         -> hold     4x20s
strides     4x20s  clean, clean poorfade 4±0.5     -> progress 5x20s
strides     4x20s  clean, clean poorfade 6±0.5     -> hold     4x20s
strides     4x20s  clean, clean pain 2             -> progress 5x20s
strides     4x20s  clean, clean pain 3             -> hold     4x20s
strides     4x20s  clean, clean soreness 3         -> progress 5x20s
strides     4x20s  clean, clean soreness 4         -> hold     4x20s
strides     4x20s  clean, clean form slipping      -> hold     4x20s
strides     4x20s  clean, clean form gone          -> hold     4x20s
strides     4x20s  clean, clean form ?             -> hold     4x20s
strides     4x20s  clean, clean pain ?             -> hold     4x20s
strides     4x20s  clean, clean soreness ?         -> hold     4x20s
strides     4x20s  clean, clean, unsaid            -> hold     4x20s
strides     4x20s  clean pain 3, clean, clean      -> progress 5x20s
strides     6x20s  clean, clean                    -> hold     6x20s
strides     5x20s  clean, stopped                  -> hold     5x20s
strides     5x20s  stopped, stopped                -> regress  4x20s
strides     4x20s  stopped, stopped                -> hold     4x20s
squat_jumps 3x15s  clean, clean                    -> progress 3x20s
bounding    3x30m  clean, clean                    -> progress 4x30m
"""


@pytest.mark.parametrize("note", lines(FORWARD_OR_HOLD))
def test_what_follows_two_sessions(note: str) -> None:
    told, _, follows = note.partition("->")
    exercise, dose, sessions = told.split(maxsplit=2)
    verb, to_dose = follows.split()
    decision = world(exercise, dose, sessions.split(", ")).decisions()[exercise]
    assert (decision.verb.value, decision.to_step) == (verb, step_of(exercise, to_dose)), decision.say
    assert decision.step == step_of(exercise, dose)
    assert BOOK.rule(decision.because.rule) is not None
    assert decision.say and decision.facts and decision.would_change


# what is said on the day -> verb for each exercise, the dose it goes on with, days until it ends
GATES = """
tendon 2   -> strides progress 5x20s -, squat_jumps progress 3x25s -, hill_sprints progress 4x8s -
tendon 3   -> strides hold 4x20s -,     squat_jumps hold 3x20s -,     hill_sprints hold 3x8s -
tendon 4   -> strides hold 4x20s -,     squat_jumps swap 3x20s -,     hill_sprints swap 3x8s -
tendon 5   -> strides hold 4x20s -,     bounding swap 4x30m -,        flat_sprints swap 4x30m -
tendon 6   -> strides hold 4x20s -,     squat_jumps block 2x20s 7,    hill_sprints block 2x8s 7
worse      -> strides hold 4x20s -,     bounding block 3x30m 7,       hill_bounding block 2x20m 7
bone 1     -> strides stop 4x20s -,     squat_jumps stop 3x20s -,     dynamic_strength hold 2x8 -
sharp 5    -> strides block 4x20s -,    bounding block 4x30m -,       dynamic_strength block 2x8 -
strain 5   -> strides hold 4x20s -,     squat_jumps block 3x20s -,    dynamic_strength hold 2x8 -
strain 7   -> strides block 4x20s -,    bounding block 4x30m -
sore 3     -> strides progress 5x20s -, squat_jumps progress 3x25s -
sore 4     -> strides hold 4x20s -,     squat_jumps swap 3x20s 2,     dynamic_strength block 2x8 2
sore 6     -> strides hold 4x20s -,     hill_sprints swap 3x8s 2
sore 7     -> strides block 4x20s 2,    squat_jumps block 3x20s 2
ill        -> strides block 4x20s -,    dynamic_strength block 2x8 -
injured    -> strides block 4x20s -,    bounding block 4x30m -
"""


def said_today(words: str) -> Report:
    kind, _, level = words.strip().partition(" ")
    match kind:
        case "tendon" | "bone" | "sharp":
            return day_report(pain=hurts(kind, int(level)))
        case "strain":
            return day_report(pain=hurts("muscle", int(level)))
        case "worse":
            return day_report(pain=hurts("tendon", 2, worse=True))
        case "sore":
            return day_report(soreness=int(level))
        case "ill":
            return day_report(ill=True)
        case _:
            return day_report(injured=True)


@pytest.mark.parametrize("note", lines(GATES))
def test_a_gate_decides_before_anything_else(note: str) -> None:
    """Each exercise had two clean sessions at its step, and would step up but for what is said today."""
    told, _, follows = note.partition("->")
    for expected in follows.split(", "):
        exercise, verb, to_dose, days = expected.split()
        here = clean_twice(exercise).said(said_today(told))
        decision = here.decisions()[exercise]
        until = None if days == "-" else TODAY + int(days) * DAY
        assert (decision.verb.value, decision.to_step, decision.until) == (
            verb,
            step_of(exercise, to_dose),
            until,
        ), decision.say
        assert decision.clinician == (verb == "stop")
        assert decision.instead == ("strides" if verb == "swap" else "")


def test_a_tendon_over_five_takes_two_steps_back_that_stay_taken_when_its_week_is_over() -> None:
    said = day_report(TODAY - 8 * DAY, pain=hurts("tendon", 6))
    for exercise, dose, to_dose in (("squat_jumps", "3x30s", "3x20s"), ("strides", "6x20s", "4x20s")):
        here = world(exercise, dose, ["clean", "clean"], next_in=12, back_days=11).said(said)
        decision = here.decisions()[exercise]
        assert decision.verb is Verb.REGRESS, decision.say
        assert decision.to_step == step_of(exercise, to_dose)
        assert decision.because.rule == "gate.tendon_pain"


def test_pain_that_is_gone_ends_an_answer_of_its_own_place_only() -> None:
    here = clean_twice("squat_jumps").said(day_report(TODAY - DAY, pain=hurts("tendon", 4)))
    assert here.decisions()["squat_jumps"].verb is Verb.SWAP
    other = here.said(day_report(pain=hurts("tendon", 0, place="knee")))
    assert other.decisions()["squat_jumps"].verb is Verb.SWAP
    gone = here.said(day_report(pain=hurts("tendon", 0, place=" achilles ")))
    assert gone.decisions()["squat_jumps"].verb is Verb.PROGRESS
    nothing = here.said(day_report(pain=()))
    assert nothing.decisions()["squat_jumps"].verb is Verb.PROGRESS


def test_the_seven_days_of_a_bad_tendon_run_to_their_end() -> None:
    here = clean_twice("squat_jumps").said(day_report(TODAY - 3 * DAY, pain=hurts("tendon", 6)))
    better = here.said(day_report(pain=hurts("tendon", 0)))
    decision = better.decisions()["squat_jumps"]
    assert (decision.verb, decision.until) == (Verb.BLOCK, TODAY + 4 * DAY)


@pytest.mark.parametrize(
    "words",
    [
        {"pain": ()},
        {"pain": hurts("bone", 0, place="shin")},
        {"injured": False},
        {"ill": False},
        {"soreness": 0},
        {"cleared": ("heart",)},
        {"note": "bone_pain is fine again"},
    ],
)
def test_a_red_flag_is_lifted_by_its_own_name_and_by_nothing_else(words: dict[str, object]) -> None:
    flagged = clean_twice("bounding").said(day_report(TODAY - 4 * DAY, pain=hurts("bone", 3, place="shin")))
    assert flagged.decisions()["bounding"].verb is Verb.STOP
    assert flagged.said(day_report(**words)).decisions()["bounding"].verb is Verb.STOP
    cleared = flagged.said(day_report(cleared=("bone_pain",)))
    assert cleared.decisions()["bounding"].verb is not Verb.STOP
    early = day_report(TODAY - 5 * DAY, cleared=("bone_pain",))
    assert flagged.said(early).decisions()["bounding"].verb is Verb.STOP
    again = cleared.said(day_report(said_at=at(TODAY, 22), pain=hurts("bone", 2, place="shin")))
    assert again.decisions()["bounding"].verb is Verb.STOP


@pytest.mark.parametrize("gate", ["pregnant", "missing_periods", "low_energy", "heart", "bone_pain"])
def test_a_red_flag_of_the_profile_stops_until_it_is_cleared(gate: str) -> None:
    name = {"pregnant": "pregnancy"}.get(gate, gate)
    runner = Runner(gates=Gates(**{gate: True}))
    stopped = replace(clean_twice("bounding"), runner=runner)
    decision = stopped.decisions()["bounding"]
    assert decision.verb is Verb.STOP and decision.clinician
    assert name in decision.would_change
    by_report = stopped.said(day_report(cleared=(name,)))
    assert by_report.decisions()["bounding"].verb is Verb.PROGRESS
    by_profile = replace(stopped, runner=Runner(gates=Gates(**{gate: True}, cleared=(name,))))
    assert by_profile.decisions()["bounding"].verb is Verb.PROGRESS


@pytest.mark.parametrize(
    ("said", "swapped"),
    [
        ([day_report(sleep_h=5.9)], True),
        ([day_report(sleep_h=6.0)], False),
        ([day_report(TODAY - DAY, sleep_h=4.0)], False),
        ([day_report(recovery_low=True)], False),
        ([day_report(TODAY - DAY, recovery_low=True)], False),
        ([day_report(recovery_low=True), day_report(TODAY - DAY, recovery_low=True)], True),
        ([day_report(recovery_low=True), day_report(TODAY - 2 * DAY, recovery_low=True)], False),
    ],
)
def test_too_little_recovery_turns_todays_max_effort_into_strides(said: list[Report], swapped: bool) -> None:
    today = world("bounding", "3x30m", ["clean", "clean"]).said(*said)
    decision = today.decisions()["bounding"]
    assert today.sessions[-1].date == TODAY
    if swapped:
        assert (decision.verb, decision.instead, decision.until) == (Verb.SWAP, "strides", TODAY + DAY)
        assert decision.because.rule == "between.recovery"
    else:
        assert decision.verb is Verb.PROGRESS
    tomorrow = world("bounding", "3x30m", ["clean", "clean"], next_in=4).said(*said)
    assert tomorrow.decisions()["bounding"].verb is Verb.PROGRESS
    strides = world("strides", "4x20s", ["clean", "clean"]).said(*said)
    assert strides.decisions()["strides"].verb is Verb.PROGRESS


def test_the_first_line_that_holds_decides() -> None:
    """A gate, then a stop rule, then recovery, then a layoff, then forward: each hides those below it."""
    here = world("bounding", "5x30m", ["stopped", "stopped"], back_days=13, next_in=13)
    skipped = replace(here.sessions[-1], id="skipped", date=TODAY - DAY)
    missed = Report(
        id="m", said_at=at(TODAY), date=TODAY - DAY, session="skipped", completion=Completion.NOT_DONE
    )
    here = replace(here, sessions=(*here.sessions, skipped)).said(missed, day_report(sleep_h=4.0))
    assert here.sessions[-2].date == TODAY
    gated = here.said(day_report(pain=hurts("tendon", 4)))
    assert gated.decisions()["bounding"].because.rule == "gate.tendon_pain"
    assert here.decisions()["bounding"].because.rule == "between.stopped"
    clean = world("bounding", "5x30m", ["clean", "clean"], back_days=13, next_in=13)
    tired = replace(clean, sessions=(*clean.sessions, skipped)).said(missed, day_report(sleep_h=4.0))
    assert tired.decisions()["bounding"].because.rule == "between.recovery"
    rested = replace(clean, sessions=(*clean.sessions, skipped)).said(missed)
    assert rested.decisions()["bounding"].because.rule == "between.layoff"


def test_what_was_clean_before_a_bad_tendon_steps_nothing_up_after_its_week() -> None:
    here = world("strides", "4x20s", ["clean", "clean"], back_days=8, next_in=8)
    assert (
        here.said(day_report(TODAY - 8 * DAY, pain=hurts("tendon", 6))).decisions()["strides"].verb
        is Verb.HOLD
    )


# sessions at the top of bounding -> how many count towards the hill
CEILING = """
clean contacts 20, clean contacts 20                    -> 2
clean contacts 20, clean contacts 19                    -> 2
clean contacts 19, clean contacts 20                    -> 1
clean contacts 20, clean contacts ?                     -> 0
clean, clean                                            -> 0
clean contacts 20, clean contacts 20 hard 7             -> 0
clean contacts 20 hard 7, clean contacts 20             -> 1
clean contacts 20, clean contacts 20 form slipping      -> 0
clean contacts 20, clean contacts 20 hard ?             -> 0
clean contacts 20, partly contacts 20                   -> 0
clean contacts 20, clean contacts 20, unsaid            -> 0
"""


@pytest.mark.parametrize("note", lines(CEILING))
def test_bounding_is_no_longer_challenging(note: str) -> None:
    told, _, count = note.partition("->")
    here = world("bounding", "5x30m", [each.strip() for each in told.split(",")])
    assert here.state().footings["bounding"].at_ceiling == int(count)
    lower = world("bounding", "4x30m", [each.strip() for each in told.split(",")])
    assert lower.state().footings["bounding"].at_ceiling == 0


@pytest.mark.parametrize(
    ("count", "apart_days", "level", "left"),
    [
        (12, 6, "intermediate", 0),
        (12, 4, "beginner", 12),
        (11, 7, "beginner", 11),
        (13, 6, "intermediate", 1),
    ],
)
def test_twelve_clean_jump_sessions_over_eight_weeks_raise_the_contact_level(
    count: int, apart_days: int, level: str, left: int
) -> None:
    here = world("squat_jumps", "3x15s", ["clean"] * count, apart=apart_days)
    state = here.state()
    assert (state.level, state.level_sessions) == (level, left)
    unclean = world("squat_jumps", "3x15s", ["clean"] * (count - 1) + ["clean form ?"], apart=apart_days)
    assert unclean.state().level_sessions in (left - 1, count - 1)


def test_a_light_week_neither_counts_nor_breaks_the_run() -> None:
    here = world("strides", "5x20s", ["clean", "clean", "clean"])
    light = replace(here.sessions[1], dose=replace(here.sessions[1].dose, reps=3))
    lighter = replace(here, sessions=(here.sessions[0], light, *here.sessions[2:]))
    decision = lighter.decisions()["strides"]
    assert lighter.state().footings["strides"].clean == 2
    assert decision.verb is Verb.PROGRESS


def test_the_opt_in_ladder_opens_after_its_weeks() -> None:
    few = replace(world("strides", "6x20s", ["clean"] * 4), runner=Runner(pro_strides=True))
    assert few.decisions()["strides"].verb is Verb.HOLD
    many = replace(world("strides", "6x20s", ["clean"] * 26), runner=Runner(pro_strides=True))
    assert many.decisions()["strides"].verb is Verb.PROGRESS
    habit = replace(few, runner=Runner(pro_strides=True, strides=Habit.REGULAR))
    assert habit.decisions()["strides"].verb is Verb.PROGRESS
    not_asked = replace(many, runner=Runner())
    assert not_asked.decisions()["strides"].verb is Verb.HOLD


def test_of_several_gates_the_one_that_lasts_longest_is_told() -> None:
    born = replace(clean_twice("bounding"), runner=Runner(gates=Gates(months_postpartum=2)))
    decision = born.decisions()["bounding"]
    assert decision.verb is Verb.BLOCK and decision.until is not None
    assert (decision.until - TODAY).days == 122  # six months, not the three of easy running
    both = clean_twice("bounding").said(day_report(soreness=5), day_report(pain=hurts("tendon", 6)))
    assert (both.decisions()["bounding"].verb, both.decisions()["bounding"].until) == (
        Verb.BLOCK,
        TODAY + 7 * DAY,
    )


def test_a_swap_with_nothing_left_to_swap_to_is_a_block() -> None:
    here = clean_twice("bounding").said(day_report(pain=hurts("tendon", 4)))
    assert here.decisions()["bounding"].verb is Verb.SWAP
    sharp = here.said(day_report(pain=hurts("sharp", 3, place="calf")))
    assert sharp.decisions()["bounding"].verb is Verb.BLOCK


@pytest.mark.parametrize(("fade", "stop_at", "verb"), [(1.0, None, "progress"), (1.0, 4, "hold")])
def test_a_session_that_should_have_ended_sooner_is_not_clean(
    fade: float, stop_at: int | None, verb: str
) -> None:
    here = world("strides", "5x20s", ["clean", f"clean fade {fade}±0.2"])
    made, found = here.evidence[-1]
    verdict = replace(found.verdicts[0], stop_at=stop_at)
    here = replace(here, evidence=((made, replace(found, verdicts=(verdict,))),))
    assert here.decisions()["strides"].verb.value == verb


def test_stopped_twice_at_the_lowest_step_says_so() -> None:
    decision = world("strides", "4x20s", ["stopped", "stopped"]).decisions()["strides"]
    assert decision.verb is Verb.HOLD
    assert "stopped early twice running: no step is left to go back, 4 × 20" in decision.say
