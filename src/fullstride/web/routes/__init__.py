"""The API's routes, a module for each part of the loop."""

from fastapi import APIRouter

from fullstride.web.routes import coming, me, reports, season
from fullstride.web.schema.problem import PROBLEMS

API = APIRouter(prefix="/api/v1", responses=PROBLEMS)
for module in (coming, me, reports, season):
    API.include_router(module.ROUTER)

__all__ = ["API"]
