"""A failure in words."""

from fullstride.web.schema.word import Word


class Problem(Word):
    """RFC 9457; `detail` is the sentence for people, `place` where in what was sent, "" where not known."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    place: str = ""
