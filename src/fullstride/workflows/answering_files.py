"""What came and what goes as files, as the contract's JSON."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from fullstride.domain.imports import JobState

if TYPE_CHECKING:
    from fullstride.domain.evidence import Evidence, Refused
    from fullstride.domain.imports import ImportJob
    from fullstride.domain.trace import Trace
    from fullstride.measure.calibrating import Calibrated
    from fullstride.workflows.asides import Aside
    from fullstride.workflows.exports import Export
    from fullstride.workflows.importing import Import
    from fullstride.workflows.recordings import File, Row

Json = dict[str, Any]


def imported_answer(found: "Import") -> Json:
    """What became of what was handed in, as `log --json` prints it."""
    from fullstride.formats.log_answer import KeptRecording, log_answer

    asked = {id(one.recording): one for one in found.unmatched}
    recordings = [
        KeptRecording(
            file=one.name,
            sha256=one.sha256,
            evidence=one.evidence,
            again=one.again,
            candidates=tuple(each.id for each in asked[id(one)].candidates) if id(one) in asked else (),
            why=asked[id(one)].why if id(one) in asked else "",
        )
        for one in found.recordings
    ]
    told = log_answer((), 0, recordings, found.matches, found.unreadable)
    return {key: told[key] for key in ("recordings", "matches", "unmatched", "unreadable")}


def row_answer(row: "Row") -> Json:
    """One recording in a list."""
    from fullstride.formats.recording_answer import row_json

    return row_json(row.evidence, sha256=row.made.sha256, number=row.number, sessions=row.sessions)


def file_answer(file: "File") -> Json:
    """A file with all that it shows."""
    from fullstride.formats.recording_answer import correction_json, original_json, recording_json
    from fullstride.workflows.recordings import number_of

    return original_json(file.original) | {
        "recordings": [
            recording_json(one.evidence, number=one.number, counts=one.counts) for one in file.rows
        ],
        "corrections": [correction_json(one, number=number_of(one)) for one in file.corrections],
        "sessions": list(file.sessions),
    }


def trace_answer(trace: "Trace", evidence: "Evidence", *, most: int) -> Json:
    """Speed and grade, thinned out to what a screen can draw."""
    from fullstride.formats.recording_answer import trace_json

    return trace_json(trace, evidence, most=most)


def exports_answer(found: "Iterable[Export]") -> Json:
    """What the kept plan can be written for."""
    from fullstride.formats.losses import lost_json

    return {
        "items": [
            {
                "target": one.target.value,
                "name": one.name,
                "size_bytes": len(one.data),
                "lost": lost_json(replace(each, target=one.target.value) for each in one.lost),
            }
            for one in found
        ]
    }


def job_answer(job: "ImportJob", now: dt.datetime) -> Json:
    """How far an import is; one whose worker died waits for another."""
    waits = job.leased_until is not None and job.leased_until <= now
    return {
        "id": job.id,
        "name": job.name,
        "size_bytes": job.size_bytes,
        "received_bytes": job.received_bytes,
        "state": (JobState.WAITING if waits else job.state).value,
        "created_at": job.created_at.isoformat(),
        "changed_at": job.changed_at.isoformat(),
        "counts": asdict(job.counts),
        "result": json.loads(job.result) if job.result else None,
        "error": job.error,
    }


def kept_answer(counts: Mapping[str, int]) -> str:
    """How much is kept, "" where nothing is."""
    from fullstride.formats.kept_words import counted

    return counted(counts) if any(counts.values()) else ""


def backup_answer(one: "Aside") -> Json:
    """What could be put in the place of a shelf."""
    from fullstride.formats.kept_words import counted

    return {
        "id": one.id,
        "name": one.name,
        "size_bytes": one.size_bytes,
        "of": one.of,
        "made_at": one.made_at.isoformat(),
        "was_here": one.was_here,
        "says": counted(one.counts),
        "missing": one.missing,
    }


def calibration_answer(found: "Calibrated | Refused", *, kept: bool) -> Json:
    """A calibration as `calibrate --json` prints it."""
    from fullstride.formats import calibration_answer

    return calibration_answer.calibration_answer(found, "your profile" if kept else None)
