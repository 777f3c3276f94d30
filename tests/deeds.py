"""Every deed of a network's doors, with what Maya types for it about June."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from closeknit.accounts.models import Account
from closeknit.exchange.models import Draft
from closeknit.networks.models import (
    Chapter,
    Claim,
    Contact,
    Invitation,
    Membership,
    Network,
    Person,
)
from closeknit.networks.roll import mark
from closeknit.networks.sameness import together
from closeknit.plans.models import (
    Ask,
    Confidant,
    Decision,
    Gathering,
    Guest,
    Intention,
    Role,
    Touch,
)
from closeknit.stories.models import (
    Consent,
    Keepsake,
    Moment,
    OwnPrompt,
    Photo,
    Reflection,
    Story,
)
from tests.addresses import CARD
from tests.cast import Cast

Typed = dict[str, Any]
Deed = Callable[[Cast, dict[str, str]], Typed]


def chapter(cast: Cast) -> Chapter:
    now = Chapter.current(cast.maya, cast.people["june"], timezone.localdate())
    assert now is not None
    return now


def first_to_call(cast: Cast, parts: dict[str, str]) -> Typed:
    """June is one of two to call, and moves up."""
    today, june = timezone.localdate(), cast.people["june"]
    for one in (june, cast.people["rosa"]):
        Chapter.turn(cast.maya, one, today, gives={"emergency": ""})
    return {"move": f"up:{june.pk}"}


def said(**typed: Any) -> Deed:
    """The same whoever it is about."""
    return lambda cast, parts: dict(typed)


def same(cast: Cast, parts: dict[str, str]) -> Typed:
    """June and Kofi are one person, with the words that are offered."""
    both = (Person.one_for(cast.maya, parts[name]) for name in ("person", "other"))
    shown = together(cast.maya, *both, timezone.localdate(), "")
    return {"seen": shown.seen, **{one.name: one.fuller for one in shown.choices}}


def elsewhere(cast: Cast, parts: dict[str, str]) -> Typed:
    """Maya looks after Lena's network as well."""
    other = Network.everyones.get(pk=cast.other.pk)
    steward = {"role": "steward", "opened_at": timezone.now(), "audience": "network"}
    Membership.everyones.create(network=other, account_id=cast.maya.account, **steward)
    return {"to": other.pk}


def named(field: str, part: str = "", **more: Any) -> Deed:
    """One field holds the key of a row of the address."""
    return lambda cast, parts: {field: parts[part or field], **more}


def table(cast: Cast, parts: dict[str, str]) -> Typed:
    june = parts["person"]
    shown = {f"circle-{june}": "1", f"paid-{june}": "unpaid", f"mark-{june}": mark(chapter(cast))}
    return {"person": june, "how": "changed", **shown}


def ticks(cast: Cast, parts: dict[str, str]) -> Typed:
    june = parts["person"]
    return {"gives": [f"{june}:talk"], "shown": [f"{june}:{mark(chapter(cast))}"]}


def tie(cast: Cast, parts: dict[str, str]) -> Typed:
    now = chapter(cast)
    day = timezone.localdate().isoformat()
    return {"circle": "1", "since": day, "why": "", "version": now.version, "chapter": now.pk}


def knows(cast: Cast, parts: dict[str, str]) -> Typed:
    return {"knows": [cast.people["rosa"].pk]}


def photo(cast: Cast, parts: dict[str, str]) -> Typed:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(out, "PNG")
    return {"face": "", "part": "middle", "photo": SimpleUploadedFile("a.png", out.getvalue())}


def unticked(cast: Cast, parts: dict[str, str]) -> Typed:
    draft = Draft.visible_to(cast.maya).get(pk=parts["draft"])
    return {"go": "1", "shown": [found.pk for found in draft.contacts.all()]}


def binned_contact(cast: Cast, parts: dict[str, str]) -> Typed:
    Contact.visible_to(cast.maya).get(pk=parts["key"]).bin(cast.maya)
    return {}


def binned_reflection(cast: Cast, parts: dict[str, str]) -> Typed:
    Reflection.visible_to(cast.maya).get(pk=parts["reflection"]).bin(cast.maya)
    return {}


def binned_intention(cast: Cast, parts: dict[str, str]) -> Typed:
    Intention.visible_to(cast.maya).get(pk=parts["intention"]).bin(cast.maya)
    return {}


def put_off(cast: Cast, parts: dict[str, str]) -> Typed:
    row = Intention.visible_to(cast.maya).get(pk=parts["intention"])
    row.snooze(cast.maya, row.version, timezone.localdate() + dt.timedelta(days=7))
    return {}


def binned_touch(cast: Cast, parts: dict[str, str]) -> Typed:
    Touch.visible_to(cast.maya).get(pk=parts["touch"]).bin(cast.maya)
    return {}


def taken_away(model: Any, part: str) -> Deed:
    """A row that Maya took away a moment ago."""

    def bin_it(cast: Cast, parts: dict[str, str]) -> Typed:
        model.visible_to(cast.maya).get(pk=parts[part]).bin(cast.maya)
        return {}

    return bin_it


def binned_story(cast: Cast, parts: dict[str, str]) -> Typed:
    Story.visible_to(cast.maya).get(pk=parts["story"]).bin(cast.maya)
    return {}


def in_it_himself(cast: Cast, parts: dict[str, str]) -> Typed:
    """Kofi is in a story of Maya's, and was asked."""
    story = Story.visible_to(cast.maya).get(pk=parts["story"])
    one = Consent.put_in(cast.maya, story, cast.people["kofi"])
    one.ask(cast.maya)
    parts["consent"] = one.pk
    return {"answer": "yes", "scopes": ["network"], "called": "own", "version": one.version}


def unasked(cast: Cast, parts: dict[str, str]) -> Typed:
    """A steward says how Maya agreed."""
    return {"agreed": "said", "version": cast.network.version}


def without_maya(**more: Any) -> Deed:
    """Maya does not come in here herself, so that a steward brings her word."""

    def deed(cast: Cast, parts: dict[str, str]) -> Typed:
        maya = Membership.everyones.filter(network=cast.network, role="person")
        maya.update(ended_at=timezone.now())
        return dict(more)

    return deed


def unanswered(cast: Cast, parts: dict[str, str]) -> Typed:
    parts["answer"] = "yes"
    return without_maya(how="words", words="Yes, please.")(cast, parts)


def waiting_invitation(cast: Cast, parts: dict[str, str]) -> Typed:
    """Rosa asked June in, and Maya says yes to it."""
    asked = Invitation.invite(cast.rosa, person=cast.people["june"], role="member", why="Soup.")
    parts["invitation"] = asked.pk
    return {"answer": "yes"}


def card_in_hand(cast: Cast, parts: dict[str, str]) -> Typed:
    """Somebody came with the card that another steward made, who is gone since."""
    without_maya()(cast, parts)
    card, _code = Claim.hand_out(cast.rosa)
    Claim.everyones.filter(pk=card.pk).update(author=None)
    card.take(Account.objects.create_user(email="ada@example.org", name="Ada").pk)
    parts["answer"] = "yes"
    return {}


def stuck_letter(cast: Cast, parts: dict[str, str]) -> Typed:
    """The mail server did not take the letter to June."""
    stuck = {"address": "june@example.org", "stuck_at": timezone.now()}
    Invitation.everyones.filter(pk=parts["invitation"]).update(**stuck)
    return {}


def said_dead(cast: Cast, parts: dict[str, str]) -> Typed:
    """Somebody wrote down that Maya has died."""
    type(cast.network).everyones.filter(pk=cast.network.pk).update(died_at=timezone.now())
    return {}


def pictures(cast: Cast, parts: dict[str, str]) -> Typed:
    return {"photos": photo(cast, parts)["photo"], "occasion": "The choir", "on": "2024-06"}


def marked(cast: Cast, parts: dict[str, str]) -> Typed:
    return {"whom": parts["person"], "across": 40, "down": 30}


def binned_photo(cast: Cast, parts: dict[str, str]) -> Typed:
    Photo.visible_to(cast.maya).get(pk=parts["photo"]).bin(cast.maya)
    return {}


def binned(model: Any, part: str) -> Deed:
    """Maya has put it in the bin."""

    def deed(cast: Cast, parts: dict[str, str]) -> Typed:
        model.visible_to(cast.maya).get(pk=parts[part]).bin(cast.maya)
        return {}

    return deed


def free_turn(cast: Cast, parts: dict[str, str]) -> Typed:
    """June said that she takes the next one."""
    first = Ask.visible_to(cast.maya).get(pk=parts["ask"]).slots(timezone.now())[0]
    return {"starts_at": first.isoformat(), "person": parts["person"]}


def shared_out(cast: Cast, parts: dict[str, str]) -> Typed:
    """June is asked for the next one."""
    first = Ask.visible_to(cast.maya).get(pk=parts["ask"]).slots(timezone.now())[0]
    return {"take": f"{cast.people['june'].pk}|{first.isoformat()}"}


def binned_ask(cast: Cast, parts: dict[str, str]) -> Typed:
    Ask.visible_to(cast.maya).get(pk=parts["ask"]).bin(cast.maya)
    return {}


def untold_gathering(cast: Cast, parts: dict[str, str]) -> Typed:
    """A draft with June on its list, whom nobody has asked yet."""
    row = Gathering.plan(cast.maya, title="Tea")
    Guest.invite(cast.maya, row, cast.people["june"])
    parts["gathering"] = row.pk
    return {}


def binned_gathering(cast: Cast, parts: dict[str, str]) -> Typed:
    Gathering.visible_to(cast.maya).get(pk=parts["gathering"]).bin(cast.maya)
    return {}


AGENDA = {"title-0": "Food", "minutes-0": "20", "version-0": "1", "title": "Singing"}
CAME = named("came", "guest", next="not_yet", thanks="Thank you for coming.")
MEETING: dict[str, Deed] = {
    "gathering_begin": said(title="A game night"),
    "gathering_plan": said(title="Sunday dinner", with_stewards="on", version=2),
    "gathering_tell": untold_gathering,
    "gathering_again": said(),
    "gathering_off": said(sorry="Another day.", version=2),
    "gathering_remove": said(),
    "gathering_bring_back": binned_gathering,
    "gathering_guest": said(answer="yes", words="I bring soup."),
    "gathering_date": lambda cast, parts: {"day-1": "2199-03-06", "time-1": "12:30"},
    "gathering_agenda": said(**AGENDA),
    "gathering_notes": said(text="We ate well."),
    "gathering_actions": said(words="Bring a chair"),
    "gathering_action": said(),
    "gathering_close": CAME,
}
WHEN = {"how": "open", "minutes": "60", "first_on": "2030-03-04"}

DEEDS: dict[str, Deed] = {
    **MEETING,
    "invite": said(name="Nadia"),
    "invite_person": said(part="member", why="You bring soup.", meaning="No duty."),
    "agree_invitation": waiting_invitation,
    "shrink_invitation": said(part="guest", version=1),
    "send_invitation": stuck_letter,
    "withdraw_invitation": said(),
    "save_people": table,
    "move_person": said(direction="closer"),
    "undo_move": said(was="4"),
    "add_people": said(name="Nadia", kind="person", another="yes"),
    "change_person": said(name="June Okoye", kind="person", version=1),
    "person_knows": knows,
    "merge": same,
    "take_along": elsewhere,
    "person_face": photo,
    "tie_changed": tie,
    "tie_wrong": tie,
    "add_contact": said(how="phone", value="555 0100"),
    "change_contact": said(how="phone", value="555 0101", version=1),
    "add_note": said(text="Sings alto."),
    "change_note": said(text="Likes lentil soup.", version=1),
    "network_face": photo,
    "take_away": said(),
    "bring_back": binned_contact,
    "dismiss_finding": said(finding="support_nobody:talk", why="We like it so"),
    "raise_finding": said(),
    "help": ticks,
    "wishes": said(what="companion:", words="Somebody to sing with", whose="person"),
    "wish": said(what="companion:", words="A good friend", whose="person", version=1),
    "remove_wish": said(),
    "add_support": said(name="Music", hint="singing together"),
    "purpose": said(purpose="So that I sing again.", version=1),
    "who_sees_this": said(level="person", version=1),
    "agreed": unasked,
    "first_step": said(purpose="So that I sing again.", version=1),
    "bring_contacts": said(text=CARD.decode()),
    "choose_contacts": unticked,
    "confirm_contacts": said(),
    "throw_away_contacts": said(),
    "undo_contacts": said(),
    "change_member": said(kind="guest", version=1),
    "member_deed": said(),
    "answer_proposal": said(),
    "take_back_proposal": said(),
    "said": unanswered,
    "undo_saying": said(),
    "claim_card": without_maya(),
    "answer_claim": card_in_hand,
    "has_died": said(),
    "after_me": said(after_me="erase", version=1),
    "focus_died": said(),
    "i_am_here": said_dead,
    "reflect": said(text="She came without being asked."),
    "thank": lambda cast, parts: {"line": "Thank you for the soup.", "reader": cast.kofi.account},
    "reflection": said(text="She came, twice.", version=1),
    "share_line": lambda cast, parts: {"line": "She came.", "reader": cast.kofi.account},
    "remove_reflection": said(),
    "bring_back_reflection": binned_reflection,
    "stories": said(text="June waved from her window."),
    "simple_tell": said(text="June sang in the garden."),
    "simple_calls": first_to_call,
    "begin_story": said(),
    "tell": said(happened="June brought soup, every evening.", version=2),
    "remove_story": said(),
    "bring_back_story": binned_story,
    "consent": in_it_himself,
    "ask_consent": said(),
    "intentions": said(words="Call Kofi on Sunday"),
    "finish_intention": said(),
    "remove_intention": said(),
    "bring_back_intention": binned_intention,
    "begin_ask": lambda cast, parts: {**WHEN, "title": "A call on Sundays", "seats": "1"},
    "change_ask": lambda cast, parts: {**WHEN, "title": "A lift", "seats": "2", "version": 2},
    "ask_deed": said(version=2),
    "remove_ask": said(),
    "bring_back_ask": binned_ask,
    "ask_rota": shared_out,
    "turn_call": lambda cast, parts: {"person": cast.people["kofi"].pk},
    "turn_take": free_turn,
    "turn": said(answer="yes", version=1),
    "turn_deed": said(),
    "change_intention": said(words="Call June on Monday", version=1),
    "snooze_intention": said(),
    "wake_intention": put_off,
    "add_touch": said(day="2026-05-01", how="called", words="Her garden"),
    "change_touch": said(day="2026-05-02", how="saw", words="The new job", version=1),
    "remove_touch": said(),
    "bring_back_touch": binned_touch,
    "story_time": lambda cast, parts: {"people": [parts["person"]]},
    "role_ask": lambda cast, parts: {"kind": "connector", "person": parts["person"]},
    "role": said(words="Comes along to the doctor’s.", version=1),
    "role_answer": said(said="yes"),
    "role_remove": said(),
    "role_bring_back": taken_away(Role, "role"),
    "confidant": lambda cast, parts: {"person": cast.people["kofi"].pk},
    "confidant_answer": said(said="yes"),
    "confidant_remove": said(),
    "confidant_bring_back": taken_away(Confidant, "confidant"),
    "papers": named("person", kind="attorney", about="Money"),
    "paper": said(kind="attorney", about="Health, and where to live", version=1),
    "paper_contest": said(why="I decide that."),
    "decision_add": said(asked="Which flat?", words="The one with the tree."),
    "decision": named("person", stance="supported"),
    "decision_change": said(asked="Which flat?", version=1),
    "decision_remove": said(),
    "decision_bring_back": taken_away(Decision, "decision"),
    "photos_add": pictures,
    "photo_change": said(alt="A bowl on the table.", caption="June’s soup", version=1),
    "photo_people": marked,
    "photo_remove": said(),
    "photo_bring_back": binned_photo,
    "remove_moment": said(),
    "bring_back_moment": binned(Moment, "moment"),
    "keepsakes": said(title="The years with Maya"),
    "keepsake_choose": said(title="Soup, again", by_day="yes", maps="2024-01-01", version=1),
    "keepsake_order": said(move="later:map:2024-01-01"),
    "keepsake_remove": said(),
    "keepsake_bring_back": binned(Keepsake, "keepsake"),
    "snapshots": said(title="Our third year", on="2019"),
    "between": said(text="The new house.", version=1),
    "prompts": said(words="Where do you sing?"),
    "prompt": said(words="With whom do you sing?", version=1),
    "remove_prompt": said(),
    "bring_back_prompt": binned(OwnPrompt, "prompt"),
}
BY = {
    "agreed": "rosa",
    "said": "rosa",
    "claim_card": "rosa",
    "answer_claim": "rosa",
    "focus_died": "rosa",
    "consent": "kofi",
}
"""Deeds that are not Maya's to do."""
STEPS: dict[str, Deed] = {
    "story": said(text="Lifts to the choir.", who="Sam", put="on"),
    "purpose": said(purpose="So that I sing again.", version=1),
    "people": said(people="Nadia\nMarco", pets="Biscuit"),
    "nobody": said(week="The library", neighbours="Mrs Lind"),
    "circles": lambda cast, parts: {
        f"{parts['person']}-circle": "1",
        f"{parts['person']}-seen_as": mark(chapter(cast)).replace(".", ":"),
    },
    "supports": lambda cast, parts: {
        f"{parts['person']}-gives": ["talk"],
        f"{parts['person']}-seen_as": mark(chapter(cast)).replace(".", ":"),
    },
    "links": lambda cast, parts: {"knows": [cast.people["kofi"].pk]},
    "missing": said(companions="Somebody to sing with", whose="person"),
    "intention": said(words="Call Kofi on Sunday", version=1),
}
"""Each of the first steps, which share one door."""


def typed(name: str, cast: Cast, parts: dict[str, str], step: str = "") -> Typed:
    """What is typed at this door."""
    deed = STEPS[step] if step else DEEDS[name]
    return deed(cast, parts)
