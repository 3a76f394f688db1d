"""Exports: the kept plan as files for other programs, and all that is kept of one runner as one zip."""

import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from fullstride.domain.errors import BadUsage
from fullstride.domain.keeping import KeptPlan
from fullstride.workflows.discretion import Discretion, plan_as_shown
from fullstride.workflows.handing_out import WORKOUTS, Target
from fullstride.workflows.keeping import book_of, kept_plan
from fullstride.workflows.logging import no_session

if TYPE_CHECKING:
    from fullstride.formats.losses import Lost
    from fullstride.store.contract import Shelf, Store

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same plan is always the same zip
_PIECE = 1 << 20
FIT_TYPE = "application/vnd.ant.fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One download: its file name, its media type and bytes, and what it could not hold."""

    target: Target
    name: str
    media_type: str
    data: bytes
    lost: "tuple[Lost, ...]"


def export(shelf: "Shelf", target: Target, shown: Discretion = Discretion.NOTHING) -> Export:
    """The kept plan for one target, as far as it is shown; the same gives the same bytes. Raises NoPlan."""
    kept = plan_as_shown(kept_plan(shelf), shown)
    if target is Target.ICS:
        return _ics(shelf, kept, shown)
    if target is Target.HTML:
        from fullstride.formats.page import write_page

        page = write_page(kept.plan, kept.days, book_of(kept)).encode()
        return Export(target=target, name="plan.html", media_type="text/html", data=page, lost=())
    from fullstride.guide.script import write_scripts

    scripts = write_scripts(kept.plan.sessions, book_of(kept))
    if target is Target.FIT:
        from fullstride.formats.fit_workout import write_workouts

        workouts = write_workouts(scripts)
        return _zipped(target, workouts.files.items(), workouts.losses)
    from fullstride.formats.intervals_text import write_intervals

    events = write_intervals(scripts)
    return _zipped(target, events.files.items(), events.losses)


def export_session(
    shelf: "Shelf", target: Target, session: str, shown: Discretion = Discretion.NOTHING
) -> Export:
    """One session of the kept plan as one workout file, under the name that it has among all of them.

    Raises NoPlan, and BadUsage for a session that is not in the plan and for targets that hold whole plans.
    """
    from fullstride.formats.fit_workout import write_workout
    from fullstride.formats.intervals_text import workout_text
    from fullstride.formats.script_text import file_names
    from fullstride.guide.script import write_scripts

    ending = dict(WORKOUTS).get(target)
    if ending is None:
        raise BadUsage(f"{target.value} holds a whole plan; a session by itself goes to fit or intervals")
    kept = plan_as_shown(kept_plan(shelf), shown)
    named = file_names(write_scripts(kept.plan.sessions, book_of(kept)), ending)
    found = next(((name, script) for name, script in named if script.session.id == session), None)
    if found is None:
        raise BadUsage(no_session((kept,), session[:60], kept.today))
    name, script = found
    if target is Target.INTERVALS:
        data = workout_text(script).encode()
        return Export(target=target, name=name, media_type="text/plain", data=data, lost=())
    data, lost = write_workout(script)
    return Export(target=target, name=name, media_type=FIT_TYPE, data=data, lost=lost)


def _ics(shelf: "Shelf", kept: KeptPlan, shown: Discretion) -> Export:
    """Each version carries on the one before: what left the plan is cancelled in who subscribed to it."""
    from fullstride.formats.ics_feed import write_feed
    from fullstride.guide.script import write_scripts

    content: bytes | None = None
    losses: tuple[Lost, ...] = ()
    versions = (plan_as_shown(one, shown) for one in shelf.plans())
    season = [one for one in versions if one.plan.season_start == kept.plan.season_start]
    for version in season:
        scripts = write_scripts(version.plan.sessions, book_of(version))
        feed = write_feed(version.plan, scripts, content, version.made_at, "plan.ics")
        content, losses = feed.content, feed.losses
    return Export(
        target=Target.ICS, name="plan.ics", media_type="text/calendar", data=content or b"", lost=losses
    )


def _zipped(target: Target, files: Iterable[tuple[str, bytes]], lost: "tuple[Lost, ...]") -> Export:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return Export(
        target=target,
        name=f"{target.value}.zip",
        media_type="application/zip",
        data=packed.getvalue(),
        lost=lost,
    )


def everything(store: "Store", runner: str, now: dt.datetime) -> Iterator[bytes]:
    """All that is kept of a runner as a zip, in pieces, as `fullstride restore` takes it back: words
    as JSON Lines, files as they came. It is whole on the disk before the first piece is given.

    Raises UnknownRunner, StoreTrouble, and BadUsage for a store in memory.
    """
    from fullstride.store.export_one import export_one
    from fullstride.store.sql import SqlStore

    if not isinstance(store, SqlStore):
        raise BadUsage("What is in memory is gone with the program, and can't be brought back")
    whole = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the answer
    try:
        export_one(store, runner, whole, now)
        whole.seek(0)
    except BaseException:
        whole.close()
        raise
    return _pieces(whole)


def _pieces(whole: IO[bytes]) -> Iterator[bytes]:
    with whole:
        while piece := whole.read(_PIECE):
            yield piece
