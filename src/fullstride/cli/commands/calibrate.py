"""`fullstride calibrate LOG MARKS`: the phone against a slow-motion video of the same jumps."""

from pathlib import Path
from typing import Annotated

import typer

from fullstride.cli import door, options
from fullstride.domain.errors import BadUsage


def calibrate(
    log: Annotated[Path, typer.Argument(metavar="LOG", help="The phone's log of the jumps.")],
    marks: Annotated[
        Path, typer.Argument(metavar="MARKS", help="The frames marked in a video of the same jumps.")
    ],
    position: options.Worn = "",
    profile: Annotated[
        Path | None,
        typer.Option("--profile", metavar="FILE", help="Your profile; the calibration is written into it."),
    ] = None,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Compare a phone's jumps with a video of them, and keep what the phone adds."""
    from fullstride.cli.calibrate_screen import calibrate_screen
    from fullstride.domain.evidence import Refused
    from fullstride.formats.calibration_answer import calibration_answer
    from fullstride.workflows.calibrating import calibrate as calibrated
    from fullstride.workflows.calibrating import keep_calibration, refuse_no_profile

    worn = options.told("", position, None, "").position
    if profile is not None and not profile.exists():
        raise BadUsage(f"{profile}: there is no such profile; fullstride init {profile} writes one")
    if profile is not None:
        refuse_no_profile(profile)
    found = calibrated(log, marks, position=worn, today=options.today())
    kept = None
    if profile is not None and not isinstance(found, Refused):
        keep_calibration(found.calibration, profile)
        kept = str(profile)
    door.answer(
        lambda: calibration_answer(found, kept),
        lambda style: calibrate_screen(found, kept, style=style),
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return door.NO if isinstance(found, Refused) else door.YES
