"""Taking out: who gets what, in which form, and that nothing private of others comes along."""

import csv
import io
import re
import tracemalloc
from html import unescape
from itertools import pairwise

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Account, Entry
from closeknit.exchange.models import Parcel
from closeknit.exchange.taking_out import take_out
from closeknit.networks.models import Chapter, Link, Membership, Note, Person, Portrait
from closeknit.plans.models import Action, Ask, Gathering, Guest, Thanks, Turn
from closeknit.policy import Level
from closeknit.stories.models import Moment
from tests.house.test_pages import Seen

from .archives import contents, furnish, opened, pixels, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(cast, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return furnish(cast)


def everything(archive):
    files = opened(archive)
    pages = [name for name in files.namelist() if not name.endswith((".webp", ".mp3"))]
    return "\n".join(files.read(name).decode() for name in pages)


def texts(data, part):
    return {row.get("text") or row.get("words") for row in data["parts"][part]}


def test_maya_takes_everything(full, maya):
    archive = take(maya, full.network)
    data = contents(archive)
    assert data["whole"] is True
    names = {person["name"] for person in data["parts"]["people"]}
    assert names == {"Rosa", "Kofi", "Tanya", "June", "Marco"}
    assert texts(data, "moments") == {"June brought soup, twice.", "Rosa’s line about tea."}
    assert all(rows for part, rows in data["parts"].items() if part != "steps")
    assert sum(name.startswith("pictures/") for name in opened(archive).namelist()) == 6
    (sound,) = [name for name in opened(archive).namelist() if name.startswith("sounds/")]
    assert f'<audio controls preload="none" src="{sound}">' in (
        opened(archive).read("stories.html").decode()
    )


def test_what_others_keep_to_themselves_is_nowhere_in_it(full, maya):
    told = everything(take(maya, full.network))
    for secret in ("Only Rosa knows", "Kofi’s own plan", "Kofi to Maya alone"):
        assert secret not in told, secret
    assert "In June." in told


def test_the_record_does_not_tell_what_others_do_for_themselves(full, maya):
    data = contents(take(maya, full.network))
    kofi = next(word for word, name in data["writers"].items() if name == "Kofi")
    private = {"note", "intention", "draft", "place"}
    assert [e for e in data["record"] if e["by"] == kofi and e["resource"] in private] == []


def test_nobodys_address_is_in_it(full, maya):
    told = everything(take(maya, full.network))
    for account in Account.objects.all():
        assert account.email not in told
        assert account.pk not in told


def test_earlier_texts_come_along(full, maya):
    data = contents(take(maya, full.network))
    moment = next(row for row in data["parts"]["moments"] if "twice" in row["text"])
    assert [one["state"]["text"] for one in moment["earlier"]] == ["June brought soup."]


def test_what_is_in_the_bin_stays_and_nothing_points_at_it(full, maya):
    full.people["june"].bin(full.maya)
    data = contents(take(maya, full.network))
    june = full.people["june"].pk
    assert june not in {row["key"] for row in data["parts"]["people"]}
    assert all(row.get("person") != june for rows in data["parts"].values() for row in rows)
    assert data["parts"]["links"] == []


@pytest.mark.parametrize("who", ["rosa", "kofi", "tanya"])
def test_others_take_only_what_is_theirs(full, enter, who):
    actor = full.actors[who]
    Note.make(actor, person=full.people["june"], text="Mine alone")
    Moment.make(full.maya, "told", text="For everyone", audience=Level.NETWORK)
    data = contents(take(enter(who), full.network))
    assert data["whole"] is False
    assert "Mine alone" in texts(data, "notes")
    mine = next(word for word, name in data["writers"].items() if name == who.title())
    for part, rows in data["parts"].items():
        for row in rows:
            about = row["key"] if part == "people" else row.get("person")
            assert row["by"] == mine or about == actor.person, (part, row)
    assert {entry["by"] for entry in data["record"]} <= {mine}
    assert [one["by"] for one in data["taking_part"]] == [mine]


def test_a_steward_reads_that_the_whole_needs_another_yes(full, rosa, maya):
    where = reverse("take_out", args=[full.network.pk])
    needs = "The whole network needs a yes from Maya or from another steward."
    assert needs in rosa.get(where).content.decode()
    assert needs not in maya.get(where).content.decode()


def test_a_stranger_finds_nothing_to_take(full, enter):
    where = reverse("take_out", args=[full.network.pk])
    assert enter("lena").get(where).status_code == 404
    assert enter("lena").post(where).status_code == 404
    assert Client().post(where).status_code == 302


def test_whoever_was_taken_out_takes_nothing_more(full, enter):
    kofi = enter("kofi")
    assert take(kofi, full.network)
    Membership.active().get(account=full.kofi.account).end(full.maya)
    assert kofi.post(reverse("take_out", args=[full.network.pk])).status_code == 404


def test_taking_out_is_in_the_record_and_looking_is_not(full, maya, enter):
    maya.get(reverse("take_out", args=[full.network.pk]))
    assert not Entry.objects.filter(resource="export").exists()
    take(maya, full.network)
    take(enter("kofi"), full.network)
    deeds = Entry.objects.filter(resource="export").values_list("deed", "account")
    assert list(deeds) == [("took_out", full.maya.account), ("took_own_out", full.kofi.account)]


def test_the_file_has_a_plain_name_and_is_kept_nowhere(full, maya, settings, tmp_path):
    Person.welcome(full.maya, "../../etc/passwd")
    full.network.revise(full.maya, full.network.version, name='Maya / Ré"yes\r\nX: y')
    answer = maya.post(reverse("take_out", args=[full.network.pk]))
    said = answer["Content-Disposition"]
    assert said.startswith('attachment; filename="closeknit-maya-reyes-x-y-2')
    archive = opened(b"".join(answer.streaming_content))
    allowed = (
        "pictures/",
        "sounds/",
        "faces/",
        "index",
        "people",
        "wishes",
        "stories",
        "plans",
        "copies",
        "record",
    )
    for name in archive.namelist():
        assert name.startswith((*allowed, "style.css", "README.txt", "network.json")), name
        assert ".." not in name
    assert not list(settings.DATA.glob("*.zip"))
    assert not Parcel.objects.exists()


def test_the_same_network_makes_the_same_file(full, maya):
    first, second = (contents(take(maya, full.network)) for _again in range(2))
    for data in (first, second):
        del data["taken_out"], data["record"]
    assert first == second


def test_its_pages_are_well_made_and_hold_nothing_that_runs(full, maya):
    Moment.make(full.maya, "told", text='<script>alert(1)</script> & "so"')
    archive = opened(take(maya, full.network))
    pages = [name for name in archive.namelist() if name.endswith(".html")]
    assert len(pages) == 7
    for name in pages:
        text = archive.read(name).decode()
        page = Seen(text)
        assert (page.tags["h1"], page.tags["main"], page.tags["script"]) == (1, 1, 0), name
        assert page.inline == []
        assert "http" not in text.replace("http-equiv", "")
        for other in set(_links(text)):
            assert other.startswith("#") or other in archive.namelist(), (name, other)


def _links(text):
    return re.findall(r'(?:href|src)="([^"]+)"', text)


def test_the_pages_tell_it_in_words(full, maya):
    archive = opened(take(maya, full.network))
    people = archive.read("people.html").decode()
    for said in ("June", "Someone to talk to: tea", "A hard winter", "020 7946 0018", "In June."):
        assert said in people, said
    assert "A friend to sing with" in archive.read("wishes.html").decode()
    assert "June brought soup, twice." in archive.read("stories.html").decode()
    assert "Call June" in archive.read("plans.html").decode()
    record = archive.read("record.html").decode()
    assert "Rosa brought contacts." in record
    assert "Maya began the network." in record


def test_kept_copies_stand_in_words_as_it_was_then_with_why_it_changed(full, maya, enter):
    june = full.people["june"]
    Chapter.turn(full.maya, june, timezone.localdate(), circle=4)
    archive = opened(take(maya, full.network))
    told = unescape(archive.read("copies.html").decode())
    (then,) = (part for part in told.split("<h2>") if part.startswith("A hard winter"))
    assert "As it was on 31 December 2024." in then
    assert "June" in then.partition("<h3>Doing things together</h3>")[2].partition("<h3>")[0]
    assert "From services" not in then
    assert "<h2>As Rosa keeps it</h2>" in told
    assert "It was the winter." in told.partition("1 January 2024 – 4 March 2026")[2]
    assert "It was the winter." not in archive.read("stories.html").decode()
    rosas = opened(take(enter("rosa"), full.network)).read("copies.html").decode()
    assert "As Rosa keeps it" in rosas
    for not_hers in ("A hard winter", "It was the winter.", "Kofi"):
        assert not_hers not in rosas
    june.bin(full.maya)
    assert "June" not in opened(take(maya, full.network)).read("copies.html").decode()


def test_a_spreadsheet_takes_no_name_for_a_formula(full, maya):
    Person.welcome(full.maya, '=HYPERLINK("x")')
    sheet = opened(take(maya, full.network)).read("people.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet)))
    assert rows[0][0] == "Name"
    assert '\'=HYPERLINK("x")' in {row[0] for row in rows}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_five_hundred_people_with_their_photos_take_little_room(cast, maya, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    people = Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(500)])
    own = {"network": cast.network, "author_id": cast.maya.account, "audience": Level.STEWARDS}
    ties = [Chapter(person=p, circle=1 + n % 4, **own) for n, p in enumerate(people)]
    Chapter.everyones.bulk_create(ties)
    Link.everyones.bulk_create(
        Link(a=min(pair, key=str), b=max(pair, key=str), **own)
        for pair in pairwise(sorted(people, key=lambda p: p.pk))
    )
    portraits = []
    for number, person in enumerate(people[:200]):
        content = ContentFile(pixels() + bytes(60_000))
        name = default_storage.save(f"portraits/aa/{number}.webp", content)
        portraits.append(Portrait(person=person, file=name, **own))
    Portrait.everyones.bulk_create(portraits)
    tracemalloc.start()
    answer = maya.post(reverse("take_out", args=[cast.network.pk]))
    sent = sum(len(chunk) for chunk in answer.streaming_content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent > 200 * 60_000
    assert most < 100 * 1024 * 1024


@pytest.mark.parametrize("who", ["kofi", "tanya"])
def test_whoever_stands_on_a_list_and_was_not_asked_takes_nothing_of_it_along(who, cast):

    def own():
        return take_out(cast.network, cast.actors[who], timezone.now()).data["parts"]

    before, person = own(), cast.people[who]
    ask = Ask.begin(cast.maya, title="Something hard", how="one_by_one")
    ask.tell(cast.maya, ask.version)
    turn = Turn.call(cast.maya, ask, person)
    lunch = Gathering.plan(cast.maya, title="Lunch without them")
    Action.put(cast.maya, lunch, "took_on", words="Ask them for the van", person=person)
    Thanks.put(cast.maya, lunch, "thanked", words="For the van", person=person)
    Guest.invite(cast.maya, lunch, person)
    assert own() == before
    turn.asked_now(cast.maya, link=False)
    lunch.tell(cast.maya)
    after = own()
    assert [row["key"] for row in after["turns"]] == [turn.pk]
    assert [row["words"] for row in after["actions"]] == ["Ask them for the van"]
    assert [row["words"] for row in after["thanks"]] == ["For the van"]
    assert len(after["guests"]) == 1
