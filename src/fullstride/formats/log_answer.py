"""What `fullstride log` kept, as the contract's JSON: stable keys, dates as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.evidence import Evidence
from fullstride.domain.keeping import Match
from fullstride.domain.report import Report
from fullstride.formats.evidence_answer import evidence_json
from fullstride.formats.report_file import report_json

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecording:
    """A recording on the shelf; `again`: it was there before. `candidates` are sessions that it might show,
    by id, where that has to be asked, and `why`."""

    file: str
    sha256: str
    evidence: Evidence
    again: bool = False
    candidates: tuple[str, ...] = ()
    why: str = ""


def log_answer(
    reports: Iterable[Report],
    new: int,
    recordings: Iterable[KeptRecording] = (),
    matches: Iterable[Match] = (),
    unreadable: Iterable[UnreadableInput] = (),
) -> Json:
    """Reports as they are kept and how many were new, recordings with what they show, what was matched."""
    recordings = tuple(recordings)
    return {
        "reports": [report_json(report) for report in reports],
        "new": new,
        "recordings": [
            {"sha256": one.sha256, "again": one.again} | evidence_json(one.evidence) | {"file": one.file}
            for one in recordings
        ],
        "matches": [{"session": one.session, "sha256": one.sha256, "by": one.by} for one in matches],
        "unmatched": [
            {"file": one.file, "sha256": one.sha256, "sessions": list(one.candidates), "why": one.why}
            for one in recordings
            if one.candidates
        ],
        "unreadable": [
            {"file": error.file, "place": error.place, "error": error.reason} for error in unreadable
        ],
    }
