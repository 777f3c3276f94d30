"""Bringing contacts: what is read, who is chosen, what is kept, and the way back."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from closeknit.accounts.models import Entry
from closeknit.core.formats import contact
from closeknit.exchange import words
from closeknit.exchange.alike import compare
from closeknit.exchange.models import Draft, Found
from closeknit.exchange.tasks import forget_old_drafts
from closeknit.networks.models import Arrival, Chapter, Contact, Note, Person
from tests.cast import introduce

from .conftest import CARDS

CHOOSE, CONFIRM = "choose_contacts", "confirm_contacts"


def names(cast):
    return set(Person.visible_to(cast.rosa).values_list("name", flat=True))


def text(answer):
    return answer.content.decode()


def bring_all(draft, client, at, tick, *chosen, **said):
    tick(draft, *chosen)
    return client.post(at(CONFIRM, draft), {"ways": ["phone", "email"]} | said, follow=True)


def test_nobody_comes_by_reading_a_file(cast, brought):
    draft = brought()
    assert (draft.count, names(cast)) == (3, {"Rosa", "Kofi", "Tanya", "June"})


def test_nobody_is_ticked_beforehand(brought, rosa, at):
    draft = brought()
    assert draft.chosen.count() == 0
    page = text(rosa.get(at(CHOOSE, draft)))
    assert " checked" not in page
    assert "Looks like June, who is here: the same name" in page
    assert "An organisation" in page


def test_only_those_ticked_come(cast, brought, rosa, at, tick):
    answer = bring_all(brought(), rosa, at, tick, "Dee Park", "City Clinic")
    assert "2 people are on the map now. Nobody was written to." in text(answer)
    assert names(cast) == {"Rosa", "Kofi", "Tanya", "June", "Dee Park", "City Clinic"}
    assert Person.visible_to(cast.rosa).get(name="City Clinic").kind == "place"
    assert mail.outbox == []


def test_only_what_was_agreed_to_comes_along(cast, brought, rosa, at, tick):
    bring_all(brought(), rosa, at, tick, "Dee Park")
    dee = Person.visible_to(cast.rosa).get(name="Dee Park")
    assert set(Contact.visible_to(cast.rosa).filter(person=dee).values_list("how", "value")) == {
        ("phone", "+1 416 555 0100"),
        ("email", "dee@example.org"),
    }
    assert not Note.everyones.exists()
    assert not Chapter.visible_to(cast.rosa).filter(person=dee).exists()


def test_everything_may_come_along_and_into_one_circle(cast, brought, rosa, at, tick):
    ways = ["phone", "email", "address", "birthday"]
    bring_all(brought(), rosa, at, tick, "Dee Park", ways=ways, circle="3")
    dee = Person.visible_to(cast.rosa).get(name="Dee Park")
    said = dict(Contact.visible_to(cast.rosa).filter(person=dee).values_list("how", "value"))
    assert said["address"] == "4 Elm Street, Toronto"
    assert said["birthday"] == "1990-04-09"
    assert Chapter.visible_to(cast.rosa).get(person=dee).circle == 3


def test_agreeing_to_what_is_not_there_is_no_matter(cast, brought, rosa, at, tick):
    draft = brought()
    tick(draft, "City Clinic")
    assert "Phone numbers" not in text(rosa.get(at(CONFIRM, draft)))
    assert rosa.post(at(CONFIRM, draft), {"ways": ["phone"]}).status_code == 302
    assert "City Clinic" in names(cast)


def test_a_circle_that_there_is_not_is_asked_again(brought, rosa, at, tick):
    draft = brought()
    tick(draft, "City Clinic")
    assert rosa.post(at(CONFIRM, draft), {"circle": "9"}).status_code == 422
    assert Draft.everyones.exists()


def test_nothing_of_the_file_is_left_when_it_is_done(brought, rosa, at, tick):
    bring_all(brought(), rosa, at, tick, "Dee Park")
    assert not Draft.everyones.exists()
    assert not Found.everyones.exists()


def test_what_nobody_needs_is_not_even_in_the_draft(brought):
    draft = brought()
    held = repr(list(draft.contacts.values())) + repr(draft.__dict__)
    assert "Owes me" not in held
    assert "ten dollars" not in held


def test_bringing_is_one_entry_in_the_record(cast, brought, rosa, at, tick):
    bring_all(brought(), rosa, at, tick, "Dee Park", "City Clinic")
    arrival = Arrival.everyones.get()
    deeds = Entry.objects.filter(network=cast.network.pk, deed="imported")
    assert [(entry.resource, entry.row) for entry in deeds] == [("arrival", arrival.pk)]


def test_asking_twice_brings_them_once(cast, brought, rosa, at, tick):
    draft = brought()
    tick(draft, "Dee Park")
    for _again in range(2):
        answer = rosa.post(at(CONFIRM, draft), {"ways": []})
        assert (answer.status_code, answer.url) == (302, at("people"))
    assert Person.visible_to(cast.rosa).filter(name="Dee Park").count() == 1
    assert rosa.get(at(CHOOSE, draft)).status_code == 302


def test_bringing_what_was_brought_in_the_same_moment_brings_nobody(
    cast, brought, rosa, at, tick, monkeypatch
):
    draft = brought()
    tick(draft, "Dee Park")
    bring = Draft.bring

    def late(self, *args):
        bring(Draft.everyones.get(pk=self.pk), *args)
        return bring(self, *args)

    monkeypatch.setattr(Draft, "bring", late)
    answer = rosa.post(at(CONFIRM, draft), {"ways": ["phone"]})
    assert (answer.status_code, answer.url) == (302, at("people"))
    assert names(cast) == {"Rosa", "Kofi", "Tanya", "June", "Dee Park"}


def test_with_nobody_ticked_nothing_happens(brought, rosa, at):
    draft = brought()
    answer = rosa.post(at(CONFIRM, draft), {}, follow=True)
    assert "Nobody is ticked yet" in text(answer)
    assert Draft.everyones.exists()


def test_pasted_contacts_are_read(rosa, at):
    answer = rosa.post(at("bring_contacts"), {"text": CARDS})
    assert answer.status_code == 302
    assert Draft.everyones.get().count == 3


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7", "This is a PDF."),
        (b"", "This file is empty."),
        (b"Colour,Size\nred,5\n", "The first row must say what the columns are"),
        (b"Name,Notes\n,nobody\n", "Nobody could be read from this."),
    ],
)
def test_a_file_we_cannot_read_gets_one_sentence(rosa, at, data, told):
    answer = rosa.post(at("bring_contacts"), {"file": SimpleUploadedFile("f", data)})
    assert answer.status_code == 422
    assert told in text(answer)
    assert not Draft.everyones.exists()


def test_nothing_chosen_is_asked_again(rosa, at):
    assert "Choose a file, or paste" in text(rosa.post(at("bring_contacts"), {}))


def test_every_row_that_was_not_understood_is_told(brought, rosa, at):
    draft = brought("Name,Phone,Diagnosis\nDee,none,<b>private</b>\n,5\n", "table.csv")
    page = text(rosa.get(at("not_understood", draft)))
    assert "There are no digits in this phone number" in page
    assert "Row 2" in page
    assert "none" in page
    assert "Diagnosis" in page
    assert "private" not in page


def test_every_reason_has_its_words():
    assert set(words.REASONS) == set(contact.REASONS)
    assert set(words.UNREADABLE) == set(contact.UNREADABLE)


def test_ticks_are_kept_from_page_to_page(brought, rosa, at):
    draft = brought("Name\n" + "".join(f"Person {n:03}\n" for n in range(230)), "table.csv")
    first = [found.pk for found in draft.contacts.all()[:100]]
    answer = rosa.post(at(CHOOSE, draft), {"shown": first, "ticked": first[:2], "go": "2"})
    assert answer.url == at(CHOOSE, draft) + "?page=2#people"
    second = [found.pk for found in draft.contacts.all()[100:200]]
    rosa.post(at(CHOOSE, draft), {"shown": second, "ticked": second[5:6], "page": "2", "go": "1"})
    assert list(draft.chosen.values_list("name", flat=True)) == [
        "Person 000",
        "Person 001",
        "Person 105",
    ]
    rosa.post(at(CHOOSE, draft), {"shown": first, "ticked": first[1:2], "go": "on"})
    assert draft.chosen.count() == 2


def test_all_on_a_page_are_ticked_and_unticked(brought, rosa, at):
    draft = brought("Name\n" + "".join(f"Person {n:03}\n" for n in range(130)), "table.csv")
    shown = [found.pk for found in draft.contacts.all()[:100]]
    answer = rosa.post(at(CHOOSE, draft), {"shown": shown, "go": "all", "page": "1"})
    assert (answer.url, draft.chosen.count()) == (at(CHOOSE, draft) + "#people", 100)
    rosa.post(at(CHOOSE, draft), {"shown": shown, "ticked": shown, "go": "none"})
    assert draft.chosen.count() == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"find": "DÉE"}, ["Dee Park"]),
        ({"find": "park dee"}, ["Dee Park"]),
        ({"find": "choir"}, ["Dee Park"]),
        ({"find": "example"}, ["Dee Park"]),
        ({"find": "nobody"}, []),
        ({"show": "known"}, ["June"]),
        ({"show": "new"}, ["City Clinic", "Dee Park"]),
        ({"show": "ticked"}, []),
        ({"show": "group:Choir"}, ["Dee Park"]),
        ({"show": "%"}, ["City Clinic", "Dee Park", "June"]),
        ({"page": "99"}, ["City Clinic", "Dee Park", "June"]),
    ],
)
def test_looking_for_somebody(brought, rosa, at, asked, found):
    page = rosa.get(at(CHOOSE, brought()), asked)
    assert [line.found.name for line in page.context["lines"]] == found


def test_a_tick_is_kept_at_once_where_there_is_a_script(brought, rosa, at):
    draft = brought()
    keys = list(draft.contacts.values_list("pk", flat=True))
    said = {"shown": keys, "ticked": keys[:1]}
    answer = rosa.post(at(CHOOSE, draft), said, headers={"HX-Request": "true"})
    assert "1 ticked" in text(answer)
    assert "<html" not in text(answer)
    assert draft.chosen.count() == 1


def test_doubles_within_the_file_are_told(brought, rosa, at):
    rows = "Dee Park,d@example.org\nDee,D@example.org\nMo,\nMo,\n"
    page = text(rosa.get(at(CHOOSE, brought("Name,Email\n" + rows, "table.csv"))))
    assert "Perhaps the same as Dee Park" in page
    assert page.count("More than once in the file") == 2


def test_a_first_name_alone_is_told_as_such(brought, rosa, at):
    draft = brought("First Name,Last Name\nJune,Okafor\n", "table.csv")
    page = text(rosa.get(at(CHOOSE, draft)))
    assert "Looks like June, who is here: the same first name" in page


@pytest.mark.parametrize("name", ["maya", "kofi", "tanya", "lena"])
@pytest.mark.parametrize("page", [CHOOSE, CONFIRM, "not_understood"])
def test_a_draft_is_seen_by_nobody_else(brought, enter, at, name, page):
    draft = brought()
    there, nowhere = (enter(name).get(at(page, key)) for key in (draft.pk, "a" * 16))
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.content == nowhere.content
    enter(name).post(at(CHOOSE, draft), {"shown": [], "go": "all"})
    enter(name).post(at("throw_away_contacts", draft))
    assert Draft.everyones.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("name", ["kofi", "tanya", "lena"])
def test_only_those_in_charge_bring_contacts(cast, enter, at, name):
    assert enter(name).get(at("bring_contacts")).status_code == 404
    assert enter(name).post(at("bring_contacts"), {"text": CARDS}).status_code == 404
    assert not Draft.everyones.exists()


def test_a_key_of_somebody_elses_contact_ticks_nothing(cast, brought, enter, rosa, at):
    hers = brought()
    mine = brought(client=enter("maya"))
    key = mine.contacts.first().pk
    rosa.post(at(CHOOSE, hers), {"shown": [key], "ticked": [key], "go": "on"})
    assert mine.chosen.count() == 0


def test_throwing_away_leaves_nothing(brought, rosa, at):
    draft = brought()
    for _again in range(2):
        answer = rosa.post(at("throw_away_contacts", draft), follow=True)
        assert "Thrown away. Nothing of that file was kept." in text(answer)
    assert not Found.everyones.exists()


def test_a_draft_is_forgotten_after_seven_days(brought):
    old, young = brought(), brought()
    long_ago = timezone.now() - dt.timedelta(days=7, seconds=1)
    Draft.everyones.filter(pk=old.pk).update(made_at=long_ago)
    forget_old_drafts.func()
    assert list(Draft.everyones.values_list("pk", flat=True)) == [young.pk]
    assert not Found.everyones.filter(draft=old.pk).exists()


def test_a_begun_draft_waits_where_one_left_it(brought, rosa, at):
    draft = brought()
    assert at(CHOOSE, draft) in text(rosa.get(at("bring_contacts")))


@pytest.fixture
def came(cast, brought, rosa, at, tick):
    """Dee and the clinic came in one go."""
    bring_all(brought(), rosa, at, tick, "Dee Park", "City Clinic")
    return Arrival.everyones.get()


def test_undo_takes_exactly_those_back(cast, came, rosa, at):
    answer = rosa.post(at("undo_contacts", came), follow=True)
    assert "You find them in the bin for 30 days." in text(answer)
    assert names(cast) == {"Rosa", "Kofi", "Tanya", "June"}
    assert Entry.objects.filter(deed="undid", row=came.pk).count() == 1


def test_undoing_can_be_undone(cast, came, rosa, at):
    rosa.post(at("undo_contacts", came))
    page = text(rosa.get(at("bin")))
    assert "2 contacts we brought" in page
    assert "Dee Park" not in page
    rosa.post(at("bring_back", "arrival", came))
    assert {"Dee Park", "City Clinic"} <= names(cast)


def test_whoever_was_changed_since_stays(cast, came, rosa, at):
    dee = Person.visible_to(cast.rosa).get(name="Dee Park")
    dee.revise(cast.maya, 1, known_as="choir")
    answer = rosa.post(at("undo_contacts", came), follow=True)
    assert "1 person stays, because something about them was changed since." in text(answer)
    assert names(cast) == {"Rosa", "Kofi", "Tanya", "June", "Dee Park"}


def test_whoever_was_told_about_since_stays(cast, came, rosa, at):
    cast.people["dee park"] = Person.visible_to(cast.rosa).get(name="Dee Park")
    introduce(cast, "dee park", "june")
    rosa.post(at("undo_contacts", came))
    assert "Dee Park" in names(cast)
    assert "City Clinic" not in names(cast)


def test_a_private_note_of_somebody_else_does_not_show_in_an_undo(cast, came, rosa, at):
    dee = Person.visible_to(cast.rosa).get(name="Dee Park")
    Note.make(cast.maya, person=dee, text="Only mine.")
    answer = rosa.post(at("undo_contacts", came), follow=True)
    assert "stays" not in text(answer)
    assert "Dee Park" not in names(cast)
    rosa.post(at("bring_back", "arrival", came))
    assert Note.visible_to(cast.maya).get().text == "Only mine."


def test_after_thirty_days_they_stay(cast, came, rosa, at):
    Arrival.everyones.update(made_at=timezone.now() - dt.timedelta(days=30, seconds=1))
    assert rosa.post(at("undo_contacts", came)).status_code == 404
    assert "Dee Park" in names(cast)


@pytest.mark.parametrize("name", ["kofi", "tanya", "lena"])
def test_nobody_else_undoes(cast, came, enter, at, name):
    assert enter(name).post(at("undo_contacts", came)).status_code == 404
    assert "Dee Park" in names(cast)


def test_half_an_arrival_is_none(cast, brought, rosa, at, tick, monkeypatch):
    draft = brought()
    tick(draft, "Dee Park")

    def broken(*_rows, **_more):
        raise RuntimeError("the light went out")

    monkeypatch.setattr(Contact.everyones, "bulk_create", broken)
    with pytest.raises(RuntimeError):
        rosa.post(at(CONFIRM, draft), {"ways": ["phone"]})
    assert "Dee Park" not in names(cast)
    assert not Arrival.everyones.exists()
    assert Draft.everyones.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("many", [1, 240])
@pytest.mark.parametrize("page", ["bring_contacts", CHOOSE, CONFIRM, "not_understood"])
def test_a_page_takes_few_queries(brought, rosa, at, django_assert_max_num_queries, many, page):
    rows = "".join(f"June {n},x\nJune,{n}55512\n" for n in range(many))
    draft = brought(f"Name,Phone\n{rows}", "table.csv")
    draft.contacts.update(ticked=True)
    address = at(page) if page == "bring_contacts" else at(page, draft)
    with django_assert_max_num_queries(15):
        assert rosa.get(address).status_code == 200


def test_one_name_again_and_again_takes_no_longer_than_many_names(cast):
    """Work is counted, not timed: each contact's name is looked at a few times, not for each."""
    looked = 0

    class Counted(contact.Contact):
        def __getattribute__(self, name):
            nonlocal looked
            looked += name == "name"
            return super().__getattribute__(name)

    compare(cast.rosa, [Counted("Sam Same", row) for row in range(1, 501)])
    assert looked < 500 * 10


def test_a_whole_address_book_is_no_network_and_nothing_is_lost(cast, brought, rosa, at):
    draft = brought()
    one = draft.contacts.first()
    many = [Found(**{**vars_of(one), "key": f"{n:016d}", "ticked": True}) for n in range(501)]
    Found.everyones.bulk_create(many)
    answer = rosa.post(at(CONFIRM, draft), {"ways": ["phone"]}, follow=True)
    assert "501 people are ticked. At most 500 can come in one go." in text(answer)
    assert draft.chosen.count() == 501
    assert names(cast) == {"Rosa", "Kofi", "Tanya", "June"}


def vars_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
