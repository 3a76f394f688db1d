"""One link as a row, and back."""

from typing import Any

from fullstride.domain.accounts import Link, LinkKind, Role
from fullstride.store import checks


def row_of(link: Link, runner_id: int | None) -> dict[str, Any]:
    return {
        "token_sha256": link.token_sha256,
        "kind": link.kind.value,
        "role": link.role.value,
        "runner_id": runner_id,
        "coach": link.coach,
        "account": link.account,
        "for_whom": link.for_whom,
        "created_us": checks.micros(link.created_at),
        "expires_us": checks.micros(link.expires_at),
        "used_us": None if link.used_at is None else checks.micros(link.used_at),
    }


def link_of(row: Any) -> Link:
    """`row` has the runner's name as `runner`."""
    return Link(
        token_sha256=row.token_sha256,
        kind=LinkKind(row.kind),
        role=Role(row.role),
        runner=row.runner or "",
        coach=row.coach,
        account=row.account,
        for_whom=row.for_whom,
        created_at=checks.instant(row.created_us),
        expires_at=checks.instant(row.expires_us),
        used_at=None if row.used_us is None else checks.instant(row.used_us),
    )
