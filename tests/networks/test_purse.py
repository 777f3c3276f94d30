"""Who types the number of a card is told kindly, and what they typed is kept."""

import pytest
from django.urls import reverse

from closeknit.networks.models import Note

pytestmark = pytest.mark.django_db
CARD = "4111 1111 1111 1111"
TOLD = "This looks like the number of a payment card."


def test_a_card_in_a_note_is_kept_and_the_next_page_says_so(cast, maya):
    where = reverse("add_note", args=[cast.network.pk, cast.people["june"].pk])
    page = maya.post(where, {"text": f"Her card: {CARD}"}, follow=True).content.decode()
    assert TOLD in page
    assert "Better take it out again." in page
    assert CARD in Note.visible_to(cast.maya).get().text


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("GB82 WEST 1234 5698 7654 32", "the number of a bank account"),
        ("SIN 123 456 782", "a social insurance number"),
    ],
)
def test_other_numbers_are_told_as_well(cast, maya, number, told):
    where = reverse("add_contact", args=[cast.network.pk, cast.people["june"].pk])
    page = maya.post(where, {"how": "phone", "value": number}, follow=True).content.decode()
    assert told in page


def test_a_phone_number_is_no_reason_to_say_anything(cast, maya):
    where = reverse("add_contact", args=[cast.network.pk, cast.people["june"].pk])
    page = maya.post(where, {"how": "phone", "value": "+44 20 7946 0018"}, follow=True)
    assert "This looks like" not in page.content.decode()


def test_what_was_not_saved_is_not_warned_about(cast, maya):
    where = reverse("add_contact", args=[cast.network.pk, cast.people["june"].pk])
    page = maya.post(where, {"how": "email", "value": CARD})
    assert page.status_code == 422
    assert TOLD not in page.content.decode()
