"""Pictures as phones, scanners and ill-wishers make them, built here from code."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pillow_heif
from PIL import Image, PngImagePlugin, TiffImagePlugin

SECRET = b"51.5074N-our-front-door"
WORDS = SECRET.decode()
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
Make = Callable[[], bytes]


def scene(size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Left half red, right half blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    return image


def saved(form: str, image: Image.Image | None = None, **more: object) -> bytes:
    out = io.BytesIO()
    (image or scene()).save(out, form, **more)
    return out.getvalue()


def heic(image: Image.Image | None = None, **more: object) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(image or scene()).save(out, quality=60, **more)
    return out.getvalue()


def exif(*parts: str, orientation: int = 1) -> bytes:
    """What a camera wrote: `parts` of description, artist, place, note, thumbnail, maker."""
    data = Image.Exif()
    data[0x0112] = orientation
    names = {"description": 0x010E, "artist": 0x013B, "camera": 0x0110, "windows": 0x9C9C}
    for part in parts:
        if part in names:
            data[names[part]] = SECRET if part == "windows" else WORDS
    if "place" in parts:
        data.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 29: WORDS})
    if "note" in parts:
        data.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + SECRET
    if "maker" in parts:
        data.get_ifd(0x8769)[0x927C] = SECRET
    raw = data.tobytes()
    return raw + b"\xff\xd8" + SECRET + b"\xff\xd9" if "thumbnail" in parts else raw


EXIF = ("description", "artist", "camera", "windows", "place", "note", "maker", "thumbnail")


def segment(marker: int, data: bytes, image: bytes | None = None) -> bytes:
    """A JPEG with one more block behind its first two bytes."""
    plain = image or saved("JPEG")
    block = bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data
    return plain[:2] + block + plain[2:]


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_with(name: bytes, data: bytes) -> bytes:
    """A PNG with one more block behind its head."""
    plain = saved("PNG")
    return plain[:33] + chunk(name, data) + plain[33:]


def png_text(kind: str) -> bytes:
    words = PngImagePlugin.PngInfo()
    if kind == "compressed":
        words.add_text("Comment", WORDS, zip=True)
    elif kind == "international":
        words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    else:
        words.add_text("Comment", WORDS)
    return saved("PNG", pnginfo=words)


def webp_with(name: bytes, data: bytes) -> bytes:
    """A WebP with one more block at its end, and its length put right."""
    plain = saved("WEBP")
    more = name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return plain[:4] + struct.pack("<I", len(plain) + len(more) - 8) + plain[8:] + more


def heic_with(name: bytes, data: bytes) -> bytes:
    """A HEIC with one more box at its end."""
    return heic() + struct.pack(">I", len(data) + 8) + name + data


def tiff(tag: int, value: object = WORDS) -> bytes:
    notes = TiffImagePlugin.ImageFileDirectory_v2()
    notes[tag] = value
    return saved("TIFF", tiffinfo=notes)


def huge_header(side: int = 30_000) -> bytes:
    """A PNG that says it is so many dots wide and high, in a few bytes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 99))


def of_many_layers(count: int = 2000) -> bytes:
    """A JPEG that is to be walked through thousands of times."""
    image = saved("JPEG", scene((2000, 2000)), progressive=True)
    at = image.rfind(b"\xff\xda")
    return image[:at] + image[at:-2] * count + image[-2:]


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        into.writestr("run.js", "alert(1)")
    return out.getvalue()


PLANTED: dict[str, Make] = {
    **{f"jpeg exif {one}": lambda one=one: saved("JPEG", exif=exif(one)) for one in EXIF},  # type: ignore[misc]
    **{f"png exif {one}": lambda one=one: saved("PNG", exif=exif(one)) for one in EXIF},  # type: ignore[misc]
    **{f"webp exif {one}": lambda one=one: saved("WEBP", exif=exif(one)) for one in EXIF},  # type: ignore[misc]
    **{f"heic exif {one}": lambda one=one: heic(exif=exif(one)) for one in EXIF},  # type: ignore[misc]
    "jpeg everything": lambda: saved(
        "JPEG", exif=exif(*EXIF), xmp=XMP, comment=SECRET, icc_profile=SECRET
    ),
    "jpeg xmp": lambda: saved("JPEG", xmp=XMP),
    "jpeg comment": lambda: saved("JPEG", comment=SECRET),
    "jpeg iptc": lambda: segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + SECRET),
    "jpeg colour profile": lambda: saved("JPEG", icc_profile=SECRET),
    "jpeg other block": lambda: segment(0xEB, SECRET),
    "jpeg long xmp": lambda: segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + XMP),
    "jpeg tail": lambda: saved("JPEG") + SECRET,
    "jpeg second picture": lambda: saved("JPEG") + saved("JPEG", comment=SECRET),
    "png words": lambda: png_text("plain"),
    "png compressed words": lambda: png_text("compressed"),
    "png xmp": lambda: png_text("international"),
    "png colour profile": lambda: saved("PNG", icc_profile=SECRET),
    "png own block": lambda: png_with(b"caNv", SECRET),
    "png tail": lambda: saved("PNG") + SECRET,
    "webp xmp": lambda: saved("WEBP", xmp=XMP),
    "webp colour profile": lambda: saved("WEBP", icc_profile=SECRET),
    "webp own block": lambda: webp_with(b"NOTE", SECRET),
    "webp tail": lambda: saved("WEBP") + SECRET,
    "heic xmp": lambda: heic(xmp=XMP),
    "heic own box": lambda: heic_with(b"free", SECRET),
    "heic tail": lambda: heic() + SECRET,
}
"""Taken, and nothing of what was planted is kept."""
PLANTED_AND_REFUSED: dict[str, Make] = {
    "tiff description": lambda: tiff(0x010E),
    "tiff artist": lambda: tiff(0x013B),
    "tiff xmp": lambda: tiff(0x02BC, XMP),
    "tiff iptc": lambda: tiff(0x83BB, SECRET),
    "gif comment": lambda: saved("GIF", comment=SECRET),
    "gif tail": lambda: saved("GIF") + SECRET,
}
REFUSED: dict[str, Make] = {
    "gif": lambda: saved("GIF"),
    "tiff": lambda: saved("TIFF"),
    "bmp": lambda: saved("BMP"),
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "fits": lambda: b"SIMPLE  =                    T".ljust(2880) + b"\0" * 2880,
    "words": lambda: b"not a picture",
    "nothing": lambda: b"",
    "half a jpeg": lambda: saved("JPEG", scene((3000, 2000)))[:9000],
    "half a png": lambda: saved("PNG", Image.effect_noise((300, 300), 90))[:9000],
    "half a webp": lambda: saved("WEBP", Image.effect_noise((300, 300), 90))[:9000],
    "half a heic": lambda: heic()[:400],
    "a page behind a jpeg's first bytes": lambda: b"\xff\xd8\xff\xe0<html>",
    "a picture and an archive": lambda: saved("JPEG") + archive(),
    "a png and an archive": lambda: saved("PNG") + archive(),
    "a picture and a page": lambda: segment(0xFE, b"<script>alert(1)</script>"),
    "a picture and a paper": lambda: segment(0xFE, b"%PDF-1.7 "),
    "30,000 dots a side": huge_header,
    "40 million dots of one colour": lambda: saved("PNG", Image.new("L", (6400, 6300))),
    "a webp of 40 million dots": lambda: saved("WEBP", Image.new("RGB", (6400, 6300))),
    "a jpeg of 42 million dots": lambda: saved("JPEG", Image.new("L", (6500, 6500))),
    "thousands of layers": of_many_layers,
    "words that unpack to much": lambda: png_with(
        b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 100_000_000)
    ),
}
"""Refused in a sentence."""
