"""Answers of detectors as numbers, so that two of them can be held against each other."""

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np

from fullstride.domain.evidence import Measured, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    path: str
    value: float


def flat(found: Any) -> Any:
    """An answer as plain lists and numbers, arrays included."""
    if isinstance(found, np.ndarray):
        return found.tolist()
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        return {field.name: flat(getattr(found, field.name)) for field in dataclasses.fields(found)}
    if isinstance(found, tuple | list):
        return [flat(one) for one in found]
    return found


def numbers(found: Any, path: str = "") -> list[_Number]:
    """Every number of an answer with where it stands in it; sentences are not compared."""
    if isinstance(found, bool | str) or found is None:
        return []
    if isinstance(found, int | float):
        return [_Number(path=path, value=float(found))]
    if isinstance(found, Measured):
        return [
            _Number(path=f"{path}.value", value=found.value),
            _Number(path=f"{path}.error", value=found.error),
        ]
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        return [
            one
            for field in dataclasses.fields(found)
            for one in numbers(getattr(found, field.name), f"{path}.{field.name}")
        ]
    if isinstance(found, tuple | list):
        return [one for place, each in enumerate(found) for one in numbers(each, f"{path}[{place}]")]
    raise AssertionError(f"{type(found)} in an answer")


def counts(found: Any) -> Any:
    if isinstance(found, Refused | str):
        return type(found).__name__ if isinstance(found, Refused) else found
    runs = getattr(found, "runs", None)
    return [one.contacts for one in runs] if runs is not None else [one.count for one in found]


def alike(one: Any, other: Any, *, within: float, where: float) -> bool:
    """Whether two answers are the same: counts exactly, sizes to a share `within` of them or of their error,
    places in the log to `where` seconds. A refusal must be of the same thing."""
    if isinstance(one, str | Refused) or isinstance(other, str | Refused):
        return counts(one) == counts(other)
    assert counts(one) == counts(other)
    first, second = numbers(one), numbers(other)
    assert [each.path for each in first] == [each.path for each in second]
    for each, twin in zip(first, second, strict=True):
        is_place = each.path.endswith("_s") or "contacts_s" in each.path
        allowed = where if is_place else max(within * abs(twin.value), within)
        if each.path.endswith(("drop_pct.value", "drop_pct.error", "left_right_pct.value")):
            allowed = 0.5
        assert abs(each.value - twin.value) <= allowed, (each, twin)
    return True
