"""People who come in one go, as contacts that somebody brought; and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone

from closeknit.accounts.record import in_turn
from closeknit.core.network import Kind
from closeknit.policy import TABLE, Actor, Facts, Verb, must, new_key

from .base import Row
from .people import Contact, Person
from .ties import Chapter


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody about to come in: a name, and ways to reach them as (how, value)."""

    name: str
    kind: str = Kind.PERSON
    ways: tuple[tuple[str, str], ...] = ()


class Arrival(Row):
    """Several people who came in one go (brought contacts), so that it can be undone as one.

    Everything that came with them carries the arrival's own time, so what was said about them
    afterwards can be told apart.
    """

    DAYS = 30
    resource = "arrival"
    kept_fields = ("source", "count")

    source = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"arrival {self.pk}"

    @classmethod
    def bring(
        cls,
        actor: Actor,
        source: str,
        comers: Sequence[Comer],
        *,
        circle: int | None = None,
        **own: Any,
    ) -> Self:
        """Put all of them on the map, or nobody. One deed, one entry in the record."""
        with transaction.atomic():
            arrival = cls.make(actor, "imported", source=source, count=len(comers), **own)
            told = [{"name": c.name, "kind": c.kind, "arrival": arrival} for c in comers]
            people = arrival._write(actor, Person, told)
            ways = [
                {"person": person, "how": how, "value": value}
                for person, comer in zip(people, comers, strict=True)
                for how, value in comer.ways
            ]
            arrival._write(actor, Contact, ways)
            if circle:
                arrival._write(actor, Chapter, [{"person": p, "circle": circle} for p in people])
        return arrival

    def _write(self, actor: Actor, model: type[Any], rows: list[dict[str, Any]]) -> list[Any]:
        """Rows that come with this arrival, once the policy agreed. They keep their order."""
        level = TABLE[model.resource].level
        must(actor, Verb.CREATE, Facts(model.resource, actor.network, actor.account, level))
        own = {"network_id": actor.network, "author_id": actor.account, "audience": level}
        at = {"made_at": self.made_at, "changed_at": self.made_at}
        keys = sorted(new_key() for _row in rows)
        made = [model(key=key, **row, **own, **at) for key, row in zip(keys, rows, strict=True)]
        return list(model.everyones.bulk_create(made, batch_size=500))

    @classmethod
    def open_to_undo(cls, actor: Actor, now: dt.datetime) -> models.QuerySet[Self]:
        """The arrivals of the last thirty days that this actor may undo, newest first."""
        since = now - dt.timedelta(days=cls.DAYS)
        return cls.visible_to(actor).filter(made_at__gte=since).order_by("-made_at")

    def changed_since(self, actor: Actor) -> set[str]:
        """Keys of those who were changed, or about whom something was said, since they came.

        Only what the actor may see counts: a private word about somebody must not show here.
        """
        came = models.Q(made_at=self.made_at, version=1)
        people = Person.visible_to(actor).filter(arrival=self)
        found = set(people.exclude(version=1).values_list("pk", flat=True))
        for model, name in pointing_at_people():
            told = model.visible_to(actor).filter(**{f"{name}__arrival": self})
            found.update(told.exclude(came).values_list(f"{name}_id", flat=True))
        return found

    def undo(self, actor: Actor) -> list[str]:
        """Whoever came and was left as they were goes to the bin, all in one.

        Returns the keys of those who stay because somebody changed them since.
        """
        must(actor, Verb.DELETE, self.facts())
        now = timezone.now()
        with transaction.atomic():
            changed = self.changed_since(actor)
            self._move(actor, self.version, "undid", {"binned_at": now})
            here = Person.visible_to(actor).filter(arrival=self)  # whoever is hidden stays
            here.exclude(pk__in=changed).update(binned_at=now)
        return sorted(changed)

    def bin(self, actor: Actor, deed: str = "undid") -> None:
        self.undo(actor)

    def take_back(self, actor: Actor, deed: str = "brought_back") -> None:
        """Those who went with this arrival come back with it."""
        with in_turn(actor.network):
            Person.everyones.filter(arrival=self, binned_at=self.binned_at).update(binned_at=None)
            super().take_back(actor, deed)


def pointing_at_people() -> list[tuple[type[Row], str]]:
    """Every kind of row that names a person, in this room or above, with its field."""
    relations = Person._meta.get_fields(include_hidden=True)
    found = [
        (relation.related_model, relation.field.name)
        for relation in relations
        if isinstance(relation, models.ManyToOneRel)
    ]
    return [(model, name) for model, name in found if issubclass(model, Row)]
