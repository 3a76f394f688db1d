"""The server: what it is made of, in the order in which a request meets it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from fastapi import Depends, FastAPI, Request
from starlette.responses import Response
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from fullstride import __version__
from fullstride.store import Store, open_store
from fullstride.web.access import Solo, admitted
from fullstride.web.accounts.opening import doorkeeper_of
from fullstride.web.answers import Remembered
from fullstride.web.client import serve_client
from fullstride.web.discreet import Discreet
from fullstride.web.guard import Guard
from fullstride.web.headers import REQUEST_ID, Headed, Tagged, headers_of
from fullstride.web.problems import of_the_unforeseen, tell_problems
from fullstride.web.routes import API
from fullstride.web.settings import Settings
from fullstride.web.warming import warm_up
from fullstride.web.working import Bell, ImportWorker, ThreadBell
from fullstride.workflows.fetching import fetch_calendar
from fullstride.workflows.sealing import StoreSealer
from fullstride.workflows.squad_shelves import Rows


def create_app(settings: Settings, *, store: Store | None = None, bell: Bell | None = None) -> FastAPI:
    """A server over a store; `store` stands in for the one that the settings name, and stays open. `bell` is
    heard by other processes that read imports; without one this reads them itself."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if not hasattr(app.state, "store"):
            furnish(app, store or open_store(settings.store))
            warm_up(app.state.store)
        app.state.bell = bell or ThreadBell()
        imports = None if bell else ImportWorker(app.state.store, app.state.bell)
        if imports is not None:
            imports.start()
        yield
        if imports is not None:
            imports.stop()
        if store is None:
            app.state.store.close()
        del app.state.store

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
    app.add_middleware(Discreet)
    app.add_middleware(Tagged)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Headed, settings=settings)
    if settings.proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.proxies))
    tell_problems(app)

    async def of_the_unforeseen_headed(request: Request, error: Exception) -> Response:
        """It is told outside of all middleware."""
        response = await of_the_unforeseen(request, error)
        response.headers.update(headers_of(settings, request.url.path))
        response.headers[REQUEST_ID] = getattr(request.state, "request_id", "")
        return response

    app.add_exception_handler(Exception, of_the_unforeseen_headed)
    app.include_router(API, dependencies=[Depends(admitted)])
    serve_client(app)
    return app


def furnish(app: FastAPI, store: Store) -> None:
    """What every answer needs; done before it starts to serve, and once."""
    settings: Settings = app.state.settings
    app.state.store = store
    app.state.doorkeeper = doorkeeper_of(settings, store)
    has_accounts = not isinstance(app.state.doorkeeper, Solo)
    app.state.settings = replace(settings, accounts=has_accounts)
    app.state.sealer, app.state.fetch = StoreSealer(settings.store), fetch_calendar
    app.state.remembered, app.state.rows = Remembered(), Rows()
