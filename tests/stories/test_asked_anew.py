"""A yes is to what was shown: whoever changes that asks once more, and says so before."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from closeknit.networks.models import Person
from closeknit.stories.models import Consent, Photo, Story
from tests.cast import Cast, entered
from tests.forms import the_form

from .pictures import saved
from .scene import SAID_YES, pictured, says, told, whose

pytestmark = pytest.mark.django_db
OTHER = "June took my purse."


@pytest.fixture(autouse=True)
def folder(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def change(cast: Cast, lived: Any, who: str = "rosa", **typed: Any) -> str:
    """Its author changes it on its page, as a browser sends it; the page after that."""
    page = entered(cast, who)
    if isinstance(lived, Story):
        where = reverse("tell", args=[cast.network.pk, lived.pk, "happened"])
    else:
        where = reverse("photo_change", args=[cast.network.pk, lived.pk])
    before = the_form(page.get(where).content.decode(), has="version")
    answer = page.post(where, {**before, **typed}, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def readers(cast: Cast, lived: Any) -> list[str]:
    here = type(lived)
    return [w for w in ("maya", "kofi", "tanya") if here.visible_to(cast.actors[w]).exists()]


@pytest.mark.parametrize(
    ("make", "typed"),
    [
        (told, {"happened": OTHER}),
        (told, {"happened": ""}),
        (pictured, {"caption": OTHER}),
        (pictured, {"behind": OTHER}),
    ],
)
def test_junes_yes_is_not_carried_over_to_other_words(cast: Cast, make: Any, typed: Any) -> None:
    lived = make(cast)
    says(cast, lived, "yes")
    assert readers(cast, lived) == ["maya", "kofi", "tanya"]
    assert "asked once more" in change(cast, lived, **typed)
    assert readers(cast, lived) == ["maya"], "as far as stewards, as before she was asked"
    one = whose(lived, cast)
    assert (one.answer, one.reach) == ("asked", frozenset())
    by_link = Client()
    page = by_link.get(one.address).content.decode()
    assert "It was changed since you answered." in page
    assert next(iter(typed.values())) in page
    by_link.post(one.address, {**SAID_YES, "version": one.version})
    assert readers(cast, lived) == ["maya", "kofi", "tanya"]
    assert "It was changed since" not in by_link.get(one.address).content.decode()


def test_a_picture_put_beside_it_is_something_else_to_say_yes_to(cast: Cast) -> None:
    story = told(cast)
    says(cast, story, "yes")
    drawn = SimpleUploadedFile("a.jpg", saved("JPEG"))
    change(cast, story, picture=drawn)
    assert readers(cast, story) == ["maya"]
    says(cast, story, "yes")
    change(cast, Story.everyones.get(), no_picture="on")
    assert readers(cast, story) == ["maya", "kofi", "tanya"], "there is less to see of her"


def test_a_comma_or_an_alt_text_asks_nobody_anew(cast: Cast) -> None:
    story, photo = told(cast), pictured(cast)
    for lived in (story, photo):
        says(cast, lived, "yes")
    comma = change(cast, story, happened="june brought: lentil soup, in a blue pot!")
    assert "asked once more" not in comma
    change(cast, photo, alt="A blue pot", on="2024")
    for lived in (story, photo):
        assert whose(lived, cast).answer == "yes"
        assert readers(cast, lived) == ["maya", "kofi", "tanya"]


def test_a_yes_that_was_on_its_way_while_it_was_changed_does_not_count(cast: Cast) -> None:
    story = told(cast)
    one = says(cast, story, "yes")
    change(cast, story, happened=OTHER)
    late = Client().post(one.address, {**SAID_YES, "version": one.version})
    assert late.status_code == 409
    assert whose(story, cast).answer == "asked"


def test_whoever_changes_it_says_yes_by_that_and_a_no_stays_a_no(cast: Cast) -> None:
    story = told(cast, by="kofi", who="kofi")
    Consent.put_in(cast.kofi, story, cast.people["june"])
    says(cast, story, "no")
    change(cast, story, who="kofi", happened=OTHER)
    assert whose(story, cast, "kofi").answer == "yes"
    assert whose(story, cast, "june").answer == "no"


def test_of_a_child_those_are_asked_again_who_look_after_them(cast: Cast) -> None:
    story = told(cast)
    Person.everyones.filter(pk=cast.people["june"].pk).update(under_age=True)
    one = whose(story, cast)
    one.say_for_child(cast.rosa, one.version, yes=True)
    assert readers(cast, story) == ["maya", "kofi", "tanya"]
    change(cast, story, happened=OTHER)
    assert readers(cast, story) == ["maya"]
    assert whose(story, cast).answer == "not_asked"


@pytest.mark.parametrize("make", [told, pictured])
def test_it_is_said_before_and_only_where_somebody_said_yes(cast: Cast, make: Any) -> None:
    lived = make(cast)
    keys = (lived.pk, "happened") if isinstance(lived, Story) else (lived.pk,)
    name = "tell" if isinstance(lived, Story) else "photo_change"
    where, rosa = reverse(name, args=[cast.network.pk, *keys]), entered(cast, "rosa")
    words = "whoever said yes is asked once more"
    assert words not in rosa.get(where).content.decode()
    says(cast, lived, "yes")
    assert words in rosa.get(where).content.decode()
    assert Photo.everyones.count() + Story.everyones.count() == 1
