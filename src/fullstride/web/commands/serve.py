"""`fullstride serve`: the app, at an address of this machine."""

import contextlib
import ipaddress
import os
import signal
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fullstride.domain.errors import BadUsage, Stopped
from fullstride.web.settings import DEFAULT_HOST, DEFAULT_PORT, Settings, read_address
from fullstride.web.workers import MOST_WORKERS, refuse_unshared, serve_workers

if TYPE_CHECKING:
    from fullstride.store import Store

MOST_HEAD_BYTES = 32_768  # of a request, before its body
LAST_WAIT_S = 5  # for answers that are on their way when the server ends


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")] = DEFAULT_HOST,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="The port.")
    ] = DEFAULT_PORT,
    store: Annotated[
        str,
        typer.Option(
            "--store",
            metavar="WHERE",
            envvar="FULLSTRIDE_STORE",
            show_envvar=False,
            help="Where things are kept: a file, or a database's address.",
        ),
    ] = "",
    runner: Annotated[str, typer.Option("--runner", metavar="NAME", help="Whose app it is.")] = "",
    address: Annotated[
        str, typer.Option("--address", metavar="URL", help="Where others reach it, like https://run.example.")
    ] = "",
    proxies: Annotated[
        list[str] | None,
        typer.Option("--proxy", metavar="ADDRESS", help="Whose word on where a request is from is believed."),
    ] = None,
    workers: Annotated[
        int,
        typer.Option("--workers", metavar="N", min=1, max=MOST_WORKERS, help="How many processes answer."),
    ] = 1,
    squad: Annotated[
        bool, typer.Option("--squad", help="Without logins: the runner coaches all others who are kept.")
    ] = False,
    access_log: Annotated[
        bool, typer.Option("--access-log", help="Say on stderr what was asked for.")
    ] = False,
    sample: Annotated[
        bool,
        typer.Option(
            "--sample",
            help="Show a sample runner and squad, in a store that is gone afterwards.",
        ),
    ] = False,
) -> int:
    """Open the app: calendar, guided session, measuring, progress."""
    settings = Settings(
        store=store,
        runner=runner,
        host=host,
        port=port,
        address=read_address(address),
        squad=squad,
        proxies=tuple(map(_proxy, proxies or ())),
    )
    with contextlib.ExitStack() as ends:
        listening = ends.enter_context(_listening(host, port))
        kept = None
        if sample:
            _refuse_own_store(context)
            if settings.is_open:
                raise BadUsage("--sample is for this machine alone; leave --host, --address and --proxy out")
            settings, kept = ends.enter_context(_sample(settings))
        else:
            if workers > 1:
                refuse_unshared(settings)
            _refuse_unready(settings)
        _run(settings, listening, kept, workers=workers, access_log=access_log)
    raise Stopped("The app has ended; what it was told is kept" if not sample else "The sample has ended")


def _refuse_unready(settings: Settings) -> None:
    """Raises BadUsage where others reach the server and nobody could sign in."""
    from fullstride.store import open_store
    from fullstride.web.accounts.opening import doorkeeper_of

    if settings.squad and settings.is_open:
        raise BadUsage("--squad is for this machine alone; where others reach it, coaches have accounts")
    kept = open_store(settings.store)
    try:
        doorkeeper_of(settings, kept)
    finally:
        kept.close()
    if settings.is_open and not settings.is_secure:
        typer.echo(
            "Passwords and all else can be read on their way to this server; "
            "behind https, --address https://… says so.",
            err=True,
        )


def _proxy(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text))
    except ValueError:
        raise BadUsage(f"--proxy {text}: write an address like 127.0.0.1, or a range of them") from None


def _refuse_own_store(context: typer.Context) -> None:
    for name in ("store", "runner"):
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            raise BadUsage(f"--sample shows a store and runners of its own; leave --{name} out")


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens. Raises BadUsage where another program has the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno and error.errno > 0 else str(error).lower()
        raise BadUsage(
            f"The app can't listen at {host}, port {port}: {reason}; --port N says where"
        ) from None
    with listening:
        yield listening


@contextlib.contextmanager
def _sample(settings: Settings) -> "Iterator[tuple[Settings, Store]]":
    """A store with the sample in it, in a folder that is removed afterwards."""
    from fullstride.store import open_store
    from fullstride.workflows import clock
    from fullstride.workflows.sample import RUNNER, make_sample

    typer.echo("Making a sample season; this takes some seconds.")
    with tempfile.TemporaryDirectory(prefix="fullstride-sample-") as made:
        folder = Path(made)
        kept = open_store(str(folder / "store.sqlite"))
        try:
            make_sample(kept, folder / "files", now=clock.now())
            yield replace(settings, store=str(folder / "store.sqlite"), runner=RUNNER, squad=True), kept
        finally:
            kept.close()


def _run(
    settings: Settings,
    listening: socket.socket,
    kept: "Store | None",
    *,
    workers: int,
    access_log: bool,
) -> None:
    """Serves until somebody ends it."""
    from fullstride.web.logs import log_config

    how: dict[str, Any] = {
        "log_config": log_config(access=access_log),
        "access_log": False,  # uvicorn's own holds queries
        "server_header": False,
        "proxy_headers": False,  # create_app() hears the proxies that are trusted, and no other
        "timeout_graceful_shutdown": LAST_WAIT_S,
        "h11_max_incomplete_event_size": MOST_HEAD_BYTES,
    }
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"Fullstride is at http://{shown}:{port}; Ctrl-C ends it.")
    # uvicorn ends what it began and then passes the signal on.
    before = signal.signal(signal.SIGTERM, _end)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            if workers > 1:
                serve_workers(settings, listening, workers, **how)
            else:
                _serve_here(settings, listening, kept, how)
    finally:
        signal.signal(signal.SIGTERM, before)


def _serve_here(
    settings: Settings, listening: socket.socket, kept: "Store | None", how: dict[str, Any]
) -> None:
    import uvicorn

    from fullstride.web.app import create_app

    uvicorn.Server(uvicorn.Config(create_app(settings, store=kept), **how)).run(sockets=[listening])


def _end(*_: Any) -> None:
    raise KeyboardInterrupt
