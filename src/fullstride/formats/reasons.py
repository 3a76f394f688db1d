"""A reason as JSON, the same in every answer."""

from typing import Any

from fullstride.domain.session import Reason


def reason_json(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "text": reason.text,
        "source": reason.source,
        "grade": reason.grade.value,
    }
