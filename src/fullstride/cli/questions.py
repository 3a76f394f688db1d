"""The questions of `fullstride init`: what is asked in a minute, and how an answer is understood.

A reader takes the words a runner typed and gives a value, or raises ValueError with a sentence that
says what would be understood. An empty answer means "not said" and is never an error.
"""

import datetime as dt
from collections.abc import Callable
from typing import Protocol, TypeVar

from fullstride.domain.runner import WEEKDAYS, Gates, Habit, Race, Runner

Value = TypeVar("Value")

EVENTS = ("800m", "1500m", "5k", "10k", "half", "marathon")
GATES = (
    ("bone_pain", "pain in a bone that you can point to"),
    ("tendon_pain", "pain in a tendon"),
    ("illness", "ill: fever, a tight chest, aching all over"),
    ("pregnant", "pregnant"),
    ("months_postpartum", "gave birth in the last year"),
    ("missing_periods", "missing periods"),
    ("low_energy", "eating too little for the training"),
    ("heart", "chest pain, fainting, or a known heart disease"),
    ("back_from_injury", "coming back from an injury"),
)


class Ask(Protocol):
    """Asks until `read` understands the answer."""

    def __call__(self, question: str, read: Callable[[str], Value]) -> Value: ...


def ask_runner(ask: Ask, today: dt.date) -> Runner:
    """Asks everything, in about a minute, and gives the profile that the answers make."""
    event = ask(f"What do you race? ({', '.join(EVENTS)})", read_event)
    race = ask("When is your next big race? (like 2027-04-18)", lambda text: read_race(text, today))
    return Runner(
        event=event,
        races=(Race(date=race, distance=event),) if race else (),
        born=ask("In which year were you born?", lambda text: read_born(text, today)),
        running_base_weeks=ask(
            "For how many weeks have you run three times a week or more?",
            lambda text: read_number(text, 0, 5000),
        ),
        plyometrics=ask("Jumping or plyometrics in the last months? (none, some, regular)", read_habit),
        strides=ask("Strides in the last months? (none, some, regular)", read_habit),
        never=ask("Days to leave alone? (like mon fri)", read_days),
        hill=ask("Is there a steep hill near you? (yes, no)", read_yes),
        gym=ask("Can you use weights? (yes, no)", read_yes),
        gates=_ask_gates(ask),
    )


def _ask_gates(ask: Ask) -> Gates:
    listed = "".join(f"\n  {number} {words}" for number, (_, words) in enumerate(GATES, start=1))
    held = ask(f"Does any of this hold today? (numbers, or nothing){listed}\n", read_gates)
    return Gates(
        bone_pain="bone_pain" in held,
        tendon_pain=ask("How bad is the tendon, from 0 to 10?", lambda text: read_number(text, 0, 10))
        if "tendon_pain" in held
        else None,
        illness="illness" in held,
        pregnant="pregnant" in held,
        months_postpartum=ask("How many months ago was the birth?", lambda text: read_number(text, 0, 24))
        if "months_postpartum" in held
        else None,
        missing_periods="missing_periods" in held,
        low_energy="low_energy" in held,
        heart="heart" in held,
        back_from_injury="back_from_injury" in held,
    )


def read_event(text: str) -> str:
    word = text.strip().lower().replace(" ", "")
    word = {"5000m": "5k", "10000m": "10k", "halfmarathon": "half", "full": "marathon", "800": "800m"}.get(
        word, word
    )
    if word and word not in EVENTS:
        raise ValueError(f"Known are {', '.join(EVENTS)}.")
    return word


def read_race(text: str, today: dt.date) -> dt.date | None:
    if not text.strip():
        return None
    try:
        date = dt.date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError("Write the date like 2027-04-18.") from None
    if not today <= date <= today + dt.timedelta(weeks=208):
        raise ValueError("A race to plan for lies between today and four years from now.")
    return date


def read_born(text: str, today: dt.date) -> int | None:
    return read_number(text, today.year - 100, today.year - 8)


def read_number(text: str, least: int, most: int) -> int | None:
    if not text.strip():
        return None
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 6 and least <= int(digits) <= most):
        raise ValueError(f"A whole number from {least} to {most}.")
    return int(digits)


def read_habit(text: str) -> Habit | None:
    word = text.strip().lower()
    if not word:
        return None
    for habit in Habit:
        if habit.value.startswith(word):
            return habit
    raise ValueError("One of none, some, regular.")


def read_yes(text: str) -> bool | None:
    word = text.strip().lower()
    if not word:
        return None
    if word in ("y", "yes"):
        return True
    if word in ("n", "no"):
        return False
    raise ValueError("Yes or no.")


def read_days(text: str) -> frozenset[str]:
    days = [word[:3] for word in text.lower().replace(",", " ").split() if word != "and"]
    unknown = [day for day in days if day not in WEEKDAYS]
    if unknown:
        raise ValueError(f"Days are {' '.join(WEEKDAYS)}.")
    return frozenset(days)


def read_gates(text: str) -> frozenset[str]:
    words = text.replace(",", " ").split()
    known = {str(number): key for number, (key, _) in enumerate(GATES, start=1)}
    if text.strip().lower() in ("", "no", "none", "nothing", "0"):
        return frozenset()
    if any(word not in known for word in words):
        raise ValueError(f"The numbers that hold, from 1 to {len(GATES)}, or nothing.")
    return frozenset(known[word] for word in words)
