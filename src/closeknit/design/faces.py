"""The kept drawings a person can have for a face. Their files are drawn by bin/vendor."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

RECIPES = Path(__file__).with_name("faces.json")


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing: its name in the database, short words for it, and what it may stand for."""

    name: str
    words: str
    group: str


HAIR = {
    "afro": _("round curly hair"), "bangs": _("chin-long hair with a fringe"),
    "bangs2": _("straight black hair with a fringe"), "bantuKnots": _("hair in knots"),
    "bun": _("hair up in a scarf"), "bun2": _("hair tied up"), "buns": _("hair in four buns"),
    "cornrows": _("cornrows"), "cornrows2": _("long plaits"), "dreads1": _("long locs"),
    "dreads2": _("short locs"), "flatTop": _("flat-top hair"), "flatTopLong": _("high flat top"),
    "grayBun": _("hair in a bun"), "grayMedium": _("hair pinned back"),
    "grayShort": _("short hair, combed"), "hatBeanie": _("a woolly hat"), "hatHip": _("a wide hat"),
    "hijab": _("a hijab"), "long": _("long straight hair"), "longAfro": _("big round curly hair"),
    "longBangs": _("long hair with a fringe"), "longCurly": _("long curly hair"),
    "medium1": _("short bob"), "medium2": _("shoulder-long hair"), "medium3": _("hair to the chin"),
    "mediumBangs": _("bob with a fringe"), "mediumBangs2": _("wavy hair with a fringe"),
    "mediumBangs3": _("tousled hair with a fringe"), "mediumStraight": _("straight hair, parted"),
    "mohawk": _("a mohawk"), "noHair1": _("no hair"), "noHair2": _("a few hairs"),
    "noHair3": _("bald on top"), "pomp": _("hair combed up"),
    "shaved1": _("hair short at the sides"),
    "shaved2": _("short hair, long on top"), "shaved3": _("spiky hair"), "short1": _("short hair"),
    "short2": _("very short hair"), "short3": _("short curls"), "short4": _("short wavy hair"),
    "short5": _("cropped hair"), "turban": _("a turban"), "twists": _("short twists"),
    "twists2": _("thick short twists"),
}  # fmt: skip

SYMBOLS = {
    "pet-dog": _("dog"), "pet-cat": _("cat"), "pet-bird": _("bird"), "pet-rabbit": _("rabbit"),
    "pet-fish": _("fish"), "pet-paw": _("paw"), "place-home": _("home"),
    "place-garden": _("garden"), "place-faith": _("place of worship"), "place-shop": _("shop"),
    "place-school": _("school"), "place-work": _("workplace"), "place-cafe": _("café"),
    "place-library": _("library"), "place-water": _("water"), "group-people": _("people"),
    "group-music": _("music"), "group-sport": _("sport"), "group-making": _("making things"),
    "group-books": _("books"), "group-games": _("games"), "group-food": _("food"),
    "thing-star": _("star"), "thing-bike": _("bicycle"), "thing-guitar": _("guitar"),
    "thing-phone": _("phone"), "thing-gift": _("gift"), "thing-key": _("key"),
    "memory-flower": _("flower"), "memory-leaf": _("leaf"), "memory-moon": _("moon"),
    "memory-heart": _("heart"),
}  # fmt: skip

# Which symbols suit which kind of being on the map.
KINDS = {"pet": "pet", "place": "place", "group": "group", "thing": "thing", "died": "memory"}


def _words(head: str, more: list[str]) -> str:
    words = [str(HAIR[head])]
    if any(word.startswith("glasses=") for word in more):
        words.append(str(_("glasses")))
    beard = next((word for word in more if word.startswith("beard=")), "")
    if beard:
        words.append(str(_("moustache") if "moustache" in beard else _("beard")))
    return ", ".join(words)


@cache
def _recipes() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    kept = json.loads(RECIPES.read_text(encoding="utf-8"))["faces"]
    return tuple((row[0], row[1], tuple(row[7:])) for row in kept)


def drawings() -> list[Drawing]:
    """Every drawing of the kept set, in the reader's language: faces first, then symbols."""
    faces = [Drawing(name, _words(head, list(more)), "face") for name, head, more in _recipes()]
    signs = [Drawing(name, str(words), name.split("-")[0]) for name, words in SYMBOLS.items()]
    return faces + signs


def drawings_for(kind: str) -> list[Drawing]:
    """What somebody or something of this kind may have for a face; people have faces."""
    group = KINDS.get(kind, "face")
    wanted = {group, "face"} if group == "memory" else {group}
    return [drawing for drawing in drawings() if drawing.group in wanted]


@cache
def names() -> frozenset[str]:
    """The names that may stand in the database."""
    return frozenset([row[0] for row in _recipes()] + list(SYMBOLS))


def face_url(name: str) -> str:
    """The address of a kept drawing, or nothing if there is none by that name."""
    return static(f"closeknit/faces/{name}.svg") if name in names() else ""


def initials(name: str) -> str:
    """At most two letters, for whoever has no face yet.

    >>> initials("Tío Ben"), initials("Rosa"), initials("")
    ('TB', 'R', '')
    """
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(
        word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)
    ).upper()
