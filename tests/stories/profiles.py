"""Colour profiles as phones, cameras and presses write them, built here from code."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

from PIL import Image, ImageCms

WHITE = (0.9642, 1.0, 0.8249)
P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
SCREEN = struct.pack(  # how bright each step is: the same as sRGB
    ">4sIHH7i", b"para", 0, 3, 0,
    *(round(one * 65536) for one in (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045, 0, 0)),
)  # fmt: skip


def gamma(of: float) -> bytes:
    return struct.pack(">4sIIH", b"curv", 0, 1, round(of * 256))


def xyz(three: Sequence[float]) -> bytes:
    return struct.pack(">4sI3i", b"XYZ ", 0, *(round(one * 65536) for one in three))


def profile(space: bytes, parts: dict[bytes, bytes], *, into: bytes = b"XYZ ") -> bytes:
    """A profile: its head, where each part stands, and the parts."""
    kind = b"prtr" if space == b"CMYK" else b"mntr"
    name = b"desc" + struct.pack(">II", 0, 5) + b"ours\0" + bytes(78)
    all_of_it = {b"desc": name, b"wtpt": xyz(WHITE), **parts}
    at, told, behind = 128 + 4 + 12 * len(all_of_it), struct.pack(">I", len(all_of_it)), b""
    for tag, data in all_of_it.items():
        told += struct.pack(">4sII", tag, at + len(behind), len(data))
        behind += data + bytes(-len(data) % 4)
    head = struct.pack(
        ">I4sI4s4s4s6H4s4sIIIIIIi2I", at + len(behind), b"lcms", 0x02400000, kind, space, into,
        2026, 1, 1, 0, 0, 0, b"acsp", b"APPL", 0, 0, 0, 0, 0, 0,
        *(round(one * 65536) for one in WHITE),
    )  # fmt: skip
    return head.ljust(128, b"\0") + told + behind


def of_a_screen(primaries: Sequence[Sequence[float]], steps: bytes) -> bytes:
    colours = {tag: xyz(one) for tag, one in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=1)}
    return profile(b"RGB ", colours | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), steps))


def of_inks(cyan: tuple[int, int, int]) -> bytes:
    """A press whose cyan looks like this on a screen; its other inks are black."""
    lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )

    def seen(*colour: int) -> bytes:
        found = ImageCms.applyTransform(Image.new("RGB", (1, 1), colour), lab)
        light, red, blue = found.tobytes()
        return bytes([light, red ^ 128, blue ^ 128])

    steps = bytes(range(256))
    table = [seen(255, 255, 255), *[seen(0, 0, 0)] * 7, seen(*cyan), *[seen(0, 0, 0)] * 7]
    whole = (1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 16)
    head = struct.pack(">4sIBBBB9i", b"mft1", 0, 4, 3, 2, 0, *whole)
    return profile(b"CMYK", {b"A2B0": head + steps * 4 + b"".join(table) + steps * 3}, into=b"Lab ")


def grey(steps: bytes) -> bytes:
    return profile(b"GRAY", {b"kTRC": steps})


DISPLAY_P3, ADOBE_RGB = of_a_screen(P3, SCREEN), of_a_screen(ADOBE, gamma(2.19921875))


def is_whole(data: bytes) -> bool:
    """Whether a program that knows colours can read it."""
    ImageCms.ImageCmsProfile(io.BytesIO(data))
    return True
