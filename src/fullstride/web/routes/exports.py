"""Files for other programs, everything of a runner in one zip, and everything of a runner gone."""

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from fullstride.domain.accounts import is_last_owner
from fullstride.web.access import OwnShelf, RunnerName, SeenAs, SeenShelf, store_of
from fullstride.web.answers import answer
from fullstride.web.problems import Refusal
from fullstride.web.schema.exports import Confirm, Exports
from fullstride.workflows import clock
from fullstride.workflows.answering_files import exports_answer
from fullstride.workflows.exports import FIT_TYPE, everything, export, export_session
from fullstride.workflows.handing_out import EVERY_TARGET, Target

ROUTER = APIRouter(prefix="/runners/{runner}", tags=["exports"])
_ZIP = "application/zip"
_BINARY = {"type": "string", "format": "binary"}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {
            media_type: {"schema": _BINARY}
            for media_type in ("text/calendar", _ZIP, "text/html", "text/plain", FIT_TYPE)
        },
    }
}


@ROUTER.get("/exports", operation_id="exports", response_model=Exports)
def exports(request: Request, shelf: SeenShelf) -> Response:
    """What the kept plan can be written for, and what each target can't hold."""
    return answer(
        request, shelf, Exports, lambda: exports_answer(export(shelf, target) for target in EVERY_TARGET)
    )


@ROUTER.get("/exports/{target}", operation_id="export", response_class=Response, responses=_FILE)
def one_export(
    shelf: SeenShelf,
    sight: SeenAs,
    target: Annotated[Target, Path(description="What it is written for.")],
    session: Annotated[str, Query(max_length=200, description="Only this session, as one workout.")] = "",
) -> Response:
    """The kept plan as a file: a calendar, workouts for a watch or for intervals.icu, or a page."""
    shown = sight.discretion
    found = export_session(shelf, target, session, shown) if session else export(shelf, target, shown)
    return Response(found.data, media_type=found.media_type, headers=_attached(found.name))


@ROUTER.get(
    "/export",
    operation_id="export_everything",
    response_class=StreamingResponse,
    responses={200: {"description": "A zip.", "content": {_ZIP: {"schema": _BINARY}}}},
)
def export_everything(request: Request, _: OwnShelf, runner: RunnerName) -> StreamingResponse:
    """Everything that is kept of this runner, in formats that any program reads; it can be restored."""
    pieces = everything(store_of(request), runner, clock.now())
    return StreamingResponse(pieces, media_type=_ZIP, headers=_attached(f"{runner}.zip"))


@ROUTER.delete("", operation_id="delete_everything", status_code=HTTPStatus.NO_CONTENT)
def delete_everything(request: Request, _: OwnShelf, runner: RunnerName, told: Confirm) -> None:
    """Everything that is kept of this runner is gone, for good, with their account."""
    if told.confirm != runner:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"Type {runner!r} to delete everything; nothing was deleted")
    store = store_of(request)
    account = store.accounts.of_runner(runner)
    if account is not None and is_last_owner(account, store.accounts.all()):
        said = "You are the only owner here; make another first; nothing was deleted"
        raise Refusal(HTTPStatus.CONFLICT, said)
    store.forget_runner(runner)
    if not request.app.state.settings.accounts:
        store.add_runner(runner)  # whoever has this machine begins anew


def _attached(name: str) -> dict[str, str]:
    """Never shown in place: a file from elsewhere is no page of this server."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
