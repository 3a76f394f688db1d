"""What all words of the API have in common."""

import datetime as dt
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from fullstride.formats.plan_schema import FIRST_DATE, LAST_DATE
from fullstride.web.in_browser import in_browser

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_.:+~-]{0,119}$"
SHA256_PATTERN = r"^[0-9a-f]{64}$"
MOST_ITEMS = 200


class Word(BaseModel):
    """Says no more and no less than its fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(Word):
    """What a client sends: numbers are numbers, and finite."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _sensible(date: dt.date) -> dt.date:
    if not FIRST_DATE <= date <= LAST_DATE:
        raise ValueError(f"should lie between {FIRST_DATE.year} and {LAST_DATE.year}")
    return date


def _sensible_instant(instant: dt.datetime) -> dt.datetime:
    if not FIRST_DATE.year < instant.year < LAST_DATE.year:
        raise ValueError(f"should lie between {FIRST_DATE.year} and {LAST_DATE.year}")
    return instant


def _plain(text: str) -> str:
    if any(character < " " and character not in "\n\t" for character in text):
        raise ValueError("holds a character that can't be printed")
    return text


Sentence = Annotated[str, AfterValidator(in_browser)]  # what the program says
Date = Annotated[dt.date, AfterValidator(_sensible)]
Instant = Annotated[AwareDatetime, AfterValidator(_sensible_instant)]
Stamp = Annotated[str, Field(json_schema_extra={"format": "date-time"})]  # as it was written, zone and all
Text = Annotated[str, Field(max_length=2_000), AfterValidator(_plain)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
Scale = Annotated[int, Field(ge=0, le=10, strict=True)]
Id = Annotated[
    str, Path(alias="id", pattern=ID_PATTERN, description="The client's own: the same again is the same.")
]
SessionId = Annotated[str, Path(min_length=1, max_length=200, description="A session's id.")]
Sha256 = Annotated[str, Path(pattern=SHA256_PATTERN, description="Of the file, in hex.")]
Limit = Annotated[int, Query(ge=1, le=MOST_ITEMS, description="How many at most.")]
After = Annotated[str, Query(max_length=500, description="`next` of the page before; none for the first.")]
