"""Rows of a series, at every audience and by everybody who has a part there, against the cells."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps

from closeknit.policy import Actor, Channel, Level, Role, Verb, may
from closeknit.policy.clauses import Tie
from closeknit.workshops.models import SeriesRow, Session
from tests.workshops.scene import Workshop, workshop

from .cells import Cell, is_expected, is_expected_in
from .tally import tally

pytestmark = pytest.mark.django_db
KINDS = ("Lead", "Seat", "Session", "Activity", "Homework", "Told")


def actors(here: Workshop) -> dict[str, Actor]:
    return {
        "lead": here.rosa,
        "seat": here.kofi.actor(),
        "operator": Actor("a-operator", here.series.pk, Role.OPERATOR),
    }


def rows(here: Workshop, name: str) -> list[Any]:
    """One row of this kind for each audience, by Rosa, by Kofi, and by nobody."""
    model: Any = apps.get_model("workshops", name)
    assert issubclass(model, SeriesRow)
    found = []
    for level in Level:
        for who, seat in ((here.rosa.account, ""), (None, ""), (None, here.kofi.pk)):
            fields: dict[str, Any] = {"series": here.series, "audience": level, "author_id": who}
            if name in ("Activity", "Homework"):
                fields["session"] = Session.of(here.series)[0]
            if name == "Seat" and seat:  # a place is its holder's own
                model.everyones.filter(pk=seat).update(audience=level)
                found.append(model.everyones.get(pk=seat))
            elif name == "Seat" or not seat:
                found.append(model.everyones.create(**fields))
    return found


def ties(actor: Actor, row: Any) -> frozenset[Tie]:
    own = {actor.account, actor.person} - {""}
    mine = row.pk if row.resource == "seat" else row.author_id
    return frozenset({Tie.OWN}) if mine in own else frozenset()


@pytest.mark.parametrize("name", KINDS)
def test_every_verb_and_every_list_is_as_it_was_reviewed(name: str) -> None:
    here = workshop()
    asked = []
    for row in rows(here, name):
        for who, actor in actors(here).items():
            row_level = Level(row.audience)
            cell = Cell(row.resource, who, Verb.READ, row_level, ties(actor, row))
            asked += [(replace(cell, verb=verb), actor, row) for verb in Verb]
            asked += [(replace(cell, channel=channel), actor, row) for channel in Channel]

    def holds(one: tuple[Cell, Actor, Any]) -> bool:
        cell, actor, row = one
        if cell.verb is not Verb.READ:
            return may(actor, cell.verb, row.facts()) == is_expected(cell)
        same = type(row).visible_to(actor, cell.channel).filter(pk=row.pk).exists()
        now = Level(type(row).everyones.values_list("audience", flat=True).get(pk=row.pk))
        if now is not cell.level:  # Kofi's one place was moved on to the next audience
            same = may(actor, Verb.READ, row.facts(), cell.channel)
        return same == is_expected_in(cell)

    assert tally(asked, holds) == []
