"""Recaps: drafted from what was said, gone through with care, published, and taken back."""

from __future__ import annotations

import copy
import hashlib
import io
import re
from html import unescape

import pytest
from django.test import Client
from PIL import Image

from closeknit.home import demo
from closeknit.policy import Denied
from closeknit.workshops.models import (
    Answer,
    Going,
    Opening,
    Presence,
    Recap,
    Seat,
    Series,
    Telling,
)
from closeknit.workshops.models.base import SeriesVersion
from closeknit.workshops.models.recaps import seal
from closeknit.workshops.recap import drafted, read_published
from tests.cast import entered
from tests.forms import the_form

from .test_doors import by_link
from .told import BABY, KEPT, LINE, SAID, STAYS, evening

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


def form(page, has: str) -> dict[str, list[str]]:
    return the_form(page.content.decode(), has=has)


def reworded(told, kind: str, words: str) -> Recap:
    """The recap with another sentence in its last part of this kind."""
    row = told.recap()
    parts = copy.deepcopy(row.parts)
    part = [part for part in parts if part["kind"] == kind][-1]
    part["lines"][0]["words"] = words
    row.edit(told.here.rosa, row.version, parts)
    return told.recap()


def test_a_facilitator_says_what_was_said_and_gets_a_draft_of_it():
    told = evening()
    words = told.address("sessions", told.session.pk, "recap", "words")
    rosa = told.rosa()
    page = rosa.get(words)
    assert "Name nobody." in text(page)
    typed = form(page, has="opening") | {
        "opening": "It rained, and everybody came.",
        "draft": "1",
    }
    answer = rosa.post(words, typed, follow=True)
    said = text(answer)
    assert "It rained, and everybody came." in said
    assert "Nothing was said here: A song" in said or "not opened: A song" in said
    assert "From: your words" in said
    assert STAYS not in said
    assert KEPT not in said
    row = told.recap()
    assert [part["kind"] for part in row.parts if part["lines"]] == [
        *("title", "opening", "told", "told", "key", "ahead", "thought", "questions")
    ]


def test_nothing_that_others_said_is_kept_in_the_recap_but_its_key():
    told = evening()
    row = told.publish()
    row.edit(told.here.rosa, row.version, row.parts[:-1])
    kept = str([row.parts, row.published, *SeriesVersion.everyones.values_list("state", flat=True)])
    assert told.baby.pk in kept
    for words in (BABY, LINE, STAYS, KEPT):
        assert words[:25] not in kept.replace(str({"words": words}), "")


def test_an_editor_changes_leaves_out_and_adds():
    told = evening()
    row = told.draft()
    address = told.address("recaps", row.pk, "edit")
    rosa = told.rosa()
    typed = form(rosa.get(address), has="new_words")
    thought = next(part for part in row.parts if part["kind"] == "thought")["lines"][0]
    typed[f"line-{thought['id']}"] = ""
    opening = next(part for part in row.parts if part["kind"] == "opening")
    typed[f"line-{opening['lines'][0]['id']}"] = "We met on a wet evening."
    typed |= {"new_heading": "Tea", "new_words": "There was cake.\nAll of it went."}
    assert rosa.post(address, typed | {"on": "1"}).status_code == 302
    row = told.recap()
    said = text(rosa.get(told.address("recaps", row.pk, "publish")))
    for words in ("We met on a wet evening.", "There was cake.", "All of it went.", "Tea"):
        assert words in said
    assert "People need people." not in said
    assert "somebody who stays" in said.lower()


def test_two_editors_see_both_texts_and_lose_nothing():
    told = evening()
    row = told.draft()
    address = told.address("recaps", row.pk, "edit")
    rosa = told.rosa()
    typed = form(rosa.get(address), has="new_words")
    line = next(part for part in row.parts if part["kind"] == "key")["lines"][0]
    first, second = typed | {f"line-{line['id']}": "One."}, typed | {f"line-{line['id']}": "Two."}
    assert rosa.post(address, first).status_code == 302
    answer = rosa.post(address, second)
    assert answer.status_code == 409
    assert "One." in text(answer)
    assert "Two." in text(answer)
    assert rosa.post(address, form(answer, has="new_words")).status_code == 302
    assert "Two." in str(told.recap().parts)


def test_a_name_without_its_yes_keeps_a_recap_from_being_published():
    told = evening()
    row = told.draft()
    row = reworded(told, "thought", "Pat said that pat means a soft touch.")
    address, rosa = told.address("recaps", row.pk, "publish"), told.rosa()
    page = rosa.get(address)
    assert "Pat Quinn did not say yes to this name." in text(page)
    answer = rosa.post(address, form(page, has="who") | {"who": "everybody"})
    assert answer.status_code == 422
    assert told.recap().public_at is None
    row = reworded(told, "thought", "Somebody said that pat means a soft touch.")
    page = rosa.get(address)
    answer = rosa.post(address, form(page, has="who") | {"who": "everybody", "spared": ["pat"]})
    assert answer.status_code == 302
    assert "pat means a soft touch" in text(Client().get(f"/recaps/{row.pk}/"))


def test_what_stays_in_the_room_cannot_be_written_into_a_recap():
    told = evening()
    row = told.draft()
    row = reworded(told, "thought", "One said: my brother has not spoken to us since.")
    address, rosa = told.address("recaps", row.pk, "publish"), told.rosa()
    page = rosa.get(address)
    assert "keeps it there" in text(page)
    assert rosa.post(address, form(page, has="who") | {"who": "group"}).status_code == 422
    assert told.recap().group_at is None


BEFORE = "My neighbour Ann minded the twins all night long."
"""How somebody told it first, before they said it with other words."""


def told_anew(told, *wordings: str, goes: bool) -> Telling:
    """Somebody whose story may go tells it in these words, one after the other."""
    row = Telling.everyones.filter(opening__session=told.session, goes=True).first()
    opening = row.opening
    Opening.everyones.filter(pk=opening.pk).update(closed_at=None)
    for words in wordings:
        Telling.say(row.seat.actor(), opening, row.seat, words=words, goes=goes, named="none")
    return Telling.everyones.get(pk=row.pk)


def holds_back(told, words: str) -> bool:
    """Whether the page before publishing says that somebody keeps this sentence in the room."""
    row = reworded(told, "thought", words)
    return "keeps it there" in text(told.rosa().get(told.address("recaps", row.pk, "publish")))


@pytest.mark.parametrize("how", ["kept", "taken away", "retold"])
def test_the_first_wording_of_a_story_is_in_no_recap_once_it_is_another(how):
    told = evening()
    told.draft()
    row = told_anew(told, BEFORE, "A neighbour helped.", goes=how != "kept")
    if how == "taken away":
        row.take_away(row.seat.actor())
    assert holds_back(told, "Somebody said: my neighbour Ann minded the twins all night.")
    assert not holds_back(told, "Neighbours can be there at night.")


def test_what_is_let_go_now_may_be_said_though_it_was_said_before():
    told = evening()
    told.draft()
    told_anew(told, "Ann was there.", BEFORE, "Ann was there all night.", goes=True)
    assert not holds_back(told, "Ann was there all night.")
    assert holds_back(told, "Minded the twins all night long.")


def test_of_an_earlier_wording_no_word_is_kept():
    told = evening()
    row = told_anew(told, BEFORE, "A neighbour helped.", goes=True)
    assert row.traces
    for table in (Telling, SeriesVersion):
        assert "twins" not in str(list(table.everyones.values()))


def test_a_recap_for_everybody_is_read_by_everybody():
    told = evening()
    rosa = told.rosa()
    row = told.draft()
    assert Client().get(f"/recaps/{row.pk}/").status_code == 404
    address = told.address("recaps", row.pk, "publish")
    assert (
        rosa.post(address, form(rosa.get(address), has="who") | {"who": "everybody"}).status_code
        == 302
    )
    page = Client().get(f"/recaps/{row.pk}/")
    said = text(page)
    assert SAID["title"] in said
    assert "One of us from next door minded the baby every afternoon. Kofi drove us." in said
    assert "Kofi, with their yes" in said
    assert "trust, inclusion and mapping the people around us" in said
    assert 'property="og:image"' in said
    assert page.headers["Cache-Control"] == "no-store"
    for words in (STAYS, KEPT, "June", "Pat"):
        assert words not in said
    card = Client().get(f"/recaps/{row.pk}/card.png")
    assert Image.open(io.BytesIO(card.content)).size == (1200, 630)
    paper = Client().get(f"/recaps/{row.pk}/recap.pdf")
    assert paper.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in paper.content


def test_a_recap_for_the_group_is_read_by_those_with_a_place_alone():
    told = evening()
    row = told.publish(everybody=False)
    here = told.address("recaps", row.pk)
    assert entered(told.here.cast, "kofi").get(here).status_code == 200
    assert entered(told.here.cast, "kofi").get(here + "recap.pdf").status_code == 200
    for client in (entered(told.here.cast, "lena"), entered(told.here.cast, "maya")):
        assert client.get(here).status_code == 404
    assert Client().get(f"/recaps/{row.pk}/").status_code == 404
    for more in ("edit", "publish", "unpublish"):
        assert entered(told.here.cast, "kofi").get(f"{here}{more}/").status_code == 404


def test_what_is_being_written_is_not_read_by_those_with_a_place():
    told = evening()
    row = told.publish()
    row = reworded(told, "thought", "Not yet for anybody.")
    for address, client in (
        (told.address("recaps", row.pk), entered(told.here.cast, "kofi")),
        (f"/recaps/{row.pk}/", Client()),
    ):
        assert "Not yet for anybody." not in text(client.get(address))


def test_a_story_taken_back_is_gone_at_the_next_look_everywhere():
    told = evening()
    row = told.publish()
    looks = [f"/recaps/{row.pk}/", f"/recaps/{row.pk}/recap.pdf", f"/recaps/{row.pk}/card.png"]
    before = [Client().get(one).content for one in looks]
    assert "minded the baby" in before[0].decode()
    kofi = told.here.kofi
    opening = told.baby.opening
    Telling.say(kofi.actor(), opening, kofi, words=BABY, goes=False, named="first")
    now = [Client().get(one).content for one in looks]
    assert "minded the baby" not in now[0].decode()
    assert "Kofi" not in now[0].decode()
    assert now[1] != before[1]


def test_a_heading_made_of_a_story_goes_with_the_story():
    told = evening()
    row = told.draft()
    parts = copy.deepcopy(row.parts)
    part = next(part for part in parts if part["kind"] == "thought")
    part["heading"] = "A neighbour we hardly knew, minded the baby every afternoon"
    row.edit(told.here.rosa, row.version, parts)
    row.publish(told.here.rosa, row.version, True, [])
    look = f"/recaps/{row.pk}/"
    assert "minded the baby every afternoon</h2>" in text(Client().get(look))
    kofi = told.here.kofi
    Telling.say(kofi.actor(), told.baby.opening, kofi, words=BABY, goes=False, named="first")
    now = text(Client().get(look))
    assert "minded the baby" not in now
    assert part["lines"][0]["words"] in now


def test_other_words_than_those_that_were_published_wait_until_somebody_looks():
    told = evening()
    row = told.publish()
    stories = told.baby.opening
    stories = Opening.begin(told.here.rosa, stories.activity)  # open again: it may be said anew
    kofi = told.here.kofi
    other = "Mrs Petrov at number nine drinks."
    Telling.say(kofi.actor(), stories, kofi, words=other, goes=True, named="full")
    looks = [f"/recaps/{row.pk}/", f"/recaps/{row.pk}/recap.pdf", f"/recaps/{row.pk}/card.png"]
    now = [Client().get(one) for one in looks]
    assert {one.status_code for one in now} == {200}
    assert "Petrov" not in text(now[0])
    assert "minded the baby" not in text(now[0])
    reading = str(read_published(told.recap()))
    assert "Petrov" not in reading
    assert "minded the baby" not in reading
    assert "somebody who stays" in reading.lower()
    june = by_link(told.here.june)
    inside = told.address("recaps", row.pk)
    assert "Petrov" not in text(june.get(inside))
    rosa = told.rosa()
    page = text(rosa.get(told.address("recaps", row.pk, "edit")))
    assert "Some say it in other words now" in page
    assert other in page
    where = told.address("recaps", row.pk, "publish")
    assert rosa.post(where, form(rosa.get(where), has="who") | {"who": "group"}).url == inside
    assert "Petrov" in text(june.get(inside))
    assert "other words now" not in text(rosa.get(told.address("recaps", row.pk, "edit")))


def test_words_that_changed_since_somebody_looked_are_not_published_unseen():
    told = evening()
    row = told.draft()
    rosa, where = told.rosa(), told.address("recaps", row.pk, "publish")
    typed = form(rosa.get(where), has="who") | {"who": "everybody"}
    stories = Opening.begin(told.here.rosa, told.baby.opening.activity)
    said = {"words": "Quite another story.", "goes": True, "named": "none"}
    Telling.say(told.here.kofi.actor(), stories, told.here.kofi, **said)
    assert rosa.post(where, typed).url == where
    assert rosa.post(where, {**typed, "seen": ""}).url == where, "nor by saying nothing of it"
    assert told.recap().group_at is None
    assert "Quite another story." in text(rosa.get(where))


def test_nothing_of_what_others_said_can_be_worked_out_from_its_seal():
    told = evening()
    row = told.publish()
    key = f"telling:{told.baby.pk}"
    assert set(row.heard) == {key, f"answer:{told.line.pk}"}
    assert BABY not in str(row.heard)
    assert row.heard[key] == seal(key, BABY) != seal("telling:other", BABY)
    assert hashlib.sha256(BABY.encode()).hexdigest()[:32] != row.heard[key]


def test_a_story_is_taken_back_or_named_otherwise_on_a_page_after_the_session():
    told = evening()
    row = told.publish()
    kofi, where = (
        entered(told.here.cast, "kofi"),
        told.address("sessions", told.session.pk, "my-words"),
    )
    name = f"answer-{told.baby.pk}"
    page = kofi.get(where)
    assert "minded the baby" in text(page)
    assert kofi.post(where, form(page, has=name) | {name: "none"}).status_code == 302
    public = f"/recaps/{row.pk}/"
    assert "Kofi, with their yes" not in text(Client().get(public))
    assert kofi.post(where, form(page, has=name) | {name: "stays"}).status_code == 302
    assert "minded the baby" not in text(Client().get(public))
    assert "minded the baby" in text(kofi.get(where))
    with pytest.raises(Denied):
        Telling.everyones.get(pk=told.baby.pk).let(told.pat.actor(), True, "full")


def test_a_name_taken_back_is_gone_from_the_facilitators_words_as_well():
    told = evening()
    row = told.draft()
    row = reworded(told, "thought", "Kofi made us laugh.")
    row = told.recap()
    row.publish(told.here.rosa, row.version, True, [])
    assert "Kofi made us laugh." in text(Client().get(f"/recaps/{row.pk}/"))
    kofi = told.here.kofi
    Telling.say(kofi.actor(), told.baby.opening, kofi, words=BABY, goes=True, named="none")
    said = text(Client().get(f"/recaps/{row.pk}/"))
    assert "One of us made us laugh." in said
    assert "Kofi" not in said


def test_each_place_says_for_each_line_whether_it_may_go():
    told = evening()
    row = told.publish()
    kofi = entered(told.here.cast, "kofi")
    address = told.address("sessions", told.session.pk, "my-words")
    page = kofi.get(address)
    assert KEPT in text(page)
    assert LINE not in text(page)
    name = f"answer-{Answer.everyones.get(seat=told.here.kofi).pk}"
    assert kofi.post(address, form(page, has=name) | {name: "full"}).status_code == 302
    row = told.publish()
    assert KEPT[3:] in text(Client().get(f"/recaps/{row.pk}/"))
    assert kofi.post(address, form(page, has=name) | {name: "stays"}).status_code == 302
    assert KEPT[3:] not in text(Client().get(f"/recaps/{row.pk}/"))
    with pytest.raises(Denied):
        Going.say(told.here.kofi.actor(), told.line, True, "full")
    assert told.rosa().get(address).status_code == 404


def test_whoever_leaves_the_series_takes_their_words_along():
    told = evening()
    row = told.publish()
    assert "somebody who stays" in text(Client().get(f"/recaps/{row.pk}/")).lower()
    Seat.active().get(pk=told.pat.pk).leave(told.pat.actor())
    assert "somebody who stays" not in text(Client().get(f"/recaps/{row.pk}/")).lower()


def test_taken_down_it_is_nowhere():
    told = evening()
    row = told.publish()
    rosa = told.rosa()
    assert rosa.post(told.address("recaps", row.pk, "unpublish")).status_code == 302
    assert Client().get(f"/recaps/{row.pk}/").status_code == 404
    assert entered(told.here.cast, "kofi").get(told.address("recaps", row.pk)).status_code == 404
    assert "Nobody else reads it" in text(rosa.get(told.address("recaps")))


def test_a_draft_made_anew_keeps_the_text_before():
    told = evening()
    row = told.draft()
    rosa = told.rosa()
    address = told.address("sessions", told.session.pk, "recap", "draft")
    assert rosa.post(address).status_code == 302
    assert Recap.everyones.count() == 1
    assert SeriesVersion.everyones.filter(row=row.pk).exists()


def test_the_archive_shows_each_as_far_as_it_may_be_read():
    told = evening()
    told.publish()
    archive = told.address("recaps")
    assert "Everybody can read it." in text(told.rosa().get(archive))
    seen = text(entered(told.here.cast, "kofi").get(archive))
    assert "What of mine may be in it" in seen
    assert "Go through it" not in seen
    assert Series.by_key(told.here.series.pk) is not None


def test_a_session_of_which_nothing_was_said_has_a_draft_that_says_so():
    told = evening()
    second = type(told.session).of(told.here.series)[1]
    second.series = told.here.series
    parts = drafted(told.here.rosa, second)
    assert [part["note"] for part in parts if part["kind"] == "key"] == [
        "Nothing was said here: what to keep in mind."
    ]
    assert not any("voices" in line for part in parts for line in part["lines"])


def test_the_made_up_evening_has_a_recap_with_all_of_it():
    demo.load()
    row = Recap.public().get()
    said = text(Client().get(f"/recaps/{row.pk}/"))
    for words in (
        "minded the baby every afternoon",
        "drove out with a can of petrol",
        "photos of three networks",
        "Why unpaid friends matter",
        "It takes intention",
        "trust, inclusion and mapping the people around us",
        "Six of us met for the first of seven sessions",
    ):
        assert words in said
    for name in ("Ana", "Duarte", "Whitlock", "Lin ", "Sal ", "diagnosis", "without a reason"):
        assert name not in said
    assert "Joe, with their yes" in said


def test_names_of_people_who_are_not_here_are_pointed_out_to_the_teller_and_who_edits():
    told = evening()
    shop = told.here
    maya = Seat.sign_up(shop.series, {"name": "Maya"}, account=shop.cast.maya.account)
    words = "Tanya sat up with us. Then Olga came with Kofi on a Friday."
    said = {"words": words, "goes": True, "named": "none"}
    Opening.begin(shop.rosa, told.baby.opening.activity)
    Telling.say(maya.actor(), told.baby.opening, maya, **said)
    where = told.address("sessions", told.session.pk, "my-words")
    Presence.say(shop.rosa, told.session, shop.kofi, "here")
    page = entered(shop.cast, "maya").get(where)
    assert "In it: Tanya, Olga. Do they know?" in text(page)  # Tanya is in her network
    edit = told.address("recaps", told.draft().pk, "edit")
    page = text(told.rosa().get(edit))
    assert "somebody who is not here: Olga. Do they know?" in page
    assert f"“{words}”" in page  # nothing is changed by itself
    Telling.say(maya.actor(), told.baby.opening, maya, words="", goes=False, named="none")
    assert "Do they know?" not in text(told.rosa().get(edit))
    assert "Do they know?" not in text(entered(shop.cast, "kofi").get(where))
