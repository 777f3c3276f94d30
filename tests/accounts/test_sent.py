"""A form sent again: after a double click, a time-out, or with Back."""

from __future__ import annotations

import datetime as dt
import threading
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts import once, sent
from closeknit.accounts.models import Once
from closeknit.accounts.sent import TOKEN, OnceMiddleware, form_of
from closeknit.networks.erasure import erase
from closeknit.networks.models import Membership, Note, Person
from tests.cast import assemble, entered

AGAIN = "You had sent this already. It was done once."


@pytest.fixture
def note(cast):
    """Where a note about June is written."""
    return reverse("add_note", args=[cast.network.pk, cast.people["june"].pk])


def token(client, where="/begin/me/"):
    return str(client.get(where).context["csrf_token"])


def notes(cast):
    return [row.text for row in Note.visible_to(cast.maya)]


def test_each_page_has_a_token_of_its_own(maya, note):
    assert len({token(maya, note) for _ in range(20)}) == 20


def test_a_double_click_writes_one_note_and_leads_to_the_same_page(cast, maya, note):
    typed = {"text": "Likes soup.", TOKEN: token(maya, note)}
    first, second = maya.post(note, typed), maya.post(note, typed)
    assert first.url == second.url
    assert notes(cast) == ["Likes soup."]
    assert AGAIN not in maya.get(second.url).content.decode()


def test_who_sends_it_again_later_is_told_that_it_was_done_once(cast, maya, note):
    typed = {"text": "Likes soup.", TOKEN: token(maya, note)}
    maya.post(note, typed)
    Once.objects.update(at=timezone.now() - dt.timedelta(minutes=5))
    page = maya.post(note, typed, follow=True)
    assert AGAIN in page.content.decode()
    assert notes(cast) == ["Likes soup."]


def test_going_back_and_writing_something_else_is_a_second_deed(cast, maya, note):
    page = token(maya, note)
    for text in ("Likes soup.", "Sings alto.", "Likes soup."):
        maya.post(note, {"text": text, TOKEN: page})
    assert sorted(notes(cast)) == ["Likes soup.", "Likes soup.", "Sings alto."]


def test_what_has_to_be_put_right_can_be_sent_again(cast, maya, note):
    page = token(maya, note)
    assert maya.post(note, {"text": "", TOKEN: page}).status_code == 422
    assert not Once.objects.exists()
    assert maya.post(note, {"text": "Likes soup.", TOKEN: page}).status_code == 302
    assert notes(cast) == ["Likes soup."]


def test_two_pages_that_say_the_same_are_two_deeds(cast, maya, note):
    for _ in range(2):
        maya.post(note, {"text": "Likes soup.", TOKEN: token(maya, note)})
    assert len(notes(cast)) == 2


def test_one_token_at_two_addresses_is_two_deeds(cast, maya, note):
    page = token(maya, note)
    about_kofi = reverse("add_note", args=[cast.network.pk, cast.people["kofi"].pk])
    for where in (note, about_kofi):
        maya.post(where, {"text": "Likes soup.", TOKEN: page})
    assert len(notes(cast)) == 2


def test_a_token_of_somebody_else_is_another_form(cast, maya, rosa):
    where = reverse("add_people", args=[cast.network.pk])
    page = token(maya, where)
    for client, name in ((maya, "Nadia"), (rosa, "Nadia")):
        client.post(where, {"name": name, "kind": "person", "another": "yes", TOKEN: page})
    assert Person.visible_to(cast.maya).filter(name="Nadia").count() == 2


def test_pressing_closer_on_two_boards_moves_two_circles(cast, maya):
    june = cast.people["june"].pk
    move = reverse("move_person", args=[cast.network.pk, june])
    board = reverse("map", args=[cast.network.pk])
    for _ in range(2):
        maya.post(move, {"direction": "closer", TOKEN: token(maya, board)})
    stands = maya.get(board).context["snapshot"].network.person(june).circle
    assert stands == 3


def test_two_keys_pressed_before_the_new_board_is_here_are_two_moves(cast, maya):
    june = cast.people["june"].pk
    move = reverse("move_person", args=[cast.network.pk, june])
    board = reverse("map", args=[cast.network.pk])
    page = token(maya, board)
    for count in (1, 2):
        maya.post(move, {"direction": "closer", "move": count, TOKEN: page})
    assert maya.get(board).context["snapshot"].network.person(june).circle == 3


def test_somebody_who_takes_no_part_any_more_is_led_nowhere(cast, rosa, note):
    typed = {"text": "Likes soup.", TOKEN: token(rosa, note)}
    rosa.post(note, typed)
    Membership.active().get(account=cast.rosa.account).end(cast.maya)
    assert rosa.post(note, typed).status_code == 404


def test_another_photo_with_the_same_name_is_another_form(cast):
    def form(pixels):
        request = RequestFactory().post(
            "/", {TOKEN: "x", "photo": SimpleUploadedFile("a.png", pixels)}
        )
        request.user = cast.account("maya")
        seen = form_of(request)
        assert request.FILES["photo"].read() == pixels
        return seen

    assert form(b"one") == form(b"one")
    assert form(b"one").key == form(b"two").key
    assert form(b"one").sent != form(b"two").sent


def test_nothing_that_was_typed_can_be_read_from_the_row(cast, maya, note):
    maya.post(note, {"text": "soup", TOKEN: token(maya, note)})
    kept = Once.objects.get()
    assert "soup" not in repr(vars(kept))
    assert len(kept.key) == len(kept.sent) == 64


def test_a_day_later_it_is_forgotten(cast, maya, note):
    maya.post(note, {"text": "soup", TOKEN: token(maya, note)})
    once.forget()
    assert Once.objects.count() == 1
    Once.objects.update(at=timezone.now() - dt.timedelta(days=1, minutes=1))
    once.forget()
    assert not Once.objects.exists()


def test_an_erased_network_leaves_no_address_behind(cast, maya, note):
    maya.post(note, {"text": "soup", TOKEN: token(maya, note)})
    erase(cast.network)
    assert not Once.objects.exists()


def test_a_deed_whose_process_died_can_be_taken_up(cast, maya, note):
    typed = {"text": "soup", TOKEN: token(maya, note)}
    request = RequestFactory().post(note, typed)
    request.user = cast.account("maya")
    form = form_of(request)
    assert form.take()
    assert not form.take()
    Once.objects.update(at=timezone.now() - once.LEASE - dt.timedelta(seconds=1))
    assert maya.post(note, typed).status_code == 302
    assert notes(cast) == ["soup"]


def test_while_the_first_one_runs_the_second_is_told_kindly(cast, maya, note, monkeypatch):
    monkeypatch.setattr(sent, "WAIT", 0.1)
    typed = {"text": "soup", TOKEN: token(maya, note)}
    request = RequestFactory().post(note, typed)
    request.user = cast.account("maya")
    form_of(request).take()
    page = maya.post(note, typed)
    assert page.status_code == 409
    assert "Still at it" in page.content.decode()
    assert notes(cast) == []


def test_what_broke_can_be_tried_again(cast, rf):
    """A view that fails leaves nothing behind that would keep the next try away."""
    request = rf.post("/somewhere/", {TOKEN: "x"})
    request.user = cast.account("maya")

    def broken(request):
        assert ring.process_view(request, None, (), {}) is None
        return HttpResponse(status=500)

    ring = OnceMiddleware(broken)
    assert ring(request).status_code == 500
    assert not Once.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("clicks", [2, 6])
def test_at_the_very_same_moment_there_is_one_effect(clicks, monkeypatch):
    """Several clicks through the real door, each in a thread and a connection of its own."""
    cast = assemble()
    where = reverse("add_note", args=[cast.network.pk, cast.people["june"].pk])
    page = token(entered(cast, "maya"), where)
    clients = [entered(cast, "maya") for _ in range(clicks)]
    make, together, answers = Note.make.__func__, threading.Barrier(clicks), []

    def slowly(cls, *args, **said):
        time.sleep(0.2)  # everybody else has knocked by now
        return make(cls, *args, **said)

    monkeypatch.setattr(Note, "make", classmethod(slowly))

    def click(client):
        together.wait()
        answers.append(client.post(where, {"text": "soup", TOKEN: page}))
        connections.close_all()

    threads = [threading.Thread(target=click, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [302] * clicks
    assert len({answer.url for answer in answers}) == 1
    assert notes(cast) == ["soup"]
