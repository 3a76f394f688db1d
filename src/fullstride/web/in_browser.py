"""Sentences of the command line as a browser says them: what to do is done on a page, not in a terminal.

Both faces tell the same sentences; only where one names a command or an option of it does a browser say
something else. tests/test_web_words.py looks for every such sentence of the program's.
"""

import re

_START = "add your calendar, and one is made"
_INSTEAD: tuple[tuple[str, str], ...] = (
    # a plan
    (r"fullstride plan --calendar FILE --keep makes one and keeps it", _START),
    (r"fullstride plan --keep keeps one", _START),
    (r"fullstride plan places the first (.+?) into your calendar", r"A plan places the first \1 there"),
    (
        r"fullstride plan --keep --replace begins the next season",
        "add the next season's calendar, and make a new plan",
    ),
    (
        r"fullstride adapt changes it by what was done, and --replace begins a new season",
        "what you report changes it, and to begin a new season you say that it takes this one's place",
    ),
    (
        r"name one with --calendar, or give the profile a week",
        "add one, or write your usual week into your profile",
    ),
    (r"--from (\S+) plans inside it", r"a plan from \1 on lies inside it"),
    (r"name its calendar with --calendar", "add its calendar"),
    (r"; judged without it; give --profile", "; judged without it"),
    (r"name it with --book", "write it again under Settings, Rules"),
    (r", and --book adds more", ", and your own rules add more"),
    (r"give (?:its date|the race date) with --race DATE, and", "say when its race, or its last day, is, and"),
    # what was done
    (r"--done, --reps N or --sets N", "all of it, or how many reps or sets"),
    (r"is --partly, not --(?:done|not-done)", "is a part"),
    (r"fullstride week shows them", "the calendar shows them"),
    (r"--session (\S+) is shown", r"Session \1 is shown"),
    (r"^--move .+?: write a session and a date, like .+", "Say which session moves, and to which day"),
    (r"^--move .+?: (\S+ is not between)", r"\1"),
    (r"^--move .+?: two sessions", "Two sessions"),
    (
        r"Say when you are well again: fullstride log --well",
        "Say when you are well again, under What stops me",
    ),
    (r"Say when you are back from it: fullstride log --back", "Say when you are back, under What stops me"),
    (r"fullstride do writes it down as you go", "The app writes it down as you go"),
    # what was recorded
    (r"Let fullstride audit find it in your history", "Hand in your history, and it is looked for there"),
    (r"Then say --as squat_jumps\. If not, say --as bounding, and", "Then say so here. If you bounded,"),
    (r"Then say --as (?:squat_jumps|bounding)", "Then say so here"),
    (r"Say which: (?:--as hops, )?--as squat_jumps or --as bounding", "Say here which it was"),
    (r", or name it with --as", ", or mark the clip under Mark a video"),
    (r"[Nn]ame it, as in --position belt", "Record with this app, which asks where it is worn"),
    (r": fullstride measure LOG --as hops", ", recorded with this app"),
    (
        r"and say so: fullstride measure LOG --as bounding --distance 30",
        "and record your bounding with this app",
    ),
    (
        r"fullstride calibrate writes all of it",
        "a calibration made under Settings, This phone, has all of it",
    ),
    (r"Without a plan and without --since", "Without a plan, and no day to compare with"),
    # a squad
    (r"fullstride squad add --template CALENDAR --runners DIR takes everybody in", "Invite your runners"),
    (r"fullstride squad adapt brings it in", "Take it on brings it in"),
)
_TABLE = tuple((re.compile(found), instead) for found, instead in _INSTEAD)
_MARK = re.compile(r"fullstride [a-z]|--[a-z]")


def in_browser(text: str) -> str:
    """The sentence without commands, where there is something to do in a browser instead."""
    if not _MARK.search(text):
        return text
    for found, instead in _TABLE:
        text = found.sub(instead, text)
    return text
