"""The first steps: one question after the other, each answer saved, nothing asked twice."""

import re

import pytest
from django.urls import reverse

from closeknit.home.steps import STEPS
from closeknit.networks.models import Chapter, Network, Person, Wish
from closeknit.plans.models import Intention
from closeknit.stories.models import Moment

pytestmark = pytest.mark.django_db


def step(cast, name="", **query):
    if not name:
        return reverse("first_steps", args=[cast.network.pk])
    return reverse("first_step", args=[cast.network.pk, name], query=query)


def test_a_story_is_kept_and_its_person_put_on_the_map(maya, cast):
    answer = maya.post(
        step(cast, "story"), {"text": "Lifts to the choir.", "who": "Sam", "put": "on"}
    )
    assert answer.url == step(cast, "purpose")
    moment = Moment.visible_to(cast.maya).get()
    assert (moment.text, moment.person.name) == ("Lifts to the choir.", "Sam")


def test_a_story_about_somebody_on_the_map_adds_nobody(maya, cast):
    before = Person.visible_to(cast.maya).count()
    maya.post(step(cast, "story"), {"text": "Soup.", "who": "june", "put": "on"})
    assert Person.visible_to(cast.maya).count() == before
    assert Moment.visible_to(cast.maya).get().person == cast.people["june"]


def test_whoever_is_not_wanted_on_the_map_is_not_put_there(maya, cast):
    maya.post(step(cast, "story"), {"text": "A stranger held the door.", "who": "A stranger"})
    assert not Person.visible_to(cast.maya).filter(name="A stranger").exists()


def test_an_empty_story_is_asked_again_and_keeps_the_name(maya, cast):
    page = maya.post(step(cast, "story"), {"text": "", "who": "Sam"})
    assert page.status_code == 422
    assert 'value="Sam"' in page.content.decode()


def test_every_question_can_be_left_out_and_come_back_to(maya, cast):
    for name in STEPS[:3]:
        maya.post(step(cast, name), {"skip": "yes"})
    page = maya.get(step(cast)).content.decode()
    assert page.count("Left out for now") == 3
    assert step(cast, "circles") in page
    maya.post(step(cast, "purpose"), {"purpose": "So that I sing again.", "version": 1})
    assert Network.of(cast.maya.account).get().purpose == "So that I sing again."


@pytest.mark.parametrize("page", ["0", "99", "two", "9" * 5000, "²"])
def test_a_page_that_there_is_not_is_the_first(maya, cast, page):
    assert maya.get(step(cast, "circles"), {"page": page}).status_code == 200


def test_names_come_one_a_line_each_once(maya, cast):
    maya.post(step(cast, "people"), {"people": "Dee\r\n  dee \n\nPat  Olu\nJUNE", "pets": "Bruno"})
    found = Person.visible_to(cast.maya).values_list("name", "kind")
    assert {("Dee", "person"), ("Pat Olu", "person"), ("Bruno", "pet")} < set(found)
    assert ("JUNE", "person") not in set(found)


def test_a_line_too_long_for_a_name_keeps_all_that_was_typed(maya, cast):
    page = maya.post(step(cast, "people"), {"people": "Dee\n" + "very " * 30, "died": "Abuela"})
    assert page.status_code == 422
    assert "Dee" in page.content.decode()
    assert "Abuela" in page.content.decode()
    assert not Person.visible_to(cast.maya).filter(name="Dee").exists()


def answer(person, **said):
    return {f"{person.pk}-{name}": value for name, value in said.items()}


def test_circle_relationship_pay_and_form_are_answered_one_by_one(maya, cast):
    june = cast.people["june"]
    said = answer(june, circle=2, relationship="neighbour", paid="unpaid", formal="no")
    reply = maya.post(step(cast, "circles"), said)
    assert reply.url == step(cast, "supports")
    tie = Chapter.visible_to(cast.maya).get(person=june)
    assert (tie.circle, tie.relationship, tie.paid, tie.formal) == (2, "neighbour", "unpaid", False)


def test_a_paid_person_can_be_in_the_closest_circle(maya, cast):
    tanya = cast.people["tanya"]
    maya.post(step(cast, "circles"), answer(tanya, circle=1, paid="paid"))
    tie = Chapter.visible_to(cast.maya).get(person=tanya)
    assert (tie.circle, tie.paid) == (1, "paid")


def test_what_they_do_for_each_other_is_kept_both_ways(maya, cast):
    june = cast.people["june"]
    maya.post(step(cast, "supports"), answer(june, gives=["talk", "fun"], receives=["practical"]))
    tie = Chapter.visible_to(cast.maya).get(person=june)
    assert (set(tie.gives), set(tie.receives)) == ({"talk", "fun"}, {"practical"})


def test_no_pair_is_asked_about_twice(maya, cast):
    pages, asked = 0, set()
    address = step(cast, "links")
    while "links" in address:
        page = maya.get(address)
        person = page.context["person"]
        pairs = {frozenset((person.pk, other.pk)) for other in page.context["rest"]}
        assert not asked & pairs
        asked |= pairs
        address = maya.post(address, {"knows": []}).url
        pages += 1
    assert (pages, len(asked)) == (3, 6)
    assert address == step(cast, "missing")


def test_who_came_later_is_asked_about_later(maya, cast):
    address = step(cast, "links")
    while "links" in address:
        address = maya.post(address, {}).url
    dee = Person.welcome(cast.maya, "Dee")
    page = maya.get(step(cast, "links"))
    assert [other.pk for other in page.context["rest"]] == [dee.pk]


def test_ticking_makes_a_link_and_unticking_what_was_shown_takes_it_away(maya, cast):
    page = maya.get(step(cast, "links"))
    one, other = page.context["person"], page.context["rest"][0]
    address = step(cast, "links", person=one.pk)
    maya.post(address, {"knows": [other.pk]})
    again = maya.get(address)
    assert again.context["form"].initial["knows"] == [other.pk]
    maya.post(address, {"shown": [other.pk]})
    assert maya.get(address).context["form"].initial["knows"] == []


def test_a_wish_becomes_an_empty_chair_and_says_whose_it_is(maya, cast):
    maya.post(
        step(cast, "missing"),
        {"support": ["fun"], "companions": "A friend my age", "whose": "person"},
    )
    wishes = Wish.visible_to(cast.maya).values_list("kind", "about", "words", "whose")
    assert set(wishes) == {
        ("support", "fun", "", "person"),
        ("companion", "", "A friend my age", "person"),
    }


def test_a_steward_must_say_whose_wish_it_is(rosa, cast):
    page = rosa.post(step(cast, "missing"), {"support": ["fun"]})
    assert page.status_code == 422
    assert not Wish.visible_to(cast.rosa).exists()


def test_roles_are_named_for_the_person_and_about_the_person(maya, rosa, cast):
    for reader, said in ((maya, "helps me decide"), (rosa, "Decision supporter")):
        assert said in reader.get(step(cast, "missing")).content.decode()


def test_unticking_a_wish_folds_the_chair_away(maya, cast):
    maya.post(step(cast, "missing"), {"support": ["fun"], "whose": "person"})
    maya.post(step(cast, "missing"), {"shown": "fun"})
    assert not Wish.visible_to(cast.maya).exists()


def test_one_small_intention_stays_with_whoever_wrote_it(maya, cast):
    june = cast.people["june"]
    reply = maya.post(step(cast, "intention"), {"words": "Tea on Sunday", "person": june.pk})
    assert reply.url == step(cast)
    kept = Intention.visible_to(cast.maya).get()
    assert (kept.words, kept.person) == ("Tea on Sunday", june)
    assert not Intention.visible_to(cast.rosa).exists()


def test_whoever_comes_second_sees_both_texts_and_may_decide(maya, cast):
    cast.network.revise(cast.rosa, 1, purpose="Rosa’s words")
    page = maya.post(step(cast, "purpose"), {"purpose": "Maya’s words", "version": 1})
    text = page.content.decode()
    assert page.status_code == 409
    assert "Rosa’s words" in text
    assert "Maya’s words" in text
    maya.post(step(cast, "purpose"), {"purpose": "Maya’s words", "version": 2})
    assert Network.of(cast.maya.account).get().purpose == "Maya’s words"


def test_two_people_answering_about_june_overwrite_nothing(maya, cast):
    june = cast.people["june"]
    Chapter.make(cast.rosa, person=june, circle=3)
    page = maya.post(step(cast, "circles"), answer(june, circle=1))
    assert page.status_code == 409
    assert Chapter.visible_to(cast.maya).get(person=june).circle == 3
    seen_as = page.context["forms"][[f.person for f in page.context["forms"]].index(june)]
    said = answer(june, circle=1, seen_as=seen_as["seen_as"].value())
    assert maya.post(step(cast, "circles"), said).status_code == 302
    assert Chapter.current(cast.maya, june, Chapter.everyones.first().made_at.date()).circle == 1


def test_somebody_with_nobody_is_welcomed_by_name(client, cast):
    from tests.cast import account

    ana = account("ana")
    network = Network.begin(ana.pk, "Ana", mine=True)
    client.force_login(ana)
    address = reverse("first_step", args=[network.pk, "people"])
    nobody = client.post(address, {"nobody": "yes"}).url
    assert "Welcome, Ana" in client.get(nobody).content.decode()
    client.post(nobody, {"week": "The library", "neighbours": "The man with the dog"})
    found = Person.visible_to(network.actor(ana.pk)).values_list("name", "kind")
    assert set(found) == {("The library", "place"), ("The man with the dog", "person")}


def test_steps_that_ask_about_people_are_passed_over_when_there_is_nobody(client):
    from tests.cast import account

    ana = account("ana")
    network = Network.begin(ana.pk, "Ana", mine=True)
    client.force_login(ana)
    address = reverse("first_step", args=[network.pk, "nobody"])
    assert client.post(address, {"skip": "yes"}).url.endswith("/missing/")


@pytest.mark.parametrize("name", [*STEPS, "nobody"])
def test_whoever_looks_after_somebody_is_never_addressed_as_the_person(rosa, cast, name):
    page = rosa.get(step(cast, name)).content.decode()
    body = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main")])
    assert "Maya" in body
    assert not re.search(r"\b(you|your|yours|yourself)\b", body, re.IGNORECASE)


@pytest.mark.parametrize("name", ["", *STEPS, "nobody"])
def test_a_member_and_a_stranger_find_no_first_steps(enter, cast, name):
    for who in ("kofi", "tanya", "lena"):
        assert enter(who).get(step(cast, name)).status_code == 404


@pytest.mark.parametrize("name", [*STEPS, "nobody"])
def test_forty_people_cost_no_more_questions_to_the_database(
    maya, cast, name, django_assert_max_num_queries
):
    Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(40)])
    with django_assert_max_num_queries(15):
        assert maya.get(step(cast, name)).status_code == 200
