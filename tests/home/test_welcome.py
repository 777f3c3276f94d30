"""The front door: which door is yours, and what is said to whom."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.home.models import Step
from closeknit.networks.models import Membership, Network, Person
from closeknit.policy import Role
from tests.cast import account, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client):
    found = account("ana")
    client.force_login(found)
    return found


def test_whoever_is_new_finds_three_doors_and_no_scene(client):
    page = client.get("/").content.decode()
    for words in ("For me", "For someone I love", "I was invited"):
        assert words in page
    assert "made-up scene" not in page


def test_the_invited_are_told_what_to_do_with_a_letter_or_a_card(client):
    told = client.get(reverse("invited")).content.decode()
    assert "I have a card" in told
    assert "I have a letter" in told


def test_beginning_asks_to_come_in_first(client):
    assert reverse("account_request_login_code") in client.get("/begin/me/").url


def test_a_network_for_me_is_mine_to_begin_with(client, ana):
    reply = client.post("/begin/me/", {"name": "Ana"})
    network = Network.of(ana.pk).get()
    assert (network.agreed, network.actor(ana.pk).role) == ("self", "person")
    assert reply.url == reverse("first_step", args=[network.pk, "story"])


def test_a_network_for_someone_i_love_is_theirs_and_not_asked_yet(client, ana):
    reply = client.post("/begin/loved/", {"name": "Olu"})
    network = Network.of(ana.pk).get()
    assert (network.agreed, network.actor(ana.pk).role) == ("not_yet", "steward")
    assert reply.url == reverse("agreed", args=[network.pk])


def test_an_empty_name_is_asked_for_again_kindly(client, ana):
    page = client.post("/begin/loved/", {"name": " "})
    assert page.status_code == 422
    assert "A first name or a nickname is enough." in page.content.decode()
    assert not Network.of(ana.pk).exists()


def test_nobody_begins_for_a_third_kind_of_person(client, ana):
    assert client.get("/begin/everyone/").status_code == 404


def test_the_person_is_never_asked_how_they_agreed(client):
    cast = assemble()
    client.force_login(Network.of(cast.maya.account).get().author)
    assert client.get(reverse("agreed", args=[cast.network.pk])).status_code == 404


def test_the_only_network_opens_by_itself_where_one_stopped(client, ana):
    network = Network.begin(ana.pk, "Ana", mine=True)
    assert client.get("/").url == reverse("first_steps", args=[network.pk])
    Step.mark(network.actor(ana.pk), "intention", Step.State.LEFT_OUT)
    assert client.get("/").url == reverse("today", args=[network.pk])


def test_several_networks_are_shown_with_what_they_are_for(client, ana):
    for name in ("Ana", "Olu"):
        network = Network.begin(ana.pk, name, mine=name == "Ana")
        network.revise(network.actor(ana.pk), 1, purpose=f"Good days for {name}.")
    page = client.get("/").content.decode()
    assert "Good days for Ana." in page
    assert "Good days for Olu." in page


def test_a_member_comes_in_where_today_is(client):
    cast = assemble()
    client.force_login(cast.account("kofi"))
    assert client.get("/").url == reverse("today", args=[cast.network.pk])


def test_a_second_answer_about_agreeing_shows_both(client, ana):
    network = Network.begin(ana.pk, "Olu", mine=False, agreed="not_yet")
    network.revise(network.actor(ana.pk), 1, agreed="said")
    page = client.post(reverse("agreed", args=[network.pk]), {"agreed": "showed", "version": 1})
    assert page.status_code == 409
    assert Network.of(ana.pk).get().agreed == "said"


def test_stewards_read_on_every_page_that_nobody_asked_yet_and_members_do_not(enter, cast):
    cast.network.revise(cast.maya, 1, agreed="not_yet")
    said = "Maya has not been asked yet"
    for who, reads in (("rosa", True), ("kofi", False)):
        page = enter(who).get(reverse("people", args=[cast.network.pk]))
        assert (said in page.content.decode()) is reads


def test_whoever_is_new_makes_an_account_first_where_joining_is_open(client, settings):
    for open_now, where in ((True, reverse("account_signup") + "?next="), (False, "")):
        settings.OPEN = open_now
        page = client.get("/").content.decode()
        assert f'href="{where}{reverse("begin_name", args=["me"])}"' in page


def test_a_facilitator_begins_with_people_and_finds_no_map_that_would_be_untrue(cast):
    faye, person = account("faye"), Person.welcome(cast.maya, "Faye")
    until = timezone.now() + dt.timedelta(days=90)
    fields = {"person": person, "until": until, "opened_at": timezone.now()}
    Membership.welcome(cast.maya, faye.pk, Role.FACILITATOR, **fields)
    browser = Client()
    browser.force_login(faye)
    answer = browser.get("/")
    assert answer.url == reverse("today", args=[cast.network.pk])
    assert "Good" in browser.get(answer.url).content.decode()
    page = browser.get(reverse("people", args=[cast.network.pk])).content.decode()
    assert "June" in page
    assert reverse("map", args=[cast.network.pk]) not in page
    assert reverse("gaps", args=[cast.network.pk]) not in page
