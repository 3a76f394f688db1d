"""Dates as people write them, with and without a year, in six languages."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 1980, 2100
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Names by language, one line each: English, German, French, Spanish, Italian, Dutch; "/" parts the ways
# one name is written. Short forms are given where they are no word of another language here.
_MONTH_NAMES = (
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep "
    "october/oct november/nov december/dec",
    "januar/jänner/jän februar märz/mär/mrz april mai juni juli august september oktober/okt november "
    "dezember/dez",
    "janvier/janv février/févr/fév mars avril/avr mai juin juillet/juil août septembre octobre novembre "
    "décembre/déc",
    "enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre octubre noviembre "
    "diciembre/dic",
    "gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre/set ottobre/ott "
    "novembre dicembre",
    "januari februari maart/mrt april mei juni juli augustus september oktober november december",
)
_WEEKDAY_NAMES = (
    "monday/mon tuesday/tues/tue wednesday/weds/wed thursday/thurs/thur/thu friday/fri saturday/sat "
    "sunday/sun",
    "montag/mo dienstag/di mittwoch/mi donnerstag/do freitag/fr samstag/sonnabend/sa sonntag/so",
    "lundi/lun mardi/mar mercredi/mer jeudi/jeu vendredi/ven samedi/sam dimanche/dim",
    "lunes martes miércoles/miercoles/mié jueves/jue viernes/vie sábado/sabado/sáb domingo/dom",
    "lunedì martedì mercoledì giovedì/gio venerdì sabato/sab domenica",
    "maandag/ma dinsdag woensdag/wo donderdag vrijdag/vr zaterdag/za zondag/zo",
)


def _numbered(lines: Sequence[str], start: int) -> dict[str, int]:
    return {
        name: number
        for line in lines
        for number, names in enumerate(line.split(), start)
        for name in names.split("/")
    }


_MONTHS = _numbered(_MONTH_NAMES, 1)
_WEEKDAYS = _numbered(_WEEKDAY_NAMES, 0)

_SAMPLE = 400  # dates that vote on a missing year
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = rf"(?:(?P<weekday>{_DAY})\b\.?,?\s+)?(?:(?:the|den|der|le|el|il)\s+)?"
_END = r"(?![\d/.\-]*\d)"
_CLOCK = r"(?:[T ]\d\d:?\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?"
# "6.12. 20 km", "14.12. 10x400 m": what follows such a date may be an amount instead of a year
_AMOUNT = r"\s*(?:(?:km|k|mi|miles?|m|meter|min|mins|minuten|h|std|s|sec|sek|wh)\b|[x×'’′])"
_SHORT = rf"(?P<short>\d\d)(?!\w|[.,]\d|{_AMOUNT})"
_THEN_YEAR = rf"(?:(?:[,\s-]+|\s+de\s+){_YEAR}\b|[-'’](?P<short>\d\d)(?!\d|\s*(?:km|k|mi|m|x)\b))?"
# The order matters: the first that fits wins.
_PATTERNS = tuple(
    re.compile(_WEEKDAY + body, re.I)
    for body in (
        rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d){_CLOCK}",
        r"(?P<year>(?:19|20|21)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)(?:T\d{4,6}Z?)?",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.(?:\s?{_YEAR}(?!\d|{_AMOUNT})|{_SHORT})",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.(?:{_END}|(?=\d{{1,5}}(?:[.,]\d+)?{_AMOUNT}))",
        # "So 13.12: 26 km": without its second dot only after a weekday, where no distance can be meant
        r"(?(weekday)|(?!))(?P<day>\d{1,2})\.(?:(?P<month>1[0-2]|0?[1-9])(?=\s*:)"
        rf"|(?P<later>1[0-2]|0[1-9])(?=\s*$|\s+(?!{_AMOUNT})\S))",
        rf"(?P<one>\d{{1,2}})(?P<sep>[/-])(?P<two>\d{{1,2}})(?P=sep)(?:{_YEAR}|(?P<short>\d\d))(?!\d)",
        r"(?P<one>\d{1,2})/(?P<two>\d{1,2})(?![\d/]|\s*(?:mi|miles?|km|k|m)\b)",
        rf"(?P<name>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d)\b(?:,?\s+{_YEAR}\b)?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]+(?:(?:of|de)\s+)?(?P<name>{_MONTH})\b\.?{_THEN_YEAR}",
    )
)

_DAY_ALONE = re.compile(
    rf"(?P<weekday>{_DAY})\b\.?,?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:(?:st|nd|rd|th)\b|\.?(?=\s*:(?!\d)))",
    re.I,
)
_WEEKDAY_AND_NUMBER = re.compile(
    rf"(?P<weekday>{_DAY})\b\.?,?\s+(?:the\s+)?\d[\d./-]*(?P<colon>\s*:(?!\d))?", re.I
)
_ALSO_WORDS = {"do", "so", "mi", "ma", "mar"}  # "Do 4 x 100 m strides" is no Thursday


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A date as written; `swappable` where day and month may be the other way round, as in 3/4."""

    day: int
    month: int
    year: int | None
    weekday: int | None  # Monday is 0
    swappable: bool
    length: int  # characters it took


def find_at_start(text: str) -> Written | None:
    """The date that `text` starts with, or None. Day before month where both are possible."""
    for pattern in _PATTERNS:
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        if groups.get("one"):
            day, month = int(groups["one"]), int(groups["two"])
            swappable = True
        else:
            name = groups.get("name")
            month = _MONTHS[name.lower()] if name else int(groups["month"] or groups["later"])
            day, swappable = int(groups["day"]), False
        year = int(groups["year"]) if groups.get("year") else None
        if groups.get("short"):
            year = 2000 + int(groups["short"])
        weekday = groups.get("weekday")
        return Written(
            day=day,
            month=month,
            year=year,
            weekday=_WEEKDAYS[weekday.lower()] if weekday else None,
            swappable=swappable,
            length=match.end(),
        )
    return None


def day_alone(text: str, before: Written) -> Written | None:
    """ "Tuesday 15th: 5 miles" below "Monday 14th December": the month is the one of the day before.

    None where `text` does not start so, or where `before` may have its month on the other side.
    """
    match = _DAY_ALONE.match(text)
    if match is None or before.swappable:
        return None
    day = int(match["day"])
    month = before.month if day >= before.day else before.month % 12 + 1
    weekday = _WEEKDAYS[match["weekday"].lower()]
    return Written(day=day, month=month, year=None, weekday=weekday, swappable=False, length=match.end())


def starts_as_a_day(text: str) -> bool:
    """Whether `text` starts with a weekday and a number, as a day does: "Tue 99/99: 5 miles"."""
    match = _WEEKDAY_AND_NUMBER.match(text)
    return bool(match and (match["weekday"].lower() not in _ALSO_WORDS or match["colon"]))


def whole(text: str) -> Written | None:
    """The date that `text` is, and nothing but a date."""
    text = text.strip()
    written = find_at_start(text) if len(text) <= 60 else None
    return written if written and not text[written.length :].strip(" .,:") else None


def weekday_of(text: str) -> int | None:
    """ "Monday", "mon.", "Di" -> 0..6; None for anything else."""
    return _WEEKDAYS.get(text.strip().lower().rstrip(".:"))


def resolve(writtens: Sequence[Written], near: dt.date) -> tuple[list[dt.date | None], str]:
    """The dates meant, in the order given, and a remark for the runner ("" when nothing was guessed).

    None for a date that does not exist or lies outside 1980-2100. One file writes its dates one way:
    3/4 is read day-first or month-first for the whole file, whichever gives real dates, agreeing
    weekdays and the shorter span. A missing year is chosen so that weekdays agree, nearest to
    `near`; later dates follow on from the one before.
    """
    remark = ""
    if any(w.swappable for w in writtens):
        orders = (writtens, [_swapped(w) if w.swappable else w for w in writtens])
        dated = [_with_years(order, near) for order in orders]
        costs = [_cost(order, dates) for order, dates in zip(orders, dated, strict=True)]
        best = 0 if costs[0] <= costs[1] else 1
        if costs[0] == costs[1] and dated[0] != dated[1]:
            remark = "3/4 could be 3 April or 4 March; dates are read day first"
        writtens, dates = orders[best], dated[best]
    else:
        dates = _with_years(writtens, near)
    known = [d for d, w in zip(dates, writtens, strict=True) if d and w.year is None]
    if known and not remark and min(abs((d - near).days) for d in known) > 250:
        remark = (
            f"the dates have no year; read as {known[0].year}, the nearest year that fits the weekdays. "
            "Write the year if another is meant"
        )
    return dates, remark


def weekday_disagrees(written: Written, date: dt.date) -> bool:
    return written.weekday is not None and written.weekday != date.weekday()


def _swapped(w: Written) -> Written:
    return Written(day=w.month, month=w.day, year=w.year, weekday=w.weekday, swappable=True, length=w.length)


def _date(year: int, w: Written) -> dt.date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, w.month, w.day)
    except ValueError:
        return None


def _with_years(writtens: Sequence[Written], near: dt.date) -> list[dt.date | None]:
    if all(w.year is not None for w in writtens):
        return [_date(w.year, w) for w in writtens if w.year is not None]
    # Years come round every 28; all candidates are tried and the weekdays vote.
    years = sorted(range(near.year - 14, near.year + 15), key=lambda y: (abs(y - near.year), -y))
    sample = writtens[:_SAMPLE]

    def cost(year: int) -> tuple[int, int]:
        dates = _follow(sample, year)
        return _wrong_weekdays(sample, dates), _away(dates, near)

    return _follow(writtens, min(years, key=cost))


def _follow(writtens: Sequence[Written], year: int) -> list[dt.date | None]:
    """Dates when the first without a year falls in `year` and each later one is near its forerunner."""
    dates: list[dt.date | None] = []
    before: dt.date | None = None
    for w in writtens:
        if w.year is not None:
            found = _date(w.year, w)
        elif before is None:
            found = _date(year, w)
        else:
            choices = [d for y in range(before.year - 1, before.year + 2) if (d := _date(y, w))]
            anchor = before
            found = min(choices, key=lambda d: abs((d - anchor).days), default=None)
        dates.append(found)
        before = found or before
    return dates


def _wrong_weekdays(writtens: Sequence[Written], dates: Iterable[dt.date | None]) -> int:
    return sum(1 for w, d in zip(writtens, dates, strict=True) if d is not None and weekday_disagrees(w, d))


def _away(dates: Sequence[dt.date | None], near: dt.date) -> int:
    known = [d for d in dates if d is not None]
    if not known:
        return 10**9
    if min(known) <= near <= max(known):
        return 0
    return min(abs((d - near).days) for d in known)


def _cost(writtens: Sequence[Written], dates: Sequence[dt.date | None]) -> tuple[int, int, int]:
    known = [d for d in dates if d is not None]
    span = (max(known) - min(known)).days if known else 0
    return dates.count(None), _wrong_weekdays(writtens, dates), span
