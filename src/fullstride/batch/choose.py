"""Which engine a runner's words mean."""

from fullstride.batch.engine import Processes
from fullstride.batch.ray_engine import OnRay
from fullstride.batch.words import Engine
from fullstride.domain.errors import BadUsage

ENGINES = ("processes", "ray")
MOST_JOBS = 1024


def choose_engine(
    name: str = ENGINES[0], *, jobs: int | None = None, address: str | None = None
) -> Engine | None:
    """The engine of that name; None where nothing was asked for and the reader chooses by the archive.

    Raises BadUsage for a name that is none, for a number of processes out of range and for options that
    belong to the other engine.
    """
    if name not in ENGINES:
        raise BadUsage(f"--engine {name}: there are {' and '.join(ENGINES)}")
    if name == "ray":
        if jobs is not None:
            raise BadUsage("--jobs counts processes on this machine; with --engine ray the cluster decides")
        return OnRay(address=address)
    if address is not None:
        raise BadUsage("--address is a Ray cluster's; say --engine ray, too")
    if jobs is None:
        return None
    if not 1 <= jobs <= MOST_JOBS:
        raise BadUsage(f"--jobs {jobs}: a number of processes is from 1 to {MOST_JOBS:,}")
    return Processes(jobs=jobs)
