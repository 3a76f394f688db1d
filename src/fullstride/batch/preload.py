"""Loads all that measuring a file needs, which other modules load only when they are called.

For the process that workers are copied from: what is loaded there is shared, and loaded once.
"""

import importlib

from fullstride.rules.load import load_book

CALLED_FOR = (
    "fullstride.batch.work",
    "fullstride.formats.apple_recording",
    "fullstride.formats.fit_recording",
    "fullstride.formats.frame_marks",
    "fullstride.formats.gpx",
    "fullstride.formats.motion_logs",
    "fullstride.formats.polar",
    "fullstride.formats.tcx",
    "fullstride.formats.xml_text",
    "fullstride.measure.corrected",
    "fullstride.measure.describe",
    "fullstride.measure.finding",
    "fullstride.measure.judge",
    "fullstride.measure.markers",
    "fullstride.measure.signal",
    "fullstride.measure.summary",
    "numpy.fft",
    "numpy.linalg",
    "numpy.ma",
    "unicodedata",
)

for _name in CALLED_FOR:
    importlib.import_module(_name)
load_book()
