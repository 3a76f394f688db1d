"""What a plan can be written for, and what each target can't hold."""

from typing import Annotated, Literal

from pydantic import Field

from fullstride.web.schema.word import Told, Word


class Lost(Word):
    """`session` is an id; what could not be said of it, and what stands there instead."""

    session: str
    what: str
    instead: str
    target: str


class ExportRow(Word):
    target: Literal["ics", "fit", "intervals", "html"]
    name: str
    size_bytes: int
    lost: list[Lost]


class Exports(Word):
    items: list[ExportRow]


class Confirm(Told):
    """The runner's own name, typed by whoever wants everything of them gone."""

    confirm: Annotated[str, Field(max_length=200)]
