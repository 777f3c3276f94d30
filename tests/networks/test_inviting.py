"""Asking somebody in: a link for one person, one part, one address, one yes and seven days."""

from __future__ import annotations

import datetime as dt
import re
import threading
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import serializers
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Account, Entry
from closeknit.networks.inviting import invitations, squares
from closeknit.networks.models import Invitation, Membership, Network, Person, Proposal, Saying
from closeknit.networks.models.invitations import post_invitation
from closeknit.policy import Channel, Denied, Role, Verb, may
from tests.cast import Cast, account, assemble, entered
from tests.house.hostile import DAILY
from tests.house.test_injection import OURS, STRANGE, Page

pytestmark = pytest.mark.django_db
State = Invitation.State
WEEK = dt.timedelta(days=7)
SECOND = dt.timedelta(seconds=1)


def ask(cast: Cast, by: str = "maya", whom: str = "june", **more: Any) -> Invitation:
    """Somebody of the cast asks June, by letter, to take part."""
    said = {"role": "member", "address": "june@example.org", "why": "You bring soup."} | more
    return Invitation.invite(cast.actors[by], person=cast.people[whom], **said)


def page(row: Invitation) -> str:
    return reverse("asked_in", args=[row.token])


def signed_in(name: str, email: str = "", verified: bool = True) -> Client:
    """A browser in which somebody with an account and a known address is signed in."""
    who = Account.objects.filter(name=name).first() or account(name)
    EmailAddress.objects.create(user=who, email=email or who.email, verified=verified, primary=True)
    client = Client()
    client.force_login(who)
    return client


def answer(client: Client, row: Invitation, said: str, **more: str) -> Any:
    return client.post(page(row), {"answer": said} | more)


def state(row: Invitation) -> str:
    return str(Invitation.everyones.select_related("proposal").get(pk=row.pk).state())


def fresh(row: Invitation) -> Invitation:
    return Invitation.everyones.get(pk=row.pk)


def parts(cast: Cast) -> set[str]:
    """Names of the accounts that take part in Maya's network."""
    active = Membership.active().filter(network=cast.network)
    return set(active.values_list("account__name", flat=True))


def everything_kept() -> str:
    kinds = (Invitation, Membership, Person, Proposal, Entry)
    rows = [row for kind in kinds for row in kind._base_manager.order_by("pk")]
    return serializers.serialize("json", rows)


# The link --------------------------------------------------------------------------------------


def test_june_says_yes_and_takes_part_with_her_own_part_alone(cast: Cast) -> None:
    row = ask(cast, role="member", paid=True, until=timezone.now() + dt.timedelta(days=90))
    assert answer(signed_in("june"), row, "yes").status_code == 302
    june = Membership.active().get(account__name="june")
    assert (june.role, june.paid, june.person) == (Role.MEMBER, True, cast.people["june"])
    assert june.until == row.until
    assert june.opened_at is None
    assert state(row) == State.ACCEPTED


def test_looking_changes_nothing(cast: Cast) -> None:
    row = ask(cast)
    before = everything_kept()
    for client in (Client(), signed_in("june")):
        assert client.get(page(row)).status_code == 200
        assert client.head(page(row)).status_code == 200
    assert everything_kept() == before


def test_the_database_does_not_hold_what_opens_the_page(cast: Cast) -> None:
    row = ask(cast)
    kept = everything_kept() + str(fresh(row).__dict__)
    assert row.token not in kept
    assert re.sub("-", "", row.code).lower() not in kept
    assert len(row.token) * 5 >= 128


def test_the_link_is_good_for_seven_days_to_the_second(cast: Cast) -> None:
    row = ask(cast)
    assert row.expires_at is not None
    with time_machine.travel(row.expires_at - SECOND, tick=False):
        assert Client().get(page(row)).status_code == 200
    with time_machine.travel(row.expires_at, tick=False):
        assert Client().get(page(row)).status_code == 404
        assert state(row) == State.EXPIRED


def test_a_link_that_was_used_leads_nobody_else_in(cast: Cast) -> None:
    row = ask(cast)
    answer(signed_in("june"), row, "yes")
    lena = signed_in("lena")
    assert lena.get(page(row)).status_code == 404
    assert answer(lena, row, "yes").status_code == 404
    assert parts(cast) == {"maya", "rosa", "kofi", "tanya", "june"}


def test_a_double_tap_is_one_yes(cast: Cast) -> None:
    row, june = ask(cast), signed_in("june")
    assert answer(june, row, "yes").status_code == 302
    assert answer(june, row, "yes").url == reverse("welcome")
    assert Membership.everyones.filter(account__name="june").count() == 1


def test_capitals_in_an_address_do_not_matter(cast: Cast) -> None:
    row = ask(cast, address="june@example.org")
    answer(signed_in("june", "JUNE@Example.org"), row, "yes")
    assert state(row) == State.ACCEPTED


def test_another_account_waits_until_somebody_confirms_it(cast: Cast) -> None:
    row = ask(cast)
    gwen = signed_in("gwen")
    assert answer(gwen, row, "yes").status_code == 200
    assert "gwen" not in parts(cast)
    assert state(row) == State.CLAIMED
    assert gwen.get(page(row)).status_code == 404
    fresh(row).confirm(cast.rosa)
    assert "gwen" in parts(cast)


def test_whoever_was_not_meant_is_turned_away(cast: Cast) -> None:
    row = ask(cast)
    answer(signed_in("gwen"), row, "yes")
    fresh(row).turn_away(cast.maya)
    assert state(row) == State.WITHDRAWN
    with pytest.raises(Denied):
        fresh(row).confirm(cast.maya)


def test_an_address_that_nobody_proved_counts_as_another(cast: Cast) -> None:
    row = ask(cast)
    answer(signed_in("gwen", "june@example.org", verified=False), row, "yes")
    assert state(row) == State.CLAIMED


def test_asking_again_ends_the_first_link(cast: Cast) -> None:
    first = ask(cast)
    second = ask(cast, address="june@example.net")
    assert Client().get(page(first)).status_code == 404
    assert Client().get(page(second)).status_code == 200


def test_what_rosa_asks_for_does_not_end_what_maya_sent(cast: Cast) -> None:
    first = ask(cast)
    ask(cast, "rosa")
    assert Client().get(page(first)).status_code == 200


def test_what_was_taken_back_leads_nowhere(cast: Cast) -> None:
    row = ask(cast)
    fresh(row).withdraw(cast.rosa)
    assert Client().get(page(row)).status_code == 404


def test_the_link_ends_when_june_is_taken_off_the_map(cast: Cast) -> None:
    row = ask(cast)
    cast.people["june"].bin(cast.maya)
    assert Client().get(page(row)).status_code == 404
    assert answer(signed_in("june"), row, "yes").status_code == 404


def test_the_link_ends_when_whoever_asked_takes_no_part_any_more(cast: Cast) -> None:
    row = ask(cast, "rosa")
    row.proposal.say_yes(cast.maya)
    where = page(fresh(row))
    assert Client().get(where).status_code == 200
    Membership.active().get(account__name="rosa").end(cast.rosa)
    assert Client().get(where).status_code == 404


def test_the_part_only_shrinks(cast: Cast) -> None:
    soon = timezone.now() + dt.timedelta(days=30)
    row = ask(cast, role="steward")
    fresh(row).shrink(cast.maya, fresh(row).version, "member", False, None)
    for role, paid, until in (("steward", False, None), ("facilitator", False, soon)):
        with pytest.raises(Denied):
            fresh(row).shrink(cast.maya, fresh(row).version, role, paid, until)
    fresh(row).shrink(cast.maya, fresh(row).version, "member", True, soon)
    for until in (None, soon + SECOND):
        with pytest.raises(Denied):
            fresh(row).shrink(cast.maya, fresh(row).version, "member", True, until)
    answer(signed_in("june"), row, "yes")
    june = Membership.active().get(account__name="june")
    assert (june.role, june.paid, june.until) == ("member", True, soon)


def test_nothing_else_of_an_invitation_is_changed_afterwards(cast: Cast) -> None:
    with pytest.raises(Denied):
        ask(cast).revise(cast.maya, 1, why="Something else.", address="gwen@example.org")


def test_a_link_leads_to_its_own_row_and_no_other(cast: Cast) -> None:
    row, other = ask(cast), ask(cast, whom="june", address="june@example.net")
    found = Invitation.led_by(other.token)
    assert found is not None
    actor = found[1]
    for verb in Verb:
        assert not may(actor, verb, fresh(row).facts(), Channel.LINK)
        assert not may(actor, verb, cast.people["june"].facts(), Channel.LINK)
    assert may(actor, Verb.READ, other.facts(), Channel.LINK)
    assert not may(actor, Verb.READ, other.facts(), Channel.PAGE)
    assert list(Invitation.visible_to(actor, Channel.LINK)) == [other]
    assert not Person.visible_to(actor, Channel.LINK).exists()


def test_whoever_takes_part_already_is_not_let_in_twice(cast: Cast) -> None:
    row = ask(cast, address="kofi@example.org")
    assert answer(signed_in("kofi"), row, "yes").status_code == 404
    assert Membership.active().filter(account__name="kofi").count() == 1


def test_somebody_whose_time_was_over_can_come_back(cast: Cast) -> None:
    june, over = account("june"), timezone.now() - SECOND
    Membership.welcome(cast.maya, june.pk, Role.MEMBER, person=cast.people["june"], until=over)
    answer(signed_in("june"), ask(cast), "yes")
    assert "june" in parts(cast)


def test_a_forged_answer_is_refused(cast: Cast) -> None:
    row = ask(cast)
    forged = Client(enforce_csrf_checks=True)
    assert forged.post(page(row), {"answer": "unknown"}).status_code == 403
    assert state(row) != State.UNKNOWN


def test_all_links_that_lead_nowhere_look_alike(cast: Cast) -> None:
    used, back, unknown, late = ask(cast), ask(cast), ask(cast), ask(cast)
    links = {name: page(row) for name, row in zip("ubnl", (used, back, unknown, late), strict=True)}
    Invitation.everyones.filter(pk=used.pk).update(accepted_at=timezone.now(), withdrawn_at=None)
    Invitation.everyones.filter(pk=unknown.pk).update(unknown_at=timezone.now(), withdrawn_at=None)
    Invitation.everyones.filter(pk=late.pk).update(expires_at=timezone.now())
    links["made up"] = reverse("asked_in", args=["a" * 32])
    answers = [Client().get(where) for where in links.values()]
    assert {found.status_code for found in answers} == {404}
    assert len({found.content for found in answers}) == 1
    assert len({tuple(sorted(found.headers.items())) for found in answers}) == 1


def test_nobody_else_learns_the_address_of_the_page(cast: Cast) -> None:
    found = Client().get(page(ask(cast)))
    assert found.headers["Referrer-Policy"] == "no-referrer"
    assert found.headers["Cache-Control"] == "no-store"
    assert "noindex" in found.headers["X-Robots-Tag"]


@pytest.mark.django_db(transaction=True)
def test_of_two_browsers_in_the_same_moment_one_comes_in() -> None:
    cast = assemble()
    row = ask(cast)
    clients = [signed_in("june"), signed_in("gwen")]
    gate = threading.Barrier(2)
    seen: list[int] = []

    def say_yes(client: Client) -> None:
        gate.wait()
        seen.append(answer(client, row, "yes").status_code)
        connection.close()

    both = [threading.Thread(target=say_yes, args=[client]) for client in clients]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(seen) in ([200, 404], [302, 404])
    made = Membership.everyones.filter(account__name__in=["june", "gwen"]).count()
    assert made == (1 if 302 in seen else 0)
    assert state(row) == (State.ACCEPTED if 302 in seen else State.CLAIMED)


# Who asks, and the yes it waits for -------------------------------------------------------------


def test_what_a_steward_asks_waits_for_mayas_yes(cast: Cast) -> None:
    row = ask(cast, "rosa")
    assert (state(row), row.token_hash) == (State.WAITS, "")
    with pytest.raises(Denied):
        row.proposal.say_yes(cast.rosa)
    row.proposal.say_yes(cast.maya)
    assert state(row) == State.ON_ITS_WAY


def test_mayas_no_ends_it(cast: Cast) -> None:
    row = ask(cast, "rosa")
    row.proposal.say_no(cast.maya)
    assert state(row) == State.REFUSED


def test_a_steward_writes_down_what_somebody_without_an_account_said(db: None) -> None:
    rosa = account("rosa")
    network = Network.begin(rosa.pk, "Maya", mine=False)
    actor = network.actor(rosa.pk)
    june = Person.welcome(actor, "June")
    row = Invitation.invite(actor, person=june, role="member", why="You bring soup.")
    assert state(row) == State.WAITS
    client = Client()
    client.force_login(rosa)
    where = reverse("agree_invitation", args=[network.pk, row.pk])
    assert client.post(where, {"answer": "yes"}).status_code == 404
    assert state(row) == State.WAITS
    said = reverse("said", args=[network.pk, row.proposal_id, "yes"])
    assert said in client.get(reverse("invitation", args=[network.pk, row.pk])).content.decode()
    assert client.post(said, {"how": "sign"}).status_code == 302
    assert state(row) == State.OPEN
    assert Saying.everyones.get().how == "sign"


def test_what_the_person_undoes_later_ends_the_link(cast: Cast) -> None:
    rosa = account("ruth")
    network = Network.begin(rosa.pk, "Ben", mine=False)
    actor = network.actor(rosa.pk)
    person = Person.welcome(actor, "June")
    row = Invitation.invite(actor, person=person, role="member", why="You.")
    with_words = Saying.say(actor, "words", proposal=row.proposal)
    row.proposal.say_yes(actor, saying=with_words)
    ben = account("ben")
    Membership.everyones.create(
        network=network, account=ben, author=ben, role=Role.PERSON, audience="network"
    )
    with_words.undo(network.actor(ben.pk))
    assert state(row) == State.WITHDRAWN


def test_a_member_names_somebody_and_the_map_changes_with_mayas_yes(cast: Cast) -> None:
    row = Invitation.invite(cast.kofi, name="Gwen", role="member", why="She sings.")
    assert not Person.visible_to(cast.maya).filter(name="Gwen").exists()
    row.proposal.say_yes(cast.maya)
    assert fresh(row).person == Person.visible_to(cast.maya).get(name="Gwen")


def test_a_member_names_somebody_who_is_on_the_map(cast: Cast) -> None:
    row = Invitation.invite(cast.kofi, name="june", role="member", why="She sings.")
    row.proposal.say_yes(cast.maya)
    assert fresh(row).person == cast.people["june"]


@pytest.mark.parametrize(
    ("by", "role"),
    [("kofi", "steward"), ("kofi", "facilitator"), ("tanya", "member"), ("rosa", "person")],
)
def test_nobody_gives_a_part_that_is_not_theirs_to_give(cast: Cast, by: str, role: str) -> None:
    with pytest.raises(Denied):
        ask(cast, by, role=role, until=timezone.now() + WEEK)
    assert not Invitation.everyones.exists()


@pytest.mark.parametrize("days", [None, 366])
def test_a_facilitator_comes_for_a_year_at_most(cast: Cast, days: int | None) -> None:
    until = days and timezone.now() + dt.timedelta(days=days)
    with pytest.raises(Denied):
        ask(cast, role="facilitator", until=until)


def test_another_steward_decides_after_a_week_where_maya_says_nothing(cast: Cast) -> None:
    ines = account("ines")
    Membership.welcome(cast.maya, ines.pk, Role.STEWARD)
    row = ask(cast, "rosa", role="steward")
    row.proposal.say_yes(cast.network.actor(ines.pk))
    assert state(row) == State.WAITS
    Proposal.carry_due(timezone.now() + WEEK + SECOND)
    assert state(row) == State.ON_ITS_WAY


def test_a_day_has_room_for_so_many(cast: Cast, settings: Any) -> None:
    settings.INVITATIONS_OF_AN_ACCOUNT = 2
    maya = entered(cast, "maya")
    where = reverse("invite_person", args=[cast.network.pk, cast.people["june"].pk])
    said = {"part": "member", "why": "You.", "meaning": "No duty."}
    assert [maya.post(where, said).status_code for _ in range(3)] == [302, 302, 422]
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        maya = entered(cast, "maya")
        assert maya.post(where, said).status_code == 302


def test_a_network_has_room_for_so_many(cast: Cast, settings: Any) -> None:
    settings.INVITATIONS_OF_A_NETWORK = 1
    ask(cast, "rosa")
    assert Invitation.too_many(cast.maya)
    lena = cast.other.actor(cast.lena.account)
    assert not Invitation.too_many(lena)


# Answers ----------------------------------------------------------------------------------------


def test_not_now_is_one_step_and_not_for_ever(cast: Cast) -> None:
    row = ask(cast)
    said = answer(Client(), row, "no")
    assert said.url == page(row)
    assert "not now" in Client().get(page(row)).content.decode()
    assert state(row) == State.DECLINED
    answer(signed_in("june"), row, "yes")
    assert state(row) == State.ACCEPTED


def test_let_us_talk_first_is_told_to_whoever_asked(cast: Cast) -> None:
    row = ask(cast)
    answer(Client(), row, "talk")
    assert [one.state for one in invitations(cast.maya)] == [State.TALK]


def test_i_do_not_know_this_person_ends_it_and_says_nothing_more(cast: Cast) -> None:
    row = ask(cast, says_whose=True)
    said = answer(Client(), row, "unknown").content.decode()
    assert "Maya" not in said
    assert "soup" not in said
    assert Client().get(page(row)).status_code == 404
    for who in ("maya", "rosa"):
        where = reverse("invitation", args=[cast.network.pk, row.pk])
        assert "The address may be wrong" in entered(cast, who).get(where).content.decode()


def test_nobody_writes_again_to_whoever_did_not_know_them(cast: Cast) -> None:
    answer(Client(), ask(cast), "unknown")
    where = reverse("invite_person", args=[cast.network.pk, cast.people["june"].pk])
    said = {"part": "member", "why": "You.", "meaning": "No duty."}
    again = entered(cast, "maya").post(where, said | {"address": "June@example.org"})
    assert again.status_code == 422
    assert "did not know who asked" in again.content.decode()
    assert "You." in again.content.decode()


def test_an_answer_that_is_none_changes_nothing(cast: Cast) -> None:
    row = ask(cast)
    assert answer(Client(), row, "perhaps").status_code == 200
    assert state(row) == State.ON_ITS_WAY


def test_a_guest_answers_without_an_account(cast: Cast) -> None:
    row = ask(cast, role="guest")
    assert answer(Client(), row, "yes").status_code == 200
    assert state(row) == State.ACCEPTED
    assert parts(cast) == {"maya", "rosa", "kofi", "tanya"}


@pytest.mark.parametrize("told", [True, False])
def test_the_page_names_the_network_only_where_it_may(cast: Cast, told: bool) -> None:
    row = ask(cast, "rosa", says_whose=told)
    row.proposal.say_yes(cast.maya)
    shown = Client().get(page(fresh(row))).content.decode()
    assert "Rosa" in shown
    assert ("Maya" in shown) is told
    for hidden in ("June", "Kofi", "Tanya", "example.org"):
        assert hidden not in shown


# Making an account ------------------------------------------------------------------------------


def test_a_closed_house_takes_in_exactly_the_address_that_was_invited(cast: Cast) -> None:
    row, client = ask(cast), Client()
    there = answer(client, row, "yes")
    assert there.url.startswith(reverse("account_signup"))
    join = reverse("account_signup")
    client.post(join, {"email": "gwen@example.org", "name": "Gwen"})
    assert not Account.objects.filter(email="gwen@example.org").exists()
    client.post(join, {"email": "june@example.org", "name": "June"})
    assert Account.objects.filter(email="june@example.org").exists()
    assert "June" not in parts(cast)


def test_whoever_has_an_account_is_asked_to_come_in(cast: Cast) -> None:
    account("june")
    there = answer(Client(), ask(cast), "yes")
    assert there.url.startswith(reverse("account_request_login_code"))


# Cards ------------------------------------------------------------------------------------------


def card(cast: Cast) -> Invitation:
    return ask(cast, address="")


def test_the_code_of_a_card_leads_to_the_same_page(cast: Cast) -> None:
    row = card(cast)
    for typed in (row.code, row.code.lower().replace("-", " "), f" {row.code}"):
        assert Client().post(reverse("invited"), {"code": typed}).url == page(row)


def test_a_code_that_leads_nowhere_is_kept_to_be_put_right(cast: Cast) -> None:
    card(cast)
    shown = Client().post(reverse("invited"), {"code": "ABCD-EFGH-JKMN"})
    assert shown.status_code == 422
    assert "ABCD-EFGH-JKMN" in shown.content.decode()


def test_trying_codes_is_stopped_where_it_is_done_and_nowhere_else(cast: Cast) -> None:
    cache.clear()
    row, where = card(cast), reverse("invited")
    guesser, june = Client(REMOTE_ADDR="192.0.2.7"), Client(REMOTE_ADDR="192.0.2.8")
    for number in range(20):
        guesser.post(where, {"code": f"ABCD-EFGH-{number:04}"})
    assert guesser.post(where, {"code": row.code}).status_code == 422
    assert june.post(where, {"code": row.code}).status_code == 302
    assert guesser.get(page(row)).status_code == 200


def test_a_yes_to_a_card_waits_to_be_confirmed(cast: Cast) -> None:
    row = card(cast)
    answer(signed_in("june"), row, "yes")
    assert state(row) == State.CLAIMED
    where = reverse("agree_invitation", args=[cast.network.pk, row.pk])
    assert entered(cast, "kofi").post(where, {"answer": "confirm"}).status_code == 404
    entered(cast, "rosa").post(where, {"answer": "confirm"})
    assert "june" in parts(cast)


def test_nobody_confirms_their_own_candidate_as_steward(cast: Cast) -> None:
    row = ask(cast, "rosa", role="steward", address="")
    row.proposal.say_yes(cast.maya)
    answer(signed_in("gwen"), fresh(row), "yes")
    with pytest.raises(Denied):
        fresh(row).confirm(cast.rosa)
    fresh(row).confirm(cast.maya)
    assert "gwen" in parts(cast)


def test_rosa_gives_no_part_in_charge_to_whoever_came_with_mayas_card(cast: Cast) -> None:
    asked = Invitation.invite(cast.maya, person=cast.people["june"], role="steward", why="Trust.")
    second = account("second").pk
    led = Invitation.led_by(asked.token)
    assert led is not None
    assert led[0].accept(led[1], second) is False
    asked.refresh_from_db()
    for answer in (asked.confirm, asked.turn_away):
        with pytest.raises(Denied):
            answer(cast.rosa)
    asked.confirm(cast.maya)
    assert cast.network.actor(second).role is Role.STEWARD


def test_a_card_asks_for_the_address_of_the_account(cast: Cast) -> None:
    row, client = card(cast), Client()
    assert "Which address is yours" in answer(client, row, "yes").content.decode()
    assert answer(client, row, "yes", email="no address").status_code == 422
    there = answer(client, row, "yes", email="June@Example.org")
    assert there.url.startswith(reverse("account_signup"))
    assert client.session["invited"] == "june@example.org"


def test_the_picture_on_a_card_is_as_wide_as_it_is_high() -> None:
    path, width = squares("https://knit.example.org/i/" + "a" * 32 + "/")
    dots = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)", path)}
    assert min(map(min, dots)) == 4  # the quiet margin that readers need
    assert max(map(max, dots)) == width - 5


# The pages of whoever asks ----------------------------------------------------------------------


def test_what_was_typed_is_kept_when_something_is_missing(cast: Cast) -> None:
    where = reverse("invite_person", args=[cast.network.pk, cast.people["june"].pk])
    shown = entered(cast, "maya").post(where, {"why": "You bring soup."})
    assert shown.status_code == 422
    assert "You bring soup." in shown.content.decode()
    assert not Invitation.everyones.exists()


@pytest.mark.parametrize(
    ("part", "until"),
    [
        ("facilitator", ""),
        ("facilitator", "2099-01-01"),
        ("paid", "2001-01-01"),
        ("member", "9999-12-31"),
        ("queen", ""),
    ],
)
def test_a_part_that_cannot_be_is_said_beside_the_field(cast: Cast, part: str, until: str) -> None:
    where = reverse("invite_person", args=[cast.network.pk, cast.people["june"].pk])
    said = {"why": "You.", "meaning": "No duty.", "part": part, "until": until}
    assert entered(cast, "maya").post(where, said).status_code == 422


def test_whoever_is_paid_comes_for_ninety_days(cast: Cast) -> None:
    where = reverse("invite_person", args=[cast.network.pk, cast.people["june"].pk])
    said = {"why": "You.", "meaning": "No duty.", "part": "paid"}
    entered(cast, "maya").post(where, said)
    row = Invitation.everyones.get()
    assert row.until is not None
    assert 90 <= (row.until - timezone.now()).days <= 91


def test_kofi_asks_maya_whether_gwen_may_come(cast: Cast) -> None:
    kofi = entered(cast, "kofi")
    where = reverse("invite", args=[cast.network.pk])
    said = {"name": "Gwen", "part": "member", "why": "Sings.", "meaning": "No duty."}
    there = kofi.post(where, said)
    assert there.status_code == 302
    assert "waits for a yes" in kofi.get(there.url).content.decode().lower()
    row = Invitation.everyones.get()
    waiting = reverse("agree_invitation", args=[cast.network.pk, row.pk])
    assert entered(cast, "maya").post(waiting, {"answer": "yes"}).status_code == 302
    assert fresh(row).person is not None


@pytest.mark.parametrize(("who", "may_ask"), [("maya", True), ("kofi", True), ("tanya", False)])
def test_the_way_there_stands_where_one_sees_who_takes_part(
    cast: Cast, who: str, may_ask: bool
) -> None:
    shown = entered(cast, who).get(reverse("members", args=[cast.network.pk])).content.decode()
    assert (reverse("invite", args=[cast.network.pk]) in shown) is may_ask


def test_kofi_sees_what_he_asked_and_not_what_others_did(cast: Cast) -> None:
    own = Invitation.invite(cast.kofi, name="Gwen", role="member", why="Sings.")
    ask(cast)
    assert [one.row for one in invitations(cast.kofi)] == [own]


def test_somebody_new_is_put_on_the_map_first(cast: Cast) -> None:
    where = reverse("invite", args=[cast.network.pk])
    there = entered(cast, "maya").post(where, {"name": "Gwen"})
    gwen = Person.visible_to(cast.maya).get(name="Gwen")
    assert there.url == reverse("invite_person", args=[cast.network.pk, gwen.pk])


# The letter -------------------------------------------------------------------------------------


def test_a_letter_is_handed_over_once(cast: Cast, mailoutbox: list[Any]) -> None:
    row = ask(cast)
    for _ in range(3):
        post_invitation.call(row.pk)
    assert len(mailoutbox) == 1
    assert state(row) == State.OPEN


def test_no_letter_goes_where_the_invitation_ended_in_between(
    cast: Cast, mailoutbox: list[Any]
) -> None:
    row = ask(cast)
    fresh(row).withdraw(cast.maya)
    post_invitation.call(row.pk)
    assert mailoutbox == []


def test_a_letter_of_which_nobody_knows_can_be_sent_once_more(
    cast: Cast, mailoutbox: list[Any]
) -> None:
    row = ask(cast)
    lost = timezone.now() - dt.timedelta(minutes=11)
    Invitation.everyones.filter(pk=row.pk).update(posted_at=lost)  # its worker was killed
    post_invitation.call(row.pk)
    assert mailoutbox == []
    assert state(row) == State.STUCK
    fresh(row).try_again(cast.maya)
    post_invitation.call(row.pk)
    assert len(mailoutbox) == 1


# What waits -------------------------------------------------------------------------------------


def waiting(cast: Cast, who: str) -> str:
    return entered(cast, who).get(reverse("waiting", args=[cast.network.pk])).content.decode()


def test_what_rosa_asks_waits_on_mayas_page_with_her_words(cast: Cast) -> None:
    row = ask(cast, "rosa")
    assert "Invite June" in waiting(cast, "maya")
    assert "You bring soup." in waiting(cast, "maya")
    assert "June would be asked to take part." in waiting(cast, "maya")
    answer_it = reverse("answer_proposal", args=[cast.network.pk, row.proposal_id, "yes"])
    told = entered(cast, "maya").post(answer_it)
    assert told.url == reverse("invitation", args=[cast.network.pk, row.pk])
    assert state(row) == State.ON_ITS_WAY


def test_what_nobody_asks_for_any_more_is_taken_back(cast: Cast) -> None:
    row = ask(cast, "rosa")
    entered(cast, "rosa").post(
        reverse("take_back_proposal", args=[cast.network.pk, row.proposal_id])
    )
    assert state(row) == State.WITHDRAWN
    assert "Invite June" not in waiting(cast, "maya")


def test_a_wrong_address_is_told_to_those_in_charge_and_to_nobody_else(cast: Cast) -> None:
    answer(Client(), ask(cast), "unknown")
    for who in ("maya", "rosa"):
        assert "The address of June may be wrong" in waiting(cast, who)
    assert "June" not in waiting(cast, "kofi")


def test_a_yes_that_waits_to_be_confirmed_is_told(cast: Cast) -> None:
    row = ask(cast, address="")
    answer(signed_in("gwen"), row, "yes")
    assert reverse("invitation", args=[cast.network.pk, row.pk]) in waiting(cast, "rosa")


def test_the_second_of_two_who_offer_less_is_shown_what_stands(cast: Cast) -> None:
    row = ask(cast, role="steward")
    where = reverse("shrink_invitation", args=[cast.network.pk, row.pk])
    said = {"part": "member", "version": str(fresh(row).version)}
    assert entered(cast, "maya").post(where, said).status_code == 302
    second = entered(cast, "rosa").post(where, said | {"part": "guest"})
    assert second.status_code == 409
    assert "Somebody changed this" in second.content.decode()
    assert fresh(row).role == "member"


# Hostile words ----------------------------------------------------------------------------------


@pytest.mark.parametrize("said", DAILY[::6])
def test_hostile_words_stay_words_wherever_an_invitation_is_shown(cast: Cast, said: str) -> None:
    words = dict.fromkeys(("why", "together", "meaning"), said)
    row = ask(cast, says_whose=True, **words)
    Network.everyones.filter(pk=cast.network.pk).update(name=said)
    Person.everyones.filter(pk=cast.people["june"].pk).update(name=said)
    maya = entered(cast, "maya")
    here = [cast.network.pk, row.pk]
    shown = [Client().get(page(row)), maya.get(reverse("invite", args=here[:1]))]
    shown += [maya.get(reverse(name, args=here)) for name in ("invitation", "invitation_card")]
    for found in shown:
        assert found.status_code == 200
        seen = Page(found.content.decode())
        assert not {name for name in seen.names() if name.startswith("on")}
        assert not seen.kinds() & STRANGE
        assert all(lead.startswith(OURS) for lead in seen.leads if lead)


def test_a_name_of_two_lines_makes_no_second_line_in_the_head_of_a_letter(
    cast: Cast, mailoutbox: list[Any]
) -> None:
    row = ask(cast, says_who=True)
    Network.everyones.filter(pk=cast.network.pk).update(name="Maya\r\nBcc: gwen@example.org")
    post_invitation.call(row.pk)
    assert mailoutbox[0].recipients() == ["june@example.org"]
    assert "\nBcc" not in mailoutbox[0].message().as_string()
