"""Rows of every kind that exists, at every audience, in every relation to everybody who takes part.

They are written straight into the tables, as no page would write them: what they hold is a word of
their own, so that a page that shows one can be caught.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.networks.models import Membership, Network, Person, Row
from closeknit.networks.models.base import barred
from closeknit.policy import Actor, Facts, Level, Role
from closeknit.policy.clauses import Tie
from tests.cast import account

from .cells import KINDS as PARTS

KINDS = [model for model in apps.get_models() if issubclass(model, Row) and model is not Network]
ONE_A_VIEWER = {"Place"}
TAKING_PART = [name for name in PARTS if name not in ("lead", "seat", "operator")]
counted = itertools.count()


@dataclass
class Scene:
    """One network with everybody who can take part in it, and another beside it."""

    network: Network
    other: Network
    actors: dict[str, Actor]
    people: dict[str, Person]

    def account(self, name: str) -> Account:
        return Account.objects.get(pk=self.actors[name].account)


def scene() -> Scene:
    """Everybody who takes part, by the names of the matrix; somebody who left; two of elsewhere."""
    mine, lena = account("person"), account("lena")
    network = Network.begin(mine.pk, "Maya", mine=True)
    other = Network.begin(lena.pk, "Lena", mine=True)
    person = network.actor(mine.pk)
    made = Scene(network, other, {"person": person}, {"nobody": Person.welcome(person, "June")})
    for name in TAKING_PART[1:]:
        join(made, name)
    join(made, "gone")
    gone = Membership.active().get(account=made.actors["gone"].account)
    Membership.everyones.filter(pk=gone.pk).update(ended_at=timezone.now())
    made.actors["gone"] = network.actor(made.actors["gone"].account)
    made.actors["lena"] = other.actor(lena.pk)
    return made


def join(made: Scene, name: str) -> None:
    more: dict[str, Any] = PARTS.get(name, {"role": Role.STEWARD})
    person = Person.welcome(made.actors["person"], name.title())
    opened = timezone.now() if more.get("opened", True) else None
    fields = {"person": person, "paid": more.get("paid", False), "opened_at": opened}
    joined = account(name)
    Membership.welcome(made.actors["person"], joined.pk, more["role"], **fields)
    made.people[name] = person
    made.actors[name] = made.network.actor(joined.pk)


@dataclass(frozen=True)
class Said:
    """What a row says of itself: who wrote it, whom it is about, who was named."""

    level: Level
    author: str = "nobody"
    about: str = "nobody"
    let_in: str = ""
    kept_out: str = ""
    elsewhere: bool = False

    def concerns(self, who: str) -> bool:
        """Whether this is a cell of its own for them, and no other's relation to the row."""
        named = {self.author, self.about, self.let_in, self.kept_out} - {"", "nobody"}
        return named <= {who}


def every() -> Iterator[Said]:
    """Each audience, with each of those who take part as author, as subject, named, left out."""
    for level in Level:
        yield Said(level)
        yield Said(level, elsewhere=True)
        for who in TAKING_PART:
            yield Said(level, author=who)
            yield Said(level, let_in=who)
            yield Said(level, kept_out=who)
            if who != "person":
                yield Said(level, about=who)


def write(made: Scene, model: type[Row], said: Said, secret: str = "") -> Row:
    """One row of this kind that says so; every text in it is this one word."""
    secret = secret or word()
    filled: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.name not in ("network", "author"):
            filled[field.name] = points_at(made, field, said)
        elif field.name not in ("key", "audience", "let_in", "kept_out"):
            filled |= text_or_number(field, secret)
    author = made.actors.get(said.author)
    filled |= {"author_id": author.account if author else None, "audience": said.level}
    for column, who in (("let_in", said.let_in), ("kept_out", said.kept_out)):
        filled[column] = barred(made.actors[who].names) if who else ""
    filled["network"] = made.other if said.elsewhere else made.network
    if "role" in filled:
        filled["role"] = Role.MEMBER
    if model is Membership:
        own = {"account_id": author.account} if author else {"account": account(word())}
        filled |= {**own, "ended_at": timezone.now() if author else None}
    if model.__name__ in ONE_A_VIEWER:
        model.everyones.filter(network=filled["network"], author=filled["author_id"]).delete()
    return model.everyones.create(**filled)


def text_or_number(field: Any, secret: str) -> dict[str, Any]:
    """What to put into one column; nothing where a date or a default belongs."""
    if field.has_default() or any(
        getattr(v, "__name__", "") == "check_partial_date" for v in field.validators
    ):
        return {}
    if field.choices:
        return {field.name: field.choices[0][0]}
    if isinstance(field, models.CharField | models.TextField):
        return {field.name: secret[: field.max_length]}
    if isinstance(field, models.DateTimeField) and not field.null:
        return {field.name: timezone.now()}
    if isinstance(field, models.DateField) and not field.null:
        return {field.name: timezone.localdate()}
    return {field.name: 1} if isinstance(field, models.PositiveIntegerField) else {}


def word() -> str:
    return f"w{next(counted)}w"


def points_at(made: Scene, field: Any, said: Said) -> Any:
    """Whom or what a row names: the person it is about, or somebody new where there are two."""
    if field.related_model is Person:
        several = sum(f.related_model is Person for f in field.model._meta.concrete_fields)
        about = made.people.get(said.about)
        return Person.welcome(made.actors["person"], f"p{next(counted)}") if several > 1 else about
    if field.null or field.related_model is Account:
        return None
    return write(made, field.related_model, said)


def told_of(row: Any) -> Facts:
    """The row's facts, asked for once: they do not change while it is only looked at."""
    if not hasattr(row, "facts_once"):
        row.facts_once = row.facts()
    return row.facts_once  # type: ignore[no-any-return]


def ties(actor: Actor, row: Row) -> frozenset[Tie]:
    """How this actor stands to this row, said once more without the policy's own code."""
    found, told = set(), told_of(row)
    if actor.account and told.author == actor.account:
        found.add(Tie.OWN)
    if actor.person and told.about == actor.person:
        found.add(Tie.ABOUT)
    if {actor.account, actor.person} & set(row.let_in.split("|")) - {""}:
        found.add(Tie.NAMED)
    if told.member:
        found.add(Tie.MEMBER)
    return frozenset(found)


def left_out(actor: Actor, row: Row) -> bool:
    return bool({actor.account, actor.person} & set(row.kept_out.split("|")) - {""})
