"""Pets, places and the dead in a picture; pictures that somebody paid brings; a picture's story."""

from __future__ import annotations

import io
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.bin import in_the_bin
from closeknit.networks.models import Membership, Person, Proposal
from closeknit.policy import Audience, Denied, Level
from closeknit.stories.memories import memory
from closeknit.stories.models import Moment, Photo
from closeknit.stories.painting import hang, offer, paint
from tests.cast import entered
from tests.stories.pictures import saved, scene

from .scene import says, told, whose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def painted():
    data = saved("JPEG", scene((40, 30)))
    return paint(io.BytesIO(data), len(data))


def at(cast, name, *keys):
    return reverse(name, args=[cast.network.pk, *keys])


def page(cast, who, name, *keys):
    answer = entered(cast, who).get(at(cast, name, *keys))
    return unescape(answer.content.decode()) if answer.status_code == 200 else answer.status_code


def with_one(cast, kind, **said):
    """A picture for all, with a pet, a place or somebody who has died."""
    one = Person.welcome(cast.maya, "Biscuit", kind=kind)
    row = hang(cast.maya, painted(), caption="On the step", **said)
    where = at(cast, "photo_people", row.pk)
    entered(cast, "maya").post(where, {"people": [one.pk]})
    row.share(cast.maya, row.version, Audience(Level.NETWORK))
    cast.people["biscuit"] = one
    return row


@pytest.mark.parametrize("kind", ["pet", "place", "died"])
def test_nobody_is_asked_of_them_and_the_network_sees_the_picture(cast, kind):
    row = with_one(cast, kind)
    shown = page(cast, "kofi", "photo", row.pk)
    assert "Biscuit" in shown
    assert "Nobody is asked" in page(cast, "maya", "photo", row.pk)
    one = whose(row, cast, "biscuit")
    assert not one.can_be_asked()
    with pytest.raises(Denied):
        one.ask(cast.maya)
    assert not one.agrees("recap", timezone.localdate()), "never on a page for strangers"


def test_what_somebody_said_while_they_lived_holds(cast):
    story, other = told(cast, by="maya"), told(cast, by="maya")
    says(cast, story, "no")
    says(cast, other, "yes", scopes=["facilitator"])
    Person.everyones.filter(pk=cast.people["june"].pk).update(kind="died")
    assert page(cast, "kofi", "story", story.pk) == 404
    assert page(cast, "kofi", "story", other.pk) == 404, "a yes to a facilitator alone"


def test_somebody_who_has_died_does_not_come_back_by_themselves(cast):
    today = timezone.localdate()
    on = today.replace(year=today.year - 2, day=1).isoformat()
    row = with_one(cast, "died", on=on)
    assert memory(cast.kofi, today) is None
    Person.everyones.filter(pk=cast.people["biscuit"].pk).update(kind="pet")
    found = memory(cast.kofi, today)
    assert found is not None
    assert found.row.pk == row.pk


def offered(cast):
    sent = SimpleUploadedFile("a.jpg", saved("JPEG"), "image/jpeg")
    answer = entered(cast, "tanya").post(at(cast, "photos_add"), {"photos": [sent]})
    assert answer.status_code == 302
    return Photo.everyones.get()


def test_a_paid_members_picture_waits_for_the_person(cast):
    row = offered(cast)
    assert "Maya looks at it first" in page(cast, "tanya", "photos_add")
    assert [page(cast, who, "photo", row.pk) == 404 for who in ("rosa", "kofi")] == [True, True]
    assert "waits for your yes" in page(cast, "maya", "photo", row.pk)
    assert "waits for a yes of Maya" in page(cast, "tanya", "photo", row.pk)
    assert "Bring a picture" in page(cast, "maya", "waiting")
    assert "Bring a picture" not in page(cast, "rosa", "waiting")
    asked = Proposal.everyones.get(kind="picture")
    entered(cast, "maya").post(at(cast, "answer_proposal", asked.pk, "yes"))
    assert page(cast, "rosa", "photo", row.pk) != 404
    assert page(cast, "kofi", "photo", row.pk) == 404, "as any new picture"
    assert "waits for a yes" not in page(cast, "tanya", "photo", row.pk)


def test_a_no_takes_the_picture_away(cast):
    row = offered(cast)
    asked = Proposal.everyones.get(kind="picture")
    entered(cast, "maya").post(at(cast, "answer_proposal", asked.pk, "no"))
    for who in ("maya", "rosa", "tanya"):
        assert page(cast, who, "photo", row.pk) == 404
    assert entered(cast, "tanya").post(at(cast, "photo_bring_back", row.pk)).status_code == 302
    assert page(cast, "rosa", "photo", row.pk) == 404
    assert "waits for your yes" in page(cast, "maya", "photo", row.pk), "she is asked once more"


def test_where_the_person_does_not_come_in_a_steward_brings_their_word(cast):
    Membership.everyones.filter(role="person").update(ended_at=timezone.now())
    row = offered(cast)
    assert page(cast, "rosa", "photo", row.pk) != 404
    assert page(cast, "kofi", "photo", row.pk) == 404
    asked = Proposal.everyones.get(kind="picture")
    said = {"how": "sign", "words": "She smiled at it."}
    entered(cast, "rosa").post(at(cast, "said", asked.pk, "yes"), said)
    row.refresh_from_db()
    assert row.audience == "stewards"


def test_nobody_else_asks_for_a_picture_that_way(cast):
    with pytest.raises(Denied):
        offer(cast.lena, painted())
    assert not Photo.everyones.exists()


def test_a_picture_and_its_story_lead_to_each_other(cast):
    story = told(cast, by="maya")
    row = hang(cast.maya, painted(), caption="The pot")
    where = at(cast, "photo_change", row.pk)
    typed = {"caption": "The pot", "story_id": story.pk, "version": row.version}
    assert entered(cast, "maya").post(where, typed).status_code == 302
    assert at(cast, "story", story.pk) in page(cast, "maya", "photo", row.pk)
    assert at(cast, "photo", row.pk) in page(cast, "maya", "story", story.pk)
    hidden = told(cast, by="rosa", level="only_me")
    stolen = entered(cast, "maya").post(where, {**typed, "story_id": hidden.pk, "version": 2})
    assert stolen.status_code == 422
    assert "not here any more" in unescape(stolen.content.decode())


def test_a_picture_is_brought_to_the_story_it_is_of(cast):
    story = told(cast, by="maya")
    sent = SimpleUploadedFile("a.jpg", saved("JPEG"), "image/jpeg")
    typed = {"photos": [sent], "story": story.pk}
    entered(cast, "maya").post(at(cast, "photos_add"), typed)
    assert Photo.everyones.get().story_id == story.pk


def test_a_moment_goes_into_the_bin_and_comes_back(cast):
    row = Moment.make(cast.kofi, "told", text="June waved.")
    assert entered(cast, "tanya").post(at(cast, "remove_moment", row.pk)).status_code == 404
    assert entered(cast, "kofi").post(at(cast, "remove_moment", row.pk)).status_code == 302
    assert in_the_bin(cast.kofi, timezone.now(), (Moment,)) == [row]
    shown = page(cast, "kofi", "stories")
    assert at(cast, "bring_back_moment", row.pk) in shown
    assert entered(cast, "lena").post(at(cast, "bring_back_moment", row.pk)).status_code == 404
    assert entered(cast, "kofi").post(at(cast, "bring_back_moment", row.pk)).status_code == 302
    assert "June waved." in page(cast, "kofi", "stories")
