"""Discretion: what a runner answered about their body, kept out of what somebody else is shown.

An answer holds sessions back, and the plan says why. Whoever is not shown the answer is told that something
of the runner's own holds back, and nothing of what: not the gate's name, not its sentence, not what was said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from fullstride.domain.errors import BadUsage
from fullstride.domain.keeping import KeptPlan
from fullstride.domain.session import Grade, Plan, Reason, Wish

if TYPE_CHECKING:
    from fullstride.domain.runner import Runner

Json = Any
_GATE = "gate."
HELD_BACK = Reason(
    rule="own answers",
    text="Held back by the runner's own answers.",
    source="What the runner said of themselves",
    grade=Grade.DEFAULT,
)
_OWN_WISH = Wish(key="own answers", text=HELD_BACK.text, relax="")
# What a report can say as well as the profile. Every other gate is answered in the profile alone.
_REPORTED = frozenset(
    (
        "bone_pain", "tendon_pain", "tendon_next_morning", "sharp_pain", "other_pain", "soreness", "recovery",
        "illness",
        "after_illness", "injury",
    )
)  # fmt: skip
_GOES_BY_IT = "The plan goes by them."
_OF_BODY = ("decisions", "due")
_SAYS_WHY = ("say", "would_change", "fact", "did")  # sentences that stand beside their reason
_TELLS_MORE = (("meanwhile", ""), ("until", None))  # what else stays, and how long it lasts, tell what it is


class Discretion(Enum):
    """What is kept out of an answer."""

    NOTHING = auto()  # the runner looks at their own
    PROFILE = auto()  # what only the profile says: pregnancy, periods, heart; reports are shared
    BODY = auto()  # all that holds back, and all that was decided from it

    def hides(self, rule: str) -> bool:
        if self is Discretion.NOTHING or not rule.startswith(_GATE):
            return False
        return self is Discretion.BODY or rule.removeprefix(_GATE) not in _REPORTED


# ---- answers ---------------------------------------------------------------------------------------


def as_shown(answer: Json, discretion: Discretion) -> Json:
    """An answer of the contract without the words of gates that are not shown."""
    if discretion is Discretion.NOTHING:
        return answer
    return _shown(answer, discretion)


def _shown(value: Json, discretion: Discretion) -> Json:
    if isinstance(value, Mapping):
        told = {key: _shown(each, discretion) for key, each in value.items()}
        return _shown_object(told, value, discretion)
    if isinstance(value, list):
        found: list[Json] = []
        for each in value:
            shown = _shown(each, discretion)
            if not (_holds_hidden(each, discretion) and shown in found):
                found.append(shown)  # of several that are hidden one is told
        return found
    return value


def _shown_object(shown: dict[str, Json], was: Mapping[str, Json], discretion: Discretion) -> dict[str, Json]:
    if discretion is Discretion.BODY:  # what was decided, and what is still asked, tell of pain and sleep
        shown |= {key: [] for key in _OF_BODY if isinstance(was.get(key), list)}
    if _is_hidden(was, discretion):  # a reason, or a violation with its reason
        own = {"rule": HELD_BACK.rule, "text": HELD_BACK.text, "source": HELD_BACK.source}
        return shown | own | {"grade": HELD_BACK.grade.value}
    because = was.get("because")
    if isinstance(because, Mapping) and _is_hidden(because, discretion):
        shown |= {key: HELD_BACK.text for key in _SAYS_WHY if shown.get(key)}
        shown |= {key: none for key, none in _TELLS_MORE if key in shown}
        if shown.get("did"):
            shown["did"] = _GOES_BY_IT
        if "facts" in shown:
            shown["facts"] = []
        if "call" in shown:
            shown["call"] = "blocked"
        if "clinician" in shown:
            shown |= {"clinician": False, "verb": "block" if shown["verb"] == "stop" else shown["verb"]}
    if "relax" in shown and str(was.get("key", "")).startswith("gates"):
        shown |= {"key": _OWN_WISH.key, "text": _OWN_WISH.text, "relax": _OWN_WISH.relax}
    if isinstance(was.get("cleared"), list | tuple):
        shown["cleared"] = [name for name in was["cleared"] if not discretion.hides(f"{_GATE}{name}")]
    return shown


def _holds_hidden(told: Json, discretion: Discretion) -> bool:
    """Whether it is a reason that is hidden, or stands beside one."""
    if not isinstance(told, Mapping):
        return False
    because = told.get("because")
    beside = isinstance(because, Mapping) and _is_hidden(because, discretion)
    return beside or _is_hidden(told, discretion)


def _is_hidden(told: Mapping[str, Json], discretion: Discretion) -> bool:
    rule = told.get("rule")
    return isinstance(rule, str) and discretion.hides(rule)


# ---- the plan in files -----------------------------------------------------------------------------


def plan_as_shown(kept: KeptPlan, discretion: Discretion) -> KeptPlan:
    """A version of the plan for writing it to a file that somebody else gets; not for keeping it."""
    if discretion is Discretion.NOTHING:
        return kept
    plan = kept.plan
    shown = replace(
        plan,
        sessions=tuple(replace(one, because=_reasons(one.because, discretion)) for one in plan.sessions),
        unplaced=tuple(replace(one, because=_reasons(one.because, discretion)) for one in plan.unplaced),
        disliked=tuple(
            replace(one, because=_reasons((one.because,), discretion)[0]) for one in plan.disliked
        ),
        clash=wishes_as_shown(plan, discretion),
    )
    return replace(kept, plan=shown, decisions=(), changes=(), not_moved=())


def _reasons(reasons: Iterable[Reason], discretion: Discretion) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(HELD_BACK if discretion.hides(reason.rule) else reason for reason in reasons))


def wishes_as_shown(plan: Plan, discretion: Discretion) -> tuple[Wish, ...]:
    """The wishes that clash, of which those that answer a gate are told as the runner's own."""
    if discretion is Discretion.NOTHING:
        return plan.clash
    return tuple(dict.fromkeys(_OWN_WISH if wish.key.startswith("gates") else wish for wish in plan.clash))


# ---- the profile -----------------------------------------------------------------------------------


def profile_without_gates(text: str) -> str:
    """A profile as somebody else reads it: written anew, since remarks may tell what the answers do."""
    from fullstride.domain.runner import Gates
    from fullstride.formats.profile import write_profile

    return write_profile(replace(_runner(text), gates=Gates()))


def profile_with_own_gates(text: str, own: str) -> str:
    """What somebody else wrote into the profile, with the answers that the runner gave.

    Raises BadUsage where it holds answers that differ from them.
    """
    from fullstride.domain.runner import Gates
    from fullstride.formats.profile import write_profile

    written, gates = _runner(text), _runner(own).gates
    if written.gates not in (Gates(), gates):
        raise BadUsage("What holds a runner back is said by the runner alone; leave these answers out")
    return write_profile(replace(written, gates=gates))


def _runner(text: str) -> "Runner":
    from fullstride.formats.profile import parse_profile

    return parse_profile(text, "the profile")


def refuse_other_gates(rules: str, own: str) -> None:
    """Raises BadUsage where somebody else's changes of the rule book reach what holds a runner back."""
    import tomllib

    try:
        written = tomllib.loads(rules)
    except tomllib.TOMLDecodeError:
        return  # the reader of books says what is wrong with it
    if written.get("gates") != tomllib.loads(own).get("gates"):
        raise BadUsage("What holds a runner back is the runner's own to change; leave [gates] as it is")
