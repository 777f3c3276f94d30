"""Moments: what was lived, in one line, one voice note or one picture."""

from __future__ import annotations

from django.db import models
from django.utils.text import Truncator

from closeknit.design.quoting import quoted
from closeknit.networks.models import Person, Row

from .kept import Kept


class Moment(Kept, Row):
    """Somebody turned up for the person, or the person for them. One line is enough, or a sound.

    What is `hard` does not come back by itself."""

    resource = "moment"
    about_lookup = "person"
    people_in_it = ("person",)
    kept_fields = ("text", "person_id", "hard")

    text = models.TextField(blank=True, max_length=2000)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="moments")
    hard = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"moment {self.pk}"

    def in_short(self) -> str:
        if not self.text:
            return self.without_words()
        return quoted(Truncator(self.text).words(8))

    def about_key(self) -> str:
        return self.person_id or ""

    def is_about_a_child(self) -> bool:
        return self.person is not None and self.person.under_age
