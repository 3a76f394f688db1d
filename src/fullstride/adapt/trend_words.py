"""What a trend says, in sentences: the verdict first, then what it rests on, then what would settle it."""

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Refused
from fullstride.domain.session import Reason
from fullstride.domain.trend import Answer, Change, Followed
from fullstride.rules.trend import MeasureRule, TrendRules

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_THIN = "\u2009"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the sentences of one measure are made from; counts are of tests but for `watches`."""

    rule: MeasureRule
    rules: TrendRules
    change: Change | None
    before: int
    after: int
    left_out: int
    aside: int
    watches: int
    since: dt.date | None
    by_plan: bool
    halves: bool  # `since` is the middle of the tests
    began: dt.date | None  # the plan, where `since` is not its first day
    today: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    answer: Answer
    say: str
    notes: tuple[str, ...] = ()
    refused: Refused | None = None
    because: tuple[Reason, ...] = ()


def say(told: Told) -> Said:
    """The answer and its sentences. Nothing is said of a change within the noise but that it is."""
    if told.change is None:
        why = _why(told)
        return Said(
            answer=Answer.UNKNOWN,
            say="Whether it changed cannot be said yet.",
            refused=Refused(what=told.rule.name, why=why, instead=told.rule.do),
            notes=(why, told.rule.do),
            because=(told.rule.reason(),),
        )
    answer = _answer(told.change, told.rule)
    because = [told.rules.sure.reason(), told.rule.reason()]
    if _in_the_dip(told) or told.aside:
        because.append(told.rules.dip.reason())
    return Said(
        answer=answer,
        say=_verdict(answer, told),
        notes=tuple(_notes(answer, told, told.change)),
        because=tuple(because),
    )


def headline(measures: Sequence[Followed]) -> str:
    """All measures in one sentence, the clear ones by their names."""
    clear = [one for one in measures if one.answer in (Answer.BETTER, Answer.WORSE, Answer.CHANGED)]
    open_ = sum(one.answer is Answer.NOT_YET for one in measures)
    unknown = sum(one.answer is Answer.UNKNOWN for one in measures)
    if not clear and not open_:
        return "Nothing can be said yet: there are too few tests of anything."
    named = _listed([f"{_lower(one.name)} ({_lower(one.say.partition(',')[0])})" for one in clear])
    parts = [f"Beyond the noise: {named}" if clear else "Nothing is beyond the noise yet"]
    parts += [f"{open_} not yet"] if clear and open_ else []
    parts += [f"{unknown} cannot be said"] if unknown else []
    return "; ".join(parts) + "."


def _answer(change: Change, rule: MeasureRule) -> Answer:
    if abs(change.value) < change.least or change.low <= 0 <= change.high:
        return Answer.NOT_YET
    if not rule.better:
        return Answer.CHANGED
    return Answer.BETTER if (change.value > 0) == (rule.better == "more") else Answer.WORSE


def _verdict(answer: Answer, told: Told) -> str:
    change, rule = told.change, told.rule
    assert change is not None
    if answer is Answer.NOT_YET:
        if change.worth and -change.worth < change.low and change.high < change.worth:
            return f"No change of {_amount(change.worth, change)} either way."
        return f"Not yet more than {rule.noise}."
    return f"{rule.up if change.value > 0 else rule.down}, by more than the noise."


def _notes(answer: Answer, told: Told, change: Change) -> Iterator[str]:
    since = (
        "since the plan began"
        if told.by_plan
        else f"since {_date(told.since or change.counted_from, told.today)}"
    )
    if told.halves:
        since = f"in the later half of the tests, {since}"
    elif told.aside:
        since = f"from week {told.rules.dip.weeks + 1} of the plan on"
    counted = f"{_count(change.before, 'test')} before, {change.after} after"
    yield (
        f"{signed(change)} {since} ({counted}); so many can tell {_amount(change.least, change)} from noise."
    )
    if answer is Answer.NOT_YET:
        yield from _what_would_tell(change)
    if told.began is not None:
        yield "There are too few tests from before the plan."
    if told.aside:
        yield f"Weeks 1 to {told.rules.dip.weeks} are drawn but not counted: in trials they often dip."
    elif _in_the_dip(told):
        yield f"In trials, weeks 1 to {told.rules.dip.weeks} often dip."
    if told.watches > 1:
        yield f"{told.watches} {told.rule.devices}; what they differ by is in the error."
    if told.left_out:
        yield f"{_count(told.left_out, 'test')} left out: too far from all the others to be the same thing."
    if told.rule.always:
        yield told.rule.always


def _what_would_tell(change: Change) -> Iterator[str]:
    if change.worth is None:
        return
    seen = f"a change of {_amount(change.worth, change)}, as trials see it"
    if change.more_sessions == 0:
        yield _upper(f"{seen}, would most likely show by now.")
        return
    if change.more_sessions is None:
        side = "before" if change.before < change.after else "in all"
        yield f"More sessions alone will not tell {seen}: there are too few tests {side}."
    else:
        yield f"About {_count(change.more_sessions, 'more session')} would tell {seen}."


def _why(told: Told) -> str:
    """What is missing: with no test at all, what one is; else the counts."""
    rule = told.rule
    if told.before + told.after == 0:
        return (
            f"No test yet: {rule.missing}."
            if not rule.missing.startswith("no ")
            else _upper(f"{rule.missing}.")
        )
    where = "the plan began" if told.by_plan else _date(told.since, told.today) if told.since else "then"
    from_when = f"from its week {told.rules.dip.weeks + 1} on" if rule.dips else "since"
    alone = f", or {2 * rule.least} {from_when}" if told.by_plan and told.before < rule.least else ""
    return (
        f"{_count(told.before, 'test')} before {where} and {told.after} since; "
        f"it takes {rule.least} and {rule.least}{alone}: {rule.missing}."
    )


def _in_the_dip(told: Told) -> bool:
    if not told.by_plan or not told.rule.dips or told.since is None:
        return False
    return told.today < told.since + dt.timedelta(weeks=told.rules.dip.weeks)


def signed(change: Change) -> str:
    """ "+2.1 % ± 2.6", both to the last digit that the interval allows."""
    places = _places(change.half)
    sign = "+" if round(change.value, places) > 0 else "−" if round(change.value, places) < 0 else ""
    value, half = f"{sign}{abs(change.value):.{places}f}", f"{change.half:.{places}f}"
    if change.unit == "%":
        return f"{value}{_THIN}% ± {half}"
    return f"{value} ± {half}{_unit(change)}"


def _amount(value: float, change: Change) -> str:
    places = _places(value)
    return f"{value:.{places}f}{_unit(change)}"


def _unit(change: Change) -> str:
    return f"{_THIN}{change.unit}" if change.unit else ""


def _places(error: float) -> int:
    """One digit of the error, two where it begins with a 1."""
    if not math.isfinite(error) or error <= 0:
        return 1
    exponent = math.floor(math.log10(error))
    return min(4, max(0, -exponent + (1 if round(error / 10**exponent, 9) < 1.95 else 0)))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"


def _date(day: dt.date, today: dt.date) -> str:
    text = f"{day.day} {_MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
