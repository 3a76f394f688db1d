"""What all words of the API have in common."""

from pydantic import BaseModel, ConfigDict


class Word(BaseModel):
    """Says no more and no less than its fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)
