"""The server: what it is made of, in the order in which a request meets it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.base import BaseHTTPMiddleware

from fullstride import __version__
from fullstride.store import Store, open_store
from fullstride.web.access import Doorkeeper, Solo
from fullstride.web.client import serve_client
from fullstride.web.headers import add_headers, tag_answers
from fullstride.web.problems import tell_problems
from fullstride.web.routes import API
from fullstride.web.settings import Settings
from fullstride.workflows.keeping import ONLY_RUNNER


def create_app(settings: Settings, *, store: Store | None = None) -> FastAPI:
    """A server over a store; `store` stands in for the one that the settings name, and stays open."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.store = store or open_store(settings.store)
        app.state.doorkeeper = _doorkeeper(settings, app.state.store)
        yield
        if store is None:
            app.state.store.close()

    app = FastAPI(
        title="Fullstride",
        version=__version__,
        summary="Places maximal-effort work into a runner's own calendar, and says why.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.add_middleware(BaseHTTPMiddleware, dispatch=tag_answers)
    app.add_middleware(BaseHTTPMiddleware, dispatch=add_headers(settings))
    tell_problems(app)
    app.include_router(API)
    serve_client(app)
    return app


def _doorkeeper(settings: Settings, store: Store) -> Doorkeeper:
    names = store.runners()
    runner = settings.runner or next(iter(names), ONLY_RUNNER)
    store.add_runner(runner)
    return Solo(runner, names if settings.squad else ())
