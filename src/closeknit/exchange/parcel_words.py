"""The words for whole networks: parts of an archive, and why something of it was not understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

PAGES = (
    ("index", _("Start here")),
    ("people", _("People")),
    ("wishes", _("Wishes")),
    ("stories", _("Stories")),
    ("plans", _("What I mean to do")),
    ("copies", _("How it was")),
    ("record", _("Who takes part, and the record")),
)

PARTS: Mapping[str, Any] = {
    "network": _("The network itself"),
    "arrivals": _("Contacts that were brought"),
    "people": _("People on the map"),
    "supports": _("Own kinds of support"),
    "contacts": _("Ways to reach people"),
    "notes": _("Private notes"),
    "portraits": _("Photos"),
    "ties": _("Ties over the years"),
    "links": _("Who knows whom"),
    "wishes": _("Wishes"),
    "findings": _("Findings that are fine as they are"),
    "copies": _("Kept copies of the map"),
    "why_changed": _("Why it changed, for oneself"),
    "moments": _("Moments"),
    "stories": _("Stories"),
    "photos": _("Pictures"),
    "consents": _("Who is in stories and pictures, and what they said"),
    "reflections": _("What I thought about"),
    "prompts": _("Questions to think about"),
    "keepsakes": _("Books to keep"),
    "intentions": _("Things I mean to do"),
    "asks": _("What was asked for"),
    "turns": _("Turns people took"),
    "roles": _("Roles"),
    "confidants": _("Trusted confidants"),
    "authorities": _("Legal papers"),
    "decisions": _("Decisions"),
    "voices": _("Where people stood in a decision"),
    "touches": _("When people were in touch"),
    "gatherings": _("Gatherings"),
    "guests": _("Who was asked to come"),
    "questions": _("Questions for a gathering"),
    "replies": _("What people answered to them"),
    "agenda": _("What a gathering was made of"),
    "minutes": _("Notes of gatherings"),
    "actions": _("What somebody does after a gathering"),
    "thanks": _("Thank-yous"),
    "polls": _("Dates to choose from"),
    "steps": _("First steps"),
    "record": _("The record"),
}

ROLES: Mapping[str, Any] = {
    "person": _("It is their network"),
    "steward": _("Steward"),
    "facilitator": _("Facilitator"),
    "member": _("Member"),
    "paid": _("Paid to be here"),
    "guest": _("Guest"),
}

NOT_AN_ARCHIVE: Mapping[str, Any] = {
    "no_zip": _(
        "This is not an archive, or the end of it is missing. Please bring the whole file."
    ),
    "broken": _(
        "The archive is damaged. Please take the network out again, or bring another copy."
    ),
    "too_big": _("This file is larger than 200 MB. An archive of ours is smaller."),
    "too_much": _(
        "There is far more in this archive than in any network of ours. It was not read."
    ),
    "links": _("This archive holds links to other files. An archive of ours never does."),
    "leads_out": _("This archive holds names that lead out of it. An archive of ours never does."),
    "locked": _("This archive is locked with a password. Please bring it unlocked."),
    "packed": _("This archive is packed in a way that we do not use. It was not read."),
    "twice": _("This archive holds the same file twice. An archive of ours never does."),
    "none_of_ours": _("This is an archive, but not of a network. Please bring the file from here."),
    "missing": _("A part of the archive is missing. Please bring the whole file."),
    "deep": _("This archive nests more deeply than any network of ours. It was not read."),
    "no_json": _("The file network.json in this archive cannot be read."),
    "newer": _(
        "A newer Closeknit made this archive. Ask whoever runs this server to bring it up to date."
    ),
    "not_whole": _(
        "This archive holds what one person wrote, not a whole network. It is for reading."
    ),
    "no_network": _("The archive does not say whose network it is."),
    "twice_said": _("The archive says the same thing twice, so nothing was brought back."),
}

REASONS: Mapping[str, Any] = {
    "kind": _("It holds something else than what belongs there."),
    "key": _("It has no name of its own."),
    "letters": _("It holds letters that do not exist."),
    "long": _("It is longer than what can be written there."),
    "value": _("It is none of the answers there are."),
    "date": _("Its date cannot be read."),
    "deep": _("It nests too deeply."),
    "absent": _("Something is missing in it."),
    "points_nowhere": _("It is about somebody who is not in the archive."),
    "picture": _("The picture is missing, or it is none of ours."),
    "sound": _("The recording is missing, or it is none of ours."),
    "twice": _("It is in the archive twice."),
    "unknown_part": _("This Closeknit does not know this part."),
    "unknown_field": _("This Closeknit does not know this field. The rest of it was understood."),
}

WHY_NOT = {
    "person": _("It is your network. It cannot go on without you."),
    "last_steward": _("You are the only one who looks after this network."),
}

TAKEN_BACK = _("The network that came back is gone again.")
BROUGHT = _("%(name)s’s network is back. Nobody else takes part yet; nobody was written to.")
ERASED = _("The network is erased. Nothing of it is left here.")
LEFT_WITH = _("You have left. Your words are gone from there.")
LEFT_WITHOUT = _("You have left. What you wrote stays, without your name.")
WRONG_NAME = _("That is another name. Write it as it stands above.")
ROWS = ngettext_lazy("%(count)s time", "%(count)s times", "count")
