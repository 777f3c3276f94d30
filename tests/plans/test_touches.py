"""When people were in touch: who writes it down, what is counted once, what a snapshot knows."""

from __future__ import annotations

import datetime as dt

import pytest

from closeknit.core.gaps.contact import overdue
from closeknit.networks.snapshot import snapshot, snapshots
from closeknit.plans.models import Intention, Touch
from closeknit.policy import Denied, Level
from tests.cast import assemble

pytestmark = pytest.mark.django_db
MAY, JUNE_1 = dt.date(2026, 5, 4), dt.date(2026, 6, 1)


@pytest.fixture
def cast():
    return assemble()


def known(cast, who, name, on=JUNE_1):
    seen = snapshot(cast.network, cast.actors[who], on)
    return seen.network.person(cast.people[name].pk)


def test_maya_and_rosa_know_when_they_were_last_in_touch(cast):
    Touch.log(cast.maya, cast.people["june"], MAY, Touch.How.CALLED)
    Touch.log(cast.rosa, cast.people["june"], MAY - dt.timedelta(3))
    assert known(cast, "maya", "june").last_contact == MAY
    assert known(cast, "rosa", "june").last_contact == MAY


def test_a_day_knows_nothing_of_what_came_later(cast):
    Touch.log(cast.maya, cast.people["june"], MAY)
    Touch.log(cast.maya, cast.people["june"], JUNE_1)
    before, then, later = (
        one.network.person(cast.people["june"].pk).last_contact
        for one in snapshots(
            cast.network, cast.maya, (MAY - dt.timedelta(1), MAY, JUNE_1 + dt.timedelta(9))
        )
    )
    assert (before, then, later) == (None, MAY, JUNE_1)


def test_kofi_writes_of_himself_and_of_nobody_else(cast):
    mine = Touch.log(cast.kofi, cast.people["kofi"], MAY)
    assert mine in Touch.visible_to(cast.maya)
    with pytest.raises(Denied):
        Touch.log(cast.kofi, cast.people["june"], MAY)
    with pytest.raises(Denied):
        Touch.log(cast.tanya, cast.people["kofi"], MAY)


def test_kofi_knows_only_of_his_own_time_with_maya(cast):
    Touch.log(cast.maya, cast.people["rosa"], MAY)
    Touch.log(cast.maya, cast.people["kofi"], MAY)
    assert [touch.person_id for touch in Touch.visible_to(cast.kofi)] == [cast.people["kofi"].pk]
    assert known(cast, "kofi", "rosa").last_contact is None


def test_a_gathering_counts_once(cast):
    came = (cast.people["june"], MAY, Touch.How.TOGETHER, Touch.Source.GATHERING, "g" * 16)
    one = Touch.log(cast.maya, *came)
    assert Touch.log(cast.rosa, *came) == one
    assert Touch.visible_to(cast.maya).count() == 1


def test_what_somebody_took_away_does_not_come_back_by_itself(cast):
    came = (cast.people["june"], MAY, Touch.How.TOGETHER, Touch.Source.GATHERING, "g" * 16)
    Touch.log(cast.maya, *came).bin(cast.maya)
    Touch.log(cast.rosa, *came)
    assert not Touch.visible_to(cast.maya).exists()


def test_two_calls_on_one_day_are_two(cast):
    for _again in range(2):
        Touch.log(cast.maya, cast.people["june"], MAY, Touch.How.CALLED)
    assert Touch.visible_to(cast.maya).count() == 2


def test_a_private_wish_is_known_to_nobody_else(cast):
    Touch.log(cast.maya, cast.people["june"], MAY)
    Intention.make(cast.maya, "meant", person=cast.people["june"], every=14)
    assert overdue(known(cast, "maya", "june"), JUNE_1) == 14
    assert known(cast, "rosa", "june").contact_every is None


def test_a_wish_of_the_network_is_known_to_the_person_and_stewards(cast):
    row = Intention.make(
        cast.rosa, "meant", person=cast.people["june"], every=30, audience=Level.STEWARDS
    )
    Intention.make(cast.maya, "meant", person=cast.people["june"], every=7)
    assert known(cast, "rosa", "june").contact_every == 30
    assert known(cast, "maya", "june").contact_every == 7, "of two wishes the one for more"
    assert row not in Intention.visible_to(cast.kofi)
    row.finish(cast.maya, row.version)
    assert known(cast, "rosa", "june").contact_every is None
