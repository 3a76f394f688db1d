"""What happened and what was planned, kept for good: SQLite by default, PostgreSQL when outgrown."""

from fullstride.store.contract import Accounts, Attempts, Jobs, Shelf, Store

__all__ = ["Accounts", "Attempts", "Jobs", "Shelf", "Store", "open_store"]


def open_store(where: str = "", *, create: bool = True) -> Store:
    """Opens a store, and brings one that an older version made to this version's form.

    `where` is a file, a folder to hold it, `sqlite:///FILE`, `postgresql://…`, or `memory:` for one that
    is gone afterwards; "" is what FULLSTRIDE_STORE says, or else the default in the user's data folder.
    Without `create` a store that is not there is not made.

    Raises BadUsage for an address that is none; StoreTrouble where there is no store or it can't be opened.
    """
    from fullstride.store.where import read_where

    place = read_where(where)
    if place.path is None and not place.url:
        from fullstride.store.memory import MemoryStore

        return MemoryStore()
    from fullstride.store.sql import open_sql

    return open_sql(place, create=create)
