"""The API's routes, a module for each part of the loop."""

from fastapi import APIRouter

from fullstride.web.routes import (
    accounts,
    adapt,
    backups,
    calendars,
    coming,
    exports,
    grants,
    imports,
    invitations,
    me,
    profile,
    progress,
    recordings,
    reports,
    season,
    sessions,
    squad,
)
from fullstride.web.schema.problem import PROBLEMS

API = APIRouter(prefix="/api/v1", responses=PROBLEMS)
for module in (
    accounts,
    adapt,
    backups,
    calendars,
    coming,
    exports,
    grants,
    imports,
    invitations,
    me,
    profile,
    progress,
    recordings,
    reports,
    season,
    sessions,
    squad,
):
    API.include_router(module.ROUTER)

__all__ = ["API"]
