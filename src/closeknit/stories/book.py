"""A book to keep, put together anew for each reader at each look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.networks.map_words import listed
from closeknit.networks.models import Network, Person
from closeknit.networks.telling import when
from closeknit.policy import Actor, Channel

from .binding import Readers, name_of
from .models import Keepsake, Lived, Photo, Story
from .over_years import YearMap, maps_of, why_no_maps
from .told import author_of, parts_of, told_when

STORY, PHOTO, OCCASION, MAP = "story", "photo", "occasion", "map"


@dataclass(frozen=True)
class Picture:
    """A picture in a book."""

    row: Photo
    alt: str
    people: str

    @property
    def below(self) -> str:
        """When it was and who is in it, in a line."""
        return " · ".join(filter(None, (self.row.when if self.row.on else "", self.people)))


@dataclass(frozen=True)
class Tale:
    """A story in a book, with those of its pictures that were chosen as well."""

    row: Story
    when: str
    by: str
    people: str
    parts: Sequence[tuple[Any, str]]
    pictures: tuple[Picture, ...] = ()

    @property
    def below(self) -> str:
        """When and where it was, who told it and who is in it, in a line."""
        by = _("Told by %(name)s") % {"name": self.by}
        there = _("with %(names)s") % {"names": self.people} if self.people else ""
        return " · ".join(filter(None, (self.when, self.row.place, by, there)))


@dataclass(frozen=True)
class Leaf:
    """One thing in a book: a story, one picture, an album of them, or a map."""

    key: str
    day: str
    title: str
    tale: Tale | None = None
    pictures: tuple[Picture, ...] = ()
    map: YearMap | None = None

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]


@dataclass(frozen=True)
class Left:
    """Something that was chosen and is left out, with the reason."""

    what: str
    why: str


@dataclass
class Book:
    """Everything that stands in a book today, for this reader."""

    row: Keepsake
    name: str
    leaves: list[Leaf] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)

    def shown(self) -> list[str]:
        """The words of what is in it, in order."""
        return [leaf.key for leaf in self.leaves]

    def photos(self) -> Iterator[Picture]:
        """Every picture, in the order of the book."""
        for leaf in self.leaves:
            yield from leaf.pictures
            if leaf.tale is not None:
                yield from leaf.tale.pictures


def bind(network: Network, actor: Actor, row: Keepsake, channel: Channel = Channel.PAGE) -> Book:
    """The book as it may be read today: what everybody it is for may read, and this reader too."""
    return _Binder(network, actor, row, channel).bound()


class _Binder:
    """Puts one book together."""

    def __init__(self, network: Network, actor: Actor, row: Keepsake, channel: Channel) -> None:
        self.network, self.actor, self.row, self.channel = network, actor, row, channel
        self.readers = Readers.of(network, row)
        self.book = Book(row, network.name, readers=self.readers.names())
        self.known = frozenset(Person.visible_to(actor, channel).values_list("pk", flat=True))

    def bound(self) -> Book:
        photos = self._photos()
        tales = self._tales()
        pictures = {one.pk: self._picture(one) for one in photos}
        within = {one.pk for one in photos if one.story_id in tales}
        leaves = [*self._stories(tales, photos, pictures), *self._single(photos, pictures, within)]
        leaves += self._albums(photos, pictures)
        leaves += self._maps()
        self.book.leaves = self._in_order(leaves)
        self._missing(tales, photos)
        return self.book

    def _stays(self, rows: Iterable[Any]) -> list[Any]:
        """Those that may stand in it; of the others it is said why they do not."""
        found = []
        for one in rows:
            why = self.readers.why_not(one)
            if why:
                self.book.left.append(Left(one.in_short(), why))
            else:
                found.append(one)
        return found

    def _tales(self) -> dict[str, Tale]:
        keys = self.row.chosen_of(STORY)
        rows = Story.visible_to(self.actor, self.channel).filter(pk__in=keys)
        self.seen_stories = list(Story.with_people(rows.exclude(told_at=None)))
        return {one.pk: self._tale(one) for one in self._stays(self.seen_stories)}

    def _photos(self) -> list[Photo]:
        """The pictures that were chosen, each for itself or with its album; the earliest first."""
        keys, names = self.row.chosen_of(PHOTO), self.row.chosen_of(OCCASION)
        rows = Photo.visible_to(self.actor, self.channel)
        rows = rows.filter(Q(pk__in=keys) | Q(occasion__in=names)).order_by("made_at", "key")
        self.seen_photos = list(Photo.with_people(rows))
        return sorted(self._stays(self.seen_photos), key=day_of)

    def _people(self, lived: Lived) -> str:
        today = self.readers.today
        names = [name_of(one, self.network, self.known, today) for one in lived.in_it()]
        return listed(dict.fromkeys(names))

    def _tale(self, row: Story) -> Tale:
        by = author_of(row, self.network, list(self.readers.members))
        return Tale(row, told_when(row), by, self._people(row), parts_of(row))

    def _picture(self, row: Photo) -> Picture:
        return Picture(row, row.alt or row.caption or _("A picture"), self._people(row))

    def _stories(
        self, tales: dict[str, Tale], photos: list[Photo], pictures: dict[str, Picture]
    ) -> Iterator[Leaf]:
        albums = self.row.chosen_of(OCCASION)
        alone = [one for one in photos if one.occasion not in albums]
        for key, tale in tales.items():
            there = tuple(pictures[one.pk] for one in alone if one.story_id == key)
            told = replace(tale, pictures=there)
            yield Leaf(f"{STORY}:{key}", day_of(tale.row), tale.row.title, told)

    def _single(
        self, photos: list[Photo], pictures: dict[str, Picture], within: set[str]
    ) -> Iterator[Leaf]:
        """Pictures that stand for themselves: neither in their album nor in their story."""
        names = self.row.chosen_of(OCCASION)
        for one in photos:
            if one.pk not in within and one.occasion not in names:
                key, title = f"{PHOTO}:{one.pk}", one.caption or one.occasion
                yield Leaf(key, day_of(one), title, pictures=(pictures[one.pk],))

    def _albums(self, photos: list[Photo], pictures: dict[str, Picture]) -> Iterator[Leaf]:
        for name in self.row.chosen_of(OCCASION):
            there = [one for one in photos if one.occasion == name]
            if there:
                shown = tuple(pictures[one.pk] for one in there)
                yield Leaf(f"{OCCASION}:{name}", day_of(there[0]), name, pictures=shown)

    def _maps(self) -> Iterator[Leaf]:
        days = self.row.chosen_of(MAP)
        if not days:
            return
        why = why_no_maps(self.actor, self.readers)
        maps = [] if why else maps_of(self.network, self.actor, days, self.readers)
        why = why or ("" if maps else _("Something on it is not for everybody it is for."))
        if why:
            self.book.left.append(Left(ngettext("The map", "The maps", len(days)), why))
        for one in maps:
            yield Leaf(f"{MAP}:{one.day}", one.day, one.title, map=one)

    def _in_order(self, leaves: list[Leaf]) -> list[Leaf]:
        places = {one: number for number, one in enumerate(self.row.chosen)}
        leaves.sort(key=lambda leaf: places.get(leaf.key, len(places)))
        if not self.row.by_day:
            return leaves
        return sorted(leaves, key=lambda leaf: (leaf.day, leaf.kind != MAP))

    def _missing(self, tales: dict[str, Tale], photos: list[Photo]) -> None:
        """What is not to be seen at all any more is counted, and not named."""
        there = {one.pk for one in (*self.seen_stories, *self.seen_photos)}
        chosen = [*self.row.chosen_of(STORY), *self.row.chosen_of(PHOTO)]
        gone = sum(key not in there for key in chosen)
        if gone:
            said = ngettext(
                "%(count)s thing you had chosen", "%(count)s things you had chosen", gone
            )
            self.book.left.append(Left(said % {"count": gone}, _("You cannot see it any more.")))


def day_of(row: Any) -> str:
    """The day, month or year it was, as text that sorts; else when it was told or came in."""
    if row.on:
        return str(row.on)
    at = getattr(row, "told_at", None) or row.made_at
    return timezone.localdate(at).isoformat()


def made_on() -> str:
    """Today, as it stands in a book."""
    return when(timezone.localdate().isoformat())
