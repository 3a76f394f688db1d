"""`fullstride doctor`: whether what is kept is sound, and what to do where it is not."""

from typing import TYPE_CHECKING, Any

from fullstride.cli import door, options

if TYPE_CHECKING:
    from fullstride.store.doctor import Checkup


def doctor(
    store: options.Store = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Read every word and file that is kept, and say what is wrong and what to do. Changes nothing."""
    from fullstride.workflows.safekeeping import look_over

    found = look_over(store, options.now())

    def screen(style: Any) -> Any:
        from fullstride.cli.kept_screens import doctor_screen

        return doctor_screen(found, style=style)

    door.answer(lambda: _facts(found), screen, as_json=as_json, ascii_only=ascii_only)
    return door.YES if found.is_sound else door.NO


def _facts(found: "Checkup") -> dict[str, Any]:
    return {
        "store": found.shown,
        "sound": found.is_sound,
        "form": found.form,
        "counts": found.counts,
        "findings": [
            {"wrong": each.wrong, "what": each.what, "means": each.means, "do": each.do}
            for each in found.findings
        ],
    }
