"""Takes the pictures of the app for the docs: every page of app_pages on a phone and on a laptop.

    cd tests && ../.venv/bin/python screenshots.py [NAME]...

Each page gives app-NAME-phone.png and app-NAME-laptop.png in the light, and app-NAME-dark.png of the phone
in the dark: in docs/img those that a page of the docs shows, all others in out/pictures. They are small: at
most 256 colours, the nearest to what was drawn. A picture that is as it was, but for a few dots that a
browser draws otherwise, stays the file that it was.
"""

import contextlib
import os
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import sync_playwright

from app_browser import context_on, launched, look_at
from app_pages import LAPTOP, PAGES, PHONE, World
from app_server import make_club, make_season, serving_app
from helpers import ROOT

Pixels = NDArray[np.uint8]  # [height, width, 3]

IMAGES = ROOT / "docs" / "img"
LOOKED_AT = ROOT / "out" / "pictures"
SHOTS = (("phone", PHONE, "light"), ("dark", PHONE, "dark"), ("laptop", LAPTOP, "light"))
MOST_COLOURS = 256
# Of the dots of a picture so many may differ before it is another one, each by more than so much.
MOST_OTHER, TOLERANCE = 0.001, 24
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("Chromium is not installed; the pictures need it.\n")
        return 2
    wanted = [one for one in PAGES if one.shown and (not sys.argv[1:] or one.name in sys.argv[1:])]
    with dressed() as made, sync_playwright() as playwright:
        folder = Path(made)
        make_season(folder / "season")
        links = make_club(folder / "season", folder / "club")
        browser = launched(playwright, chromium)
        with (
            serving_app(folder / "season", runner="Robin") as full,
            serving_app(folder / "nothing") as empty,
            serving_app(folder / "club", accounts=True, links=links) as club,
        ):
            worlds = {World.SEASON: full, World.NOTHING: empty, World.CLUB: club}
            for shot, screen, theme in SHOTS:
                for one in wanted:
                    with context_on(browser, screen, theme) as context:
                        data = look_at(context, worlds, one).page.screenshot(animations="disabled")
                    keep(place(f"app-{one.name}-{shot}.png"), data)
        browser.close()
    return 0


def place(name: str) -> Path:
    """With the docs where a page of them shows it, else in a folder for whoever wants to look at all."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    used = any(f"img/{name}" in page.read_text(encoding="utf-8") for page in pages)
    return (IMAGES if used else LOOKED_AT) / name


@contextlib.contextmanager
def dressed() -> Iterator[str]:
    """A folder, while browsers that are opened write with a phone's letters."""
    with tempfile.TemporaryDirectory() as made:
        os.environ["FONTCONFIG_FILE"] = str(fonts(Path(made) / "fonts.conf"))
        yield made


def fonts(file: Path) -> Path:
    """A phone's letters are narrower than those that come with Debian: where any such are here, they stand in
    for the system's own."""
    families = "".join(f"<string>{name}</string>" for name in ("Inter", "Roboto", "Noto Sans"))
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="prepend" binding="strong">{families}</edit></match>'
        for name in ("system-ui", "sans-serif")
    )
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>',
        encoding="utf-8",
    )
    return file


def keep(file: Path, data: bytes) -> None:
    """Writes a picture where it shows something else than the one there."""
    small = write_png(read_png(data))
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and same(read_png(file.read_bytes()), read_png(small)):
        return
    file.write_bytes(small)
    sys.stdout.write(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} kB\n")


def same(was: Pixels, now: Pixels) -> bool:
    if was.shape != now.shape:
        return False
    other = np.abs(was.astype(np.int16) - now.astype(np.int16)).max(axis=2) > TOLERANCE
    return bool(other.mean() <= MOST_OTHER)


def write_png(pixels: Pixels) -> bytes:
    """An indexed PNG. Where there are more colours than it holds, the most frequent stand for the rest."""
    height, width, _ = pixels.shape
    flat = pixels.reshape(-1, 3).astype(np.uint32)
    colours, places, counts = np.unique(
        flat[:, 0] << 16 | flat[:, 1] << 8 | flat[:, 2], return_inverse=True, return_counts=True
    )
    kept = colours[np.sort(np.argsort(-counts, kind="stable")[:MOST_COLOURS])]
    apart = np.abs(_parts(colours)[:, None, :] - _parts(kept)[None, :, :]).sum(axis=2)
    index = apart.argmin(axis=1).astype(np.uint8)[places].reshape(height, width)
    rows = np.hstack([np.zeros((height, 1), np.uint8), index])
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", _parts(kept).astype(np.uint8).tobytes()),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
            _chunk(b"IEND", b""),
        )
    )


def read_png(data: bytes) -> Pixels:
    """What Chromium and `write_png` write: 8 bits, RGB, RGBA or indexed, not interlaced."""
    chunks: dict[bytes, bytes] = {}
    at = len(_SIGNATURE)
    while at < len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        chunks[name] = chunks.get(name, b"") + data[at + 8 : at + 8 + size]
        at += 12 + size
    width, height, _, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    deep = {2: 3, 3: 1, 6: 4}[kind]
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, 1 + width * deep)
    plain = _unfiltered(rows, deep).reshape(height, width, deep)
    if kind == 3:
        return np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3)[plain[:, :, 0]]
    return plain[:, :, :3]


def _unfiltered(rows: Pixels, deep: int) -> Pixels:
    """Rows without what each says of its neighbours (PNG, chapter 9)."""
    plain = np.zeros((len(rows), rows.shape[1] - 1), np.uint8)
    above = np.zeros(rows.shape[1] - 1, np.uint8)
    for place, row in enumerate(rows):
        kind, line = row[0], row[1:].copy()
        if kind == 2:
            line += above
        elif kind == 1:
            line = line.reshape(-1, deep).cumsum(axis=0, dtype=np.uint8).reshape(-1)
        elif kind in (3, 4):
            line = _by_dots(line, above, deep, average=kind == 3)
        plain[place] = above = line
    return plain


def _by_dots(line: Pixels, above: Pixels, deep: int, *, average: bool) -> Pixels:
    done, over = [0] * deep + line.tolist(), [0] * deep + above.tolist()
    for at in range(deep, len(done)):
        left, up, corner = done[at - deep], over[at], over[at - deep]
        if average:
            near = (left + up) // 2
        else:
            guess = left + up - corner
            near = min((left, up, corner), key=lambda one: abs(guess - one))
        done[at] = (done[at] + near) & 0xFF
    return np.array(done[deep:], np.uint8)


def _parts(colours: NDArray[np.uint32]) -> NDArray[np.int16]:
    return np.stack([colours >> 16, colours >> 8 & 0xFF, colours & 0xFF], axis=-1).astype(np.int16)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


if __name__ == "__main__":
    sys.exit(main())
