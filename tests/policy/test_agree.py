"""Lists and single rows agree: what `visible_to` finds is what `may` allows, for every kind."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from closeknit.accounts.models import Account
from closeknit.networks.models import Membership, Network, Person, Place, Row
from closeknit.networks.models.shared import barred
from closeknit.policy import TABLE, Actor, Channel, Level, Role, Verb, may
from tests.again import Again, forgotten_afterwards
from tests.cast import Cast, account, assemble
from tests.core.laws import tried

KINDS = [model for model in apps.get_models() if issubclass(model, Row) and model is not Network]
WRITERS = ("maya", "rosa", "kofi", "tanya", "lena", "nobody")
NAMED = ("maya", "rosa", "kofi", "tanya", "ines", "june", "guy")
ABOUT = ("rosa", "kofi", "tanya", "june", "nobody")

# Where another rule holds than on a page; of the others each example takes one.
OWN_RULE = (Channel.LIST, Channel.FEED, Channel.MAIL, Channel.EXPORT, Channel.LINK)
OTHERS = [channel for channel in Channel if channel not in OWN_RULE]

pytestmark = pytest.mark.django_db
GATHERED: Again[Any] = Again()
counted = itertools.count()


# More who take part: what they are, whether they are paid, and whether more was opened to them.
MORE = {
    "ines": (Role.STEWARD, True, True),
    "june": (Role.MEMBER, False, False),
    "faye": (Role.FACILITATOR, False, True),
    "guy": (Role.GUEST, False, True),
}


def gather() -> Cast:
    """The cast and more of every part, and somebody who took part and does not any more."""
    return Cast(*GATHERED(gathered, 0))


def gathered() -> tuple[Any, ...]:
    cast = assemble()
    for name, (role, paid, opened) in MORE.items():
        person = cast.people.get(name) or Person.welcome(cast.maya, name.title())
        cast.people[name] = person
        more = {"person": person, "paid": paid, "opened_at": timezone.now() if opened else None}
        Membership.welcome(cast.maya, account(name).pk, role, **more)
        cast.actors[name] = cast.network.actor(Account.objects.get(name=name).pk)
    gone = account("gone")
    cast.people["gone"] = Person.welcome(cast.maya, "Gone")
    fields = {"person": cast.people["gone"]}
    Membership.welcome(cast.maya, gone.pk, Role.STEWARD, **fields).end(cast.maya)
    cast.actors["gone"] = cast.network.actor(gone.pk)
    return cast.network, cast.other, cast.actors, cast.people


def people_of(model: type[Row]) -> Iterator[Any]:
    """Fields of this kind of row that name a person."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model is Person:
            yield field


def write(model: type[Row], cast: Cast, said: dict[str, Any]) -> Row:
    """A row straight into the table, as no page would write it."""
    filled: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.name not in ("network", "author"):
            filled[field.name] = _points_at(field, cast, said)
        elif isinstance(field, models.PositiveIntegerField) and not field.has_default():
            filled[field.name] = 1
        elif isinstance(field, models.DateTimeField) and not (field.null or field.has_default()):
            filled[field.name] = timezone.now()
        elif isinstance(field, models.DateField) and not (field.null or field.has_default()):
            filled[field.name] = timezone.localdate()
        elif isinstance(field, models.CharField | models.TextField) and field.name != "key":
            filled[field.name] = f"x{next(counted)}"[: field.max_length]
    author = cast.actors.get(said["author"])
    filled |= {"author_id": author.account if author else None, "audience": said["audience"]}
    for column in ("let_in", "kept_out"):
        named = [key for name in said.get(column, ()) for key in cast.actors[name].names]
        filled[column] = barred(named)
    filled["network"] = cast.other if said["elsewhere"] else cast.network
    if model is Place:  # one map a viewer
        Place.everyones.filter(network=filled["network"], author=filled["author_id"]).delete()
    if model is Membership:
        filled |= {"role": Role.MEMBER, "account": account(f"more{next(counted)}")}
    return model.everyones.create(**filled)


def _points_at(field: Any, cast: Cast, said: dict[str, Any]) -> Any:
    if field.related_model is Person:
        own = list(people_of(field.model))
        found = cast.people.get(said["about"])
        if len(own) > 1 or (found is None and not field.null):
            return Person.welcome(cast.maya, f"Somebody {next(counted)}")
        return found
    if field.null or field.related_model is Account:
        return None
    return write(field.related_model, cast, said)


rows = st.lists(
    st.fixed_dictionaries(
        {
            "author": st.sampled_from(WRITERS),
            "about": st.sampled_from(ABOUT),
            "audience": st.sampled_from([str(level) for level in Level]),
            "elsewhere": st.booleans(),
            "let_in": st.sets(st.sampled_from(NAMED), max_size=2),
            "kept_out": st.sets(st.sampled_from(NAMED), max_size=2),
        }
    ),
    min_size=4,
    max_size=8,
)


def actors_of(cast: Cast) -> list[Actor]:
    """Everyone, and somebody without any account."""
    return [*cast.actors.values(), Actor("", "", Role.STRANGER)]


def test_every_kind_of_row_is_in_the_table():
    assert {model.resource for model in KINDS} <= set(TABLE)


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
@tried(15)
@given(said=rows, other=st.sampled_from(OTHERS))
def test_a_list_holds_what_may_be_read_and_nothing_else(model, said, other):
    with forgotten_afterwards():
        cast = gather()
        for one in said:
            write(model, cast, one)
        every = [(row.pk, row.facts()) for row in model.everyones.filter(binned_at=None)]
        for actor, channel in itertools.product(actors_of(cast), (*OWN_RULE, other)):
            listed = set(model.visible_to(actor, channel).values_list("pk", flat=True))
            asked = {key for key, facts in every if may(actor, Verb.READ, facts, channel)}
            assert listed == asked


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_somebody_sees_something_and_somebody_nothing(model):
    """Else the test above could pass over empty lists."""
    cast = gather()
    for author in WRITERS:
        said = {"about": "kofi", "audience": TABLE[model.resource].level, "elsewhere": False}
        write(model, cast, {**said, "author": author})
    seen = {name: model.visible_to(actor).count() for name, actor in cast.actors.items()}
    assert seen["maya"] > 0
    assert seen["gone"] == seen["lena"] == 0 or model in (Person, Membership)
