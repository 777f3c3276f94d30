"""The record for people: a verb of the code becomes a sentence here, and nowhere else."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "began": _("%(who)s began the network."),
    "made": _("%(who)s added %(what)s."),
    "changed": _("%(who)s changed %(what)s."),
    "corrected": _("%(who)s put %(what)s right."),
    "removed": _("%(who)s put %(what)s in the bin."),
    "brought_back": _("%(who)s brought %(what)s back."),
    "welcomed": _("%(who)s welcomed somebody to the network."),
    "placed": _("%(who)s said how somebody is joined."),
    "turned": _("%(who)s wrote down that something changed with somebody."),
    "turned_back": _("%(who)s took back what was written about somebody’s tie."),
    "linked": _("%(who)s wrote down that two people know each other."),
    "unlinked": _("%(who)s wrote down that two people do not know each other."),
    "put_right": _("%(who)s put right how somebody is joined."),
    "faced": _("%(who)s chose a face."),
    "hung": _("%(who)s hung up a portrait."),
    "took_down": _("%(who)s took a portrait down."),
    "dismissed": _("%(who)s said that a finding is fine as it is."),
    "raised": _("%(who)s asked about a finding again."),
    "wished": _("%(who)s put out an empty chair."),
    "named": _("%(who)s named a new kind of support."),
    "unwished": _("%(who)s folded an empty chair away."),
    "told": _("%(who)s told of a moment."),
    "began_story": _("%(who)s began a story."),
    "told_story": _("%(who)s told a story."),
    "put_in": _("%(who)s said who is in %(what)s."),
    "took_out_of": _("%(who)s said that somebody is not in %(what)s."),
    "marked": _("%(who)s showed where somebody is in a picture."),
    "consented": _("Somebody said yes to being shown."),
    "refused": _("Somebody said no to being shown."),
    "offered_picture": _("%(who)s would like to bring a picture."),
    "reflected": _("%(who)s wrote down a thought."),
    "reflected_again": _("%(who)s changed a thought."),
    "hid": _("Somebody who is in something had it hidden for now."),
    "asked_about": _("%(who)s asked somebody whether they may be shown."),
    "wrote_about": _("%(who)s sent somebody a letter that asks whether they may be shown."),
    "said_for_child": _("%(who)s wrote down what those who look after a child said."),
    "purposed": _("%(who)s wrote down why there is a network."),
    "agreed": _("%(who)s wrote down how the person agreed."),
    "meant": _("%(who)s wrote down one small thing to do."),
    # Asking, and taking turns.
    "drafted_ask": _("%(who)s wrote down something to ask for."),
    "asked_for": _("%(who)s asked for something."),
    "closed_ask": _("%(who)s closed something that was asked for."),
    "took_turn": _("Somebody took a turn."),
    "listed_turn": _("%(who)s wrote down whom to ask."),
    "unlisted_turn": _("%(who)s took somebody off the list of those to ask."),
    "asked_to_help": _("Somebody was asked to help."),
    "turn_yes": _("Somebody said yes to a turn."),
    "turn_no": _("Somebody said no, and that is fine."),
    "turn_later": _("Somebody said: later."),
    "turn_back": _("Somebody gave a turn back."),
    # Roles, papers and decisions.
    "asked_role": _("Somebody was asked whether they would take on something."),
    "took_role": _("Somebody said yes to a role."),
    "declined_role": _("Somebody said no to a role."),
    "gave_role_back": _("Somebody gave a role back."),
    "took_role_back": _("Nobody is asked any more for a role."),
    "contested": _("%(who)s does not agree with what a paper is said to allow."),
    "uncontested": _("%(who)s agrees again with what a paper is said to allow."),
    "heard": _("%(who)s wrote down where somebody stood in a decision."),
    "opened": _("%(who)s opened more of the network to somebody who takes part."),
    "left": _("%(who)s left the network."),
    "let_go": _("%(who)s took somebody out of the network."),
    "paused": _("%(who)s stopped somebody’s access for now."),
    "ran_out": _("Somebody’s time in the network was over."),
    "passed_on": _("Somebody passed on looking after the network."),
    "gave_back": _("Somebody is back in the network."),
    "changed_part": _("%(who)s changed somebody’s part in the network."),
    "named_steward": _("Somebody looks after the network from now on."),
    "opened_to_more": _("%(who)s let more people see %(what)s."),
    "narrowed": _("%(who)s let fewer people see %(what)s."),
    "sheltered": _("%(who)s kept only the year of a child’s birthday."),
    "stepped": _("%(who)s finished or left out a first step."),
    "did": _("%(who)s did what was meant."),
    "reopened": _("%(who)s opened %(what)s again."),
    # Meeting.
    "planned": _("%(who)s planned a gathering."),
    "would_meet": _("%(who)s would like people to meet."),
    "planned_again": _("%(who)s planned a gathering another way."),
    "asked_to_come": _("%(who)s asked people to come to a gathering."),
    "asked_others_to_come": _("%(who)s changed who is asked to a gathering."),
    "asked_somebody": _("%(who)s put somebody on the list of a gathering."),
    "left_out": _("%(who)s took somebody off the list of a gathering."),
    "answered_gathering": _("Somebody answered whether they come to a gathering."),
    "said_who_came": _("%(who)s wrote down who came to a gathering."),
    "made_answer_link": _("%(who)s made a link by which somebody answers."),
    "wrote_to_guest": _("%(who)s sent somebody a letter that asks whether they come."),
    "replied": _("Somebody answered a question for a gathering."),
    "asked_question": _("%(who)s wrote a question for a gathering."),
    "called_off": _("%(who)s called a gathering off."),
    "called_on": _("%(who)s said that a gathering happens after all."),
    "closed_gathering": _("%(who)s wrote down that a gathering was held."),
    "set_agenda": _("%(who)s changed what a gathering is made of."),
    "wrote_notes": _("%(who)s wrote notes of a gathering."),
    "agreed_notes": _("%(who)s said that the notes of a gathering are right."),
    "struck": _("%(who)s took something out of the notes of a gathering for good."),
    "took_on": _("%(who)s wrote down what somebody does after a gathering."),
    "did_action": _("%(who)s wrote down that something from a gathering was done."),
    "thanked": _("%(who)s thanked somebody who came to a gathering."),
    "asked_for_date": _("%(who)s asked which day suits for a gathering."),
    "picked_date": _("%(who)s picked a day for a gathering."),
    "imported": _("%(who)s brought contacts."),
    "threw_away": _("%(who)s threw %(what)s away for good."),
    "undid": _("%(who)s undid %(what)s."),
    "forgot": _("%(who)s had names taken out of the record."),
    # One’s own account: in no network’s record.
    "account_changed": _("%(who)s changed something in their account."),
    "way_asked": _("Somebody asked for another way in for %(who)s."),
    "way_refused": _("Another way in for %(who)s was stopped."),
    "way_changed": _("Another way in for %(who)s took effect."),
    "paper_made": _("%(who)s made codes on paper."),
    "paper_used": _("%(who)s came in with a code on paper."),
    "visit_ended": _("%(who)s signed a device out."),
    "rested": _("Whoever runs the server put the account of %(who)s to rest."),
    "woke": _("Whoever runs the server woke the account of %(who)s."),
    "went": _("%(who)s deleted an account."),
    # What one is told, and calendars.
    "chose_rhythm": _("%(who)s chose what they are told, and when."),
    "stopped_letters": _("%(who)s stopped the letters that tell what is new."),
    "made_calendar": _("%(who)s made an address for a calendar."),
    "ended_calendar": _("%(who)s ended a calendar."),
    # Words.
    "chose_words": _("%(who)s chose in which words they read."),
    # Staying safe.
    "quieted": _("%(who)s chose what the tab says."),
    # Leaving with everything
    "took_out": _("%(who)s took the whole network out."),
    "took_own_out": _("%(who)s took out what is their own."),
    "brought_network": _("%(who)s brought the network back from an archive."),
    "erased": _("%(who)s erased the whole network."),
    "took_words": _("%(who)s left and took their words along."),
    "left_words": _("%(who)s left, and their words stayed without a name."),
    # Inviting. Whoever answers by a link has no account, so these do not name who.
    "invited": _("%(who)s asked somebody in."),
    "sent_out": _("An invitation went out, as %(who)s wanted."),
    "withdrew": _("%(who)s took an invitation back."),
    "shrank": _("%(who)s offers less in an invitation."),
    "sent_again": _("%(who)s sent an invitation once more."),
    "declined": _("Somebody who was invited said: not now."),
    "asked_to_talk": _("Somebody who was invited would like to talk first."),
    "did_not_know": _("Somebody who was invited does not know who asks."),
    "came_forward": _("Somebody said yes to an invitation, and waits to be confirmed."),
    "accepted": _("Somebody said yes to an invitation."),
    "confirmed": _("%(who)s confirmed who was invited."),
    "joined": _("%(who)s takes part from now on."),
    # Somebody has died.
    "died": _("%(who)s wrote down that somebody has died."),
    "lives": _("%(who)s took back that somebody has died."),
    "ended_with_them": _("The part of somebody who has died came to its end."),
    "ended_here": _("It was written down that the person in the middle has died."),
    "chose_after": _("%(who)s chose what becomes of the network after them."),
    # Waiting for a yes.
    "closed": _("%(who)s let somebody see their own part alone again."),
    "asked": _("%(who)s asked for something that waits for a yes."),
    "said_yes": _("%(who)s said yes to something that was asked."),
    "said_no": _("%(who)s said no to something that was asked."),
    "not_now": _("%(who)s said not now to something that was asked."),
    "took_back": _("%(who)s took back what they had asked for."),
    "settled": _("What %(who)s had asked for came to its end."),
    "said_for": _("%(who)s wrote down what the person said."),
    # The person takes the network into their own hands.
    "made_card": _("%(who)s made the card with which the person comes in."),
    "came_with_card": _("Somebody came with the card of the person, and waits."),
    "confirmed_card": _("%(who)s said that it was the person who came with the card."),
    "turned_away": _("%(who)s said that it was not the person who came with the card."),
    "claimed": _("%(who)s came in and is in charge of the network now."),
    "unsaid": _("%(who)s undid what was written down as said by the person."),
    # Looking back.
    "kept_copy": _("%(who)s kept a copy of the map."),
    # Making time.
    "touched": _("%(who)s wrote down that somebody was in touch."),
    "snoozed": _("%(who)s put off %(what)s for a while."),
    "woke_intention": _("%(who)s no longer puts off %(what)s."),
}
ANYTHING = _("%(who)s did something with %(what)s.")

NOUNS = {
    "network": _("the network"),
    "membership": _("somebody’s part in the network"),
    "stewardship": _("who looks after the network"),
    "charge": _("who is in charge"),
    "invitation": _("an invitation"),
    "claim": _("the card with which the person comes in"),
    "proposal": _("something that waits for a yes"),
    "saying": _("what the person said"),
    "remark": _("something to know about somebody"),
    "snapshot": _("a kept copy of the map"),
    "story": _("a story"),
    "photo": _("a photo"),
    "consent": _("a yes or no to being shown"),
    "reflection": _("a reflection"),
    "prompt": _("a question to think about"),
    "keepsake": _("a book to keep"),
    "role": _("a role"),
    "confidant": _("a role"),
    "authority": _("a legal paper"),
    "decision": _("a decision"),
    "plan": _("a plan"),
    "agreement": _("an agreement"),
    "gift": _("a gift"),
    "outlook": _("a look at the years ahead"),
    "emergency": _("the page for when something happens"),
    "ask": _("something asked for"),
    "turn": _("a turn"),
    "gathering": _("a gathering"),
    "poll": _("a question about a date"),
    "minutes": _("notes of a gathering"),
    "notice": _("a notice"),
    "export": _("everything, to take along"),
    "erasure": _("the whole network, for good"),
    "record": _("the record"),
    "series": _("a series of workshops"),
    "session": _("a session of a workshop"),
    "activity": _("an activity of a workshop"),
    "answer": _("an answer in a workshop"),
    "seat": _("a place in a workshop"),
    "roster": _("who comes to a workshop"),
    "figures": _("figures about a group"),
    "recap": _("a recap"),
    "person": _("somebody on the map"),
    "contact": _("a way to reach somebody"),
    "portrait": _("a portrait"),
    "tie": _("how somebody is joined"),
    "link": _("who knows whom"),
    "support": _("a support"),
    "wish": _("a wish"),
    "finding": _("a finding"),
    "note": _("a note"),
    "place": _("a place on the map"),
    "step": _("a first step"),
    "moment": _("a moment"),
    "intention": _("an intention"),
    "touch": _("time with somebody"),
    "draft": _("a draft"),
    "arrival": _("contacts that were brought"),
    "account": _("an account"),
}
A_THING = _("something")
SOMEBODY = _("Somebody who has left")


def noun(resource: str) -> str:
    """What a kind of row is called in a sentence: "a note", "how somebody is joined"."""
    return str(NOUNS.get(resource, A_THING))


# The same where the reader may know whom it is about.
NAMED = {
    "died": _("%(who)s wrote down that %(name)s has died."),
    "lives": _("%(who)s took back that %(name)s has died."),
    "welcomed": _("%(who)s welcomed %(name)s to the network."),
    "placed": _("%(who)s said how %(name)s is joined."),
    "turned": _("%(who)s wrote down that something changed with %(name)s."),
    "turned_back": _("%(who)s took back what was written about how %(name)s is joined."),
    "put_right": _("%(who)s put right how %(name)s is joined."),
    "faced": _("%(who)s chose a face for %(name)s."),
    "hung": _("%(who)s hung up a portrait of %(name)s."),
    "took_down": _("%(who)s took a portrait of %(name)s down."),
    "told": _("%(who)s told of a moment with %(name)s."),
    "touched": _("%(who)s wrote down time with %(name)s."),
    "opened": _("%(who)s opened more of the network to %(name)s."),
    "left": _("%(who)s ended %(name)s’s part in the network."),
}
ABOUT = {
    "person": _("%(name)s"),
    "membership": _("%(name)s’s part in the network"),
    "contact": _("a way to reach %(name)s"),
    "portrait": _("a portrait of %(name)s"),
    "tie": _("how %(name)s is joined"),
    "note": _("a note about %(name)s"),
    "remark": _("something to know about %(name)s"),
    "moment": _("a moment with %(name)s"),
    "touch": _("time with %(name)s"),
    "invitation": _("an invitation for %(name)s"),
}

# What somebody looked at: a whole list, or one thing.
LISTS = {
    "tie": _("the map"),
    "finding": _("what is covered and what is thin"),
    "wish": _("the wishes"),
    "support": _("the supports"),
    "step": _("the first steps"),
    "moment": _("the moments"),
    "photo": _("the pictures"),
    "bin": _("the bin"),
    "invitation": _("the invitations"),
    "proposal": _("what waits for a yes"),
    "story": _("the stories"),
    "snapshot": _("the kept copies of the map"),
    "keepsake": _("the books to keep"),
    "consent": _("what they are in"),
    "export": _("everything, taken along in one file"),
    "outlook": _("the years ahead"),
}
PAGES = {
    "person": _("somebody’s page"),
    "portrait": _("a photo of somebody"),
    "photo": _("a picture"),
}
PAGES_ABOUT = {
    "person": _("%(name)s’s page"),
    "portrait": _("a photo of %(name)s"),
}


def sentence(who: str, deed: str, resource: str, what: str = "") -> str:
    """Who did what. `what` names whom it was about, for whoever may know it."""
    noun = str(ABOUT.get(resource, "")) % {"name": what} if what else ""
    words = {
        "who": who or SOMEBODY,
        "name": what,
        "what": noun or NOUNS.get(resource, A_THING),
    }
    told = NAMED.get(deed) if what else None
    return str(told or SENTENCES.get(deed, ANYTHING)) % words


def look_sentence(who: str, resource: str, one: bool, what: str = "") -> str:
    """Who looked at what: a whole list, or `one` thing, about somebody if that may be named."""
    if not one:
        seen = str(LISTS.get(resource, NOUNS.get(resource, A_THING)))
    elif what:
        about = PAGES_ABOUT.get(resource, ABOUT.get(resource, NOUNS.get(resource, A_THING)))
        seen = str(about) % {"name": what}
    else:
        seen = str(PAGES.get(resource, NOUNS.get(resource, A_THING)))
    return str(_("%(who)s looked at %(what)s.")) % {"who": who or SOMEBODY, "what": seen}
