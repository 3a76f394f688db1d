"""A server over a store of its own, and a season kept on it: what the tests of the API begin with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from fullstride.store import open_store
from fullstride.web.app import create_app
from fullstride.web.settings import Settings
from living import Living, living

ME = "/api/v1/runners/me"


@dataclass
class Served:
    """`life` runs commands on the same store, so that both faces can be held against each other."""

    client: TestClient
    life: Living

    def get(self, path: str, **params: Any) -> Any:
        """The JSON below the runner's own address; must be there."""
        response = self.client.get(ME + path, params=params)
        assert response.status_code == 200, response.text
        return response.json()

    def put(self, path: str, body: Any) -> Response:
        response: Response = self.client.put(ME + path, json=body)
        return response

    def post(self, path: str, body: Any = None) -> Response:
        response: Response = self.client.post(ME + path, json=body)
        return response


@contextmanager
def served(folder: Path, patch: pytest.MonkeyPatch, *, with_plan: bool = True) -> Iterator[Served]:
    """A server for one runner, on the day that the season begins."""
    life = living(folder, patch)
    if with_plan:
        life.keep()
    store = open_store(str(life.store))
    try:
        with TestClient(create_app(Settings(), store=store), base_url="http://127.0.0.1") as client:
            yield Served(client=client, life=life)
    finally:
        store.close()


def refused(response: Response, status: int) -> str:
    """The sentence of a problem with this status."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    body = response.json()
    assert body["status"] == status
    return str(body["detail"])
