"""`fullstride serve`: the app, at an address of this machine."""

from typing import Annotated

import typer

from fullstride.domain.errors import BadUsage
from fullstride.web.settings import DEFAULT_HOST, DEFAULT_PORT, Settings, is_loopback


def serve(
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
) -> int:
    """Open the app: calendar, guided session, measuring, progress."""
    if not is_loopback(host):
        raise BadUsage(f"--host {host} can be reached from elsewhere, and there are no accounts yet")
    import uvicorn

    from fullstride.web.app import create_app

    settings = Settings(store=store, runner=runner, host=host, port=port)
    uvicorn.run(create_app(settings), host=host, port=port, log_level="warning", server_header=False)
    return 0
