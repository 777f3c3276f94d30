"""A link takes one answer. To change it, another one goes where the first one went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from closeknit.networks.models import Contact, OneAnswer, Person, Stale
from closeknit.plans.models import Guest, Poll, Turn
from closeknit.policy import Denied
from tests.cast import Cast, assemble, entered
from tests.rows import changed, everything

from .test_asks import one_by_one
from .test_gatherings import guest, lunch

pytestmark = pytest.mark.django_db


def a_turn(cast: Cast) -> OneAnswer:
    _ask, turn = one_by_one(cast)
    turn.asked_now(cast.maya, link=True)
    return turn


def an_invitation(cast: Cast) -> OneAnswer:
    june = guest(lunch(cast, "june"), cast, "june")
    june.open_link(cast.maya)
    return june


KINDS: dict[str, Callable[[Cast], OneAnswer]] = {
    "turn_link": a_turn,
    "answer_gathering": an_invitation,
}
every_kind = pytest.mark.parametrize("page", KINDS)


@pytest.fixture
def cast() -> Cast:
    return assemble()


def now(row: OneAnswer) -> Any:
    return type(row).everyones.select_related(*row.led_with).get(pk=row.pk)


def mailbox(cast: Cast, who: str = "june") -> Contact:
    fields: dict[str, Any] = {"how": "email", "value": f"{who}@example.org"}
    return Contact.make(cast.maya, person=cast.people[who], **fields)


def by_letter(cast: Cast, page: str) -> tuple[Any, Contact]:
    """A link that went out as a letter, by the page on which Maya sends it."""
    row, post = KINDS[page](cast), mailbox(cast)
    maya = entered(cast, "maya")
    if page == "turn_link":
        maya.post(reverse("turn_deed", args=[cast.network.pk, row.pk, "ask"]), {"to": post.pk})
    else:
        here = [cast.network.pk, now(row).gathering_id, row.pk]
        maya.post(reverse("gathering_guest", args=here), {"to": post.pk})
    return now(row), post


def letters() -> list[Any]:
    """The letters that went out since the last time, once the queue was worked on."""
    mail.outbox.clear()
    waiting = DBTaskResult.objects.filter(status="READY")
    for job in waiting:
        job.task.func(*job.args_kwargs["args"])
    waiting.delete()
    return list(mail.outbox)


def where(row: OneAnswer) -> str:
    return reverse(row.page, args=[now(row).token])


def says(address: str, answer: str) -> str:
    """What June reads after she said this at this address."""
    there = Client().get(address)
    seen = there.context["form"]["version"].value() if there.context.get("form") else 1
    said = Client().post(address, {"answer": answer, "version": seen}, follow=True)
    return unescape(said.content.decode())


@every_kind
def test_the_first_answer_counts_and_no_second_by_the_same_address(page, cast):
    row, _post = by_letter(cast, page)
    address = where(row)
    assert "You said yes" in says(address, "yes")
    again = says(address, "no")
    assert "You said yes" in again
    assert "one answer" in again
    assert now(row).answer == "yes"
    before = everything()
    assert "You said yes" in Client().get(address).content.decode()
    assert changed(before, everything()) == set(), "looking changes nothing"
    assert 'name="answer"' not in again


@every_kind
def test_of_two_tabs_one_answers_and_the_other_shows_what_was_said(page, cast):
    row = KINDS[page](cast)
    address, version = where(row), now(row).version
    first = Client().post(address, {"answer": "no", "version": version})
    second = Client().post(address, {"answer": "yes", "version": version}, follow=True)
    assert first.status_code == 302
    assert "You said no" in second.content.decode()
    assert now(row).answer == "no"


@every_kind
def test_of_two_who_send_in_the_same_moment_one_is_too_late(page, cast):
    row = KINDS[page](cast)
    address = where(row).rstrip("/").rpartition("/")[2]
    (one, actor), (other, _actor) = type(row).led_by(address), type(row).led_by(address)
    one.say(actor, one.version, "yes")
    with pytest.raises(Stale):
        other.say(actor, other.version, "no")
    with pytest.raises(Denied):
        now(row).say(actor, now(row).version, "no")
    assert now(row).answer == "yes"


@pytest.mark.parametrize("page", ["turn_link", "answer_gathering"])
def test_a_page_that_lost_the_race_shows_the_answer_and_not_the_form(page, cast, monkeypatch):
    row = KINDS[page](cast)
    address, version = where(row), now(row).version
    kind, led_by = type(row), type(row).led_by

    def slow(token: str) -> Any:
        """Somebody answers between the look at the row and the writing."""
        found = led_by(token)
        monkeypatch.setattr(kind, "led_by", led_by)
        Client().post(address, {"answer": "yes", "version": version})
        return found

    monkeypatch.setattr(kind, "led_by", slow)
    late = Client().post(address, {"answer": "no", "version": version}, follow=True)
    assert "You said yes" in late.content.decode()
    assert now(row).answer == "yes"


@every_kind
def test_another_link_goes_where_the_first_one_went_and_nowhere_else(page, cast):
    row, post = by_letter(cast, page)
    mailbox(cast, "kofi")
    used = where(row)
    assert "Change my answer" in says(used, "yes")
    letters()
    told = Client().post(used, {"again": "1", "to": "kofi@example.org"}, follow=True)
    assert "on its way" in told.content.decode()
    (letter,) = letters()
    assert letter.to == [post.value]
    fresh = where(row)
    assert fresh in letter.body
    assert fresh != used
    for word in ("Maya", "June", "boiler", "lunch", "Yes"):
        assert word not in f"{letter.subject} {letter.body}"
    assert "You said yes" in says(used, "no"), "the used one answers nothing any more"
    assert "You said later" in says(fresh, "later")
    assert "You said later" in Client().get(used).content.decode(), "it shows what stands now"
    assert now(row).answer == "later"


@every_kind
def test_pressing_twice_sends_one_letter_and_one_more_the_day_after(page, cast):
    row, _post = by_letter(cast, page)
    used = where(row)
    says(used, "yes")
    letters()
    for _press in range(3):
        Client().post(used, {"again": "1"})
    assert len(letters()) == 1
    fresh = where(row)
    a_day_ago = timezone.now() - dt.timedelta(days=1, minutes=1)
    type(row).everyones.filter(pk=row.pk).update(posted_at=a_day_ago)
    assert "Change my answer" in Client().get(used).content.decode()
    Client().post(used, {"again": "1"})
    assert len(letters()) == 1
    assert where(row) == fresh, "the same one, in case the letter was lost"


@every_kind
def test_the_queue_holds_keys_alone(page, cast):
    row, post = by_letter(cast, page)
    used = where(row)
    says(used, "yes")
    letters()
    Client().post(used, {"again": "1"})
    (job,) = DBTaskResult.objects.filter(status="READY")
    assert job.args_kwargs == {"args": [row.pk, post.pk], "kwargs": {}}


@every_kind
def test_who_got_the_link_on_paper_is_told_whom_to_tell(page, cast):
    row = KINDS[page](cast)
    address = where(row)
    shown = says(address, "yes")
    assert "tell Maya" in shown
    assert "Change my answer" not in shown
    before = everything()
    Client().post(address, {"again": "1"})
    assert changed(before, everything()) == set()
    assert not letters()


@every_kind
@pytest.mark.parametrize("how", ["address gone", "somebody else’s", "under age", "died"])
def test_no_other_link_goes_out_where_it_must_not(page, how, cast):
    row, post = by_letter(cast, page)
    used = where(row)
    says(used, "yes")
    letters()
    june = Person.everyones.filter(pk=cast.people["june"].pk)
    if how == "address gone":
        Contact.everyones.filter(pk=post.pk).update(binned_at=timezone.now())
    elif how == "somebody else’s":
        Contact.everyones.filter(pk=post.pk).update(person=cast.people["kofi"])
    else:
        june.update(**({"kind": "died"} if how == "died" else {"under_age": True}))
    Client().post(used, {"again": "1"})
    assert not letters()


@every_kind
def test_maya_makes_a_new_link_for_june_who_changes_her_mind(page, cast):
    row = KINDS[page](cast)
    used = where(row)
    says(used, "no")
    maya = entered(cast, "maya")
    if page == "turn_link":
        page_of = reverse("turn_letter", args=[cast.network.pk, row.pk])
        deed, sent = reverse("turn_deed", args=[cast.network.pk, row.pk, "ask"]), {}
    else:
        page_of = deed = reverse(
            "gathering_guest", args=[cast.network.pk, now(row).gathering_id, row.pk]
        )
        sent = {"link": "1"}
    assert now(row).token not in maya.get(page_of).content.decode(), "a used one is no use"
    maya.post(deed, sent)
    assert where(row) != used
    assert now(row).token in maya.get(page_of).content.decode()
    says(where(row), "yes")
    assert now(row).answer == "yes"


@every_kind
def test_the_database_keeps_fingerprints_alone(page, cast):
    row, _post = by_letter(cast, page)
    used = now(row).token
    says(where(row), "yes")
    Client().post(reverse(page, args=[used]), {"again": "1"})
    for kept in (now(row).spent_hash, now(row).token_hash):
        assert len(kept) == 64
        assert kept not in (used, now(row).token)
    assert now(row).spent_hash != now(row).token_hash


def test_an_answer_that_was_not_taken_leaves_the_link_good(cast):
    row = an_invitation(cast)
    address = where(row)
    assert Client().post(address, {"answer": "perhaps"}).status_code == 422
    assert now(row).has_link
    says(address, "no")
    assert now(row).answer == "no"


def test_which_day_suits_is_said_once_and_shown_after(cast):
    row = lunch(cast, "june")
    june = guest(row, cast, "june")
    june.open_link(cast.maya)
    days = [f"{timezone.localdate() + dt.timedelta(days=n)}T12:30" for n in (5, 6)]
    poll = Poll.ask(cast.maya, row, days)
    address = where(june)
    shown = Client().post(address, {"day-0": "yes", "day-1": "no"}, follow=True).content.decode()
    assert "Does not suit" in shown
    Client().post(address, {"day-0": "no", "day-1": "yes"})
    assert now(june).dates == {days[0]: "yes", days[1]: "no"}
    poll.pick(cast.maya, days[0])
    assert "You have not said yet whether you come" in Client().get(address).content.decode()


def test_who_was_left_out_finds_nothing_at_the_used_address(cast):
    row = an_invitation(cast)
    address = where(row)
    says(address, "yes")
    one = now(row)
    one.leave_out(cast.maya)
    assert Client().get(address).status_code == 404
    Guest.invite(cast.maya, one.gathering, cast.people["june"])
    assert Client().get(address).status_code == 404


def test_a_turn_that_is_over_shows_nothing_at_its_used_address(cast):
    row = a_turn(cast)
    address = where(row)
    says(address, "yes")
    long_ago = timezone.now() - dt.timedelta(days=61)
    Turn.everyones.filter(pk=row.pk).update(asked_at=long_ago)
    assert Client().get(address).status_code == 404
    assert Client().post(address, {"again": "1"}).status_code == 404
