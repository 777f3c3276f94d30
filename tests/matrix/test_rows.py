"""The reviewed cells against real rows: lists in every channel, and every verb on every row."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import transaction

from closeknit.networks.models import Row
from closeknit.policy import Channel, Denied, Level, Verb, may, must
from closeknit.policy.clauses import Tie

from .cells import MINE, WIDE, Cell, is_expected, is_expected_in
from .rows import KINDS, Scene, every, left_out, scene, ties, told_of, write
from .tally import tally

pytestmark = pytest.mark.django_db

BEGUN = (Verb.CREATE, Verb.CHANGE, Verb.SHARE)


@dataclass(frozen=True)
class Asked:
    """One actor, one row, and what is asked."""

    who: str
    row: Row
    verb: Verb = Verb.READ
    channel: Channel = Channel.PAGE


def expected(made: Scene, asked: Asked) -> bool:
    """What the reviewed file says about this row."""
    who = "person" if asked.who == "lena" else asked.who
    home = made.other.pk if asked.who == "lena" else made.network.pk
    if asked.who == "gone" or asked.row.tenant != home:
        return False
    actor, row = made.actors[asked.who], asked.row
    own = ties(actor, row)
    if left_out(actor, row) and Tie.OWN not in own and who != "person":
        return False
    told, level = told_of(row), Level(row.audience)
    if not told.consented and level in WIDE:  # somebody in it was not asked yet
        if level is Level.CHOSEN and who != "person" and not own & MINE:
            return False
        if asked.verb in BEGUN and not is_expected(
            Cell(told.resource, who, asked.verb, level, own)
        ):
            return False  # what may not be written there at all stays so
        level = Level.STEWARDS
    cell = Cell(told.resource, who, asked.verb, level, own, asked.channel)
    return is_expected_in(cell) if asked.verb is Verb.READ else is_expected(cell)


def written(made: Scene, model: type[Row]) -> list[Row]:
    for said in every():
        write(made, model, said)
    return list(model.everyones.filter(binned_at=None))


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_every_list_and_every_verb_is_as_it_was_reviewed(model: type[Row]) -> None:
    """In every channel and on every row; one scene for all of it, since nothing of it writes."""
    made = scene()
    rows = written(made, model)
    asked = [Asked(who, row, verb) for who in made.actors for row in rows for verb in Verb]
    wrong = {
        "lists": wrong_lists(made, model, rows),
        "verbs": tally(asked, lambda one: answers(made, one) == expected(made, one)),
        "deeds": wrong_deeds(made, rows[::7]),
    }
    assert wrong == {"lists": [], "verbs": [], "deeds": []}


def wrong_lists(made: Scene, model: type[Row], rows: list[Row]) -> list[tuple[Asked, bool]]:
    """Each row that is listed for somebody who may not read it there, or is missing."""
    asked = []
    for who, actor in made.actors.items():
        for channel in Channel:
            listed = set(model.visible_to(actor, channel).values_list("pk", flat=True))
            asked += [(Asked(who, row, Verb.READ, channel), row.pk in listed) for row in rows]
    return tally(asked, lambda one: one[1] == expected(made, one[0]))


def wrong_deeds(made: Scene, rows: list[Row]) -> list[Asked]:
    """Changing and taking away, tried on real rows by everybody; nothing is written on a no."""
    asked = [Asked(who, row, Verb.DELETE) for who in made.actors for row in rows]
    asked += [Asked(who, row, Verb.CHANGE) for who in made.actors for row in rows]
    return tally(asked, lambda one: does(made, one) == expected(made, one))


def answers(made: Scene, asked: Asked) -> bool:
    actor, facts = made.actors[asked.who], told_of(asked.row)
    try:
        must(actor, asked.verb, facts)
    except Denied:
        assert not may(actor, asked.verb, facts)
        return False
    return True


def does(made: Scene, asked: Asked) -> bool:
    row, actor = type(asked.row).everyones.get(pk=asked.row.pk), made.actors[asked.who]
    before = row.version
    with transaction.atomic():
        try:
            if asked.verb is Verb.DELETE:
                Row.bin(row, actor)
            else:
                row.revise(actor, row.version, kept_out="|nobody|")
        except Denied:
            assert type(row).everyones.get(pk=row.pk).version == before
            return False
        assert type(row).everyones.get(pk=row.pk).version == before + 1
        transaction.set_rollback(True)
    return True
