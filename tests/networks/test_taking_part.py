"""Somebody's part in a network: opened, changed, ended, given back; and nobody shuts Maya out."""

import datetime as dt

import pytest
from django.utils import timezone

from closeknit.accounts.models import Entry
from closeknit.networks.models import (
    Claim,
    LastOne,
    Membership,
    Network,
    Note,
    Person,
    Proposal,
    Saying,
    Stale,
)
from closeknit.networks.tasks import come_due
from closeknit.policy import Denied, Role
from tests.cast import Cast, account, entered

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def part(cast: Cast, name: str, network: Network | None = None) -> Membership:
    here = network or cast.network
    found: Membership = Membership.everyones.get(network=here, account=cast.account(name))
    return found


def more(cast: Cast, *names: str, role: Role = Role.MEMBER) -> list[Membership]:
    """More who take part, welcomed and opened by Maya."""
    fields = {"opened_at": timezone.now()}
    parts = []
    for name in names:
        joins = account(name)
        parts.append(Membership.welcome(cast.maya, joins.pk, role, **fields))
        cast.actors[name] = cast.network.actor(joins.pk)
    return parts


def takes_part(cast: Cast, name: str) -> bool:
    return bool(cast.network.actor(cast.account(name).pk).network)


# Taking out, and the way back ----------------------------------------------------------------


def test_a_removal_counts_at_once_and_the_person_undoes_it(cast):
    kofi = part(cast, "kofi")
    assert kofi.take_out(cast.rosa) is None
    assert not takes_part(cast, "kofi")
    assert [row.pk for row in Membership.lately_ended(cast.maya)] == [kofi.pk]
    kofi.give_back(cast.maya)
    assert takes_part(cast, "kofi")
    assert cast.network.actor(cast.kofi.account).opened
    assert not Membership.lately_ended(cast.maya).exists()


def test_after_72_hours_what_was_opened_stays_closed_at_first(cast):
    kofi = part(cast, "kofi")
    kofi.take_out(cast.rosa)
    Membership.everyones.filter(pk=kofi.pk).update(final_at=timezone.now())
    kofi.refresh_from_db()
    kofi.give_back(cast.maya)
    assert takes_part(cast, "kofi")
    assert not cast.network.actor(cast.kofi.account).opened


def test_after_thirty_days_there_is_no_way_back(cast):
    kofi = part(cast, "kofi")
    kofi.take_out(cast.rosa)
    Membership.everyones.filter(pk=kofi.pk).update(ended_at=timezone.now() - 30 * DAY)
    kofi.refresh_from_db()
    assert not Membership.lately_ended(cast.maya).exists()
    with pytest.raises(Denied):
        kofi.give_back(cast.maya)


def test_only_the_person_undoes_a_removal(cast):
    kofi = part(cast, "kofi")
    kofi.take_out(cast.rosa)
    for who in (cast.rosa, cast.tanya, cast.lena, cast.kofi):
        with pytest.raises(Denied):
            kofi.give_back(who)
    asked = kofi.ask(cast.rosa, "bring_back")
    assert not takes_part(cast, "kofi")
    asked.say_yes(cast.maya)
    assert takes_part(cast, "kofi")


def test_a_third_removal_in_a_week_takes_a_second_one(cast):
    two, three = more(cast, "ines", "dee")
    part(cast, "kofi").take_out(cast.rosa)
    two.take_out(cast.rosa)
    waiting = three.take_out(cast.rosa)
    assert takes_part(cast, "dee")
    assert [one.pk for one in Proposal.waiting_for(cast.maya)] == [waiting.pk]
    waiting.say_yes(cast.maya)
    assert not takes_part(cast, "dee")


def test_another_steward_may_be_the_second_one(cast):
    (sam,) = more(cast, "sam", role=Role.STEWARD)
    two, three = more(cast, "ines", "dee")
    part(cast, "kofi").take_out(cast.rosa)
    two.take_out(cast.actors["sam"])  # it counts whoever of them does it
    waiting = three.take_out(cast.rosa)
    with pytest.raises(Denied):
        waiting.say_yes(cast.rosa)
    waiting.say_yes(cast.actors["sam"])
    assert not takes_part(cast, "dee")
    assert sam.role == Role.STEWARD


def test_the_person_may_take_out_as_many_as_they_like(cast):
    for one in (part(cast, "kofi"), *more(cast, "ines", "dee", "sam")):
        assert one.take_out(cast.maya) is None
    assert not any(takes_part(cast, name) for name in ("kofi", "ines", "dee", "sam"))


def test_the_count_begins_anew_after_a_week(cast):
    two, three = more(cast, "ines", "dee")
    part(cast, "kofi").take_out(cast.rosa)
    two.take_out(cast.rosa)
    Membership.everyones.filter(ended_how="removed").update(ended_at=timezone.now() - 7 * DAY)
    assert three.take_out(cast.rosa) is None
    assert not takes_part(cast, "dee")


def test_no_other_verb_is_a_way_around_the_count(cast):
    """Binning, ending, an end date of today, another part: a steward does none of it alone."""
    two, three = more(cast, "ines", "dee")
    part(cast, "kofi").bin(cast.rosa)
    two.end(cast.rosa)
    three.bin(cast.rosa)
    three.end(cast.rosa)
    assert takes_part(cast, "dee")
    with pytest.raises(Denied):
        three.revise(cast.rosa, three.version, until=timezone.now())
    with pytest.raises(Denied):
        three.change_part(cast.rosa, three.version, Role.GUEST, False, timezone.now())
    with pytest.raises(Denied):
        three.close(cast.rosa)


def test_access_may_be_paused_while_the_second_one_is_asked(cast):
    two, three = more(cast, "ines", "dee")
    part(cast, "kofi").take_out(cast.rosa)
    two.take_out(cast.rosa)
    waiting = three.take_out(cast.rosa, pause=True)
    assert not takes_part(cast, "dee")
    later = timezone.now() + dt.timedelta(hours=73)
    Membership.run_out(later)
    assert takes_part(cast, "dee")
    three.refresh_from_db()
    three.take_out(cast.rosa, pause=True)  # not again within the month
    assert takes_part(cast, "dee")
    waiting.say_yes(cast.maya)
    assert not takes_part(cast, "dee")


def test_a_paused_part_ends_when_the_second_one_agrees(cast):
    two, three = more(cast, "ines", "dee")
    part(cast, "kofi").take_out(cast.rosa)
    two.take_out(cast.rosa)
    three.take_out(cast.rosa, pause=True).say_yes(cast.maya)
    three.refresh_from_db()
    assert three.ended_how == "removed"
    Membership.run_out(timezone.now() + 4 * DAY)
    assert not takes_part(cast, "dee")


def test_removing_somebody_writes_nothing_to_anybody(cast, mailoutbox):
    part(cast, "kofi").take_out(cast.rosa)
    assert mailoutbox == []
    entry = Entry.objects.get(deed="let_go")
    assert entry.account_id == cast.rosa.account
    assert "Kofi" not in str(entry.detail)


# Nobody shuts the person out -----------------------------------------------------------------


@pytest.mark.parametrize("who", ["rosa", "kofi", "tanya", "lena", "maya"])
def test_no_verb_touches_the_part_of_the_person(cast, who):
    maya, actor = part(cast, "maya"), cast.actors[who]
    before = maya.kept_state()
    kofi = part(cast, "kofi")
    deeds = {
        "end": lambda: maya.end(actor),
        "bin": lambda: maya.bin(actor),
        "take_out": lambda: maya.take_out(actor, pause=True),
        "give_back": lambda: maya.give_back(actor),
        "leave": lambda: maya.leave(actor),
        "close": lambda: maya.close(actor),
        "open": lambda: maya.open_up(actor),
        "renew": lambda: maya.renew(actor),
        "revise": lambda: maya.revise(actor, maya.version, role="guest"),
        "change": lambda: maya.change_part(actor, maya.version, "guest", True, timezone.now()),
        "ask": lambda: maya.ask(actor, "remove"),
        "ask_change": lambda: maya.ask_to_change(actor, "guest", False, None),
        "ask_end": lambda: maya.ask_to_end(actor),
        "ask_steward": lambda: maya.ask_to_steward(actor),
        "pass_on": lambda: maya.pass_on(actor, kofi),
        "follow": lambda: maya.name_follower(actor, kofi),
        "take_back": lambda: maya.take_back(actor),
    }
    for name, deed in deeds.items():
        with pytest.raises(Denied):
            deed()
        maya.refresh_from_db()
        assert maya.kept_state() == before, name
    assert cast.network.actor(cast.maya.account).role is Role.PERSON


def test_nobody_is_made_the_person_by_another_part(cast):
    kofi = part(cast, "kofi")
    with pytest.raises(Denied):
        kofi.change_part(cast.maya, kofi.version, Role.PERSON, False, None)
    with pytest.raises(Denied):
        kofi.ask_to_change(cast.rosa, Role.PERSON, False, None)


# Other parts, and end dates ------------------------------------------------------------------


def test_a_steward_asks_for_another_part_and_the_person_decides(cast):
    kofi = part(cast, "kofi")
    until = timezone.now() + 30 * DAY
    asked = kofi.ask_to_change(cast.rosa, Role.FACILITATOR, False, until)
    assert cast.network.actor(cast.kofi.account).role is Role.MEMBER
    asked.say_yes(cast.maya)
    actor = cast.network.actor(cast.kofi.account)
    assert actor.role is Role.FACILITATOR
    assert part(cast, "kofi").until == until


def test_whoever_is_paid_has_an_end_and_a_facilitator_at_most_a_year(cast):
    tanya, kofi = part(cast, "tanya"), part(cast, "kofi")
    assert abs(tanya.until - timezone.now() - 90 * DAY) < DAY
    kofi.change_part(cast.maya, kofi.version, Role.FACILITATOR, False, timezone.now() + 999 * DAY)
    assert kofi.until <= timezone.now() + 366 * DAY
    kofi.change_part(cast.maya, kofi.version, Role.FACILITATOR, False, None)
    assert kofi.until is not None


@pytest.mark.parametrize("who", ["tanya", "faye"])
def test_a_part_ends_in_the_second_its_date_says(cast, who):
    more(cast, "faye", role=Role.FACILITATOR)
    end = timezone.now() + DAY
    one = part(cast, who)
    Membership.everyones.filter(pk=one.pk).update(until=end)
    second = dt.timedelta(seconds=1)
    assert Membership.active(end - second).filter(pk=one.pk).exists()
    assert not Membership.active(end).filter(pk=one.pk).exists()
    assert not Membership.active(end + second).filter(pk=one.pk).exists()
    assert Membership.run_out(end - second) == 0
    assert Membership.run_out(end) == 1
    one.refresh_from_db()
    assert one.ended_how == "ran_out"
    assert Entry.objects.get(deed="ran_out").account_id is None


def test_the_person_renews_and_brings_back_whose_time_is_over(cast):
    tanya = part(cast, "tanya")
    Membership.everyones.filter(pk=tanya.pk).update(until=timezone.now())
    assert not takes_part(cast, "tanya")  # before any sweep
    come_due.func()
    tanya.refresh_from_db()
    tanya.give_back(cast.maya)
    assert takes_part(cast, "tanya")
    tanya.renew(cast.maya)
    assert abs(tanya.until - timezone.now() - 90 * DAY) < DAY


def test_two_who_change_a_part_at_once_do_not_overwrite_each_other(cast):
    kofi, again = part(cast, "kofi"), part(cast, "kofi")
    kofi.change_part(cast.maya, kofi.version, Role.GUEST, False, None)
    with pytest.raises(Stale):
        again.change_part(cast.maya, again.version, Role.MEMBER, True, None)


# Stewards ------------------------------------------------------------------------------------


def test_the_person_names_a_steward_who_says_yes(cast):
    kofi = part(cast, "kofi")
    asked = kofi.ask_to_steward(cast.maya)
    assert cast.network.actor(cast.kofi.account).role is Role.MEMBER
    asked.say_yes(cast.kofi)
    assert cast.network.actor(cast.kofi.account).role is Role.STEWARD


def test_a_steward_who_asks_needs_the_person_and_whoever_is_asked(cast):
    asked = part(cast, "kofi").ask_to_steward(cast.rosa)
    asked.say_yes(cast.kofi)
    assert cast.network.actor(cast.kofi.account).role is Role.MEMBER
    asked.say_yes(cast.maya)
    assert cast.network.actor(cast.kofi.account).role is Role.STEWARD


def test_nobody_becomes_steward_against_their_will(cast):
    asked = part(cast, "kofi").ask_to_steward(cast.maya)
    asked.say_no(cast.kofi)
    asked.say_yes(cast.maya)
    assert cast.network.actor(cast.kofi.account).role is Role.MEMBER


def test_no_steward_ends_another_while_the_person_can_be_asked(cast):
    (sam,) = more(cast, "sam", role=Role.STEWARD)
    more(cast, "ines")
    asked = sam.take_out(cast.rosa)
    assert asked.due_at is None
    for who in ("kofi", "ines", "rosa"):
        with pytest.raises(Denied):
            asked.say_yes(cast.actors[who])
    assert takes_part(cast, "sam")
    asked.say_yes(cast.maya)
    assert not takes_part(cast, "sam")


def unreached(cast: Cast) -> None:
    """Maya has not come in for more than a month."""
    maya = cast.account("maya")
    maya.last_login = timezone.now() - 31 * DAY
    maya.save()


def test_where_nobody_reaches_the_person_two_others_wait_a_week(cast):
    (sam,) = more(cast, "sam", role=Role.STEWARD)
    more(cast, "ines")
    unreached(cast)
    asked = sam.take_out(cast.rosa)
    asked.say_yes(cast.kofi)
    asked.say_yes(cast.actors["ines"])
    Proposal.carry_due(asked.due_at - dt.timedelta(seconds=1))
    assert takes_part(cast, "sam")
    Proposal.carry_due(asked.due_at)
    assert not takes_part(cast, "sam")


def test_whoever_stays_signed_in_comes_in_though_the_last_code_is_long_ago(cast):
    (sam,) = more(cast, "sam", role=Role.STEWARD)
    more(cast, "ines")
    entered(cast, "maya")
    unreached(cast)
    asked = sam.take_out(cast.rosa)
    assert (asked.needed, asked.due_at) == (0, None)


def test_the_person_refuses_within_the_week(cast):
    (sam,) = more(cast, "sam", role=Role.STEWARD)
    more(cast, "ines")
    unreached(cast)
    asked = sam.take_out(cast.rosa)
    asked.say_yes(cast.kofi)
    asked.say_yes(cast.actors["ines"])
    asked.say_no(cast.maya)
    Proposal.carry_due(asked.due_at + DAY)
    assert takes_part(cast, "sam")


def test_whoever_is_paid_or_new_is_none_of_the_two_others(cast):
    (sam,) = more(cast, "sam", role=Role.STEWARD)
    Membership.welcome(cast.maya, account("new").pk, Role.MEMBER)
    unreached(cast)
    asked = sam.take_out(cast.rosa)
    assert asked.due_at is None  # only Kofi is left: the person must be asked
    with pytest.raises(Denied):
        asked.say_yes(cast.tanya)


def loved(cast: Cast) -> Network:
    """A network that Rosa began for Ada, who does not come in."""
    network = Network.begin(cast.rosa.account, "Ada", mine=False, agreed="not_yet")
    for name in ("kofi", "tanya"):
        Membership.everyones.create(
            network=network,
            account=cast.account(name),
            audience="network",
            role=Role.MEMBER,
            opened_at=timezone.now(),
        )
    return network


def test_the_last_who_looks_after_a_network_cannot_leave(cast):
    network = loved(cast)
    rosa = network.actor(cast.rosa.account)
    with pytest.raises(LastOne):
        part(cast, "rosa", network).end(rosa)
    assert network.actor(cast.rosa.account).network


def test_beside_the_person_every_steward_may_leave(cast):
    part(cast, "rosa").end(cast.rosa)
    assert not takes_part(cast, "rosa")


def test_a_steward_passes_on_their_part_to_somebody_who_says_yes(cast):
    network = loved(cast)
    rosa = network.actor(cast.rosa.account)
    kofi = part(cast, "kofi", network)
    asked = part(cast, "rosa", network).pass_on(rosa, kofi, how="words")
    assert network.stewards() == {cast.rosa.account}
    asked.say_yes(network.actor(cast.kofi.account))
    assert network.stewards() == {cast.kofi.account}
    assert not network.actor(cast.rosa.account).network


def test_whoever_was_named_follows_when_the_steward_leaves(cast):
    network = loved(cast)
    rosa = network.actor(cast.rosa.account)
    asked = part(cast, "rosa", network).name_follower(rosa, part(cast, "kofi", network), how="sign")
    asked.say_yes(network.actor(cast.kofi.account))
    assert network.stewards() == {cast.rosa.account}
    part(cast, "rosa", network).end(rosa)
    assert network.stewards() == {cast.kofi.account}


def test_without_a_yes_nobody_follows(cast):
    network = loved(cast)
    rosa = network.actor(cast.rosa.account)
    part(cast, "rosa", network).name_follower(rosa, part(cast, "kofi", network), how="sign")
    with pytest.raises(LastOne):
        part(cast, "rosa", network).end(rosa)


def test_nobody_else_speaks_for_a_steward(cast):
    kofi, rosa = part(cast, "kofi"), part(cast, "rosa")
    for who in (cast.maya, cast.kofi):
        with pytest.raises(Denied):
            rosa.pass_on(who, kofi)
        with pytest.raises(Denied):
            rosa.name_follower(who, kofi)


# The person's yes ----------------------------------------------------------------------------


def test_a_steward_lets_nobody_in_alone(cast):
    with pytest.raises(Denied):
        Membership.welcome(cast.rosa, account("ines").pk, Role.MEMBER)
    network = loved(cast)
    with pytest.raises(Denied):
        Membership.welcome(network.actor(cast.rosa.account), account("dee").pk, Role.MEMBER)


def test_without_the_persons_yes_nothing_is_opened_changed_or_given(cast):
    network = loved(cast)
    rosa, kofi = network.actor(cast.rosa.account), part(cast, "kofi", network)
    Membership.everyones.filter(pk=kofi.pk).update(opened_at=None)
    kofi.refresh_from_db()
    kofi.ask(rosa, "open")
    kofi.ask_to_change(rosa, Role.FACILITATOR, False, None)
    kofi.ask_to_steward(rosa).say_yes(network.actor(cast.kofi.account))
    actor = network.actor(cast.kofi.account)
    assert (actor.role, actor.opened) == (Role.MEMBER, False)


@pytest.mark.parametrize("kind", ["open", "change", "steward", "bring_back"])
def test_what_was_done_in_the_persons_name_is_undone_by_them(cast, kind):
    network = loved(cast)
    rosa, kofi = network.actor(cast.rosa.account), part(cast, "kofi", network)
    if kind == "open":
        Membership.everyones.filter(pk=kofi.pk).update(opened_at=None)
    if kind == "bring_back":
        kofi.take_out(rosa)
    kofi.refresh_from_db()
    was = (kofi.role, kofi.opened_at is None, kofi.ended_at is None)
    asks = {
        "open": lambda: kofi.ask(rosa, "open", how="words"),
        "bring_back": lambda: kofi.ask(rosa, "bring_back", how="words"),
        "change": lambda: kofi.ask_to_change(rosa, Role.GUEST, False, None, how="words"),
        "steward": lambda: kofi.ask_to_steward(rosa, how="words").say_yes(
            network.actor(kofi.account_id)
        ),
    }
    asks[kind]()
    kofi.refresh_from_db()
    assert (kofi.role, kofi.opened_at is None, kofi.ended_at is None) != was
    _card, code = Claim.hand_out(rosa)
    Claim.led_by(code).take(account("ada").pk)
    Claim.carry_due(timezone.now() + 3 * DAY)
    ada = network.of_the_person().actor()
    Saying.visible_to(ada).get().undo(ada)
    kofi.refresh_from_db()
    assert (kofi.role, kofi.opened_at is None, kofi.ended_at is None) == was


# The card ------------------------------------------------------------------------------------


def test_the_person_claims_the_network_and_reads_what_was_kept(cast):
    network = loved(cast)
    rosa = network.actor(cast.rosa.account)
    sam = Person.welcome(rosa, "Sam", audience="person")
    Note.make(rosa, person=sam, text="For Rosa alone")
    for name in ("kofi", "tanya"):
        part(cast, name, network).end(network.actor(cast.account(name).pk))
    _card, code = Claim.hand_out(rosa)
    ada = Claim.led_by(f" {code.upper()} ").take(account("ada").pk).actor()
    assert ada.role is Role.PERSON
    assert [row.name for row in Person.visible_to(ada)] == ["Sam"]
    assert not Note.visible_to(ada).exists()
    network.refresh_from_db()
    assert network.agreed == "self"


def test_a_card_is_good_once_for_thirty_days_and_until_there_is_a_new_one(cast):
    network = loved(cast)
    rosa = network.actor(cast.rosa.account)
    old, first = Claim.hand_out(rosa)
    card, second = Claim.hand_out(rosa)
    assert Claim.led_by(first) is None
    assert Claim.led_by(second, card.until) is None
    assert Claim.led_by(second, card.until - dt.timedelta(seconds=1)) == card
    ada = account("ada").pk
    card.take(ada)
    card.take(ada, timezone.now() + 3 * DAY)
    assert Claim.led_by(second) is None
    with pytest.raises(Denied):
        card.take(account("somebody").pk)
    with pytest.raises(Denied):
        Claim.hand_out(rosa)
    assert second not in {old.code_hash, card.code_hash}


def test_no_steward_becomes_the_person_with_their_own_account(cast):
    network = loved(cast)
    card, _code = Claim.hand_out(network.actor(cast.rosa.account))
    for name in ("rosa", "kofi"):
        with pytest.raises(Denied):
            card.take(cast.account(name).pk)
    more_stewards(cast, network)
    part(cast, "rosa", network).leave(network.actor(cast.rosa.account))
    with pytest.raises(Denied):
        card.take(cast.rosa.account)
    assert network.of_the_person() is None


def more_stewards(cast: Cast, network: Network) -> Membership:
    """Gwen looks after Ada’s network as well."""
    gwen = account("gwen")
    cast.actors["gwen"] = Membership.everyones.create(
        network=network,
        account=gwen,
        audience="network",
        role=Role.STEWARD,
        opened_at=timezone.now(),
    ).actor()
    found: Membership = Membership.active().get(network=network, account=gwen)
    return found


def test_with_a_second_account_a_steward_waits_72_hours_and_everybody_is_told(cast):
    network = loved(cast)
    card, code = Claim.hand_out(network.actor(cast.rosa.account))
    second = account("second").pk
    assert card.take(second) is None
    assert network.of_the_person() is None
    assert Claim.waiting_in(network) == card
    with pytest.raises(Denied):  # nobody else takes it meanwhile, nor is there another
        card.take(account("third").pk)
    with pytest.raises(Denied):
        Claim.hand_out(network.actor(cast.rosa.account))
    card.refresh_from_db()
    Claim.carry_due(card.due_at - dt.timedelta(seconds=1))
    assert network.of_the_person() is None
    assert card.take(second, card.due_at - dt.timedelta(seconds=1)) is None
    Claim.everyones.filter(pk=card.pk).update(until=card.taken_at)  # it was taken in time
    Claim.carry_due(card.due_at)
    assert network.actor(second).role is Role.PERSON
    assert Claim.led_by(code) is None


def test_another_steward_says_that_it_is_ada_and_the_one_who_made_the_card_does_not(cast):
    network = loved(cast)
    rosa = network.actor(cast.rosa.account)
    more_stewards(cast, network)
    card, _code = Claim.hand_out(rosa)
    with pytest.raises(Denied):  # nobody came with it yet
        card.confirm(cast.gwen)
    ada = account("ada").pk
    card.take(ada)
    card.refresh_from_db()
    for actor in (rosa, network.actor(cast.kofi.account), cast.lena):
        for answer in (card.confirm, card.turn_away):
            with pytest.raises(Denied):
                answer(actor)
    card.confirm(cast.gwen)
    assert network.actor(ada).role is Role.PERSON


def test_who_was_turned_away_needs_a_new_card(cast):
    network = loved(cast)
    more_stewards(cast, network)
    card, code = Claim.hand_out(network.actor(cast.rosa.account))
    card.take(account("second").pk)
    card.refresh_from_db()
    card.turn_away(cast.gwen)
    assert Claim.led_by(code) is None
    Claim.carry_due(timezone.now() + 4 * DAY)
    assert network.of_the_person() is None
    card, _code = Claim.hand_out(cast.gwen)
    assert card.take(account("ada").pk) is None


def test_the_wait_begins_anew_when_whoever_came_is_gone(cast):
    network = loved(cast)
    card, _code = Claim.hand_out(network.actor(cast.rosa.account))
    second = account("second")
    card.take(second.pk)
    second.delete()
    in_a_week = timezone.now() + 7 * DAY
    assert Claim.waiting_in(network) is None
    third = account("third").pk
    assert card.take(third, in_a_week) is None
    assert network.of_the_person() is None
    assert Claim.waiting_in(network).due_at == in_a_week + 3 * DAY


@pytest.mark.parametrize("who", ["kofi", "tanya", "lena"])
def test_nobody_but_a_steward_makes_a_card(cast, who):
    network = loved(cast)
    with pytest.raises(Denied):
        Claim.hand_out(network.actor(cast.account(who).pk))


def test_nobody_makes_a_card_for_a_person_who_comes_in(cast):
    with pytest.raises(Denied):
        Claim.hand_out(cast.rosa)
