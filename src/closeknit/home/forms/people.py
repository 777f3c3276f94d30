"""Many names at once, one a line: who is in somebody's life, or could come into it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from closeknit.core.network import Kind
from closeknit.networks.models import Chapter, Person
from closeknit.policy import Actor

from . import Question

LONGEST_NAME = 120
MOST_AT_ONCE = 200


class NamesField(forms.CharField):
    """Names, one a line. The same name twice in a list is one name."""

    def __init__(self, rows: int = 3) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}))

    def clean(self, value: Any) -> list[str]:
        lines = (" ".join(line.split()) for line in str(value or "").splitlines())
        names = list({line.casefold(): line for line in reversed([*lines]) if line}.values())[::-1]
        long = next((name for name in names if len(name) > LONGEST_NAME), None)
        if long:
            raise ValidationError(
                _("This line is too long for a name: “%(start)s …”. Is it one name a line?")
                % {"start": long[:40]}
            )
        if len(names) > MOST_AT_ONCE:
            raise ValidationError(
                _("These are %(count)s names. Up to %(most)s fit in one go.")
                % {"count": len(names), "most": MOST_AT_ONCE}
            )
        return names


class NamesForm(Question):
    """Several lists of names; each subclass says what those in a list are."""

    kinds: dict[str, Kind] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.labels = {name: name for name in self.kinds}
        super().__init__(*args, **kwargs)
        self.there: list[str] = []

    def keep(self, actor: Actor) -> list[Person]:
        """Put everyone on the map who is not there yet; `there` are those who were."""
        known = {(p.kind, p.name.casefold()) for p in self.seen.people.values()}
        rows = []
        for field, kind in self.kinds.items():
            for name in self.cleaned_data[field]:
                if (kind, name.casefold()) in known:
                    self.there.append(name)
                    continue
                known.add((kind, name.casefold()))
                rows.append({"name": name, "kind": kind})
        return Person.welcome_many(actor, rows)


class PeopleForm(NamesForm):
    """Who is in somebody's life; people, and not only people."""

    kinds = {
        "people": Kind.PERSON,
        "pets": Kind.PET,
        "places": Kind.PLACE,
        "groups": Kind.GROUP,
        "things": Kind.THING,
        "died": Kind.DIED,
    }
    hints = {"people": "people_hint"}

    people = NamesField(rows=8)
    pets = NamesField(rows=2)
    places = NamesField(rows=2)
    groups = NamesField(rows=2)
    things = NamesField(rows=2)
    died = NamesField(rows=2)

    def others(self) -> list[forms.BoundField]:
        """The lists beside the first."""
        return [self[name] for name in self.kinds if name != "people"]

    def has_others(self) -> bool:
        """Whether something was typed, or is wrong, in the lists that are folded away."""
        return any(field.value() or field.errors for field in self.others())


class NobodyForm(NamesForm):
    """Where people could come from: places of the week, groups, neighbours, somebody missed."""

    kinds = {
        "week": Kind.PLACE,
        "clubs": Kind.GROUP,
        "neighbours": Kind.PERSON,
        "missed": Kind.PERSON,
    }
    hints = {name: f"{name}_hint" for name in kinds}

    week = NamesField()
    clubs = NamesField()
    neighbours = NamesField()
    missed = NamesField()

    def keep(self, actor: Actor) -> list[Person]:
        near = {name.casefold() for name in self.cleaned_data["neighbours"]}
        with transaction.atomic():
            made = super().keep(actor)
            for person in made:
                if person.kind == Kind.PERSON and person.name.casefold() in near:
                    Chapter.make(actor, "placed", person=person, relationship="neighbour")
        return made
