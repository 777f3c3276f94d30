"""A fair suggestion of who could take which turn, standing turns, and what came of them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import Chapter, Person
from closeknit.plans.asked import over, told
from closeknit.plans.models import Ask, Touch, Turn
from closeknit.plans.rota import suggest
from closeknit.policy import Denied
from tests.cast import Cast, entered

from .test_asks import lift, takes, text

pytestmark = pytest.mark.django_db


def times(ask: Ask) -> list[dt.datetime]:
    return ask.slots(timezone.now(), 8)


def where(cast: Cast, name: str, ask: Ask) -> str:
    return reverse(name, args=[cast.network.pk, ask.pk])


def shared(cast: Cast, ask: Ask, *names: str, **more):
    (one,) = told(cast.maya, [ask], timezone.now())
    chosen = {cast.people[name].pk: cast.people[name] for name in names}
    return suggest(ask, one.slots, chosen, more.pop("had", {}), **more)


def test_turns_are_shared_evenly(cast):
    ideas = shared(cast, lift(cast), "kofi", "rosa")
    names = [idea.person.name for idea in ideas]
    assert (names.count("Kofi"), names.count("Rosa")) == (4, 4)
    assert all(idea.why for idea in ideas)


def test_whoever_did_much_is_suggested_less_and_it_says_why(cast):
    ask = lift(cast, until=timezone.localdate() + dt.timedelta(days=3))
    kofi = cast.people["kofi"].pk
    (idea,) = shared(cast, ask, "kofi", "rosa", had={kofi: 3})
    assert (idea.person.name, idea.why) == ("Rosa", "No turn so far.")


def test_nobody_is_suggested_when_they_cannot_and_who_likes_a_day_has_it(cast):
    ask = lift(cast)
    first, second = (one.isoformat() for one in times(ask)[:2])
    kofi, rosa = cast.people["kofi"].pk, cast.people["rosa"].pk
    ideas = shared(cast, ask, "kofi", "rosa", away={(kofi, first)}, likes={(kofi, second)})
    assert [idea.person.name for idea in ideas[:2]] == ["Rosa", "Kofi"]
    assert ideas[0].why == "Nobody else can then."
    assert ideas[1].why == "No turn so far, and likes this day."
    everybody_away = {(kofi, first), (rosa, first)}
    nobody = shared(cast, ask, "kofi", "rosa", away=everybody_away)[0]
    assert nobody.person is None
    assert "Nobody" in nobody.why


def test_maya_asks_as_suggested_and_nothing_is_fixed_before_kofi_says_yes(cast):
    ask = lift(cast)
    first = times(ask)[0]
    kofi = cast.people["kofi"]
    client = entered(cast, "maya")
    shown = client.get(where(cast, "ask_rota", ask), {"who": kofi.pk}).content.decode()
    assert f"{kofi.pk}|{first.isoformat()}" in shown
    sent = {"take": [f"{kofi.pk}|{first.isoformat()}"]}
    client.post(where(cast, "ask_rota", ask), sent)
    client.post(where(cast, "ask_rota", ask), sent)
    (turn,) = Turn.visible_to(cast.maya)
    assert (turn.answer, turn.nonce) == ("asked", ""), "asked once, and on his own page"
    assert "Kofi is asked" in text(client, "ask", cast.network.pk, ask.pk)
    assert all(idea.starts_at != first for idea in shared(cast, ask, "kofi", "rosa"))
    answer = reverse("turn", args=[cast.network.pk, turn.pk])
    entered(cast, "kofi").post(answer, {"answer": "yes", "version": turn.version})
    assert Turn.visible_to(cast.maya).get().answer == "yes"


def test_whoever_is_asked_and_takes_it_from_the_list_has_one_turn(cast):
    ask = lift(cast)
    first = times(ask)[0]
    Turn.ask_each(cast.maya, ask, [(cast.people["kofi"], first)], {cast.people["kofi"].pk})
    assert "It is yours" in takes(cast, "kofi", ask, first)
    assert [turn.answer for turn in Turn.visible_to(cast.maya)] == ["yes"]


def test_june_who_has_no_account_is_asked_by_a_link(cast, client):
    ask = lift(cast)
    (turn,) = Turn.ask_each(cast.maya, ask, [(cast.people["june"], times(ask)[0])], set())
    link = reverse("turn_link", args=[turn.token])
    assert client.post(link, {"answer": "yes", "version": turn.version}).status_code == 302
    assert told(cast.maya, [ask], timezone.now())[0].slots[0].taken == 1


@pytest.mark.parametrize("take", ["", "|", "nobody|soon", "{kofi}|2001-01-01T00:00:00+00:00"])
def test_what_nobody_suggested_asks_nobody(cast, take):
    ask = lift(cast)
    sent = {"take": take.format(kofi=cast.people["kofi"].pk)}
    assert entered(cast, "maya").post(where(cast, "ask_rota", ask), sent).status_code == 302
    assert not Turn.visible_to(cast.maya).exists()


@pytest.mark.parametrize("who", ["kofi", "tanya", "lena"])
def test_only_those_who_look_after_the_ask_share_it_out(cast, who):
    ask = lift(cast)
    assert entered(cast, who).get(where(cast, "ask_rota", ask)).status_code == 404
    with pytest.raises(Denied):
        Turn.ask_each(cast.actors[who], ask, [(cast.people["kofi"], times(ask)[0])], set())


def test_kofi_takes_every_thursday_that_is_still_free(cast):
    ask = lift(cast)
    takes(cast, "rosa", ask, times(ask)[1])
    assert "7 turns are taken" in takes(cast, "kofi", ask, times(ask)[0], every="1")
    held = Turn.visible_to(cast.maya).filter(person=cast.people["kofi"], answer="yes")
    assert held.count() == 7
    assert "Somebody just took these" in takes(
        cast, "rosa", lift_taken(ask), times(ask)[0], every="1"
    )


def lift_taken(ask: Ask) -> Ask:
    """Nothing is free on its page."""
    Ask.everyones.filter(pk=ask.pk).update(until=ask.first_on)
    ask.refresh_from_db()
    return ask


def past(cast: Cast, who: str = "kofi") -> Turn:
    ask = lift(cast)
    turn = Turn.take(cast.actors[who], ask, cast.people[who], times(ask)[0])
    yesterday = timezone.now() - dt.timedelta(days=1)
    Turn.everyones.filter(pk=turn.pk).update(starts_at=yesterday)
    turn.refresh_from_db()
    return turn


@pytest.mark.parametrize("who", ["kofi", "maya"])
def test_a_turn_that_happened_counts_once_as_time_together(cast, who):
    turn = past(cast)
    assert "Did it happen?" in text(entered(cast, who), "asks", cast.network.pk)
    done = reverse("turn_deed", args=[cast.network.pk, turn.pk, "done"])
    for _twice in range(2):
        entered(cast, who).post(done)
    (touch,) = Touch.visible_to(cast.maya)
    assert (touch.person, touch.source, touch.source_key) == (turn.person, "turn", turn.pk)
    assert over(cast.actors[who], timezone.now()) == []


def test_a_turn_that_did_not_happen_counts_for_nothing(cast):
    turn = past(cast)
    back = reverse("turn_deed", args=[cast.network.pk, turn.pk, "back"])
    answer = entered(cast, "kofi").post(back, follow=True)
    assert "That is fine" in answer.content.decode()
    assert not Touch.visible_to(cast.maya).exists()
    assert over(cast.kofi, timezone.now()) == []


def test_a_turn_to_come_has_not_happened(cast):
    ask = lift(cast)
    turn = Turn.take(cast.kofi, ask, cast.people["kofi"], times(ask)[0])
    done = reverse("turn_deed", args=[cast.network.pk, turn.pk, "done"])
    assert entered(cast, "kofi").post(done).status_code == 404
    assert not Touch.visible_to(cast.maya).exists()


def test_the_sheet_for_the_fridge_tells_no_more_than_the_page(cast):
    ask = lift(cast)
    takes(cast, "rosa", ask, times(ask)[0])
    assert "Rosa" in text(entered(cast, "maya"), "ask_sheet", cast.network.pk, ask.pk)
    assert "Rosa" not in text(entered(cast, "kofi"), "ask_sheet", cast.network.pk, ask.pk)


def test_whoever_gives_that_help_already_comes_first(cast):
    ask = lift(cast, about="practical")
    Chapter.make(cast.maya, person=cast.people["june"], circle=2, gives={"practical": ""})
    shown = text(entered(cast, "maya"), "ask", cast.network.pk, ask.pk)
    assert "June already helps in this way." in shown
    assert shown.index(">June</option>", shown.index("one-more")) < shown.index(
        ">Kofi</option>", shown.index("one-more")
    )


def test_the_pages_ask_little_with_five_hundred_people_and_two_hundred_asks(
    cast, django_assert_max_num_queries
):
    people = Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(500)])
    rows = []
    for number in range(200):
        ask = Ask(network_id=cast.network.pk, author_id=cast.maya.account, audience="unpaid")
        ask.title, ask.told_at = f"A lift {number}", timezone.now()
        ask.first_on, ask.repeats = timezone.localdate() + dt.timedelta(days=3), "weekly"
        rows.append(ask)
    Ask.everyones.bulk_create(rows)
    Turn.take(cast.maya, rows[0], people[0], times(rows[0])[0])
    client = entered(cast, "maya")
    pages = [reverse("asks", args=[cast.network.pk])]
    pages += [where(cast, name, rows[0]) for name in ("ask", "ask_rota", "ask_sheet")]
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(15):
            assert client.get(page).status_code == 200
