"""Years lived by synthetic runners: every plan that is made again on the way is judged by several eyes.

`make bench` lives a sample; `python -m benchmarks.lived_years --runners 1000 --workers 2` all of them, and
`--show SEED` prints one year as a notebook.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from benchmarks.life_calendar import YEAR_WEEKS
from benchmarks.lived_year import Found, Year
from benchmarks.measured import Measured

SAMPLE = 24
LIMIT_S = 10.0  # of CPU for one runner's year, the judging with it


def lived(seed: int, weeks: int = YEAR_WEEKS) -> Found:
    return Year(seed, weeks=weeks).live()


def all_lived(seeds: Sequence[int], *, workers: int, weeks: int = YEAR_WEEKS) -> Found:
    whole = Found()
    with ProcessPoolExecutor(max_workers=workers) as pool:
        for done, one in enumerate(pool.map(lived, seeds, [weeks] * len(seeds), chunksize=2), start=1):
            whole.add(one)
            for text in one.wrong:
                print(text, file=sys.stderr, flush=True)
            if done % 25 == 0:
                print(f"{done} runners, {whole.adapts} adapts, {len(whole.wrong)} wrong", file=sys.stderr)
    return whole


def measurements() -> Iterator[Measured]:
    begun = time.perf_counter()
    whole = all_lived(range(SAMPLE), workers=2)
    took = time.perf_counter() - begun
    yield Measured(name=f"{SAMPLE} runners live a year, 2 cores", median=took, limit=LIMIT_S * SAMPLE / 2)
    yield Measured(name="rules broken in it", median=float(len(whole.wrong)), limit=0.5, unit="")


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runners", type=int, default=1000)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--weeks", type=int, default=YEAR_WEEKS)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--show", type=int)
    asked = parser.parse_args(words)
    if asked.show is not None:
        print("\n".join(lived(asked.show, asked.weeks).notebook))
        return 0
    begun = time.perf_counter()
    whole = all_lived(
        range(asked.first, asked.first + asked.runners), workers=asked.workers, weeks=asked.weeks
    )
    print(
        f"{asked.runners} runners, {asked.weeks} weeks: {whole.adapts} adapts ({whole.changed} changed the "
        f"plan), {whole.sessions} sessions, {dict(whole.decisions)}, {len(whole.wrong)} findings, "
        f"{whole.cpu_s:.0f} s of CPU, {time.perf_counter() - begun:.0f} s, slowest {whole.slowest_s:.2f} s"
    )
    return 1 if whole.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
