"""What would otherwise be loaded and worked out while the first who asks waits."""

import contextlib
import gc
import time

from fullstride.domain.errors import FullstrideError
from fullstride.store import Store
from fullstride.web.schema.plan import Coming
from fullstride.web.schema.season import Season
from fullstride.workflows import clock
from fullstride.workflows.answering import coming_answer, season_answer
from fullstride.workflows.coming import coming_on, coming_week
from fullstride.workflows.season import season_of

LONGEST_S = 2.0  # for the plans of all


def warm_up(store: Store, *, all_of_them: bool = False) -> None:
    """Works out somebody's today, week and season, and reads the plans of the others as far as time allows.
    A store where that can't be done tells so when it is asked."""
    ends_s = time.monotonic() + LONGEST_S
    today = clock.now().date()
    for runner in store.runners() if all_of_them else store.runners()[:1]:
        with contextlib.suppress(FullstrideError):
            shelf = store.shelf(runner)
            if shelf.plan() is None:
                continue
            Season.model_validate(season_answer(season_of(shelf, today=today)))
            for coming in (coming_on(shelf, today, today=today), coming_week(shelf, today, today=today)):
                Coming.model_validate(coming_answer(coming) | {"week": None, "weeks": 0})
        if time.monotonic() > ends_s:
            return


def settle() -> None:
    """Nothing of what is loaded by now is ever looked through for what could be thrown away: that would take
    a fifth of a second each time, and make a copied process need memory of its own."""
    gc.collect()
    gc.freeze()
