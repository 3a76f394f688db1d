"""Sessions as workouts for a watch: one FIT file each, deterministic.

Running sessions are running workouts with timed or measured steps; jumps and lifts are strength
workouts with exercises and sets. Recoveries are open and end at the lap button, because only the
runner knows when the breath is back; the earliest next start stands in their note. Repeats are
written as repeats. What a watch can't hold is reported.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from fullstride.formats.fit_writer import LONGEST_STRING_BYTES, Base, Field, Message, cut, write_fit
from fullstride.formats.losses import Lost
from fullstride.formats.saying import lower_first, rest, sentence
from fullstride.formats.script_text import file_names, rest_words, title
from fullstride.guide.words import Part, Script
from fullstride.rules.dose import say_dose

# The numbers of the FIT profile, by the names it gives them.
FILE_ID, WORKOUT, WORKOUT_STEP, EXERCISE_TITLE = 0, 26, 27, 264
TYPE_WORKOUT, MANUFACTURER_DEVELOPMENT = 5, 255
RUNNING, GENERIC, TRAINING, STRENGTH_TRAINING = 1, 0, 10, 20
TIME, DISTANCE, OPEN, REPEAT_UNTIL_STEPS_CMPLT, REPS = 0, 1, 5, 6, 29
TARGET_OPEN = 2
ACTIVE, REST, WARMUP, COOLDOWN = 0, 1, 2, 3
EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
FIRST_TIME, LAST_TIME = 0x10000000, 0xFFFFFFFE  # seconds: below it means "since power up", above nothing

# What a circuit or a gym session is made of -> (exercise category, exercise name) of the profile.
MOVES = {
    "Squat": (28, 6),  # barbell back squat
    "Hinge": (8, 23),  # Romanian deadlift
    "Calf": (1, 18),  # standing calf raise
    "Squat jumps": (20, 37),  # jump squat
    "Split jumps": (20, 0),  # alternating jump lunge
    "Side leaps": (20, 17),  # lateral leap and hop
    "Star jumps": (20, 36),  # star jump squats
    "Box step jumps": (20, 33),  # box jump
    "Mountain climbers": (19, 34),
    "Push-ups": (22, 77),
}
HAS_OWN_NAME = {"squat_jumps"}  # exercises whose FIT number is not only the nearest
NAME_CHARACTERS = 20  # of a workout and of a step; our own caution, no maker says what a face shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Workouts:
    files: dict[str, bytes]
    losses: tuple[Lost, ...]


def write_workouts(scripts: Iterable[Script]) -> Workouts:
    """A workout a session, by file name: "2027-01-29-bounding.fit"."""
    files: dict[str, bytes] = {}
    losses: list[Lost] = []
    for name, script in file_names(scripts, "fit"):
        files[name], lost = write_workout(script)
        losses += lost
    return Workouts(files=files, losses=tuple(losses))


def write_workout(script: Script) -> tuple[bytes, tuple[Lost, ...]]:
    """One FIT workout, and what it could not hold."""
    workout = _Workout(script=script)
    return workout.content(), workout.losses()


@dataclass(slots=True, kw_only=True)
class _Workout:
    """A workout being written: steps so far and what was cut on the way."""

    script: Script
    steps: list[Message] = field(default_factory=list)
    titles: dict[tuple[int, int], str] = field(default_factory=dict)
    cuts: list[str] = field(default_factory=list)

    def content(self) -> bytes:
        script = self.script
        self._step(name="Warm up", intensity=WARMUP, note=sentence(script.warm_up))
        parts = list(script.parts)
        while parts:
            count = next((i for i, part in enumerate(parts) if part.what != parts[0].what), len(parts))
            self._repeated(parts[0], count, last=count == len(parts))
            del parts[:count]
        self._step(name="Close", intensity=COOLDOWN, note=script.close)
        return write_fit([self._file_id(), self._workout(), *self.steps, *self._titles()])

    def _repeated(self, part: Part, count: int, *, last: bool) -> None:
        first = len(self.steps)
        self._effort(part)
        if count > 1 or not last:
            self._step(name="Rest", intensity=REST, note=self._rest_note())
        if count > 1:
            self._add(
                Field(number=1, base=Base.ENUM, value=REPEAT_UNTIL_STEPS_CMPLT),
                Field(number=2, base=Base.UINT32, value=first),
                Field(number=3, base=Base.ENUM, value=TARGET_OPEN),
                Field(number=4, base=Base.UINT32, value=count),
            )

    def _effort(self, part: Part) -> None:
        kind, value = self._duration(part)
        fields: list[Field] = []
        if self.script.style != "run" and (exercise := self._exercise(part)):
            fields = [
                Field(number=10, base=Base.UINT16, value=exercise[0]),
                Field(number=11, base=Base.UINT16, value=exercise[1]),
            ]
        note = f"{_effort_words(self.script, part)}. {' '.join(sentence(cue) for cue in self.script.cues)}"
        self._step(name=part.what, intensity=ACTIVE, note=note, kind=kind, value=value, more=fields)

    def _duration(self, part: Part) -> tuple[int, int | None]:
        if part.work_s is not None:
            return TIME, round(part.work_s * 1000)
        if part.work_m is not None and self.script.style == "run":
            return DISTANCE, round(part.work_m * 100)
        if part.work_m is not None:
            contacts = self._contacts()
            return (REPS, contacts) if contacts else (OPEN, None)
        return REPS, part.times

    def _contacts(self) -> int:
        """Ground contacts in one effort."""
        return round(self.script.session.contacts / len(self.script.parts))

    def _exercise(self, part: Part) -> tuple[int, int] | None:
        """The FIT exercise of a part; None where every near number already means another move here."""
        script = self.script
        number = MOVES.get(part.what) if part.what != script.name else None
        if number is None and script.fit_category is not None and script.fit_name is not None:
            number = (script.fit_category, script.fit_name)
        if number is None or self.titles.setdefault(number, part.what) != part.what:
            return None
        return number

    def _rest_note(self) -> str:
        script = self.script
        words = rest(script.rest_s)
        start = f"Start the next after {words}, then press lap." if words else "Press lap to go on."
        stops = " ".join(sentence(rule.say) for rule in script.stop_rules)
        return f"{start} {sentence(script.recovery)} Stop for today: {stops}"

    def _step(
        self,
        *,
        name: str,
        intensity: int,
        note: str,
        kind: int = OPEN,
        value: int | None = None,
        more: Iterable[Field] = (),
    ) -> None:
        length = [] if value is None else [Field(number=2, base=Base.UINT32, value=value)]
        self._add(
            self._string(0, name, f'the name of the step "{plain(name)}"', NAME_CHARACTERS),
            Field(number=1, base=Base.ENUM, value=kind),
            *length,
            Field(number=3, base=Base.ENUM, value=TARGET_OPEN),
            Field(number=7, base=Base.ENUM, value=intensity),
            self._string(8, note, f'the note of the step "{plain(name)}"'),
            *more,
        )

    def _add(self, *fields: Field) -> None:
        index = Field(number=254, base=Base.UINT16, value=len(self.steps))
        self.steps.append(Message(number=WORKOUT_STEP, fields=(index, *fields)))

    def _string(self, number: int, text: str, what: str, characters: int | None = None) -> Field:
        """A string field, cut where it is too long for the watch; the cut is kept for the report."""
        whole = plain(text)
        kept = cut(whole[:characters].rstrip(), LONGEST_STRING_BYTES)
        if kept != whole:
            self.cuts.append(what)
        return Field(number=number, base=Base.STRING, value=kept)

    def _file_id(self) -> Message:
        """Type, maker, serial number and time together name a file: taken from the session, not the clock."""
        session = self.script.session
        digest = hashlib.sha256(f"{session.id} {session.date}".encode()).digest()
        made = dt.datetime.combine(session.date, dt.time(), dt.UTC) - EPOCH
        made_s = min(max(int(made.total_seconds()), FIRST_TIME), LAST_TIME)
        return Message(
            number=FILE_ID,
            fields=(
                Field(number=0, base=Base.ENUM, value=TYPE_WORKOUT),
                Field(number=1, base=Base.UINT16, value=MANUFACTURER_DEVELOPMENT),
                Field(number=2, base=Base.UINT16, value=0),
                Field(number=3, base=Base.UINT32Z, value=int.from_bytes(digest[:4], "little") or 1),
                Field(number=4, base=Base.UINT32, value=made_s),
            ),
        )

    def _workout(self) -> Message:
        script = self.script
        running = script.style == "run"
        bare = replace(script.session.dose, grade_pct=None, note="")  # the description has them
        name = plain(f"{script.name} {say_dose(bare)}").replace(" x ", "x")
        return Message(
            number=WORKOUT,
            fields=(
                Field(number=4, base=Base.ENUM, value=RUNNING if running else TRAINING),
                Field(number=6, base=Base.UINT16, value=len(self.steps)),
                self._string(8, name, "the name of the workout", NAME_CHARACTERS),
                Field(number=11, base=Base.ENUM, value=GENERIC if running else STRENGTH_TRAINING),
                self._string(17, self._description(), "the description of the workout"),
            ),
        )

    def _description(self) -> str:
        script = self.script
        return f"{title(script)}, {rest_words(script)}. {sentence(script.intensity)}"

    def _titles(self) -> Iterable[Message]:
        for place, ((category, name), words) in enumerate(self.titles.items()):
            yield Message(
                number=EXERCISE_TITLE,
                fields=(
                    Field(number=254, base=Base.UINT16, value=place),
                    Field(number=0, base=Base.UINT16, value=category),
                    Field(number=1, base=Base.UINT16, value=name),
                    self._string(2, words, f'the title "{plain(words)}"', NAME_CHARACTERS),
                ),
            )

    def losses(self) -> tuple[Lost, ...]:
        script = self.script
        lost = [
            ("the date", "it stands in the file's name"),
            ("why it stands on this day", "the plan, the calendar and the page say it"),
            ("asking for your form after each effort", "the note of the rest says when to stop"),
        ]
        if len(script.parts) > 1 and script.rest_s:
            lost.append(
                (
                    "a recovery that waits for its earliest end",
                    "it ends at the lap button, and its note says how long at least",
                )
            )
        if script.faults:
            lost.append(("common faults and what to do", "the calendar and the page say them"))
        if script.session.dose.grade_pct is not None:
            lost.append(("how steep the hill is", "the note of the effort says it"))
        if script.style != "run":
            lost += self._jump_losses()
        lost += [(f"all of {what}", "it is cut where the watch stops reading") for what in self.cuts]
        return tuple(Lost(session=script.session.id, what=what, instead=instead) for what, instead in lost)

    def _jump_losses(self) -> Iterable[tuple[str, str]]:
        script = self.script
        if script.session.dose.work_m is not None and script.session.dose.work_s is None:
            contacts = self._contacts()
            instead = (
                f"{contacts} contacts as repetitions" if contacts else "a step that ends at the lap button"
            )
            yield "metres in a strength workout", f"{instead}, the metres in the note"
        named = set(self.titles.values())
        own = script.session.exercise in HAS_OWN_NAME
        for what in dict.fromkeys(part.what for part in script.parts):
            if what not in named:
                yield f"{lower_first(what)} as an exercise of the watch", "a step of that name"
            elif not own and what not in MOVES:
                yield (
                    f"{lower_first(what)} as an exercise of the watch",
                    "the nearest one, with its own title and note",
                )


def _effort_words(script: Script, part: Part) -> str:
    """ "30 m, at most 15 s, at 8 %"."""
    dose = script.session.dose
    if part.work_s is not None:
        words = f"{part.work_s:g} s"
    elif part.work_m is not None:
        words = f"{part.work_m:g} m" + (f", at most {part.limit_s:g} s" if part.limit_s else "")
    else:
        words = f"{part.times} times"
    if dose.grade_pct is not None:
        words += f", at {dose.grade_pct:g} %"
    return f"{words}, {dose.note}" if dose.note else words


def plain(text: str) -> str:
    """Without the characters that watches draw as boxes: thin spaces, the times sign, line breaks."""
    return " ".join(text.replace("×", "x").split())
