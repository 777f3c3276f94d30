"""Bringing contacts in a real browser: from a file to the map, and back again."""

import base64
import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from closeknit.exchange.models import Draft

pytestmark = pytest.mark.django_db(transaction=True)

GOOGLE = (
    "\ufeffFirst Name,Last Name,Organization Name,Birthday,Notes,Labels,E-mail 1 - Label,"
    "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Website 1 - Value\r\n"
    'Dee,Park,,--04-09,"Likes ""soup""\nand music",Choir ::: * myContacts,* Home,'
    "dee@example.org ::: d@example.org,Mobile,'+1 416 555 0100,http://example.org\r\n"
    ",,City Clinic,,,,,,Work,416 555 0111,\r\n"
    "June,,,,,,,june@example.org,Mobile,none,\r\n"
)
PHONE = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Reyes;In=C3=A9s=\r\n =20Mar=C3=ADa\r\n"
    f"PHOTO;JPEG;BASE64:{base64.b64encode(bytes([255, 216, 255]) + bytes(60)).decode()}\r\n\r\n"
    "TEL;CELL:416 555 0122\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Sam\r\nnonsense\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mo F"
)


def bring(page, cast, name, data):
    page.goto(reverse("add_people", args=[cast.network.pk]))
    page.get_by_role("link", name="Bring contacts").click()
    file = {"name": name, "mimeType": "text/plain", "buffer": data}
    page.locator("input[type=file]").set_input_files(file)
    with page.expect_navigation():
        press(page, "Read it")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def tick(page, name):
    page.get_by_role("checkbox", name=re.compile(f"^{name}")).check()


def test_google_contacts_come_onto_the_map_and_go_again(visit, cast, come_in):
    page = come_in(visit(java_script_enabled=False), cast.account("maya"))
    bring(page, cast, "contacts.csv", GOOGLE.encode())
    expect(page.get_by_role("heading", level=1)).to_have_text("Who belongs to my network?")
    expect(page.get_by_text("3 contacts from Google Contacts.")).to_be_visible()
    expect(page.get_by_text("Looks like June, who is here")).to_be_visible()
    expect(page.locator("input:checked")).to_have_count(0)
    page.get_by_role("link", name="See what, and why").click()
    expect(page.get_by_text("There are no digits in this phone number")).to_be_visible()
    expect(page.get_by_text("Website 1 - Value")).to_be_visible()
    page.get_by_role("link", name="Back to choosing").click()
    tick(page, "Dee Park")
    tick(page, "City Clinic")
    press(page, "Go on")
    expect(page.get_by_role("heading", level=1)).to_contain_text("These 2 people")
    press(page, "Bring them")
    expect(page.get_by_role("status")).to_contain_text("Nobody was written to.")
    expect(page.get_by_role("link", name="Dee Park").first).to_be_visible()
    assert (mail.outbox, Draft.everyones.count()) == ([], 0)

    page.get_by_role("link", name="Dee Park").first.click()
    ways = page.get_by_role("listitem").filter(has_text="E-mail")
    expect(ways.first).to_contain_text("dee@example.org")
    expect(page.get_by_text("+1 416 555 0100")).to_be_visible()
    page.goto(reverse("bring_contacts", args=[cast.network.pk]))
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").click()
    page.goto(reverse("people", args=[cast.network.pk]))
    expect(page.get_by_role("link", name="June").first).to_be_visible()
    expect(page.get_by_role("link", name="Dee Park")).to_have_count(0)


def test_cards_of_a_phone_come_though_one_is_broken(page, cast, come_in):
    come_in(page, cast.account("rosa"))
    bring(page, cast, "phone.vcf", PHONE.encode())
    expect(page.get_by_role("heading", level=1)).to_have_text("Who belongs to Maya’s network?")
    tick(page, "Inés María Reyes")
    expect(page.locator("#ticked")).to_have_text("1 ticked")
    tick(page, "Mo F")
    expect(page.locator("#ticked")).to_have_text("2 ticked")
    page.get_by_role("link", name="See what, and why").click()
    expect(page.get_by_text("The card stops in the middle.")).to_be_visible()
    expect(page.get_by_text("Line 12: nonsense")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("checkbox", name=re.compile("^Mo F"))).to_be_checked()
    press(page, "Go on")
    press(page, "Bring them")
    expect(page.get_by_role("status")).to_contain_text("2 people are on the map now.")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("You find them in the bin for 30 days.")


def test_ticks_stay_from_page_to_page_without_javascript(visit, cast, come_in):
    page = come_in(visit(java_script_enabled=False), cast.account("maya"))
    rows = "".join(f"Person {n:03},Choir\n" for n in range(130))
    bring(page, cast, "many.csv", f"Name,Labels\n{rows}".encode())
    tick(page, "Person 007")
    press(page, "Next")
    expect(page.get_by_text("Page 2 of 2.")).to_be_visible()
    press(page, "Tick all on this page")
    expect(page.locator("#ticked")).to_have_text("31 ticked")
    page.get_by_label("Find by name, group or address").fill("person 007")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name=re.compile("^Person 007"))).to_be_checked()
    page.get_by_label("Find by name, group or address").fill("nobody at all")
    press(page, "Find")
    expect(page.get_by_role("heading", name="Nobody fits")).to_be_visible()


def test_a_foreign_file_gets_one_sentence(page, cast, come_in):
    come_in(page, cast.account("maya"))
    bring(page, cast, "letter.pdf", b"%PDF-1.7 dear Maya")
    expect(page.get_by_role("alert")).to_contain_text("This is a PDF.")
    assert not Draft.everyones.exists()


def test_no_barrier_in_bringing_contacts(page, cast, come_in, no_barrier):
    come_in(page, cast.account("rosa"))
    bring(page, cast, "none.csv", b"Name,Notes\n,nobody\n")
    no_barrier(page)
    bring(page, cast, "contacts.csv", GOOGLE.encode())
    no_barrier(page)
    tick(page, "June")
    page.get_by_role("link", name="See what, and why").click()
    expect(page.get_by_role("link", name="Back to choosing")).to_be_visible()
    no_barrier(page)
    page.go_back()
    press(page, "Go on")
    expect(page.get_by_role("button", name="Bring them")).to_be_visible()
    no_barrier(page)
    press(page, "Bring them")
    expect(page.get_by_role("status")).to_contain_text("Nobody was written to.")
    bring(page, cast, "contacts.csv", GOOGLE.encode())
    page.get_by_label("Find by name, group or address").fill("zzz")
    press(page, "Find")
    expect(page.get_by_role("heading", name="Nobody fits")).to_be_visible()
    no_barrier(page)
    page.goto(reverse("bring_contacts", args=[cast.network.pk]))
    no_barrier(page)
