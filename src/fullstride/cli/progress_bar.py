"""How far an archive is, on one line of stderr, where that is a terminal."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import IO

from fullstride.batch.words import Progress
from fullstride.cli.style import Style, detect

SETTLED_S = 1.0  # before it, a rate says nothing
BAR = 20
HOUR_S, MINUTE_S = 3600, 60


@contextlib.contextmanager
def progress_bar(stream: IO[str], *, ascii_wanted: bool = False) -> Iterator[Callable[[Progress], None]]:
    """Gives the function to be told of progress; the line is gone afterwards. Silent on a pipe."""
    if not stream.isatty():
        yield lambda _: None
        return
    from rich.live import Live
    from rich.text import Text

    style = detect(stream=stream, ascii_wanted=ascii_wanted)
    begun: float | None = None
    live = Live(
        console=style.console(stream),
        transient=True,
        refresh_per_second=8,
        redirect_stdout=False,
        redirect_stderr=False,
    )

    def tell(progress: Progress) -> None:
        nonlocal begun
        if begun is None and not progress.listing:
            begun = time.monotonic()
        elapsed_s = time.monotonic() - begun if begun is not None else 0.0
        live.update(Text(progress_line(progress, elapsed_s, style), no_wrap=True, overflow="crop"))

    with live:
        yield tell


def progress_line(progress: Progress, elapsed_s: float, style: Style) -> str:
    """One line: a bar, counts, files a second, time left, what could not be read."""
    if progress.listing:
        return style.words(f"Looking for recordings · {progress.total:,} files")
    full = round(BAR * progress.done / progress.total) if progress.total else BAR
    bar = ("#" * full + "." * (BAR - full)) if style.ascii else ("━" * full + "╌" * (BAR - full))
    parts = [f"{bar} {progress.done:,} of {progress.total:,}"]
    if elapsed_s >= SETTLED_S and progress.done:
        rate = progress.done / elapsed_s
        parts.append(f"{rate:.0f} a second" if rate >= 1 else f"{1 / rate:.0f} s each")
        parts.append(f"{_span((progress.total - progress.done) / rate)} left")
    if progress.unreadable:
        parts.append(f"{progress.unreadable:,} unreadable")
    return style.words(" · ".join(parts))


def _span(seconds: float) -> str:
    if seconds < MINUTE_S:
        return f"{seconds:.0f} s"
    if seconds < HOUR_S:
        return f"{seconds // MINUTE_S:.0f} min {seconds % MINUTE_S:.0f} s"
    return f"{seconds // HOUR_S:.0f} h {seconds % HOUR_S // MINUTE_S:.0f} min"
