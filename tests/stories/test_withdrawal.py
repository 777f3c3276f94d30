"""A no reaches every place: what was there is gone with the next request, for every reader."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.exchange.taking_out import take_out
from closeknit.home.simple.waits import waiting
from closeknit.networks.bin import in_the_bin
from closeknit.networks.models import Membership, Person
from closeknit.policy import Role
from closeknit.stories.models import Consent, Keepsake, Photo, Story
from tests.addresses import ALL
from tests.cast import Cast, account, assemble, entered, sure

from .scene import asked, pictured, says, told, whose

pytestmark = pytest.mark.django_db
READERS = ("maya", "rosa", "kofi", "tanya", "faye")
SAID = "lentil soup"
Place = Callable[[Cast, str, Any], bool]


def gather() -> Cast:
    """The cast, and a facilitator."""
    cast = assemble()
    cast.people["faye"] = Person.welcome(cast.maya, "Faye")
    until = timezone.now() + dt.timedelta(days=90)
    fields = {"person": cast.people["faye"], "opened_at": timezone.now(), "until": until}
    Membership.welcome(cast.maya, account("faye").pk, Role.FACILITATOR, **fields)
    faye = Membership.active().get(person=cast.people["faye"])
    cast.actors["faye"] = faye.actor()
    return cast


def page(name: str, *keys: str) -> Place:
    """Whether a page shows the words."""

    def shows(cast: Cast, who: str, lived: Any) -> bool:
        parts = [str(getattr(lived, key)) if key == "pk" else key for key in keys]
        answer = entered(cast, who).get(reverse(name, args=[cast.network.pk, *parts]))
        assert answer.status_code in (200, 404)
        return answer.status_code == 200 and SAID in answer.content.decode()

    return shows


def of_june(cast: Cast, who: str, lived: Any) -> bool:
    where = reverse("person", args=[cast.network.pk, cast.people["june"].pk])
    answer = entered(cast, who).get(where)
    return answer.status_code == 200 and SAID in answer.content.decode()


def who_sees(cast: Cast, who: str, lived: Any) -> bool:
    where = reverse("who_sees_this", args=[cast.network.pk, lived.resource, lived.pk])
    return entered(cast, who).get(where).status_code == 200


def what_is_unusual(cast: Cast, who: str, lived: Any) -> bool:
    answer = entered(cast, who).get(reverse("who_sees", args=[cast.network.pk]))
    return answer.status_code == 200 and "June brought" in answer.content.decode()


def line_of_the_record(cast: Cast, who: str, lived: Any) -> bool:
    answer = entered(cast, who).get(reverse("record", args=[cast.network.pk]))
    noun = "told a story" if lived.resource == "story" else "added a photo"
    return noun in answer.content.decode()


def archive(cast: Cast, who: str, lived: Any) -> bool:
    taken = take_out(cast.network, cast.actors[who], timezone.now())
    return lived.pk in {row["key"] for part in taken.data["parts"].values() for row in part}


def archive_file(cast: Cast, who: str, lived: Any) -> bool:
    """The file itself, as it is downloaded."""
    client = sure(entered(cast, who))
    answer = client.post(reverse("take_out", args=[cast.network.pk]))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return any(SAID.encode() in packed.read(name) for name in packed.namelist())


def in_a_list(cast: Cast, who: str, lived: Any) -> bool:
    return type(lived).visible_to(cast.actors[who]).filter(pk=lived.pk).exists()


def file_address(cast: Cast, who: str, lived: Any) -> bool:
    where = reverse("photo_file", args=[cast.network.pk, lived.pk, "small"])
    return entered(cast, who).get(where).status_code == 200


def search(cast: Cast, who: str, lived: Any) -> bool:
    answer = entered(cast, who).get(reverse("search", args=[cast.network.pk]), {"q": "lentil"})
    return answer.status_code == 200 and "June brought" in answer.content.decode()


def in_a_book(name: str) -> Place:
    """A book that Rosa made for everybody, in which it was chosen."""

    def shows(cast: Cast, who: str, lived: Any) -> bool:
        chosen = [f"{lived.resource}:{lived.pk}"]
        made = Keepsake.everyones.filter(chosen=chosen).first()
        book = made or Keepsake.make(cast.rosa, title="Soup", chosen=chosen)
        Keepsake.everyones.filter(pk=book.pk).update(audience="network")
        answer = entered(cast, who).get(reverse(name, args=[cast.network.pk, book.pk]))
        return SAID in answer.content.decode()

    return shows


STORIES: dict[str, Place] = {
    "a book": in_a_book("keepsake"),
    "a book that is taken along": in_a_book("keepsake_file"),
    "the list": page("stories"),
    "its own page": page("story", "pk"),
    "June’s page": of_june,
    "who sees it": who_sees,
    "what is unusual": what_is_unusual,
    "the record": line_of_the_record,
    "what is taken along": archive,
    "the file that is taken along": archive_file,
    "every list": in_a_list,
    "search": search,
}
PHOTOS: dict[str, Place] = {
    "a book": in_a_book("keepsake"),
    "a book that is taken along": in_a_book("keepsake_file"),
    "every list": in_a_list,
    "who sees it": who_sees,
    "what is unusual": what_is_unusual,
    "the record": line_of_the_record,
    "what is taken along": archive,
    "the list": page("photos"),
    "its own page": page("photo", "pk"),
    "file address": file_address,
    "search": search,
}


def exists(place: str, name: str) -> bool:
    """Whether the house has these addresses; what it does not have shows nothing."""
    needs = {"search": ["search"], "file address": ["photo_file"]}
    if name == "photo":
        needs |= {"the list": ["photos"], "its own page": ["photo"], "search": ["search", "photo"]}
    return all(there in ALL for there in needs.get(place, ()))


def there(places: dict[str, Place], cast: Cast, lived: Any) -> set[tuple[str, str]]:
    """Each place and reader where it is found."""
    return {
        (place, who)
        for place, shows in places.items()
        if exists(place, lived.resource)
        for who in READERS
        if shows(cast, who, lived)
    }


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("story", "no"),
        ("photo", "hide"),
        # The other way round: long. Each way and each kind is tried in every place above.
        pytest.param("story", "hide", marks=pytest.mark.long),
        pytest.param("photo", "no", marks=pytest.mark.long),
    ],
)
def test_it_is_there_before_the_no_and_gone_everywhere_after_it(kind: str, said: str) -> None:
    cast = gather()
    lived: Any = told(cast) if kind == "story" else pictured(cast)
    places = STORIES if kind == "story" else PHOTOS
    says(cast, lived, "yes")
    before = there(places, cast, lived)
    assert {place for place, _who in before} == {p for p in places if exists(p, kind)}
    assert {who for place, who in before if place == "every list"} == set(READERS)
    says(cast, lived, said)
    after = there(places, cast, lived)
    assert {who for _place, who in after} <= {"rosa"}, "only whoever told it"
    assert ("every list", "rosa") in after


@pytest.mark.parametrize("who", ["maya", "kofi", "tanya", "faye"])
def test_each_of_them_finds_nothing_at_its_address_as_if_it_were_missing(who: str) -> None:
    cast = gather()
    story = told(cast)
    says(cast, story, "yes")
    client = entered(cast, who)
    where = reverse("story", args=[cast.network.pk, story.pk])
    nowhere = reverse("story", args=[cast.network.pk, "a" * 16])
    assert client.get(where).status_code == 200
    says(cast, story, "no")
    assert client.get(where).status_code == 404
    assert client.get(where).content == client.get(nowhere).content


def test_a_story_in_the_bin_is_gone_for_maya_as_well() -> None:
    cast = gather()
    story = told(cast)
    says(cast, story, "yes")
    story.bin(cast.rosa)
    assert [row.pk for row in in_the_bin(cast.maya, timezone.now(), (Story,))] == [story.pk]
    where = reverse("bring_back_story", args=[cast.network.pk, story.pk])
    one = whose(story, cast)
    Consent.everyones.filter(pk=one.pk).update(answer="no")
    assert in_the_bin(cast.maya, timezone.now(), (Story,)) == []
    assert in_the_bin(cast.rosa, timezone.now(), (Story,)) != []
    assert entered(cast, "maya").post(where).status_code == 404


def test_a_yes_until_a_day_ends_with_that_day() -> None:
    cast = gather()
    story = told(cast)
    until = timezone.localdate() + dt.timedelta(days=3)
    says(cast, story, "yes", until=until)
    assert in_a_list(cast, "kofi", story)
    for days, seen in ((3, True), (4, False)):
        with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
            assert in_a_list(cast, "kofi", story) is seen
            assert in_a_list(cast, "maya", story), "the person and stewards read it still"


def test_a_yes_for_the_network_alone_is_none_for_a_facilitator() -> None:
    cast = gather()
    story = told(cast)
    says(cast, story, "yes", scopes=["network"])
    assert in_a_list(cast, "kofi", story)
    assert not in_a_list(cast, "faye", story)


def test_nobody_sees_more_than_stewards_before_everybody_in_it_was_asked() -> None:
    cast = gather()
    story = told(cast)
    seen = {who for who in READERS if in_a_list(cast, who, story)}
    assert seen == {"maya", "rosa"}
    says(cast, story, "yes")
    assert {who for who in READERS if in_a_list(cast, who, story)} == set(READERS)
    Consent.put_in(cast.rosa, story, cast.people["kofi"])
    assert {who for who in READERS if in_a_list(cast, who, story)} == {"maya", "rosa"}


def test_whoever_is_in_it_and_says_no_still_finds_it_and_their_answer() -> None:
    cast = gather()
    story = told(cast, who="kofi")
    says(cast, story, "yes", who="kofi")
    says(cast, story, "no", who="kofi")
    assert in_a_list(cast, "rosa", story)
    assert not in_a_list(cast, "maya", story)
    shown = entered(cast, "kofi").get(reverse("in_it", args=[cast.network.pk])).content.decode()
    assert "June brought" in shown
    assert "You: No" in shown


def test_nobody_is_taken_out_of_a_story_to_undo_their_no() -> None:
    cast = gather()
    story = told(cast)
    says(cast, story, "no")
    Consent.take_out(cast.rosa, story, cast.people["june"])
    assert not in_a_list(cast, "maya", story)
    Consent.put_in(cast.rosa, story, cast.people["june"])
    assert whose(story, cast).answer == "no"


def test_whoever_is_taken_out_and_put_in_again_stands_there_with_their_answer() -> None:
    cast = gather()
    story = told(cast)
    says(cast, story, "yes", scopes=["network"])
    Consent.take_out(cast.rosa, story, cast.people["june"])
    assert not Consent.of_somebody().filter(story=story).exists()
    Consent.put_in(cast.rosa, story, cast.people["june"])
    assert whose(story, cast).answer == "yes"


def test_what_the_author_reads_says_no_more_than_that_somebody_asked_for_it() -> None:
    cast = gather()
    story = told(cast)
    Consent.put_in(cast.rosa, story, cast.people["kofi"])
    asked(cast, story)
    says(cast, story, "hide")
    shown = entered(cast, "rosa").get(reverse("story", args=[cast.network.pk, story.pk]))
    words = shown.content.decode()
    assert "Somebody in it asked for this." in words
    assert "Hidden for now" not in words


def test_a_stranger_finds_nothing_of_it() -> None:
    cast = gather()
    story, photo = told(cast), pictured(cast)
    for lived in (story, photo):
        says(cast, lived, "yes")
        assert not in_a_list(cast, "lena", lived)
    where = reverse("story", args=[cast.network.pk, story.pk])
    assert entered(cast, "lena").get(where).status_code == 404
    assert Client().get(where).status_code == 302


def test_the_no_of_one_picture_is_not_the_no_of_another() -> None:
    cast = gather()
    one, other = pictured(cast), pictured(cast, by="maya")
    says(cast, one, "yes")
    says(cast, other, "yes")
    says(cast, one, "no")
    assert not Photo.visible_to(cast.kofi).filter(pk=one.pk).exists()
    assert Photo.visible_to(cast.kofi).filter(pk=other.pk).exists()


def on_a_day(name: str, query: str = "") -> Place:
    """Whether a page of the reader's own shows the words, or leads to the picture."""

    def shows(cast: Cast, who: str, lived: Any) -> bool:
        body = entered(cast, who).get(reverse(name, args=[cast.network.pk]) + query).content
        return SAID in body.decode() or lived.pk in body.decode()

    return shows


def among_large_ones(cast: Cast, who: str, lived: Any) -> bool:
    """One picture alone, with the way to the one before and after: for few words."""
    where = reverse("photo_alone", args=[cast.network.pk, lived.pk])
    return entered(cast, who).get(where).status_code == 200


def to_be_thanked_for(cast: Cast, who: str, lived: Any) -> bool:
    """What a thank-you is for, above the line that is written."""
    where = reverse("thank", args=[cast.network.pk]) + f"?of={lived.pk}"
    return lived.in_short() in entered(cast, who).get(where).content.decode()


ELSEWHERE: dict[str, tuple[str, Place]] = {
    "a memory on Today": ("story", on_a_day("today")),
    "a memory beside the question": ("story", on_a_day("reflections")),
    "what a thank-you is for": ("story", to_be_thanked_for),
    "the pictures of an occasion": ("photo", on_a_day("photos", "?occasion=Supper")),
    "one picture alone": ("photo", among_large_ones),
}


@pytest.mark.parametrize("said", ["no", "hide"])
@pytest.mark.parametrize("where", ELSEWHERE)
def test_it_is_gone_where_things_come_back_by_themselves(where: str, said: str) -> None:
    cast = gather()
    kind, shows = ELSEWHERE[where]
    lived: Any = told(cast) if kind == "story" else pictured(cast)
    day = timezone.localdate()
    type(lived).everyones.filter(pk=lived.pk).update(on=f"{day.year - 1}-{day:%m-%d}")
    if kind == "photo":
        Photo.everyones.filter(pk=lived.pk).update(occasion="Supper")
    says(cast, lived, "yes")
    assert all(shows(cast, who, lived) for who in ("maya", "kofi", "tanya"))
    says(cast, lived, said)
    assert not any(shows(cast, who, lived) for who in ("maya", "kofi", "tanya"))


@pytest.mark.parametrize("said", ["no", "hide"])
def test_what_somebody_else_in_it_hid_waits_for_nobody_on_the_simple_home(said: str) -> None:
    cast = gather()
    story = told(cast)
    Consent.put_in(cast.rosa, story, cast.people["kofi"])
    one = asked(cast, story, "kofi")
    where = reverse("simple_waiting", args=[cast.network.pk])
    kofi = entered(cast, "kofi")
    assert one.pk in kofi.get(where).content.decode()
    assert [row.key for row in waiting(cast.kofi, timezone.now())] == [one.pk]
    says(cast, story, said)
    assert one.pk not in kofi.get(where).content.decode()
    assert waiting(cast.kofi, timezone.now()) == []
