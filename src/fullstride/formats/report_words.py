"""Reports in a runner's words: "Done, felt 6 of 10, form kept"."""

from collections.abc import Iterable

from fullstride.domain.report import Completion, Pain, Report
from fullstride.domain.session import Session
from fullstride.formats import saying
from fullstride.rules.book import Book
from fullstride.rules.dose import say_dose


def session_words(session: Session, book: Book) -> str:
    """ "Bounding 3 × 30 m"."""
    known = book.exercises.get(session.exercise)
    name = known.name if known else session.exercise.replace("_", " ").capitalize()
    return f"{name} {say_dose(session.dose)}"


def report_words(report: Report, session: Session | None, book: Book) -> str:
    """What was said, as one sentence after what it is about: "Strides 4 × 20 s, Friday 29 January: done." """
    about = saying.long_date(report.date)
    if session is not None:
        about = f"{session_words(session, book)}, {about}"
    elif report.exercise:
        about = f"{report.exercise.replace('_', ' ').capitalize()}, {about}"
    return f"{about}: {', '.join(_said(report, session, book)) or 'nothing'}."


def _said(report: Report, session: Session | None, book: Book) -> Iterable[str]:
    if report.completion is not None:
        yield report.completion.value
    if report.completion is not Completion.DONE or session is None:
        for count, asked, noun in (
            (report.sets, session and session.dose.sets, "set"),
            (report.reps, session and session.dose.reps, "rep"),
        ):
            if count is not None:
                yield f"{count} of {asked} {noun}s" if asked else saying.counted(count, noun)
    if report.hard is not None:
        yield f"felt {report.hard} of 10"
    if report.form is not None:
        yield f"form {report.form.value}"
    if report.contacts_30m is not None:
        yield f"{report.contacts_30m} contacts on 30\u2009m"
    if report.stopped_by:
        rule = next((rule for rule in book.stop if rule.id == report.stopped_by), None)
        yield f"stopped: {saying.lower_first(rule.say).rstrip('.')}" if rule else "stopped early"
    if report.pain is not None:
        yield saying.listed([pain_words(one) for one in report.pain]) or "no pain"
    if report.soreness is not None:
        yield f"soreness {report.soreness} of 10"
    if report.soreness_48h is not None:
        yield f"soreness {report.soreness_48h} of 10 two days later"
    if report.sleep_h is not None:
        yield f"{report.sleep_h:g}\u2009h of sleep"
    if report.recovery_low is not None:
        yield "recovery below your usual" if report.recovery_low else "recovery as usual"
    if report.ill is not None:
        yield "ill" if report.ill else "well again"
    if report.injured is not None:
        yield "injured" if report.injured else "back from injury"
    if report.cleared:
        names = saying.listed([name.replace("_", " ") for name in report.cleared])
        yield f"{names} cleared, as you say"
    if report.note:
        yield f"“{report.note}”"


def pain_words(pain: Pain) -> str:
    """ "left achilles 3 of 10 (tendon)"; a pain of 0 is gone."""
    if pain.level == 0:
        return f"{pain.place} no longer hurts"
    said = f"{pain.place} {pain.level} of 10 ({pain.kind.value})"
    return f"{said}, worse the next morning" if pain.worse_next_morning else said
