"""Was a session clean? Complete, kept its form, and neither pain, soreness nor fade speak against it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from fullstride.adapt.measured import Counted
from fullstride.adapt.outcomes import Outcome, Status
from fullstride.adapt.said import PAIN_STOP, SORE_AFTER_DAYS, Said
from fullstride.domain.evidence import Grading
from fullstride.domain.report import Form
from fullstride.rules.book import Between, Book
from fullstride.rules.dose import parts

FORM = "stop.form"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """`against` speaks against it, `missing` is what only the runner can say and has not said, `speaks_for`
    what was found in order; each a short phrase. `sore_due` is the day on which the soreness is asked,
    where that is still to come. `stopped`: a stop rule ended it early."""

    against: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    speaks_for: tuple[str, ...] = ()
    sore_due: dt.date | None = None
    stopped: str = ""

    @property
    def is_clean(self) -> bool:
        return not (self.against or self.missing or self.sore_due)

    @property
    def is_clean_so_far(self) -> bool:
        return not (self.against or self.missing)

    @property
    def is_unknown(self) -> bool:
        return not self.against and not self.is_clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleanness:
    """Holds an outcome against the line "between.forward" of the book.

    Steps: complete (as said, else as measured; a log or a video that holds fewer sets than asked asks, as it
    may have been started late); no stop rule, said or measured; the fade, where it was measured, under its
    line (the line for a poor signal is the stop rule's); pain of the session, of its day and of the next;
    soreness at 48 h; form. What was not measured is no veto; what the runner can say and has not said is one.
    """

    book: Book
    said: Said
    today: dt.date

    def judge(self, outcome: Outcome) -> Clean:
        if not outcome.was_done:
            return Clean(missing=("whether it was done",))
        rule = forward(self.book)
        found = [
            *self._complete(outcome),
            *self._stopped(outcome),
            *self._counted(outcome),
            *self._fade(outcome, rule),
            *self._pain(outcome, rule),
            *self._form(outcome),
        ]
        sore_due, sore = self._soreness(outcome, rule)
        found += sore
        return Clean(
            against=tuple(text for kind, text in found if kind == "against"),
            missing=tuple(text for kind, text in found if kind == "missing"),
            speaks_for=tuple(text for kind, text in found if kind == "for"),
            sore_due=sore_due,
            stopped=stopped_early(outcome),
        )

    def _complete(self, outcome: Outcome) -> Iterator[tuple[str, str]]:
        if outcome.status is Status.DONE:
            yield "for", "complete"
        elif outcome.may_be_part and outcome.session is not None:
            part = self.book.exercises[outcome.exercise].part
            yield "missing", f"whether all {parts(outcome.session.dose)} {part}s were done"
        elif (
            outcome.count is not None
            and outcome.session is not None
            and outcome.count < parts(outcome.session.dose)
        ):
            yield "against", f"{outcome.count} of {parts(outcome.session.dose)} done"
        else:
            yield "against", "partly done"

    def _stopped(self, outcome: Outcome) -> Iterator[tuple[str, str]]:
        verdict, by_log = outcome.verdict, outcome.counted
        if by_rule := stopped_early(outcome):
            yield "against", "stopped for pain" if by_rule == PAIN_STOP else "stopped early by a stop rule"
        elif by_log is not None and verdict is by_log.verdict:
            rule = next((one for one in self.book.stop if one.id == FORM), None)
            if rule is not None and rule.sets is not None and len(by_log.fallen) >= rule.sets:
                yield "against", fell(by_log)
        elif verdict is not None and verdict.stop_at is not None:
            yield "against", f"rep {verdict.stop_at} was the one to stop after"

    def _counted(self, outcome: Outcome) -> Iterator[tuple[str, str]]:
        by_log = outcome.counted
        if by_log is not None and by_log.contacts is not None:
            yield "for", f"{by_log.contacts} contacts counted"

    def _fade(self, outcome: Outcome, rule: Between) -> Iterator[tuple[str, str]]:
        fade = outcome.verdict.fade_pct if outcome.verdict else None
        if fade is None or rule.fade_pct is None:
            return
        limit = rule.fade_pct
        if outcome.signal in (Grading.POOR, Grading.UNFIT):
            limit = next((one.poor_fade_pct for one in self.book.stop if one.poor_fade_pct), limit)
        digits = 1 if fade.error < 1 else 0
        shown = f"fade {fade.value:.{digits}f} ± {fade.error:.{digits}f}\u2009%"
        if fade.value >= limit:
            yield "against", f"{shown} (the line is {limit:g}\u2009%)"
        else:
            yield "for", shown

    def _pain(self, outcome: Outcome, rule: Between) -> Iterator[tuple[str, str]]:
        day = outcome.done_on or outcome.date
        own = outcome.said.pain if outcome.said else None
        of_day = self.said.pains.get(day)
        felt = [*(own or ()), *(of_day or ()), *self.said.pains.get(day + _DAY, ())]
        worst = max(felt, key=lambda pain: pain.level, default=None)
        was_pain = stopped_early(outcome) == PAIN_STOP  # "nothing hurts" afterwards does not undo it
        if worst is not None and worst.level > (0 if was_pain else rule.pain or 0):
            yield "against", f"pain {worst.level} ({worst.place})"
        elif own is None and of_day is None:
            yield "missing", "where it hurts and how badly" if was_pain else "whether anything hurt"
        elif not was_pain:
            yield "for", f"pain {worst.level if worst else 0}"

    def _soreness(self, outcome: Outcome, rule: Between) -> tuple[dt.date | None, list[tuple[str, str]]]:
        level = outcome.said.soreness_48h if outcome.said else None
        due = (outcome.done_on or outcome.date) + SORE_AFTER_DAYS[0] * _DAY
        if level is None and self.today < due:
            return due, []
        if level is None:
            return None, [("missing", "how sore your legs were two days later")]
        kind = "against" if level > (rule.soreness or 0) else "for"
        return None, [(kind, f"soreness {level} at 48\u2009h")]

    def _form(self, outcome: Outcome) -> Iterator[tuple[str, str]]:
        form = outcome.said.form if outcome.said else None
        if form is None:
            yield "missing", "whether the form held"
        elif form is Form.KEPT:
            yield "for", "form kept"
        else:
            yield "against", f"form {form.value}"


def stopped_early(outcome: Outcome) -> str:
    """The stop rule that ended a session early: as the runner said, or where the recording ends with it."""
    if outcome.said is not None and outcome.said.stopped_by:
        return outcome.said.stopped_by
    verdict, session, by_log = outcome.verdict, outcome.session, outcome.counted
    if verdict is None or verdict.stop_at is None or session is None:
        return ""
    if by_log is not None and verdict is by_log.verdict:  # it may end before the session did
        ended = outcome.count is not None and not outcome.may_be_part and verdict.stop_at == outcome.count
        return FORM if ended and verdict.stop_at < parts(session.dose) else ""
    return "stop.slower" if verdict.stop_at == verdict.done < parts(session.dose) else ""


def fell(by_log: Counted) -> str:
    """ "jump height fell in sets 2 and 3" """
    *most, last = map(str, by_log.fallen)
    numbers = f"{', '.join(most)} and {last}" if most else last
    what, part = ("jump height fell", "set") if by_log.of_height else ("the bounds got shorter", "rep")
    return f"{what} in {part}{'s' if most else ''} {numbers}"


def line(book: Book, name: str) -> Between:
    """A line of the table that is read between two sessions."""
    return next(rule for rule in book.between if rule.id == f"between.{name}")


def forward(book: Book) -> Between:
    return line(book, "forward")
