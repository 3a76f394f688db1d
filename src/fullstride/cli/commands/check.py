"""`fullstride check PLAN.json`: judges any plan by the rules, ours or one edited by hand."""

from fullstride.cli import door, options


def check(
    plan: options.PlanFile,
    calendars: options.Calendars = None,
    profile: options.Profile = None,
    race: options.RaceDate = None,
    books: options.Books = None,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """List every rule that a plan breaks. Exits 1 when there is one."""
    from fullstride import workflows
    from fullstride.cli.screens import check_screen
    from fullstride.formats.answers import violations_answer

    opened, violations = workflows.judge(
        plan,
        workflows.Given(
            today=options.today(),
            calendars=tuple(calendars or ()),
            profile=profile,
            books=tuple(books or ()),
            race=race,
        ),
    )
    door.note(opened.note)
    door.answer(
        lambda: violations_answer(violations),
        lambda style: check_screen(violations, len(opened.plan.sessions), style=style),
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return door.NO if violations else door.YES
