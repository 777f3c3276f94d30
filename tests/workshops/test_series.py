"""A series and who has which part in it: what each of them reads, and how parts come and go."""

from __future__ import annotations

import pytest
from django.apps import apps

from closeknit.accounts.models import Entry
from closeknit.accounts.verify import verify
from closeknit.networks.models import Person
from closeknit.policy import TABLE, Actor, Channel, Denied, Level, Role, Verb, may
from closeknit.workshops.models import (
    Activity,
    Host,
    HostRow,
    LastLead,
    Lead,
    Method,
    Seat,
    Series,
    SeriesRow,
    Session,
)

from .scene import workshop

pytestmark = pytest.mark.django_db
ROWS = [model for model in apps.get_models() if issubclass(model, SeriesRow | HostRow)]


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_every_row_of_a_series_has_its_line_in_the_table_and_carries_its_tenant(model):
    assert model.resource in TABLE
    fields = {field.name for field in model._meta.get_fields()}
    assert {"author", "version", "audience", "binned_at"} <= fields
    assert model.tenant_lookup.removesuffix("_id") in fields


def everybody(here) -> dict[str, Actor]:
    """Whoever leads it, has a place, waits for one, or is nothing there."""
    waits = Seat.sign_up(here.series, {"name": "Sam"})
    assert waits.waits
    return {
        "rosa": here.rosa,
        "kofi": here.kofi.actor(),
        "june": here.june.actor(),
        "sam": waits.actor(),
        "lena": here.series.actor(here.cast.lena.account),
        "maya of her network": here.cast.maya,
        "a facilitator elsewhere": Actor(here.cast.lena.account, "a" * 16, Role.LEAD),
    }


@pytest.mark.parametrize("model", [Series, Session, Activity, Seat, Lead])
def test_a_list_holds_what_may_be_read_and_nothing_else(model):
    here = workshop(capacity=2)
    for row in Activity.of(Session.of(here.series)[0])[:1]:
        row.open_up(here.rosa)
    actors = everybody(here)
    rows = list(model.everyones.all())
    for actor in actors.values():
        for channel in Channel:
            listed = set(model.visible_to(actor, channel).values_list("pk", flat=True))
            asked = {row.pk for row in rows if may(actor, Verb.READ, row.facts(), channel)}
            assert listed == asked


def test_who_reads_what():
    here = workshop(capacity=2)
    Activity.of(Session.of(here.series)[0])[0].open_up(here.rosa)
    actors = everybody(here)

    def read(model) -> dict[str, int]:
        return {name: model.visible_to(actor).count() for name, actor in actors.items()}

    nobody = {"sam": 0, "lena": 0, "maya of her network": 0, "a facilitator elsewhere": 0}
    assert read(Session) == {"rosa": 2, "kofi": 2, "june": 2, **nobody}
    assert read(Activity) == {"rosa": 2, "kofi": 1, "june": 1, **nobody}
    assert read(Seat) == {"rosa": 3, "kofi": 1, "june": 1, **nobody, "sam": 1}


def test_a_facilitator_reads_no_network_of_those_who_come():
    here = workshop()
    assert Person.visible_to(here.rosa).count() == 0
    assert Person.everyones.filter(network=here.cast.network).exists()
    inside = Actor(here.cast.rosa.account, here.cast.network.pk, Role.LEAD)
    assert Person.visible_to(inside).count() == 0


def test_whoever_waits_longest_comes_up_when_somebody_leaves():
    here = workshop(capacity=2)
    first = Seat.sign_up(here.series, {"name": "Sam"})
    second = Seat.sign_up(here.series, {"name": "Dee"})
    here.june.leave(here.june.actor())
    first, second = (Seat.active().get(pk=seat.pk) for seat in (first, second))
    assert (first.waits, second.waits) == (False, True)
    assert first.actor().opened


def test_what_somebody_needs_is_forgotten_when_they_leave():
    here = workshop()
    here.june.leave(here.june.actor())
    left = Seat.everyones.get(pk=here.june.pk)
    assert (left.access_needs, left.token_hash, left.email) == ("", "", "")
    states = apps.get_model("workshops", "SeriesVersion").everyones.filter(row=left.pk)
    assert states.exists()
    assert "A ramp" not in str(list(states.values_list("state", flat=True)))


def test_two_who_come_together_wait_together_and_nobody_is_passed_over():
    here = workshop(capacity=3)
    pair = Seat.sign_up(here.series, {"name": "Pat"}, besides={"name": "Sam"})
    behind = Seat.sign_up(here.series, {"name": "Dee"})
    assert pair.waits
    assert behind.waits
    here.june.leave(here.june.actor())
    names = Seat.active().filter(waiting_since=None).values_list("name", flat=True)
    assert sorted(names) == ["Kofi", "Pat", "Sam"]


def test_more_places_let_those_up_who_wait():
    here = workshop(capacity=2)
    waits = Seat.sign_up(here.series, {"name": "Sam"})
    here.series.change(here.rosa, here.fresh().version, capacity=3)
    assert not Seat.active().get(pk=waits.pk).waits


def test_nobody_signs_up_for_what_is_not_published():
    here = workshop()
    series = here.fresh()
    series.unpublish(here.rosa, series.version)
    with pytest.raises(Denied):
        Seat.sign_up(here.fresh(), {"name": "Lena"})


def test_the_link_of_a_place_leads_to_that_place_and_ends_with_it():
    here = workshop()
    found, actor = Seat.by_link(here.june.token)
    assert found.pk == here.june.pk
    assert actor == here.june.actor()
    before = here.june.token
    here.june.new_link(here.rosa)
    assert Seat.by_link(before) is None
    here.june.leave(here.june.actor())
    assert Seat.by_link(here.june.token) is None


def test_a_facilitator_agrees_to_nothing_for_somebody_else():
    here = workshop()
    with pytest.raises(Denied):
        here.june.agree(here.rosa)
    here.june.agree(here.june.actor())
    assert Seat.active().get(pk=here.june.pk).agreed_at is not None


def test_the_last_facilitator_hands_over_before_they_go():
    here = workshop()
    (own,) = Lead.of(here.series)
    with pytest.raises(LastLead):
        own.take_away(here.rosa)
    asked = Lead.ask(here.rosa, here.series, "Lena", "lena@example.org", hand_over=True)
    lena = here.cast.lena.account
    assert here.series.actor(lena).role is Role.STRANGER
    Lead.by_link(asked.token).accept(lena)
    assert here.series.actor(lena).role is Role.LEAD
    assert here.series.actor(here.cast.rosa.account).role is Role.STRANGER
    assert Lead.by_link(asked.token) is None


def test_a_second_facilitator_leads_beside_the_first():
    here = workshop()
    asked = Lead.ask(here.rosa, here.series, "Lena", "lena@example.org")
    Lead.by_link(asked.token).accept(here.cast.lena.account)
    assert Series.led_by(here.cast.rosa.account).count() == 1
    assert Host.of(here.cast.lena.account).count() == 1


def test_a_kept_block_stays_with_the_host_and_is_kept_once():
    here = workshop()
    block = Activity.of(Session.of(here.series)[0])[0]
    at_host = here.series.host.actor(here.cast.rosa.account)
    kept = block.keep(here.rosa, at_host)
    assert block.keep(here.rosa, at_host).pk == kept.pk
    assert Method.visible_to(at_host).get().prompt == block.prompt
    stranger = here.series.host.actor(here.cast.lena.account)
    assert Method.visible_to(stranger).count() == 0
    with pytest.raises(Denied):
        block.keep(here.rosa, stranger)


def test_what_is_done_in_a_series_hangs_on_a_chain_of_its_own():
    here = workshop()
    deeds = Entry.objects.filter(network=here.series.pk).values_list("deed", flat=True)
    assert {"began_series", "added_session", "published_series", "signed_up"} <= set(deeds)
    assert verify().troubles == []


def test_a_blocks_audience_is_the_facilitators_until_it_is_opened():
    here = workshop()
    block = Activity.of(Session.of(here.series)[0])[0]
    assert block.audience == Level.STEWARDS
    block.open_up(here.rosa)
    assert Activity.visible_to(here.kofi.actor()).get().pk == block.pk
