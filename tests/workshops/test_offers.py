"""What is brought along from a network: by whose yes, seen by whom, and gone with the next look."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from closeknit.home import demo
from closeknit.networks.models import Membership, Person, Proposal
from closeknit.policy import Audience, Level
from closeknit.stories.models import Consent, Photo, Story
from closeknit.workshops.models import Activity, Offer, Opening, Recap, Session
from closeknit.workshops.recap import drafted
from tests.cast import entered
from tests.forms import the_form
from tests.stories.scene import says

from .scene import Workshop, workshop
from .test_doors import by_link

pytestmark = pytest.mark.django_db

SOUP = "June brought lentil soup in a blue pot, and Tanya carried it."
EVERYWHERE = ["network", "workshop", "recap"]
TYPED = {"words": SOUP, "named": "first", "called": "first", "goes": "yes"}


def story_of(here: Workshop, by: str = "kofi") -> Story:
    """Kofi told of June in Maya's network; those who look after it read it."""
    actor = here.cast.actors[by]
    row = Story.begin(actor, happened=SOUP)
    Consent.put_in(actor, row, here.cast.people["june"])
    row.tell(actor, row.version, Audience(Level.STEWARDS))
    return Story.everyones.get(pk=row.pk)


def picture_of(here: Workshop, by: str = "kofi") -> Photo:
    """A picture of June that Kofi brought."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "WEBP")
    names = {
        size: default_storage.save(f"photos/offer-{size}.webp", ContentFile(out.getvalue()))
        for size in ("file", "middle", "small")
    }
    said = {"caption": "June with her pot.", "alt": "June at a table.", "width": 40}
    row = Photo.make(here.cast.actors[by], **said, height=30, **names)
    Consent.put_in(here.cast.actors[by], row, here.cast.people["june"])
    return Photo.everyones.get(pk=row.pk)


def address(here: Workshop, *more: str) -> str:
    return "/".join(("", "w", here.series.pk, *more, ""))


def brings(here: Workshop, lived: Any, **typed: str) -> Offer:
    """Kofi brings it along, as he would in a browser."""
    page = entered(here.cast, "kofi")
    where = address(here, "bring", lived.pk)
    said = {**the_form(page.get(where).content.decode(), has="words"), **TYPED, **typed}
    answer = page.post(where, said)
    assert answer.status_code == 302, answer.content.decode()
    return Offer.everyones.latest("made_at")


def maya_says_yes(here: Workshop, lived: Any) -> None:
    asked = Proposal.everyones.get(kind="workshop", target=lived.pk, decided_at=None)
    asked.say_yes(here.cast.maya)


def agreed(here: Workshop, lived: Any, **more: Any) -> Offer:
    """With the yes of everybody in it, and Maya's."""
    says(here.cast, lived, "yes", scopes=EVERYWHERE, **more)
    picture = {"alt": "June at a table.", "words": "June with a blue pot."}
    offer = brings(here, lived, **(picture if lived.resource == "photo" else {}))
    maya_says_yes(here, lived)
    return offer


def seen(here: Workshop, who: str = "rosa") -> str:
    return entered(here.cast, who).get(address(here, "brought")).content.decode()


def test_who_leads_finds_nothing_that_nobody_brought_along():
    here = workshop()
    story_of(here)
    assert "soup" not in seen(here)
    assert not Offer.visible_to(here.rosa).exists()
    assert entered(here.cast, "rosa").get(address(here, "bring")).status_code == 404


def test_a_story_waits_for_whoever_is_in_it_and_for_the_person():
    here = workshop()
    lived = story_of(here)
    offer = brings(here, lived)
    assert "soup" not in seen(here)
    mine = seen(here, "kofi")
    assert "June has not said yes to a workshop." in mine
    assert "Maya has not said yes." in mine
    says(here.cast, lived, "yes", scopes=["network"])
    maya_says_yes(here, lived)
    assert "soup" not in seen(here)
    says(here.cast, lived, "yes", scopes=["workshop"])
    assert "lentil soup" in seen(here)
    assert not Offer.standing("recap").filter(pk=offer.pk).exists(), "June said yes to no page"
    assert "lentil soup" in by_link(here.june).get(address(here, "brought")).content.decode()


def test_a_yes_of_the_person_is_to_the_words_she_read_and_to_no_others():
    here = workshop()
    lived = story_of(here)
    agreed(here, lived)
    other = brings(here, lived, words="June forgot the soup, and everybody laughed.")
    assert not Offer.standing().filter(pk=other.pk).exists()
    asked = Proposal.everyones.get(kind="workshop", target=lived.pk, decided_at=None)
    page = entered(here.cast, "maya").get(reverse("waiting", args=[here.cast.network.pk]))
    assert "June forgot the soup, and everybody laughed." in page.content.decode()
    asked.say_yes(here.cast.maya)
    assert Offer.standing().filter(pk=other.pk).exists()


# Where it can stand, and every way in which it is taken back -------------------------------------


class Shown:
    """A story and a picture of June, brought along by Kofi, in a recap that everybody reads."""

    def __init__(self) -> None:
        self.here = here = workshop()
        self.story, self.photo = story_of(here), picture_of(here)
        self.told, self.pictured = agreed(here, self.story), agreed(here, self.photo)
        session = Session.of(here.series)[0]
        session.series = here.series
        row = Recap.draft(here.rosa, session, drafted(here.rosa, session))
        row.publish(here.rosa, row.version, True, [])
        self.recap = Recap.everyones.get(pk=row.pk)

    def rosa(self, *more: str) -> Any:
        return entered(self.here.cast, "rosa").get(address(self.here, *more))

    def paper(self) -> Any:
        where = address(self.here, "recaps", self.recap.pk, "recap.pdf").rstrip("/")
        return entered(self.here.cast, "rosa").get(where)

    def places(self) -> dict[str, bool]:
        """Each place, and whether anything of both stands there at this moment."""
        recap, rosa, anybody = self.recap.pk, self.rosa, Client()
        june, picture = by_link(self.here.june), self.pictured.pk
        pages = {
            "what the group sees": rosa("brought"),
            "the same by the link of a place": june.get(address(self.here, "brought")),
            "the editor": rosa("recaps", recap, "edit"),
            "as others would read it": rosa("recaps", recap, "publish"),
            "the recap of the group": rosa("recaps", recap),
            "the public recap": anybody.get(f"/recaps/{recap}/"),
        }
        found = {name: "blue pot" in page.content.decode() for name, page in pages.items()}
        files = {
            "the picture for the group": rosa("brought", picture, "picture"),
            "the picture in the recap": rosa("recaps", recap, "pictures", picture),
            "the picture for everybody": anybody.get(f"/recaps/{recap}/pictures/{picture}/"),
        }
        found |= {name: answer.status_code == 200 for name, answer in files.items()}
        for name, answer in {
            "on paper": self.paper(),
            "on paper for everybody": anybody.get(f"/recaps/{recap}/recap.pdf"),
        }.items():
            found[name] = re.search(rb"/Subtype\s*/Image", answer.content) is not None
        return found


def nobody_in_it_agrees(at: Shown, answer: str, **more: Any) -> None:
    for lived in (at.story, at.photo):
        says(at.here.cast, lived, answer, **more)


def until_yesterday(at: Shown) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Consent.everyones.filter(person=at.here.cast.people["june"]).update(until=yesterday)


def maya_hides_both(at: Shown) -> None:
    for model, lived in ((Story, at.story), (Photo, at.photo)):
        model.everyones.get(pk=lived.pk).hide(at.here.cast.maya)


def both_go_into_the_bin(at: Shown) -> None:
    for model, lived in ((Story, at.story), (Photo, at.photo)):
        model.everyones.get(pk=lived.pk).bin(at.here.cast.kofi)


def taken_back(at: Shown) -> None:
    kofi = entered(at.here.cast, "kofi")
    for offer in (at.told, at.pictured):
        assert kofi.post(address(at.here, "brought", offer.pk, "back")).status_code == 302


def kofi_leaves_the_workshop(at: Shown) -> None:
    at.here.kofi.leave(at.here.kofi.actor())


def kofi_is_let_go_in_the_network(at: Shown) -> None:
    Membership.everyones.get(account=at.here.cast.kofi.account).take_out(at.here.cast.maya)


def june_is_a_child(at: Shown) -> None:
    Person.everyones.filter(pk=at.here.cast.people["june"].pk).update(under_age=True)


WAYS: dict[str, Callable[[Shown], None]] = {
    "no": lambda at: nobody_in_it_agrees(at, "no"),
    "hide now": lambda at: nobody_in_it_agrees(at, "hide"),
    "the network alone": lambda at: nobody_in_it_agrees(at, "yes", scopes=["network", "recap"]),
    "until yesterday": until_yesterday,
    "Maya hides it": maya_hides_both,
    "into the bin": both_go_into_the_bin,
    "taken back": taken_back,
    "Kofi leaves the workshop": kofi_leaves_the_workshop,
    "Kofi takes no part any more": kofi_is_let_go_in_the_network,
    "June is a child": june_is_a_child,
}


def test_each_place_shows_it_before_and_not_after():
    """One way through every place; the other ways through what all places ask."""
    at = Shown()
    before = at.places()
    assert all(before.values()), before
    WAYS["no"](at)
    after = at.places()
    assert not any(after.values()), after


@pytest.mark.parametrize("way", [name for name in WAYS if name != "no"])
def test_every_way_of_taking_it_back_reaches_it(way: str):
    at = Shown()
    where = f"/recaps/{at.recap.pk}/"
    assert "blue pot" in Client().get(where).content.decode()
    WAYS[way](at)
    assert "blue pot" not in Client().get(where).content.decode()
    assert "blue pot" not in seen(at.here)
    assert not Offer.standing().exists()


def test_a_yes_to_the_group_alone_stands_in_no_recap():
    at = Shown()
    nobody_in_it_agrees(at, "yes", scopes=["network", "workshop"])
    found = at.places()
    shows = {"what the group sees", "the same by the link of a place", "the picture for the group"}
    assert {name for name, there in found.items() if there} == shows


def test_names_stand_there_as_each_of_them_chose():
    at = Shown()
    page = Client().get(f"/recaps/{at.recap.pk}/").content.decode()
    assert "June brought lentil soup" in page
    assert "Tanya" not in page, "nobody asked Tanya, who is on the map"
    nobody_in_it_agrees(at, "yes", scopes=EVERYWHERE, called="changed", other_name="Robin")
    page = Client().get(f"/recaps/{at.recap.pk}/").content.decode()
    assert "Robin" in page
    assert not re.search(r"\bJune\b", page)


def test_only_whoever_told_it_brings_it_along():
    here = workshop()
    mine, hers = story_of(here), story_of(here, "rosa")
    kofi = entered(here.cast, "kofi")
    page = kofi.get(address(here, "bring")).content.decode()
    assert mine.pk in page
    assert hers.pk not in page
    assert kofi.get(address(here, "bring", hers.pk)).status_code == 404
    assert by_link(here.june).get(address(here, "bring", mine.pk)).status_code == 404


def test_what_was_typed_stays_where_something_is_missing():
    here = workshop()
    lived = picture_of(here)
    kofi = entered(here.cast, "kofi")
    where = address(here, "bring", lived.pk)
    answer = kofi.post(where, {**TYPED, "alt": "", "words": "At her table."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say in a few words what is to be seen." in page
    assert "At her table." in page
    assert kofi.post(where, {**TYPED, "words": "\0"}).status_code == 422


def test_the_scene_holds_a_story_that_kofi_brought_along():
    demo.load()
    offer = Offer.standing("recap").get(photo=None)
    assert offer.seat.name == "Kofi"
    assert "scarf" in offer.words


def test_a_picture_that_was_brought_along_hangs_in_the_room_while_its_block_is_open():
    here = workshop()
    offer = agreed(here, picture_of(here))
    rosa, june = entered(here.cast, "rosa"), by_link(here.june)
    session = Session.of(here.series)[0]
    block = Activity.add(here.rosa, session, kind="photo", title="What do you see?")
    where = address(here, "sessions", session.pk, "plan", block.pk)
    form = the_form(rosa.get(where).content.decode(), has="picture")
    assert rosa.post(where, {**form, "picture": "x" * 16}).status_code == 422
    assert rosa.post(where, {**form, "picture": offer.pk}).status_code == 302
    room, src = address(here, "room", session.pk), address(here, "brought", offer.pk, "picture")
    assert src not in june.get(room).content.decode()
    rosa.post(address(here, "room", session.pk, "open", block.pk))
    wall = address(here, "room", session.pk, "wall")
    for page in (june.get(room), rosa.get(wall), rosa.get(room)):
        told = page.content.decode()
        assert f'src="{src}"' in told
        assert 'alt="June at a table."' in told
        assert "blue pot" not in told  # what stands behind it comes with the answers
    assert b"".join(june.get(src).streaming_content)
    assert entered(here.cast, "lena").get(src).status_code == 404
    Opening.everyones.get(activity=block).show(here.rosa)
    assert "blue pot" in june.get(room).content.decode()
    both = {f"at-{seat.pk}": "1" for seat in (here.june, here.kofi)}
    rosa.post(address(here, "room", session.pk, "groups"), {"size": "2", **both})
    june.post(address(here, "room", session.pk, "hand"))
    for who in (june, rosa):
        with CaptureQueriesContext(connection) as found:
            who.get(room)
        assert len(found) <= 15
    offer.bin(here.kofi.actor(), "took_offer_back")
    for page in (june.get(room), rosa.get(wall), rosa.get(room)):
        assert src not in page.content.decode()
    assert "It is hidden now" in rosa.get(room).content.decode()
    assert "It is hidden now" not in june.get(room).content.decode()


def test_a_picture_that_is_hidden_now_stays_with_its_block_when_the_block_is_changed():
    here = workshop()
    offer = agreed(here, picture_of(here))
    rosa, session = entered(here.cast, "rosa"), Session.of(here.series)[0]
    block = Activity.add(here.rosa, session, kind="photo", title="Look", picture=offer.pk)
    where = address(here, "sessions", session.pk, "plan", block.pk)
    assert "It is hidden now" not in rosa.get(where).content.decode()
    offer.bin(here.kofi.actor(), "took_offer_back")
    told = rosa.get(where).content.decode()
    assert "The one chosen before. It is hidden now." in told
    assert "June at a table" not in told
    form = the_form(told, has="picture")
    assert rosa.post(where, {**form, "title": "Look closely"}).status_code == 302
    block.refresh_from_db()
    assert (block.title, block.picture) == ("Look closely", offer.pk)
    form = the_form(rosa.get(where).content.decode(), has="picture")
    assert rosa.post(where, {**form, "picture": ""}).status_code == 302
    assert "It is hidden now" not in rosa.get(where).content.decode()
