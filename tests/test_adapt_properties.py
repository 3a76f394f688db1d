"""What holds whatever was said: nothing unknown steps up, no red flag lifts itself, no step is skipped."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from adapt_notes import BOOK, DAY, TODAY, World, at, day_report, hurts, world
from fullstride.adapt.outcomes import Status
from fullstride.domain.decision import Verb
from fullstride.domain.report import Report
from test_adapt_outcomes import said, words

EXERCISES = st.sampled_from(["strides", "squat_jumps", "bounding", "hill_sprints"])


@st.composite
def worlds(draw: st.DrawFn) -> World:
    exercise = draw(EXERCISES)
    ladder = BOOK.exercises[exercise].ladder
    dose = draw(st.sampled_from(ladder)).replace(" ", "")
    some = st.sampled_from(["clean", "clean", "clean", "partly", "stopped", "unsaid", "missed"])
    here = world(
        exercise,
        dose,
        draw(st.lists(some, min_size=1, max_size=6)),
        back_days=draw(st.integers(1, 30)),
        next_in=draw(st.integers(1, 40)),
    )
    return here.said(*draw(said(here))) if draw(st.booleans()) else here


@settings(max_examples=200)
@given(worlds())
def test_a_step_is_never_skipped_and_every_decision_says_why(here: World) -> None:
    for decision in here.decisions().values():
        exercise = BOOK.exercises[decision.exercise]
        assert 1 <= decision.to_step <= min(decision.step + 1, len(exercise.ladder))
        assert (decision.to_step > decision.step) == (decision.verb is Verb.PROGRESS)
        if decision.verb is Verb.REGRESS:
            assert decision.to_step < decision.step
        assert decision.say.startswith(f"{exercise.name}: ") and decision.say.endswith(".")
        assert "\n" not in decision.say and "!" not in decision.say
        assert decision.facts and all(decision.facts) and decision.would_change
        assert BOOK.rule(decision.because.rule) is not None
        assert decision.clinician == (decision.verb is Verb.STOP)
        assert decision.until is None or decision.until > TODAY


@settings(max_examples=200)
@given(worlds())
def test_a_step_forward_rests_on_two_whole_sessions_of_which_all_was_told(here: World) -> None:
    for decision in here.decisions().values():
        if decision.verb is not Verb.PROGRESS:
            continue
        done = [
            one
            for one in here.state().outcomes
            if one.exercise == decision.exercise and one.session and (one.was_done or one.date < TODAY)
        ]
        ran = sorted((one for one in done if not one.was_missed), key=lambda one: one.done_on or one.date)
        for one in ran[-2:]:
            assert one.status is Status.DONE and one.said is not None
            assert one.said.form is not None and one.said.soreness_48h is not None
            assert one.session is not None and one.session.step == decision.step


@settings(max_examples=60)
@given(st.sampled_from(["form", "pain", "soreness_48h", "completion"]), EXERCISES)
def test_an_answer_that_is_missing_holds_and_is_asked_for(missing: str, exercise: str) -> None:
    dose = BOOK.exercises[exercise].ladder[0].replace(" ", "")
    here = world(exercise, dose, ["clean", "clean"])
    last = here.reports[-1]
    here = replace(here, reports=(*here.reports[:-1], replace(last, **{missing: None})))
    decision = here.decisions()[exercise]
    assert decision.verb is Verb.HOLD
    assert decision.would_change.startswith("Say of Friday 12 March")


@settings(max_examples=150)
@given(st.data())
def test_only_clearing_it_by_name_lifts_a_red_flag(data: st.DataObject) -> None:
    here = world("bounding", "4x30m", ["clean", "clean"])
    flag = day_report(TODAY - 5 * DAY, pain=hurts("bone", 3, place="shin"))
    later = data.draw(said(here))
    here = here.said(flag, *later)
    by_name = any(
        "bone_pain" in one.cleared and one.date >= flag.date and one.said_at > flag.said_at for one in later
    )
    assume(not by_name)
    decision = here.decisions()["bounding"]
    assert (decision.verb, decision.because.rule) == (Verb.STOP, "gate.bone_pain")


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 20), words), max_size=8))
def test_what_is_said_of_days_alone_never_makes_anything_step_up(
    told: list[tuple[int, dict[str, object]]],
) -> None:
    here = world("squat_jumps", "3x15s", ["unsaid", "unsaid"])
    only_days = tuple(
        Report(id=f"{number}", said_at=at(TODAY - back * DAY), date=TODAY - back * DAY, **fields)  # type: ignore[arg-type]
        for number, (back, fields) in enumerate(told)
    )
    for decision in replace(here, reports=only_days).decisions().values():
        assert decision.verb is not Verb.PROGRESS
