"""The doors table: every address of the house, and who of the cast gets in.

Who may look is tried in test_pages, where each of them opens every page.
Written down by hand beside the policy: M Maya (the person), R Rosa (a steward), K Kofi (a member),
T Tanya (a paid member). Lena, a stranger, and whoever is signed out get in nowhere. A new address
fails here until somebody has decided who may come.
"""

from __future__ import annotations

import pytest
from django.test import Client

from closeknit.policy.doors import DOORS, door_for
from tests.addresses import ALL, OF_A_NETWORK, address, fill
from tests.again import forgotten_afterwards
from tests.cast import Cast, assemble, entered

# name: (who may look, who may do something there); "" nobody. June is the person asked for.
NETWORK_DOORS = {
    "map": ("MR", ""),
    "map_svg": ("MR", ""),
    "what_changed": ("MR", ""),
    "timeline": ("MR", ""),
    "between": ("MR", "MR"),
    "snapshots": ("MR", "MR"),
    "snapshot": ("MR", ""),
    "snapshot_compare": ("MR", ""),
    "people": ("MRKT", ""),
    "people_tree": ("MR", ""),
    "people_sentences": ("MR", ""),
    "save_people": ("", "MR"),
    "move_person": ("", "MR"),
    "undo_move": ("", "MR"),
    "add_people": ("MR", "MR"),
    "person": ("MR", ""),
    "change_person": ("MR", "MR"),
    "person_knows": ("MR", "MR"),
    "alike": ("MR", ""),
    "same_as": ("MR", ""),
    "merge": ("MR", "MR"),
    "take_along": ("MR", "MR"),
    "person_face": ("MR", "MR"),
    "tie_changed": ("MR", "MR"),
    "tie_wrong": ("MR", "MR"),
    "add_contact": ("MR", "MR"),
    "change_contact": ("MR", "MR"),
    "add_note": ("MR", "MR"),
    "change_note": ("M", "M"),
    "network_face": ("MR", "MR"),
    "portrait": ("MR", ""),
    "bin": ("MR", ""),
    "bring_back": ("", ""),
    "take_away": ("", "MR"),
    "record": ("MRKT", ""),
    "invite": ("MRK", "MRK"),
    "invite_person": ("MR", "MR"),
    "invitation": ("MR", ""),
    "invitation_card": ("MR", ""),
    "agree_invitation": ("", ""),
    "shrink_invitation": ("", "MR"),
    "send_invitation": ("", ""),
    "withdraw_invitation": ("", "MR"),
    "gaps": ("MR", ""),
    "dismiss_finding": ("", "MR"),
    "raise_finding": ("", "MR"),
    "away": ("MR", ""),
    "help": ("MR", "MR"),
    "years_ahead": ("MR", ""),
    "look_ahead": ("MR", ""),
    "wishes": ("MR", "MR"),
    "wish": ("MR", "MR"),
    "remove_wish": ("", "MR"),
    "add_support": ("MR", "MR"),
    "purpose": ("MR", "MR"),
    "agreed": ("R", "R"),
    "first_steps": ("MR", ""),
    "first_step": ("MR", "MR"),
    "search": ("MRKT", ""),
    "reflections": ("MRKT", ""),
    "reflect": ("MRKT", "MRKT"),
    "thank": ("MRKT", "MRKT"),
    "reflection": ("M", "M"),
    "reflection_file": ("M", ""),
    "share_line": ("", "M"),
    "remove_reflection": ("", "M"),
    "bring_back_reflection": ("", ""),
    "who_sees": ("MR", ""),
    "who_sees_this": ("MR", "MR"),
    "bring_contacts": ("MR", "MR"),
    "choose_contacts": ("M", "M"),
    "confirm_contacts": ("M", "M"),
    "not_understood": ("M", ""),
    "throw_away_contacts": ("", "M"),
    "undo_contacts": ("", "MR"),
    "take_out": ("MRKT", "MRKT"),
    "erase_network": ("M", "M"),
    "leave": ("MRKT", "MRKT"),
    "undo_return": ("", ""),
    "members": ("MRKT", ""),
    "member": ("MRK", ""),
    "change_member": ("MR", "MR"),
    "member_deed": ("MR", "MR"),
    "waiting": ("MRKT", ""),
    "answer_proposal": ("", "M"),
    "take_back_proposal": ("", "MR"),
    "said": ("", ""),
    "undo_saying": ("", "M"),
    "claim_card": ("", ""),
    "answer_claim": ("", "R"),
    "yours": ("M", ""),
    "has_died": ("MR", "MR"),
    "after_me": ("M", "M"),
    "focus_died": ("R", "R"),
    "i_am_here": ("", ""),
    "stories": ("MRKT", "MRKT"),
    "begin_story": ("", "MRKT"),
    "story": ("MR", ""),
    "tell": ("M", "M"),
    "remove_story": ("", "M"),
    "bring_back_story": ("", ""),
    "story_file": ("MR", ""),
    "moment_file": ("MR", ""),
    "in_it": ("MRKT", ""),
    "consent": ("", ""),
    "consent_file": ("", ""),
    "ask_consent": ("MR", "MR"),
    "roles": ("MRKT", ""),
    "role_ask": ("MR", "MR"),
    "role": ("MR", "MR"),
    "role_answer": ("", "MR"),
    "role_remove": ("", "MR"),
    "role_bring_back": ("", ""),
    "confidant": ("M", "M"),
    "confidant_answer": ("", "M"),
    "confidant_remove": ("", "M"),
    "confidant_bring_back": ("", ""),
    "papers": ("MRKT", "MR"),
    "paper": ("MR", "MR"),
    "paper_contest": ("", "MR"),
    "decisions": ("MRKT", ""),
    "decision_add": ("MR", "MR"),
    "decision": ("MR", "MR"),
    "decision_change": ("MR", "MR"),
    "decision_remove": ("", "M"),
    "decision_bring_back": ("", ""),
    "intentions": ("MRKT", "MRKT"),
    "finish_intention": ("", "M"),
    "remove_intention": ("", "M"),
    "bring_back_intention": ("", ""),
    "today": ("MRKT", ""),
    # The simple home: the same people find the same things.
    "simple": ("MRKT", ""),
    "simple_people": ("MRKT", ""),
    "simple_person": ("MR", ""),
    "simple_tell": ("MRKT", "MRKT"),
    "simple_waiting": ("MRKT", ""),
    "simple_calls": ("MRKT", "MR"),
    "how_it_goes": ("MR", ""),
    "asks": ("MRKT", ""),
    "begin_ask": ("MRK", "MRK"),
    "ask": ("MRK", ""),
    "change_ask": ("MR", "MR"),
    "ask_deed": ("", "MR"),
    "ask_rota": ("MR", "MR"),
    "ask_sheet": ("MRK", ""),
    "remove_ask": ("", "M"),
    "bring_back_ask": ("", ""),
    "turn_call": ("", "MR"),
    "turn_take": ("", "MRK"),
    "turn": ("MR", "MR"),
    "turn_deed": ("", "MR"),
    "turn_letter": ("MR", ""),
    "change_intention": ("M", "M"),
    "snooze_intention": ("", "M"),
    "wake_intention": ("", "M"),
    "add_touch": ("MR", "MR"),
    "change_touch": ("MR", "MR"),
    "remove_touch": ("", "MR"),
    "bring_back_touch": ("", ""),
    "story_time": ("MR", "MR"),
    "gatherings": ("MRKT", ""),
    "gathering_begin": ("MRK", "MRK"),
    "gathering": ("MR", ""),
    "gathering_plan": ("MR", "MR"),
    "gathering_tell": ("", "MR"),
    "gathering_again": ("", "MR"),
    "gathering_off": ("MR", "MR"),
    "gathering_remove": ("", "M"),
    "gathering_bring_back": ("", ""),
    "gathering_print": ("MR", ""),
    "gathering_guest": ("MR", "MR"),
    "gathering_date": ("MR", "MR"),
    "gathering_agenda": ("MR", "MR"),
    "gathering_meeting": ("MR", ""),
    "gathering_notes": ("MR", "MR"),
    "gathering_actions": ("MR", "MR"),
    "gathering_action": ("", "MR"),
    "gathering_close": ("MR", "MR"),
    "photos": ("MRKT", ""),
    "photos_add": ("MRKT", "MRKT"),
    "photo": ("MR", ""),
    "photo_change": ("M", "M"),
    "photo_people": ("M", "M"),
    "photo_alone": ("MR", ""),
    "photo_remove": ("", "M"),
    "photo_bring_back": ("", ""),
    "photo_file": ("MR", ""),
    "remove_moment": ("", "M"),
    "bring_back_moment": ("", ""),
    "keepsakes": ("MRKT", "MRK"),
    "keepsake": ("M", ""),
    "keepsake_choose": ("M", "M"),
    "keepsake_order": ("M", "M"),
    "keepsake_pdf": ("M", ""),
    "keepsake_file": ("M", ""),
    "keepsake_map": ("M", ""),
    "keepsake_remove": ("", "M"),
    "keepsake_bring_back": ("", ""),
    "prompts": ("MRKT", "MR"),
    "prompt": ("MR", "MR"),
    "remove_prompt": ("", "MR"),
    "bring_back_prompt": ("", ""),
    # Nobody here has such a row: tests/notices/test_calendar.py opens them.
    "turn_file": ("", ""),
    "gathering_file": ("", ""),
}
LETTERS = {"M": "maya", "R": "rosa", "K": "kofi", "T": "tanya"}


def test_every_address_has_a_door():
    assert [name for name in ALL if door_for(name) is None] == []


def test_every_door_leads_somewhere():
    named = {name for name in DOORS if not name.endswith("*")}
    assert named <= set(ALL)


def test_every_address_of_a_network_is_decided_here():
    assert set(OF_A_NETWORK) == set(NETWORK_DOORS)


def test_no_address_of_a_network_is_open_to_everyone():
    assert [name for name in OF_A_NETWORK if door_for(name).kind != "network"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(4))
def test_who_may_do_it(part):
    """In one scene too: whatever somebody did is as if it had not been, before the next."""
    cast = assemble()
    parts = fill(cast)
    found = {}
    for name in list(NETWORK_DOORS)[part::4]:
        answers = {
            letter: _done(cast, who, address(name, parts)) for letter, who in LETTERS.items()
        }
        assert max(answers.values()) < 500, name
        found[name] = "".join(k for k, code in answers.items() if code not in (404, 405))
    assert found == {name: NETWORK_DOORS[name][1] for name in found}


def _done(cast: Cast, who: str, where: str) -> int:
    with forgotten_afterwards():
        return int(entered(cast, who).post(where).status_code)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_sees_the_same_bytes_as_where_nothing_is(method):
    cast = assemble()
    parts = fill(cast)
    lena = entered(cast, "lena")
    missing = getattr(lena, method)(address("map", {"network": "a" * 16}))
    assert missing.status_code == 404
    for name in NETWORK_DOORS:
        refused = getattr(lena, method)(address(name, parts))
        assert refused.status_code == 404, name
        assert refused.content == missing.content, name


@pytest.mark.django_db
def test_whoever_is_signed_out_is_sent_to_the_front_door_wherever_they_knock():
    parts = fill(assemble())
    for name in NETWORK_DOORS:
        there = Client().get(address(name, parts))
        nowhere = Client().get(address(name, parts | {"network": "a" * 16}))
        assert there.status_code == nowhere.status_code == 302, name
        assert there.url.split("?")[0] == nowhere.url.split("?")[0], name


@pytest.mark.django_db
def test_nothing_of_another_network_opens_with_a_key_of_ones_own():
    """Lena, in charge of her own network, names rows of Maya's inside it."""
    cast = assemble()
    parts = fill(cast) | {"network": cast.other.pk}
    lena = entered(cast, "lena")
    for name in filter(_names_a_row, NETWORK_DOORS):
        for method in ("get", "post"):
            answer = getattr(lena, method)(address(name, parts))
            assert answer.status_code in (404, 405), name


def _names_a_row(name: str) -> bool:
    wanted = set(ALL[name].pattern.regex.groupindex) - {
        "network",
        "part",
        "step",
        "question",
        "resource",
        "deed",
        "answer",
        "asked",
        "size",
        "since",
        "until",
    }
    return bool(wanted)
