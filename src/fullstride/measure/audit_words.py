"""The sentences of an audit: the article's question answered, what else is worth saying, what is hidden."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Grading, Measured
from fullstride.domain.history import Audit, RunSummary
from fullstride.rules.audit import AuditRules

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


_EMPTY = (
    "Name a folder of recordings (FIT, TCX, GPX, Polar), or an export of Strava, Garmin or Apple Health "
    "as you downloaded it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the audit was made from, beyond its numbers: the runs of the span, those without a date,
    those dated after today, and the day of the newest."""

    here: tuple[RunSummary, ...]
    undated: int
    ahead: int
    newest: dt.date | None


def verdict(audit: Audit, seen: Seen) -> str:
    """ "In 26 weeks you ran 1,130 km; nothing was faster than your 3k pace; the last max effort was
    214 days ago." """
    if audit.runs:
        return f"{_how_far(audit)}{_how_fast(audit)}; {_how_long_ago(audit)}."
    if seen.ahead or seen.undated:
        return " ".join(["There is no run that could be counted.", *_left_out(seen)])
    if audit.first is None or audit.last is None:
        return "There is no run in these recordings."
    if audit.first > audit.last:
        newest = f"; the newest is of {_date(seen.newest)}" if seen.newest else ""
        return f"There is no run from {_date(audit.first)} on{newest}."
    return f"There is no run from {_date(audit.first)} to {_date(audit.last)}."


def _how_far(audit: Audit) -> str:
    kilometres = audit.distance_m / 1000
    far = f"{kilometres:,.0f}" if kilometres >= 100 else f"{kilometres:.1f}"
    assert audit.first is not None and audit.last is not None
    days = (audit.last - audit.first).days + 1
    if audit.runs == 1:
        return f"In one run you ran {far}\u2009km"
    years = f"{days / 365.25:.1f}".removesuffix(".0")
    weeks = f"{audit.week_count} weeks" if days < 2 * 365 else f"{years} years"
    time = weeks if days >= 14 else "a day" if days == 1 else f"{days} days"
    return f"In {time} you ran {far}\u2009km"


def _how_fast(audit: Audit) -> str:
    visited = [band for band in audit.bands if band.runs]
    if not visited or audit.fastest is None:
        return "; how fast can't be said"
    if visited[-1].high_mps is None:
        return ", up to a full sprint"
    if audit.critical_speed is not None or visited[-1].name == "strides":
        return f"; nothing was faster than {visited[-1].pace}"
    if audit.top_speed is not None and not audit.top_speed.at_least:
        share = audit.fastest.speed_mps / audit.top_speed.speed_mps.value
        return f"; nothing was faster than {share * 100:.0f}\u2009% of your top speed"
    return f"; nothing was faster than {pace(audit.fastest.speed_mps)} a km"


def _how_long_ago(audit: Audit) -> str:
    last = audit.last_max_effort
    if last is None:
        return "no max effort is in these recordings"
    if last.days_ago == 0:
        return "the last max effort was today"
    return f"the last max effort was {_count(last.days_ago, 'day')} ago"


def notes(audit: Audit, seen: Seen, rules: AuditRules) -> tuple[str, ...]:
    """What else is worth a sentence, the weightiest first."""
    if not audit.recordings:
        return (_EMPTY,)
    return tuple(_notes(audit, seen, rules)) if audit.runs else ()


def _notes(audit: Audit, seen: Seen, rules: AuditRules) -> Iterator[str]:
    last = audit.last_max_effort
    if last is not None and last.days_ago > rules.gap.days:
        yield rules.gap.reason().text
    elif last is None and audit.top_speed is not None:
        first = "hill sprints" if any(week.strides for week in audit.weeks) else "strides and hill sprints"
        yield f"fullstride plan places the first {first} into your calendar."
    yield from top_notes(audit)
    yield from _critical_notes(audit)
    yield _effort_note(audit)
    if (
        seen.newest is not None
        and audit.today > seen.newest
        and (audit.today - seen.newest).days > rules.gap.days
    ):
        days = _count((audit.today - seen.newest).days, "day")
        yield f"The newest run is {days} old; what came after is not here."


def top_notes(audit: Audit) -> Iterator[str]:
    """What is known of the top speed, then what was left out of it; nothing where no run shows any."""
    top = audit.top_speed
    if top is None:
        return
    speed = said(top.speed_mps)
    if top.told:
        yield f"Your top speed is {speed} m/s, as your profile says."
    elif top.at_least:
        likely = audit.range_top_mps or 0.0
        last = audit.last_max_effort
        if last is not None and last.speed_mps is not None:
            since = f"Nothing on the flat since {_date(last.date)} shows that you went all out"
        else:
            since = f"Nothing {'on the flat ' if last else ''}shows that you ever went all out"
        higher = (
            f": {likely:.1f} m/s or more, to go by how you run"
            if likely > top.speed_mps.value + top.speed_mps.error
            else ""
        )
        yield (
            f"Your top speed is at least {top.speed_mps.value:.1f} m/s, the fastest 3 s seen. "
            f"{since}, so it may well be higher{higher}."
        )
    else:
        days = sorted({one.date for one in top.seen})
        when = f"on {_date(days[0])}" if len(days) == 1 else f"from {_date(days[0])} to {_date(days[-1])}"
        yield f"Your top speed is {speed} m/s over 3 s, shown by {_count(len(top.seen), 'effort')} {when}."
    for one in top.left_out[:1]:
        more = f" So are {_count(len(top.left_out) - 1, 'other')}." if len(top.left_out) > 1 else ""
        yield (
            f"{one.speed_mps:.1f} m/s on {_date(one.date)} is left out: nothing else comes near, "
            f"so it is likely the watch.{more}"
        )


def _critical_notes(audit: Audit) -> Iterator[str]:
    critical = audit.critical_speed
    if critical is None:
        return
    *most, longest = [f"{best.duration_s / 60:.0f}" for best in critical.bests if best.used]
    yield (
        f"Your critical speed, what you can hold for about half an hour, is {said(critical.speed_mps)} m/s "
        f"({about(critical.speed_mps)} a km), from your best {', '.join(most)} and {longest} min."
    )


def _effort_note(audit: Audit) -> str:
    counts = {
        "stride": [week.strides for week in audit.weeks],
        "flat sprint": [week.flat_sprints for week in audit.weeks],
        "hill sprint": [week.hill_sprints for week in audit.weeks],
    }
    parts = [_counted(noun, found) for noun, found in counts.items() if sum(found)]
    parts += ["no strides"] if not sum(counts["stride"]) else []
    parts += ["no sprints"] if not any(week.sprints for week in audit.weeks) else []
    possible = sum(one.possible for one in audit.weeks)
    maybe = f" {_count(possible, 'more effort')} may be one or not." if possible else ""
    return f"Found: {'; '.join(parts)}.{maybe}"


def _counted(noun: str, by_week: Sequence[int]) -> str:
    """ "28 flat sprints, in 3 of 26 weeks"."""
    said = _count(sum(by_week), noun)
    weeks = sum(count > 0 for count in by_week)
    return said if len(by_week) < 2 else f"{said}, in {weeks} of {len(by_week)} weeks"


def cannot_know(audit: Audit, seen: Seen) -> tuple[str, ...]:
    """What no recording of this history can show."""
    return tuple(_unknown(audit, seen))


def _unknown(audit: Audit, seen: Seen) -> Iterator[str]:
    yield "Runs without a recording are not here. Jumps, bounding and strength can't be seen on a watch."
    if not audit.runs:
        return
    rough = sum(run.grade not in (Grading.GOOD, Grading.FAIR) for run in seen.here)
    if rough == audit.runs:
        yield "All of these runs are rough; the speeds are a guess."
    elif rough:
        say = f"{_count(rough, 'run')} of {audit.runs} {_are(rough)} too rough to tell speeds"
        yield f"{say}; only the distance counts."
    indoor = sum(run.is_indoors for run in seen.here)
    if indoor:
        yield f"{_count(indoor, 'run')} {_are(indoor)} indoors, where a watch guesses the speed."
    flat = sum(not run.has_elevation for run in seen.here)
    if flat:
        yield f"{_count(flat, 'run')} {_have(flat)} no altitude: fast downhill looks like fast running there."
    cut = sum(bool(run.cut) for run in seen.here)
    if cut:
        yield f"{_count(cut, 'recording')} {_are(cut)} damaged; what could be read counts."
    yield from _left_out(seen)
    if audit.top_speed is not None and not audit.top_speed.at_least and not audit.top_speed.told:
        yield "A watch sees speed, not effort: quick short strides may pass for sprints."
    yield "A watch is right to about 3\u2009% over 3 s; sprints under 6 s look slower than they are."


def _left_out(seen: Seen) -> Iterator[str]:
    if seen.undated:
        count = seen.undated
        yield f"{_count(count, 'run')} {_have(count)} no date and {_are(count)} not counted."
    if seen.ahead:
        yield f"{_count(seen.ahead, 'run')} {_are(seen.ahead)} dated after today and not counted."


def said(measured: Measured) -> str:
    """ "7.3 ± 0.3": the error to one digit, two where it starts with 1; the value to the same place."""
    error = measured.error
    if not error > 0:
        return f"{measured.value:.1f}"
    digits = 0
    while error * 10**digits < (2 if digits else 1) and digits < 3:
        digits += 1
    return f"{measured.value:.{digits}f} ± {error:.{digits}f}"


def about(speed_mps: Measured) -> str:
    """The pace of a speed to what its error allows: "about 4:10"."""
    error_s = 1000 * speed_mps.error / speed_mps.value**2
    step_s = 10 if error_s >= 7 else 5 if error_s >= 2 else 1
    seconds = step_s * round(1000 / speed_mps.value / step_s)
    return f"{'about ' if step_s > 1 else ''}{seconds // 60}:{seconds % 60:02d}"


def pace(speed_mps: float) -> str:
    """Minutes and seconds a kilometre: "4:09"."""
    seconds = round(1000 / speed_mps)
    return f"{seconds // 60}:{seconds % 60:02d}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _date(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
