"""What comes back on its day: never what was hard, and never somebody who has died."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import Contact, Person
from closeknit.plans.models import Touch
from closeknit.policy import Level
from closeknit.stories.memories import memory
from closeknit.stories.models import Consent, Moment, Reflection, Story
from tests.cast import entered

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 4)


def told(cast, on, words="June came with soup.", **more):
    fields = {"audience": Level.STEWARDS, "told_at": timezone.now(), **more}
    return Story.make(cast.maya, "told_story", happened=words, on=on, **fields)


def test_a_story_comes_back_on_its_day(cast):
    told(cast, "2023-03-04")
    found = memory(cast.maya, TODAY)
    assert (found.words, found.years) == ("June came with soup.", 3)


def test_the_day_goes_before_the_month_and_a_month_is_enough(cast):
    told(cast, "2022-03", "Some day in March.")
    assert memory(cast.maya, TODAY).words == "Some day in March."
    told(cast, "2023-03-04", "This very day.")
    assert memory(cast.maya, TODAY).words == "This very day."


@pytest.mark.parametrize("on", ["", "2023", "2023-04", "2023-04-03", "2026-03-04", "2027-03-04"])
def test_nothing_comes_back_on_another_day_nor_in_its_own_year(cast, on):
    told(cast, on)
    assert memory(cast.maya, TODAY) is None


def test_what_was_hard_does_not_come_back_by_itself(cast):
    told(cast, "2023-03-04", hard=True)
    assert memory(cast.maya, TODAY) is None


def test_a_draft_does_not_come_back(cast):
    told(cast, "2023-03-04", told_at=None)
    assert memory(cast.maya, TODAY) is None


def test_nobody_who_has_died_comes_back_unasked(cast):
    story, june = told(cast, "2023-03-04"), cast.people["june"]
    Consent.put_in(cast.maya, story, june)
    assert memory(cast.maya, TODAY) is not None
    Person.everyones.filter(pk=june.pk).update(kind="died")
    assert memory(cast.maya, TODAY) is None


def test_a_moment_comes_back_on_the_day_it_was_written(cast):
    at = dt.datetime(2024, 3, 4, 12, tzinfo=dt.UTC)
    Moment.make(cast.maya, "told", text="Kofi kept a seat.", made_at=at)
    assert memory(cast.maya, TODAY).words == "Kofi kept a seat."


def test_only_what_the_reader_may_see_comes_back(cast):
    told(cast, "2023-03-04", audience=Level.PERSON)
    assert memory(cast.maya, TODAY) is not None
    for who in ("rosa", "kofi", "tanya", "lena"):
        assert memory(cast.actors[who], TODAY) is None


def test_it_stands_beside_the_question_of_the_day(cast):
    day = timezone.localdate()
    told(cast, f"{day.year - 1}-{day:%m-%d}")
    page = entered(cast, "maya").get(reverse("reflections", args=[cast.network.pk]))
    assert "June came with soup." in page.content.decode()
    assert "A year ago" in page.content.decode()


# When it has been quiet -------------------------------------------------------------------------


def of_june(cast, **more):
    row = told(cast, more.pop("on", ""), **more)
    Consent.put_in(cast.maya, row, cast.people["june"])
    return row


def test_something_with_june_comes_back_when_it_has_been_quiet_whenever_it_was(cast):
    of_june(cast)
    june = cast.people["june"]
    assert memory(cast.maya, TODAY) is None
    found = memory(cast.maya, TODAY, quiet=[june.pk])
    assert (found.words, found.near) == ("June came with soup.", "June")
    assert memory(cast.maya, TODAY, quiet=[cast.people["kofi"].pk]) is None


def test_its_own_day_goes_before_and_the_month_comes_after(cast):
    of_june(cast)
    told(cast, "2022-03", "Some day in March.")
    quiet = [cast.people["june"].pk]
    assert memory(cast.maya, TODAY, quiet=quiet).near == "June"
    told(cast, "2023-03-04", "This very day.")
    assert memory(cast.maya, TODAY, quiet=quiet).words == "This very day."


def test_it_stands_beside_the_questions_too_for_whoever_knows_when_they_were_in_touch(cast):
    of_june(cast)
    where, today = reverse("reflections", args=[cast.network.pk]), timezone.localdate()

    def comes_back(who):
        page = entered(cast, who).get(where).content.decode()
        assert ("With June" in page) is ("It has been quiet for a while." in page)
        return "With June" in page

    assert not comes_back("maya"), "of whom no contact is known nobody says that"
    Touch.log(cast.maya, cast.people["june"], today - dt.timedelta(days=120))
    assert [who for who in ("maya", "rosa", "kofi", "tanya") if comes_back(who)] == ["maya", "rosa"]
    Touch.log(cast.maya, cast.people["june"], today)
    assert not comes_back("maya")


def test_what_was_hard_does_not_come_back_when_it_is_quiet_either(cast):
    of_june(cast, hard=True)
    june = cast.people["june"]
    Moment.make(cast.maya, "told", text="A bad evening.", person=june, hard=True)
    assert memory(cast.maya, TODAY, quiet=[june.pk]) is None


def test_nor_anything_with_somebody_who_has_died(cast):
    row, june, kofi = of_june(cast), cast.people["june"], cast.people["kofi"]
    Consent.put_in(cast.maya, row, kofi)
    Moment.make(cast.maya, "told", text="On the bench.", person=june)
    assert memory(cast.maya, TODAY, quiet=[june.pk, kofi.pk]) is not None
    Person.everyones.filter(pk=june.pk).update(kind="died")
    assert memory(cast.maya, TODAY, quiet=[june.pk, kofi.pk]) is None


def test_nor_whoever_wants_no_name_there_or_wants_it_unseen(cast):
    one = Consent.everyones.filter(story=of_june(cast))
    quiet = [cast.people["june"].pk]
    one.update(called="none")
    assert memory(cast.maya, TODAY, quiet=quiet) is None
    one.update(called="own", answer="no")
    assert memory(cast.rosa, TODAY, quiet=quiet) is None


def test_a_moment_that_is_hard_does_not_come_back_on_its_day(cast):
    at = dt.datetime(2024, 3, 4, 12, tzinfo=dt.UTC)
    row = Moment.make(cast.maya, "told", text="The letter came.", made_at=at)
    page, where = entered(cast, "maya"), reverse("stories", args=[cast.network.pk])
    assert memory(cast.maya, TODAY) is not None
    for _twice in range(2):
        page.post(where, {"moment": row.pk, "hard": "1"})
        assert memory(cast.maya, TODAY) is None
    assert "Hard: it does not come back by itself" in page.get(where).content.decode()
    page.post(where, {"moment": row.pk, "hard": "0"})
    assert memory(cast.maya, TODAY) is not None


def test_a_moment_is_marked_as_hard_while_it_is_written(cast):
    where = reverse("stories", args=[cast.network.pk])
    entered(cast, "maya").post(where, {"text": "The letter came.", "hard": "on"})
    row = Moment.everyones.get()
    assert row.hard
    assert Story.from_moment(cast.maya, row).hard, "told fully it is as hard"


def test_nobody_marks_what_somebody_else_told(cast):
    row = Moment.make(cast.rosa, "told", text="A walk.")
    Moment.everyones.update(audience=Level.NETWORK)
    where = reverse("stories", args=[cast.network.pk])
    for who in ("kofi", "tanya"):
        said = entered(cast, who).post(where, {"moment": row.pk, "hard": "1"})
        assert said.status_code == 404
        assert 'name="hard" value="1"' not in entered(cast, who).get(where).content.decode()


# Thanking ---------------------------------------------------------------------------------------


def test_a_thank_you_goes_out_from_a_memory_to_one_who_is_in_it(cast):
    day = timezone.localdate()
    row = told(cast, f"{day.year - 1}-{day:%m-%d}")
    Consent.put_in(cast.maya, row, cast.people["kofi"])
    maya, here = entered(cast, "maya"), cast.network.pk
    there = f"{reverse('thank', args=[here])}?of={row.pk}"
    for name in ("reflections", "today"):
        assert there in maya.get(reverse(name, args=[here])).content.decode()
    page = maya.get(there).content.decode()
    assert "June came with soup." in page
    readers = page[page.index("<select") :]
    assert readers.index("Kofi") < readers.index("Rosa"), "whoever is in it stands first"
    said = {"line": "Thank you for that evening.", "reader": cast.kofi.account}
    assert maya.post(there, said).status_code == 302
    for who, reads in (("kofi", True), ("rosa", False), ("tanya", False)):
        thoughts = entered(cast, who).get(reverse("reflections", args=[here])).content.decode()
        assert ("Thank you for that evening." in thoughts) is reads


def test_whoever_wants_no_name_there_is_not_given_away_by_a_thank_you(cast):
    row = told(cast, "2023-03-04")
    one = Consent.put_in(cast.maya, row, cast.people["tanya"])
    there = f"{reverse('thank', args=[cast.network.pk])}?of={row.pk}"
    maya = entered(cast, "maya")

    def readers():
        page = maya.get(there).content.decode()
        return re.findall(r"<option[^>]*>([^<]+)", page[page.index("<select") :])

    assert readers()[1] == "Tanya"
    for called in ("none", "changed"):
        Consent.everyones.filter(pk=one.pk).update(called=called)
        assert readers()[1] != "Tanya"


def test_a_thank_you_shows_nobody_what_they_may_not_read(cast):
    row = told(cast, "2023-03-04", audience=Level.PERSON)
    there = f"{reverse('thank', args=[cast.network.pk])}?of={row.pk}"
    for who in ("rosa", "kofi", "tanya"):
        assert "soup" not in entered(cast, who).get(there).content.decode()
    assert entered(cast, "lena").get(there).status_code == 404


def test_an_empty_thank_you_or_one_for_nobody_is_asked_for_kindly(cast):
    maya, there = entered(cast, "maya"), reverse("thank", args=[cast.network.pk])
    for said in ({}, {"line": "Thank you."}, {"line": "Hi", "reader": cast.lena.account}):
        assert maya.post(there, said).status_code == 422


# Thanking somebody who does not come in here ----------------------------------------------------


def to_choose(page):
    """The names on the page of a thank-you, under what stands over them."""
    whom = page[page.index("<select") :]
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', whom, re.DOTALL)
    return {words: re.findall(r"<option[^>]*>([^<]+)", names) for words, names in groups}


INSIDE, CARD = "They take part here", "With a card you hand over"


def test_june_who_has_no_account_is_thanked_with_a_card_and_nothing_of_it_is_kept(cast):
    there = f"{reverse('thank', args=[cast.network.pk])}?of={of_june(cast).pk}"
    maya, before = entered(cast, "maya"), Reflection.everyones.count()
    names = to_choose(maya.get(there).content.decode())
    assert names == {INSIDE: ["Rosa", "Kofi", "Tanya"], CARD: ["June"]}
    card = maya.post(there, {"line": "Thank you for the <b>soup</b>.", "reader": "card:June"})
    shown = card.content.decode()
    assert card.status_code == 200
    assert "For June" in shown
    assert "Thank you for the &lt;b&gt;soup&lt;/b&gt;." in shown
    assert '<p class="told">Maya</p>' in shown
    assert "we do not keep it" in shown
    assert "mailto:" not in shown, "no address of hers is known"
    assert Reflection.everyones.count() == before


def test_where_her_address_is_known_maya_can_write_it_in_a_letter_of_her_own(cast):
    june, there = cast.people["june"], reverse("thank", args=[cast.network.pk])
    said = {"line": "Thank you & bye?", "reader": "card:June"}
    Contact.make(cast.maya, person=june, how="email", value="june@example.org")
    letter = 'href="mailto:june@example.org?body=Thank%20you%20%26%20bye%3F"'
    assert letter in entered(cast, "maya").post(there, said).content.decode()
    Person.everyones.filter(pk=june.pk).update(under_age=True)
    card = entered(cast, "maya").post(there, said).content.decode()
    assert "For June" in card
    assert "mailto:" not in card


def test_kofi_thanks_whoever_is_named_in_what_he_reads_and_knows_of_nobody_else(cast):
    row = of_june(cast)
    one = Consent.everyones.filter(story=row)
    one.update(answer="yes", scopes="|network|")
    Story.everyones.update(audience=Level.NETWORK)
    Person.welcome(cast.maya, "Wanda Vale")
    Contact.make(cast.maya, person=cast.people["june"], how="email", value="june@example.org")
    Person.everyones.filter(pk=cast.people["june"].pk).update(name="June Alder")
    here, kofi = reverse("thank", args=[cast.network.pk]), entered(cast, "kofi")
    there = f"{here}?of={row.pk}"
    assert to_choose(kofi.get(there).content.decode())[CARD] == ["June Alder"]
    one.update(called="first")
    page = kofi.get(there).content.decode()
    assert to_choose(page)[CARD] == ["June"]
    assert cast.people["june"].pk not in page
    card = kofi.post(there, {"line": "Thank you.", "reader": "card:June"}).content.decode()
    assert "For June" in card
    assert "mailto:" not in card, "he does not know how she is reached"
    for called in ("none", "changed"):
        one.update(called=called)
        assert CARD not in to_choose(kofi.get(there).content.decode())
    one.update(called="own", answer="no")
    assert CARD not in to_choose(kofi.get(there).content.decode())
    assert CARD not in to_choose(kofi.get(here).content.decode())
    said = {"line": "Thank you.", "reader": "card:June Alder"}
    assert kofi.post(there, said).status_code == 422


def test_nobody_is_thanked_with_a_card_who_has_died_or_is_not_on_the_map_any_more(cast):
    maya, there = entered(cast, "maya"), reverse("thank", args=[cast.network.pk])
    assert CARD in to_choose(maya.get(there).content.decode())
    there += f"?of={of_june(cast).pk}"
    june = Person.everyones.filter(pk=cast.people["june"].pk)
    june.update(kind="died")
    assert CARD not in to_choose(maya.get(there).content.decode())
    june.update(kind="person", binned_at=timezone.now())
    assert CARD not in to_choose(maya.get(there).content.decode())
