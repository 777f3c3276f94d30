"""Pictures in a network: who sees them, who is in them, and bringing many at once."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from closeknit.networks.models import Person
from closeknit.policy import Audience, Level
from closeknit.stories.models import Consent, Photo
from closeknit.stories.painting import hang, paint
from tests.cast import entered
from tests.stories.pictures import PLANTED, PLANTED_AND_REFUSED, REFUSED, SECRET, saved, scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(cast, who="maya", **said):
    data = saved("JPEG", scene((40, 30)))
    return hang(cast.actors[who], paint(io.BytesIO(data), len(data)), **said)


def to_all(cast, **said):
    """A picture that everybody who takes part may see."""
    photo = picture(cast, **said)
    photo.share(cast.maya, photo.version, Audience(Level.NETWORK))
    return photo


def at(cast, name, *keys):
    return reverse(name, args=[cast.network.pk, *keys])


def page(cast, who, name, *keys, **asked):
    answer = entered(cast, who).get(at(cast, name, *keys), asked)
    return unescape(answer.content.decode()) if answer.status_code == 200 else answer.status_code


def sent(data, name="a.jpg"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def bring(cast, who, files, **said):
    return entered(cast, who).post(at(cast, "photos_add"), {"photos": files, **said})


def test_many_are_brought_at_once_and_become_an_album(cast):
    files = [sent(saved("JPEG")), sent(saved("PNG"), "b.png"), sent(saved("WEBP"), "c.webp")]
    answer = bring(cast, "rosa", files, occasion="The choir", on="2024-06")
    assert answer.url == at(cast, "photos") + "?occasion=The+choir"
    kept = Photo.visible_to(cast.maya)
    assert {(one.occasion, one.on, one.audience) for one in kept} == {
        ("The choir", "2024-06", "stewards")
    }
    assert kept.count() == 3
    shown = page(cast, "rosa", "photos", occasion="The choir")
    assert "3 pictures are here. Seen by 2 people: Maya, Rosa." not in shown, "told once, to her"
    assert shown.count('/small/"') == 3


def test_one_that_is_no_picture_keeps_nothing_else_out(cast):
    files = [sent(saved("JPEG")), sent(REFUSED["gif"](), "cat.gif"), sent(saved("PNG"), "b.png")]
    answer = bring(cast, "kofi", files, occasion="A Sunday")
    told = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "One file is not here" in told
    assert "<strong>cat.gif</strong>: We could not open this as a photo." in told
    assert "The other 2 pictures are here" in told
    assert 'value="A Sunday"' in told, "what was typed is kept"
    assert Photo.visible_to(cast.kofi).count() == 2


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_so_and_the_form_is_kept(cast, name):
    answer = bring(cast, "maya", [sent(REFUSED[name](), "x.jpg")], occasion="A Sunday")
    told = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "x.jpg</strong>:" in told or "Please choose at least one picture" in told
    assert 'value="A Sunday"' in told
    assert not Photo.everyones.exists()


def test_nothing_is_chosen_or_far_too_much(cast):
    assert "Please choose at least one picture." in bring(cast, "maya", []).content.decode()
    many = [sent(b"x", f"{n}.jpg") for n in range(51)]
    assert "51 pictures at once are too many" in bring(cast, "maya", many).content.decode()


def test_nothing_that_was_planted_is_stored_or_served(cast, folder):
    planted = {**PLANTED, **PLANTED_AND_REFUSED}
    names = list(planted)
    for part in (names[:30], names[30:]):
        bring(
            cast,
            "maya",
            [sent(planted[name](), f"{number}.jpg") for number, name in enumerate(part)],
        )
    assert Photo.visible_to(cast.maya).count() == len(PLANTED)
    stored = [path for path in Path(folder).rglob("*") if path.is_file()]
    assert len(stored) == 3 * len(PLANTED)
    assert not [path for path in stored if SECRET in path.read_bytes()]
    maya = entered(cast, "maya")
    for photo in Photo.visible_to(cast.maya):
        for size in Photo.SIDES:
            answer = maya.get(at(cast, "photo_file", photo.pk, size))
            assert SECRET not in b"".join(answer.streaming_content)


def test_the_element_that_sends_one_by_one_hears_where_each_is_or_why_not(cast):
    maya = entered(cast, "maya")
    where, accept = at(cast, "photos_add"), {"HTTP_ACCEPT": "application/json"}
    kept = maya.post(where, {"photos": sent(saved("JPEG"))}, **accept)
    assert kept.url == at(cast, "photo_file", Photo.everyones.get().pk, "small")
    left = maya.post(where, {"photos": sent(b"no")}, **accept)
    assert (left.status_code, "We could not open" in left.json()["why"]) == (422, True)
    late = maya.post(where, {"photos": sent(saved("JPEG")), "on": "soon"}, **accept)
    assert late.status_code == 422
    assert late.json()["why"]
    ahead = maya.post(where, {"photos": sent(saved("JPEG")), "on": "2199"}, **accept)
    assert (ahead.status_code, ahead.json()["why"]) == (422, "That day is still to come.")


def test_whoever_is_paid_brings_nothing_at_once(cast):
    assert "Maya looks at it first" in page(cast, "tanya", "photos_add")
    answer = bring(cast, "tanya", [sent(saved("JPEG"))])
    assert answer.status_code == 302
    for who in ("rosa", "kofi"):
        assert "No pictures here yet" in page(cast, who, "photos")


def test_the_pixels_are_for_those_who_may_see_the_picture(cast):
    photo, shown = picture(cast), to_all(cast)
    for row, seen_by in ((photo, "maya rosa"), (shown, "maya rosa kofi tanya")):
        for who in ("maya", "rosa", "kofi", "tanya", "lena"):
            for size in Photo.SIDES:
                answer = entered(cast, who).get(at(cast, "photo_file", row.pk, size))
                assert answer.status_code == (200 if who in seen_by.split() else 404)


def test_pixels_are_not_kept_anywhere_and_run_nothing(cast):
    answer = entered(cast, "maya").get(at(cast, "photo_file", picture(cast).pk, "middle"))
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).size == (40, 30)


def test_a_lost_file_another_size_and_another_network_are_not_found(cast):
    photo = picture(cast)
    default_storage.delete(photo.small)
    assert page(cast, "maya", "photo_file", photo.pk, "small") == 404
    assert page(cast, "maya", "photo_file", photo.pk, "original") == 404
    there = reverse("photo_file", args=[cast.other.pk, photo.pk, "file"])
    assert entered(cast, "lena").get(there).status_code == 404


def test_albums_by_occasion_and_year_hold_what_one_may_see(cast):
    to_all(cast, occasion="The choir", on="2023-05")
    picture(cast, occasion="The choir", on="2024")
    picture(cast, occasion="A Sunday", on="2021-01-16")
    everything, kofis = page(cast, "maya", "photos"), page(cast, "kofi", "photos")
    assert re.findall(r"<strong>(The choir|A Sunday)</strong>", everything) == [
        "The choir",
        "A Sunday",
    ]
    assert "2 pictures" in everything
    assert "A Sunday" not in kofis
    assert "2024" not in kofis
    assert page(cast, "maya", "photos", year="2021").count('/small/"') == 1
    assert page(cast, "kofi", "photos", occasion="A Sunday").count('/small/"') == 0


def test_the_newest_come_first_by_the_day_that_was_said(cast):
    for on, caption in (("2021", "Then"), ("2024-06", "Lately"), ("2023", "Before")):
        picture(cast, on=on, caption=caption)
    shown = page(cast, "maya", "photos")
    assert re.findall(r"figcaption>(\w+)", shown) == ["Lately", "Before", "Then"]


def test_a_page_takes_as_many_queries_for_sixty_pictures_as_for_two(cast):
    june = cast.people["june"]
    counts = []
    for more in (2, 58):
        for number in range(more):
            photo = to_all(cast, occasion=f"Day {number}", on=f"20{number % 20:02}", alt="")
            Consent.put_in(cast.maya, photo, june)
        for who in ("maya", "kofi"):
            last = Photo.visible_to(cast.actors[who]).first() or photo
            for name, keys in (("photos", ()), ("photo", (last.pk,)), ("photo_alone", (last.pk,))):
                client = entered(cast, who)
                with CaptureQueriesContext(
                    connection,
                ) as asked:
                    client.get(at(cast, name, *keys))
                counts.append((who, name, len(asked)))
    assert counts[: len(counts) // 2] == counts[len(counts) // 2 :]
    assert max(count for *_, count in counts) <= 15
    assert page(cast, "maya", "photos").count("<figure>") == 24


def test_until_everybody_in_it_said_yes_it_goes_no_further_than_stewards(cast):
    photo = to_all(cast)
    consent = Consent.put_in(cast.maya, photo, cast.people["kofi"])
    assert page(cast, "tanya", "photo", photo.pk) == 404
    assert page(cast, "tanya", "photo_file", photo.pk, "small") == 404
    assert "until everybody in it has said yes" in page(cast, "maya", "photo", photo.pk)
    consent.say(cast.kofi, consent.version, Consent.Answer.YES, ["network"])
    assert "Kofi" in page(cast, "tanya", "photo", photo.pk)
    consent.say(cast.kofi, consent.version, Consent.Answer.NO)
    assert page(cast, "tanya", "photo", photo.pk) == 404
    assert page(cast, "rosa", "photo_file", photo.pk, "file") == 404


def test_a_name_is_said_as_it_was_agreed(cast):
    photo = to_all(cast)
    consent = Consent.put_in(cast.maya, photo, cast.people["kofi"])
    changed = {"called": "changed", "other_name": "Koby"}
    consent.say(cast.kofi, consent.version, Consent.Answer.YES, ["network"], **changed)
    shown = page(cast, "tanya", "photo", photo.pk)
    assert "Koby" in shown
    assert "Kofi" not in shown.split("<h1>")[1].split("Seen by")[0]


def test_whoever_is_kept_from_the_reader_takes_the_picture_with_them(cast):
    photo = to_all(cast)
    june = cast.people["june"]
    consent = Consent.put_in(cast.maya, photo, june)
    Consent.everyones.filter(pk=consent.pk).update(answer="yes", scopes="|network|")
    assert "June" in page(cast, "kofi", "photo", photo.pk), "she agreed to be named"
    Person.everyones.filter(pk=june.pk).update(audience="person")
    assert page(cast, "kofi", "photo", photo.pk) == 404


def test_who_is_in_it_is_ticked_and_only_what_was_ticked_changes(cast):
    photo, (june, kofi) = picture(cast), (cast.people[name] for name in ("june", "kofi"))
    where, maya = at(cast, "photo_people", photo.pk), entered(cast, "maya")
    assert maya.post(where, {"people": ["me", june.pk]}).status_code == 302
    Consent.put_in(cast.maya, photo, kofi)  # from another window
    maya.post(where, {"people": [], "shown": [june.pk]})
    assert set(photo.people()) == {None, kofi}


def test_a_tap_in_the_small_picture_says_where_somebody_is(cast):
    photo, june = picture(cast), cast.people["june"]
    where, maya = at(cast, "photo_people", photo.pk), entered(cast, "maya")
    assert 'width="40" height="30"' in maya.get(where).content.decode()
    maya.post(where, {"whom": june.pk, "spot.x": "10", "spot.y": "27"})
    one = photo.consents.get()
    assert (one.person, one.across, one.down) == (june, 25, 90)
    maya.post(where, {"whom": june.pk, "across": "60", "down": "5"})
    one.refresh_from_db()
    assert (one.across, one.down) == (60, 5)
    maya.post(where, {"whom": cast.people["kofi"].pk, "spot.x": "0", "spot.y": "0"})
    assert photo.consents.get(person=cast.people["kofi"]).across is None, "chosen with a key"
    shown = page(cast, "maya", "photo", photo.pk, where="1")
    assert '<svg x="24" y="1"' in shown


@pytest.mark.parametrize(
    "typed", [{"whom": ""}, {"whom": "nobody"}, {"spot.x": "3"}, {"whom": "me", "across": "x"}]
)
def test_a_spot_without_anybody_is_asked_again(cast, typed):
    answer = entered(cast, "maya").post(at(cast, "photo_people", picture(cast).pk), typed)
    assert answer.status_code == 422


def test_nobody_is_marked_whom_the_reader_does_not_see(cast):
    photo = picture(cast, "kofi")
    kofi = entered(cast, "kofi")
    answer = kofi.post(at(cast, "photo_people", photo.pk), {"people": [cast.people["june"].pk]})
    assert answer.status_code == 422
    assert not photo.consents.exists()


def test_one_at_a_time_goes_through_the_album(cast):
    rows = [picture(cast, occasion="The choir", on=on) for on in ("2021", "2022", "2023")]
    picture(cast, on="2022-06")
    shown = page(cast, "maya", "photo_alone", rows[1].pk, occasion="The choir")
    assert "Picture 2 of 3" in shown
    nexts = dict(re.findall(r'rel="(prev|next)" href="([^"]+)"', shown))
    assert nexts == {
        "prev": at(cast, "photo_alone", rows[2].pk) + "?occasion=The+choir",
        "next": at(cast, "photo_alone", rows[0].pk) + "?occasion=The+choir",
    }
    assert page(cast, "maya", "photo_alone", rows[1].pk, occasion="Another") == 404


def test_a_picture_goes_to_the_bin_and_comes_back(cast):
    photo = picture(cast, caption="The soup")
    rosa, maya = entered(cast, "rosa"), entered(cast, "maya")
    assert rosa.post(at(cast, "photo_remove", photo.pk)).status_code == 404
    maya.post(at(cast, "photo_remove", photo.pk))
    assert page(cast, "maya", "photo_file", photo.pk, "file") == 404
    assert "Taken away in the last 30 days" in page(cast, "maya", "photos")
    assert "Taken away" not in page(cast, "rosa", "photos")
    assert rosa.post(at(cast, "photo_bring_back", photo.pk)).status_code == 404
    maya.post(at(cast, "photo_bring_back", photo.pk))
    assert "The soup" in page(cast, "rosa", "photo", photo.pk)


def test_whoever_brought_one_without_words_is_asked_kindly(cast):
    photo = picture(cast, "rosa")
    assert "says nothing yet to whoever cannot see it" in page(cast, "rosa", "photos")
    assert "says nothing yet" not in page(cast, "maya", "photos")
    entered(cast, "rosa").post(at(cast, "photo_change", photo.pk), {"alt": "A bowl.", "version": 1})
    assert "says nothing yet" not in page(cast, "rosa", "photos")
    assert 'alt="A bowl."' in page(cast, "maya", "photo", photo.pk)


def test_who_looked_is_written_once_for_a_page_of_small_ones(cast):
    rows = [picture(cast) for _ in range(3)]
    rosa = entered(cast, "rosa")
    rosa.get(at(cast, "photos"))
    for row in rows:
        rosa.get(at(cast, "photo_file", row.pk, "small"))
    told = page(cast, "maya", "record")
    assert told.count("Rosa looked at the pictures.") == 1
    assert "Rosa looked at a picture." not in told
    rosa.get(at(cast, "photo", rows[0].pk))
    assert "Rosa looked at a picture." in page(cast, "maya", "record")
