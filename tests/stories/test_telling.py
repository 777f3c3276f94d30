"""Telling a story: a draft of one's own, one part at a time, told to whom one wants."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Entry
from closeknit.networks.models import Chapter, Person, Proposal, Version
from closeknit.policy import Audience, Denied, Level
from closeknit.stories.models import Consent, Moment, Story
from tests.cast import Cast, assemble, entered, place
from tests.forms import the_form

from .scene import WORDS, says, told, whose

pytestmark = pytest.mark.django_db


def at(cast: Cast, story: Story, question: str) -> str:
    return reverse("tell", args=[cast.network.pk, story.pk, question])


def begun(cast: Cast, who: str = "maya") -> Story:
    """A draft that somebody began by the button."""
    answer = entered(cast, who).post(reverse("begin_story", args=[cast.network.pk]))
    assert answer.status_code == 302
    story: Story = Story.everyones.get(author=cast.actors[who].account)
    assert answer.url == at(cast, story, "happened")
    return story


def send(cast: Cast, story: Story, question: str, who: str = "maya", **typed: Any) -> Any:
    """The page as it stands, with something typed into it."""
    client = entered(cast, who)
    stands = the_form(client.get(at(cast, story, question)).content.decode(), has="version")
    return client.post(at(cast, story, question), stands | typed)


def now(story: Story) -> Story:
    return Story.everyones.get(pk=story.pk)


def test_one_thing_at_a_time_from_nothing_to_a_story() -> None:
    cast = assemble()
    story = begun(cast)
    for question, typed, following in (
        ("happened", {"happened": WORDS}, "who"),
        ("who", {"people": [cast.people["june"].pk]}, "when"),
        ("when", {"on": "2023-02", "place": "at home"}, "size"),
        ("size", {"size": "small"}, "supports"),
        ("supports", {"supports": ["practical"]}, "mattered"),
        ("mattered", {"mattered": "She did not fix anything."}, "felt"),
        ("felt", {}, "changed"),
        ("changed", {"changed": "I have her key."}, "pass_on"),
        ("pass_on", {"pass_on": "Stay ten minutes."}, "end"),
    ):
        assert send(cast, story, question, **typed).url == at(cast, story, following)
    ended = send(cast, story, "end", level="network")
    assert ended.url == reverse("story", args=[cast.network.pk, story.pk])
    row = now(story)
    assert (row.happened, row.on, row.size, row.supports) == (
        WORDS,
        "2023-02",
        "small",
        ["practical"],
    )
    assert row.is_told()
    assert row.audience == Level.NETWORK
    assert [one.person_id for one in row.in_it()] == [cast.people["june"].pk]
    shown = entered(cast, "maya").get(ended.url).content.decode()
    for words in ("What made it matter", "I have her key.", "at home", "February 2023", "June"):
        assert words in shown
    assert "How it felt" not in shown, "a part that was left out has no heading"


@pytest.mark.parametrize("who", ["rosa", "kofi"])
def test_nobody_else_reads_a_draft(who: str) -> None:
    cast = assemble()
    story = begun(cast, who)
    story.keep(cast.actors[who], story.version, happened=WORDS)
    for other in {"maya", "rosa", "kofi", "tanya"} - {who}:
        assert not Story.visible_to(cast.actors[other]).exists()
        for question in ("happened", "all", "end"):
            assert entered(cast, other).get(at(cast, story, question)).status_code == 404


def test_a_draft_of_somebody_paid_is_read_by_maya_and_told_by_them_alone() -> None:
    cast = assemble()
    story = begun(cast, "tanya")
    story.keep(cast.tanya, story.version, happened=WORDS)
    assert Story.visible_to(cast.maya).exists()
    assert (
        "A draft, not told yet"
        in entered(cast, "maya")
        .get(reverse("story", args=[cast.network.pk, story.pk]))
        .content.decode()
    )
    assert entered(cast, "maya").get(at(cast, story, "end")).status_code == 404
    with pytest.raises(Denied):
        story.tell(cast.maya, story.version, Audience(Level.STEWARDS))


def test_a_draft_is_saved_while_somebody_types_without_a_trace_of_it() -> None:
    cast = assemble()
    story = begun(cast)
    before = Entry.objects.count()
    for words in ("June", "June brought", WORDS):
        answer = send(cast, story, "happened", happened=words, keep="1")
        assert answer.status_code == 204
        assert answer.headers["X-Version"] == str(now(story).version)
    assert now(story).happened == WORDS
    assert Entry.objects.count() == before
    assert not Version.everyones.filter(row=story.pk).exists()


def test_what_was_saved_in_another_window_is_not_overwritten_while_typing() -> None:
    cast = assemble()
    story = begun(cast)
    client = entered(cast, "maya")
    old = the_form(client.get(at(cast, story, "happened")).content.decode(), has="version")
    send(cast, story, "happened", happened="From the phone.")
    kept = client.post(at(cast, story, "happened"), old | {"happened": "Older", "keep": "1"})
    assert kept.status_code == 409
    assert now(story).happened == "From the phone."


def test_whoever_was_quicker_themselves_is_told_that_it_was_another_window() -> None:
    cast = assemble()
    story = Story.begin(cast.kofi)
    where = reverse("tell", args=[cast.network.pk, story.pk, "happened"])
    kofi, first = entered(cast, "kofi"), {"version": story.version, "way": "received"}
    assert kofi.post(where, {**first, "happened": "Window one."}).status_code == 302
    late = kofi.post(where, {**first, "happened": "Window two."})
    page = late.content.decode()
    assert late.status_code == 409
    assert "You changed this in another window" in page
    assert "Kofi changed this" not in page
    assert "Window one." in page
    assert "Window two." in page


def test_a_told_story_keeps_its_earlier_text_and_leaves_an_entry() -> None:
    cast = assemble()
    story = told(cast, by="maya")
    assert send(cast, story, "all", happened="June brought bread.").status_code == 302
    assert Version.everyones.filter(row=story.pk, state__happened=WORDS).exists()
    assert Entry.objects.filter(row=story.pk, deed="changed").exists()


def test_somebody_who_is_not_on_the_map_is_put_there_by_name() -> None:
    cast = assemble()
    story = begun(cast)
    send(cast, story, "who", name="  Ada   Lind ")
    ada = Person.visible_to(cast.maya).get(name="Ada Lind")
    send(cast, story, "who", name="ada lind")
    assert [one.person_id for one in now(story).in_it()] == [ada.pk]


def test_a_member_names_only_whom_they_see_and_adds_nobody() -> None:
    cast = assemble()
    story = begun(cast, "kofi")
    shown = entered(cast, "kofi").get(at(cast, story, "who")).content.decode()
    assert "Rosa" in shown
    assert "June" not in shown
    assert "Somebody else" not in shown
    june = cast.people["june"].pk
    assert send(cast, story, "who", "kofi", people=[june]).status_code == 422
    send(cast, story, "who", "kofi", name="Ada")
    assert not Person.visible_to(cast.maya).filter(name="Ada").exists()


def test_whoever_puts_themselves_in_says_yes_by_it() -> None:
    cast = assemble()
    story = begun(cast, "kofi")
    send(cast, story, "who", "kofi", people=[cast.people["kofi"].pk])
    assert whose(story, cast, "kofi").answer == "yes"


def test_two_windows_that_tick_different_people_are_both_heard() -> None:
    cast = assemble()
    story = begun(cast)
    client = entered(cast, "maya")
    first = the_form(client.get(at(cast, story, "who")).content.decode(), has="version")
    june, kofi = cast.people["june"].pk, cast.people["kofi"].pk
    client.post(at(cast, story, "who"), first | {"people": [june]})
    client.post(at(cast, story, "who"), first | {"people": [kofi], "name": ""})
    assert {one.person_id for one in now(story).in_it()} == {june, kofi}


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("when", {"on": "yesterday"}),
        ("when", {"on": "2023-02-30"}),
        ("when", {"on": "0000"}),
        ("when", {"on": "2199"}),
        ("when", {"on": "2199-06-02"}),
        ("size", {"size": "huge"}),
        ("supports", {"supports": ["everything"]}),
        ("happened", {"happened": "x" * 20001}),
        ("who", {"people": ["a" * 16]}),
        ("end", {"level": "workshop"}),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(question: str, typed: Any) -> None:
    cast = assemble()
    story = begun(cast)
    before = now(story).version
    answer = send(cast, story, question, **typed)
    assert answer.status_code == 422
    assert now(story).version == before
    if question == "when":
        assert f'value="{typed["on"]}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2026-03-04", 302),
        ("2026-03-05", 302),
        ("2026", 302),
        ("2026-03-06", 422),
        ("2026-04", 422),
    ],
)
@time_machine.travel("2026-03-04T15:00:00Z", tick=False)
def test_a_story_was_at_most_today_wherever_it_is_today(on: str, status: int) -> None:
    cast = assemble()
    story = begun(cast)
    answer = send(cast, story, "when", on=on, place="at June’s")
    assert answer.status_code == status
    assert now(story).on == (on if status == 302 else "")
    if status == 422:
        said = answer.content.decode()
        assert "That day is still to come." in said
        assert f'value="{on}"' in said
        assert "at June’s" in said


def test_an_empty_story_is_not_told() -> None:
    cast = assemble()
    answer = send(cast, begun(cast), "end", level="stewards")
    assert answer.status_code == 422
    assert "One line is enough" in answer.content.decode()


# To whom ----------------------------------------------------------------------------------------


def tell(cast: Cast, who: str, level: str) -> Story:
    story = begun(cast, who)
    story.keep(cast.actors[who], story.version, happened=WORDS)
    assert send(cast, story, "end", who, level=level).status_code == 302
    return now(story)


def test_kofi_tells_stewards_at_once_and_everybody_once_maya_says_yes() -> None:
    cast = assemble()
    assert tell(cast, "kofi", "stewards").audience == Level.STEWARDS
    assert not Proposal.everyones.exists()
    Story.everyones.all().delete()
    story = tell(cast, "kofi", "network")
    assert story.audience == Level.STEWARDS
    waiting = Proposal.everyones.get()
    waiting.say_yes(cast.maya)
    assert now(story).audience == Level.NETWORK


def test_kofi_may_keep_it_to_himself() -> None:
    cast = assemble()
    story = tell(cast, "kofi", "only_me")
    assert story.is_told()
    assert not Story.visible_to(cast.maya).exists()


def test_somebody_paid_keeps_nothing_from_maya() -> None:
    cast = assemble()
    story = begun(cast, "tanya")
    story.keep(cast.tanya, story.version, happened=WORDS)
    assert send(cast, story, "end", "tanya", level="only_me").status_code == 422
    with pytest.raises(Denied):
        now(story).tell(cast.tanya, now(story).version, Audience(Level.ONLY_ME))


def test_a_hard_story_is_marked_as_such() -> None:
    cast = assemble()
    story = begun(cast)
    story.keep(cast.maya, story.version, happened=WORDS)
    send(cast, story, "end", level="stewards", hard="on")
    assert now(story).hard


# What goes onto the map -------------------------------------------------------------------------


def supported(cast: Cast, who: str = "maya", **said: Any) -> Story:
    story = begun(cast, who)
    said = {"happened": WORDS, "supports": ["practical", "talk"], **said}
    story.keep(cast.actors[who], story.version, **said)
    Consent.put_in(cast.actors[who], story, cast.people["june"])
    return now(story)


def tie(cast: Cast) -> Chapter | None:
    return Chapter.current(cast.maya, cast.people["june"], timezone.localdate())


def test_what_was_lived_is_offered_to_the_map_and_only_what_is_ticked_goes_there() -> None:
    cast = assemble()
    place(cast, "june", circle=2, gives={"practical": "lifts"})
    story = supported(cast)
    shown = entered(cast, "maya").get(at(cast, story, "end")).content.decode()
    assert "Someone to talk to, from June" in shown
    assert "Practical help, from June" not in shown, "the map says so already"
    june = cast.people["june"].pk
    send(cast, story, "end", level="stewards", gives=[f"{june}:talk"])
    assert tie(cast).gives == {"practical": "lifts", "talk": ""}  # type: ignore[union-attr]


def test_nothing_is_put_on_the_map_by_itself() -> None:
    cast = assemble()
    story = supported(cast)
    send(cast, story, "end", level="stewards")
    assert tie(cast) is None


def test_what_maya_gave_goes_to_the_other_side_of_the_tie() -> None:
    cast = assemble()
    story = supported(cast, way="given")
    june = cast.people["june"].pk
    send(cast, story, "end", level="stewards", gives=[f"{june}:practical"])
    assert tie(cast).receives == {"practical": ""}  # type: ignore[union-attr]


def test_what_was_not_offered_is_not_put_there() -> None:
    cast = assemble()
    story = supported(cast)
    kofi = cast.people["kofi"].pk
    answer = send(cast, story, "end", level="stewards", gives=[f"{kofi}:money"])
    assert answer.status_code == 422
    assert not now(story).is_told()


def test_a_member_is_offered_nothing_for_the_map() -> None:
    cast = assemble()
    story = begun(cast, "kofi")
    story.keep(cast.kofi, story.version, happened=WORDS, supports=["talk"])
    Consent.put_in(cast.kofi, story, cast.people["rosa"])
    shown = entered(cast, "kofi").get(at(cast, story, "end")).content.decode()
    assert "Put on the map as well" not in shown


# Moments, and reading ---------------------------------------------------------------------------


def test_a_moment_takes_one_line_and_can_be_told_fully_later() -> None:
    cast = assemble()
    maya, where = entered(cast, "maya"), reverse("stories", args=[cast.network.pk])
    june = cast.people["june"].pk
    assert maya.post(where, {"text": "June waved.", "person": june}).status_code == 302
    moment = Moment.visible_to(cast.maya).get()
    assert "June waved." in maya.get(where).content.decode()
    begin = reverse("begin_story", args=[cast.network.pk])
    assert maya.post(begin, {"moment": moment.pk}).status_code == 302
    story = Story.everyones.get()
    assert (story.happened, story.moment) == ("June waved.", moment)
    assert [one.person_id for one in story.in_it()] == [june]
    maya.post(begin, {"moment": moment.pk})
    assert Story.everyones.count() == 1, "the same draft goes on"
    send(cast, story, "end", level="stewards")
    assert maya.get(where).content.decode().count("June waved.") < 3
    assert "Tell it fully" not in maya.get(where).content.decode()


def test_a_moment_without_words_is_asked_for_in_a_sentence() -> None:
    cast = assemble()
    answer = entered(cast, "maya").post(reverse("stories", args=[cast.network.pk]), {"text": " "})
    assert answer.status_code == 422
    assert "Write one line first." in answer.content.decode()


def test_nobody_tells_a_moment_of_somebody_elses_fully_that_they_cannot_see() -> None:
    cast = assemble()
    moment = Moment.make(cast.maya, "told", text="Only mine.", audience="person")
    begin = reverse("begin_story", args=[cast.network.pk])
    assert entered(cast, "kofi").post(begin, {"moment": moment.pk}).status_code == 404


@pytest.mark.parametrize(
    ("called", "shown", "unseen"),
    [
        ({"called": "own"}, "June Okoye", "nobody-else"),
        ({"called": "first"}, ">June<", "June Okoye"),
        ({"called": "changed", "other_name": "a neighbour"}, "a neighbour", "June Okoye"),
        ({"called": "none"}, "somebody", "June Okoye"),
    ],
)
def test_everybody_is_named_as_they_want_to_be(called: Any, shown: str, unseen: str) -> None:
    cast = assemble()
    Person.everyones.filter(pk=cast.people["june"].pk).update(name="June Okoye")
    cast.people["june"].refresh_from_db()
    story = told(cast, happened="Somebody brought soup.")
    says(cast, story, "yes", **called)
    kofi = entered(cast, "kofi")
    for name, args in (("stories", []), ("story", [story.pk])):
        words = kofi.get(reverse(name, args=[cast.network.pk, *args])).content.decode()
        assert shown in words
        assert unseen not in words


def test_whoever_goes_without_a_name_is_not_found_out_on_their_page() -> None:
    cast = assemble()
    story = told(cast, happened="Somebody sang.", who="kofi")
    says(cast, story, "yes", who="kofi", called="none")
    place_of_kofi = reverse("person", args=[cast.network.pk, cast.people["kofi"].pk])
    assert "Somebody sang." not in entered(cast, "tanya").get(place_of_kofi).content.decode()
    assert "Somebody sang." in entered(cast, "kofi").get(place_of_kofi).content.decode()


def test_the_author_is_told_where_a_name_still_stands_in_the_words() -> None:
    cast = assemble()
    story = told(cast)
    says(cast, story, "yes", called="none")
    page = reverse("story", args=[cast.network.pk, story.pk])
    assert (
        "Their name still stands in your words" in entered(cast, "rosa").get(page).content.decode()
    )
    assert "Their name still stands" not in entered(cast, "maya").get(page).content.decode()


@pytest.mark.parametrize(
    ("words", "called", "stands"),
    [
        ("June brought soup.", "none", True),
        ("June brought soup.", "changed", True),
        ("June brought soup.", "first", False),
        ("June Alder brought soup.", "first", True),
        ("Old Alder brought soup.", "none", True),
        ("junebugs in an alder tree", "none", False),
        ("Wren brought soup.", "changed", False),
        ("June Alder brought soup.", "own", False),
    ],
)
def test_one_word_of_a_name_is_a_name_too(words: str, called: str, stands: bool) -> None:
    cast = assemble()
    story = told(cast, mattered=words, happened="Soup.")
    Person.everyones.filter(pk=cast.people["june"].pk).update(name="June Alder")
    Consent.everyones.filter(story=story).update(called=called, other_name="Wren")
    page = reverse("story", args=[cast.network.pk, story.pk])
    shown = entered(cast, "rosa").get(page).content.decode()
    assert ("Their name still stands in your words" in shown) is stands


def test_the_list_takes_the_same_queries_for_one_story_and_for_many(
    django_assert_max_num_queries: Any,
) -> None:
    cast = assemble()
    for number in range(14):
        story = told(cast, happened=f"Story number {number}.")
        Consent.put_in(cast.rosa, story, cast.people["kofi"])
    maya = entered(cast, "maya")
    with django_assert_max_num_queries(15):
        shown = maya.get(reverse("stories", args=[cast.network.pk])).content.decode()
    assert "Page 1 of 2" in shown
    with django_assert_max_num_queries(15):
        maya.get(reverse("story", args=[cast.network.pk, story.pk]))


def test_into_the_bin_and_back() -> None:
    cast = assemble()
    story = told(cast, by="maya")
    maya = entered(cast, "maya")
    maya.post(reverse("remove_story", args=[cast.network.pk, story.pk]))
    assert not Story.visible_to(cast.maya).exists()
    assert "In the bin" in maya.get(reverse("stories", args=[cast.network.pk])).content.decode()
    maya.post(reverse("bring_back_story", args=[cast.network.pk, story.pk]))
    assert Story.visible_to(cast.maya).exists()
