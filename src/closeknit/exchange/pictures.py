"""Pictures out of an archive: kept as they are when they hold pixels and nothing else."""

from __future__ import annotations

import io

from PIL import Image

PIXELS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
EXTRAS = 0b00101110
"""The bits of a VP8X chunk that announce a colour profile, a camera's words, XMP, or a film."""
SIDE = 2048


def only_pixels(data: bytes) -> bool:
    """Whether this is a WebP like those we paint: small, and without a word of any camera."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return False
    if int.from_bytes(data[4:8], "little") + 8 != len(data):
        return False
    return _chunks_are_pixels(data) and _is_small(data)


def _chunks_are_pixels(data: bytes) -> bool:
    at = 12
    while at < len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind not in PIXELS or (kind == b"VP8X" and data[at + 8] & EXTRAS):
            return False
        at += 8 + size + size % 2
    return at == len(data)


def _is_small(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data), formats=("WEBP",)) as picture:
            return max(picture.size) <= SIDE
    except Exception:  # decoders fail in as many ways as there are broken files
        return False
