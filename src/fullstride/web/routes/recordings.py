"""Recordings, captures and marks: handed in as files, listed, looked at closely, and corrected by hand."""

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from fullstride.domain.corrections import Correction
from fullstride.domain.motion import AccelerationUnit, ClockUnit, Position, Side, Told
from fullstride.store import Shelf
from fullstride.web.access import Asking, OwnShelf, SeenShelf, store_of
from fullstride.web.answers import answer
from fullstride.web.paging import page
from fullstride.web.problems import Refusal, not_there
from fullstride.web.schema.calibration import Calibrated, NewCalibration
from fullstride.web.schema.evidence import Import, Recordings
from fullstride.web.schema.recording import (
    NewCorrection,
    NewCounts,
    NewMatch,
    NewTold,
    RecordingFile,
    Trace,
)
from fullstride.web.schema.word import After, Date, Id, Limit, Sha256
from fullstride.web.uploads import BYTES, Received, Upload
from fullstride.workflows import clock
from fullstride.workflows.answering_files import (
    calibration_answer,
    file_answer,
    imported_answer,
    row_answer,
    trace_answer,
)
from fullstride.workflows.enduring import endured
from fullstride.workflows.importing import algorithm_of
from fullstride.workflows.logs_told import tell
from fullstride.workflows.motion import exercise_named
from fullstride.workflows.recordings import (
    File,
    Row,
    calibrate_kept,
    correct,
    count,
    file_of,
    hand_in,
    hand_in_marks,
    rows,
    say_shown,
    trace,
)

ROUTER = APIRouter(prefix="/runners/{runner}", tags=["recordings"])
_A_DAY = "private, max-age=86400"
_THIS = "This recording"
SessionNamed = Annotated[
    str, Query(max_length=200, description="The session that it shows, where you say so.")
]


@ROUTER.put(
    "/recordings/{id}",
    operation_id="hand_in_recording",
    response_model=Import,
    response_model_exclude_unset=True,
    openapi_extra=BYTES,
)
def put_recording(
    request: Request,
    shelf: OwnShelf,
    _: Id,
    upload: Received,
    session: SessionNamed = "",
    exercise: Annotated[str, Query(max_length=40, description="What a log shows.")] = "",
    position: Annotated[Position, Query(description="Where the phone was.")] = Position.UNKNOWN,
    distance_m: Annotated[float | None, Query(ge=1, le=1000, description="The taped distance.")] = None,
    first_foot: Annotated[Side, Query(description="The foot that lands first in bounding.")] = Side.UNKNOWN,
    unit: Annotated[
        AccelerationUnit, Query(description="The unit of accelerations, where a log names none.")
    ] = AccelerationUnit.AS_WRITTEN,
    clock_unit: Annotated[
        ClockUnit, Query(alias="clock", description="The unit of times, where a log names none.")
    ] = ClockUnit.AS_WRITTEN,
    date: Annotated[
        Date | None, Query(description="The day of a log or of marks, where they name none.")
    ] = None,
) -> dict[str, Any]:
    """Takes in a file of a watch, a phone's log or a zip of them: kept as it came, measured and matched."""
    told = Told(
        exercise=exercise_named(exercise) if exercise else "",
        position=position,
        distance_m=distance_m,
        first_side=first_foot,
        unit=unit,
        clock=clock_unit,
        date=date,
    )
    with _endured(request, shelf, upload):
        return imported_answer(hand_in(shelf, upload.path, session=session, told=told, now=clock.now()))


@ROUTER.get(
    "/recordings",
    operation_id="recordings",
    response_model=Recordings,
    response_model_exclude_unset=True,
)
def recordings(
    request: Request,
    shelf: SeenShelf,
    session: Annotated[str, Query(max_length=200, description="Only those that show this session.")] = "",
    since: Date | None = None,
    removed: Annotated[
        bool, Query(description="Only those that were removed; else only the others.")
    ] = False,
    limit: Limit = 50,
    after: After = "",
) -> Response:
    """What was recorded, the last first; recordings without a date at the end."""

    def make() -> dict[str, Any]:
        wanted = [
            one
            for one in rows(shelf)
            if one.counts is not removed
            and (not session or session in one.sessions)
            and (since is None or (one.evidence.start is not None and one.evidence.start.date() >= since))
        ]
        here, following = page(wanted, _key, after=after, limit=limit)
        return {"items": [row_answer(one) for one in here], "next": following}

    return answer(request, shelf, Recordings, make)


@ROUTER.get(
    "/recordings/{sha256}",
    operation_id="recording",
    response_model=RecordingFile,
    response_model_exclude_unset=True,
)
def recording(request: Request, shelf: SeenShelf, sha256: Sha256) -> Response:
    """One file: its evidence, what the runner corrected in it, and which sessions it shows."""
    return answer(request, shelf, RecordingFile, lambda: file_answer(_file(file_of(shelf, sha256))))


@ROUTER.get("/recordings/{sha256}/trace", operation_id="trace", response_model=Trace)
def one_trace(
    request: Request,
    shelf: SeenShelf,
    sha256: Sha256,
    number: Annotated[int, Query(ge=1, le=1_000, description="Which recording of the file.")] = 1,
    most: Annotated[int, Query(ge=10, le=20_000, description="How many values at most.")] = 2_000,
) -> Response:
    """Speed and grade of a run, for drawing it."""

    def make() -> dict[str, Any]:
        file = _file(file_of(shelf, sha256))
        found = trace(shelf, sha256, number)
        if found is None:
            raise not_there("A trace of this recording")
        return trace_answer(found, _of_number(file.rows, number).evidence, most=most)

    response = answer(request, shelf, Trace, make)
    response.headers["Cache-Control"] = _A_DAY  # what was recorded never changes
    return response


@ROUTER.put(
    "/recordings/{sha256}/corrections/{id}",
    operation_id="correct_effort",
    response_model=RecordingFile,
    response_model_exclude_unset=True,
)
def put_correction(
    shelf: OwnShelf, principal: Asking, sha256: Sha256, own_id: Id, said: NewCorrection
) -> dict[str, Any]:
    """Says what one effort really was; the recording is judged again, and the file stays as it came."""
    now = clock.now()
    correction = Correction(
        id=own_id,
        said_at=now,
        said_by=principal.name,
        sha256=sha256,
        algorithm=algorithm_of(said.number),
        effort=said.effort,
        removed=said.removed,
        kind=said.kind,
        start_s=said.start_s,
        end_s=said.end_s,
    )
    if not correct(shelf, _file(file_of(shelf, sha256)), correction, now=now):
        raise Refusal(HTTPStatus.CONFLICT, "Something else is kept under this id already")
    return file_answer(_file(file_of(shelf, sha256)))


@ROUTER.put(
    "/recordings/{sha256}/session",
    operation_id="match_recording",
    response_model=RecordingFile,
    response_model_exclude_unset=True,
)
def put_match(shelf: OwnShelf, sha256: Sha256, said: NewMatch) -> dict[str, Any]:
    """Says which session a recording shows, or that it shows none."""
    say_shown(shelf, _file(file_of(shelf, sha256)), said.session, now=clock.now())
    return file_answer(_file(file_of(shelf, sha256)))


@ROUTER.put(
    "/recordings/{sha256}/counts",
    operation_id="count_recording",
    response_model=RecordingFile,
    response_model_exclude_unset=True,
)
def put_counts(shelf: OwnShelf, principal: Asking, sha256: Sha256, said: NewCounts) -> dict[str, Any]:
    """Says whether a recording counts; one that was removed is in nothing that is worked out."""
    file = _file(file_of(shelf, sha256))
    count(shelf, file, said.number, counts=said.counts, now=clock.now(), said_by=principal.name)
    return file_answer(_file(file_of(shelf, sha256)))


@ROUTER.put(
    "/recordings/{sha256}/told",
    operation_id="tell_of_recording",
    response_model=RecordingFile,
    response_model_exclude_unset=True,
)
def put_told(shelf: OwnShelf, principal: Asking, sha256: Sha256, said: NewTold) -> dict[str, Any]:
    """Says what a log shows, where the phone was, how far it was and when; it is measured again by that."""
    told = Told(
        exercise=exercise_named(said.exercise) if said.exercise else "",
        position=said.position,
        distance_m=said.distance_m,
        first_side=said.first_foot,
        unit=said.unit,
        clock=said.clock,
        date=said.date,
    )
    file = _file(file_of(shelf, sha256))
    tell(shelf, file, said.number, told, now=clock.now(), said_by=principal.name)
    return file_answer(_file(file_of(shelf, sha256)))


@ROUTER.put(
    "/captures/{id}",
    operation_id="hand_in_capture",
    response_model=Import,
    response_model_exclude_unset=True,
    openapi_extra=BYTES,
)
def put_capture(
    request: Request, shelf: OwnShelf, own_id: Id, upload: Received, session: SessionNamed = ""
) -> dict[str, Any]:
    """Takes in what the app captured of a set; the answer says at once what it shows."""
    with _endured(request, shelf, upload):
        path = upload.path.rename(upload.path.with_name(f"capture-{own_id}.json"))
        return imported_answer(hand_in(shelf, path, session=session, now=clock.now()))


@ROUTER.put(
    "/marks/{id}",
    operation_id="hand_in_marks",
    response_model=Import,
    response_model_exclude_unset=True,
    openapi_extra=BYTES,
)
def put_marks(
    request: Request, shelf: OwnShelf, own_id: Id, upload: Received, session: SessionNamed = ""
) -> dict[str, Any]:
    """Takes in the frames that were marked in a clip, in the place of those marked in it before."""
    with _endured(request, shelf, upload):
        path = upload.path.rename(upload.path.with_name(f"marks-{own_id}.json"))
        return imported_answer(hand_in_marks(shelf, path, session=session, now=clock.now()))


@ROUTER.post(
    "/calibrations",
    operation_id="calibrate",
    response_model=Calibrated,
    response_model_exclude_unset=True,
)
def calibrate(shelf: OwnShelf, wanted: NewCalibration) -> dict[str, Any]:
    """Holds a phone's capture against the marks of a video of the same jumps."""
    found, kept = calibrate_kept(
        shelf,
        wanted.capture,
        wanted.marks,
        position=wanted.position,
        keep=wanted.keep,
        now=clock.now(),
    )
    return calibration_answer(found, kept=kept)


def _endured(request: Request, shelf: Shelf, upload: Upload) -> AbstractContextManager[None]:
    return endured(store_of(request).attempts, shelf.runner, upload.path, clock.now())


def _file(found: File | None) -> File:
    if found is None:
        raise not_there(_THIS)
    return found


def _of_number(found: Sequence[Row], number: int) -> Row:
    return next(one for one in found if one.number == number)


def _key(row: Row) -> tuple[str, ...]:
    start = row.evidence.start
    at = start.astimezone(dt.UTC).isoformat(timespec="microseconds") if start else ""
    return (at, row.made.sha256, f"{row.number:06}")
