"""A slow-motion clip that a browser makes: a square that leaves the floor in some frames, each numbered.

The page encodes VP8 with WebCodecs; what puts the frames into a WebM file is written here, in a few lines.
"""

import base64

from playwright.sync_api import Page

FPS = 30  # as it is played
_WIDE, _TALL = 160, 120
_ENCODE = """async ([count, fps, wide, tall, flights]) => {
  const chunks = [];
  const encoder = new VideoEncoder({
    output: (chunk) => { const data = new Uint8Array(chunk.byteLength); chunk.copyTo(data);
      chunks.push([chunk.timestamp, chunk.type === 'key', btoa(String.fromCharCode(...data))]); },
    error: (error) => { throw error; },
  });
  encoder.configure({ codec: 'vp8', width: wide, height: tall, framerate: fps, bitrate: 200000 });
  const canvas = new OffscreenCanvas(wide, tall), pen = canvas.getContext('2d');
  for (let frame = 0; frame < count; frame += 1) {
    const up = flights.some(([off, on]) => frame >= off && frame < on);
    pen.fillStyle = '#ddd'; pen.fillRect(0, 0, wide, tall);
    pen.fillStyle = '#a63600'; pen.fillRect(60, up ? 40 : 80, 30, 30);
    pen.fillStyle = '#222'; pen.font = '20px sans-serif'; pen.fillText(String(frame), 8, 24);
    const shown = new VideoFrame(canvas, { timestamp: Math.round(frame * 1e6 / fps) });
    encoder.encode(shown, { keyFrame: frame % 15 === 0 });
    shown.close();
  }
  await encoder.flush();
  return chunks;
}"""


def clip(page: Page, count: int, flights: list[tuple[int, int]]) -> bytes:
    """A WebM of `count` frames, played at 30 a second; `flights` are [take-off, landing) in frames."""
    found = page.evaluate(_ENCODE, [count, FPS, _WIDE, _TALL, flights])
    frames = [(at // 1000, key, base64.b64decode(data)) for at, key, data in found]
    return webm(frames, 1000 * count / FPS)


def webm(frames: list[tuple[int, bool, bytes]], lasts_ms: float) -> bytes:
    """Frames of VP8, each (milliseconds, whether it stands alone, bytes), as a file that can be searched."""
    import struct

    head = _box(
        0x1A45DFA3,
        _box(0x4282, b"webm") + _number(0x4287, 2) + _number(0x4285, 2) + _number(0x42F3, 8),
    )
    info = _box(0x1549A966, _number(0x2AD7B1, 1_000_000) + _box(0x4489, struct.pack(">d", lasts_ms)))
    size = _box(0xE0, _number(0xB0, _WIDE) + _number(0xBA, _TALL))
    track = _number(0xD7, 1) + _number(0x73C5, 1) + _number(0x83, 1) + _box(0x86, b"V_VP8") + size
    before = info + _box(0x1654AE6B, _box(0xAE, track))
    clusters: list[tuple[int, bytes]] = []
    for at, key, data in frames:
        if key:
            clusters.append((at, _number(0xE7, at)))
        start, body = clusters[-1]
        block = b"\x81" + struct.pack(">h", at - start) + (b"\x80" if key else b"\x00") + data
        clusters[-1] = (start, body + _box(0xA3, block))
    written = [(at, _box(0x1F43B675, body)) for at, body in clusters]
    cues = b""
    for _ in range(2):  # where the clusters begin depends on how long the list of them is
        place = len(before) + len(_box(0x1C53BB6B, cues))
        points = b""
        for at, box in written:
            points += _box(
                0xBB, _number(0xB3, at) + _box(0xB7, _number(0xF7, 1) + _box(0xF1, struct.pack(">Q", place)))
            )
            place += len(box)
        cues = points
    body = before + _box(0x1C53BB6B, cues) + b"".join(box for _, box in written)
    return head + _box(0x18538067, body)


def _box(name: int, body: bytes) -> bytes:
    return _bytes(name) + (0x0100_0000_0000_0000 | len(body)).to_bytes(8, "big") + body


def _number(name: int, value: int) -> bytes:
    return _box(name, _bytes(value))


def _bytes(value: int) -> bytes:
    return value.to_bytes(max(1, -(-value.bit_length() // 8)), "big")
