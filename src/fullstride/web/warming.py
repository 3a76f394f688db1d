"""What would otherwise be loaded while the first who asks waits."""

import contextlib

from fullstride.domain.errors import FullstrideError
from fullstride.store import Store


def warm_up(store: Store) -> None:
    """Reads somebody's plan and reports; a store where that can't be done tells so when it is asked."""
    with contextlib.suppress(FullstrideError):
        for runner in store.runners()[:1]:
            shelf = store.shelf(runner)
            shelf.plan()
            shelf.reports()
