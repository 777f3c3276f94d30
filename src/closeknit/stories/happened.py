"""What was lived, for the story of the network: stories that were told, and pictures with a day."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.networks.happening import Happened
from closeknit.networks.snapshot import Snapshot

from .models import Photo, Story


def lived(seen: Snapshot) -> Iterable[Happened]:
    """A story stands at the day it is about, or at the day it was told. One query for each kind."""
    for story in Story.visible_to(seen.actor).exclude(told_at=None):
        day = story.on or timezone.localdate(story.told_at).isoformat()
        url = reverse("story", args=[seen.row.pk, story.pk])
        yield Happened(day, _("A story: %(said)s") % {"said": story.in_short()}, url, "story")
    for photo in Photo.visible_to(seen.actor).exclude(on=""):
        said = photo.caption or photo.occasion
        words = _("A picture: %(said)s") % {"said": said} if said else _("A picture.")
        yield Happened(photo.on, words, reverse("photo", args=[seen.row.pk, photo.pk]), "picture")
