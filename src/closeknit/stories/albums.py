"""Pictures by occasion and by year, the newest first; and the one before and after each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear, NullIf, Substr
from django.utils.translation import gettext as _

from closeknit.policy import Actor

from .models import Photo

A_PAGE = 24
MOST_ALBUMS = 60
KINDS = ("occasion", "year")
YEAR = Coalesce(
    NullIf(Substr("on", 1, 4), Value("")),
    Cast(ExtractYear("made_at"), CharField()),
    output_field=CharField(),
)
"""The year it was taken, or else the one it came in."""


@dataclass(frozen=True)
class Album:
    """Some of the pictures: of one occasion, of one year, or all of them."""

    kind: str = ""
    name: str = ""

    @classmethod
    def asked(cls, told: Any) -> Album:
        """The album that the address names."""
        kind = next((kind for kind in KINDS if told.get(kind)), "")
        return cls(kind, told[kind].replace("\0", "")[:120] if kind else "")

    @property
    def query(self) -> str:
        """What stands in an address of this album, without its question mark."""
        return urlencode({self.kind: self.name}) if self.kind else ""

    @property
    def title(self) -> str:
        return self.name or _("Pictures")

    def photos(self, actor: Actor) -> QuerySet[Photo]:
        """Its pictures that this actor may see, the newest first."""
        rows = Photo.visible_to(actor).annotate(year=YEAR)
        if self.kind:
            rows = rows.filter(**{self.kind: self.name})
        return rows.order_by("-year", "-on", "-made_at", "key")


@dataclass(frozen=True)
class Cover:
    """An album on the page of all of them."""

    album: Album
    count: int
    photo: str


def occasions(actor: Actor) -> list[Cover]:
    """An album for each occasion, the newest first."""
    newest = Album().photos(actor).filter(occasion=OuterRef("occasion")).values("pk")[:1]
    found = (
        Photo.visible_to(actor)
        .exclude(occasion="")
        .order_by()
        .annotate(year=YEAR)
        .values("occasion")
        .annotate(count=Count("pk"), latest=Max("year"), last=Max("made_at"))
        .annotate(cover=Subquery(newest))
        .order_by("-latest", "-last")
    )
    return [
        Cover(Album("occasion", row["occasion"]), row["count"], row["cover"])
        for row in found[:MOST_ALBUMS]
    ]


def years(actor: Actor) -> list[Album]:
    """An album for each year, the newest first."""
    found = Photo.visible_to(actor).order_by().annotate(year=YEAR).values_list("year", flat=True)
    return [Album("year", year) for year in found.distinct().order_by("-year")[:MOST_ALBUMS]]


@dataclass(frozen=True)
class Place:
    """Where a picture stands in its album."""

    number: int
    count: int
    before: str
    after: str


def place(actor: Actor, album: Album, key: str) -> Place | None:
    """The number of this picture, and the keys beside it; None when it is not in there."""
    keys = list(album.photos(actor).values_list("pk", flat=True))
    if key not in keys:
        return None
    at = keys.index(key)
    before = keys[at - 1] if at else ""
    after = keys[at + 1] if at + 1 < len(keys) else ""
    return Place(at + 1, len(keys), before, after)
