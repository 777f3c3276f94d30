"""Every form sent twice has one effect: at every door of the house, for every table."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from closeknit.accounts.sent import TOKEN
from closeknit.policy.doors import DOORS, door_for
from tests.addresses import ALL, OF_A_NETWORK, OF_A_WORKSHOP, address, fill
from tests.cast import assemble, entered, sure
from tests.deeds import BY, DEEDS, STEPS, Typed, typed
from tests.rows import changed, everything

APART = {"accounts.Once", "accounts.Visit"}
"""What sending twice may touch: the note that it was sent, and the sentence that says so."""

# Deeds outside a network: what is typed there, by somebody who is signed in.
OWN: dict[str, Typed] = {
    "begin_name": {"name": "Ada"},
    "account_email": {"email": "maya.reyes@example.org", "action_add": ""},
    "account_set_password": dict.fromkeys(("password1", "password2"), "a long and quiet river"),
}
# Doors that answer a POST, and why sending twice is no matter or is not ours to tell.
ELSEWHERE = {
    "account_request_login_code": "nobody is signed in: see test_entering_twice",
    "account_confirm_login_code": "a code works once",
    "account_login": "nobody is signed in",
    "account_signup": "one account an address",
    "account_email_verification_sent": "a code works once",
    "account_reset_password": "nobody is signed in",
    "account_confirm_password_reset_code": "a code works once",
    "account_complete_password_reset": "a code works once",
    "account_logout": "whoever is out is out",
    "account_change_password": "the old password opens once",
    "account_reauthenticate": "entering again writes nothing",
    "mfa_login_webauthn": "a challenge works once",
    "mfa_reauthenticate_webauthn": "a challenge works once",
    "mfa_add_webauthn": "a challenge works once",
    "mfa_edit_webauthn": "the same name twice is the same name",
    "mfa_remove_webauthn": "what is gone is gone",
    "first": "marks the session",
    "invited": "shows where the code of a card leads",
    "asked_in": "one yes counts: see tests/networks/test_inviting.py",
    "turn_link": "a link takes one answer: see tests/plans/test_one_answer.py",
    "consent_link": "the same answer twice is the same answer: see tests/stories/test_links.py",
    "answer_gathering": "a link takes one answer: see tests/plans/test_one_answer.py",
    "news_seen": "what is seen is seen",
    "told_how": "the same choice twice is the same choice",
    "my_calendar": "an address is shown once, and the newest is good",
    "stop_place_letters": "what is stopped is stopped: see tests/notices/test_places.py",
    "stop_letters": "what is stopped is stopped: see tests/notices/test_stopping.py",
    "demo": "enters",
    "remove_demo": "what is gone is gone",
    "leave_quickly": "whoever is out is out",
    "choose_words": "the same choice twice is the same choice",
    "choose_view": "the same choice twice is the same choice",
    "again_code": "a code works once",
    "again_here": "entering again writes nothing",
    "quiet": "the same choice twice is the same choice",
    "about_me": "the same choice twice is the same choice",
    "my_waiting": "the same choice twice is the same choice",
    "my_codes": "a page of codes is shown once, and the newest is good",
    "end_visit": "whoever is out is out",
    "end_visits": "whoever is out is out",
    "refuse_recovery": "what is stopped is stopped",
    "stop_recovery": "an address works once",
    "enter_by_paper": "a code works once",
    "delete_account": "what is gone is gone",
    "bring_network_back": "an account has one parcel at a time",
    "look_into_parcel": "a parcel comes back once: see test_bringing_back",
    "throw_parcel_away": "what is gone is gone",
    "claim": "marks the session",
    "begin_practice": "an account has one practice session",
    "begin_workshop": "see tests/workshops/test_doors.py",
    "sign_up": "nobody need be signed in; whoever is has one place",
    "place": "marks the session",
    "lead_link": "a link works once",
    "claim_yes": "a card works once",
}
# Deeds of a network after which one is outside it, or a file is handed out.
OUTSIDE_AFTER = {
    "take_out": "each file that is fetched is a deed of its own",
    "erase_network": "what is gone is gone",
    "leave": "whoever is out is out",
    "undo_return": "what is gone is gone",
}
LOOKED_AT = {
    "welcome", "begin", "patterns", "mfa_index", "mfa_list_webauthn",
    "account_inactive", "account_reset_password_done", "account_password_reset_completed",
    "safety", "accessibility", "manifest",
    "again_go_on", "my_account", "my_devices", "consent_picture", "consent_sound",
    "news", "calendar_feed", "workshops", "workshop",
    "public_recaps", "host_page", "public_recap", "public_recap_pdf", "public_recap_card",
    "public_recap_picture",
}  # fmt: skip


def test_every_door_that_does_something_is_told_here():
    doing = {name for name in OF_A_NETWORK if door_for(name).do is not None}
    assert doing == {*DEEDS, *OUTSIDE_AFTER}
    inside = {*OF_A_NETWORK, *OF_A_WORKSHOP}  # the latter: tests/workshops/test_doors.py
    assert set(ALL) - inside == {*OWN, *ELSEWHERE, *(LOOKED_AT & set(ALL))}
    assert set(DOORS) >= set(DEEDS)


def send_twice(client: Client, where: str, what: Typed) -> set[str]:
    """What the second sending changed. The first must have done something."""
    token = client.get("/begin/me/").context["csrf_token"]
    before = everything(APART)
    first = client.post(where, {**what, TOKEN: str(token)})
    assert first.status_code == 302
    between = everything(APART)
    assert changed(before, between), "the first one did nothing"
    rewind(what)
    second = client.post(where, {**what, TOKEN: str(token)})
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    return changed(between, everything(APART))


def rewind(what: Typed) -> None:
    for value in what.values():
        if hasattr(value, "seek"):
            value.seek(0)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in DEEDS if name != "first_step"])
def test_sent_twice_is_done_once_and_calls_nobody(name, nobody_outside):
    cast = assemble()
    parts = fill(cast)
    what = typed(name, cast, parts)
    client = sure(entered(cast, BY.get(name, "maya")))
    assert send_twice(client, address(name, parts), what) == set()
    assert nobody_outside == []


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS)
def test_each_of_the_first_steps_sent_twice_is_done_once(step):
    cast = assemble()
    parts = fill(cast) | {"step": step}
    what = typed("first_step", cast, parts, step)
    where = address("first_step", parts) + ("?page=1" if step in ("circles", "supports") else "")
    assert send_twice(entered(cast, "maya"), where, what) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", OWN)
def test_ones_own_deeds_sent_twice_are_done_once(name, enter, cast):
    parts = {"whose": "me"}
    client = sure(enter("maya"))
    where = address(name, parts)
    assert send_twice(client, where, OWN[name]) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["add_note", "wishes", "intentions", "add_people", "add_contact"])
def test_without_the_page_it_came_from_nobody_could_tell(name):
    """Two forms of two pages are two deeds, even if they say the same."""
    cast = assemble()
    parts = fill(cast)
    client, where = entered(cast, "maya"), address(name, parts)
    counts = []
    for _ in range(2):
        token = client.get("/begin/me/").context["csrf_token"]
        client.post(where, {**typed(name, cast, parts), TOKEN: str(token)})
        counts.append(sum(len(rows) for rows in everything(APART).values()))
    assert counts[1] > counts[0]


@pytest.mark.django_db
def test_entering_twice_writes_one_account_and_sends_no_letter_to_strangers(mailoutbox: Any):
    for _ in range(2):
        Client().post("/enter/", {"email": "nobody@example.org"})
    assert mailoutbox == []
    assert everything()["accounts.Account"] == []
