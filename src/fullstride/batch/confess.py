"""What ended a piece of work that nobody foresaw, as a sentence's end instead of a traceback."""

from types import TracebackType


class Confess:
    """A `with` around foreign work; afterwards `reason` is "" or what stopped it, and nothing was raised.

    Errors that a runner can act on are the work's own to turn into results. What arrives here is a fault
    of this program or too little memory, and it must cost the one file only. `again` says whether another
    try could end otherwise. Asking to stop (KeyboardInterrupt, SystemExit, GeneratorExit) passes through.
    """

    def __init__(self) -> None:
        self.reason, self.again = "", False

    def __enter__(self) -> "Confess":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if kind is None or not issubclass(kind, Exception):
            return False
        if issubclass(kind, MemoryError):
            self.reason, self.again = "measuring it needs more memory than there is", True
        elif issubclass(kind, RecursionError):
            self.reason = "it is nested too deeply to be read"
        else:
            said = " ".join(str(error).split())[:200]
            self.reason = f"a fault in this program stopped it ({kind.__name__}{': ' if said else ''}{said})"
        return True
