"""How much is kept, in words."""

from collections.abc import Mapping

from fullstride.formats import saying

_NAMED = {
    "runners": "runner",
    "reports": "report",
    "originals": "file",
    "plans": "version",  # of plans
    "evidence": "measurement",
    "moves": "move",
}


def counted(counts: Mapping[str, int]) -> str:
    """ "3 reports, 1 file and 2 plan versions"."""
    said = [saying.counted(counts.get(kind, 0), word) for kind, word in _NAMED.items() if counts.get(kind)]
    return saying.listed(said).replace("version", "plan version") if said else "nothing is kept yet"
