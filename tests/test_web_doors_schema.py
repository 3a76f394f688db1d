"""Whatever is sent to the operations of accounts, they answer as the API's document says, and never break."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import response_schema_conformance

from fullstride.domain.accounts import Role
from fullstride.web.app import create_app
from fullstride.web.settings import Settings
from made_accounts import Club, club

EXAMPLES_EACH = 12
TAGS = {"accounts", "grants", "invitations", "me", "sessions"}
SCHEMA = schemathesis.openapi.from_dict(create_app(Settings(store="memory:")).openapi())
OPERATIONS = [
    one
    for one in (found.ok() for found in SCHEMA.get_all_operations())
    if TAGS & set(one.definition.raw["tags"])
]


@pytest.fixture(scope="module")
def here() -> Iterator[Club]:
    with club() as made:
        made.account("ana", Role.RUNNER, Role.OWNER)
        yield made


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_a_door_answers_as_its_document_says(here: Club, operation: APIOperation) -> None:
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
            case.path_parameters["runner"] = "ana"
        person = here.person("ana")
        body = None if case.media_type is None else case.body
        path = case.formatted_path.removeprefix("/api/v1")
        answer = person.ask(case.method, path, body, params=case.query or None)
        assert answer.status_code < 500, answer.text
        case.validate_response(answer, checks=[response_schema_conformance])
        told = operation.definition.raw["responses"]
        assert str(answer.status_code) in told or answer.is_client_error

    tried()
