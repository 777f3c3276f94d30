"""Bringing a network back: equal to the one taken out, new, and for nobody but the bringer."""

import datetime as dt
import json

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.accounts.models import Account, Entry
from closeknit.accounts.record import forget_made_up
from closeknit.core.network import RELATIONSHIPS
from closeknit.exchange.models import Parcel, Return
from closeknit.exchange.parcel import travelling
from closeknit.exchange.tasks import forget_old_parcels
from closeknit.home import demo
from closeknit.networks.erasure import erase
from closeknit.networks.models import Chapter, Link, Membership, Network, Note, Person, Wish
from closeknit.stories.models import Keepsake, Moment, OwnPrompt, Reflection
from tests.cast import account, entered
from tests.core.strategies import networks

from .archives import changed, compared, contents, furnish, packed, take

pytestmark = pytest.mark.django_db
BRING = "/bring-back/"


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def full(cast):
    return furnish(cast)


def offer(client, archive):
    return client.post(BRING, {"file": SimpleUploadedFile("closeknit.zip", archive)})


def bring(client, archive, who="w1"):
    looked = offer(client, archive)
    assert looked.status_code == 302, looked.content.decode()
    answer = client.post(looked.url, {"who": who})
    assert answer.status_code == 302, answer.content.decode()
    return Network.everyones.get(pk=answer.url.split("/")[2])


def empty_server(network):
    """Nothing of the network is left, as on a server that never knew it."""
    key = network.pk
    erase(network)
    forget_made_up([key], [])
    return key


def test_an_erased_network_comes_back_equal_with_the_keys_it_had(full, maya):
    before = take(maya, full.network)
    key = empty_server(full.network)
    back = bring(maya, before)
    assert back.pk == key
    assert compared(take(maya, back)) == compared(before)


def test_it_comes_back_equal_for_another_account_on_another_server(full, maya):
    before = take(maya, full.network)
    empty_server(full.network)
    Account.objects.all().delete()
    again = entered_as("new@example.org", "Maya")
    assert compared(take(again, bring(again, before))) == compared(before)


def texts_of(data):
    """Everything but keys, which are new where an entry of the record holds the earlier one."""
    apart = ("key", "person", "a", "b", "arrival", "file", "met_by", "finding", "about", "gives")
    apart += ("middle", "small", "supports", "sound", "picture", "chosen", "prompt")
    apart += ("let_in", "source_key", "held")
    apart += tuple(f.name for piece in travelling() for f in piece.fields() if f.is_relation)
    rows = [*data["parts"].items(), ("network", [data["network"]])]
    return [
        (part, [{k: v for k, v in row.items() if k not in (*apart, "earlier")} for row in some])
        for part, some in rows
    ]


def by_whom(archive):
    return {part: [row["by"] for row in rows] for part, rows in compared(archive)["parts"].items()}


def entered_as(email, name):
    client = Client()
    client.force_login(Account.objects.create_user(email=email, name=name))
    return client


def test_beside_the_first_one_it_gets_keys_of_its_own(full, maya):
    before = take(maya, full.network)
    back = bring(maya, before)
    assert back.pk != full.network.pk
    assert compared(take(maya, full.network)) == compared(before)
    again = compared(take(maya, back))
    assert texts_of(again) == texts_of(compared(before))
    june = Person.everyones.get(network=back, name="June")
    wish = Wish.everyones.get(network=back, kind="companion")
    assert wish.met_by == [june.pk]
    tie = Chapter.everyones.filter(network=back, person=june).first()
    own = [key for key in tie.gives if len(key) == 16]
    assert own == [row["key"] for row in again["parts"]["supports"]]
    assert again["parts"]["findings"][0]["finding"] == f"carries_much:{june.pk}"
    link = Link.everyones.get(network=back)
    assert link.a_id < link.b_id
    chosen = Keepsake.everyones.get(network=back).chosen
    soup = Moment.everyones.get(network=back, text__startswith="June brought soup")
    assert chosen == [f"moment:{soup.pk}", "map:2024-01-01"]
    asked = OwnPrompt.everyones.get(network=back)
    assert Reflection.everyones.get(network=back, text="Dee does.").prompt == asked.pk


def test_twice_taken_out_and_brought_back_is_still_the_same(full, maya):
    first = take(maya, full.network)
    one = bring(maya, first)
    second = take(maya, one)
    erase(one)
    two = bring(maya, second)
    assert texts_of(compared(take(maya, two))) == texts_of(compared(first))
    assert by_whom(take(maya, two)) == by_whom(first)


def test_the_made_up_scene_comes_back_equal_and_real(db):
    demo.load()
    network = Network.made_up_ones().get()
    client = Client()
    client.force_login(Account.objects.get(name="Maya", made_up=True))
    before = take(client, network)
    back = bring(client, before)
    assert not back.made_up
    assert texts_of(compared(take(client, back))) == texts_of(compared(before))
    assert len(contents(before)["parts"]["people"]) > 14


def test_the_record_of_before_stays_readable(full, maya):
    before = contents(take(maya, full.network))
    back = bring(maya, take(maya, full.network))
    after = contents(take(maya, back))
    assert [one["deed"] for one in after["record"]][: len(before["record"])] == [
        one["deed"] for one in before["record"]
    ]
    assert "brought_network" in {one["deed"] for one in after["record"]}


def test_nobody_gets_in_by_it_and_nobody_is_written_to(full, maya, enter):
    back = bring(maya, take(maya, full.network))
    here = Membership.everyones.filter(network=back)
    assert [(m.account_id, m.role) for m in here] == [(full.maya.account, "person")]
    for who in ("rosa", "kofi", "tanya", "lena"):
        assert enter(who).get(reverse("people", args=[back.pk])).status_code == 404
    assert mail.outbox == []


def test_others_keep_their_names_beside_their_words(full, maya):
    back = bring(maya, take(maya, full.network))
    moment = Moment.everyones.get(network=back, text="Rosa’s line about tea.")
    assert moment.author_id is None
    data = contents(take(maya, back))
    told = next(row for row in data["parts"]["moments"] if "Rosa" in row["text"])
    assert data["writers"][told["by"]] == "Rosa"


def test_a_steward_brings_it_back_without_what_the_person_kept_to_herself(full, maya):
    archive = take(maya, full.network)
    data = contents(archive)
    rosa = next(word for word, name in data["writers"].items() if name == "Rosa")
    back = bring(entered(full, "rosa"), archive, who=rosa)
    member = Membership.everyones.get(network=back)
    assert (member.role, member.person.name) == ("steward", "Rosa")
    assert back.agreed == "not_yet"
    assert not Note.everyones.filter(network=back).exists()
    line = Moment.everyones.get(network=back, text="Rosa’s line about tea.")
    assert line.author_id == full.rosa.account


def test_somebody_else_looks_after_it_as_a_steward(full, maya, enter):
    back = bring(enter("lena"), take(maya, full.network), who="nobody")
    assert Membership.everyones.get(network=back).role == "steward"
    assert set(Person.everyones.filter(network=back).values_list("author", flat=True)) == {None}


def test_looking_inside_brings_nothing(full, maya):
    archive = take(maya, full.network)
    looked = offer(maya, archive)
    page = maya.get(looked.url).content.decode()
    for said in ("Maya’s network", "June", "Marco", "Photos", "I am Maya. It is my own network"):
        assert said in page, said
    assert "What was not understood" not in page
    assert Network.everyones.count() == 2


def test_only_whoever_offered_it_looks_inside(full, maya, enter):
    looked = offer(maya, take(maya, full.network))
    for who in ("rosa", "lena"):
        assert enter(who).get(looked.url).status_code == 404
        assert enter(who).post(looked.url, {"who": ""}).status_code == 404
        enter(who).post(looked.url + "throw-away/")
    assert maya.get(looked.url).status_code == 200
    assert Client().get(looked.url).status_code == 302


def test_an_answer_that_there_is_not_is_asked_again(full, maya):
    looked = offer(maya, take(maya, full.network))
    assert maya.post(looked.url, {"who": "w999"}).status_code == 422
    assert Network.everyones.count() == 2


def test_saying_yes_twice_brings_it_back_once(full, maya):
    looked = offer(maya, take(maya, full.network))
    first, second = (maya.post(looked.url, {"who": "w1"}) for _again in range(2))
    assert (second.status_code, second.url) == (302, first.url)
    assert Network.everyones.count() == 3


def test_the_archive_is_gone_once_it_was_used_thrown_away_or_left_lying(full, maya, files):
    archive = take(maya, full.network)
    bring(maya, archive)
    assert not Parcel.objects.exists()
    looked = offer(maya, archive)
    for _again in range(2):
        assert maya.post(looked.url + "throw-away/").status_code == 302
    assert not Parcel.objects.exists()
    offer(maya, archive)
    offer(maya, archive)
    assert Parcel.objects.count() == 1
    Parcel.objects.update(made_at=timezone.now() - dt.timedelta(hours=25))
    forget_old_parcels.func()
    assert not list(files.rglob("*.zip"))


def test_the_archive_of_an_account_that_is_gone_is_swept_up(full, maya, files):
    offer(maya, take(maya, full.network))
    Account.objects.filter(pk=full.maya.account).delete()
    (lying,) = files.rglob("*.zip")
    Parcel.forget_old()
    assert lying.exists()
    Parcel.forget_old(timezone.now() + dt.timedelta(hours=25))
    assert not lying.exists()


def test_it_goes_again_in_one_click_while_nothing_happened(full, maya, files):
    back = bring(maya, take(maya, full.network))
    page = maya.get(reverse("map", args=[back.pk])).content.decode()
    undo = reverse("undo_return", args=[back.pk])
    assert undo in page
    pictures, sounds = (len(list(files.rglob(f"*.{kind}"))) for kind in ("webp", "mp3"))
    assert maya.post(undo).status_code == 302
    assert not Network.everyones.filter(pk=back.pk).exists()
    assert not Person.everyones.filter(network=back.pk).exists()
    assert (pictures, sounds) == (12, 2)


def test_it_stays_once_something_was_written_or_somebody_takes_part(full, maya):
    back = bring(maya, take(maya, full.network))
    undo = reverse("undo_return", args=[back.pk])
    Person.welcome(back.actor(full.maya.account), "Dee")
    assert maya.post(undo).status_code == 404
    again = bring(maya, take(maya, full.network))
    actor = again.actor(full.maya.account)
    Membership.welcome(actor, full.kofi.account, "member")
    assert maya.post(reverse("undo_return", args=[again.pk])).status_code == 404
    old = bring(maya, take(maya, full.network))
    Return.everyones.filter(network=old).update(made_at=timezone.now() - dt.timedelta(days=31))
    assert maya.post(reverse("undo_return", args=[old.pk])).status_code == 404
    assert maya.post(reverse("undo_return", args=[full.network.pk])).status_code == 404


def test_keys_that_the_record_knows_are_not_taken_over(full, maya, enter):
    """Whoever kept an archive does not come into the record of what was erased."""
    archive, key = take(maya, full.network), full.network.pk
    erase(full.network)
    back = bring(enter("lena"), archive, who="nobody")
    assert back.pk != key
    people = Person.everyones.filter(network=back)
    assert not Entry.objects.filter(row__in=people.values("pk")).exists()
    assert contents(take(maya, bring(maya, archive)))["network"]["key"] != key


def test_somebody_who_was_left_out_stays_left_out(full, maya):
    moment = Moment.everyones.get(text="Rosa’s line about tea.")
    Moment.everyones.filter(pk=moment.pk).update(kept_out=f"|{full.kofi.account}|")
    data = contents(take(maya, full.network))
    told = next(row for row in data["parts"]["moments"] if row["key"] == moment.pk)
    assert told["kept_out"] == [full.people["kofi"].pk]
    back = bring(maya, take(maya, full.network))
    kofi = Person.everyones.get(network=back, name="Kofi")
    assert Moment.everyones.get(network=back, text=moment.text).kept_out == f"|{kofi.pk}|"


def test_whoever_cannot_be_named_any_more_costs_the_row_its_readers(full, maya):
    Moment.everyones.filter(text="Rosa’s line about tea.").update(
        kept_out=f"|{account('dee').pk}|", audience="network"
    )
    back = bring(maya, take(maya, full.network))
    row = Moment.everyones.get(network=back, text="Rosa’s line about tea.")
    assert row.audience == "person"


def test_what_is_not_understood_is_told_and_the_rest_comes(full, maya):
    def spoil(data):
        data["parts"]["horoscopes"] = [{}]
        data["parts"]["people"][0]["kind"] = "dragon"
        data["parts"]["moments"][0]["colour"] = "blue"
        data["parts"]["contacts"][0]["value"] = 5
        data["parts"]["portraits"][0]["file"] = "../../etc/passwd"

    archive = changed(take(maya, full.network), spoil)
    looked = offer(maya, archive)
    page = maya.get(looked.url).content.decode()
    for said in (
        "horoscopes",
        "This Closeknit does not know this part.",
        "It is none of the answers there are.",
        "This Closeknit does not know this field.",
        "It holds something else than what belongs there.",
        "The picture is missing, or it is none of ours.",
    ):
        assert said in page, said
    back = bring(maya, archive)
    assert Person.everyones.filter(network=back).count() == 4
    assert Moment.everyones.filter(network=back).count() == 2


def test_what_an_older_archive_leaves_unsaid_is_as_usual(full, maya):
    def forget(data):
        for person in data["parts"]["people"]:
            del person["under_age"], person["let_in"]

    back = bring(maya, changed(take(maya, full.network), forget))
    assert set(Person.everyones.filter(network=back).values_list("under_age", flat=True)) == {False}


def test_an_archive_without_its_pages_is_enough(full, maya):
    data = contents(take(maya, full.network))
    data["parts"]["portraits"] = []
    assert bring(maya, packed({"network.json": json.dumps(data).encode()}))


names = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=12)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(value=networks(), said=st.lists(names.filter(str.strip), min_size=10, max_size=10))
def test_any_network_comes_back_equal(value, said, maya, cast):
    network = Network.begin(cast.maya.account, said[-1].strip(), mine=True)
    actor = network.actor(cast.maya.account)
    people = {}
    for one, name in zip(value.people, said, strict=False):
        people[one.key] = Person.welcome(
            actor, name.strip(), kind=one.kind, known_as=one.known_as.strip()
        )
        Chapter.make(
            actor,
            person=people[one.key],
            circle=one.circle,
            relationship=one.relationship if one.relationship in RELATIONSHIPS else "",
            paid=one.paid or "",
            formal=one.formal,
            household=one.household,
            gives=dict.fromkeys(sorted(one.gives), "words"),
            receives=dict.fromkeys(sorted(one.receives), ""),
        )
    for a, b in value.links:
        Link.know_each_other(actor, people[a].pk, people[b].pk)
    for wish in value.wishes:
        told = {"kind": wish.kind, "about": wish.about, "weight": wish.weight}
        Wish.make(actor, words=wish.words.strip(), circle=wish.circle, **told)
    before = take(maya, network)
    back = bring(maya, before)
    assert texts_of(compared(take(maya, back))) == texts_of(compared(before))
    assert pairs(contents(take(maya, back))) == pairs(contents(before))


def pairs(data):
    """Who knows whom and how each is joined, by the place of people in the archive."""
    place = {person["key"]: at for at, person in enumerate(data["parts"]["people"])}
    known = {frozenset((place[one["a"]], place[one["b"]])) for one in data["parts"]["links"]}
    return known, [(place[tie["person"]], tie["gives"]) for tie in data["parts"]["ties"]]
