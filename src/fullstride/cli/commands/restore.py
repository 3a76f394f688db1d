"""`fullstride restore FILE`: a backup put in the place of what is kept, which is kept aside."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fullstride.cli import door, options

if TYPE_CHECKING:
    from fullstride.store.restore import Restored
    from fullstride.workflows.safekeeping import Restoring


def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A backup, or a folder that export --everything wrote.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Replace what is kept without asking.")] = False,
    store: options.Store = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Look a backup through, and put it in the place of what is kept."""
    from fullstride.workflows.safekeeping import restoring

    done: Restored | None = None
    with restoring(file, store) as ready:
        if yes or ready.there.is_empty or (not as_json and _asked(ready)):
            done = ready.do(options.now())

    def screen(style: Any) -> Any:
        from fullstride.cli.kept_screens import restore_screen

        return restore_screen(done, style=style) if done else []

    if done is not None or as_json:
        door.answer(lambda: _facts(ready, done), screen, as_json=as_json, ascii_only=ascii_only)
    if done is None:
        from fullstride.cli.kept_screens import standing

        door.note(
            f"{standing(ready.there)}; nothing was changed; "
            "--yes puts the backup in its place, and this aside"
        )
        return door.NO
    return door.YES


def _asked(ready: "Restoring") -> bool:
    from fullstride.cli.asking import ask, can_ask
    from fullstride.cli.kept_screens import standing
    from fullstride.cli.questions import read_yes

    if not can_ask():
        return False
    made = f"{ready.whole.manifest.made_at:%d %B %Y, %H:%M}".lstrip("0")
    question = f"{standing(ready.there)}. Put the backup of {made} in its place, and this aside? (yes, no)"
    return bool(ask(question, read_yes))


def _facts(ready: "Restoring", done: "Restored | None") -> dict[str, Any]:
    manifest = ready.whole.manifest
    return {
        "restored": done is not None,
        "store": ready.there.shown,
        "made_at": manifest.made_at.isoformat(),
        "counts": manifest.counts,
        "missing": sorted(manifest.missing),
        "aside": str(done.aside) if done and done.aside else None,
    }
