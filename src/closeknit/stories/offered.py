"""What there is to choose from for a book: only what its maker reads anyway."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.networks.telling import when
from closeknit.policy import Actor

from .albums import occasions
from .book import day_of
from .models import Keepsake, Photo, Story
from .over_years import read_day, years_offered

MOST_STORIES, MOST_PHOTOS = 300, 200


def offered(actor: Actor, row: Keepsake) -> dict[str, Any]:
    """Choices by field, the earliest first, each with its hint."""
    stories = Story.visible_to(actor).exclude(told_at=None).order_by("-told_at", "key")
    told = sorted(stories[:MOST_STORIES], key=day_of)
    found = Photo.visible_to(actor).order_by("-made_at", "key")
    photos = sorted(found[:MOST_PHOTOS], key=day_of)
    albums = occasions(actor)
    return {
        "stories": [(one.pk, one.title) for one in told],
        "stories_hints": [(one.pk, _when(one)) for one in told],
        "occasions": [(one.album.name, one.album.name) for one in albums],
        "occasions_hints": [(one.album.name, _count(one.count)) for one in albums],
        "photos": [(one.pk, _called(one)) for one in photos],
        "photos_hints": [(one.pk, _when(one)) for one in photos],
        "maps": _maps(actor, row),
    }


def _when(row: Any) -> str:
    return when(row.on) if row.on else ""


def _count(number: int) -> str:
    return ngettext("%(count)s picture", "%(count)s pictures", number) % {"count": number}


def _called(photo: Photo) -> str:
    return photo.caption or photo.alt or photo.occasion or _("A picture")


def _maps(actor: Actor, row: Keepsake) -> list[tuple[str, str]]:
    """The first of January of each year, today, and the days somebody chose."""
    days = years_offered(actor, timezone.localdate())
    if days:
        days = sorted({*days, *filter(None, map(read_day, row.chosen_of("map")))})
    return [(day.isoformat(), when(day.isoformat())) for day in days]
