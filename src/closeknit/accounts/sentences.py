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
    "purposed": _("%(who)s wrote down why there is a network."),
    "agreed": _("%(who)s wrote down how the person agreed."),
    "meant": _("%(who)s wrote down one small thing to do."),
    "left": _("%(who)s ended somebody’s part in the network."),
    "stepped": _("%(who)s finished or left out a first step."),
    "did": _("%(who)s did what was meant."),
    "reopened": _("%(who)s opened %(what)s again."),
    "imported": _("%(who)s brought contacts."),
    "threw_away": _("%(who)s threw %(what)s away for good."),
    "undid": _("%(who)s undid %(what)s."),
}
ANYTHING = _("%(who)s did something with %(what)s.")

NOUNS = {
    "network": _("the network"),
    "membership": _("somebody’s part in the network"),
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
    "draft": _("a draft"),
    "arrival": _("contacts that were brought"),
}
A_THING = _("something")
SOMEBODY = _("Somebody who has left")


def sentence(who: str, deed: str, resource: str) -> str:
    """Who did what, without saying whom it was about: that is behind its own door."""
    words = {"who": who or SOMEBODY, "what": NOUNS.get(resource, A_THING)}
    return str(SENTENCES.get(deed, ANYTHING)) % words
