"""Sounds that come in: made anew by a process of its own; what came in is never stored."""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from closeknit.networks.pixels import Refused, is_two_things

from . import recoding

MOST_BYTES = 30 * 1024 * 1024
ENDS_AFTER = 60
AT_ONCE = BoundedSemaphore(2)
TYPE = "audio/mpeg"

NOT_TAKEN = _("We could not hear anything in this file. Please choose a recording of a voice.")
TOO_BIG = _("This recording is larger than 30 MB. Please choose a shorter one.")
TWO_THINGS = _(
    "This file is a recording and something else as well. Please record it anew, and choose that "
    "one."
)
WORDS = {
    "video": _("This is a film. Only its sound can be told here: please record the voice alone."),
    "empty": _("Nothing can be heard in this recording. Please record it once more."),
}
TOO_LONG = ngettext_lazy(
    "This recording is longer than a minute. Please tell it in two parts, or a little shorter.",
    "This recording is longer than %(count)s minutes. Please tell it in two parts, or a little "
    "shorter.",
    "count",
)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Voice:
    """A recording as it is kept: nothing but samples, and how long it is."""

    data: bytes
    seconds: int


def listen(sent: IO[bytes], size: int) -> Voice:
    """New samples from the sound that was sent.

    Raises:
        Refused: too large, too long, none of the kinds we take, something else besides, or broken.
    """
    if size > MOST_BYTES:
        raise Refused(TOO_BIG)
    data = sent.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused(TOO_BIG)
    kind = recoding.kind_of(data)
    if not kind:
        raise Refused(NOT_TAKEN)
    if is_two_things(data):
        raise Refused(TWO_THINGS)
    made = _made_anew(data, kind)
    return Voice(made, seconds(made))


def seconds(made: bytes) -> int:
    """How long a kept recording is: as many bits go into each second."""
    return max(1, round(len(made) / recoding.BYTES_A_SECOND))


def _made_anew(data: bytes, kind: str) -> bytes:
    """By a process that may do nothing else, and ends if it takes too long."""
    most = settings.SOUND_MINUTES
    call = [sys.executable, "-I", str(Path(recoding.__file__)), kind, str(most * 60)]
    with AT_ONCE:
        try:
            told = subprocess.run(  # noqa: S603  # our own program, our own words
                call, input=data, capture_output=True, timeout=ENDS_AFTER, env={}, cwd="/"
            )
        except subprocess.TimeoutExpired as error:
            raise Refused(NOT_TAKEN) from error
    if told.returncode == 0:
        return told.stdout
    why = told.stderr.decode(errors="replace") if told.returncode == 1 else "ended"
    log.info("A recording was not taken: %s", why if why in ("long", *WORDS) else "broken")
    raise Refused(TOO_LONG % {"count": most} if why == "long" else WORDS.get(why, NOT_TAKEN))


def only_samples(data: bytes) -> bool:
    """Whether this is a recording like those we make: whole frames, one after the other.

    >>> only_samples(b"ID3 and then anything")
    False
    """
    at = 0
    while at < len(data):
        if not (length := _frame(data[at : at + 4])):
            return False
        at += length
    return bool(data) and at == len(data)


def _frame(head: bytes) -> int:
    """The length of a frame of 44,100 samples, 64 kbit/s, one voice; 0 where it is none."""
    if len(head) < 4 or head[:2] != b"\xff\xfb" or head[2] & 0xFC != 0x50 or head[3] & 0xC0 != 0xC0:
        return 0
    padded: Any = head[2] >> 1 & 1
    return int(144 * recoding.BITS // recoding.RATE + padded)
