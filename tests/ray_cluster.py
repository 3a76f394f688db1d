"""A cluster of two nodes on this machine, one of which is killed while it works; prints what came back.

A program of its own: Ray's processes and remarks stay out of the tests, and its memory is given back.
"""

import json
import os
import sys
import time

import ray
from ray.cluster_utils import Cluster

from fullstride.batch.ray_engine import OnRay

ITEMS = 240
LITTLE = {"num_cpus": 2, "object_store_memory": 80_000_000}


def work(item: tuple[str, int]) -> tuple[int, str]:
    """Says on which node it ran; some items fail, some take their process with them."""
    what, number = item
    time.sleep(0.02)
    if what == "raise":
        raise KeyError("no such thing")
    if what == "exit":
        os._exit(3)
    return number, str(ray.get_runtime_context().get_node_id())


def main() -> None:
    cluster = Cluster(initialize_head=True, head_node_args={**LITTLE, "include_dashboard": False})
    doomed = cluster.add_node(**LITTLE)
    items = [("raise" if n == 50 else "exit" if n == 90 else "work", n) for n in range(ITEMS)]
    back, killed_at = [], None
    for outcome in OnRay(address=cluster.address, chunk=4).outcomes(work, items):
        on = outcome.result[1] if outcome.result else ""
        back.append({"item": outcome.item[1], "lost": outcome.lost, "on": on})
        if killed_at is None and on == doomed.node_id:
            killed_at = len(back)
            cluster.remove_node(doomed, allow_graceful=False)
    sys.stdout.write(json.dumps({"back": back, "killed_at": killed_at}) + "\n")
    sys.stdout.flush()
    cluster.shutdown()


if __name__ == "__main__":
    main()
