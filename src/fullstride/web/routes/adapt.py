"""What follows from what was done, and sessions that the runner wants on another day."""

from typing import Any

from fastapi import APIRouter

from fullstride.web.access import OwnShelf, SeenShelf
from fullstride.web.problems import not_there
from fullstride.web.schema.adapt import (
    Adapted,
    ApplyAdapt,
    CheckMove,
    MoveChecked,
    Moved,
    MoveUndone,
    NewMove,
)
from fullstride.web.schema.word import Id
from fullstride.workflows import clock
from fullstride.workflows.answering import adapt_answer, move_answer, undone_answer
from fullstride.workflows.keeping import kept_plan
from fullstride.workflows.moving import check_move, follow, move, try_move, undo, what_follows

ROUTER = APIRouter(prefix="/runners/{runner}", tags=["adapt"])


@ROUTER.get("/adapt", operation_id="what_follows", response_model=Adapted, response_model_exclude_unset=True)
def get_adapt(shelf: SeenShelf) -> dict[str, Any]:
    """What would follow from what was done: decisions with their reasons, and what they change."""
    return adapt_answer(what_follows(shelf, now=clock.now()), applied=False)


@ROUTER.post("/adapt", operation_id="adapt", response_model=Adapted, response_model_exclude_unset=True)
def post_adapt(shelf: OwnShelf, looked_at: ApplyAdapt) -> dict[str, Any]:
    """Keeps what follows, where nobody changed the plan in the meantime."""
    found = follow(shelf, looked_at.number, now=clock.now())
    return adapt_answer(found.adapting, applied=found.applied)


@ROUTER.post(
    "/moves/check", operation_id="check_move", response_model=MoveChecked, response_model_exclude_unset=True
)
def post_check(shelf: SeenShelf, wanted: CheckMove) -> dict[str, Any]:
    """Says at once what the rules say of a session on another day; nothing is kept."""
    now = clock.now()
    judged = check_move(shelf, wanted.session, wanted.to, today=now.date())
    in_full = try_move(shelf, wanted.session, wanted.to, now=now) if wanted.in_full else None
    return {"session": wanted.session, "to": wanted.to} | move_answer(judged, in_full)


@ROUTER.put("/moves/{id}", operation_id="move", response_model=Moved, response_model_exclude_unset=True)
def put_move(shelf: OwnShelf, own_id: Id, wanted: NewMove) -> dict[str, Any]:
    """Moves a session where the rules allow it, or leaves it out, once; keeps the plan that this makes."""
    found = move(shelf, own_id, wanted.session, wanted.to, now=clock.now())
    if found is None:
        return {"applied": True, "number": kept_plan(shelf).number, "adapted": None}
    told = adapt_answer(found.adapting, applied=found.applied)
    return {"applied": found.applied, "number": told["number"], "adapted": told}


@ROUTER.delete("/moves/{id}", operation_id="undo_move", response_model=MoveUndone)
def delete_move(shelf: OwnShelf, own_id: Id) -> dict[str, Any]:
    """Takes a move back, or that a session was left out: the plan is as if it had never been asked for."""
    found = undo(shelf, own_id, now=clock.now())
    if found is None:
        raise not_there("This move")
    return undone_answer(found)
