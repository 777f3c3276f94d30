"""What happens while the network meets: the agenda, the notes, who does what, and thanks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from closeknit.accounts.record import in_turn
from closeknit.networks.models import Person, Row, Version
from closeknit.networks.models.base import barred
from closeknit.policy import Actor, Denied, Level, Role, Verb, may, must

from .gatherings import Gathering, OfAGathering
from .guests import Guest


class Item(OfAGathering):
    """One part of the agenda: what, how many minutes, who leads. When it starts is worked out."""

    resource = "gathering"
    kept_fields = ("title", "minutes", "leader_id", "place")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="items")
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField(default=10)
    leader = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    place = models.PositiveSmallIntegerField(default=0)

    class Meta(OfAGathering.Meta):
        ordering = ["place", "made_at", "key"]

    def __str__(self) -> str:
        return f"item {self.pk}"

    @classmethod
    def of(cls, gathering: Gathering) -> list[Self]:
        """The agenda in its order."""
        return list(cls.everyones.filter(gathering=gathering, binned_at=None))

    @classmethod
    def add(cls, actor: Actor, gathering: Gathering, **fields: Any) -> Self:
        """One more part, at the end."""
        last = max((row.place for row in cls.of(gathering)), default=-1)
        return cls.put(actor, gathering, "set_agenda", place=last + 1, **fields)

    def move(self, actor: Actor, by: int) -> None:
        """One place up (-1) or down (1); the times of the others follow."""
        with in_turn(actor.network):
            rows = self.of(self.gathering)
            at = next(n for n, row in enumerate(rows) if row.pk == self.pk)
            to = min(max(at + by, 0), len(rows) - 1)
            rows.insert(to, rows.pop(at))
            for place, row in enumerate(rows):
                if row.place != place:
                    row.alter(actor, row.version, "set_agenda", place=place)

    @classmethod
    def copy_all(cls, actor: Actor, rows: Iterable[Self], gathering: Gathering) -> None:
        """The same parts of the next one, in one go."""
        same = ("title", "minutes", "leader_id", "place")
        said = [{name: getattr(row, name) for name in same} for row in rows]
        cls.put_each(actor, gathering, "set_agenda", said)


class Minutes(Row):
    """Notes of a gathering. A draft is seen by its writer and the person.

    Once agreed, those who came see it, and whoever looks after the network; then only the person
    changes it, and may strike what they said for good.
    """

    resource = "minutes"
    kept_fields = ("text", "agreed_at")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="minutes")
    text = models.TextField(max_length=20000)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta(Row.Meta):
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"minutes {self.pk}"

    @classmethod
    def begin(cls, actor: Actor, gathering: Gathering, text: str) -> Self:
        """The first words of the notes, by whoever plans the gathering."""
        must(actor, Verb.CHANGE, gathering.facts())
        fields = {"gathering": gathering, "text": text, "audience": Level.PERSON}
        return cls.make(actor, "wrote_notes", **fields)

    def write(self, actor: Actor, version: int, text: str) -> None:
        """Go on writing. What is agreed, only the person changes."""
        if not self.may_be_written_by(actor):
            raise Denied(self.resource)
        self.revise(actor, version, "wrote_notes", text=text)

    def may_be_written_by(self, actor: Actor) -> bool:
        """Whoever may change notes, until they are agreed; the person also then."""
        open_to = self.agreed_at is None or actor.role is Role.PERSON
        return open_to and may(actor, Verb.CHANGE, self.facts())

    def agree(self, actor: Actor, version: int) -> None:
        """So it was: from now on those who came read it, and those who look after the network."""
        must(actor, Verb.CHANGE, self.facts())
        stamp = {
            "agreed_at": timezone.now(),
            "audience": Level.CHOSEN,
            "let_in": self._those_who_came(),
        }
        if self.agreed_at is None:
            self._move(actor, version, "agreed_notes", stamp)

    def _those_who_came(self) -> str:
        came: Any = self.gathering.guests
        there = set(came.filter(binned_at=None, came=True).values_list("person_id", flat=True))
        return barred(there | self.gathering.stewards())

    def let_in_those_who_came(self) -> None:
        """Who came is often said after the notes are agreed; then these read them as well."""
        type(self).everyones.filter(pk=self.pk).update(let_in=self._those_who_came())

    def strike(self, actor: Actor, version: int, passage: str) -> None:
        """The person takes out what they said, for good: earlier texts forget it as well."""
        if actor.role is not Role.PERSON or not passage.strip() or passage not in self.text:
            raise Denied(self.resource)
        must(actor, Verb.CHANGE, self.facts())
        with in_turn(actor.network):
            kept = [line for line in self.text.splitlines() if line.strip() != passage.strip()]
            self._move(actor, version, "struck", {"text": "\n".join(kept)})
            Version.forget(self)


class Action(OfAGathering):
    """What somebody will do, and by when."""

    resource = "gathering"
    about_lookup = "person"
    kept_fields = ("words", "person_id", "by_when", "done_at")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="actions")
    words = models.CharField(max_length=200)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_when = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(OfAGathering.Meta):
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"action {self.pk}"

    def about_key(self) -> str:
        return self.person_id or ""

    def finish(self, actor: Actor, done: bool = True) -> None:
        """It was done, or not after all: said by whoever does it, or whoever plans."""
        own = bool(actor.person) and actor.person == self.person_id
        must(actor, Verb.READ if own else Verb.CHANGE, self.gathering.facts())
        if own:
            must(actor, Verb.CHANGE, self.facts())
        if done != (self.done_at is not None):
            stamp = {"done_at": timezone.now() if done else None}
            self._move(actor, self.version, "did_action" if done else "reopened", stamp)


class Thanks(OfAGathering):
    """A short thank-you to one of those who came, or to all of them."""

    resource = "gathering"
    about_lookup = "person"
    kept_fields = ("words",)

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="thanks")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    words = models.CharField(max_length=300)

    class Meta(OfAGathering.Meta):
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"thanks {self.pk}"

    @classmethod
    def said_to(cls, person: str, there: models.QuerySet[Gathering]) -> models.QuerySet[Self]:
        """Those to this one, or to all where they came; of gatherings they were let into."""
        guests = Guest.everyones.filter(person=person, came=True, binned_at=None)
        came = Q(gathering__in=guests.values("gathering"))
        rows = cls.everyones.filter(gathering__in=there, binned_at=None)
        found: models.QuerySet[Self] = rows.filter(Q(person=person) | Q(person=None) & came)
        return found

    def about_key(self) -> str:
        return self.person_id or ""
