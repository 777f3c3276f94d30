"""Somebody has died: on the map, or in the middle."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.core.gaps import find_gaps, groups_apart, support_matrix
from closeknit.networks.erasure import erase_as_wished
from closeknit.networks.models import Claim, Invitation, Membership, Network, Note, Person, Proposal
from closeknit.networks.snapshot import snapshot
from closeknit.policy import Denied, Role
from tests.addresses import OF_A_NETWORK, address, fill
from tests.cast import Cast, account, entered, introduce, place
from tests.rows import changed, everything

pytestmark = pytest.mark.django_db
APART = {"sessions.Session", "accounts.Account", "accounts.Visit", "accounts.Look", "accounts.Once"}
"""Coming in and looking leave these, whoever is alive."""


def part(cast: Cast, who: str) -> Membership:
    found: Membership = Membership.everyones.get(network=cast.network, account=cast.account(who))
    return found


def again(row):
    return type(row).everyones.get(pk=row.pk)


def another_steward(cast: Cast) -> None:
    """Ada looks after Maya's network together with Rosa."""
    ada = account("ada")
    cast.people["ada"] = Person.welcome(cast.maya, "Ada")
    fields = {"person": cast.people["ada"], "opened_at": timezone.now()}
    Membership.welcome(cast.maya, ada.pk, Role.STEWARD, **fields)
    cast.actors["ada"] = cast.network.actor(ada.pk)


def maya_has_died(cast: Cast, days: int = 0) -> None:
    at = timezone.now() - dt.timedelta(days=days)
    Network.everyones.filter(pk=cast.network.pk).update(died_at=at)


def post(cast: Cast, who: str, name: str, **parts: str):
    where = reverse(name, kwargs={"network": cast.network.pk, **parts})
    return entered(cast, who).post(where)


# On the map ----------------------------------------------------------------------------------


def test_whoever_has_died_stays_on_the_map_and_takes_part_no_more(cast):
    kofi = cast.people["kofi"]
    assert post(cast, "maya", "has_died", person=kofi.pk).status_code == 302
    assert again(kofi).kind == "died"
    assert Person.visible_to(cast.maya).filter(pk=kofi.pk).exists()
    assert part(cast, "kofi").ended_how == "died"
    assert entered(cast, "kofi").get(reverse("members", args=[cast.network.pk])).status_code == 404


def test_the_page_says_first_what_happens(cast):
    where = reverse("has_died", args=[cast.network.pk, cast.people["kofi"].pk])
    page = entered(cast, "rosa").get(where).content.decode()
    assert "stays on the map" in page
    assert "The part of Kofi in this network ends at once" in page
    assert again(cast.people["kofi"]).kind == "person"


def test_it_is_taken_back_for_thirty_days_and_everything_is_as_it_was(cast):
    kofi, before = cast.people["kofi"], part(cast, "kofi")
    again(kofi).say_died(cast.maya)
    again(kofi).say_alive(cast.maya)
    after = part(cast, "kofi")
    assert again(kofi).kind == "person"
    assert (after.role, after.opened_at, after.ended_at) == (before.role, before.opened_at, None)
    again(kofi).say_died(cast.maya)
    Person.everyones.filter(pk=kofi.pk).update(died_at=timezone.now() - dt.timedelta(days=31))
    with pytest.raises(Denied):
        again(kofi).say_alive(cast.maya)


def test_what_a_steward_wrote_down_the_person_sees_and_undoes(cast):
    june = cast.people["june"]
    post(cast, "rosa", "has_died", person=june.pk)
    page = entered(cast, "maya").get(reverse("waiting", args=[cast.network.pk])).content.decode()
    assert "Somebody wrote down that June has died." in page
    post(cast, "maya", "has_died", person=june.pk)
    assert again(june).kind == "person"


def test_what_the_person_wrote_down_no_steward_takes_back(cast):
    again(cast.people["kofi"]).say_died(cast.maya)
    with pytest.raises(Denied):
        again(cast.people["kofi"]).say_alive(cast.rosa)
    assert part(cast, "kofi").ended_at is not None


def test_no_steward_alone_says_so_of_another_steward(cast):
    another_steward(cast)
    waiting = again(cast.people["ada"]).say_died(cast.rosa)
    assert waiting.kind == "died"
    assert again(cast.people["ada"]).kind == "person"
    waiting.say_yes(cast.maya)
    assert again(cast.people["ada"]).kind == "died"
    assert cast.network.actor(cast.ada.account).network == ""


def test_a_steward_takes_nobody_out_this_way_more_easily_than_any_other(cast):
    again(cast.people["kofi"]).say_died(cast.rosa)
    again(cast.people["tanya"]).say_died(cast.rosa)
    sam = Person.welcome(cast.maya, "Sam")
    fields = {"person": sam, "opened_at": timezone.now()}
    Membership.welcome(cast.maya, account("sam").pk, Role.MEMBER, **fields)
    assert again(sam).say_died(cast.rosa).decided_at is None
    assert again(sam).kind == "person"


def test_nobody_says_it_of_themselves_and_no_member_of_anybody(cast):
    assert post(cast, "rosa", "has_died", person=cast.people["rosa"].pk).status_code == 404
    assert post(cast, "kofi", "has_died", person=cast.people["kofi"].pk).status_code == 404


def test_invitations_to_whoever_has_died_end(cast):
    june = cast.people["june"]
    asked = Invitation.invite(cast.maya, person=june, role="member", why="You bring soup.")
    assert Invitation.led_by(asked.token) is not None
    again(june).say_died(cast.rosa)
    assert Invitation.led_by(asked.token) is None
    assert again(asked).state() == Invitation.State.WITHDRAWN


def test_whoever_has_died_is_drawn_and_told_and_not_counted(cast):
    for name in ("june", "kofi", "rosa"):
        place(cast, name, circle=2, gives={"talk": ""})
    introduce(cast, "kofi", "rosa")
    june = cast.people["june"]
    before = snapshot(cast.network, cast.maya, timezone.localdate()).network
    assert june.pk in str([find_gaps(before), groups_apart(before), support_matrix(before)])
    again(june).say_died(cast.maya)
    seen = snapshot(cast.network, cast.maya, timezone.localdate()).network
    assert june.pk in {person.key for person in seen.people}
    assert june.pk not in {person.key for person in seen.counted}
    assert june.pk not in str([find_gaps(seen), groups_apart(seen), support_matrix(seen)])
    page = entered(cast, "maya").get(reverse("away", args=[cast.network.pk])).content.decode()
    assert f'value="{june.pk}"' not in page


# In the middle -------------------------------------------------------------------------------


def test_two_stewards_say_it_and_then_the_network_is_kept(cast):
    another_steward(cast)
    assert post(cast, "rosa", "focus_died").status_code == 302
    assert again(cast.network).died_at is None
    waiting = Proposal.everyones.get(kind="died")
    with pytest.raises(Denied):
        waiting.say_yes(cast.maya)
    again(waiting).say_yes(cast.ada)
    assert again(cast.network).died_at is not None


def test_a_steward_alone_waits_a_week_in_which_the_person_may_say_no(cast):
    waiting = cast.network.ask_died(cast.rosa)
    later = timezone.now() + dt.timedelta(days=6)
    assert Proposal.carry_due(later) == 0
    page = entered(cast, "maya").get(reverse("waiting", args=[cast.network.pk])).content.decode()
    assert "Maya has died" in page
    again(waiting).say_no(cast.maya)
    assert Proposal.carry_due(later + dt.timedelta(days=2)) == 0
    assert again(cast.network).died_at is None


def test_after_the_week_it_is_so(cast):
    cast.network.ask_died(cast.rosa)
    assert Proposal.carry_due(timezone.now() + dt.timedelta(days=8)) == 1
    assert again(cast.network).died_at is not None


def test_nobody_brings_it_as_the_persons_own_word(cast):
    Membership.everyones.filter(account=cast.maya.account, network=cast.network).delete()
    waiting = cast.network.ask_died(cast.rosa)
    with pytest.raises(Denied):
        waiting.bring_word(cast.rosa, "yes", "words")
    assert again(cast.network).died_at is None


@pytest.mark.parametrize("name", OF_A_NETWORK)
def test_where_the_person_has_died_no_door_changes_anything(cast, name):
    parts = fill(cast)
    maya_has_died(cast)
    if name in ("i_am_here", "leave", "take_out"):
        return
    where = address(name, parts)
    before = everything(APART)
    for who in ("maya", "rosa", "kofi"):
        answer = entered(cast, who).post(where)
        assert answer.status_code in (403, 404, 405), who
    after = everything(APART)
    assert changed(before, after) == set()


def test_whoever_would_change_something_finds_a_calm_page(cast):
    maya_has_died(cast)
    rosa = entered(cast, "rosa")
    where = reverse("change_person", args=[cast.network.pk, cast.people["june"].pk])
    answer = rosa.get(where)
    assert answer.status_code == 403
    assert "This network is kept as it was" in answer.content.decode()
    people = rosa.get(reverse("people", args=[cast.network.pk]))
    assert people.status_code == 200
    assert "Maya has died. This network is kept as it was." in people.content.decode()


def test_every_page_names_the_day_on_which_it_will_be_erased(cast):
    Network.everyones.filter(pk=cast.network.pk).update(after_me="erase")
    maya_has_died(cast)
    page = entered(cast, "kofi").get(reverse("people", args=[cast.network.pk])).content.decode()
    assert "it is erased, as Maya wanted." in page
    assert "That was a mistake" not in page


def test_a_stranger_finds_nothing_there_either(cast):
    maya_has_died(cast)
    assert post(cast, "lena", "add_people").status_code == 404


def test_private_notes_of_the_person_never_open_and_ones_own_are_read(cast):
    june = cast.people["june"]
    hers = Note.make(cast.maya, person=june, text="Only mine.")
    own = Note.make(cast.rosa, person=june, text="Rosa’s own.")
    maya_has_died(cast)
    rosa = again(cast.network).actor(cast.rosa.account)
    assert list(Note.visible_to(rosa)) == [own]
    with pytest.raises(Denied):
        again(own).revise(rosa, 1, text="Other")
    assert again(hers).audience == "only_me"


def test_nothing_is_sent_and_nobody_comes_in_by_a_link_or_a_card(cast, mailoutbox):
    june = cast.people["june"]
    fields = {"person": june, "role": "member", "why": "You bring soup."}
    asked = Invitation.invite(cast.maya, address="june@example.org", **fields)
    mailoutbox.clear()
    Invitation.everyones.filter(pk=asked.pk).update(posted_at=None, sent_at=None)
    Membership.everyones.filter(account=cast.maya.account, network=cast.network).delete()
    card, code = Claim.hand_out(cast.rosa)
    maya_has_died(cast)
    Invitation.post(asked.pk)
    assert mailoutbox == []
    assert Invitation.led_by(asked.token) is None
    assert Claim.led_by(code) is None
    with pytest.raises(Denied):
        card.take(account("somebody").pk)


def test_what_waits_comes_to_nothing_while_it_is_kept(cast):
    asked = Proposal.put(cast.rosa, "open", part(cast, "kofi"), due_at=timezone.now())
    maya_has_died(cast)
    assert Proposal.carry_due(timezone.now() + dt.timedelta(days=1)) == 0
    assert again(asked).decided_at is None


def test_a_member_may_still_leave_and_take_their_own_along(cast):
    maya_has_died(cast)
    kofi = again(cast.network).actor(cast.kofi.account)
    part(cast, "kofi").end(kofi)
    assert part(cast, "kofi").ended_how == "left"
    rosa = again(cast.network).actor(cast.rosa.account)
    with pytest.raises(Denied):
        part(cast, "tanya").take_out(rosa)


def test_the_person_says_i_am_here_with_one_button(cast):
    maya_has_died(cast, days=40)
    maya = entered(cast, "maya")
    page = maya.get(reverse("people", args=[cast.network.pk])).content.decode()
    assert "I am here" in page
    assert post(cast, "maya", "i_am_here").status_code == 302
    assert again(cast.network).died_at is None
    assert maya.get(reverse("add_people", args=[cast.network.pk])).status_code == 200


def test_a_steward_takes_it_back_for_thirty_days_and_no_member_does(cast):
    maya_has_died(cast, days=31)
    assert post(cast, "rosa", "i_am_here").status_code == 404
    maya_has_died(cast, days=29)
    assert post(cast, "kofi", "i_am_here").status_code == 404
    assert post(cast, "rosa", "i_am_here").status_code == 302
    assert again(cast.network).died_at is None


def test_the_person_alone_chooses_what_becomes_of_it(cast):
    where = reverse("after_me", args=[cast.network.pk])
    assert entered(cast, "rosa").get(where).status_code == 404
    maya = entered(cast, "maya")
    version = again(cast.network).version
    assert maya.post(where, {"after_me": "sell", "version": version}).status_code == 422
    assert maya.post(where, {"after_me": "erase", "version": version}).status_code == 302
    assert again(cast.network).after_me == "erase"
    with pytest.raises(Denied):
        again(cast.network).choose_after(cast.rosa, again(cast.network).version, "read")


@pytest.mark.parametrize(
    ("wanted", "days", "gone"), [("erase", 29, False), ("erase", 31, True), ("read", 400, False)]
)
def test_it_is_erased_after_thirty_days_where_the_person_chose_so(cast, wanted, days, gone):
    Network.everyones.filter(pk=cast.network.pk).update(after_me=wanted)
    maya_has_died(cast, days=days)
    erase_as_wished()
    assert Network.everyones.filter(pk=cast.network.pk).exists() is not gone
    assert Network.everyones.filter(pk=cast.other.pk).exists()
