"""The few errors that stop a command, each one sentence that a runner can act on.

Expected outcomes (a clash, a plan with gaps, a day nobody can read) are values, not errors.
"""


class FullstrideError(Exception):
    """What was asked for can't be done; `str(error)` is the one sentence printed on stderr."""


class UnreadableInput(FullstrideError):
    """A file, or a place in it, that can't be understood.

    `file` is the name as the runner gave it, `place` where in it ("line 12", "runner.born"; may be
    empty), `reason` what is wrong and, where we know it, what would be right.
    """

    def __init__(self, file: str, place: str, reason: str) -> None:
        self.file, self.place, self.reason = file, place, reason
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where}: {reason}")

    def __reduce__(self) -> tuple[type["UnreadableInput"], tuple[str, str, str]]:
        """Workers send it home."""
        return type(self), (self.file, self.place, self.reason)


class NoDates(UnreadableInput):
    """A plan that can be read but for its dates: nobody said when its race, or its last day, is."""


class UnitUnknown(UnreadableInput):
    """A log that can be read but for a unit that it does not tell. `ask` names what to tell, as in Ask."""

    def __init__(self, file: str, place: str, reason: str, ask: str) -> None:
        self.ask = ask
        super().__init__(file, place, reason)

    def __reduce__(self) -> tuple[type["UnitUnknown"], tuple[str, str, str, str]]:  # type: ignore[override]
        return type(self), (self.file, self.place, self.reason, self.ask)


class NotARecording(UnreadableInput):
    """A sound file that holds no activity: a course, a watch's settings. Nothing is lost without it."""


class BadUsage(FullstrideError):
    """The options of a command contradict each other or ask for the impossible."""


class NoPlan(BadUsage):
    """What was asked for is about the kept plan, and none is kept yet."""


class AlreadyKept(BadUsage):
    """A plan is kept already, and nobody said that another shall take its place."""


class Stopped(FullstrideError):
    """The runner asked to stop in the middle of long work; the text says how far it came."""


class StoreTrouble(FullstrideError):
    """The store can't be read or written: locked, full, read-only, damaged, newer than the program. The text
    says which, that nothing was lost where that is so, and what to do."""


class UnknownRunner(FullstrideError):
    """The store keeps nothing for a runner of that name."""


class Outdated(FullstrideError):
    """Somebody else has kept a newer plan in the meantime; nothing was changed."""


class NameTaken(FullstrideError):
    """Somebody else signs in by that name, or has that shelf; nothing was changed."""
