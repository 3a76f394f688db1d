"""Between two sessions: what follows, written as a coach writes it down."""

import pytest

from adapt_notes import same_dose, world
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


def lines(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if line.strip()]


@pytest.mark.parametrize("note", lines(FORWARD_OR_HOLD))
def test_what_follows_two_sessions(note: str) -> None:
    told, _, follows = note.partition("->")
    exercise, dose, sessions = told.split(maxsplit=2)
    verb, to_dose = follows.split()
    decision = world(exercise, dose, sessions.split(", ")).decisions()[exercise]
    assert (decision.verb.value, decision.to_step) == (verb, same_dose(to_dose, exercise)), decision.say
    assert decision.step == same_dose(dose, exercise)
    assert BOOK.rule(decision.because.rule) is not None
    assert decision.say and decision.facts and decision.would_change
