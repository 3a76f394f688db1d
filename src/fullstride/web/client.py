"""The built client: its files as they are, and its first page for every address that is a page of it."""

import os
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response

from fullstride.web.problems import Refusal, not_there

BUILT = Path(os.environ.get("FULLSTRIDE_CLIENT") or Path(__file__).parent / "built")
_FOREVER = "public, max-age=31536000, immutable"  # their names change with what is in them
_ASK_AGAIN = "no-cache"
_NOT_BUILT = "The app was not built; make run builds it, and the API works without it"


def serve_client(app: FastAPI, built: Path = BUILT) -> None:
    """Adds the client's routes; last, as they take every address that nobody else took."""

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    def file(path: str) -> Response:
        if path.startswith("api/"):
            raise not_there()
        index = built / "index.html"
        if not index.is_file():
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, _NOT_BUILT)
        found = _file_at(built, path)
        if found is not None:
            forever = path.startswith("assets/")
            return FileResponse(found, headers={"Cache-Control": _FOREVER if forever else _ASK_AGAIN})
        if "." in path.rpartition("/")[2]:
            raise not_there()
        return FileResponse(index, headers={"Cache-Control": _ASK_AGAIN})


def _file_at(built: Path, path: str) -> Path | None:
    """None for what is no file of the client's, whatever was asked for."""
    try:
        found = (built / path).resolve()
        is_ours = bool(path) and found.is_file() and found.is_relative_to(built.resolve())
    except (ValueError, OSError):  # a name that no file can have
        return None
    return found if is_ours else None
