"""The loop, one paragraph a verb. The only place where a calendar's way through the rooms is joined:

bytes → formats → calendar words → plan.demand → plan → plan words → guide script → formats → bytes.

Every verb takes words and paths and gives words; `today` is an argument. What a verb needs is loaded
when it is called, so that a command starts as fast as it can.
"""

from fullstride.domain.motion import Told
from fullstride.workflows.auditing import DEFAULT_WEEKS, Days, audit_runs, profile_from
from fullstride.workflows.handing_out import EVERY_TARGET, Handed, Target, hand_out, keep
from fullstride.workflows.keeping import (
    Where,
    book_of,
    done_folder,
    keep_plan,
    kept_plan,
    plan_if_kept,
    refuse_second,
    shelf_at,
)
from fullstride.workflows.measuring import Asked, Found, measure_recording, sessions_of
from fullstride.workflows.motion import exercise_named, is_found
from fullstride.workflows.planning import (
    Opened,
    Placed,
    explain,
    judge,
    place,
    reopen,
    setting_of,
    told_afresh,
)
from fullstride.workflows.reading import (
    Given,
    Reading,
    keep_profile,
    read,
    read_book,
    read_own_books,
    read_runner,
)

__all__ = [
    "DEFAULT_WEEKS",
    "EVERY_TARGET",
    "Asked",
    "Days",
    "Found",
    "Given",
    "Handed",
    "Opened",
    "Placed",
    "Reading",
    "Target",
    "Told",
    "Where",
    "audit_runs",
    "book_of",
    "done_folder",
    "exercise_named",
    "explain",
    "hand_out",
    "is_found",
    "judge",
    "keep",
    "keep_plan",
    "keep_profile",
    "kept_plan",
    "measure_recording",
    "place",
    "plan_if_kept",
    "profile_from",
    "read",
    "read_book",
    "read_own_books",
    "read_runner",
    "refuse_second",
    "reopen",
    "sessions_of",
    "setting_of",
    "shelf_at",
    "told_afresh",
]
