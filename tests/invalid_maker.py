"""How a file of tests/files/invalid/ comes by its name, and the run that falls ill."""

from collections.abc import Callable, Mapping

from made_fit import START, Made

COUNT = 45  # records of the run that falls ill, one a second
DEEP = 100_000
MEGABYTE = 1_000_000

Make = Callable[[], bytes]
_MAKERS: dict[str, Make] = {}


def invalid(name: str) -> Callable[[Make], Make]:
    """What it stands above makes the file of that name."""

    def keep(make: Make) -> Make:
        assert name not in _MAKERS, name
        _MAKERS[name] = make
        return make

    return keep


def makers() -> Mapping[str, Make]:
    """What makes each file, by its name, of all modules that were imported."""
    return _MAKERS


def run(count: int = COUNT, start: int = START) -> Made:
    return Made().file_id().records(count, start=start)
