"""`fullstride today`: what is next, and why."""

from typing import TYPE_CHECKING, Any

from fullstride.cli import door, options

if TYPE_CHECKING:
    from fullstride.workflows.coming import Coming


def today(
    store: options.Store = "",
    runner: options.RunnerName = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Show the day's work of the kept plan, why it stands there, and what you have not said yet."""
    from fullstride import workflows
    from fullstride.workflows.coming import coming_on

    now = options.today()
    with workflows.shelf_at(workflows.Where(store=store, runner=runner)) as shelf:
        coming = coming_on(shelf, now, today=now)

    def screen(style: Any) -> Any:
        from fullstride.cli.coming_screen import today_screen

        return today_screen(coming, style=style)

    door.answer(lambda: coming_answer(coming), screen, as_json=as_json, ascii_only=ascii_only)
    return door.YES


def coming_answer(coming: "Coming") -> dict[str, Any]:
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
