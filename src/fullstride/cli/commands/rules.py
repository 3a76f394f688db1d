"""`fullstride rules [ID]`: the rule book, one rule, or everything about one exercise."""

from typing import Annotated

import typer

from fullstride.cli import door, options
from fullstride.domain.errors import BadUsage


def rules(
    rule_id: Annotated[
        str,
        typer.Argument(metavar="ID", help="A rule or an exercise, like bounding.before.hard or bounding."),
    ] = "",
    books: options.Books = None,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Show the rules, each with its sentence, its source and its grade."""
    from fullstride import workflows
    from fullstride.cli import rule_screens
    from fullstride.formats.answers import rules_answer

    book = workflows.read_book(books or ())
    exercise = book.exercises.get(rule_id)
    found = [rule for rule in book.rules() if not rule_id or f"{rule.id}.".startswith(f"{rule_id}.")]
    if not found:
        raise BadUsage(f"There is no rule {rule_id!r}; fullstride rules lists them all")
    door.answer(
        lambda: rules_answer(found, exercise),
        lambda style: (
            rule_screens.rules_screen(book, style=style)
            if not rule_id
            else rule_screens.exercise_screen(exercise, found, style=style)
            if exercise
            else [line for rule in found for line in rule_screens.rule_screen(rule, style=style)]
        ),
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return door.YES
