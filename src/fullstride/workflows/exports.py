"""Exports: the kept plan as files for other programs, and all that is kept of one runner as one zip."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fullstride.domain.errors import StoreTrouble
from fullstride.domain.keeping import KeptPlan
from fullstride.workflows.handing_out import Target
from fullstride.workflows.keeping import book_of, kept_plan
from fullstride.workflows.recordings import rows
from fullstride.workflows.sources import profile_text, rules_text

if TYPE_CHECKING:
    from fullstride.formats.losses import Lost
    from fullstride.store.contract import Shelf

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same plan is always the same zip
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One download: its file name, its media type and bytes, and what it could not hold."""

    target: Target
    name: str
    media_type: str
    data: bytes
    lost: "tuple[Lost, ...]"


def export(shelf: "Shelf", target: Target) -> Export:
    """The kept plan for one target; the same plan gives the same bytes. Raises NoPlan."""
    kept = kept_plan(shelf)
    if target is Target.ICS:
        return _ics(shelf, kept)
    if target is Target.HTML:
        from fullstride.formats.page import write_page

        page = write_page(kept.plan, kept.days, book_of(kept)).encode()
        return Export(target=target, name="plan.html", media_type="text/html", data=page, lost=())
    from fullstride.guide.script import write_scripts

    scripts = write_scripts(kept.plan.sessions, book_of(kept))
    if target is Target.FIT:
        from fullstride.formats.fit_workout import write_workouts

        workouts = write_workouts(scripts)
        return _zipped(target, workouts.files.items(), workouts.losses)
    from fullstride.formats.intervals_text import write_intervals

    events = write_intervals(scripts)
    return _zipped(target, events.files.items(), events.losses)


def _ics(shelf: "Shelf", kept: KeptPlan) -> Export:
    """Each version carries on the one before: what left the plan is cancelled in who subscribed to it."""
    from fullstride.formats.ics_feed import write_feed
    from fullstride.guide.script import write_scripts

    content: bytes | None = None
    losses: tuple[Lost, ...] = ()
    season = [one for one in shelf.plans() if one.plan.season_start == kept.plan.season_start]
    for version in season:
        scripts = write_scripts(version.plan.sessions, book_of(version))
        feed = write_feed(version.plan, scripts, content, version.made_at, "plan.ics")
        content, losses = feed.content, feed.losses
    return Export(
        target=Target.ICS, name="plan.ics", media_type="text/calendar", data=content or b"", lost=losses
    )


def _zipped(target: Target, files: Iterable[tuple[str, bytes]], lost: "tuple[Lost, ...]") -> Export:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return Export(
        target=target,
        name=f"{target.value}.zip",
        media_type="application/zip",
        data=packed.getvalue(),
        lost=lost,
    )


class _Pipe(io.RawIOBase):
    """Takes what a zip writes, and gives it on piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def everything(shelf: "Shelf") -> Iterator[bytes]:
    """All that is kept of a runner as a zip, in pieces: words as JSON Lines, files as they came, the profile
    and rules as TOML. Nothing is held whole but one file at a time."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _members(shelf):
            with archive.open(zipfile.ZipInfo(name, _LONG_AGO), "w", force_zip64=len(data) > 1 << 30) as file:
                for start in range(0, len(data), _PIECE):
                    file.write(data[start : start + _PIECE])
                    yield pipe.taken()
    yield pipe.taken()


def _members(shelf: "Shelf") -> Iterator[tuple[str, bytes]]:
    from fullstride.formats.adapt_answer import decision_json
    from fullstride.formats.plan_file import write_plan
    from fullstride.formats.report_file import write_reports
    from fullstride.store.codec import to_body

    yield "profile.toml", profile_text(shelf).encode()
    yield "rules.toml", rules_text(shelf).encode()
    yield "reports.jsonl", write_reports(shelf.reports())
    for kept in shelf.plans():
        told = write_plan(kept.plan) | {
            "number": kept.number,
            "made_at": kept.made_at.isoformat(),
            "decisions": [decision_json(one) for one in kept.decisions],
        }
        yield f"plans/{kept.number:04}.json", json.dumps(told, indent=1, ensure_ascii=False).encode()
    for name, words in (
        ("matches", shelf.matches()),
        ("moves", shelf.moves()),
        ("corrections", shelf.corrections()),
        ("grants", shelf.grants()),
    ):
        yield f"{name}.jsonl", "".join(f"{to_body(word)}\n" for word in words).encode()
    yield "evidence.jsonl", _evidence(shelf)
    taken: set[str] = set()
    missing: list[str] = []
    for original in shelf.originals():
        name = f"files/{_plain(original.name)}"
        name = name if name.lower() not in taken else f"files/{original.sha256[:12]}-{_plain(original.name)}"
        taken.add(name.lower())
        try:
            data = shelf.read_original(original.sha256)
        except StoreTrouble as error:
            missing.append(str(error))
            continue
        yield name, data
    if missing:
        yield "missing.txt", "\n".join((*missing, "")).encode()


def _evidence(shelf: "Shelf") -> bytes:
    from fullstride.formats.evidence_answer import evidence_json

    lines = (
        json.dumps(
            {"sha256": one.made.sha256, "number": one.number} | evidence_json(one.evidence),
            ensure_ascii=True,
        )
        for one in rows(shelf)
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _plain(name: str) -> str:
    """A name that every file system takes."""
    kept = "".join(letter if letter.isprintable() and letter not in '<>:"/\\|?*' else "_" for letter in name)
    return kept.encode("utf-8", "replace").decode()[-100:].strip(". ") or "file"
