"""Whom to call, for members: once the person shows them that list, with its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from closeknit.policy import Actor, Facts, Level, Verb, may

from .base import Row
from .people import Contact, Person
from .ties import Chapter


class ShownCalls:
    """What one member reads of the list, asked of the policy row by row.

    What stewards see as usual stands in it. What is kept from them, or from this member, does not.
    """

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def ties(self, support: str) -> list[Chapter]:
        """Every chapter of those who give this support, or once did."""
        ever = Chapter.everyones.filter(gives__has_key=support, binned_at=None)
        return self._shown(Chapter, person__in=ever.values("person"))

    def people(self, keys: Iterable[str]) -> dict[str, Person]:
        return {one.pk: one for one in self._shown(Person, pk__in=list(keys))}

    def contacts(self, people: Iterable[Person]) -> list[Contact]:
        return self._shown(Contact, person__in=list(people), how=Contact.How.PHONE)

    def _shown(self, model: type[Any], **which: Any) -> list[Any]:
        here = model.everyones.filter(network=self.actor.network, binned_at=None, **which)
        return [one for one in here if may(self.actor, Verb.READ, on_the_list(one))]


def on_the_list(row: Row) -> Facts:
    """A row as a part of the list that the person shows to members.

    >>> [on_the_list(Chapter(audience=usual)).level.value for usual in ("stewards", "person")]
    ['unpaid', 'person']
    """
    told = row.facts(member=False)
    level = Level.UNPAID if told.level is Level.STEWARDS else told.level
    return replace(told, resource="emergency", level=level)
