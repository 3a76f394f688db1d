"""The API against its own schema: whatever a client sends, it answers as it says, and never breaks.

Every operation of the schema is tried, new ones too, on a server with the sample season; those of accounts
once more where there are accounts, by somebody who is signed in.
"""

from collections.abc import Callable, Iterator
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
from fullstride.domain.accounts import Role
from fullstride.web.app import create_app
from fullstride.web.settings import Settings
from fullstride.workflows.sample import RUNNER
from made_accounts import Club, club

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
EXAMPLES_EACH, EXAMPLES_OF_A_DOOR = 6, 12
DOORS = {"accounts", "grants", "invitations", "me", "sessions"}

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


@pytest.fixture(scope="module")
def here() -> Iterator[Club]:
    with club() as made:
        made.account("ana", Role.RUNNER, Role.OWNER)
        yield made


def _try(
    operation: APIOperation, runner: str, examples: int, ask: Callable[[schemathesis.Case], None]
) -> None:
    """Asks whatever the schema lets a client send, and much that it doesn't."""

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def tried(case: schemathesis.Case) -> None:
        if "runner" in case.path_parameters:
            case.path_parameters["runner"] = runner
        ask(case)

    tried()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_an_operation_answers_as_its_schema_says(api: AppServer, operation: APIOperation) -> None:
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=api.url, checks=CHECKS)

    _try(operation, RUNNER, EXAMPLES_EACH, ask)


@pytest.mark.parametrize(
    "operation",
    [one for one in OPERATIONS if DOORS & set(one.definition.raw["tags"])],
    ids=lambda one: one.label,
)
def test_a_door_answers_whoever_is_signed_in_as_its_schema_says(here: Club, operation: APIOperation) -> None:
    def ask(case: schemathesis.Case) -> None:
        person = here.person("ana")
        body = None if case.media_type is None else case.body
        path = case.formatted_path.removeprefix("/api/v1")
        answer = person.ask(case.method, path, body, params=case.query or None)
        assert answer.status_code < 500, answer.text
        case.validate_response(answer, checks=[response_schema_conformance])
        told = operation.definition.raw["responses"]
        assert str(answer.status_code) in told or answer.is_client_error

    _try(operation, "ana", EXAMPLES_OF_A_DOOR, ask)
