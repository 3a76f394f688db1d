"""A failure in words."""

from typing import Any

from fullstride.web.schema.word import Word

MEDIA_TYPE = "application/problem+json"


class Problem(Word):
    """RFC 9457; `detail` is the sentence for people, `place` where in what was sent, "" where not known;
    `reason` what a program checked there, "" where nothing more is to be said; `ask` what the same
    request would have to tell with it, by the names of its parameters."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    place: str = ""
    reason: str = ""
    ask: tuple[str, ...] = ()


# What every route may answer besides what it says of itself; its own 4XX take the place of this.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "What went wrong, in one sentence for people.",
        "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}},
    }
}
