"""What is said about a squad as a whole, the same on the page, in the terminal and in JSON."""

from collections.abc import Sequence

from fullstride.domain.squad import Call, Rank, Row, Squad
from fullstride.formats import saying

NUMBERS = (
    "nobody", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
TITLES = {Rank.NEEDS_YOU: "Needs you", Rank.LOOK: "Worth a look", Rank.ON_TRACK: "On track"}
UNREAD = "Could not be read"
AS_PLANNED = "As planned."
_CHANGES = (Call.RED_FLAG, Call.BLOCKED, Call.PAIN, Call.MISSED, Call.STEPPED_BACK)
EMPTY = "No squad yet"
EMPTY_SAYS = "A squad is one calendar for all and a profile for each."
EMPTY_DO = "fullstride squad add --template CALENDAR --runners DIR takes everybody in."


def headline(squad: Squad) -> str:
    """ "Three need you", "One needs you", "Nobody needs you"."""
    if not squad.rows and not squad.unread:
        return EMPTY
    count = len(squad.of(Rank.NEEDS_YOU))
    number = NUMBERS[count].capitalize() if count < len(NUMBERS) else f"{count:,}"
    return f"{number} need you" if count > 1 else f"{number} needs you"


def subtitle(squad: Squad) -> str:
    """How many runners, the day, and whether what the list says holds in the plans already."""
    if not squad.rows and not squad.unread:
        return f"{EMPTY_SAYS} {EMPTY_DO}"
    runners = len(squad.rows) + len(squad.unread)
    when = f"{saying.counted(runners, 'runner')}, {saying.long_date(squad.today)}."
    waiting = sum(row.pending for row in squad.rows)
    if waiting:
        who = "1 has" if waiting == 1 else f"{waiting:,} have"
        return f"{when} {who} said something since the plan was made; fullstride squad adapt brings it in."
    if squad.of(Rank.NEEDS_YOU):
        return f"{when} The book has already answered in their plans; you may change it."
    return when


def did(row: Row) -> str:
    """What the book did about the first note; and whether that stands in the plan already."""
    first = row.notes[0]
    return f"{first.did} Not in the plan yet." if row.pending and first.call in _CHANGES else first.did


def also(row: Row) -> str:
    """The further notes in one line: "Also: no max effort for 31 days; …"."""
    more = [saying.lower_first(note.fact.rstrip(".")) for note in row.notes[1:]]
    return f"Also: {'; '.join(more)}." if more else ""


def event(row: Row) -> str:
    """The event with a thin space before its unit: "1500 m"."""
    text = row.event.strip()
    for unit, said in (("km", "km"), ("k", "km"), ("m", "m")):
        number = text.removesuffix(unit).strip()
        if text.endswith(unit) and number.replace(".", "", 1).isdigit():
            return f"{number}\u2009{said}"
    return text


def names(rows: Sequence[Row], most: int) -> str:
    """ "6 more on track", said where a list is cut."""
    left = len(rows) - most
    return f"{left:,} more" if left > 0 else ""
