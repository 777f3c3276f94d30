"""The doors: every address of the house, and who may knock there. A route without a row is shut.

`public` doors are open to everyone, `signed_in` doors to whoever has an account. A network's door
names the resource and verb it asks the table for: one for looking (GET), one for doing (POST);
so does that of a series, or a host. Whoever is refused finds nothing, as if there were no page.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .door import ADD, CHANGE, LOOK, PUBLIC, REMOVE, SIGNED_IN, Door, deed, desk, room, with_care
from .words import Verb
from .workshop import WORKSHOP

DOORS: Mapping[str, Door] = MappingProxyType(
    {
        # Entering.
        "account_*": PUBLIC,
        "mfa_login_webauthn": PUBLIC,
        "first": PUBLIC,
        "demo": PUBLIC,
        # One's own account.
        "mfa_*": SIGNED_IN,
        "account_email": with_care(SIGNED_IN),
        "account_change_password": with_care(SIGNED_IN),
        "account_set_password": with_care(SIGNED_IN),
        "account_reauthenticate": SIGNED_IN,
        "my_account": SIGNED_IN,
        "about_me": SIGNED_IN,
        "my_devices": SIGNED_IN,
        "end_visit": SIGNED_IN,
        "end_visits": SIGNED_IN,
        "my_waiting": with_care(SIGNED_IN),
        "refuse_recovery": SIGNED_IN,
        "my_codes": with_care(SIGNED_IN),
        "delete_account": with_care(SIGNED_IN),
        # Coming in when something is lost.
        "enter_by_paper": PUBLIC,
        "stop_recovery": PUBLIC,
        # In which words somebody reads.
        "choose_words": PUBLIC,
        # Few large things, or everything.
        "choose_view": PUBLIC,
        # Staying safe: leaving, knowing how, a plain name; and being asked again.
        "leave_quickly": PUBLIC,
        "safety": PUBLIC,
        "accessibility": PUBLIC,
        "manifest": PUBLIC,
        "quiet": SIGNED_IN,
        "again_code": SIGNED_IN,
        "again_here": SIGNED_IN,
        "again_go_on": with_care(SIGNED_IN),
        "mfa_add_webauthn": with_care(SIGNED_IN),
        "mfa_remove_webauthn": with_care(SIGNED_IN),
        # The first page after coming in, for everybody with a part.
        "today": room("membership"),
        "how_it_goes": room("finding"),
        # The simple home: few large things, each behind the door of what it shows.
        "simple": room("membership"),
        "simple_people": room("person"),
        "simple_person": room("person"),
        "simple_tell": desk("moment", ADD),
        "simple_waiting": room("membership"),
        "simple_calls": room("membership", ("tie", CHANGE)),
        # What is covered and what is thin.
        "gaps": room("finding"),
        "dismiss_finding": deed("finding", ADD),
        "raise_finding": deed("finding", REMOVE),
        "away": room("tie"),
        "help": room("tie", ("tie", CHANGE)),
        "wishes": room("wish", ("wish", ADD)),
        "wish": room("wish", ("wish", CHANGE)),
        "remove_wish": deed("wish", REMOVE),
        "add_support": room("support", ("support", ADD)),
        "purpose": room("wish", ("network", CHANGE)),
        # The years ahead: first the question whether one wants to look.
        "years_ahead": room("outlook"),
        "look_ahead": room("outlook"),
        # What somebody means to do.
        "intentions": room("intention", ("intention", ADD)),
        "finish_intention": deed("intention", CHANGE),
        "remove_intention": deed("intention", REMOVE),
        "bring_back_intention": deed("intention", REMOVE),
        # Asking for help, and taking turns. The last is the link of somebody who is asked.
        "asks": room("ask"),
        "begin_ask": desk("ask", ADD),
        "ask": room("ask"),
        "change_ask": desk("ask", CHANGE),
        "ask_deed": deed("ask", CHANGE),
        "ask_rota": desk("ask", CHANGE),
        "ask_sheet": room("ask"),
        "remove_ask": deed("ask", REMOVE),
        "bring_back_ask": deed("ask", REMOVE),
        "turn_call": deed("ask", CHANGE),
        "turn_take": deed("turn", CHANGE),
        "turn": desk("turn", CHANGE),
        "turn_deed": deed("turn", CHANGE),
        "turn_letter": Door("network", ("turn", CHANGE)),
        "turn_link": PUBLIC,
        "change_intention": desk("intention", CHANGE),
        "snooze_intention": deed("intention", CHANGE),
        "wake_intention": deed("intention", CHANGE),
        # When people really were in touch.
        "add_touch": desk("touch", ADD),
        "change_touch": desk("touch", CHANGE),
        "remove_touch": deed("touch", REMOVE),
        "bring_back_touch": deed("touch", REMOVE),
        "story_time": desk("touch", ADD),
        # Meeting. The last is the link of an answer, whose page asks the policy itself.
        "gatherings": room("gathering"),
        "gathering_begin": desk("gathering", ADD),
        "gathering": room("gathering"),
        "gathering_plan": desk("gathering", CHANGE),
        "gathering_tell": deed("gathering", CHANGE),
        "gathering_again": deed("gathering", ADD),
        "gathering_off": desk("gathering", CHANGE),
        "gathering_remove": deed("gathering", REMOVE),
        "gathering_bring_back": deed("gathering", REMOVE),
        "gathering_print": room("gathering"),
        "gathering_guest": desk("gathering", CHANGE),
        "gathering_date": desk("poll", CHANGE),
        "gathering_agenda": desk("gathering", CHANGE),
        "gathering_meeting": Door("network", ("gathering", CHANGE)),
        "gathering_notes": desk("minutes", CHANGE),
        "gathering_actions": desk("gathering", CHANGE),
        "gathering_action": deed("gathering", CHANGE),
        "gathering_close": desk("gathering", CHANGE),
        "answer_gathering": PUBLIC,
        # Roles, papers, and decisions. The page of whom one trusts asks the policy itself.
        "roles": room("role"),
        "role_ask": desk("role", ADD),
        "role": room("role", ("role", CHANGE)),
        "role_answer": deed("role", CHANGE),
        "role_remove": deed("role", REMOVE),
        "role_bring_back": deed("role", REMOVE),
        "confidant": room("confidant", ("confidant", ADD)),
        "confidant_answer": deed("confidant", CHANGE),
        "confidant_remove": deed("confidant", REMOVE),
        "confidant_bring_back": deed("confidant", REMOVE),
        "papers": room("authority", ("authority", ADD)),
        "paper": room("authority", ("authority", CHANGE)),
        "paper_contest": deed("authority", CHANGE),
        "decisions": room("decision"),
        "decision_add": desk("decision", ADD),
        "decision": room("decision", ("decision", CHANGE)),
        "decision_change": desk("decision", CHANGE),
        "decision_remove": deed("decision", REMOVE),
        "decision_bring_back": deed("decision", REMOVE),
        # What somebody thinks about, for themselves.
        "reflections": room("reflection"),
        "reflect": desk("reflection", ADD),
        "thank": desk("reflection", ADD),
        "reflection": desk("reflection", CHANGE),
        "share_line": deed("reflection", Verb.SHARE),
        "remove_reflection": deed("reflection", REMOVE),
        "bring_back_reflection": deed("reflection", REMOVE),
        "reflection_file": room("reflection"),
        # Questions that somebody here asks.
        "prompts": room("prompt", ("prompt", ADD)),
        "prompt": desk("prompt", CHANGE),
        "remove_prompt": deed("prompt", REMOVE),
        "bring_back_prompt": deed("prompt", REMOVE),
        # What was lived: moments and stories, and what those in them say to being shown. The last
        # two are the link of a question, whose page asks the policy itself.
        "stories": room("story", ("moment", ADD)),
        "begin_story": deed("story", ADD),
        "story": room("story"),
        "tell": desk("story", CHANGE),
        "remove_story": deed("story", REMOVE),
        "bring_back_story": deed("story", REMOVE),
        "story_file": room("story"),
        "moment_file": room("moment"),
        "remove_moment": deed("moment", REMOVE),
        "bring_back_moment": deed("moment", REMOVE),
        "in_it": room("consent"),
        "consent": desk("consent", CHANGE),
        "ask_consent": desk("consent", LOOK),
        "consent_link": PUBLIC,
        "consent_picture": PUBLIC,
        "consent_sound": PUBLIC,
        "consent_file": room("consent"),
        # Pictures.
        "photos": room("photo"),
        "photos_add": desk("photo", ADD),
        "photo": room("photo"),
        "photo_change": desk("photo", CHANGE),
        "photo_people": desk("photo", CHANGE),
        "photo_alone": room("photo"),
        "photo_remove": deed("photo", REMOVE),
        "photo_bring_back": deed("photo", REMOVE),
        "photo_file": room("photo"),
        # Books to keep.
        "keepsakes": room("keepsake", ("keepsake", ADD)),
        "keepsake": room("keepsake"),
        "keepsake_choose": desk("keepsake", CHANGE),
        "keepsake_order": desk("keepsake", CHANGE),
        "keepsake_pdf": room("keepsake"),
        "keepsake_file": room("keepsake"),
        "keepsake_map": room("keepsake"),
        "keepsake_remove": deed("keepsake", REMOVE),
        "keepsake_bring_back": deed("keepsake", REMOVE),
        # Who sees what; whoever reads a thing may look who else does.
        "who_sees": Door("network", ("person", REMOVE)),
        "who_sees_this": desk("person", LOOK),
        # What is new, how one is told, and calendars. The last two are addresses that work without
        # coming in: one stops letters, one is a calendar that asks the policy itself.
        "news": SIGNED_IN,
        "news_seen": SIGNED_IN,
        "told_how": SIGNED_IN,
        "my_calendar": with_care(SIGNED_IN),
        "stop_letters": PUBLIC,
        "stop_asking": PUBLIC,
        "calendar_feed": PUBLIC,
        "turn_file": room("turn"),
        "gathering_file": room("gathering"),
        # Looking for something, among what one may see.
        "search": room("person"),
        # How the house looks, with made-up people.
        "patterns": PUBLIC,
        # Somebody's page, their face, and what is noted about them.
        "add_people": room("tie", ("person", ADD)),
        "person": room("person"),
        "change_person": desk("person", CHANGE),
        "person_face": desk("person", CHANGE),
        "network_face": desk("network", CHANGE),
        "portrait": room("portrait"),
        "person_knows": desk("link", ADD),
        # Somebody is on the map twice.
        "alike": room("merge"),
        "same_as": Door("network", ("merge", ADD)),
        "merge": desk("merge", ADD),
        "take_along": desk("person", REMOVE),
        "tie_changed": desk("tie", ADD),
        "tie_wrong": desk("tie", CHANGE),
        "add_contact": desk("contact", ADD),
        "change_contact": desk("contact", CHANGE),
        "add_note": desk("note", ADD),
        "change_note": desk("note", CHANGE),
        "take_away": deed("person", REMOVE),
        "bring_back": deed("person", REMOVE),
        "bin": Door("network", ("person", REMOVE)),
        # Contacts that somebody brings: a draft of one's own, then people on the map.
        "bring_contacts": desk("draft", ADD),
        "choose_contacts": room("draft", ("draft", CHANGE)),
        "confirm_contacts": Door("network", ("draft", LOOK), ("arrival", ADD)),
        "not_understood": room("draft"),
        "throw_away_contacts": deed("draft", REMOVE),
        "undo_contacts": deed("arrival", REMOVE),
        # A whole network out and in again, leaving it, and erasing it for good.
        "take_out": with_care(room("export", ("export", LOOK))),
        "erase_network": with_care(room("erasure", ("erasure", ADD))),
        "leave": room("membership", ("membership", REMOVE)),
        "undo_return": deed("arrival", REMOVE),
        "bring_network_back": SIGNED_IN,
        "look_into_parcel": SIGNED_IN,
        "throw_parcel_away": SIGNED_IN,
        # The map, the same people as table, tree and sentences, and moving somebody.
        "map": room("tie"),
        "map_svg": room("tie"),
        "what_changed": room("tie"),
        "timeline": room("tie"),
        "between": desk("tie", LOOK),  # the note itself is asked for as what it is: one's own
        "snapshots": room("snapshot", ("snapshot", ADD)),
        "snapshot": room("snapshot"),
        "snapshot_compare": room("snapshot"),
        "people": room("person"),
        "people_tree": room("tie"),
        "people_sentences": room("tie"),
        "save_people": deed("tie", CHANGE),
        "move_person": deed("tie", CHANGE),
        "undo_move": deed("tie", CHANGE),
        # What happened, and who looked.
        "record": room("record"),
        # Who takes part, what waits for a yes, and the person taking over.
        "members": room("membership"),
        "member": room("membership"),
        "change_member": desk("membership", CHANGE),
        "member_deed": desk("membership", CHANGE),
        "waiting": room("proposal"),
        "answer_proposal": deed("proposal", CHANGE),
        "take_back_proposal": deed("proposal", REMOVE),
        "said": desk("saying", ADD),
        "undo_saying": deed("saying", REMOVE),
        "claim_card": desk("claim", ADD),
        "answer_claim": with_care(deed("claim", ADD)),
        "yours": room("charge"),
        "claim": PUBLIC,
        "claim_yes": PUBLIC,
        # Asking somebody in; the last is its link, whose page asks the policy itself.
        "invite": desk("invitation", ADD),
        "invite_person": desk("invitation", ADD),
        "invitation": room("invitation"),
        "invitation_card": Door("network", ("invitation", CHANGE)),
        "agree_invitation": deed("invitation", CHANGE),
        "shrink_invitation": deed("invitation", CHANGE),
        "send_invitation": deed("invitation", CHANGE),
        "withdraw_invitation": deed("invitation", REMOVE),
        "asked_in": PUBLIC,
        # Somebody has died. The last takes it back, or says: I am here.
        "has_died": desk("person", REMOVE),
        "after_me": desk("erasure", ADD),
        "focus_died": desk("network", CHANGE),
        "i_am_here": deed("network", CHANGE),
        **WORKSHOP,
        # The front door, setting up, first steps.
        "welcome": PUBLIC,
        "invited": PUBLIC,
        "begin": SIGNED_IN,
        "begin_name": SIGNED_IN,
        "agreed": desk("network", CHANGE),
        "first_steps": room("step"),
        "first_step": room("step", ("step", ADD)),
        "remove_demo": PUBLIC,  # the view asks: only in the made-up scene, only on this machine
    }
)
"""By URL name, namespace included. An entry of a whole library ends in a star."""


def door_for(view_name: str) -> Door | None:
    """The door of this address, or None: then nobody gets in.

    >>> door_for("no-such-page") is None
    True
    """
    if view_name in DOORS:
        return DOORS[view_name]
    prefix = view_name.partition("_")[0] + "_*"
    return DOORS.get(prefix)
