"""Sounds as phones, browsers and ill-wishers make them, built here from code."""

from __future__ import annotations

import io
import math
import struct
import wave
from collections.abc import Callable
from functools import cache

import av

from .pictures import SECRET, WORDS, archive

Make = Callable[[], bytes]
SECOND = (b"\xff\xfb\x50\xc4" + bytes(204)) * 38
"""About a second of nothing, in frames as they are kept."""
SPOKEN = ("title", "artist", "comment", "description", "location", "lyrics", "copyright")


@cache
def tone(seconds: float = 1, rate: int = 48_000, channels: int = 1) -> bytes:
    """A WAV with one steady tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as into:
        into.setnchannels(channels)
        into.setsampwidth(2)
        into.setframerate(rate)
        one = [int(9000 * math.sin(math.tau * 440 * at / rate)) for at in range(rate)]
        frame = struct.pack(f"<{rate * channels}h", *(s for s in one for _ in range(channels)))
        whole = (frame * math.ceil(seconds))[: int(seconds * rate) * channels * 2]
        into.writeframes(whole)
    return out.getvalue()


def sound(
    form: str, codec: str, *, seconds: float = 1, said: str = "", film: bool = False
) -> bytes:
    """A tone in this kind of file; `said` is written into every place for words it has."""
    out = io.BytesIO()
    with av.open(out, "w", format=form) as into, av.open(io.BytesIO(tone(seconds))) as source:
        for name in SPOKEN if said else ():
            into.metadata[name] = said
        voice = into.add_stream(codec, rate=48_000)
        if said:
            voice.metadata["handler_name"] = voice.metadata["title"] = said
        seen = into.add_stream("mpeg4", rate=25) if film else None
        if seen is not None:
            seen.width = seen.height = 64
            seen.pix_fmt = "yuv420p"
        context = voice.codec_context
        mixer = av.AudioResampler(
            context.format.name, context.layout.name or "mono", 48_000, context.frame_size or None
        )
        for frame in source.decode(audio=0):
            frame.pts = None
            for mixed in mixer.resample(frame):
                into.mux(voice.encode(mixed))
        into.mux(voice.encode(None))
        if seen is not None:
            into.mux(seen.encode(av.VideoFrame(64, 64, "yuv420p")))
            into.mux(seen.encode(None))
    return out.getvalue()


def wav_with(name: bytes, data: bytes, plain: bytes | None = None) -> bytes:
    """A WAV with one more chunk at its end, and its length put right."""
    plain = plain or tone()
    more = name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return plain[:4] + struct.pack("<I", len(plain) + len(more) - 8) + plain[8:] + more


def flac_with(kind: int, data: bytes) -> bytes:
    """A FLAC with one more block behind its first one."""
    plain = sound("flac", "flac")
    block = bytes([kind]) + len(data).to_bytes(3, "big") + data
    return plain[:42] + block + plain[42:]


def cover(data: bytes) -> bytes:
    """A block of a FLAC that holds a picture."""
    kind = b"image/jpeg"
    head = struct.pack(">I", 3) + struct.pack(">I", len(kind)) + kind + struct.pack(">I", 0)
    return head + struct.pack(">5I", 0, 0, 0, 0, len(data)) + data


def id3(name: bytes, data: bytes) -> bytes:
    """An MP3 with one frame of words in front."""
    frame = name + len(data).to_bytes(4, "big") + b"\0\0" + data
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + size + frame + sound("mp3", "libmp3lame")


def mp4_with(name: bytes, data: bytes) -> bytes:
    """An MP4 with one more box at its end."""
    return sound("ipod", "aac") + struct.pack(">I", len(data) + 8) + name + data


WAYS: dict[str, tuple[str, str]] = {
    "webm": ("webm", "libopus"),
    "ogg opus": ("ogg", "libopus"),
    "m4a": ("ipod", "aac"),
    "m4a lossless": ("ipod", "alac"),
    "mov": ("mov", "aac"),
    "mp3": ("mp3", "libmp3lame"),
    "wav": ("wav", "pcm_s16le"),
    "flac": ("flac", "flac"),
}
PLANTED: dict[str, Make] = {
    **{f"{name} words": lambda way=way: sound(*way, said=WORDS) for name, way in WAYS.items()},  # type: ignore[misc]
    **{f"{name} tail": lambda way=way: sound(*way) + SECRET for name, way in WAYS.items()},  # type: ignore[misc]
    "aac tail": lambda: sound("adts", "aac") + SECRET,
    "wav own chunk": lambda: wav_with(b"note", SECRET),
    "wav broadcast": lambda: wav_with(b"bext", SECRET.ljust(602, b"\0")),
    "wav xmp": lambda: wav_with(b"_PMX", SECRET),
    "wav id3": lambda: wav_with(b"id3 ", b"ID3\x03\0\0\0\0\0\x7f" + SECRET.ljust(127, b"\0")),
    "flac own block": lambda: flac_with(2, b"TEST" + SECRET),
    "flac cover": lambda: flac_with(6, cover(SECRET)),
    "flac empty space": lambda: flac_with(1, SECRET),
    "mp3 private": lambda: id3(b"PRIV", b"me\0" + SECRET),
    "mp3 cover": lambda: id3(b"APIC", b"\0image/png\0\x03\0" + SECRET),
    "mp3 place": lambda: id3(b"GEOB", b"\0text/plain\0a\0b\0" + SECRET),
    "mp3 last words": lambda: sound("mp3", "libmp3lame") + b"TAG" + SECRET.ljust(125, b"\0"),
    "m4a own box": lambda: mp4_with(b"uuid", b"0123456789abcdef" + SECRET),
    "m4a empty space": lambda: mp4_with(b"free", SECRET),
}
"""Taken, and nothing of what was planted is kept."""
REFUSED: dict[str, Make] = {
    "words": lambda: b"not a sound",
    "nothing": lambda: b"",
    "a list of other places": lambda: b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/secret.ts\n",
    "a list of files": lambda: b"ffconcat version 1.0\nfile /etc/passwd\n",
    "a page that names sounds": lambda: b"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash'/>",
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(400),
    "a film": lambda: sound("matroska", "libopus", film=True),
    "a film for phones": lambda: sound("mp4", "aac", film=True),
    "a sound and an archive": lambda: tone() + archive(),
    "a sound and a page": lambda: tone()[:44] + b"<html>" + tone()[50:],
    "half a head": lambda: sound("webm", "libopus")[:60],
    "a head without a sound": lambda: sound("ipod", "aac")[:28],
    "noise that calls itself webm": lambda: b"\x1aE\xdf\xa3" + bytes(range(256)) * 40,
    "noise that calls itself mp4": lambda: b"\0\0\0\x18ftypM4A " + bytes(range(256)) * 40,
    "a wav of no length": lambda: tone(0.01),
    "a wav with the words of a film": lambda: tone()[:20] + b"\xff\xff" + tone()[22:],
}
"""Refused in a sentence."""
