"""Steps of structured workouts, in the words that quick-plan and garmin-planner share.

"1600m @ 5:00-4:30", "90s -- Jogging", "800m in 3:30", "15min @ pace1", "lap-button", "90:00".
"""

import re
from collections.abc import Mapping, Sequence

from fullstride.domain.calendar import Step, StepKind
from fullstride.formats import quantities

_KINDS = {
    "warmup": StepKind.WARMUP,
    "warm-up": StepKind.WARMUP,
    "cooldown": StepKind.COOLDOWN,
    "cool-down": StepKind.COOLDOWN,
    "recover": StepKind.RECOVERY,
    "recovery": StepKind.RECOVERY,
    "rest": StepKind.RECOVERY,
    "other": StepKind.OTHER,
    "run": StepKind.WORK,
    "interval": StepKind.WORK,
    "go": StepKind.WORK,
    "bike": StepKind.WORK,
    "active": StepKind.WORK,
}
_STEP = re.compile(r"(?P<amount>[^@]*?)\s*(?P<target>(?:@|\bin\b)\s*.*)?", re.S)


def is_step_word(word: str) -> bool:
    return word.strip().lower() in _KINDS


def step(word: str, text: str, *, times: int, paces: Mapping[str, str] | None = None) -> Step:
    """One step. Unknown words are OTHER; an amount that can't be read ends up in the note.

    `paces` says what the file's own pace names mean; a target that uses one shows both.
    """
    told, _, note = text.partition("--")
    match = _STEP.fullmatch(told.strip())
    amount = match["amount"].strip() if match else told.strip()
    target = (match["target"] or "").strip() if match else ""
    for name, pace in (paces or {}).items():
        if re.search(rf"@\s*(?:hr\s+)?{re.escape(name)}\b", target):
            target = f"{target} ({pace})"
            break
    metres = quantities.distance_m(amount)
    bare = amount.replace(".", "").isdigit()  # a number without a unit could be anything
    seconds = None if metres or bare else quantities.duration_s(amount, colon_means="m")
    readable = metres is not None or seconds is not None or amount.lower() in ("", "lap-button", "lap")
    return Step(
        kind=_KINDS.get(word.strip().lower(), StepKind.OTHER),
        times=times,
        duration_s=seconds,
        distance_m=metres,
        target=target,
        note=note.strip() if readable else f"{amount} {note.strip()}".strip(),
    )


def repeats(text: str) -> int:
    """ "4", "4x", " 4 times" -> 4; 1 when it says no number from 1 to 200."""
    match = re.match(r"\s*(\d{1,3})\b", text.replace("x", " ").replace("×", " "))
    return int(match[1]) if match and 1 <= int(match[1]) <= 200 else 1


def total_distance_m(steps: Sequence[Step]) -> float | None:
    """Metres of the whole workout, when every step has a distance; a last cool-down may be open."""
    counted = _without_open_end(steps)
    if not counted or any(s.distance_m is None for s in counted):
        return None
    return sum((s.distance_m or 0.0) * s.times for s in counted)


def total_duration_s(steps: Sequence[Step]) -> float | None:
    """Seconds of the whole workout, when every step has a duration; a last cool-down may be open."""
    counted = _without_open_end(steps)
    if not counted or any(s.duration_s is None for s in counted):
        return None
    return sum((s.duration_s or 0.0) * s.times for s in counted)


def _without_open_end(steps: Sequence[Step]) -> Sequence[Step]:
    last = steps[-1] if steps else None
    is_open = last is not None and last.distance_m is None and last.duration_s is None
    return steps[:-1] if is_open and last is not None and last.kind is StepKind.COOLDOWN else steps
