"""Who had how much of the machine meanwhile, in seconds of a core, as Linux counts it."""

import os
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """`clients` is this process, `others` what nobody here has to do with."""

    server: float
    database: float
    clients: float
    others: float

    def since(self, before: "Spent") -> "Spent":
        return Spent(
            server=self.server - before.server,
            database=self.database - before.database,
            clients=self.clients - before.clients,
            others=self.others - before.others,
        )


def spent(server: int, database: int | None) -> Spent | None:
    """Until now, by the processes with these numbers and all that came of them; None where nobody tells."""
    if not (_PROC / "stat").exists():
        return None
    stats = _stats()
    of_server = _with_children(server, stats)
    of_database = _with_children(database, stats) if database else 0.0
    clients = sum(os.times()[:2])
    ticks = [int(one) for one in (_PROC / "stat").read_text().split("\n", 1)[0].split()[1:]]
    busy = (sum(ticks[:8]) - ticks[3] - ticks[4]) * _TICK_S
    return Spent(
        server=of_server,
        database=of_database,
        clients=clients,
        others=busy - of_server - of_database - clients,
    )


def _stats() -> dict[int, tuple[int, float, float]]:
    """Each process's parent, its own time, and that of its children who ended."""
    found = {}
    for path in _PROC.glob("[0-9]*/stat"):
        try:
            rest = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        own, ended = int(rest[11]) + int(rest[12]), int(rest[13]) + int(rest[14])
        found[int(path.parent.name)] = (int(rest[1]), own * _TICK_S, ended * _TICK_S)
    return found


def _with_children(process: int, stats: dict[int, tuple[int, float, float]]) -> float:
    if process not in stats:
        return 0.0
    _, own, ended = stats[process]
    return own + ended + sum(_with_children(one, stats) for one, it in stats.items() if it[0] == process)


_TICK_S = 1 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01
