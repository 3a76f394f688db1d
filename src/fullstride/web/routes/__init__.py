"""The API's routes, a module for each part of the loop."""

from fastapi import APIRouter

from fullstride.web.routes import coming, me

API = APIRouter(prefix="/api/v1")
for module in (me, coming):
    API.include_router(module.ROUTER)

__all__ = ["API"]
