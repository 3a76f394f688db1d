"""Files on their way in: written to the disk piece by piece, never held whole, gone when they were read."""

import re
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.requests import ClientDisconnect

from fullstride.web.problems import Refusal

_LONGEST_NAME = 120
_NO_NAME = "recording"
_ODD = re.compile(r"[\x00-\x1f\x7f/\\]|[\ud800-\udfff]")
FileName = Annotated[
    str, Query(max_length=300, description="What the file is called; only its last part counts.")
]
BYTES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file in a folder of its own, which goes with it; `size_bytes` all of it."""

    path: Path
    size_bytes: int


def safe_name(name: str) -> str:
    """The last part of a name, as it may stand in any folder."""
    last = re.split(r"[/\\]", name)[-1]
    plain = _ODD.sub("", last).strip().lstrip(".")
    return plain.encode("utf-8", "ignore")[-_LONGEST_NAME:].decode("utf-8", "ignore") or _NO_NAME


async def received(request: Request, name: FileName = "") -> AsyncIterator[Upload]:
    """The body of a request as a file. Raises Refusal where it is empty or breaks off; what is too large for
    its operation does not come through."""
    said = request.headers.get("content-length", "")
    with tempfile.TemporaryDirectory(prefix="fullstride-upload-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / safe_name(name)
        size = 0
        try:
            with path.open("wb") as file:
                async for piece in request.stream():
                    size += len(piece)
                    file.write(piece)
        except ClientDisconnect:
            raise Refusal(HTTPStatus.BAD_REQUEST, "The upload broke off; send it again") from None
        if said.isdigit() and size != int(said):
            raise Refusal(HTTPStatus.BAD_REQUEST, "The upload broke off; send it again")
        if not size:
            raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, f"{path.name}: is empty")
        yield Upload(path=path, size_bytes=size)


Received = Annotated[Upload, Depends(received)]
