"""Pictures, as new pixels without anything the camera wrote."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.formats import date_format
from django.utils.text import Truncator

from closeknit.networks.models import check_partial_date

from .lived import Lived


class Photo(Lived):
    """One picture in three sizes: `file` for a whole screen, `middle` a page, `small` for many.

    `alt` is what somebody who does not see it is told, `caption` one sentence, `occasion` when it
    was taken (June's birthday), `behind` what stood behind it: who planned, who did what.
    """

    resource = "photo"
    lived_as = "photo"
    kept_fields = ("alt", "caption", "on", "occasion", "behind", "hard", "story_id")
    file_fields = ("file", "middle", "small")
    FOLDER: ClassVar[str] = "photos"
    SIDES: ClassVar[dict[str, int]] = {"file": 2048, "middle": 960, "small": 320}

    file = models.CharField(max_length=60)
    middle = models.CharField(max_length=60)
    small = models.CharField(max_length=60)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    alt = models.CharField(max_length=300, blank=True)
    caption = models.CharField(max_length=300, blank=True)
    on = models.CharField(max_length=10, blank=True, validators=[check_partial_date])
    occasion = models.CharField(max_length=120, blank=True)
    behind = models.TextField(blank=True, max_length=8000)
    hard = models.BooleanField(default=False)
    story = models.ForeignKey(
        "stories.Story", on_delete=models.SET_NULL, null=True, blank=True, related_name="photos"
    )

    class Meta(Lived.Meta):
        ordering = ["-made_at", "key"]
        indexes = [models.Index(fields=["network", "binned_at"])]

    def __str__(self) -> str:
        return f"photo {self.pk}"

    def sized(self, most: int) -> tuple[int, int]:
        """Width and height where it is shown at most this long.

        >>> Photo(width=2016, height=1512).sized(320)
        (320, 240)
        """
        longest = max(self.width, self.height, 1)
        part = min(1.0, most / longest)
        return max(1, round(self.width * part)), max(1, round(self.height * part))

    @property
    def small_sides(self) -> tuple[int, int]:
        return self.sized(self.SIDES["small"])

    @property
    def middle_sides(self) -> tuple[int, int]:
        return self.sized(self.SIDES["middle"])

    @property
    def mark(self) -> int:
        """How large the number over somebody is, in dots of the picture."""
        return max(self.width, self.height) // 32

    @property
    def when(self) -> str:
        """When it was taken, as one says it.

        >>> Photo(on="2024-06").when
        'June 2024'
        """
        try:
            day = dt.date.fromisoformat(f"{self.on}-01-01"[:10])
        except ValueError:
            return self.on
        return date_format(day, {4: "Y", 7: "F Y"}.get(len(self.on), "j F Y"))

    def in_short(self) -> str:
        said = self.caption or self.alt or self.occasion
        return f"“{Truncator(said).words(8)}”" if said else super().in_short()
