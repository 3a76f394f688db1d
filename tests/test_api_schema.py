"""The API against its own schema: whatever a client sends, it answers as it says, and never breaks.

Every operation of the schema is tried, new ones too, on a server with the sample season.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app_server import AppServer, copied, serving_app
from fullstride.web.app import create_app
from fullstride.web.settings import Settings
from fullstride.workflows.sample import RUNNER

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
EXAMPLES_EACH = 6

SCHEMA = schemathesis.openapi.from_dict(create_app(Settings(store="memory:")).openapi())
# What removes things comes last: the others shall find something.
OPERATIONS = sorted(
    (found.ok() for found in SCHEMA.get_all_operations()), key=lambda one: one.method.upper() == "DELETE"
)


@pytest.fixture(scope="module")
def api(season: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """A server of its own; what is tried may change what it keeps."""
    with serving_app(copied(season, tmp_path_factory.mktemp("schema")), runner=RUNNER) as server:
        yield server


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_an_operation_answers_as_its_schema_says(api: AppServer, operation: APIOperation) -> None:
    @settings(
        max_examples=EXAMPLES_EACH,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def tried(case: schemathesis.Case) -> None:
        if "runner" in case.path_parameters:
            case.path_parameters["runner"] = RUNNER
        case.call_and_validate(base_url=api.url, checks=CHECKS)

    tried()
