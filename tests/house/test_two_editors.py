"""Two people open the same form and both save it: the second gets both texts, or both hold."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from closeknit.networks.models import Between, Chapter, Link, Network, Note, Person, Wish
from closeknit.networks.models.versions import Version
from closeknit.plans.models import Authority, Decision, Gathering, Item, Minutes, Role
from closeknit.policy.doors import door_for
from closeknit.stories.models import Keepsake, OwnPrompt, Photo, Story
from tests.addresses import OF_A_NETWORK, address, fill
from tests.cast import Cast, assemble, entered, introduce
from tests.deeds import STEPS
from tests.forms import the_form

pytestmark = pytest.mark.django_db

# The page that shows the form, a field of it, and what the first and the second one make of it.
BOTH_TEXTS: dict[str, tuple[str, str, Any, Any]] = {
    "change_person": ("change_person", "name", "June Okoye", "June Adebayo"),
    "change_contact": ("change_contact", "value", "555 0100", "555 0199"),
    "change_note": ("change_note", "text", "Likes lentil soup.", "Likes pea soup."),
    "tie_changed": ("tie_changed", "household", "Elm Road", "Oak Lane"),
    "tie_wrong": ("tie_wrong", "household", "Elm Road", "Oak Lane"),
    "who_sees_this": ("who_sees_this", "level", "person", "chosen"),
    "wish": ("wish", "words", "A good friend", "A kind friend"),
    "reflection": ("reflection", "text", "June came.", "June came twice."),
    "purpose": ("purpose", "purpose", "So that I sing.", "So that I dance."),
    "help": ("help", "gives", ["{june}:talk"], ["{june}:fun"]),
    "save_people": ("people", "circle-{june}", "1", "3"),
    "person_face": ("person_face", "face", "june", "pet-dog"),
    "network_face": ("network_face", "face", "maya", "june"),
    "change_member": ("change_member", "kind", "guest", "facilitator"),
    "after_me": ("after_me", "after_me", "erase", "read"),
    "change_ask": ("change_ask", "title", "A lift home", "A lift there"),
    "tell": ("tell", "happened", "June brought bread.", "June brought cake."),
    "photo_change": ("photo_change", "caption", "June’s soup", "Lentil soup"),
    "keepsake_choose": ("keepsake_choose", "title", "The soup years", "Ten years"),
    "between": ("between", "text", "She moved in.", "The choir."),
    "prompt": ("prompt", "words", "Who sings?", "Who dances?"),
    "change_intention": ("change_intention", "words", "Call Kofi", "Call Rosa"),
    "change_touch": ("change_touch", "words", "Her new job", "The old boat"),
    "gathering_plan": ("gathering_plan", "title", "Sunday dinner", "Sunday tea"),
    "gathering_off": ("gathering_off", "sorry", "I am tired.", "The oven is broken."),
    "gathering_agenda": ("gathering_agenda", "title-0", "Soup", "Cake"),
    "gathering_notes": ("gathering_notes", "text", "We ate well.", "We sang."),
    "role": ("role", "words", "Comes along.", "Stays with me."),
    "paper": ("paper", "about", "Money", "A home"),
    "decision_change": ("decision_change", "outcome", "The blue flat", "The red flat"),
    "first_step purpose": ("first_step", "purpose", "So that I sing.", "So that I dance."),
    "first_step circles": ("first_step", "{june}-circle", "1", "3"),
    "first_step supports": ("first_step", "{june}-gives", ["talk"], ["fun"]),
    "first_step intention": ("first_step", "words", "Call Kofi", "Call Rosa"),
}
# Forms that add, or change only what was ticked and unticked: whoever is second takes nothing away.
MERGES = {
    "person_knows": "only what was ticked and unticked",
    "take_along": "adds, in another network",
    "merge": "whoever is second sees both entries anew: see tests/networks/test_merging.py",
    "first_step links": "only what was ticked and unticked",
    "first_step missing": "only what was ticked and unticked",
    "first_step story": "adds", "first_step people": "adds", "first_step nobody": "adds",
    "add_people": "adds", "add_contact": "adds", "add_note": "adds", "add_support": "adds",
    "wishes": "adds", "intentions": "adds", "dismiss_finding": "adds",
    "bring_contacts": "adds", "confirm_contacts": "adds",
    "said": "adds", "reflect": "adds", "thank": "adds", "share_line": "adds",
    "stories": "adds", "simple_tell": "adds", "keepsakes": "adds", "prompts": "adds",
    "snapshots": "adds; nothing in a copy is ever changed",
    "begin_ask": "adds", "turn_call": "adds", "ask_rota": "adds; nobody is asked twice",
    "turn": "the newest answer holds; whoever is second is shown what stands",
    "consent": "the newest answer holds; whoever is second is shown what stands",
    "invite": "adds", "invite_person": "adds",
    "shrink_invitation": "an offer only shrinks; whoever is second is shown what stands",
    "photos_add": "adds",
    "photo_people": "only what was ticked and unticked; a spot is put where it was last seen",
    "add_touch": "adds",
    "story_time": "only what was ticked",
    "gathering_begin": "adds", "gathering_date": "adds", "gathering_actions": "adds",
    "gathering_guest": "the newest answer holds, as with every yes or no",
    "gathering_close": "only what was ticked and unticked",
    "role_ask": "adds", "confidant": "adds", "papers": "adds", "decision_add": "adds",
    "decision": "adds; said anew, the newest holds",
    "paper_contest": "adds; contested twice is contested once",
    "choose_contacts": "ticks of one's own draft, kept one by one",
}  # fmt: skip
# Buttons: nothing is typed. What is there now is what they act on; each has its way back.
BUTTONS = {
    "move_person", "undo_move", "take_away", "bring_back", "raise_finding", "remove_wish",
    "agree_invitation", "send_invitation", "withdraw_invitation",
    "throw_away_contacts", "undo_contacts", "finish_intention", "remove_intention",
    "bring_back_intention", "remove_reflection", "bring_back_reflection",
    "begin_story", "remove_story", "bring_back_story", "ask_consent",
    "take_out", "erase_network", "leave", "undo_return",
    "member_deed", "answer_proposal", "take_back_proposal",
    "undo_saying", "claim_card", "answer_claim", "has_died", "focus_died", "i_am_here",
    "photo_remove", "photo_bring_back", "remove_moment", "bring_back_moment",
    "keepsake_order", "keepsake_remove", "keepsake_bring_back",
    "remove_prompt", "bring_back_prompt",
    "ask_deed", "remove_ask", "bring_back_ask", "turn_take", "turn_deed",
    "snooze_intention", "wake_intention", "remove_touch", "bring_back_touch",
    "gathering_tell", "gathering_again", "gathering_remove", "gathering_bring_back",
    "gathering_action",
    "role_answer", "role_remove", "role_bring_back",
    "confidant_answer", "confidant_remove", "confidant_bring_back",
    "decision_remove", "decision_bring_back", "simple_calls",
}  # fmt: skip
APART = {"agreed"}
"""Asked in a network that a steward began: below."""


def test_every_form_of_the_house_is_told_here():
    doing = {name for name in OF_A_NETWORK if door_for(name).do is not None} - {"first_step"}
    doing |= {f"first_step {step}" for step in STEPS}
    assert doing == {*BOTH_TEXTS, *MERGES, *BUTTONS, *APART}


def opened(client: Client, where: str, has: str) -> dict[str, Any]:
    return dict(the_form(client.get(where).content.decode(), has=has))


def two_windows(name: str, cast: Cast) -> tuple[Client, Client]:
    """Maya and Rosa; for what only its author may change, two windows of Maya's."""
    own = name in (
        "change_note",
        "reflection",
        "change_intention",
        "photo_change",
        "keepsake_choose",
        "between",
        "first_step intention",
        "change_member",
        "who_sees_this",
        "after_me",
        "tell",
        "gathering_notes",
        "role",
    )
    return entered(cast, "maya"), entered(cast, "maya" if own else "rosa")


@pytest.mark.parametrize("name", BOTH_TEXTS)
def test_the_second_of_two_gets_both_texts(name):
    cast = assemble()
    parts = fill(cast)
    june = parts["person"]
    page, field, first, second = BOTH_TEXTS[name]
    door, _, step = name.partition(" ")
    parts |= {"step": step or parts["step"]}
    looks, sends = address(page, parts), address(door, parts)
    has = field.format(june=june)
    one, other = two_windows(name, cast)
    if name == "first_step intention":  # it was written down before
        one.post(looks, opened(one, looks, has) | {has: "Call June"})
    sent = [opened(who, looks, has) | {has: put(said, june)}
            for who, said in ((one, first), (other, second))]  # fmt: skip
    if name == "save_people":
        sent = [data | {"how": "changed"} for data in sent]
    assert one.post(sends, sent[0]).status_code == 302
    between = kept(parts)
    answer = other.post(sends, sent[1])
    shown = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert kept(parts) == between, "nothing of the second one is written yet"
    assert called(first) in quoted(shown)
    assert called(second) in quoted(shown) or stands(second, june, shown)
    again = the_form(answer.content.decode(), has=has)
    more = {"how": "changed"} if name == "save_people" else {}
    assert other.post(sends, again | more).status_code == 302
    assert kept(parts) != between, "saving once more keeps what the second one wrote"


def put(said: Any, june: str) -> Any:
    return [one.format(june=june) for one in said] if isinstance(said, list) else said


WORDS = {
    "1": "Closest", "3": "Doing things together",
    "{june}:talk": "Someone to talk to", "{june}:fun": "Fun and company",
    "talk": "Someone to talk to", "fun": "Fun and company",
    "guest": "A guest", "facilitator": "Helps the network to meet",
    "person": "Only me", "chosen": "People I choose",
    "erase": "It is erased after 30 days", "read": "Those who take part can go on reading it",
    "june": "hair", "maya": "hair", "pet-dog": "dog",
}  # fmt: skip
"""What is chosen, as a page calls it."""


def called(said: Any) -> str:
    words = said[0] if isinstance(said, list) else said
    return WORDS.get(words, words)


def quoted(page: str) -> str:
    """What the page tells of the other one, outside its fields."""
    return "".join(re.findall(r"<(?:blockquote|p)[^>]*>(.*?)</(?:blockquote|p)>", page, re.DOTALL))


def stands(said: Any, june: str, page: str) -> bool:
    """Whether what the second one typed or ticked still stands in the form."""
    words = (said[0] if isinstance(said, list) else said).format(june=june)
    return f'value="{words}" checked' in page or f'value="{words}"' in page


def kept(parts: dict[str, str]) -> list[Any]:
    """Everything that editors could overwrite, with its earlier texts."""
    models: list[Any] = [
        Person, Chapter, Note, Wish, Network, Version, Link, Photo, Story,
        Keepsake, OwnPrompt, Between,
        Gathering, Item, Minutes,
        Role, Authority, Decision,
    ]  # fmt: skip
    return [sorted(map(repr, model.everyones.values_list())) for model in models]


def test_how_the_person_agreed_is_not_overwritten_unseen():
    cast = assemble()
    where = address("agreed", {"network": cast.network.pk})
    one, other = entered(cast, "rosa"), entered(cast, "rosa")
    sent = [opened(who, where, "agreed") | {"agreed": said}
            for who, said in ((one, "said"), (other, "showed"))]  # fmt: skip
    assert one.post(where, sent[0]).status_code == 302
    answer = other.post(where, sent[1])
    assert answer.status_code == 409
    assert "Maya said yes in words" in unescape(answer.content.decode())
    assert Network.of(cast.rosa.account).get().agreed == "said"


def test_two_who_say_whom_june_knows_are_both_heard():
    cast = assemble()
    introduce(cast, "june", "tanya")
    june, rosa, kofi, tanya = (cast.people[n].pk for n in ("june", "rosa", "kofi", "tanya"))
    where = address("person_knows", {"network": cast.network.pk, "person": june})
    one, other = entered(cast, "maya"), entered(cast, "rosa")
    first, second = opened(one, where, "shown"), opened(other, where, "shown")
    assert first["knows"] == [tanya]
    one.post(where, first | {"knows": [rosa]})
    other.post(where, second | {"knows": [tanya, kofi]})
    known = {key for pair in Link.of(cast.maya, june) for key in pair} - {june}
    assert known == {rosa, kofi}


def test_a_form_without_a_version_overwrites_nothing():
    """Whoever leaves the version out was shown nothing, and gets both texts."""
    cast = assemble()
    parts = fill(cast)
    for name, typed in {
        "change_person": {"name": "Junie", "kind": "person"},
        "change_note": {"text": "Likes pea soup."},
        "change_contact": {"how": "phone", "value": "999"},
        "wish": {"what": "companion:", "words": "Anybody", "whose": "person"},
    }.items():
        assert entered(cast, "maya").post(address(name, parts), typed).status_code == 409, name
