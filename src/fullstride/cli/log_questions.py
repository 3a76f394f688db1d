"""The questions of `fullstride log`, and how the words of an answer or an option are understood.

A reader takes what a runner typed and gives a value, or raises ValueError with a sentence that says what
would be understood. An empty answer means "not said" and is never an error.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from fullstride.cli.questions import Ask, read_number
from fullstride.domain.report import Completion, Form, Pain, PainKind, Report
from fullstride.domain.session import Session
from fullstride.formats.report_words import session_words
from fullstride.formats.saying import lower_first, weekday
from fullstride.rules.book import Book
from fullstride.rules.dose import parts

MOST = 10
MOST_HOURS = 24
MOST_REPS = 500
LONGEST_NOTE = 2_000
KINDS = ", ".join(kind.value for kind in PainKind)
PAIN_LIKE = 'write where, how bad from 0 to 10 and what kind, like "left achilles 3 tendon"'
_MORNING = re.compile(r"\bworse (?:in the |the )?(?:next )?morning\b")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?(?:/10)?")
_KIND_OF_PLACE = {
    PainKind.TENDON: ("achilles", "tendon", "patellar", "patella", "plantar"),
    PainKind.BONE: ("bone", "shin", "tibia", "metatarsal", "metatarsals"),
    PainKind.MUSCLE: ("muscle", "calf", "calves", "hamstring", "quad", "quads", "glute", "soleus"),
}


def read_pain(text: str) -> Pain:
    """ "left achilles 3 tendon", "shin 2 bone worse next morning", "knee 0": place, 0-10, kind.

    The kind may be left out where the place names it, and where the pain is gone.
    """
    words = " ".join(_letters(text).lower().replace(",", " ").split())
    morning = bool(_MORNING.search(words))
    words = " ".join(_MORNING.sub(" ", words).split())
    numbers = [word for word in words.split() if _NUMBER.fullmatch(word)]
    if len(numbers) != 1 or not numbers[0].removesuffix("/10").isdigit():
        raise ValueError(f"{text.strip()!r} does not say one number from 0 to 10; {PAIN_LIKE}.")
    level = int(numbers[0].removesuffix("/10"))
    if level > MOST:
        raise ValueError(f"A pain of {level} is off the scale; {PAIN_LIKE}.")
    rest = [word for word in words.split() if word != numbers[0]]
    kinds = [word for word in rest if word in set(PainKind)]
    place = " ".join(word for word in rest if word not in kinds[-1:]) or " ".join(kinds)
    kind = PainKind(kinds[-1]) if kinds else _kind_of(rest)
    if not place:
        raise ValueError(f"Where does it hurt? {PAIN_LIKE[0].upper()}{PAIN_LIKE[1:]}.")
    if kind is None and level > 0:
        raise ValueError(f"What kind of pain is it: {KINDS}? {PAIN_LIKE[0].upper()}{PAIN_LIKE[1:]}.")
    return Pain(place=place[:100], level=level, kind=kind or PainKind.OTHER, worse_next_morning=morning)


def _kind_of(words: Sequence[str]) -> PainKind | None:
    """What the place is made of, where its name says so: bone is told first, as it matters most."""
    for kind in (PainKind.BONE, PainKind.TENDON, PainKind.MUSCLE):
        if any(word in _KIND_OF_PLACE[kind] for word in words):
            return kind
    return None


def read_pains(texts: Sequence[str]) -> tuple[Pain, ...] | None:
    """Several pains; () where "none" was said, None where nothing was."""
    said = [text for text in texts if text.strip()]
    if not said:
        return None
    none = [text for text in said if text.strip().lower() in ("none", "no", "nothing", "0")]
    if none and len(none) < len(said):
        raise ValueError('"none" and a pain can\'t both hold.')
    return () if none else tuple(read_pain(text) for text in said)


def read_pain_list(text: str) -> tuple[Pain, ...] | None:
    return read_pains(text.split(";"))


def read_scale(text: str) -> int | None:
    return read_number(text, 0, MOST)


def read_count(text: str) -> int | None:
    return read_number(text, 0, MOST_REPS)


def read_form(text: str) -> Form | None:
    word = text.strip().lower()
    if not word:
        return None
    for form in Form:
        if form.value.startswith(word):
            return form
    raise ValueError("One of kept, slipping, gone.")


def read_completion(text: str) -> Completion | None:
    word = text.strip().lower()
    if not word:
        return None
    known = {
        Completion.DONE: ("yes", "y", "done", "all"),
        Completion.PARTLY: ("partly", "part", "p", "some"),
        Completion.NOT_DONE: ("no", "n", "not done", "not-done", "none"),
    }
    for completion, words in known.items():
        if word in words:
            return completion
    raise ValueError("One of yes, partly, no.")


def read_hours(text: str) -> float | None:
    """ "7", "6.5", "6:30"."""
    said = text.strip().lower().removesuffix("h").strip().replace(",", ".")
    if not said:
        return None
    found = re.fullmatch(r"(\d{1,2})(?:(\.\d{1,2})|:([0-5]\d))?", said, re.ASCII)
    if found:
        hours = int(found[1]) + float(found[2] or 0) + int(found[3] or 0) / 60
        if hours <= MOST_HOURS:
            return round(hours, 2)
    raise ValueError("Hours of sleep from 0 to 24, like 7 or 6.5.")


def read_note(text: str) -> str:
    if len(text) > LONGEST_NOTE:
        raise ValueError(f"A note has {LONGEST_NOTE} characters at most.")
    return _letters(text.strip())


def _letters(text: str) -> str:
    """Bytes that are no text, as a terminal may send them, become "?"."""
    return text.encode("utf-8", "replace").decode()


# ---- the questions ---------------------------------------------------------------------------------


def ask_session(ask: Ask, session: Session, draft: Report, book: Book, today: dt.date) -> Report:
    """Asks of one session whether and how it was done; Enter leaves a question open."""
    named = f"{session_words(session, book)}, {_when(session.date, today)}"
    done = ask(f"{named}: done? (yes, partly, no)", read_completion)
    told = replace(draft, session=session.id, date=min(session.date, today), completion=done)
    if done not in (Completion.DONE, Completion.PARTLY):
        return told
    if done is Completion.PARTLY:
        counts_sets = session.dose.sets > 1 or parts(session.dose) == session.dose.sets > 1
        asked = session.dose.sets if counts_sets else session.dose.reps
        what = "sets" if counts_sets else "reps"
        number = ask(f"  How many of the {asked} {what}?", read_count)
        told = replace(told, sets=number) if counts_sets else replace(told, reps=number)
    hard = ask("  How hard did it feel, from 0 to 10?", read_scale)
    form = ask("  Your form: kept, slipping or gone?", read_form)
    contacts = None
    if session.exercise == book.no_longer_challenging.exercise:
        contacts = ask("  How many times did your feet touch the ground on 30\u2009m?", read_count)
    return replace(told, hard=hard, form=form, contacts_30m=contacts)


def ask_soreness(ask: Ask, session: Session, draft: Report, on: dt.date, book: Book) -> Report:
    """Asks how sore the legs are since a session, two days after it or three."""
    name = lower_first(book.exercises[session.exercise].name)
    question = f"How sore are your legs since {weekday(on)}'s {name}, from 0 to 10?"
    return replace(draft, session=session.id, date=on, soreness_48h=ask(question, read_scale))


def ask_day(ask: Ask, draft: Report, *, hurting: Sequence[Pain] = (), sore: bool = True) -> Report:
    """Asks how the runner is today: of each place in `hurting` by its name, and of soreness where `sore`."""
    named = [
        replace(pain, level=level, worse_next_morning=False)
        for pain in hurting
        if (level := ask(f"Your {pain.place}, from 0 to 10? 0: it is gone", read_scale)) is not None
    ]
    other = " other" if hurting else ""
    more = ask(f"Any{other} pain? ({PAIN_LIKE.removeprefix('write ')}; none)", read_pain_list)
    return replace(
        draft,
        pain=(*named, *(more or ())) if named or more is not None else None,
        soreness=ask("How sore are your muscles, from 0 to 10?", read_scale) if sore else draft.soreness,
        sleep_h=ask("How many hours did you sleep?", read_hours),
        note=ask("A note?", read_note),
    )


def _when(date: dt.date, today: dt.date) -> str:
    return "today" if date == today else f"{weekday(date)} {date.day} {date:%B}"
