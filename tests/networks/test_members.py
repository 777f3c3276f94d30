"""The pages of who takes part and what waits for a yes, through the real door."""

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.networks.models import Claim, Membership, Network, Person, Proposal, Saying
from closeknit.networks.parts import PARTS
from closeknit.networks.waiting import ASKED_AS, KINDS, Names, told
from closeknit.policy import Actor, Role
from tests.cast import Cast, account, entered, sure

pytestmark = pytest.mark.django_db


def part(cast: Cast, name: str, network: Network | None = None) -> Membership:
    here = network or cast.network
    found: Membership = Membership.everyones.get(network=here, account=cast.account(name))
    return found


def page(browser, name, *args):
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def deed(browser, cast, name, which, **said):
    one = part(cast, name)
    return browser.post(reverse("member_deed", args=[cast.network.pk, one.pk, which]), said)


def loved(cast: Cast) -> Network:
    """A network that Rosa began for Ada, with Kofi, to whom nothing was opened."""
    network = Network.begin(cast.rosa.account, "Ada", mine=False, agreed="not_yet")
    kofi = cast.account("kofi")
    Membership.everyones.create(network=network, account=kofi, audience="network", role="member")
    return network


# Who takes part ------------------------------------------------------------------------------


def test_maya_reads_what_everybody_is_and_until_when(cast, maya):
    text = page(maya, "members", cast.network.pk)
    assert "Looks after the network with you" in text
    assert "Paid to be here, until" in text
    assert "It is your network" in text


def test_a_member_reads_names_and_nothing_else(cast, enter):
    text = page(enter("kofi"), "members", cast.network.pk)
    for name in ("Maya", "Rosa", "Kofi", "Tanya"):
        assert name in text
    assert "Paid to be here" not in text
    assert "Looks after" not in text


def test_somebody_new_reads_who_asked_them_and_nobody_else(cast, enter):
    part(cast, "kofi").close(cast.maya)
    text = page(enter("kofi"), "members", cast.network.pk)
    assert "Maya asked you in" in text
    assert "Rosa" not in text
    assert "Tanya" not in text


def test_a_member_opens_no_page_but_their_own(cast, enter):
    kofi = enter("kofi")
    page(kofi, "member", cast.network.pk, part(cast, "kofi").pk)
    for other in ("maya", "rosa", "tanya"):
        where = reverse("member", args=[cast.network.pk, part(cast, other).pk])
        assert kofi.get(where).status_code == 404


def test_what_somebody_can_see_is_said_in_plain_words(cast, maya):
    text = page(maya, "member", cast.network.pk, part(cast, "kofi").pk)
    assert "Names and faces of those who take part." in text


def test_the_person_offers_no_deed_on_herself_nor_anybody_on_her(cast, maya, rosa):
    own = part(cast, "maya").pk
    for browser in (maya, rosa):
        text = page(browser, "member", cast.network.pk, own)
        assert "Take Maya out" not in text
        for which in ("out", "close", "steward", "renew", "back"):
            where = reverse("member_deed", args=[cast.network.pk, own, which])
            assert browser.get(where).status_code == 404
            assert browser.post(where).status_code == 404
        assert (
            browser.post(reverse("change_member", args=[cast.network.pk, own])).status_code == 404
        )


def test_who_stands_alone_is_told_to_ask_a_second(cast, rosa):
    text = page(rosa, "members", loved(cast).pk)
    assert "Ask a second person to look after this with you" in text


def test_maya_opens_and_closes_with_one_button(cast, maya):
    deed(maya, cast, "kofi", "close")
    assert not cast.network.actor(cast.kofi.account).opened
    deed(maya, cast, "kofi", "open")
    assert cast.network.actor(cast.kofi.account).opened


def test_rosa_asks_and_maya_answers_on_the_page_of_what_waits(cast, maya, rosa):
    part(cast, "kofi").close(cast.maya)
    deed(rosa, cast, "kofi", "open")
    assert not cast.network.actor(cast.kofi.account).opened
    assert "It waits for Maya" in page(rosa, "waiting", cast.network.pk)
    assert "Rosa asked" in page(maya, "waiting", cast.network.pk)
    asked = Proposal.everyones.get()
    answer = reverse("answer_proposal", args=[cast.network.pk, asked.pk, "yes"])
    assert rosa.post(answer).status_code == 404
    assert maya.get(answer).status_code == 404
    for _twice in range(2):
        assert maya.post(answer).status_code == 302
    assert cast.network.actor(cast.kofi.account).opened
    assert "Waits for you" not in page(maya, "waiting", cast.network.pk)


def test_not_now_and_no_change_nothing(cast, maya):
    part(cast, "kofi").close(cast.maya)
    asked = Proposal.put(cast.rosa, "open", part(cast, "kofi"))
    where = [cast.network.pk, asked.pk]
    maya.post(reverse("answer_proposal", args=[*where, "later"]))
    assert "You said: not now." in page(maya, "waiting", cast.network.pk)
    maya.post(reverse("answer_proposal", args=[*where, "no"]))
    assert not cast.network.actor(cast.kofi.account).opened
    assert maya.post(reverse("answer_proposal", args=[*where, "maybe"])).status_code == 404


def test_rosa_takes_her_question_back(cast, maya, rosa):
    asked = Proposal.put(cast.rosa, "open", part(cast, "kofi"))
    rosa.post(reverse("take_back_proposal", args=[cast.network.pk, asked.pk]))
    assert "Nothing waits" in page(maya, "waiting", cast.network.pk)


def test_a_removal_is_on_mayas_page_with_a_way_back(cast, maya, rosa):
    deed(rosa, cast, "kofi", "out")
    assert not cast.network.actor(cast.kofi.account).network
    text = page(maya, "waiting", cast.network.pk)
    assert "By Rosa on" in text
    assert "leaves everything as it was" in text
    deed(maya, cast, "kofi", "back")
    assert cast.network.actor(cast.kofi.account).opened


def test_the_third_removal_says_that_a_second_one_is_asked(cast, maya, rosa):
    for name in ("ines", "dee"):
        Membership.welcome(cast.maya, account(name).pk, Role.MEMBER)
        cast.actors[name] = Actor(Account.objects.get(name=name).pk, cast.network.pk, Role.MEMBER)
    deed(rosa, cast, "kofi", "out")
    deed(rosa, cast, "ines", "out")
    where = reverse("member_deed", args=[cast.network.pk, part(cast, "dee").pk, "out"])
    assert "Somebody else must agree first" in entered(cast, "rosa").get(where).content.decode()
    assert "Somebody else must agree first" not in entered(cast, "maya").get(where).content.decode()
    rosa.post(where)
    assert cast.network.actor(cast.actors["dee"].account).network


# Another part --------------------------------------------------------------------------------


def change(browser, cast, name, **said):
    one = part(cast, name)
    where = reverse("change_member", args=[cast.network.pk, one.pk])
    return browser.post(where, {"version": one.version, **said})


def test_maya_says_until_when_somebody_is_paid(cast, maya):
    day = timezone.localdate().replace(day=1) + timezone.timedelta(days=62)
    answer = change(maya, cast, "kofi", kind="paid", until=day.isoformat())
    assert answer.status_code == 302
    kofi = part(cast, "kofi")
    assert kofi.paid
    last = timezone.localtime(kofi.until - timezone.timedelta(seconds=1)).date()
    assert last == day


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": "paid", "until": "2001-01-01"}, "still to come"),
        ({"kind": "facilitator", "until": "2999-01-01"}, "At most a year"),
        ({"kind": "member", "until": "soon"}, "A day looks like"),
        ({"kind": "member", "until": "9999-12-31"}, "too far away"),
        ({"until": ""}, "Please choose one of these."),
        ({"kind": "person"}, "Please choose one of these."),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(cast, maya, said, words):
    answer = change(maya, cast, "kofi", **said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert part(cast, "kofi").role == Role.MEMBER


def test_rosa_asks_for_another_part(cast, maya, rosa):
    change(rosa, cast, "kofi", kind="guest")
    assert part(cast, "kofi").role == Role.MEMBER
    assert "From then on: a guest." in page(maya, "waiting", cast.network.pk)


def test_nobody_changes_a_steward_there(cast, maya):
    assert change(maya, cast, "rosa", kind="member").status_code == 404


# What the person said ------------------------------------------------------------------------


def test_rosa_must_say_whether_ada_said_yes(cast, rosa):
    network = loved(cast)
    where = reverse("member_deed", args=[network.pk, part(cast, "kofi", network).pk, "open"])
    assert rosa.post(where).status_code == 422
    rosa.post(where, {"how": "not_yet"})
    assert not network.actor(cast.kofi.account).opened
    asked = Proposal.everyones.get()
    said = reverse("said", args=[network.pk, asked.pk, "yes"])
    assert rosa.post(said).status_code == 422
    rosa.post(said, {"how": "pictures", "words": "She pointed at him."})
    assert network.actor(cast.kofi.account).opened
    assert "She pointed at him." in page(rosa, "waiting", network.pk)


def test_a_no_of_ada_is_a_no(cast, rosa):
    network = loved(cast)
    asked = Proposal.put(network.actor(cast.rosa.account), "open", part(cast, "kofi", network))
    rosa.post(reverse("said", args=[network.pk, asked.pk, "no"]), {"how": "sign"})
    asked.refresh_from_db()
    assert asked.answer == "no"


def test_another_steward_reads_what_was_said(cast, rosa):
    network = loved(cast)
    tanya = {"account": cast.account("tanya"), "audience": "network", "role": "steward"}
    Membership.everyones.create(network=network, **tanya)
    rosa_there = network.actor(cast.rosa.account)
    part(cast, "kofi", network).ask(rosa_there, "open", how="words", said="Yes, Kofi.")
    text = page(entered(cast, "tanya"), "waiting", network.pk)
    assert "Yes, Kofi." in text
    assert "I did not say that" not in text


# Taking over ---------------------------------------------------------------------------------


def test_ada_comes_in_with_her_card_and_is_in_charge(cast, rosa):
    network = loved(cast)
    rosa_there = network.actor(cast.rosa.account)
    Person.welcome(rosa_there, "Sam")
    part(cast, "kofi", network).ask(rosa_there, "open", how="words", said="Yes, Kofi.")
    rosa.post(reverse("claim_card", args=[network.pk]))
    _card, code = Claim.hand_out(rosa_there)
    ada = account("ada")
    cast.actors["ada"] = Actor(ada.pk, "", Role.STRANGER)
    browser = entered(cast, "ada")
    assert browser.post(reverse("claim"), {"code": "ABCD"}).status_code == 422
    assert browser.post(reverse("claim"), {"code": code.upper()}).status_code == 302
    assert "Are you Ada?" in page(browser, "claim_yes")
    assert not network.actor(ada.pk).network  # looking takes nothing
    browser.post(reverse("claim_yes"))
    for reader in (entered(cast, "kofi"), rosa):  # everybody is told; Rosa does not answer it
        told = page(reader, "members", network.pk)
        assert "Somebody came with the card for Ada" in told
        assert "Yes, it is Ada" not in told
    assert sure(rosa).post(reverse("answer_claim", args=[network.pk, "yes"])).status_code == 404
    assert "You said yes" in page(browser, "claim_yes")
    assert not network.actor(ada.pk).network
    Claim.everyones.update(taken_at=timezone.now() - timezone.timedelta(hours=72))
    browser.post(reverse("claim_yes"))
    assert network.actor(ada.pk).role is Role.PERSON
    text = page(browser, "yours", network.pk)
    assert "Yes, Kofi." in text
    assert "1 on the map" in text
    saying = Saying.everyones.get()
    undo = reverse("undo_saying", args=[network.pk, saying.pk])
    assert rosa.post(undo).status_code == 404
    browser.post(undo, {"back": "yours"})
    assert not network.actor(cast.kofi.account).opened
    assert "Nobody said yes or no for you" in page(browser, "yours", network.pk)


def test_stewards_are_told_that_ada_came_in(cast, rosa):
    network = loved(cast)
    began = timezone.now() - timezone.timedelta(days=3)
    Network.everyones.filter(pk=network.pk).update(made_at=began)
    card, _code = Claim.hand_out(network.actor(cast.rosa.account))
    card.take(account("ada").pk)
    Claim.carry_due(timezone.now() + timezone.timedelta(hours=72))
    assert "and is in charge now" in page(rosa, "waiting", network.pk)
    assert "and is in charge now" in page(rosa, "members", network.pk)
    assert "and is in charge now" not in page(entered(cast, "kofi"), "members", network.pk)


def test_another_steward_answers_whether_it_is_ada(cast, rosa):
    network = loved(cast)
    card, _code = Claim.hand_out(network.actor(cast.rosa.account))
    maya = {"account": cast.account("maya"), "audience": "network", "role": "steward"}
    Membership.everyones.create(network=network, **maya)
    ada = account("ada").pk
    card.take(ada)
    there = sure(entered(cast, "maya"))
    assert "Yes, it is Ada" in page(there, "waiting", network.pk)
    there.post(reverse("answer_claim", args=[network.pk, "yes"]))
    assert network.actor(ada).role is Role.PERSON


def test_a_card_is_no_way_for_those_who_take_part(cast, rosa):
    network = loved(cast)
    _card, code = Claim.hand_out(network.actor(cast.rosa.account))
    kofi = entered(cast, "kofi")
    kofi.post(reverse("claim"), {"code": code})
    assert "This card is for Ada" in page(kofi, "claim_yes")
    kofi.post(reverse("claim_yes"))
    assert network.of_the_person() is None


def test_whoever_has_no_account_makes_one_with_the_card_in_a_closed_house(cast, client, settings):
    settings.OPEN = False
    network = loved(cast)
    _card, code = Claim.hand_out(network.actor(cast.rosa.account))
    client.post(reverse("claim"), {"code": code})
    answer = client.post(reverse("claim_yes"), {"email": "ada@example.org"})
    assert answer.status_code == 302
    assert "/join/" in answer.url
    assert client.get(answer.url).status_code == 200
    assert Claim.led_by(code) is not None


def test_without_a_code_there_is_nothing_to_take(client, maya):
    assert client.get(reverse("claim_yes")).url == reverse("claim")
    assert maya.post(reverse("claim_yes")).url == reverse("claim")


# Doubles -------------------------------------------------------------------------------------


def test_the_person_of_one_network_is_only_a_steward_in_another(cast, maya):
    network = loved(cast)
    own = {"account": cast.account("maya"), "audience": "network", "role": "steward"}
    Membership.everyones.create(network=network, **own)
    there = network.actor(cast.maya.account)
    assert (there.role, cast.maya.role) == (Role.STEWARD, Role.PERSON)
    assert maya.get(reverse("yours", args=[network.pk])).status_code == 404
    assert maya.get(reverse("yours", args=[cast.network.pk])).status_code == 200
    where = reverse("member_deed", args=[network.pk, part(cast, "kofi", network).pk, "close"])
    assert maya.post(where).status_code == 404


def test_a_paid_steward_is_left_out_of_what_is_for_unpaid_people(cast):
    rosa = part(cast, "rosa")
    Person.welcome(cast.maya, "Sam", audience="unpaid")
    assert Person.visible_to(cast.rosa).filter(name="Sam").exists()
    Membership.everyones.filter(pk=rosa.pk).update(paid=True)
    paid = cast.network.actor(cast.rosa.account)
    assert not Person.visible_to(paid).filter(name="Sam").exists()


# The words -----------------------------------------------------------------------------------


def test_whoever_may_undo_it_is_told_so_by_name_or_as_you(cast):
    where = reverse("member_deed", args=[cast.network.pk, part(cast, "kofi").pk, "out"])
    assert "You can undo it for 30 days" in entered(cast, "maya").get(where).content.decode()
    assert "Maya can undo it for 30 days" in entered(cast, "rosa").get(where).content.decode()


def test_every_part_has_words_for_the_question_whether_to_ask_somebody_in():
    assert set(ASKED_AS) == set(PARTS)


WAITING = "closeknit.networks.waiting"
OF_THIS_ROOM = [kind for kind, tells in KINDS.items() if tells.__module__ == WAITING]
"""Other rooms ask about rows of theirs, and try their words themselves."""


@pytest.mark.parametrize("kind", [*OF_THIS_ROOM, "unheard_of"])
@pytest.mark.parametrize("reader", ["maya", "rosa", "kofi"])
def test_every_kind_of_question_has_words_for_whoever_reads_it(cast, kind, reader):
    detail = {"role": "guest", "paid": False, "until": None}
    kofi = part(cast, "kofi")
    asked = Proposal.put(cast.rosa, kind, kofi, asked=[cast.kofi.account], detail=detail)
    text, _then = told(asked, kofi, Names.of(cast.actors[reader]))
    assert text
    assert "%" not in text


def test_a_page_of_many_questions_takes_as_many_queries_as_one(
    cast, maya, django_assert_max_num_queries
):
    for number in range(12):
        kofi = part(cast, "kofi")
        detail = {"role": "guest", "paid": False, "until": None, "number": number}
        Proposal.put(cast.rosa, "change", kofi, detail=detail)
    maya.get(reverse("waiting", args=[cast.network.pk]))
    with django_assert_max_num_queries(15):
        page(maya, "waiting", cast.network.pk)
