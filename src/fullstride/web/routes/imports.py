"""Whole archives: received piece by piece, gone on with after a break, read in the background."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from fullstride.domain.imports import ImportJob as Job
from fullstride.domain.imports import JobState
from fullstride.web.access import OwnShelf, RunnerName, SeenShelf, store_of
from fullstride.web.problems import not_there
from fullstride.web.schema.imports import LARGEST_BYTES, ImportJob, ImportJobs, NewImport
from fullstride.web.schema.word import ID_PATTERN
from fullstride.web.uploads import BYTES, Received, safe_name
from fullstride.workflows import clock
from fullstride.workflows.answering_files import job_answer

ROUTER = APIRouter(prefix="/runners/{runner}/imports", tags=["imports"])
JobId = Annotated[str, Path(alias="id", pattern=ID_PATTERN, description="The import's.")]


@ROUTER.post("", operation_id="begin_import", response_model=ImportJob)
def begin(request: Request, _: OwnShelf, runner: RunnerName, wanted: NewImport) -> dict[str, Any]:
    """Begins an import, or says how far one with this id is."""
    now = clock.instant()
    job = Job(
        id=wanted.id,
        runner=runner,
        name=safe_name(wanted.name),
        size_bytes=wanted.size_bytes,
        created_at=now,
        changed_at=now,
    )
    return job_answer(store_of(request).jobs.begin(job), now)


@ROUTER.patch("/{id}", operation_id="receive_import", response_model=ImportJob, openapi_extra=BYTES)
def receive(
    request: Request,
    _: OwnShelf,
    runner: RunnerName,
    job_id: JobId,
    offset: Annotated[int, Query(ge=0, le=LARGEST_BYTES, description="Where this piece begins.")],
    upload: Received,
) -> dict[str, Any]:
    """Takes in the next piece. A piece that does not begin where the last one ended changes nothing; what is
    answered says where to go on."""
    data = upload.path.read_bytes()
    now = clock.instant()
    job = store_of(request).jobs.receive(runner, job_id, offset, data, now)
    if job is None:
        raise not_there("This import")
    request.app.state.bell.ring()
    return job_answer(job, now)


@ROUTER.get("", operation_id="imports", response_model=ImportJobs)
def imports(request: Request, _: SeenShelf, runner: RunnerName) -> dict[str, Any]:
    """The last imports, the newest first."""
    now = clock.instant()
    jobs = [job for job in store_of(request).jobs.of(runner, limit=60) if job.state is not JobState.ASIDE]
    return {"items": [job_answer(job, now) for job in jobs[:50]]}


@ROUTER.get("/{id}", operation_id="import", response_model=ImportJob)
def one_import(request: Request, _: SeenShelf, runner: RunnerName, job_id: JobId) -> dict[str, Any]:
    """How far an import is."""
    job = store_of(request).jobs.get(runner, job_id)
    if job is None:
        raise not_there("This import")
    return job_answer(job, clock.instant())


@ROUTER.delete("/{id}", operation_id="remove_import", status_code=HTTPStatus.NO_CONTENT)
def remove(request: Request, _: OwnShelf, runner: RunnerName, job_id: JobId) -> None:
    """Stops an import and forgets what came of its file; recordings that were read stay."""
    if not store_of(request).jobs.remove(runner, job_id):
        raise not_there("This import")
