"""One’s own account, and the end of it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Account, Entry, Visit
from closeknit.networks.models import Membership, Network, Note, Person, Version
from closeknit.plans.models import Intention
from closeknit.policy import Role
from tests.accounts.people import PASSWORD
from tests.cast import sure

pytestmark = pytest.mark.django_db
SURE = {"sure": "on"}


def delete(client: Client) -> str:
    answer = sure(client).post(reverse("delete_account"), SURE, follow=True)
    return str(answer.content.decode())


def test_everything_of_mine_is_on_one_page(maya, cast) -> None:
    page = maya.get(reverse("my_account")).content.decode()
    for words in ("maya@example.org", "Passkeys", "Codes on paper", "On 1 device.", "My networks"):
        assert words in page
    assert reverse("today", args=[cast.network.pk]) in page or "first-steps" in page


def test_kofi_deletes_his_account_and_leaves_what_he_wrote_for_others(enter, cast) -> None:
    kofi, where = enter("kofi"), [cast.network.pk]
    account = cast.account("kofi")
    page = sure(kofi).get(reverse("delete_account")).content.decode()
    assert "There is no undo." in page
    assert "Your part in 1 network." in page
    june = cast.people["june"]
    shared = Person.welcome(cast.maya, "Dee")
    Person.everyones.filter(pk=shared.pk).update(author=account)
    Note.make(cast.kofi, person=june, text="A secret of Kofi’s")
    Intention.make(cast.kofi, words="Secretly").revise(cast.kofi, 1, words="Secreter")
    assert Version.everyones.filter(author=account).exists()
    assert "Your account is deleted" in delete(kofi)
    assert not Account.objects.filter(pk=account.pk).exists()
    assert not Membership.everyones.filter(account=account.pk).exists()
    assert not Visit.objects.filter(account=account.pk).exists()
    assert not Note.everyones.exists()
    assert not Intention.everyones.exists()
    assert "Secret" not in str(list(Version.everyones.values()))
    assert Person.everyones.get(pk=shared.pk).author_id is None
    assert kofi.get(reverse("people", args=where)).status_code == 302
    deeds = set(Entry.objects.filter(account=account.pk).values_list("deed", flat=True))
    assert {"left", "went"} <= deeds
    assert mail.outbox == []


def test_maya_cannot_leave_her_own_network_without_anybody(maya, cast) -> None:
    page = delete(maya)
    assert "The network of Maya is your own. First erase it" in page
    assert cast.account("maya")


def test_the_last_steward_is_told_what_to_do_first(cast) -> None:
    rosa = cast.account("rosa")
    network = Network.begin(rosa.pk, "Grandma", mine=False)
    client = Client()
    client.force_login(rosa)
    assert "First let somebody else become a steward" in delete(client)
    kofi = cast.account("kofi")
    Membership.everyones.create(
        network=network, account=kofi, role=Role.STEWARD, audience="network"
    )
    assert "Your account is deleted" in delete(client)


def test_a_steward_beside_the_person_may_go(rosa, cast) -> None:
    assert "Your account is deleted" in delete(rosa)


def test_without_a_tick_nothing_happens(enter, cast) -> None:
    kofi = enter("kofi")
    assert sure(kofi).post(reverse("delete_account")).status_code == 422
    assert cast.account("kofi")


def test_whoever_can_be_asked_is_asked_first(enter, cast) -> None:
    account = cast.account("kofi")
    account.set_password(PASSWORD)
    account.save()
    kofi = enter("kofi")
    answer = kofi.post(reverse("delete_account"), SURE)
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert cast.account("kofi")


def test_nobody_made_up_can_be_deleted(enter, cast) -> None:
    Account.objects.filter(email="kofi@example.org").update(made_up=True)
    kofi = enter("kofi")
    assert sure(kofi).get(reverse("delete_account")).status_code == 404
    assert kofi.post(reverse("delete_account"), SURE).status_code == 404
    assert "Delete my account" not in kofi.get(reverse("my_account")).content.decode()


def test_deleting_twice_is_deleting_once(enter) -> None:
    kofi = enter("kofi")
    delete(kofi)
    assert kofi.post(reverse("delete_account"), SURE).status_code == 302


def test_other_networks_are_on_every_page_of_a_network(enter, cast) -> None:
    kofi = cast.account("kofi")
    own = Network.begin(kofi.pk, "Kofi himself", mine=True)
    page = enter("kofi").get(reverse("people", args=[cast.network.pk])).content.decode()
    assert "Other networks" in page
    assert reverse("today", args=[own.pk]) in page
    there = enter("kofi").get(reverse("people", args=[own.pk])).content.decode()
    assert reverse("today", args=[cast.network.pk]) in there


def test_whoever_is_in_one_network_sees_no_switch(maya, cast) -> None:
    page = maya.get(reverse("people", args=[cast.network.pk])).content.decode()
    assert "Other networks" not in page


def test_a_network_somebody_was_taken_out_of_is_not_offered(enter, cast) -> None:
    kofi = cast.account("kofi")
    own = Network.begin(kofi.pk, "Kofi himself", mine=True)
    Membership.active().get(network=cast.network, account=kofi).end(cast.maya)
    page = enter("kofi").get(reverse("people", args=[own.pk])).content.decode()
    assert cast.network.pk not in page
