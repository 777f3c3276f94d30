"""The people as table, tree and sentences, seen by each of the cast through the real door."""

import re

import pytest
from django.urls import reverse

from closeknit.core import network as core
from closeknit.networks import map_words
from closeknit.networks.models import Chapter, Person
from tests.cast import assemble, introduce, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = assemble()
    place(cast, "rosa", circle=1, relationship="parent", paid="unpaid", gives={"talk": ""})
    place(cast, "june", circle=2, relationship="neighbour", paid="unpaid", receives={"fun": ""})
    place(cast, "tanya", circle=4, relationship="support_worker", paid="paid")
    introduce(cast, "rosa", "june")
    return cast


def look(client, cast, name, query=""):
    return client.get(reverse(name, args=[cast.network.pk]) + query)


def names(response):
    return [one.name for one in response.context["page"]]


def test_maya_reads_everyone_by_circle(maya, cast):
    page = look(maya, cast, "people")
    assert names(page) == ["Rosa", "June", "Tanya", "Kofi"]
    assert "Someone to talk to" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?sort=name", ["June", "Kofi", "Rosa", "Tanya"]),
        ("?sort=-name", ["Tanya", "Rosa", "Kofi", "June"]),
        ("?sort=knows", ["Rosa", "June", "Tanya", "Kofi"]),
        ("?sort=paid", ["Tanya", "Rosa", "June", "Kofi"]),
        ("?sort=nonsense", ["Rosa", "June", "Tanya", "Kofi"]),
        ("?find=NEIGH", ["June"]),
    ],
)
def test_the_table_sorts_and_finds_without_javascript(maya, cast, query, wanted):
    assert names(look(maya, cast, "people", query)) == wanted


def test_a_name_nobody_has_is_answered_in_words(maya, cast):
    page = look(maya, cast, "people", "?find=<b>Zoe")
    assert "Nobody here is called “&lt;b&gt;Zoe”." in page.content.decode()


def test_the_sentences_say_the_same_in_words(maya, cast):
    page = look(maya, cast, "people_sentences").content.decode()
    assert "You have 4 people. 1 is very close. 1 is paid." in page
    assert "Rosa: parent. Not paid. Gives you: someone to talk to. Knows June." in page
    assert "Gets from you: fun and company." in page


def test_a_short_word_does_not_hide_what_somebody_is(maya, cast):
    Person.welcome(cast.maya, "Abuela Pilar", kind="died", known_as="grandma")
    page = look(maya, cast, "people_sentences").content.decode()
    assert "Abuela Pilar: grandma, someone who has died." in page


def test_a_steward_reads_about_maya_and_never_you(enter, cast):
    page = look(enter("rosa"), cast, "people_sentences").content.decode()
    assert "Maya has 4 people." in page
    assert "Gives Maya: someone to talk to." in page
    page = page[page.index("<main") : page.index("</main>")]
    assert not re.search(r"\byour?\b", page, re.IGNORECASE)


def test_the_tree_goes_from_circle_to_person_to_ties(maya, cast):
    page = look(maya, cast, "people_tree").content.decode()
    closest, rosa, june = (page.index(word) for word in ("Closest", "Rosa", "Knows: June"))
    assert closest < rosa < june


@pytest.mark.parametrize(
    ("query", "shown", "chosen"),
    [
        ("", 1, False),
        ("?circle=2", 2, True),
        ("?circle=3", 3, True),
        ("?circle=all", 1, False),
        ("?circle=9", 1, False),
        ("?circle=<b>", 1, False),
        ("?find=june", 2, False),
    ],
)
def test_one_circle_is_chosen_by_its_address(maya, cast, query, shown, chosen):
    page = look(maya, cast, "people_tree", query)
    assert (page.context["shown"], page.context["chosen"]) == (shown, chosen)


def test_whoever_has_no_circle_yet_can_be_chosen_too(maya, cast):
    assert look(maya, cast, "people_tree", "?circle=0").context["shown"] == 0


def test_a_member_reads_names_of_those_who_take_part_and_nothing_else(enter, cast):
    page = look(enter("kofi"), cast, "people").content.decode()
    page = page[page.index("<main") : page.index("</main>")]
    assert "Rosa" in page
    assert "June" not in page
    for word in ("Closest", "Someone to talk to", "paid", "4 people", "circle"):
        assert word not in page


def test_a_paid_member_reads_her_own_entry(enter, cast):
    page = look(enter("tanya"), cast, "people").content.decode()
    assert "Tanya" in page
    assert "Rosa" not in page


@pytest.mark.parametrize("who", ["kofi", "tanya", "lena"])
@pytest.mark.parametrize("name", ["people_tree", "people_sentences"])
def test_tree_and_sentences_are_not_for_members_or_strangers(enter, cast, who, name):
    assert look(enter(who), cast, name).status_code == 404


def test_a_stranger_finds_no_people_and_nobody_signed_out_does(enter, client, cast):
    assert look(client, cast, "people").status_code == 302
    assert look(enter("lena"), cast, "people").status_code == 404


def sent(cast, client, how="changed", **changes):
    page = look(client, cast, "people")
    data = {"how": how}
    for one in page.context["page"]:
        data |= {f"circle-{one.key}": one.circle or "", f"paid-{one.key}": one.person.paid or ""}
        data |= {f"mark-{one.key}": one.mark}
    data["person"] = [one.key for one in page.context["page"]]
    for name, (field, value) in changes.items():
        data[f"{field}-{cast.people[name].pk}"] = value
    return data


def save(client, cast, data):
    return client.post(reverse("save_people", args=[cast.network.pk]), data, follow=True)


def test_what_changed_on_the_page_is_saved_and_nothing_else(maya, cast):
    before = Chapter.everyones.count()
    page = save(maya, cast, sent(cast, maya, kofi=("circle", "2"), rosa=("paid", "was_paid")))
    assert "Saved: Rosa and Kofi." in page.content.decode()
    assert Chapter.everyones.count() == before + 1
    assert Chapter.visible_to(cast.maya).get(person=cast.people["kofi"]).circle == 2


def test_whoever_saves_an_old_page_does_not_overwrite(maya, cast):
    data = sent(cast, maya, june=("circle", "1"))
    chapter = Chapter.visible_to(cast.rosa).get(person=cast.people["june"])
    chapter.revise(cast.rosa, 1, circle=3)
    answer = save(maya, cast, data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Rosa changed this while you were writing" in page
    both = ["Doing things together, Not paid", "Closest, Not paid"]
    assert re.findall("<blockquote>(.*?)</blockquote>", page) == both
    assert Chapter.visible_to(cast.maya).get(person=cast.people["june"]).circle == 3
    again = data | {f"mark-{cast.people['june'].pk}": f"{chapter.pk}.2"}
    assert f'value="{chapter.pk}.2"' in page
    save(maya, cast, again)
    assert Chapter.visible_to(cast.maya).get(person=cast.people["june"]).circle == 1


def test_a_page_sent_with_nonsense_changes_nothing(maya, cast):
    save(maya, cast, sent(cast, maya, june=("circle", "7"), rosa=("paid", "gold")))
    assert Chapter.visible_to(cast.maya).get(person=cast.people["june"]).circle == 2


def test_a_member_saves_nothing(maya, enter, cast):
    data = sent(cast, maya, june=("circle", "1"))
    assert save(enter("kofi"), cast, data).status_code == 404
    assert Chapter.visible_to(cast.maya).get(person=cast.people["june"]).circle == 2


def queries(client, cast, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        assert look(client, cast, name).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", ["people", "people_tree", "people_sentences"])
def test_sixty_people_take_as_many_queries_as_three(maya, cast, name):
    few = queries(maya, cast, name)
    Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(60)])
    assert queries(maya, cast, name) == few <= 15


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        (["unpaid"], "1 person, here because they care."),
        (["unpaid", "was_paid"], "2 people, all here because they care."),
        (["paid", "paid"], "2 people, all paid to be here."),
        ([None, None], "2 people."),
        (
            ["unpaid", "paid", None],
            "3 people: 1 who is here because they care, 1 who is paid to be, 1 not said yet.",
        ),
    ],
)
def test_the_count_is_a_sentence_that_is_true(paid, said):
    people = tuple(core.Person(str(n), str(n), paid=p and core.Pay(p)) for n, p in enumerate(paid))
    assert map_words.counted(core.Network("Maya", people)) == said
