"""Kept copies: nothing in one changes, and nobody finds in one what they may not see today."""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from closeknit.exchange import leaving
from closeknit.networks import bin as the_bin
from closeknit.networks import side_by_side
from closeknit.networks.copies import keep, opened
from closeknit.networks.models import Chapter, KeptCopy, Link, Person, Support, Wish
from closeknit.plans.models import Role
from closeknit.policy import Audience, Denied, Level
from tests.cast import introduce, place

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 12:00", tick=False) as clock:
        yield clock


@pytest.fixture
def years(cast):
    place(cast, "june", circle=3, since="2019", gives={"practical": "soup"})
    Chapter.turn(cast.maya, cast.people["june"], "2023-02", why="The soup", circle=2)
    place(cast, "kofi", circle=2, since="2024", why="The bus")
    introduce(cast, "june", "kofi")
    return cast


def at(cast, name, *more):
    return reverse(name, args=[cast.network.pk, *(getattr(one, "pk", one) for one in more)])


def look(browser, where, status=200, **asked):
    answer = browser.get(where, asked)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def stood(cast, copy, who="maya"):
    """Who stood in which circle, as this reader finds it in the copy."""
    (seen,) = opened(cast.network, cast.actors[who], [copy])
    return {person.name: person.circle for person in seen.network.people}


def value(cast, copy):
    return opened(cast.network, cast.maya, [copy])[0].network


def test_maya_keeps_the_map_of_today_and_finds_it_as_map_and_in_sentences(years, maya):
    answer = maya.post(at(years, "snapshots"), {"title": "Our third year"})
    copy = KeptCopy.visible_to(years.maya).get()
    assert answer.url == at(years, "snapshot", copy)
    page = look(maya, answer.url)
    assert "As it was on 23 November 2026." in page
    assert 'class="map"' in page
    assert "Gives you: practical help." in page
    assert "Our third year" in look(maya, at(years, "snapshots"))


def test_nothing_in_a_copy_changes_whatever_is_done_afterwards(years):
    music = Support.make(years.maya, name="Music")
    chapter = Chapter.current(years.maya, years.people["kofi"], TODAY)
    chapter.revise(years.maya, chapter.version, gives={music.pk: "piano"})
    wish = Wish.make(years.maya, kind="companion", words="A friend to sing with")
    role = Role.ask(years.maya, TODAY, kind="advocate", person=years.people["june"], yes_on=TODAY)
    copy = keep(years.maya, "So it is", TODAY)
    before = value(years, copy)
    assert before.roles
    assert len(before.links) == 1

    chapter = Chapter.current(years.maya, years.people["kofi"], TODAY)
    chapter.revise(years.maya, chapter.version, circle=4, gives={}, paid="paid")
    Chapter.turn(years.maya, years.people["june"], TODAY, circle=1)
    for row in (Link.visible_to(years.maya).get(), Support.visible_to(years.maya).get()):
        row.bin(years.maya)
    wish.revise(years.maya, wish.version, words="Somebody to swim with")
    wish.bin(years.maya)
    role.say(years.maya, role.version, "back", TODAY)
    Person.welcome(years.maya, "Sam")
    assert value(years, copy) == before


def test_what_was_taken_away_outlives_the_bin_as_long_as_a_copy_holds_it(years, clock):
    copy = keep(years.maya, "So it is", TODAY)
    before = value(years, copy)
    Link.visible_to(years.maya).get().bin(years.maya)
    clock.shift(dt.timedelta(days=31))
    the_bin.empty()
    assert value(years, copy) == before
    assert the_bin.in_the_bin(years.maya, timezone.now(), (Link,)) == []
    copy.bin(years.maya)
    clock.shift(dt.timedelta(days=31))
    the_bin.empty()
    the_bin.empty()
    assert not Link.everyones.exists()


def test_a_copy_of_another_day_shows_who_was_there_then(years, maya):
    maya.post(at(years, "snapshots"), {"title": "Before Kofi", "on": "2020"})
    copy = KeptCopy.visible_to(years.maya).get()
    assert copy.on == dt.date(2020, 12, 31)
    told = stood(years, copy)
    assert told["June"] == 3
    assert "Kofi" not in told


def test_beside_today_it_tells_what_changed_and_who_got_to_know_whom(years, maya, clock):
    copy = keep(years.maya, "In November", TODAY)
    clock.shift(dt.timedelta(days=3))
    Chapter.turn(years.maya, years.people["june"], "2026-11-25", why="The move", circle=1)
    introduce(years, "rosa", "june")
    Link.visible_to(years.maya).earliest("made_at").bin(years.maya)
    page = look(maya, at(years, "snapshot_compare", copy))
    assert "Closer: now “Closest”, before that “Friends”." in page
    assert "<q>The move</q>" in page
    assert "June and Rosa know each other now." in page or (
        "Rosa and June know each other now." in page
    )
    assert "do not know each other any more" in page
    assert page.count('class="map"') == 2


def test_two_copies_stand_beside_each_other_the_earlier_first(years, maya):
    later, earlier = (
        keep(years.maya, f"In {day.year}", day) for day in (TODAY, dt.date(2020, 1, 1))
    )
    page = look(maya, at(years, "snapshot_compare", later), **{"with": earlier.pk})
    assert "From 1 January 2020 to 23 November 2026." in page
    assert page.index('id="map-1">In 2020') < page.index('id="map-2">In 2026')
    assert "New here, in the circle “Friends”." in page
    look(maya, at(years, "snapshot_compare", later), status=404, **{"with": "a" * 16})


def test_where_very_many_people_are_each_map_has_a_page_of_its_own(years, maya, monkeypatch):
    monkeypatch.setattr(side_by_side, "DRAWN_TWICE", 2)
    copy = keep(years.maya, "In November", TODAY)
    page = look(maya, at(years, "snapshot_compare", copy))
    assert 'class="map"' not in page
    assert f'<a class="button" href="{at(years, "snapshot", copy)}">In November</a>' in page
    assert f'<a class="button" href="{at(years, "map")}">Today</a>' in page
    page = look(maya, at(years, "what_changed"), since="2020", until="2026-11-23")
    assert 'class="map"' not in page
    assert f'<a class="button" href="{at(years, "map")}?on=2020-01-01">1 January 2020</a>' in page


def test_what_stands_in_a_copy_is_read_only_where_it_is_opened(years):
    first, second = (keep(years.maya, name, TODAY) for name in ("One", "Two"))
    there = {row.pk: row for row in KeptCopy.listed(years.maya, {first.pk})}
    assert there[first.pk].held == first.held
    assert there[second.pk].get_deferred_fields() == {"held"}


def test_whoever_was_hidden_from_rosa_since_is_in_no_copy_she_opens(years, rosa):
    copy = keep(years.rosa, "Rosa’s copy", TODAY)
    assert "June" in stood(years, copy, "rosa")
    years.people["june"].share(years.maya, 1, Audience(Level.PERSON))
    assert "June" not in stood(years, copy, "rosa")
    for page in ("snapshot", "snapshot_compare"):
        assert "June" not in look(rosa, at(years, page, copy))
    assert "June" in stood(years, copy), "Maya still finds her there"


def test_what_was_kept_from_rosa_then_is_not_told_to_her_by_a_copy(years):
    chapter = Chapter.current(years.maya, years.people["kofi"], TODAY)
    chapter.share(years.maya, chapter.version, Audience(Level.PERSON))
    copy = keep(years.maya, "My own year", TODAY)
    assert stood(years, copy, "rosa")["Kofi"] is None
    chapter.refresh_from_db()
    assert chapter.share(years.maya, chapter.version, Audience(Level.STEWARDS)).now
    later = keep(years.rosa, "Since then", TODAY)
    assert stood(years, later, "rosa")["Kofi"] == 2, "she may read it now"
    assert stood(years, copy, "rosa")["Kofi"] is None, "but it was not hers to read then"
    assert stood(years, copy)["Kofi"] == 2


def test_whoever_is_taken_off_the_map_is_gone_and_comes_back_from_the_bin(years):
    copy = keep(years.maya, "So it is", TODAY)
    june = years.people["june"]
    june.bin(years.maya)
    assert "June" not in stood(years, copy)
    june.take_back(years.maya)
    assert stood(years, copy)["June"] == 2


def test_whoever_is_erased_is_gone_from_every_copy_for_good(years, clock):
    copy = keep(years.maya, "So it is", TODAY)
    Chapter.turn(years.maya, years.people["june"], TODAY, circle=1)
    years.people["june"].bin(years.maya)
    clock.shift(dt.timedelta(days=31))
    the_bin.empty()
    assert not Chapter.everyones.filter(circle=1).exists()
    assert not Person.everyones.filter(name="June").exists()
    assert set(stood(years, copy)) == {"Rosa", "Kofi", "Tanya"}
    assert value(years, copy).links == frozenset()


def test_names_are_todays(years):
    copy = keep(years.maya, "So it is", TODAY)
    years.people["june"].revise(years.maya, 1, name="Juno")
    assert "Juno" in stood(years, copy)
    assert "June" not in stood(years, copy)


def test_the_words_of_whoever_leaves_with_them_are_in_no_copy(years):
    copy = keep(years.rosa, "Rosa’s own title", TODAY)
    leaving.leave(years.network, years.rosa, with_words=True)
    copy.refresh_from_db()
    assert (copy.title, copy.author_id) == ("", None)
    assert copy.called == "23 November 2026"
    assert stood(years, copy)["June"] == 2


def test_nobody_writes_over_a_copy(years):
    copy = keep(years.maya, "So it is", TODAY)
    for who in (years.maya, years.rosa):
        with pytest.raises(Denied):
            copy.revise(who, copy.version, title="Another")


def test_rosa_takes_away_her_own_copy_alone_and_brings_it_back(years, rosa):
    hers, mayas = keep(years.rosa, "Hers", TODAY), keep(years.maya, "Maya’s", TODAY)
    assert rosa.post(at(years, "take_away", "snapshot", mayas)).status_code == 404
    answer = rosa.post(at(years, "take_away", "snapshot", hers))
    assert answer.url == at(years, "snapshots")
    look(rosa, at(years, "snapshot", hers), status=404)
    assert "The copy “Hers”" in look(rosa, at(years, "bin"))
    answer = rosa.post(at(years, "bring_back", "snapshot", hers))
    assert answer.url == at(years, "snapshot", hers)
    look(rosa, answer.url)


def test_maya_chooses_who_sees_a_copy_and_a_steward_keeps_none_from_her(years, maya, rosa):
    copy = keep(years.maya, "For me", TODAY)
    copy.share(years.maya, copy.version, Audience(Level.PERSON))
    look(maya, at(years, "who_sees_this", "snapshot", copy))
    assert "For me" not in look(rosa, at(years, "snapshots"))
    look(rosa, at(years, "snapshot", copy), status=404)
    hers = keep(years.rosa, "Hers", TODAY)
    with pytest.raises(Denied):
        hers.share(years.rosa, hers.version, Audience(Level.ONLY_ME))


def test_members_and_strangers_find_no_copy(years, enter):
    copy = keep(years.maya, "So it is", TODAY)
    for name in ("kofi", "tanya", "lena"):
        for page in (at(years, "snapshots"), at(years, "snapshot", copy)):
            look(enter(name), page, status=404)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "Please say something here."),
        ({"title": "x" * 121}, "at most 120"),
        ({"title": "A year", "on": "2027"}, "That day is still to come."),
        ({"title": "A year", "on": "soon"}, "Write a year like 2019"),
        ({"title": "A year", "on": "0000"}, "There is no such day."),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field_and_stays_typed(years, maya, typed, said):
    answer = maya.post(at(years, "snapshots"), typed)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert said in page
    assert f'value="{typed.get("on") or typed["title"]}"' in page or not typed["title"]
    assert not KeptCopy.visible_to(years.maya).exists()


def test_a_page_of_another_day_brings_its_day_along(years, maya):
    where = f"{at(years, 'snapshots')}?on=2020-12-31"
    assert f'href="{where}"' in look(maya, at(years, "map"), on="2020")
    assert 'value="2020-12-31"' in look(maya, where)


def test_strange_keys_that_an_archive_brought_do_no_harm(years, maya):
    copy = keep(years.maya, "So it is", TODAY)
    strange = ["soup", 7, None, ["a"], f"{'a' * 16}.99999999999", f"{years.people['june'].pk}.9"]
    KeptCopy.everyones.filter(pk=copy.pk).update(held=strange)
    page = look(maya, at(years, "snapshot", copy))
    assert re.search(r"1 person", page)


def test_as_many_queries_however_many_people_and_changes(
    cast, enter, django_assert_max_num_queries
):
    people = Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(60)])
    ties = [Chapter.make(cast.maya, person=one, circle=3, since="2020") for one in people]
    copies = [keep(cast.maya, f"Copy {n}", TODAY) for n in range(3)]
    for tie in ties:
        tie.revise(cast.maya, tie.version, circle=2)
    for who in ("maya", "rosa"):
        browser = enter(who)
        browser.get(at(cast, "map"))
        for page in (
            at(cast, "snapshots"),
            at(cast, "snapshot", copies[0]),
            at(cast, "snapshot_compare", copies[0]),
            at(cast, "bin"),
        ):
            with django_assert_max_num_queries(15, info=f"{who}: {page}"):
                look(browser, page)
