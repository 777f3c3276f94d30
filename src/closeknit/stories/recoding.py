"""New samples from a sound that somebody sent. Run as a program of its own, with its limits.

Whatever was beside the samples is left behind: they are decoded, mixed to one voice, and written
as plain MP3 without a word around them. The sound comes from memory and names its own demuxer;
no address or path that a file may hold is ever followed, for nothing more can be opened here.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import Any

RATE, BITS = 44_100, 64_000
BYTES_A_SECOND = BITS // 8
MOST_RATE, MOST_CHANNELS = 192_000, 8
GRACE = 5
"""A recorder that is told to stop needs a moment."""
CPU_SECONDS, MEMORY = 40, 400 * 1024 * 1024
WHOLE = (
    "aac", "alac", "amrnb", "amr_nb", "flac", "mp3", "mp3float", "opus", "libopus", "vorbis",
    "pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_alaw", "pcm_mulaw",
)  # fmt: skip
"""Ways of packing a sound that phones and browsers use. No other decoder is started."""
WAYS = {
    "matroska": "matroska,webm",
    "ogg": "ogg",
    "mov": "mov,mp4,m4a,3gp,3g2,mj2",
    "wav": "wav",
    "flac": "flac",
    "mp3": "mp3",
    "aac": "aac",
}
"""Our word for a kind of file, and what its one demuxer is called."""


SILENCE = (
    b"RIFF" + (36 + RATE).to_bytes(4, "little") + b"WAVEfmt \x10\0\0\0\x01\0\x01\0"
    + RATE.to_bytes(4, "little") + (2 * RATE).to_bytes(4, "little") + b"\x02\0\x10\0data"
    + RATE.to_bytes(4, "little") + bytes(RATE)
)  # fmt: skip


class Unheard(ValueError):
    """No sound we take: `why` is long, video, empty or broken."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def kind_of(data: bytes) -> str:
    """What kind of sound this is by its first letters; empty where it is none we take.

    >>> kind_of(b"RIFF....WAVEfmt "), kind_of(b"#EXTM3U")
    ('wav', '')
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    if data[4:8] == b"ftyp":
        return "mov"
    signs = {b"\x1aE\xdf\xa3": "matroska", b"OggS": "ogg", b"fLaC": "flac", b"ID3": "mp3"}
    for sign, kind in signs.items():
        if data.startswith(sign):
            return kind
    if len(data) > 2 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0:
        return "aac" if data[1] & 0xF6 == 0xF0 else "mp3" if data[1] & 0x06 == 0x02 else ""
    return ""


def recode(data: bytes, kind: str, most: int) -> bytes:
    """The same sound as plain MP3, one voice.

    Raises:
        Unheard: longer than `most` seconds, a film, silence of no length, or broken.
    """
    import av  # a hundred milliseconds, which only whoever sends a sound waits for
    import av.logging

    av.logging.set_level(None)

    safe = {
        "format_whitelist": WAYS[kind],
        "codec_whitelist": ",".join(WHOLE),
        "protocol_whitelist": "none",
    }
    if kind == "mov":
        safe |= {"enable_drefs": "0", "use_absolute_path": "0"}
    try:
        with av.open(io.BytesIO(data), format=kind, options=safe, metadata_errors="ignore") as sent:
            return _written(sent, most)
    except Unheard:
        raise
    except Exception as error:  # decoders fail in as many ways as there are broken files
        raise Unheard("broken") from error


def _written(sent: Any, most: int) -> bytes:
    import av

    out = io.BytesIO()
    plain = {"write_xing": "0", "id3v2_version": "0", "write_id3v1": "0"}
    with av.open(out, "w", format="mp3", options=plain) as into:
        voice: Any = into.add_stream("libmp3lame", rate=RATE, layout="mono")
        voice.bit_rate = BITS
        for frame in _frames(_the_voice(sent), sent, most):
            into.mux(voice.encode(frame))
        into.mux(voice.encode(None))
    if out.tell() == 0:
        raise Unheard("empty")
    return out.getvalue()


def _the_voice(sent: Any) -> Any:
    """Its first sound. A picture on the cover is left behind; a film is not taken."""
    for film in sent.streams.video:
        if not int(film.disposition) & 0x400:  # attached_pic
            raise Unheard("video")
    if not sent.streams.audio:
        raise Unheard("broken")
    voice = sent.streams.audio[0]
    known = voice.codec_context.name in WHOLE
    rate, channels = voice.codec_context.sample_rate, voice.codec_context.channels
    if not known or not 0 < rate <= MOST_RATE or not 0 < channels <= MOST_CHANNELS:
        raise Unheard("broken")
    voice.codec_context.thread_count = 1
    return voice


def _frames(voice: Any, sent: Any, most: int) -> Iterator[Any]:
    """Samples as they are written, counted anew: what a file says of its length is not believed."""
    import av

    mixer = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    heard = 0
    for frame in _decoded(voice, sent):
        frame.pts = None
        for mixed in mixer.resample(frame):
            mixed.pts, heard = heard, heard + mixed.samples
            if heard > (most + GRACE) * RATE:
                raise Unheard("long")
            yield mixed
    for mixed in mixer.resample(None) if heard else ():
        mixed.pts, heard = heard, heard + mixed.samples
        yield mixed
    if heard < RATE // 10:
        raise Unheard("empty")


def _decoded(voice: Any, sent: Any) -> Iterator[Any]:
    import av

    broken = 0
    for packet in sent.demux(voice):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:  # one bad piece, as phones leave at an end
            broken += 1
            if broken > 10:
                raise


def _hold_back() -> None:
    """From here on: so much time, so much memory, and no file or connection is opened any more."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def main(kind: str, most: str) -> int:
    """A sound comes in, plain MP3 goes out; or one word why not."""
    data = sys.stdin.buffer.read()
    recode(SILENCE, "wav", 1)  # whatever has to be opened for it is open now
    _hold_back()
    try:
        sys.stdout.buffer.write(recode(data, kind, int(most)))
    except Unheard as unheard:
        sys.stderr.write(unheard.why)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
