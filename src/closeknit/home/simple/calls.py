"""Whom to call when something happens: those who are there in an emergency, the closest first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from closeknit.core.network import Kind
from closeknit.networks.models import Chapter, Contact, Person
from closeknit.policy import Actor

IN_AN_EMERGENCY = "emergency"
LAST = 5  # after every circle


@dataclass(frozen=True)
class Call:
    """Somebody to call: what they said of it, and the number, where one is kept."""

    person: Person
    words: str
    number: str = ""
    kept_on: dt.date | None = None

    @property
    def dial(self) -> str:
        return dialled(self.number)


def calls(actor: Actor, people: Mapping[str, Person], on: dt.date) -> list[Call]:
    """Whoever helps in an emergency, in order; nobody for whoever reads no ties. One query."""
    ties = Chapter.visible_to(actor)
    ever = ties.filter(gives__has_key=IN_AN_EMERGENCY).values("person")
    now = Chapter.holding(ties.filter(person__in=ever), on)
    found = [
        (tie.circle or LAST, people[key].name.casefold(), Call(people[key], said))
        for key, tie in now.items()
        if key in people
        and people[key].kind != Kind.DIED
        and (said := tie.gives.get(IN_AN_EMERGENCY)) is not None
    ]
    return [call for _circle, _name, call in sorted(found, key=lambda one: one[:2])]


def with_numbers(actor: Actor, found: list[Call]) -> list[Call]:
    """The same, each with the first number that is kept. One query."""
    ways = _first_ways(actor, [call.person for call in found])
    return [
        replace(call, number=way.value, kept_on=timezone.localdate(way.changed_at)) if way else call
        for call, way in ((call, ways.get(call.person.pk)) for call in found)
    ]


def phones(actor: Actor, people: list[Person]) -> dict[str, str]:
    """The first number of each of these people, as far as this reader may know it. One query."""
    return {key: way.value for key, way in _first_ways(actor, people).items()}


def _first_ways(actor: Actor, people: list[Person]) -> dict[str, Contact]:
    rows = Contact.visible_to(actor).filter(person__in=people, how=Contact.How.PHONE)
    found: dict[str, Contact] = {}
    for row in rows:
        if dialled(row.value):
            found.setdefault(row.person_id, row)
    return found


def dialled(number: str) -> str:
    """A number as a telephone dials it; empty where nothing can be dialled.

    >>> dialled("0123 / 45-67"), dialled("+1 (613) 555 0100"), dialled("ask Rosa")
    ('01234567', '+16135550100', '')
    """
    digits = re.sub(r"[^0-9*#]", "", number)
    if len(digits) < 2:
        return ""
    return f"+{digits}" if number.strip().startswith("+") else digits
