"""Reports with everything in them: runs of every kind, an audit, names that try to break out."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from fullstride.domain.evidence import Evidence, Measured, Refused
from fullstride.domain.history import Audit, Band, CriticalSpeed, MaxEffort, TopSpeed, Week
from fullstride.domain.trace import Trace
from fullstride.formats.report import write_report
from fullstride.formats.report_list import Aside, Twin, Unread
from fullstride.formats.report_runs import Entry, report_entry
from fullstride.formats.run_plot import RunPicture
from fullstride.rules.load import load_book
from made_runs import START, calm_run, four_hours, half_minute, many_reps, measured_run, unfit_run

BOOK = load_book()
BROKEN_OUT = "window.brokenOut = true"
HOSTILE = (
    f'</script><script>{BROKEN_OUT}</script><img src=x onerror="{BROKEN_OUT}">'
    f"\"'><svg onload={BROKEN_OUT}> &lt;b&gt; \x00\x1b \u202e ‮ " + "verylongword" * 30
)


def hostile(evidence: Evidence) -> Evidence:
    """`evidence` with a text that tries to break out wherever a file has a say."""
    refused = Refused(what=HOSTILE, why=HOSTILE, instead=HOSTILE)
    verdicts = tuple(replace(one, say=HOSTILE, notes=(HOSTILE,)) for one in evidence.verdicts)
    quality = replace(evidence.quality, why=(HOSTILE,))
    return replace(
        evidence,
        title=HOSTILE,
        file=HOSTILE,
        device=HOSTILE,
        cut=HOSTILE,
        kind=HOSTILE,
        refused=(refused,),
        verdicts=verdicts,
        quality=quality,
        efforts=tuple(replace(one, kind=HOSTILE) for one in evidence.efforts[:2]) + evidence.efforts[2:],
    )


def made_runs() -> Iterator[tuple[Evidence, Trace]]:
    for days, make in enumerate((measured_run, calm_run, unfit_run, four_hours, many_reps)):
        evidence, trace = make()
        yield replace(evidence, start=START - dt.timedelta(days=20 * days)), trace
    yield half_minute()
    yield calm_run(0, start=None, file="nothing.gpx")


def entries(*, static: bool = False) -> list[Entry]:
    return [
        report_entry(RunPicture(evidence=evidence, trace=trace, book=BOOK), static=static)
        for evidence, trace in made_runs()
    ]


def hostile_entries() -> list[Entry]:
    return [
        report_entry(RunPicture(evidence=hostile(evidence), trace=trace, book=BOOK))
        for evidence, trace in made_runs()
    ]


def audit() -> Audit:
    first = dt.date(2026, 7, 27)
    shares = ((2.0, 3.4, 0.82, 120), (3.4, 4.3, 0.16, 40), (4.3, 4.9, 0.002, 5), (4.9, None, 0.0, 0))
    bands = tuple(
        Band(
            name=f"band {number}",
            pace="",
            low_mps=low,
            high_mps=high,
            time_s=share * 360000,
            distance_m=share * 1e6,
            share=share,
            runs=runs,
            last=dt.date(2026, 12, 2) if runs else None,
        )
        for number, (low, high, share, runs) in enumerate(shares)
    )
    weeks = tuple(
        Week(
            start=first + dt.timedelta(weeks=number),
            runs=5,
            distance_m=50000,
            strides=number % 5,
            flat_sprints=0,
            hill_sprints=number % 3,
            possible=0,
        )
        for number in range(26)
    )
    return Audit(
        today=dt.date(2027, 1, 27),
        first=first,
        last=dt.date(2027, 1, 26),
        recordings=130,
        runs=130,
        distance_m=1.13e6,
        moving_s=380000,
        top_speed=TopSpeed(speed_mps=Measured(value=7.3, error=0.3), at_least=True),
        critical_speed=CriticalSpeed(
            speed_mps=Measured(value=4.12, error=0.08), reserve_m=Measured(value=180, error=20), bests=()
        ),
        bands=bands,
        weeks=weeks,
        last_max_effort=MaxEffort(
            kind="hill_sprints", date=dt.date(2026, 6, 27), days_ago=214, file="x", speed_mps=6.0, share=None
        ),
        refused=(Refused(what="Contact time", why="no recording holds it", instead="A foot pod would"),),
        say="In 26 weeks you ran 1130 km; the last max effort was 214 days ago",
        notes=("Your strides come on one day of the week",),
        cannot_know=("Squat jumps leave no trace in a watch's speed",),
        care=True,
    )


def full_report() -> str:
    aside = Aside(
        unread=(Unread(file="garmin.fit", why="stops at byte 51 204; nothing was read"),),
        twins=(Twin(file="a.gpx", kept="a.fit"),),
    )
    return write_report(entries(), name="my runs", book=BOOK, audit=audit(), aside=aside)


def hostile_report() -> str:
    told = audit()
    bad = replace(
        told,
        say=HOSTILE,
        notes=(HOSTILE,),
        cannot_know=(HOSTILE,),
        bands=tuple(replace(one, name=HOSTILE) for one in told.bands),
        last_max_effort=replace(told.last_max_effort, kind=HOSTILE) if told.last_max_effort else None,
    )
    aside = Aside(unread=(Unread(file=HOSTILE, why=HOSTILE),), twins=(Twin(file=HOSTILE, kept=HOSTILE),))
    return write_report(hostile_entries(), name=HOSTILE, book=BOOK, audit=bad, aside=aside)
