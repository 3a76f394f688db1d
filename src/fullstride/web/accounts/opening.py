"""How a server is opened: for one runner without login, or for all who have an account."""

from fullstride.domain.errors import BadUsage
from fullstride.store import Store
from fullstride.web.access import Doorkeeper, Solo
from fullstride.web.accounts.keeper import Keeper
from fullstride.web.settings import Settings
from fullstride.workflows import clock
from fullstride.workflows.keeping import MOST_NAMED, ONLY_RUNNER


def doorkeeper_of(settings: Settings, store: Store) -> Doorkeeper:
    """Where others reach the server, or somebody has an account, everybody signs in.

    Raises BadUsage where others reach it and nobody has an account, and where it is for one runner and
    several are kept.
    """
    there = store.accounts.all()
    if settings.accounts or settings.is_open or there:
        if not any(account.disabled_at is None for account in there):
            raise BadUsage(
                "Others can reach this server and nobody has an account; "
                "fullstride user add NAME --role owner makes the first"
            )
        now = clock.now()
        store.accounts.prune(now)
        store.attempts.prune(now)
        return Keeper(store=store, settings=settings)
    names = store.runners()
    if not (settings.runner or settings.squad) and len(names) > 1:
        some = ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
        raise BadUsage(
            f"{len(names)} runners are kept here ({some}); say whose app it is with --runner NAME, or make "
            "accounts with fullstride user add"
        )
    runner = settings.runner or next(iter(names), ONLY_RUNNER)
    store.add_runner(runner)
    return Solo(runner, names if settings.squad else ())
