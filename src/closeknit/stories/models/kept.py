"""A recording and a picture that stand beside somebody's words, and go wherever those go."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Kept(models.Model):
    """What was said aloud, and what was drawn or photographed, in the same row as the words.

    Whoever may read the words may hear and see it, and nobody else. No earlier recording is kept:
    one that is taken away or replaced is gone.
    """

    SOUNDS: ClassVar[str] = "sounds"
    PICTURES: ClassVar[str] = "pictures"
    file_fields: ClassVar[tuple[str, ...]] = ("sound", "picture")

    sound = models.CharField(max_length=60, blank=True, default="")
    seconds = models.PositiveSmallIntegerField(default=0)
    picture = models.CharField(max_length=60, blank=True, default="")
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def file_door(self) -> str:
        """The name of the address at which it is heard and seen."""
        return f"{self.resource}_file"  # type: ignore[attr-defined]

    @property
    def how_long(self) -> str:
        """How long the recording is, in words."""
        minutes, seconds = divmod(self.seconds, 60)
        told = []
        if minutes:
            told.append(ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes})
        if seconds or not minutes:
            told.append(ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds})
        return " ".join(told)

    def without_words(self) -> str:
        """What it is called where nothing was written beside it; empty where it holds neither."""
        if self.sound:
            return _("A voice note, %(long)s") % {"long": self.how_long}
        return _("A picture without words") if self.picture else ""
