"""Loads all that deciding about a runner needs, which other modules load only when they are called.

For the process that workers are copied from: what is loaded there is shared, and loaded once.
"""

import importlib

from fullstride.rules.load import load_book

CALLED_FOR = (
    "fullstride.adapt.behind",
    "fullstride.adapt.decide",
    "fullstride.adapt.settle",
    "fullstride.adapt.triage",
    "fullstride.formats.calendars",
    "fullstride.formats.profile",
    "fullstride.plan.demand",
    "fullstride.plan.make",
    "fullstride.plan.remake",
    "fullstride.store.sql",
    "fullstride.workflows.squad",
    "fullstride.workflows.taking_in",
    "pydantic",
)

for _name in CALLED_FOR:
    importlib.import_module(_name)
load_book()
