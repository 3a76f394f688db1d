"""Sessions in the workout text of intervals.icu, and its calendar events ready for one upload.

The text is read by a builder there that knows time, distance, the lap button and repeats, and nothing
of exercises or repetitions. Whatever looks like an amount in a step is read as one, so the words of a
step hold no digits, and everything said in full stands above the first step. `m` is minutes, metres
are `mtr`. A repeat needs a blank line on both sides.

Upload `events.json` with POST /api/v1/athlete/0/events/bulk and
upsert=false&upsertOnUid=true&updatePlanApplied=false: events are matched by our own uid.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from fullstride.formats.losses import Lost
from fullstride.formats.saying import lower_first
from fullstride.formats.script_text import OURS, file_names, paragraphs, title, uid
from fullstride.guide.words import Part, Script

TYPES = {"run": "Run", "jump": "Workout", "strength": "WeightTraining"}
SECONDS_A_LIFT = 4  # only the estimate behind a step that ends at the lap button
LEAST_MINUTES = 5  # estimate for a warm-up or a close whose length nobody says
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MEANT_OTHERWISE = {"ramp", "free", "freeride", "lap", "press", "maxeffort", "pace", "hr", "rpm", "lthr"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalsExport:
    files: dict[str, bytes]  # a text a session, and events.json
    losses: tuple[Lost, ...]


def write_intervals(scripts: Iterable[Script]) -> IntervalsExport:
    """Every session as a text of its own ("2027-01-29-bounding.txt"), and all of them as events."""
    files: dict[str, bytes] = {}
    losses: list[Lost] = []
    events: list[dict[str, object]] = []
    for name, script in file_names(scripts, "txt"):
        text = workout_text(script)
        files[name] = text.encode()
        events.append(_event(script, text))
        losses += _losses(script)
    files["events.json"] = (json.dumps(events, indent=2, ensure_ascii=False) + "\n").encode()
    return IntervalsExport(files=files, losses=tuple(losses))


def names_before(events: bytes) -> tuple[str, ...]:
    """The names, without their endings, of the workouts that an earlier `events.json` of ours speaks of;
    none for anything that is no such file."""
    names: list[str] = []
    try:
        for event in json.loads(events):
            date = dt.date.fromisoformat(event["start_date_local"][:10])
            session, _, ours = event["uid"].partition("@")
            exercise = session.partition("-")[2].rpartition("-")[0]
            if f"@{ours}" == OURS and exercise:
                names.append(f"{date}-{re.sub(r'[^a-z0-9]+', '-', exercise.lower()).strip('-')}")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()
    return tuple(names)


def workout_text(script: Script) -> str:
    """One session: prose, then the steps in blocks with blank lines between them."""
    blocks = [
        _prose(script),
        _block("Warmup", [_step(script.warm_up, _minutes(script.warm_up_min), "warmup")]),
    ]
    groups = [list(parts) for _, parts in groupby(script.parts, key=lambda part: part.what)]
    for place, parts in enumerate(groups):
        steps = [_effort(script, parts[0])]
        if script.rest_s and (len(parts) > 1 or place + 1 < len(groups)):
            steps.append(_rest(script))
        times = f" {len(parts)}x" if len(parts) > 1 else ""
        blocks.append(_block(f"{_words(parts[0].what)[0] or 'Efforts'}{times}", steps))
    blocks.append(_block("Cooldown", [_step(script.close, _minutes(0), "cooldown")]))
    return "\n\n".join(blocks) + "\n"


def _event(script: Script, text: str) -> dict[str, object]:
    return {
        "uid": uid(script),
        "category": "WORKOUT",
        "type": TYPES[script.style],
        "start_date_local": f"{script.session.date.isoformat()}T00:00:00",
        "name": title(script),
        "description": text,
        "target": "AUTO",
        "tags": ["fullstride"],
    }


def _prose(script: Script) -> str:
    """Lines that no reader takes for a step, a repeat or a heading."""
    lines = [line for paragraph in paragraphs(script) for line in paragraph.splitlines() if line.strip()]
    return "\n".join(_safe(line) for line in lines)


def _safe(line: str) -> str:
    # "6x" is a repeat, "Warmup" and "Category:" are directives, a dash opens a step.
    text = re.sub(r"(?<=\d) ?[xX]\b", " ×", " ".join(line.split()))
    text = re.sub(r"(?i)^warm[ -]?up\b:?", "Before:", text)
    text = re.sub(r"(?i)^cool[ -]?down\b:?", "After:", text)
    return re.sub(r"(?i)^(category *:|[-*])", r"– \1", text)


def _block(heading: str, steps: list[str]) -> str:
    return "\n".join([heading, *steps])


def _effort(script: Script, part: Part) -> str:
    cues = ", ".join(lower_first(cue) if place else cue for place, cue in enumerate(script.cues))
    if part.work_s is not None:
        return _step(cues, _seconds(part.work_s), "interval", lap=False)
    if part.work_m is not None and script.style == "run":
        return _step(cues, f"{max(1, round(part.work_m))}mtr", "interval", lap=False)
    if part.work_m is not None:
        return _step(cues, _seconds(part.limit_s or part.about_s or 60), "interval")
    count = NUMBERS[part.times] if part.times < len(NUMBERS) else "as many as above"
    return _step(f"{count} times, {lower_first(cues)}", _seconds(SECONDS_A_LIFT * part.times), "interval")


def _rest(script: Script) -> str:
    return _step(f"{script.recovery} wait this long or more", _seconds(script.rest_s), "rest")


def _step(text: str, amount: str, intensity: str, *, lap: bool = True) -> str:
    words = _words(text)[0]
    flags = f"freeride{' press lap' if lap else ''} intensity={intensity}"
    return f"- {words} {amount} {flags}" if words else f"- {amount} {flags}"


def _words(text: str) -> tuple[str, list[str]]:
    """Text for a step, and the words left out because the builder would read them as an amount."""
    kept: list[str] = []
    left_out: list[str] = []
    for word in text.split():
        bare = word.strip(".,;:!?()")
        means_more = bare.lower() in _MEANT_OTHERWISE or re.search(r"[\d\"'’%^<>=/@]", bare)
        (left_out if means_more else kept).append(word)
    said = " ".join(kept).lstrip("-–•* ")
    joined = re.sub(r"[.;:]+ (\w)", lambda next_one: f", {next_one[1].lower()}", said)
    return joined.strip(" ,.;:"), left_out


def _minutes(minutes: int) -> str:
    return f"{minutes or LEAST_MINUTES}m"


def _seconds(seconds: float) -> str:
    """ "20s", "3m", "2m24s"; the builder knows whole seconds."""
    whole = max(1, round(seconds))
    minutes, rest_s = divmod(whole, 60)
    return (f"{minutes}m" if minutes else "") + (f"{rest_s}s" if rest_s or not minutes else "")


def _losses(script: Script) -> Iterator[Lost]:
    dose = script.session.dose
    told: list[tuple[str, str]] = [
        ("asking for your form after each effort", "the text says when to stop"),
    ]
    if script.rest_s and len(script.parts) > 1:
        told.append(
            (
                "a recovery that waits for its earliest end",
                "it ends at the lap button; its length is the least",
            )
        )
    if dose.work_s is None and dose.work_m is None:
        told.append(("repetitions", "a step that ends at the lap button, the number in words"))
    elif dose.work_s is None and script.style != "run":
        told.append(("metres of a jump", "a step that ends at the lap button, the metres in the text"))
    amount = dose.work_s if dose.work_s is not None else dose.work_m
    if amount is not None and not float(amount).is_integer():
        told.append(("parts of a second or a metre", "whole ones"))
    if dose.grade_pct is not None:
        told.append(("how steep the hill is", "the text says it"))
    if script.style != "run":
        told.append(("the exercise itself", f'a step called "{script.name}"'))
    if any(_words(words)[1] for words in (script.warm_up, script.recovery, script.close, *script.cues)):
        told.append(("words in a step that read like amounts", "they stand in the text above"))
    for what, instead in told:
        yield Lost(session=script.session.id, what=what, instead=instead)
