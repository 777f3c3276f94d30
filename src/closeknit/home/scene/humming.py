"""The voice note of the demo: a tune hummed by a few sums, and told as such. No voice is in it."""

from __future__ import annotations

import array
import io
import math
import wave
from collections.abc import Iterator, Mapping

from closeknit.networks.models import Person
from closeknit.policy import Actor
from closeknit.stories.keeping import on_the_disk
from closeknit.stories.models import Moment
from closeknit.stories.sound import Voice, listen

from .thoughts import at

DAY, WORDS = (
    "2026-04-16",
    "The tune that Kofi and I hum on the bus. Nobody here is real, so a computer hums it.",
)
RATE, BEAT, LOUD = 16_000, 0.42, 7_000
# Our own tune: how many half tones above G, and for how many beats. The last one is held.
TUNE = ((0, 1), (4, 1), (7, 1), (4, 1), (9, 2), (7, 2), (5, 1), (4, 1), (2, 1), (7, 1), (0, 3))
LOWEST = 196.0
MOUTH = (1.0, 0.42, 0.16, 0.05)
"""How strong a closed mouth lets each overtone through."""
RISE, FALL, WAVER = 0.07, 0.12, 5.2


def hum(maya: Actor, people: Mapping[str, Person]) -> Moment:
    """Maya keeps it, as anybody keeps a recording."""
    with on_the_disk({"sound": recorded()}) as files:
        said = {"text": WORDS, "person": people["kofi"], "made_at": at(DAY)}
        return Moment.make(maya, "told", **said, **files)


def recorded() -> Voice:
    """The tune as a file that somebody could have sent, made anew like every other."""
    out = io.BytesIO()
    with wave.open(out, "wb") as into:
        into.setnchannels(1)
        into.setsampwidth(2)
        into.setframerate(RATE)
        samples = array.array("h", (one for tone in TUNE for one in hummed(*tone)))
        into.writeframes(samples.tobytes())
    out.seek(0)
    return listen(out, len(out.getvalue()))


def hummed(above: int, beats: int) -> Iterator[int]:
    """One tone: it swells, wavers a little, and fades."""
    turns = LOWEST * 2 ** (above / 12) / RATE
    number = int(beats * BEAT * RATE)
    turn = 0.0
    for step in range(number):
        second = step / RATE
        turn += turns * (1 + 0.004 * math.sin(math.tau * WAVER * second))
        swell = min(1.0, second / RISE, (number - step) / RATE / FALL)
        here = at_turn(turn)
        yield int(LOUD * swell * here)


def at_turn(turn: float) -> float:
    """How far the air has moved, with so many turns of the tone behind it."""
    angle = math.tau * turn
    return sum(loud * math.sin(angle * (n + 1)) for n, loud in enumerate(MOUTH))
