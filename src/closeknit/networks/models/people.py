"""The people on the map, how to reach them, and what is noted about them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn, record_each
from closeknit.core.network import Kind
from closeknit.policy import TABLE, Actor, Verb, must

from .base import Row
from .dying import OnTheMap
from .network import Membership
from .versions import Version
from .written_to import WrittenTo

SAME = "same"
"""The kind of a proposal that two entries are the same person."""


class Person(WrittenTo, OnTheMap):
    """Anyone on the map, with or without an account; also a pet, a place, a group, a thing.

    What everyone in the network may know: the name, how they are called, their face, what they like
    to do.
    What joins them to the focus person stands in `Chapter`.
    """

    resource = "person"
    about_lookup = "pk"
    kept_fields = ("name", "kind", "known_as", "face", "under_age", "likes")

    name = models.CharField(_("Name"), max_length=120)
    kind = models.CharField(max_length=8, choices=[(k, k) for k in Kind], default=Kind.PERSON)
    known_as = models.CharField(max_length=60, blank=True)
    face = models.CharField(max_length=40, blank=True)
    under_age = models.BooleanField(_("Under 18"), default=False)
    likes = models.CharField(max_length=200, blank=True, default="")
    arrival = models.ForeignKey(
        "networks.Arrival", on_delete=models.SET_NULL, null=True, related_name="people"
    )

    merge: Any = None
    """By which merge they went, where the bin looked for it."""

    class Meta:
        ordering = ["made_at", "key"]
        indexes = [models.Index(fields=["network", "binned_at"])]

    def __str__(self) -> str:
        return f"person {self.pk}"

    def in_short(self) -> str:
        return self.name

    @classmethod
    def member_condition(cls) -> Q:
        return Q(Exists(Membership.active().filter(person=OuterRef("pk"))))

    def about_key(self) -> str:
        return str(self.pk)

    def is_about_a_member(self) -> bool:
        return Membership.active().filter(person=self.pk).exists()

    def is_about_a_child(self) -> bool:
        return self.under_age

    def take_back(self, actor: Actor, deed: str = "brought_back") -> None:
        """Bring them back; whoever went as the same person as somebody else is two again."""
        merge = apps.get_model("networks", "Merge").of_gone(self)
        if merge is not None:
            merge.undo(actor)
        else:
            super().take_back(actor, deed)

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        if proposal.kind == SAME:
            apps.get_model("networks", "Merge").carried_out(actor, proposal)
        else:
            super().carry_out(actor, proposal)

    def carry_back(self, actor: Actor, proposal: Any) -> None:
        if proposal.kind == SAME:
            apps.get_model("networks", "Merge").carried_back(actor, proposal)
        else:
            super().carry_back(actor, proposal)

    def revise(self, actor: Actor, version: int, deed: str = "changed", **changes: Any) -> Self:
        """Change who they are. From the moment they are known to be a child, they are sheltered."""
        sheltered = changes.get("under_age") and not self.under_age
        with in_turn(actor.network):
            super().revise(actor, version, deed, **changes)
            if sheltered:
                self.shelter(actor)
        return self

    def shelter(self, actor: Actor) -> None:
        """A child: their entry and photos go no further than stewards, of birthdays the year stays.

        It holds for what this actor cannot see as well.
        """
        Portrait.narrow_all(actor, Portrait.everyones.filter(person=self))
        Contact.forget_days(actor, Contact.everyones.filter(person=self))
        Person.narrow_all(actor, [self])

    @classmethod
    def of(cls, actor: Actor) -> Self | None:
        """The actor's own place on the map, if they have one."""
        return cls.visible_to(actor).filter(pk=actor.person).first() if actor.person else None

    @classmethod
    def welcome(cls, actor: Actor, name: str, **fields: Any) -> Self:
        """Put one more on the map."""
        return cls.make(actor, "welcomed", name=name, **fields)

    @classmethod
    def welcome_many(cls, actor: Actor, rows: Iterable[dict[str, Any]]) -> list[Self]:
        """Put many on the map in one go, each with an entry in the record."""
        level = TABLE[cls.resource].level
        people = [
            cls(network_id=actor.network, author_id=actor.account, audience=level, **row)
            for row in rows
        ]
        for person in people:
            must(actor, Verb.CREATE, person.facts())
        with in_turn(actor.network):
            cls.everyones.bulk_create(people, batch_size=500)
            keys = [person.pk for person in people]
            record_each(actor, "welcomed", cls.resource, keys, level)
        return people


class AboutAPerson(Row):
    """A row that says something about one person on the map."""

    about_lookup = "person"
    people_in_it = ("person",)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta(Row.Meta):
        abstract = True

    def about_key(self) -> str:
        return str(self.person_id)

    def is_about_a_child(self) -> bool:
        return self.person_id is not None and self.person.under_age


class Contact(AboutAPerson):
    """One way to reach somebody. Seen by the person and stewards."""

    class How(models.TextChoices):
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        ADDRESS = "address", _("Address")
        BIRTHDAY = "birthday", _("Birthday")

    resource = "contact"
    kept_fields = ("how", "value")

    how = models.CharField(max_length=8, choices=How)
    value = models.CharField(max_length=300)

    class Meta(AboutAPerson.Meta):
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    def in_short(self) -> str:
        words = {"how": self.get_how_display(), "name": self.person.name}
        return __("%(how)s of %(name)s") % words

    @classmethod
    def make(cls, actor: Actor, deed: str = "made", **fields: Any) -> Self:
        child = getattr(fields.get("person"), "under_age", False)
        if child and fields.get("how") == cls.How.BIRTHDAY:
            fields["value"] = year_of(fields["value"])
        return super().make(actor, deed, **fields)

    def revise(self, actor: Actor, version: int, deed: str = "changed", **changes: Any) -> Self:
        how = changes.get("how", self.how)
        if how == self.How.BIRTHDAY and self.is_about_a_child():
            changes["value"] = year_of(changes.get("value", self.value))
        return super().revise(actor, version, deed, **changes)

    @classmethod
    def forget_days(cls, actor: Actor, rows: Iterable[Self]) -> None:
        """Of these birthdays only the year stays, in earlier texts as well."""
        for row in rows:
            if row.how == cls.How.BIRTHDAY and row.value != year_of(row.value):
                row._move(actor, row.version, "sheltered", {"value": year_of(row.value)})
                Version.forget(row)


YEAR = re.compile(r"(?<!\d)(19|20)\d{2}(?!\d)", re.ASCII)


def year_of(birthday: str) -> str:
    """The year of a birthday, all that is kept of a child's; empty when it says none.

    >>> year_of("2015-05-02"), year_of("--05-02")
    ('2015', '')
    """
    found = YEAR.search(birthday)
    return found[0] if found else ""


class Note(AboutAPerson):
    """A private note. Only whoever wrote it reads it."""

    resource = "note"
    kept_fields = ("text",)

    text = models.TextField(max_length=4000)

    class Meta(AboutAPerson.Meta):
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"note {self.pk}"

    def in_short(self) -> str:
        return __("A note about %(name)s") % {"name": self.person.name}


class Portrait(AboutAPerson):
    """A photo of somebody, as new pixels without anything the camera wrote.

    Without a person it is the focus person's own, which everybody who takes part may see.
    """

    resource = "portrait"
    kept_fields = ("file",)
    file_fields = ("file",)

    person = models.ForeignKey(  # type: ignore[assignment]  # here it may be left out
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="portraits"
    )
    file = models.CharField(max_length=60)

    class Meta(AboutAPerson.Meta):
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"portrait {self.pk}"

    def in_short(self) -> str:
        return (
            __("A photo of %(name)s") % {"name": self.person.name} if self.person else __("A photo")
        )

    def about_key(self) -> str:
        return self.person_id or ""

    @classmethod
    def member_condition(cls) -> Q:
        member = Exists(Membership.active().filter(person=OuterRef("person")))
        return Q(member) | Q(person=None)

    def is_about_a_member(self) -> bool:
        if self.person_id is None:
            return True
        return Membership.active().filter(person=self.person_id).exists()
