"""`fullstride today`: what is next, and why."""

from typing import Any

from fullstride.cli import door, options


def today(
    store: options.Store = "",
    runner: options.RunnerName = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Show the day's work of the kept plan, why it stands there, and what you have not said yet."""
    from fullstride import workflows
    from fullstride.workflows.answering import coming_answer
    from fullstride.workflows.coming import coming_on

    now = options.today()
    with workflows.shelf_at(workflows.Where(store=store, runner=runner)) as shelf:
        coming = coming_on(shelf, now, today=now)

    def screen(style: Any) -> Any:
        from fullstride.cli.coming_screen import today_screen

        return today_screen(coming, style=style)

    door.answer(lambda: coming_answer(coming), screen, as_json=as_json, ascii_only=ascii_only)
    return door.YES
