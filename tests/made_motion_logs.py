"""Motion logs written in every dialect that phones, spreadsheets and loggers have."""

import io
import json
import zipfile
from dataclasses import dataclass

import numpy as np

G = 9.80665
_PER_MPS2 = {"m/s^2": 1.0, "m/s²": 1.0, "g": 1 / G, "mg": 1000 / G}
_PER_S = {"s": 1.0, "ms": 1e3, "us": 1e6, "µs": 1e6, "ns": 1e9}
EPOCH_S = 1_790_000_000.0
HEADERS = {
    "en": ("Time ({t})", "Acceleration {x} ({a})"),
    "de": ("Zeit ({t})", "Beschleunigung {x} ({a})"),
    "es": ("Tiempo ({t})", "Aceleración {x} ({a})"),
    "cs": ("Čas ({t})", "Zrychlení {x} ({a})"),
    "bare": ("t [{t}]", "{x} [{a}]"),
    "short": ("time_{t}", "a{x} ({a})"),
    "android": ("Time since start in {t}", "ACCELEROMETER {x} ({a})"),
    "camel": ("accelerometerTimestamp_sinceReboot({t})", "accelerometerAcceleration{x}({a})"),
}


@dataclass(frozen=True)
class Dialect:
    """How a table is written. `unit` and `clock` are the header's; `style` is how numbers are printed."""

    separator: str = ","
    comma: bool = False
    unit: str = "m/s^2"
    clock: str = "s"
    header: str = "en"
    encoding: str = "utf-8"
    newline: str = "\n"
    quoted: bool = False
    style: str = "{:.9E}"
    epoch: bool = False
    closed: bool = False  # a separator ends each row


def standing(seconds: float = 4.0, rate_hz: float = 100.0, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """A phone at rest that is then shaken: times in s, accelerations in m/s² with gravity."""
    noise = np.random.default_rng(seed)
    count = int(seconds * rate_hz)
    time_s = np.arange(count) / rate_hz + noise.uniform(0, 0.2 / rate_hz, count)
    axes = np.array([0.3, -9.7, 1.4]) + noise.normal(0, 0.03, (count, 3))
    shaken = slice(count // 2, count * 3 // 4)
    axes[shaken] += 12 * np.sin(np.arange(count)[shaken, None] / 4.0) * np.array([0.2, 1.0, 0.1])
    return time_s, axes


def written(time_s: np.ndarray, axes: np.ndarray, dialect: Dialect) -> bytes:
    """The log as a table."""
    clock, axis = HEADERS[dialect.header]
    names = [clock.format(t=dialect.clock)]
    names += [axis.format(x=x, a=dialect.unit) for x in "xyz"]
    factor, per_s = _PER_MPS2[dialect.unit], _PER_S[dialect.clock]
    rows = [names]
    for at, values in zip(time_s, axes, strict=True):
        cells = [_number(value * factor, dialect) for value in values]
        rows.append([_time(at, per_s, dialect), *cells])
    end = dialect.separator if dialect.closed else ""
    lines = [dialect.separator.join(_cell(cell, dialect) for cell in row) + end for row in rows]
    return (dialect.newline.join(lines) + dialect.newline).encode(dialect.encoding)


def _time(at_s: float, per_s: float, dialect: Dialect) -> str:
    if not dialect.epoch:
        return _number(at_s * per_s, dialect)
    return str(round((EPOCH_S + at_s) * per_s)) if per_s > 1 else _pointed(f"{EPOCH_S + at_s:.6f}", dialect)


def _number(value: float, dialect: Dialect) -> str:
    return _pointed(dialect.style.format(value), dialect)


def _pointed(text: str, dialect: Dialect) -> str:
    return text.replace(".", ",") if dialect.comma else text


def _cell(text: str, dialect: Dialect) -> str:
    return f'"{text}"' if dialect.quoted or (dialect.comma and dialect.separator == ",") else text


def zipped(files: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return kept.getvalue()


def sensor_table(time_s: np.ndarray, axes: np.ndarray) -> bytes:
    """A table of Sensor Logger's, whose recording was started 50 ms after the first sample."""
    rows = ["time,seconds_elapsed,z,y,x"]
    rows += [
        f"{round((EPOCH_S + at) * 1e9)},{at - 0.05!r},{z!r},{y!r},{x!r}"
        for at, (x, y, z) in zip(time_s.tolist(), axes.tolist(), strict=True)
    ]
    return "\n".join(rows).encode() + b"\n"


def phyphox_time() -> bytes:
    """phyphox's times of a log that was paused once."""
    rows = [
        ("START", 0, EPOCH_S),
        ("PAUSE", 2, EPOCH_S + 2),
        ("START", 2, EPOCH_S + 9),
        ("PAUSE", 4, EPOCH_S + 11),
    ]
    lines = ['"event";"experiment time";"system time";"system time text"']
    lines += [
        f'"{event}";{at:.9E};{epoch:.3f};"2026-09-21 15:33:20.000 UTC+02:00"'.replace(".", ",")
        for event, at, epoch in rows
    ]
    return "\n".join(lines).encode() + b"\n"


def capture(time_s: np.ndarray, axes: np.ndarray, **keys: object) -> bytes:
    """A capture of our own, with these keys in place of its own."""
    said: dict[str, object] = {
        "format": "fullstride motion capture",
        "version": 1,
        "started_at": "2026-11-23T15:30:05+01:00",
        "gravity": True,
        "device": "a phone",
        "x-page": {"rate": 60},
        "acceleration": [
            [round(1e3 * at, 3), *np.round(row, 5).tolist()] for at, row in zip(time_s, axes, strict=True)
        ],
        "rotation": [[round(1e3 * at, 3), 180, None, 0] for at in time_s.tolist()],
    }
    return json.dumps(said | keys).encode()
