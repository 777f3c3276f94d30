"""From a snapshot to the drawn map: faces, links, words, and where people stood last time."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.safestring import SafeString

import closeknit.design
from closeknit.core import layout as core_layout
from closeknit.core.drawing import draw
from closeknit.core.gaps import empty_chairs
from closeknit.core.layout import Before, Picture, Sizes, layout
from closeknit.core.network import Network
from closeknit.design.faces import face_url
from closeknit.design.picture import drawn

from . import map_words as say
from .models import Place
from .roll import photo
from .sentences import Chair, chairs_of
from .snapshot import Snapshot

SIZES = Sizes(
    face=23,
    focus=40,
    name=16,
    second=14,
    first_ring=128,
    band=72,
    last_band=72,
    empty_band=72,
    margin=8,
)
"""On a page names are still 14 px when a map of twenty stands beside its cards. An empty circle is
as wide as one with people, so that the first who comes moves nobody."""

BESIDE, WHOLE = 20, 45
"""Up to so many people the cards stand beside the picture, and the picture is seen as a whole."""

FACES = Path(closeknit.design.__file__).parent / "static/closeknit/faces"


def picture(
    seen: Snapshot,
    focus: str = "",
    *,
    chairs: Sequence[Chair] | None = None,
    small: bool = False,
) -> SafeString:
    """The map for a page: every person a link that opens them. `small` is only to look at."""
    return drawn(_drawing(seen, focus, chairs, links=not small))


def picture_then(seen: Snapshot) -> SafeString:
    """The map of another day, only to look at.

    Everybody stands where they stand today as far as that is possible, and nothing is remembered:
    a look back moves nobody. No chair waits there, for a wish has no day.
    """
    return _then(seen, _before(Place.seen_by(seen.actor)), "map")[0]


def size(seen: Snapshot) -> str:
    """How much of the page the picture takes, so that its letters can be read."""
    people = len(seen.network.people)
    if people <= BESIDE:
        return ""
    return "wide" if people <= WHOLE else "wide huge"


def two_pictures(first: Snapshot, last: Snapshot) -> tuple[SafeString, SafeString]:
    """The maps of two days, with everybody in the same place on both as far as that is possible."""
    now, places = _then(last, _before(Place.seen_by(last.actor)), "map-last")
    return _then(first, places, "map-first")[0], now


def _then(seen: Snapshot, before: Before, ident: str) -> tuple[SafeString, Before]:
    network, words = named(seen.network), say.drawing_words(seen)
    settled = layout(network, before, (), SIZES, words)
    svg = draw(
        network,
        picture=settled,
        faces=faces(seen),
        links={key: reverse("person", args=[seen.row.pk, key]) for key in seen.people},
        words=words,
        standalone=False,
        ident=ident,
    )
    return drawn(svg), settled.before


def picture_file(seen: Snapshot, chairs: Sequence[Chair] | None = None) -> str:
    """The map as a file that needs nothing beside it: colours and faces inside."""
    return _drawing(seen, "", chairs, standalone=True)


def pictures_over_time(days: Sequence[Snapshot], latest: Snapshot) -> Iterator[str]:
    """The map of each of these days as a file: whoever is in the same circle on the `latest` day
    stands where they stand then, so that any one of them can be drawn without the others.

    Drawn are those who had a place in a circle on that day; no chairs, and nothing is remembered.
    """
    last, words = named(placed(latest.network)), say.drawing_words(latest)
    settled = layout(last, None, (), SIZES, words)
    for seen in days:
        network, words = named(placed(seen.network)), say.drawing_words(seen)
        yield draw(
            network,
            picture=layout(network, settled.before, (), SIZES, words),
            faces=embedded(seen),
            words=words,
            standalone=True,
            ident=f"map-{seen.on}",
        )


def placed(network: Network) -> Network:
    """The same network with those alone who stand in a circle."""
    people = tuple(person for person in network.people if person.circle)
    keys = {person.key for person in people}
    links = frozenset(pair for pair in network.links if set(pair) <= keys)
    return replace(network, people=people, links=links)


def _drawing(
    seen: Snapshot,
    focus: str,
    chairs: Sequence[Chair] | None,
    *,
    links: bool = False,
    standalone: bool = False,
) -> str:
    told = chairs_of(empty_chairs(seen.network), seen) if chairs is None else chairs
    network, words = named(seen.network), say.drawing_words(seen)
    return draw(
        network,
        picture=_settled(seen, network, told, words),
        faces=embedded(seen) if standalone else faces(seen),
        links=_links(seen, told) if links else {},
        words=words,
        chairs=told,
        focus=focus or None,
        standalone=standalone,
    )


def named(network: Network) -> Network:
    """The same network with the words that stand under each name filled in."""
    people = (
        replace(person, known_as=say.known_as(person)) if person.counts else person
        for person in network.people
    )
    return replace(network, people=tuple(people))


def faces(seen: Snapshot) -> dict[str, str]:
    """The address of everybody's face; "" is the focus person's. Initials have none."""
    chosen = {"": seen.row.face, **{key: row.face for key, row in seen.people.items()}}
    found = {key: photo(seen, key) or face_url(face) for key, face in chosen.items()}
    return {key: href for key, href in found.items() if href}


def embedded(seen: Snapshot) -> dict[str, str]:
    """Everybody's face as text inside the file itself."""
    chosen = {"": seen.row.face, **{key: row.face for key, row in seen.people.items()}}
    found = {}
    for key, face in chosen.items():
        portrait = seen.portraits.get(key)
        # A photo whose file is lost must not take the whole map with it.
        if portrait is not None and default_storage.exists(portrait.file):
            with default_storage.open(portrait.file) as photo_file:
                found[key] = _inside("image/webp", photo_file.read())
        elif face_url(face):
            found[key] = _inside("image/svg+xml", (FACES / f"{face}.svg").read_bytes())
    return found


def _inside(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _links(seen: Snapshot, chairs: Sequence[Chair]) -> dict[str, str]:
    here = reverse("map", args=[seen.row.pk])
    people = {key: f"{here}?focus={key}" for key in seen.people}
    return people | {core_layout.chair_key(chair): chair.step.url for chair in chairs}


def _settled(
    seen: Snapshot, network: Network, chairs: Sequence[Chair], words: Mapping[str, str]
) -> Picture:
    """Everybody where this viewer last saw them, as far as that is possible; and remembered."""
    kept = Place.seen_by(seen.actor)
    settled = layout(network, _before(kept), chairs, SIZES, words)
    now = _plain(settled.before)
    if now != kept:
        Place.keep(seen.actor, now)
    return settled


def _before(kept: Mapping[str, Any]) -> Before:
    places = {key: (place[0], place[1]) for key, place in kept.get("places", {}).items()}
    return Before(places, tuple(kept.get("rings", ())))


def _plain(before: Before) -> dict[str, Any]:
    """As JSON keeps it."""
    return {
        "places": {key: list(point) for key, point in before.places.items()},
        "rings": list(before.rings),
    }
