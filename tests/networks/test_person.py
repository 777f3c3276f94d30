"""Somebody's page: all of it for whoever is in charge, name and face for members."""

import pytest
from django.urls import reverse

from closeknit.networks.models import Chapter, Contact, Link, Note, Person
from tests.cast import introduce, place

pytestmark = pytest.mark.django_db


def at(cast, name, *more, who="june"):
    return reverse(name, args=[cast.network.pk, cast.people[who].pk, *more])


def here(cast, name, *more):
    return reverse(name, args=[cast.network.pk, *more])


def text(response):
    return response.content.decode()


def test_the_page_tells_who_somebody_is(cast, enter):
    place(
        cast,
        "june",
        circle=2,
        relationship="neighbour",
        paid="unpaid",
        known_since="2019",
        how_met="met over the hedge",
        gives={"practical": "lifts, soup", "emergency": ""},
        receives={"fun": "makes her laugh"},
    )
    introduce(cast, "june", "rosa")
    page = text(enter("rosa").get(at(cast, "person")))
    assert "Neighbour, here because they care. Known since 2019. Met over the hedge." in page
    assert "Friends circle" in page
    assert "What June does for Maya" in page
    assert "Practical help: lifts, soup" in page
    assert "Fun and company: makes her laugh" in page
    assert "Who June knows here" in page
    assert at(cast, "person", who="rosa") in page


def test_the_focus_person_is_spoken_to(cast, enter):
    page = text(enter("maya").get(at(cast, "person")))
    assert "What June does for you" in page
    assert "What you do for June" in page


def test_the_page_says_who_can_see_it(cast, enter):
    page = text(enter("maya").get(at(cast, "person", who="kofi")))
    assert "2 people: Maya, Rosa." in page
    assert "Kofi sees a part of it" in page
    assert "sees a part of it" not in text(enter("maya").get(at(cast, "person")))


def test_a_member_sees_name_and_face_of_others_who_take_part(cast, enter):
    place(cast, "rosa", circle=1, how_met="She is my mum", gives={"talk": "every evening"})
    page = text(enter("kofi").get(at(cast, "person", who="rosa")))
    assert "<h1>Rosa</h1>" in page
    for secret in ("every evening", "She is my mum", "Closest", "It changed", "Change my name"):
        assert secret not in page


def test_a_member_may_change_their_own_name_and_nothing_else(cast, enter):
    kofi = enter("kofi")
    assert "This is you" in text(kofi.get(at(cast, "person", who="kofi")))
    form = text(kofi.get(at(cast, "change_person", who="kofi")))
    assert 'name="kind"' not in form
    said = {"name": "Kofi Mensah", "known_as": "choir", "kind": "pet", "version": 1}
    kofi.post(at(cast, "change_person", who="kofi"), said)
    kofi_now = Person.visible_to(cast.maya).get(pk=cast.people["kofi"].pk)
    assert (kofi_now.name, kofi_now.known_as, kofi_now.kind) == ("Kofi Mensah", "choir", "person")


SHUT_FOR_MEMBERS = [
    ("person", ()),
    ("change_person", ()),
    ("person_face", ()),
    ("person_knows", ()),
    ("tie_changed", ("joined",)),
    ("tie_changed", ("supports",)),
    ("add_contact", ()),
]


@pytest.mark.parametrize("name", ["kofi", "tanya", "lena"])
@pytest.mark.parametrize(("page", "more"), SHUT_FOR_MEMBERS)
def test_somebody_who_does_not_take_part_is_not_there_for_others(cast, enter, name, page, more):
    client = enter(name)
    there = client.get(at(cast, page, *more))
    nobody = client.get(here(cast, page, "a" * 16, *more))
    assert (there.status_code, nobody.status_code) == (404, 404)
    assert there.content == nobody.content


@pytest.mark.parametrize("name", ["kofi", "tanya", "lena"])
def test_only_those_in_charge_add_people_or_open_the_bin(cast, enter, name):
    client = enter(name)
    for page in ("add_people", "bin", "network_face"):
        assert client.get(here(cast, page)).status_code == 404
    client.post(here(cast, "add_people"), {"name": "A friend"})
    away = here(cast, "take_away", "person", cast.people["june"].pk)
    assert client.post(away).status_code == 404
    assert sorted(Person.visible_to(cast.maya).values_list("name", flat=True)) == [
        "June", "Kofi", "Rosa", "Tanya",
    ]  # fmt: skip


def test_somebody_is_added_with_the_tie_that_was_said(cast, enter):
    said = {
        "name": " Dee ",
        "kind": "person",
        "known_as": "choir",
        "circle": "3",
        "relationship": "group",
        "paid": "unpaid",
        "formal": "False",
    }
    answer = enter("rosa").post(here(cast, "add_people"), said, follow=True)
    dee = Person.visible_to(cast.maya).get(name="Dee")
    tie = Chapter.visible_to(cast.maya).get(person=dee)
    assert (tie.circle, tie.relationship, tie.paid, tie.formal) == (3, "group", "unpaid", False)
    assert "Dee is on the map." in text(answer)


def test_a_name_is_enough(cast, enter):
    enter("maya").post(here(cast, "add_people"), {"name": "Dee", "kind": "person"})
    dee = Person.visible_to(cast.maya).get(name="Dee")
    assert not Chapter.visible_to(cast.maya).filter(person=dee).exists()


def test_a_likely_double_is_told_and_nothing_typed_is_lost(cast, enter):
    maya = enter("maya")
    said = {"name": "june", "kind": "person", "known_as": "from the choir"}
    page = maya.post(here(cast, "add_people"), said)
    assert page.status_code == 422
    assert "June is already here." in text(page)
    assert "Add another june" in text(page)
    assert "from the choir" in text(page)
    maya.post(here(cast, "add_people"), {**said, "another": "1"})
    assert Person.visible_to(cast.maya).filter(name__iexact="june").count() == 2


def test_many_come_at_once_one_name_a_line(cast, enter):
    names = {"names": "Dee\n\n  Pat  O’Hara \r\nDee\nJune\n"}
    maya = enter("maya")
    assert "June is already here." in text(maya.post(here(cast, "add_people"), names))
    maya.post(here(cast, "add_people"), {**names, "another": "new"})
    found = Person.visible_to(cast.maya).values_list("name", flat=True)
    assert sorted(found) == ["Dee", "June", "Kofi", "Pat O’Hara", "Rosa", "Tanya"]


def test_it_changed_opens_a_chapter_and_leaves_the_past(cast, enter):
    place(cast, "june", circle=3, relationship="neighbour", how_met="over the hedge")
    form = enter("rosa").get(at(cast, "tie_changed", "joined")).context["form"]
    said = {name: value for name, value in form.initial.items() if value not in (None, {})}
    said |= {"since": "2023", "why": "The winter of the soup", "circle": "2"}
    enter("rosa").post(at(cast, "tie_changed", "joined"), said)
    first, second = sorted(Chapter.visible_to(cast.maya), key=lambda c: c.since)
    assert (first.circle, second.circle, second.since) == (3, 2, "2023")
    assert second.relationship == "neighbour"
    page = text(enter("maya").get(at(cast, "person")))
    assert "The winter of the soup" in page
    assert "moved closer, to “Friends”" in page


def test_i_had_it_wrong_puts_the_chapter_right(cast, enter):
    chapter = place(cast, "june", circle=3, since="2019")
    address = at(cast, "tie_wrong", chapter.pk, "joined")
    enter("maya").post(address, {"version": 1, "since": "2018", "circle": "2"})
    now = Chapter.visible_to(cast.maya).get()
    assert (now.circle, now.since, now.version) == (2, "2018", 2)


def test_help_is_written_down_in_both_directions(cast, enter):
    place(cast, "june", circle=2)
    said = {
        "since": "2020",
        "gives_practical": "on",
        "gives_practical_words": "lifts",
        "receives_fun_words": "makes her laugh",
    }
    enter("maya").post(at(cast, "tie_changed", "supports"), said)
    latest = max(Chapter.visible_to(cast.maya), key=lambda c: c.since)
    assert latest.gives == {"practical": "lifts"}
    assert latest.receives == {"fun": "makes her laugh"}
    assert latest.circle == 2


BAD_DAYS = ["19", "2019-13", "2019-02-30", "yesterday", "2019-6-1", "２０１９", ""]


@pytest.mark.parametrize("since", BAD_DAYS)
def test_a_date_that_is_none_is_told_and_the_rest_is_kept(cast, enter, since):
    said = {"since": since, "why": "The soup", "circle": "2"}
    page = enter("maya").post(at(cast, "tie_changed", "joined"), said)
    assert page.status_code == 422
    assert "The soup" in text(page)
    assert not Chapter.visible_to(cast.maya).exists()


NONSENSE = {
    "change_person": {"name": "", "kind": "dragon", "version": "x"},
    "add_contact": {"how": "owl", "value": "x" * 400},
    "add_note": {"text": " "},
    "person_knows": {"knows": ["nobody", "☃"]},
    "person_face": {"face": "../../settings", "part": "beyond"},
}


@pytest.mark.parametrize("page", NONSENSE)
def test_nonsense_gets_a_sentence_never_an_error(cast, enter, page):
    answer = enter("rosa").post(at(cast, page), NONSENSE[page])
    assert answer.status_code == 422
    assert "Please look at this again" in text(answer)


def test_unknown_parts_and_kinds_are_not_there(cast, enter):
    maya = enter("maya")
    assert maya.get(at(cast, "tie_changed", "secrets")).status_code == 404
    assert maya.post(here(cast, "take_away", "network", cast.network.pk)).status_code == 404
    assert maya.post(here(cast, "bring_back", "note", "nothing")).status_code == 404


def test_whoever_is_second_sees_both_texts_and_chooses(cast, enter):
    maya, rosa = enter("maya"), enter("rosa")
    address = at(cast, "change_person")
    typed = {"name": "June Okoye", "kind": "person", "known_as": "next door", "version": 1}
    maya.post(address, typed)
    late = rosa.post(address, {**typed, "name": "Junie", "known_as": "neighbour"})
    assert late.status_code == 409
    page = text(late)
    assert "Maya changed this while you were writing" in page
    for words in ("June Okoye", "next door", "Junie", "neighbour"):
        assert words in page
    kept = late.context["form"]
    assert (kept["name"].value(), kept["version"].value()) == ("Junie", "2")
    assert Person.visible_to(cast.maya).get(pk=cast.people["june"].pk).name == "June Okoye"
    rosa.post(address, {**typed, "name": "Junie", "version": 2})
    assert Person.visible_to(cast.maya).get(pk=cast.people["june"].pk).name == "Junie"


def test_two_people_put_the_same_chapter_right(cast, enter):
    chapter = place(cast, "june", circle=3, formal=False)
    address = at(cast, "tie_wrong", chapter.pk, "joined")
    enter("rosa").post(address, {"version": 1, "circle": "2", "formal": "False"})
    late = enter("maya").post(address, {"version": 1, "circle": "1", "formal": "True"})
    both = {one.label: (one.theirs, one.mine) for one in late.context["both"]}
    assert both["Which circle?"] == ("Friends", "Closest")
    assert set(both) == {"Which circle?", "In which way are they here?"}
    assert late.context["quicker"] == "Rosa"


def test_two_people_open_a_new_chapter_and_the_second_sees_the_first(cast, enter):
    address = at(cast, "tie_changed", "joined")
    shown = {name: enter(name).get(address).context["form"].initial for name in ("maya", "rosa")}
    said = {"since": "2024", "chapter": shown["maya"]["chapter"]}
    enter("maya").post(address, {**said, "circle": "2", "how_met": "the choir"})
    late = enter("rosa").post(address, {**said, "since": "2023", "circle": "3"})
    assert late.status_code == 409
    both = {one.label: (one.theirs, one.mine) for one in late.context["both"]}
    assert both["Which circle?"] == ("Friends", "Doing things together")
    assert Chapter.visible_to(cast.maya).count() == 1
    again = {name: late.context["form"][name].value() for name in ("chapter", "version", "circle")}
    enter("rosa").post(address, {**again, "since": "2023"})
    assert {c.circle for c in Chapter.visible_to(cast.maya)} == {2, 3}


def test_two_people_put_the_same_help_right(cast, enter):
    chapter = place(cast, "june", gives={"practical": "soup"})
    address = at(cast, "tie_wrong", chapter.pk, "supports")
    ticked = {"version": 1, "gives_practical": "on"}
    enter("rosa").post(address, {**ticked, "gives_practical_words": "soup and lifts"})
    late = enter("maya").post(address, {**ticked, "gives_practical_words": "bread"})
    (both,) = late.context["both"]
    assert (both.theirs, both.mine) == ("soup and lifts", "bread")


def test_who_knows_whom_is_one_form(cast, enter):
    introduce(cast, "june", "tanya")
    rosa, kofi = cast.people["rosa"].pk, cast.people["kofi"].pk
    shown = [cast.people["tanya"].pk]
    enter("maya").post(at(cast, "person_knows"), {"knows": [rosa, kofi], "shown": shown})
    known = {key for pair in Link.of(cast.maya, cast.people["june"].pk) for key in pair}
    assert known == {rosa, kofi, cast.people["june"].pk}


def test_contact_details_are_for_the_person_and_stewards(cast, enter):
    enter("rosa").post(at(cast, "add_contact"), {"how": "phone", "value": "0123 456"})
    assert "0123 456" in text(enter("maya").get(at(cast, "person")))
    row = Contact.visible_to(cast.maya).get()
    enter("maya").post(
        here(cast, "change_contact", row.pk), {"how": "phone", "value": "0789", "version": 1}
    )
    assert "0789" in text(enter("rosa").get(at(cast, "person")))


def test_a_private_note_is_read_by_its_author_alone(cast, enter):
    enter("rosa").post(at(cast, "add_note"), {"text": "Her key is under the pot."})
    assert "under the pot" in text(enter("rosa").get(at(cast, "person")))
    assert "under the pot" not in text(enter("maya").get(at(cast, "person")))
    note = Note.visible_to(cast.rosa).get()
    assert enter("maya").get(here(cast, "change_note", note.pk)).status_code == 404


def test_whoever_was_taken_away_waits_in_the_bin_and_comes_back(cast, enter):
    maya = enter("maya")
    place(cast, "june", circle=2)
    june = cast.people["june"].pk
    gone = maya.post(here(cast, "take_away", "person", june), follow=True)
    assert f'action="{here(cast, "bring_back", "person", june)}"' in text(gone)
    assert maya.get(at(cast, "person")).status_code == 404
    assert "June" in text(maya.get(here(cast, "bin")))
    maya.post(here(cast, "bring_back", "person", cast.people["june"].pk))
    assert "Friends circle" in text(maya.get(at(cast, "person")))


def test_nobody_else_finds_my_note_in_the_bin(cast, enter):
    note = Note.make(cast.rosa, person=cast.people["june"], text="Her key is under the pot.")
    enter("rosa").post(here(cast, "take_away", "note", note.pk))
    assert "A note about June" in text(enter("rosa").get(here(cast, "bin")))
    assert "A note about June" not in text(enter("maya").get(here(cast, "bin")))
    assert enter("maya").post(here(cast, "bring_back", "note", note.pk)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "gives", "knows"),
    [
        ("pet", "What Biscuit does for you", "Who knows Biscuit"),
        ("place", "What Biscuit gives you", "Who goes to Biscuit"),
        ("group", "What Biscuit does for you", "Who belongs to Biscuit"),
        ("died", "What Biscuit did for you", "Who knew Biscuit"),
    ],
)
def test_words_fit_whoever_the_page_is_about(cast, enter, kind, gives, knows):
    cast.people["june"].revise(cast.maya, 1, name="Biscuit", kind=kind)
    page = text(enter("maya").get(at(cast, "person")))
    assert gives in page
    assert knows in page
    form = text(enter("maya").get(at(cast, "tie_changed", "joined")))
    assert 'name="paid"' not in form


def test_words_that_look_like_code_stay_words(cast, enter):
    evil = "<script>alert(1)</script>"
    cast.people["june"].revise(cast.maya, 1, name=evil, known_as=evil[:60])
    place(cast, "june", why=evil, how_met=evil, gives={"talk": evil})
    Note.make(cast.maya, person=cast.people["june"], text=evil)
    page = text(enter("maya").get(at(cast, "person")))
    assert "<script>alert" not in page


PAGES = ["person", "change_person", "person_face", "person_knows", "add_contact", "add_note"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_few_queries_however_many_people(
    cast, enter, page, django_assert_max_num_queries
):
    Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(40)])
    everyone = Person.visible_to(cast.maya).exclude(pk=cast.people["june"].pk)
    Link.knows_these(cast.maya, cast.people["june"].pk, everyone.values_list("pk", flat=True))
    for since in range(1990, 2020):
        place(cast, "june", since=str(since), circle=2, gives={"an-own-one": ""})
    rosa = enter("rosa")
    with django_assert_max_num_queries(15):
        assert rosa.get(at(cast, page)).status_code == 200


def test_somebody_under_age_is_seen_by_stewards_at_most(cast, enter):
    rosa = enter("rosa")
    page = text(rosa.get(at(cast, "change_person")))
    assert "Then only the person in the middle and stewards see" in page
    said = {"name": "June", "kind": "person", "under_age": "on", "version": "1"}
    assert rosa.post(at(cast, "change_person"), said).status_code == 302
    june = Person.everyones.get(pk=cast.people["june"].pk)
    assert (june.under_age, june.audience) == (True, "stewards")


def test_of_a_childs_birthday_the_year_is_asked_for(cast, enter):
    cast.people["june"].revise(cast.maya, 1, under_age=True)
    maya = enter("maya")
    answer = maya.post(at(cast, "add_contact"), {"how": "birthday", "value": "2 May"})
    assert answer.status_code == 422
    assert "only the year of birth is kept" in text(answer)
    maya.post(at(cast, "add_contact"), {"how": "birthday", "value": "2 May 2015"})
    assert Contact.visible_to(cast.maya).get().value == "2015"


def test_a_child_is_put_on_the_map_as_one(cast, enter):
    said = {"name": "Ana", "kind": "person", "under_age": "on"}
    enter("maya").post(here(cast, "add_people"), said)
    ana = Person.everyones.get(name="Ana")
    assert (ana.under_age, ana.audience) == (True, "stewards")


def test_a_member_does_not_say_how_old_they_are(cast, enter):
    page = text(enter("kofi").get(at(cast, "change_person", who="kofi")))
    assert "under_age" not in page
