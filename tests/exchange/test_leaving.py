"""Leaving with one's words or without one's name; who cannot leave, and what they do instead."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from closeknit.exchange import leaving
from closeknit.networks.models import Chapter, Membership, Network, Note, Person, Portrait, Version
from closeknit.notices.news import news
from closeknit.plans.models import Ask, Intention, Turn
from closeknit.policy import Role
from closeknit.stories.models import Moment
from tests.cast import place

from .archives import contents, furnish, hung, take

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)


@pytest.fixture
def full(cast, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return furnish(cast)


def go(client, network, words):
    return client.post(reverse("leave", args=[network.pk]), {"words": words})


def dump():
    """Every value in every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_rosa_leaves_and_her_words_are_gone(full, rosa):
    said = go(rosa, full.network, "remove")
    assert (said.status_code, said.url) == (302, "/")
    everything = dump()
    for words in ("Rosa’s line about tea.", "She moved in next door.", "Only Rosa knows."):
        assert words not in everything, words
    assert "June brought soup, twice." in everything


def test_facts_that_rosa_wrote_stay_without_her_name(full, rosa):
    tie = Chapter.everyones.get(circle=1)
    go(rosa, full.network, "remove")
    tie.refresh_from_db()
    assert (tie.circle, tie.why, tie.gives["talk"]) == (1, "", "tea")
    assert Person.everyones.get(name="Marco").author is None
    assert Person.everyones.filter(name="Rosa").exists()


def test_what_she_said_earlier_and_others_changed_is_gone_as_well(full, rosa):
    tie = place(full, "kofi", circle=3)
    tie.revise(full.rosa, 1, why="Rosa thinks he is late", gives={"talk": "her word"})
    tie.revise(full.maya, 2, why="He is never late", gives={"talk": "her word", "fun": "mine"})
    go(rosa, full.network, "remove")
    tie.refresh_from_db()
    assert (tie.why, tie.gives) == ("He is never late", {"talk": "", "fun": "mine"})
    assert "Rosa thinks" not in dump()
    assert "her word" not in dump()


def test_rosa_leaves_and_her_words_stay_without_her_name(full, rosa):
    go(rosa, full.network, "keep")
    line = Moment.everyones.get(text="Rosa’s line about tea.")
    assert line.author is None
    assert not Note.everyones.filter(text="Only Rosa knows.").exists()
    assert "Only Rosa knows." not in dump()
    assert not Version.everyones.filter(author=full.rosa.account, network=full.network).exists()


@pytest.mark.parametrize("words", ["remove", "keep"])
def test_nothing_in_the_network_names_who_left(full, rosa, maya, words):
    go(rosa, full.network, words)
    assert not Membership.active().filter(account=full.rosa.account).exists()
    data = contents(take(maya, full.network))
    rows = [row for rows in data["parts"].values() for row in rows]
    assert "Rosa" not in data["writers"].values()
    assert all(one["by"] for one in data["record"])
    assert any(row["by"] is None for row in rows)


@pytest.mark.parametrize("words", ["remove", "keep"])
def test_a_form_that_was_open_does_not_write_her_words_back(full, rosa, words):
    tie = Chapter.everyones.get(circle=1)
    before = tie.version
    go(rosa, full.network, words)
    tie.refresh_from_db()
    assert (tie.version > before) == (words == "remove")


def test_pictures_that_somebody_hung_go_with_their_words(
    full, enter, django_capture_on_commit_callbacks
):
    hung(full, "kofi", "kofi", "navy")
    name = Portrait.everyones.get(author=full.kofi.account).file
    with django_capture_on_commit_callbacks(execute=True):
        go(enter("kofi"), full.network, "remove")
    assert not default_storage.exists(name)
    assert Portrait.everyones.count() == 2


def test_what_kofi_meant_to_do_goes_either_way(full, enter):
    go(enter("kofi"), full.network, "keep")
    assert not Intention.everyones.filter(author=full.kofi.account).exists()
    assert Moment.everyones.get(text="Kofi to Maya alone.").author is None


@pytest.mark.parametrize("words", ["keep", "remove"])
def test_turns_to_come_are_free_again_and_those_that_were_stay(full, enter, words):
    ask = Ask.begin(
        full.maya, title="A lift", first_on=timezone.localdate() - A_DAY, repeats="daily"
    )
    ask.tell(full.maya, ask.version)
    now = timezone.now()
    before, *ahead = (at for at in ask.slots(now - 2 * A_DAY, most=5) if at.date() != now.date())
    kofi = {"network": full.network, "ask": ask, "person": full.people["kofi"], "answer": "yes"}
    said = kofi | {"author_id": full.kofi.account, "audience": "stewards"}
    Turn.everyones.bulk_create(Turn(starts_at=at, **said) for at in (before, *ahead[:2]))
    go(enter("kofi"), full.network, words)
    held = Turn.everyones.filter(ask=ask).order_by("starts_at").values_list("answer", flat=True)
    assert list(held) == ["yes", "back", "back"]
    told = [due.text for here in news(full.account("maya")) for due in here.dues]
    assert sum("cannot come after all: A lift" in text for text in told) == 2


def test_whoever_left_finds_nothing_from_the_next_click_on(full, enter):
    kofi = enter("kofi")
    go(kofi, full.network, "keep")
    for page in ("people", "leave", "take_out"):
        assert kofi.get(reverse(page, args=[full.network.pk])).status_code == 404
    assert go(kofi, full.network, "keep").status_code == 404


def test_nobody_leaves_without_saying_what_becomes_of_their_words(full, enter):
    answer = go(enter("kofi"), full.network, "")
    assert answer.status_code == 422
    assert "Choose one of the two." in answer.content.decode()
    assert Membership.active().filter(account=full.kofi.account).exists()


def test_maya_cannot_leave_her_own_network(full, maya):
    page = maya.get(reverse("leave", args=[full.network.pk])).content.decode()
    assert "It is your network. It cannot go on without you." in page
    assert reverse("erase_network", args=[full.network.pk]) in page
    assert go(maya, full.network, "remove").status_code == 200
    assert Membership.active().filter(account=full.maya.account).exists()


def test_the_last_steward_of_somebody_without_an_account_stays(cast, client):
    network = Network.begin(cast.rosa.account, "Biscuit", mine=False, agreed="said")
    rosa = network.actor(cast.rosa.account)
    kofi = Person.welcome(rosa, "Kofi")
    there = {"network": network, "audience": "network", "role": Role.MEMBER, "person": kofi}
    Membership.everyones.create(account=cast.account("kofi"), **there)
    client.force_login(cast.account("rosa"))
    page = client.get(reverse("leave", args=[network.pk])).content.decode()
    assert "You are the only one who looks after this network." in page
    assert "Ask somebody you both trust to become a steward." in page
    go(client, network, "keep")
    with pytest.raises(leaving.MayNotLeave):
        leaving.leave(network, rosa, with_words=False)
    Membership.everyones.filter(account=cast.kofi.account, network=network).update(role="steward")
    assert go(client, network, "keep").status_code == 302


def test_other_networks_of_theirs_stay_as_they_are(full, rosa):
    own = Network.begin(full.rosa.account, "Rosa", mine=True)
    actor = own.actor(full.rosa.account)
    Moment.make(actor, "told", text="Mine, elsewhere.")
    go(rosa, full.network, "remove")
    assert Moment.everyones.get(text="Mine, elsewhere.").author_id == full.rosa.account


def test_a_stranger_has_nothing_to_leave(full, enter):
    assert go(enter("lena"), full.network, "remove").status_code == 404
