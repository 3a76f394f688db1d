"""A runner's own backup brought back: handed in and looked through, then put in the place of what is kept."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request

from fullstride.web.access import OwnShelf, RunnerName, store_of
from fullstride.web.problems import not_there
from fullstride.web.schema.backups import Backup, Backups, PutBack
from fullstride.web.schema.word import Id
from fullstride.web.uploads import BYTES, Received
from fullstride.workflows import clock
from fullstride.workflows.answering_files import backup_answer, kept_answer
from fullstride.workflows.asides import asides, drop_aside, kept_now, take_aside, use_aside
from fullstride.workflows.enduring import endured

ROUTER = APIRouter(prefix="/runners/{runner}/backups", tags=["exports"])


@ROUTER.get("", operation_id="backups", response_model=Backups)
def backups(request: Request, _: OwnShelf, runner: RunnerName) -> dict[str, Any]:
    """What lies beside all that is kept of this runner and could take its place, the newest first."""
    store = store_of(request)
    return {
        "here": kept_answer(kept_now(store, runner)),
        "items": [backup_answer(one) for one in asides(store, runner)],
    }


@ROUTER.put("/{id}", operation_id="look_at_backup", response_model=Backup, openapi_extra=BYTES)
def look_at(
    request: Request, _: OwnShelf, runner: RunnerName, own_id: Id, upload: Received
) -> dict[str, Any]:
    """Takes in what this runner took along, and looks all of it through; nothing is replaced yet."""
    store, now = store_of(request), clock.now()
    with endured(store.attempts, runner, upload.path, now):
        return backup_answer(take_aside(store, runner, own_id, upload.path, now=now))


@ROUTER.post("/{id}/use", operation_id="use_backup", response_model=PutBack)
def use(request: Request, _: OwnShelf, runner: RunnerName, own_id: Id) -> dict[str, Any]:
    """Puts it in the place of all that is kept of this runner, at once; what was here lies aside then."""
    before = use_aside(store_of(request), runner, own_id, now=clock.now())
    return {"aside": backup_answer(before) if before else None}


@ROUTER.delete("/{id}", operation_id="remove_backup", status_code=HTTPStatus.NO_CONTENT)
def remove(request: Request, _: OwnShelf, runner: RunnerName, own_id: Id) -> None:
    """Removes what lies aside; all that is kept stays as it is."""
    if not drop_aside(store_of(request), runner, own_id):
        raise not_there("This backup")
