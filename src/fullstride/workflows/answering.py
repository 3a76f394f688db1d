"""What workflows found, as the contract's JSON: the same on the command line and on the web."""

from typing import Any

from fullstride.workflows.coming import Coming


def coming_answer(coming: Coming) -> dict[str, Any]:
    """Days of the kept plan as JSON, for `today` and `week`."""
    from fullstride.formats.adapt_answer import decision_json
    from fullstride.formats.answers import day_json
    from fullstride.formats.coming_answer import due_json, script_json
    from fullstride.formats.plan_file import session_json

    status = {id_: outcome.status.value for id_, outcome in coming.outcomes.items()}
    return {
        "first": coming.dates[0].isoformat(),
        "last": coming.dates[-1].isoformat(),
        "number": coming.kept.number,
        "days": [day_json(day) for day in coming.days],
        "sessions": [
            script_json(script, status=status.get(script.session.id, "ahead")) for script in coming.scripts
        ],
        "next": session_json(coming.next) if coming.next else None,
        "decisions": [decision_json(one) for one in coming.decisions],
        "due": [due_json(one.asks.value, one.session, one.date.isoformat()) for one in coming.due],
    }
