"""A runner's own backup, looked through, and what it would replace."""

from fullstride.web.schema.word import Stamp, Word


class Backup(Word):
    """What could be put in the place of all that is kept of a runner. It was made at `made_at` of the runner
    `of`; `was_here`: it is what was here before another was put in its place. `says` is how much it holds,
    `missing` how many files were gone already when it was made."""

    id: str
    name: str
    size_bytes: int
    of: str
    made_at: Stamp
    was_here: bool
    says: str
    missing: int


class Backups(Word):
    """`here` says how much is kept now, which any of these would replace; it is "" where nothing is."""

    here: str
    items: list[Backup]


class PutBack(Word):
    """`aside` is what was here before; null where nothing was."""

    aside: Backup | None
