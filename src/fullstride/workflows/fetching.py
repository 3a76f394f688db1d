"""A calendar read from an address that a runner gave."""

from fullstride.formats.reading import Copy


def fetch_calendar(address: str) -> Copy:
    """What stands there now, under the name of its server: the rest of the address is a secret.

    Raises BadUsage.
    """
    from fullstride.services.calendar_fetch import CalendarFetch, host_of

    data = CalendarFetch().fetch(address)
    return Copy(name=host_of(address), data=data)
