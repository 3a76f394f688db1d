"""Every operation of the API has its line in docs/reference/api.md."""

from fullstride.web.app import create_app
from fullstride.web.settings import Settings
from helpers import ROOT

PAGE = " ".join((ROOT / "docs/reference/api.md").read_text().split())


def test_every_operation_has_its_line() -> None:
    paths = create_app(Settings(accounts=True)).openapi()["paths"]
    for path, operations in paths.items():
        for method in operations:
            line = f"`{method.upper()} {path.removeprefix('/api/v1')}`:"
            assert line in PAGE, f"docs/reference/api.md has no line for {line}"
