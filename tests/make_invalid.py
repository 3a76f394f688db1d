"""Writes tests/files/invalid/: small files of our own making, each named after its one disease.

`python tests/make_invalid.py` writes them all again, byte for byte. What each must give stands in
test_invalid_files.py. Every damage seen in the field or found by the fuzzer has its file here; the
makers stand by kind in invalid_fit, invalid_text, invalid_packed and invalid_hurting.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

import invalid_fit
import invalid_hurting
import invalid_packed
import invalid_text
from invalid_maker import Make, makers

FOLDER = Path(__file__).resolve().parent / "files" / "invalid"
KINDS = (invalid_fit, invalid_text, invalid_packed, invalid_hurting)  # each adds its own to `makers`


def made() -> Mapping[str, Make]:
    """What makes each file, by its name."""
    return makers()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in made().items():
        (FOLDER / name).write_bytes(make())
    total = sum((FOLDER / name).stat().st_size for name in made())
    sys.stdout.write(f"{len(made())} files, {total} bytes\n")


if __name__ == "__main__":
    main()
