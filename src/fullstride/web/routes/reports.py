"""What the runner says: reports, guided sessions, and what is still open."""

import datetime as dt
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response

from fullstride.domain.report import Report
from fullstride.web.access import Asking, OwnShelf, Principal, SeenAs, SeenShelf, Sight
from fullstride.web.answers import answer
from fullstride.web.paging import page
from fullstride.web.problems import Refusal
from fullstride.web.schema.report import Dues, NewReport, ReportKept, Reports
from fullstride.web.schema.script import Guided, GuidedKept
from fullstride.web.schema.word import After, Date, Id, Instant, Limit
from fullstride.workflows.answering import due_answer, guided_answer, report_answer, told_answer
from fullstride.workflows.clock import now
from fullstride.workflows.due import due
from fullstride.workflows.held import HeldShelf
from fullstride.workflows.telling import Told, keep_guided, keep_report, report_from, run_from

ROUTER = APIRouter(prefix="/runners/{runner}", tags=["reports"])
Clock = Annotated[
    Instant | None,
    Header(
        alias="X-Clock", description="What the sender's clock says as it sends; a wrong one is put right."
    ),
]
_TAKEN = "Something else is kept under this id already"


@ROUTER.get("/due", operation_id="due", response_model=Dues)
def open_questions(request: Request, shelf: SeenShelf) -> Response:
    """What only the runner can say: what became of sessions, how sore legs are, and what still hurts."""
    today = now().date()
    return answer(request, shelf, Dues, lambda: due_answer(due(HeldShelf(shelf), today=today)))


@ROUTER.get("/reports", operation_id="reports", response_model=Reports, response_model_exclude_unset=True)
def reports(
    shelf: SeenShelf,
    session: Annotated[str, Query(max_length=200, description="Only those of this session.")] = "",
    since: Date | None = None,
    limit: Limit = 50,
    after: After = "",
) -> dict[str, Any]:
    """What was said, the last first."""
    wanted = [
        one
        for one in shelf.reports()
        if (not session or one.session == session) and (since is None or one.date >= since)
    ]
    here, following = page(wanted, _key, after=after, limit=limit)
    return {"items": [report_answer(one) for one in here], "next": following}


@ROUTER.put(
    "/reports/{id}", operation_id="keep_report", response_model=ReportKept, response_model_exclude_unset=True
)
def put_report(
    shelf: OwnShelf, sight: SeenAs, principal: Asking, own_id: Id, said: NewReport, clock: Clock = None
) -> dict[str, Any]:
    """Keeps what the runner says, once, however often it is sent."""
    at = now()
    draft = report_from(said.model_dump(exclude_unset=True), id_=own_id, now=at)
    told = keep_report(shelf, draft, now=at, said_by=_said_by(sight, principal), clock=clock)
    _refuse_other(told)
    return told_answer(told)


@ROUTER.put(
    "/guided/{id}", operation_id="keep_guided", response_model=GuidedKept, response_model_exclude_unset=True
)
def put_guided(
    shelf: OwnShelf, sight: SeenAs, principal: Asking, own_id: Id, done: Guided, clock: Clock = None
) -> dict[str, Any]:
    """Keeps what was done in a guided session, once, however often it is sent."""
    events = [(event.act, event.at, event.value, event.began) for event in done.events]
    run = run_from(done.opened, done.header.model_dump(mode="json"), events)
    said_by = _said_by(sight, principal)
    kept = keep_guided(shelf, run, id_=own_id, now=now(), said_by=said_by, clock=clock)
    _refuse_other(kept.told)
    return guided_answer(kept)


def _said_by(sight: Sight, principal: Principal) -> str:
    return "" if sight.is_own else principal.name


def _refuse_other(told: Told | None) -> None:
    if told is not None and told.differs:
        raise Refusal(HTTPStatus.CONFLICT, "Something else is kept under this id already")


def _key(report: Report) -> tuple[str, ...]:
    return (report.said_at.astimezone(dt.UTC).isoformat(timespec="microseconds"), report.id)
