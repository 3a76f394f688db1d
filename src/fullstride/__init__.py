"""Fullstride: maximal-effort work, placed into the calendar a distance runner already has.

audit → plan → do → measure → adapt. The stages never meet: they exchange the frozen words of
`fullstride.domain`; `fullstride.workflows` is the only place where they are joined.
"""

__version__ = "0.1.0"
