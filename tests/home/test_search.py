"""Looking for something: in every language, quickly, and only among what one may see."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from closeknit.home.index import SEARCHED, Line, words_of
from closeknit.home.looking_for import WHERE, around, look_for, suggest
from closeknit.home.triggers import triggers
from closeknit.networks.copies import keep
from closeknit.networks.models import Between, Note, Person, Wish
from closeknit.plans.models import Intention, Touch
from closeknit.policy import Audience, Level
from closeknit.stories.models import Moment, Story
from tests.cast import entered

pytestmark = pytest.mark.django_db


def found(actor, typed):
    return {hit.title for group in look_for(actor, typed) for hit in group.hits}


def test_maya_finds_people_and_what_was_written(cast):
    Moment.make(cast.maya, "told", text="A pot of soup on the doorstep.")
    Note.make(cast.maya, person=cast.people["june"], text="Ask about the soup.")
    assert found(cast.maya, "june") == {"June"}
    assert found(cast.maya, "soup") == {"A moment", "A note about June"}


def test_the_beginning_of_a_word_is_enough_and_all_words_count(cast):
    Moment.make(cast.maya, "told", text="Kofi fixed the bicycle in the rain.")
    assert found(cast.maya, "bicy") == {"A moment"}
    assert found(cast.maya, "rain bicycle") == {"A moment"}
    assert not found(cast.maya, "rain snow")
    assert not found(cast.maya, "cycle")


def test_what_was_spoken_of_is_found_by_those_it_concerns_and_by_nobody_else(cast):
    june, kofi = (cast.people[name] for name in ("june", "kofi"))
    Touch.log(cast.maya, june, timezone.localdate(), words="Her bad hip")
    Touch.log(cast.maya, kofi, timezone.localdate(), words="His hip, too")
    assert found(cast.maya, "hip") == {"Time with June", "Time with Kofi"}
    assert found(cast.kofi, "hip") == {"Time with Kofi"}
    assert found(cast.tanya, "hip") == set()


def test_a_kept_copy_is_found_by_its_name_and_why_it_changed_by_whoever_wrote_it(cast):
    today = timezone.localdate()
    copy = keep(cast.maya, "Before the move", today)
    Between.say(cast.rosa, today, today, 0, "Because of the move")
    (group,) = look_for(cast.maya, "move")
    assert [(hit.title, hit.url) for hit in group.hits] == [
        ("Before the move", reverse("snapshot", args=[cast.network.pk, copy.pk]))
    ]
    (why,) = (one for one in look_for(cast.rosa, "because") for one in one.hits)
    assert entered(cast, "rosa").get(why.url).status_code == 200
    assert len(look_for(cast.rosa, "move")) == 2
    assert found(cast.kofi, "move") == set()


def test_what_somebody_likes_is_found_by_nobody(cast):
    kofi = cast.people["kofi"]
    kofi.revise(cast.kofi, kofi.version, likes="swimming")
    for actor in (cast.rosa, cast.tanya):
        assert found(actor, "swimming") == set()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Inés", "ines"),
        ("Ines", "inés"),
        ("Ørsted", "ørsted"),
        ("Łucja", "łuc"),
        ("Юлія", "юлія"),
        ("Ζωή", "ζωή"),
        ("فاطمة", "فاطمة"),
        ("O’Brien", "brien"),
        ("王芳", "王芳"),
    ],
)
def test_names_of_every_alphabet_are_found(cast, name, typed):
    Person.welcome(cast.maya, name)
    assert found(cast.maya, typed) == {name}


@pytest.mark.parametrize("who", ["maya", "rosa", "kofi", "tanya"])
def test_each_thing_that_is_found_is_called_by_its_words_and_leads_to_where_it_stands(cast, who):
    cat = Person.welcome(cast.maya, "Mimi", kind="pet")
    for number in range(13):  # more than a page
        with_one = {"person": cat} if number % 2 else {}
        text = f"Zebra {number} came by."
        Moment.make(cast.maya, "told", text=text, audience=Level.NETWORK, **with_one)
    story = Story.begin(cast.maya, happened="The zebra sang. It was late.")
    story.tell(cast.maya, 1, Audience(Level.NETWORK))
    hits = [hit for group in look_for(cast.actors[who], "zebra") for hit in group.hits]
    assert {hit.title for hit in hits} == {"A moment", "A moment with Mimi", "The zebra sang."}
    client = entered(cast, who)
    for hit in (hits[0], hits[1], hits[-1]):
        page = client.get(hit.url).content.decode()
        said = hit.title if "sang" in hit.title else "".join(bit.text for bit in hit.bits)
        assert said in page
        assert "#" not in hit.url or f'id="{hit.url.partition("#")[2]}"' in page


def test_a_moment_that_was_told_fully_leads_to_the_page_of_its_story(cast):
    moment = Moment.make(cast.maya, "told", text="A llama came.", audience=Level.NETWORK)
    story = Story.from_moment(cast.maya, moment)
    story.revise(cast.maya, story.version, happened="That was a day!")
    story.tell(cast.maya, story.version, Audience(Level.NETWORK))
    for number in range(13):  # more than a page
        Moment.make(cast.maya, "told", text=f"Soup {number}.", audience=Level.NETWORK)
    (found,) = [hit for group in look_for(cast.kofi, "llama") for hit in group.hits]
    kofi = entered(cast, "kofi")
    assert "That was a day!" in kofi.get(found.url).content.decode()
    assert (
        "That was a day!" not in kofi.get(f"{found.url.partition('?')[0]}?at=%00").content.decode()
    )


def test_changed_words_are_found_and_old_ones_are_not(cast):
    moment = Moment.make(cast.maya, "told", text="Tea in the garden.")
    moment.revise(cast.maya, 1, text="Coffee in the garden.")
    assert found(cast.maya, "coffee")
    assert not found(cast.maya, "tea")


def test_what_is_in_the_bin_is_not_found_until_it_comes_back(cast):
    wish = Wish.make(cast.maya, kind="companion", words="A friend to sing with")
    wish.bin(cast.maya)
    assert not found(cast.maya, "sing")
    wish.take_back(cast.maya)
    assert found(cast.maya, "sing") == {"A wish"}


def test_words_that_are_gone_for_good_are_gone_from_the_index(cast):
    moment = Moment.make(cast.maya, "told", text="Quixotic evening")
    Moment.everyones.filter(pk=moment.pk).delete()
    assert not Line.objects.filter(row=moment.pk).exists()


def test_nobody_finds_what_they_may_not_see(cast):
    june = cast.people["june"]
    Moment.make(cast.maya, "told", text="Zebra for Maya alone", audience=Level.ONLY_ME)
    Moment.make(cast.maya, "told", text="Zebra for the person", audience=Level.PERSON)
    Note.make(cast.maya, person=june, text="Zebra in a note")
    Intention.make(cast.maya, words="See the zebra")
    Story.begin(cast.maya, happened="A zebra came")
    for name in ("rosa", "kofi", "tanya", "lena"):
        assert not found(cast.actors[name], "zebra"), name
        assert not suggest(cast.actors[name], "zebra"), name


def test_a_secret_changes_no_byte_of_what_a_steward_finds(cast):
    Moment.make(cast.maya, "told", text="Soup for all of us.")
    rosa = entered(cast, "rosa")
    address = reverse("search", args=[cast.network.pk]) + "?q=soup"
    typing = {"HX-Request": "true"}
    before = rosa.get(address, headers=typing).content
    assert b"<mark>Soup</mark>" in before
    whole = len(rosa.get(address).content)
    for n in range(50):
        Moment.make(cast.maya, "told", text=f"Soup secret {n}", audience=Level.ONLY_ME)
    assert rosa.get(address, headers=typing).content == before
    assert len(rosa.get(address).content) == whole


def test_a_stranger_finds_no_page(cast):
    address = reverse("search", args=[cast.network.pk])
    assert entered(cast, "lena").get(address, {"q": "june"}).status_code == 404


@pytest.mark.parametrize(
    "typed", ["", " ", '"', "*", "a OR b", "NEAR(", "'; --", "&", "!", "(", "-x", "a:b", "%"]
)
def test_whatever_is_typed_is_words_and_no_language_of_a_database(cast, typed):
    answer = entered(cast, "maya").get(reverse("search", args=[cast.network.pk]), {"q": typed})
    assert answer.status_code == 200


def test_what_was_looked_for_is_marked_and_stays_in_the_field(cast):
    Moment.make(cast.maya, "told", text="<b>Soup</b> & bread")
    answer = entered(cast, "maya").get(reverse("search", args=[cast.network.pk]), {"q": "soup"})
    page = answer.content.decode()
    assert "<mark>Soup</mark>" in page
    assert "&lt;b&gt;" in page
    assert 'value="soup"' in page


def test_only_a_piece_around_the_words_is_shown():
    bits = around("a " * 300 + "needle" + " b" * 300, ["needle"])
    assert [bit.text for bit in bits if bit.found] == ["needle"]
    assert sum(len(bit.text) for bit in bits) < 250


def test_words_are_at_most_eight():
    assert len(words_of("a b c d e f g h i j")) == 8


def test_every_searched_table_has_its_triggers():
    tables = {apps.get_model(name)._meta.db_table: fields for name, fields in SEARCHED.items()}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {row[0] for row in cursor.fetchall()}
    assert triggers(tables, connection.vendor) <= there


def test_every_kind_that_is_searched_has_its_page():
    assert {apps.get_model(name).resource for name in SEARCHED} <= set(WHERE)
