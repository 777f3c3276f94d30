"""What is covered and what is thin, on pages, for those who may look."""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.core.network import Role
from closeknit.networks import matrix
from closeknit.networks.away import Asked, tell_away
from closeknit.networks.models import Chapter, Dismissal, Network, Person, Support, Wish
from closeknit.networks.snapshot import snapshot
from closeknit.plans.models import Intention
from tests.cast import introduce, place

pytestmark = pytest.mark.django_db


def url(name, cast, *args):
    return reverse(name, args=[cast.network.pk, *args])


ROOMS = ["gaps", "away", "help", "wishes", "add_support", "purpose"]


@pytest.mark.parametrize("room", ROOMS)
def test_the_person_and_a_steward_may_look(room, cast, enter):
    for name in ("maya", "rosa"):
        assert enter(name).get(url(room, cast)).status_code == 200


@pytest.mark.parametrize("room", ROOMS)
def test_members_and_strangers_find_nothing(room, cast, enter):
    missing = enter("lena").get(reverse(room, args=["a" * 16])).content
    for name in ("kofi", "tanya", "lena"):
        answer = enter(name).get(url(room, cast))
        assert (answer.status_code, answer.content) == (404, missing)


def test_a_support_with_nobody_is_told_with_one_next_step(cast, enter):
    Wish.make(cast.maya, kind="support", about="advocacy")
    place(cast, "june", circle=2)
    page = enter("maya").get(url("gaps", cast)).content.decode()
    assert "Standing up for me: nobody yet." in page
    assert "You wish for this, and nobody on the map gives it yet." in page
    assert "Ask June about this: Standing up for me." in page


def test_a_steward_reads_about_the_person_by_name(cast, enter):
    Wish.make(cast.maya, kind="support", about="advocacy")
    page = enter("rosa").get(url("gaps", cast)).content.decode()
    assert "Maya wishes for this, and nobody on the map gives it yet." in page
    assert "Standing up for Maya" in page


def test_this_is_how_we_like_it_puts_a_finding_aside_and_it_can_be_raised_again(cast, enter):
    place(cast, "june", circle=1, gives={"talk": ""})
    maya = enter("maya")
    maya.post(url("dismiss_finding", cast), {"finding": "support_only_one:talk"})
    page = maya.get(url("gaps", cast)).content.decode()
    assert 'id="support_only_one:talk"' not in page
    assert "One thing is how you like it" in page
    row = Dismissal.visible_to(cast.maya).get()
    maya.post(url("raise_finding", cast, row.pk))
    assert 'id="support_only_one:talk"' in maya.get(url("gaps", cast)).content.decode()


def test_ticking_who_does_what_opens_a_chapter_for_those_who_changed(cast, enter):
    before = place(cast, "rosa", circle=1, gives={"talk": "on Sundays"})
    rosa, june = cast.people["rosa"].pk, cast.people["june"].pk
    ticks = {
        "gives": [f"{rosa}:talk", f"{rosa}:money", f"{june}:practical"],
        "shown": [f"{rosa}:{before.pk}.1", f"{june}:"],
    }
    enter("maya").post(url("help", cast), ticks)
    gives = {c.person_id: c.gives for c in Chapter.visible_to(cast.maya)}
    assert gives == {rosa: {"talk": "on Sundays", "money": ""}, june: {"practical": ""}}


def test_two_people_ticking_at_once_lose_nothing(cast, enter):
    before = place(cast, "rosa", circle=1, gives={"talk": ""})
    before.revise(cast.rosa, 1, gives={"talk": "", "fun": ""})
    rosa = cast.people["rosa"].pk
    ticks = {"gives": [f"{rosa}:money"], "shown": [f"{rosa}:{before.pk}.1"]}
    answer = enter("maya").post(url("help", cast), ticks)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Rosa changed this while you were writing" in page
    both = ["Someone to talk to, Fun and company", "Looking after money"]
    assert re.findall("<blockquote>(.*?)</blockquote>", page) == both
    assert f'value="{rosa}:money" checked' in answer.content.decode()
    assert Chapter.visible_to(cast.maya).get().gives == {"talk": "", "fun": ""}


def test_many_people_are_asked_about_a_page_at_a_time(cast, enter, monkeypatch):
    monkeypatch.setattr(matrix, "A_PAGE", 2)
    maya, where = enter("maya"), url("help", cast)
    first, last = (maya.get(where, {"page": n}).content.decode() for n in (1, 99))
    assert "Save, and go on" in first
    assert "Save, and go on" not in last
    asked = [re.findall('name="shown" value="([a-z2-7]{16}):', page) for page in (first, last)]
    assert not set(asked[0]) & set(asked[1])
    one = asked[0][0]
    answer = maya.post(f"{where}?page=1", {"gives": [f"{one}:talk"], "shown": [f"{one}:"]})
    assert answer.url == f"{where}?page=2"
    assert maya.post(f"{where}?page=99", {"shown": []}).url == url("gaps", cast)
    assert Chapter.visible_to(cast.maya).get().gives == {"talk": ""}


def test_looking_at_what_would_be_left_changes_nothing(cast, enter):
    place(cast, "rosa", circle=1, gives={"talk": "", "money": ""})
    place(cast, "june", circle=2, gives={"talk": ""})
    page = enter("maya").get(url("away", cast), {"who": cast.people["rosa"].pk}).content.decode()
    assert "What if Rosa were away?" in page
    assert "Looking after money" in page
    assert Chapter.visible_to(cast.maya).count() == 2


def left(page):
    """The headings of what would be left, with what stands under each."""
    told = unescape(page).partition('<ul class="faces"')[2]
    told = re.sub(r"<svg.*?</svg>", "", told.partition("</section>")[0], flags=re.S)
    return {
        heading: re.findall(r"<(?:li class=.chip \w+.|p)>(.*?)</", under)
        for heading, under in re.findall(r"<h2>(.*?)</h2>(.*?)(?=<h2>|$)", told, re.S)
    }


def a_household(cast):
    """Rosa and June live together; Tanya is paid, and Kofi is a friend."""
    place(cast, "rosa", circle=1, household="Elm Road", gives={"talk": "", "money": ""})
    place(cast, "june", circle=2, household="elm road", paid="unpaid", gives={"talk": ""})
    place(cast, "kofi", circle=2, paid="unpaid", gives={"talk": "", "fun": ""})
    place(cast, "tanya", circle=4, paid="paid", gives={"fun": "", "advice": "", "money": ""})


def test_a_whole_household_can_be_away(cast, enter):
    a_household(cast)
    introduce(cast, "rosa", "june")
    page = enter("maya").get(url("away", cast), {"home": "Elm Road"}).content.decode()
    assert "What if the household “Elm Road” were away?" in page
    assert 'value="Elm Road" checked' in page
    assert left(page) == {
        "Only paid people would give": ["Looking after money: Tanya"],
        "One person would be left for": ["Someone to talk to: Kofi"],
        "What stays": [
            "Someone to talk to",
            "Fun and company",
        ],
        "Who would be left": [
            "2 people: 1 who is here because they care, 1 who is paid to be. "
            "The one pair who know each other would be gone.",
        ],
    }


def test_everybody_who_is_paid_can_be_away_with_somebody_chosen_by_name(cast, enter):
    a_household(cast)
    asked = {"paid": "all", "who": cast.people["kofi"].pk}
    page = enter("rosa").get(url("away", cast), asked).content.decode()
    assert "What if Kofi and everybody who is paid were away?" in page
    assert left(page)["Nobody would give"] == ["Fun and company", "Advice and information"]
    assert left(page)["One person would be left for"] == ["Looking after money: Rosa"]


def test_only_those_can_be_chosen_together_who_are_here(cast, enter):
    place(cast, "june", circle=2, household="Elm Road")
    page = enter("maya").get(url("away", cast), {"home": "Elm Road", "paid": "all"})
    assert "Or several at once" not in page.content.decode()
    assert page.status_code == 200


def test_a_role_has_its_stand_in_or_nobody(cast):
    a_household(cast)
    seen = snapshot(cast.network, cast.maya, timezone.localdate())
    rosa, june = cast.people["rosa"].pk, cast.people["june"].pk
    roles = (
        Role("a", "advocate", held_by=frozenset({rosa}), stand_ins=frozenset({june})),
        Role("b", "convenor", words="Brings us together", held_by=frozenset({rosa})),
    )
    seen = replace(seen, network=replace(seen.network, roles=roles))
    told = tell_away(Asked((rosa,), ()), seen)
    assert told.steps_in == ("Somebody who stands up for me: June would step in",)
    assert told.nobody_holds == ("Brings us together",)


def test_nobody_is_left_when_everybody_is_away(cast, enter):
    everybody = [person.pk for person in cast.people.values()]
    page = enter("maya").get(url("away", cast), {"who": everybody}).content.decode()
    assert "Nobody would be left." in page


def test_a_name_that_is_nobodys_is_left_out_of_what_if(cast, enter):
    assert enter("maya").get(url("away", cast), {"who": "nobody"}).status_code == 200


def test_a_wish_becomes_an_empty_chair(cast, enter):
    wish = {"what": "companion:", "words": "A friend my own age", "circle": "2", "whose": "person"}
    maya = enter("maya")
    assert maya.post(url("wishes", cast), wish).status_code == 302
    assert "A friend my own age" in maya.get(url("gaps", cast)).content.decode()


def test_a_steward_wishes_for_a_role_by_its_name_and_maya_in_her_own_words(cast, enter):
    page = enter("rosa").get(url("wishes", cast)).content.decode()
    assert "Trusted confidant" in page
    assert "Somebody I tell everything" not in page
    page = enter("maya").get(url("wishes", cast)).content.decode()
    assert "Somebody I tell everything" in page


def test_a_companion_without_words_is_asked_for_kindly_and_nothing_is_lost(cast, enter):
    answer = enter("maya").post(
        url("wishes", cast), {"what": "companion:", "circle": "3", "whose": "family"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say in a few words who you wish for." in page
    assert '<option value="3" selected>' in page
    assert not Wish.visible_to(cast.maya).exists()


def test_two_people_changing_one_wish_see_both_texts(cast, enter):
    wish = Wish.make(cast.maya, kind="companion", words="A friend")
    wish.revise(cast.rosa, 1, words="A friend from the choir")
    mine = {"what": "companion:", "words": "A friend my age", "whose": "person", "version": "1"}
    answer = enter("maya").post(url("wish", cast, wish.pk), mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "A friend from the choir" in page
    assert "A friend my age" in page
    assert "Rosa changed this while you were writing" in page
    assert (
        enter("maya").post(url("wish", cast, wish.pk), {**mine, "version": "2"}).status_code == 302
    )
    assert 'name="version" value="2"' in page


def test_a_chair_is_folded_away(cast, enter):
    wish = Wish.make(cast.maya, kind="companion", words="A friend")
    enter("rosa").post(url("remove_wish", cast, wish.pk))
    assert not Wish.visible_to(cast.maya).exists()


def test_a_folded_chair_can_be_put_out_again_for_thirty_days(cast, enter):
    wish = Wish.make(cast.maya, kind="companion", words="A friend")
    maya = enter("maya")
    maya.post(url("remove_wish", cast, wish.pk))
    assert "The chair “A friend”" in maya.get(url("bin", cast)).content.decode()
    maya.post(url("bring_back", cast, "wish", wish.pk))
    assert Wish.visible_to(cast.maya).get().words == "A friend"


def test_a_thing_let_go_can_come_back_and_only_to_whoever_let_it_go(cast, enter):
    row = Intention.make(cast.maya, words="Call June")
    enter("maya").post(url("remove_intention", cast, row.pk))
    back = url("bring_back_intention", cast, row.pk)
    assert enter("rosa").post(back).status_code == 404
    maya = enter("maya")
    assert "Let go in the last 30 days" in maya.get(url("intentions", cast)).content.decode()
    maya.post(back)
    assert Intention.visible_to(cast.maya).get() == row


def test_a_network_names_its_own_kind_of_support(cast, enter):
    enter("maya").post(url("add_support", cast), {"name": "Music", "hint": "Guitar on Fridays"})
    assert Support.visible_to(cast.maya).get().name == "Music"
    assert "Music" in enter("maya").get(url("help", cast)).content.decode()


def test_the_purpose_is_written_down_and_stands_on_every_page(cast, enter):
    maya = enter("maya")
    maya.post(url("purpose", cast), {"purpose": "So that I am never alone.", "version": "1"})
    assert Network.of(cast.maya.account).get().purpose == "So that I am never alone."
    assert "So that I am never alone." in maya.get(url("gaps", cast)).content.decode()


def test_a_steward_says_how_the_person_agreed(cast, enter):
    data = {"purpose": "Company.", "agreed": "showed", "version": "1"}
    enter("rosa").post(url("purpose", cast), data)
    assert Network.of(cast.maya.account).get().agreed == "showed"


def test_a_next_step_is_written_down_and_only_its_author_sees_it(cast, enter):
    enter("maya").post(url("intentions", cast), {"words": "Call June on Sunday", "person": ""})
    assert Intention.visible_to(cast.maya).get().words == "Call June on Sunday"
    assert "Call June" not in enter("rosa").get(url("intentions", cast)).content.decode()


def test_a_thing_done_can_be_not_done_after_all(cast, enter):
    row = Intention.make(cast.maya, words="Call June")
    maya = enter("maya")
    maya.post(url("finish_intention", cast, row.pk))
    assert Intention.visible_to(cast.maya).get().done_at
    maya.post(url("finish_intention", cast, row.pk), {"open": "1"})
    assert not Intention.visible_to(cast.maya).get().done_at


def test_nobody_finishes_what_somebody_else_means_to_do(cast, enter):
    row = Intention.make(cast.maya, words="Call June")
    assert enter("rosa").post(url("finish_intention", cast, row.pk)).status_code == 404


@pytest.mark.parametrize("room", [*ROOMS, "intentions"])
def test_the_same_few_queries_for_three_and_for_sixty(
    room, cast, enter, django_assert_max_num_queries
):
    maya = enter("maya")
    people = Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(60)])
    for number, person in enumerate(people):
        Chapter.make(cast.maya, person=person, circle=1 + number % 4, gives={"talk": ""})
    introduce(cast, "rosa", "june")
    with django_assert_max_num_queries(15):
        maya.get(url(room, cast))


def test_every_finding_has_an_icon_that_is_drawn_and_a_sentence():
    from closeknit.design.templatetags.design import icon
    from closeknit.networks.finding_words import ICONS, SAY

    assert set(ICONS) == set(SAY)
    for name in ICONS.values():
        assert icon(name)


def test_who_could_meet_is_told_with_what_it_would_join(cast, enter):
    introduce(cast, "rosa", "june")
    introduce(cast, "kofi", "tanya")
    page = enter("maya").get(url("gaps", cast)).content.decode()
    assert "Who could meet" in page
    assert "4 pairs of people could then reach each other, not only through you." in page
    page = enter("rosa").get(url("gaps", cast)).content.decode()
    assert "4 pairs of people could then reach each other, not only through Maya." in page


def test_where_all_reach_each_other_nobody_is_told_to_meet(cast, enter):
    names = [name for name in cast.people if name != "rosa"]
    for name in names:
        introduce(cast, "rosa", name)
    assert "Who could meet" not in enter("maya").get(url("gaps", cast)).content.decode()


def test_whoever_a_finding_is_about_is_shown_with_their_face_and_page(cast, enter):
    place(cast, "june", circle=1, gives={"talk": ""})
    page = enter("maya").get(url("gaps", cast)).content.decode()
    finding = page.split('id="support_only_one:talk"')[1].split("</li>\n")[0]
    assert f'href="{url("person", cast, cast.people["june"].pk)}"' in finding
