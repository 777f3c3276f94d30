"""Moments: what was lived, in one line, one voice note or one picture."""

from __future__ import annotations

from dataclasses import replace

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import Truncator

from closeknit.design.quoting import quoted
from closeknit.networks.models import Membership, Person, Row
from closeknit.policy import WIDE, Facts

from .consents import UNASKED
from .kept import Kept


class Moment(Kept, Row):
    """Somebody turned up for the person, or the person for them. One line is enough, or a sound.

    What is `hard` does not come back by itself. With somebody who takes no part here, or is under
    age, it goes no further than stewards: told fully, they can be asked by a link.
    """

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

    @classmethod
    def unasked_condition(cls) -> Q:
        here = Membership.active().filter(person=OuterRef("person"))
        somebody = Q(person__isnull=False) & ~Q(person__kind__in=UNASKED)
        return somebody & (~Q(Exists(here)) | Q(person__under_age=True))

    def facts(self, member: bool | None = None) -> Facts:
        told = super().facts(member)
        if told.level not in WIDE or not self.is_about_somebody():
            return told
        if member is None:
            member = Membership.active().filter(person=self.person_id).exists()
        return replace(told, consented=member and not self.is_about_a_child())

    def is_about_somebody(self) -> bool:
        """Whether there is somebody in it whose yes counts: no pet, nor who has died."""
        return self.person is not None and self.person.kind not in UNASKED

    def about_key(self) -> str:
        return self.person_id or ""

    def is_about_a_child(self) -> bool:
        return self.person is not None and self.person.under_age
